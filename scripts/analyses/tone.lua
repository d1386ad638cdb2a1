local gloss = require "gloss"

-- Within a sentence the rules are those of VADER (Hutto and Gilbert 2014), less what belongs to social media: a word has a
-- weight, a negation near before it turns it round and weakens it, boosters there change it, and what follows a "but" counts
-- more than what stands before it.
local REACH = 3                         -- tokens before a word in which negations and boosters are looked for
local TURNED = -0.74                    -- a negated word is worth less than its opposite
local BEFORE_BUT, AFTER_BUT = 0.5, 1.5
local SENTENCE, TOKEN = 15, 0.6         -- how much has to be said, in a sentence or a token, until a score comes near -1 or 1
local NEUTRAL = 0.05

-- A name takes a word whole when they stand side by side, and the less the more tokens are between; half is left after so many
-- of them. Words after a name ("Kane, they said on Monday, lied") reach it from farther than words before it ("the liar Kane").
-- Measured on the training sentences of NewsMTSC (Hamborg and Donnay 2021).
local BEFORE_NAME, AFTER_NAME = 2, 8
local EARSHOT = 20

local shares_before, shares_after = {}, {}               -- how much of a word a name takes, by how far it stands away
for away = 1, EARSHOT do
  shares_before[away] = 1 / (1 + (away - 1) / BEFORE_NAME)
  shares_after[away] = 1 / (1 + (away - 1) / AFTER_NAME)
end

local negators, boosters, but, lexicon = gloss.wordset "negators.txt", gloss.lexicon "boosters.tsv", gloss.wordset { "but" }, nil

local unread = { caption = true, boilerplate = true, byline = true, dateline = true }
local takers = { PERSON = true, ORG = true, GPE = true, LOC = true, NORP = true, FAC = true, PRODUCT = true, WORK_OF_ART = true,
                 LAW = true }

-- -- What a word is worth where it stands

-- The factors of negations and boosters, by the first token of each; false for tokens that have no tone: the others of these, as
-- "doubt" in "no doubt", and those of blocks that are not read. Of two the longer counts: "not only" is no negation, "rather than"
-- is one. And how many tokens are read.
local function read_shifts(document)
  local shifts, count = {}, #document
  local function note(first, last, factor)
    local known = shifts[first]
    if known == nil or known and last > first then
      shifts[first] = factor
      for i = first + 1, last do shifts[i] = false end
    end
  end
  for booster, first, last in boosters:matches(document) do note(first, last, 1 + booster.weight) end
  for _, first, last in negators:matches(document) do note(first, last, TURNED) end
  for block, first, last in document:blocks() do
    if unread[block.kind] then
      for i = first, last do shifts[i] = false end
      count = count - #block
    end
  end
  return shifts, count
end

-- What negations and boosters before a token make of its weight, and where they begin.
local function shift_at(shifts, at, first)
  local factor, from = 1, at
  for i = at - 1, at - REACH, -1 do
    if shifts[i] and i >= first then factor, from = factor * shifts[i], i end
  end
  return factor, from
end

-- -- Whom it is said of

-- What the text says of a name: the words, and what they are worth to it; `at` and `share` are of the last of them.
local function tone_of(entity, tones)
  local who = entity.full or entity
  local tone = tones[who]
  if not tone then
    tone = { who = who, words = {}, total = 0, at = 0, share = 0 }
    tones[who], tones[#tones + 1] = tone, tone
  end
  return tone
end

local function names_in(sentence, tones)
  local names = {}
  for entity, first, last in sentence:annotations "entity" do
    names[#names + 1] = { first = first, last = last, tone = takers[entity.type] and tone_of(entity, tones) }
  end
  return names
end

local function stands_in_one(names, at)
  for i = 1, #names do
    if names[i].first <= at and at <= names[i].last then return true end
  end
end

-- A name that stands twice in the sentence takes a word once, where it stands nearer.
local function take(tone, word, at, value, share)
  if tone.at ~= at then
    tone.words[#tone.words + 1] = word
    tone.at, tone.share = at, 0
  end
  if share > tone.share then tone.total, tone.share = tone.total + value * (share - tone.share), share end
end

local function share_out(names, word, at, value)
  for i = 1, #names do
    local name = names[i]
    local share = shares_before[name.first - at] or shares_after[at - name.last]
    if share and name.tone then take(name.tone, word, at, value, share) end
  end
end

-- -- The text

local function score_of(total, flatness)
  local score = math.floor(total / math.sqrt(total * total + flatness) * 10000 + 0.5) / 10000
  return score, score >= NEUTRAL and "positive" or score <= -NEUTRAL and "negative" or "neutral"
end

-- What each word with a tone is worth where it stands, and what they say of names.
local function read_words(document, shifts)
  local values, tones, first, last, turn, names = {}, {}, 0, 0, nil, nil
  for word, at, to in lexicon:matches(document) do
    local weight = shifts[at] ~= false and word.weight or 0
    if weight ~= 0 and at > last then
      local sentence = word.sentence
      local pivot = but:match(sentence)
      names, first, turn = names_in(sentence, tones), sentence.index, pivot and pivot.index
      last = first + #sentence - 1
    end
    if weight ~= 0 and not stands_in_one(names, at) then
      local factor, from = shift_at(shifts, at, first)
      local value = weight * factor * (turn and (at < turn and BEFORE_BUT or AFTER_BUT) or 1)
      values[#values + 1] = value
      share_out(names, from < at and document:sub(from, to) or word, at, value)
    end
  end
  return values, tones
end

local function annotate(document, tone)
  local who, score, label = tone.who, score_of(tone.total, SENTENCE)
  if label == "neutral" then return end
  document:annotate("tone", who, { score = score, label = label, name = who.name or who.plain, words = tone.words })
end

local function read(document)
  local shifts, count = read_shifts(document)
  local values, tones = read_words(document, shifts)
  for _, tone in ipairs(tones) do annotate(document, tone) end
  local total, positive = 0, 0
  for _, value in ipairs(values) do
    total = total + value
    if value > 0 then positive = positive + 1 end
  end
  local score, label = score_of(total, TOKEN * (count + 1))
  document:set("tone", { score = score, label = label, positive = positive, negative = #values - positive })
end

return {
  about    = "Tone of the article and toward each entity, with the words that caused it",
  tags     = { "news" },
  requires = { "entity" },
  provides = { tone = { score = "number", label = "string", name = "string", words = "list" } },
  options  = { lexicon = { default = "tone.tsv", file = true, about = "columns: word or phrase, weight -4..4" } },
  setup    = function(options) lexicon = gloss.lexicon(options.lexicon, { by = "lemma" }) end,
  document = read,

  tests = {
    { name = "praise is positive, and goes to who is praised", text = "The judge praised Roe.",
      given = { layers = { entity = { { "Roe", type = "PERSON" } } } },
      tone = { { "Roe", label = "positive", name = "Roe", words = { "praised" } } },
      values = { tone = { label = "positive", positive = 1, negative = 0 } } },
    { name = "a negation turns a word round", text = "The talks were not good.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "negative", positive = 0, negative = 1 } } },
    { name = "a word stands with what turns it round", text = "Kane was never a very good boss.",
      given = { layers = { entity = { { "Kane", type = "PERSON" } } } },
      tone = { { "Kane", label = "negative", words = { "never a very good" } } } },
    { name = "a short form is a negation too", text = "The plan didn’t work well, and nobody liked it: it wasn't good.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "negative", positive = 0 } } },
    { name = "what is not only good is good", text = "The plan was not only good.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "positive" } } },
    { name = "a negation may begin with a booster", text = "It was long rather than good.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "negative" } } },
    { name = "a negation does not reach far", text = "They did not say when the very long and good talks will end.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "positive" } } },
    { name = "a plain word, to compare with the boosted one", text = "It was a bad year.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { score = -0.6799 } } },
    { name = "a booster makes a word stronger", text = "It was an extremely bad year.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { score = -0.7719 } } },
    { name = "a booster can make it weaker", text = "It was a slightly bad year.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { score = -0.4616 } } },
    { name = "what follows a but counts more", text = "The plan is good but the result was bad.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "negative", positive = 1, negative = 1 } } },
    { name = "a form may part from its base: forces are not forced", text = "Armed forces leave. They were forced out.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { positive = 0, negative = 1 } } },
    { name = "a text without any such word is neutral", text = "The train leaves at nine, according to the company.",
      given = { layers = { entity = { { "company", type = "ORG" } } } }, tone = {},
      values = { tone = { label = "neutral", score = 0, positive = 0, negative = 0 } } },
    { name = "a word inside a name has no tone", text = "She works for Trust Bank.",
      given = { layers = { entity = { { "Trust Bank", type = "ORG" } } } }, tone = {}, values = { tone = { label = "neutral" } } },
    { name = "a word inside the name of an event has none either", text = "He wrote about the Second World War.",
      given = { layers = { entity = { { "Second World War", type = "EVENT" } } } }, tone = {},
      values = { tone = { label = "neutral" } } },
    { name = "a day or a sum takes no tone", text = "Monday was a terrible day.",
      given = { layers = { entity = { { "Monday", type = "DATE" } } } }, tone = {}, values = { tone = { label = "negative" } } },
    { name = "a region takes one", text = "They threatened the West.",
      given = { layers = { entity = { { "West", type = "LOC" } } } },
      tone = { { "West", label = "negative", words = { "threatened" } } } },
    { name = "the nearer name takes more of a word", text = "Lee met the brutal dictator Kane.",
      given = { layers = { entity = { { "Lee", type = "PERSON" }, { "Kane", type = "PERSON" } } } },
      tone = { { "Lee", score = -0.6808, words = { "brutal", "dictator" } }, { "Kane", score = -0.7065 } } },
    { name = "two names in two sentences keep their words apart", text = "Voters admire Lee. Voters despise Kane.",
      given = { layers = { entity = { { "Lee", type = "PERSON" }, { "Kane", type = "PERSON" } } } },
      tone = { { "Lee", label = "positive", words = { "admire" } }, { "Kane", label = "negative", words = { "despise" } } },
      values = { tone = { positive = 1, negative = 1 } } },
    { name = "the tone of all mentions goes to the fullest one, each word once",
      text = "Barack Obama spoke on Monday. The court praised Obama, said Obama.",
      tone = { { "Barack Obama", name = "Barack Obama", label = "positive", words = { "praised" } } } },
    { name = "words within quotation marks count", text = "“It is a disaster,” Roe said.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "negative", negative = 1 } } },
    { name = "captions are left out",
      text = "A quiet day in town\n\n(Photo : Getty Images, a terrible murder)\n\n"
          .. "The council met on Tuesday and read the plan aloud.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "neutral", negative = 0 } } },
  },
}

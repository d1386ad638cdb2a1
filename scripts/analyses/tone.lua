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
-- of them. Words behind a name ("Kane, they said on Monday, lied") reach it from farther than words before it ("the liar Kane").
-- Measured on the training sentences of NewsMTSC (Hamborg and Donnay 2021).
local BEFORE_NAME, BEHIND_NAME = 2, 8
local EARSHOT = 20

local shares_before, shares_behind = {}, {}              -- how much of a word a name takes, by how far it stands away
for away = 1, EARSHOT do
  shares_before[away] = 1 / (1 + (away - 1) / BEFORE_NAME)
  shares_behind[away] = 1 / (1 + (away - 1) / BEHIND_NAME)
end

-- What a word does to those behind it, as a factor. In one list, so that "not only" can be no negation.
local function shifters()
  local factors = {}
  for _, word in ipairs(gloss.data "negators.txt") do factors[#factors + 1] = { word, TURNED } end
  for _, row in ipairs(gloss.data "boosters.tsv") do factors[#factors + 1] = { row.word, 1 + row.weight } end
  return gloss.lexicon(factors)
end

local shifter, but, lexicon = shifters(), gloss.wordset { "but" }, nil

local unread = { caption = true, boilerplate = true, byline = true, dateline = true }
local takers = { PERSON = true, ORG = true, GPE = true, LOC = true, NORP = true, FAC = true, PRODUCT = true, WORK_OF_ART = true,
                 LAW = true }

local function squash(total, flatness)
  return total / math.sqrt(total * total + flatness)
end

local function label(score)
  return score >= NEUTRAL and "positive" or score <= -NEUTRAL and "negative" or "neutral"
end

local function round(score)
  return math.floor(score * 10000 + 0.5) / 10000
end

-- -- What changes the weight of a word

-- A function of a token and the first of its sentence: what the words before the token do to its weight; nil when it belongs to
-- one of them, as in "no doubt". It is asked in the order of the text.
local function shifts_in(document)
  local firsts, lasts, factors, n, from = {}, {}, {}, 0, 1
  for shift, first, last in shifter:matches(document) do
    n = n + 1
    firsts[n], lasts[n], factors[n] = first, last, shift.weight
  end
  firsts[n + 1] = math.huge
  return function(at, first)
    local near, factor, i = math.max(first, at - REACH), 1, nil
    while firsts[from] < near do from = from + 1 end
    i = from
    while firsts[i] < at do
      if lasts[i] >= at then return nil end
      factor = factor * factors[i]
      i = i + 1
    end
    return factor
  end
end

-- -- Whom it is said of

-- The mentions of one sentence: lists of one length, which are filled anew for the next. A tone is that of the name, once it is
-- asked for.
local function read_mentions(sentence, mentions)
  local entities, firsts, lasts, tones, count = mentions.entities, mentions.firsts, mentions.lasts, mentions.tones, 0
  for entity, first, last in sentence:annotations "entity" do
    count = count + 1
    entities[count], firsts[count], lasts[count], tones[count] = entity, first, last, nil
  end
  mentions.count = count
end

local function stands_in_a_name(at, mentions)
  local firsts, lasts = mentions.firsts, mentions.lasts
  for i = 1, mentions.count do
    if firsts[i] <= at and at <= lasts[i] then return true end
  end
end

-- What the text says of each name: a list, in the order in which the names first take a tone; and a function that gives the tone
-- of an entity's name, or false when it takes none.
local function ledger()
  local toward, tones = {}, {}
  return tones, function(entity)
    local who = takers[entity.type] and (entity.full or entity)
    if not who then return false end
    local tone = toward[who]
    if not tone then
      tone = { who = who, total = 0, words = {}, at = 0, taken = 0 }
      toward[who], tones[#tones + 1] = tone, tone
    end
    return tone
  end
end

-- Enters a word. A name that stands twice in the sentence takes it once, where it stands nearer.
local function enter(tone, hit, at, value, taken)
  if tone.at == at then
    if taken <= tone.taken then return end
    tone.total = tone.total - value * tone.taken
  else
    tone.words[#tone.words + 1] = hit
  end
  tone.at, tone.taken, tone.total = at, taken, tone.total + value * taken
end

local function annotate(document, tone)
  local score = round(squash(tone.total, SENTENCE))
  if label(score) == "neutral" then return end
  local who = tone.who
  document:annotate("tone", who, { score = score, label = label(score), name = who.name or who.plain, words = tone.words })
end

-- -- The text

-- Calls found(hit, at, value, mentions) for each word of the block that has a tone where it stands.
local function each_word(block, shifts, mentions, found)
  local first, last, turn = 0, 0, nil
  for hit, at in lexicon:matches(block) do
    local weight = hit.weight
    if weight ~= 0 and at > last then
      local sentence = hit.sentence
      local pivot = but:match(sentence)
      first, turn = sentence.index, pivot and pivot.index
      last = first + #sentence - 1
      read_mentions(sentence, mentions)
    end
    local shift = weight ~= 0 and not stands_in_a_name(at, mentions) and shifts(at, first)
    if shift then
      local stress = turn and (at < turn and BEFORE_BUT or AFTER_BUT) or 1
      found(hit, at, weight * shift * stress)
    end
  end
end

local function read(document)
  local total, positive, negative, tokens = 0, 0, 0, 1
  local mentions = { count = 0, entities = {}, firsts = {}, lasts = {}, tones = {} }
  local entities, firsts, lasts, known = mentions.entities, mentions.firsts, mentions.lasts, mentions.tones
  local tones, tone_of = ledger()
  local function found(hit, at, value)
    total = total + value
    if value > 0 then positive = positive + 1 else negative = negative + 1 end
    for i = 1, mentions.count do
      local away, tone = at - lasts[i], known[i]
      local taken = away > 0 and shares_behind[away] or shares_before[firsts[i] - at]
      if taken and tone == nil then
        tone = tone_of(entities[i])
        known[i] = tone
      end
      if taken and tone then enter(tone, hit, at, value, taken) end
    end
  end
  local shifts = shifts_in(document)
  for block in document:blocks() do
    if not unread[block.kind] then
      tokens = tokens + #block
      each_word(block, shifts, mentions, found)
    end
  end
  for _, tone in ipairs(tones) do annotate(document, tone) end
  local score = round(squash(total, TOKEN * tokens))
  document:set("tone", { score = score, label = label(score), positive = positive, negative = negative })
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
    { name = "a short form is a negation too", text = "The plan didn’t work well, and nobody liked it: it wasn't good.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "negative", positive = 0 } } },
    { name = "what is not only good is good", text = "The plan was not only good.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "positive" } } },
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

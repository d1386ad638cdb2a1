local gloss = require "gloss"

-- The rules are those of VADER (Hutto and Gilbert 2014), less what belongs to social media: a word has a weight, a negation
-- near before it turns it round and weakens it, boosters before it change it, and what follows a "but" counts more than what
-- stands before it.
local TURNED = -0.74       -- a negated word is worth less than its opposite
local BEFORE_BUT, AFTER_BUT = 0.5, 1.5
local REACH = 3            -- tokens before a word in which negations and boosters are looked for
local FLATNESS = 15        -- per sentence: how much has to be said until the score comes near -1 or 1
local NEUTRAL = 0.05

local negators, boosters, but = gloss.wordset "negators.txt", gloss.lexicon "boosters.tsv", gloss.wordset { "but" }
local lexicon

local takers = { PERSON = true, ORG = true, GPE = true, NORP = true, FAC = true, PRODUCT = true, WORK_OF_ART = true, LAW = true }
local unread = { caption = true, boilerplate = true, byline = true, dateline = true }

local function squash(total, sentences)
  return total / math.sqrt(total * total + FLATNESS * math.max(sentences, 1))
end

local function label(score)
  return score >= NEUTRAL and "positive" or score <= -NEUTRAL and "negative" or "neutral"
end

local function round(score)
  return math.floor(score * 10000 + 0.5) / 10000
end

local function weigh(hit)
  local value, before = hit.weight, hit:before(REACH)
  if #before > 0 then
    for booster in boosters:matches(before) do value = value * (1 + booster.weight) end
    if negators:match(before) then value = TURNED * value end
  end
  local turn = but:match(hit.sentence)
  if turn then value = value * (hit.index < turn.index and BEFORE_BUT or AFTER_BUT) end
  return value
end

local function stands_in_a_name(hit)
  local entity = hit:annotation("entity", "covering")
  return entity and takers[entity.type]
end

-- Adds the value to each entity of the sentence, the less the farther away it stands.
local function spread(toward, order, hit, value)
  for entity in hit.sentence:annotations "entity" do
    if takers[entity.type or "PERSON"] then
      local who = entity.full or entity
      local tone = toward[who]
      if not tone then
        tone = { total = 0, words = {} }
        toward[who] = tone
        order[#order + 1] = who
      end
      tone.total = tone.total + value / (1 + math.abs(entity.index - hit.index) / 4)
      tone.words[#tone.words + 1] = hit
    end
  end
end

local function annotate(document, who, tone)
  local score = round(squash(tone.total, 1))
  document:annotate("tone", who, { score = score, label = label(score), name = who.name or who.plain, words = tone.words })
end

return {
  about    = "Tone of the article and toward each entity, with the words that caused it",
  tags     = { "news" },
  requires = { "entity" },
  provides = { tone = { score = "number", label = "string", name = "string", words = "list" } },
  options  = { lexicon = { default = "tone.tsv", file = true, about = "columns: word or phrase, weight -4..4" } },
  setup    = function(options) lexicon = gloss.lexicon(options.lexicon, { by = "lemma" }) end,

  document = function(document)
    local total, positive, negative, sentences, toward, order = 0, 0, 0, 0, {}, {}
    for block in document:blocks() do
      if not unread[block.kind] then
        for _ in block:sentences() do sentences = sentences + 1 end
        for hit in lexicon:matches(block) do
          if not stands_in_a_name(hit) then
            local value = weigh(hit)
            total = total + value
            if value > 0 then positive = positive + 1 elseif value < 0 then negative = negative + 1 end
            spread(toward, order, hit, value)
          end
        end
      end
    end
    for _, who in ipairs(order) do annotate(document, who, toward[who]) end
    local score = round(squash(total, sentences))
    document:set("tone", { score = score, label = label(score), positive = positive, negative = negative })
  end,

  tests = {
    { name = "praise is positive, and goes to who is praised", text = "The judge praised Roe.",
      given = { layers = { entity = { { "Roe", type = "PERSON" } } } },
      tone = { { "Roe", label = "positive" } }, values = { tone = { label = "positive", positive = 1, negative = 0 } } },
    { name = "a negation turns a word round", text = "The talks were not good.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "negative", positive = 0, negative = 1 } } },
    { name = "what follows a but counts more", text = "The plan is good but the result was bad.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "negative" } } },
    { name = "a text without any such word is neutral", text = "The train leaves at nine.",
      given = { layers = { entity = {} } }, tone = {}, values = { tone = { label = "neutral", score = 0 } } },
    { name = "a word inside a name has no tone", text = "She works for Trust Bank.",
      given = { layers = { entity = { { "Trust Bank", type = "ORG" } } } }, tone = {}, values = { tone = { label = "neutral" } } },
    { name = "the nearer name takes more of it", text = "Lee met the brutal dictator Kane.",
      given = { layers = { entity = { { "Lee", type = "PERSON" }, { "Kane", type = "PERSON" } } } },
      tone = { { "Lee", label = "negative" }, { "Kane", label = "negative" } }, values = { tone = { label = "negative" } } },
  },
}

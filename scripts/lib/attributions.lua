-- Attributions: a verb of saying, or "according to", and who it is that says so. One has
--   first, last     its tokens, those of who speaks among them
--   cue, cue_last   the tokens of the verb; lemma
--   speaker         the mention: place; entity, when it names one; pronoun: "person" of "he", else "other"; is_name
--   is_source       "according to", "as per"
--   is_inverted     "said Lee"
--   is_denied       "has not said"
local gloss, grammar, referents = require "gloss", require "grammar", require "referents"

local PHRASE = 12          -- tokens of a mention
local APPOSITION = 40      -- and with what may stand between two commas behind it
local SOURCE = 25          -- tokens of a source

local attributions = {}

local words, set_of, roles = grammar.words, grammar.set_of, gloss.wordset "roles.txt"
local past, links, shared, persons = set_of(words.past), set_of(words.link), set_of(words.shared), set_of(words.person)
local pronouns, closed = set_of(words.pronoun), set_of(words.closed)
local closes_aside = set_of { ",", ")", "-", "--", "–", "—" }
local determiners, quantities, objects = set_of(words.determiner), set_of(words.quantity), set_of(words.object)

local function is_capital(token) return token.is_title or token.is_upper end

local function is_role(token)
  local norm = token.norm
  return roles:has(norm) or norm:find "s$" ~= nil and roles:has(norm:sub(1, -2))
end

-- -- Mentions

local function named(entity) return { place = entity, entity = entity } end

-- "officials in Washington": the name belongs to what stands before it.
local function is_owned(document, who, entity)
  local at = entity.index - 1
  if at > who.index and document[at].norm == "the" then at = at - 1 end
  if at <= who.index or not links[document[at].norm] then return false end
  local head = document[at - 1]
  return not is_capital(head) and is_role(head)
end

-- "the plan", "officials", "Lee's adviser", "40 percent", but not "plan"
local function is_mention(who)
  local last = who[-1]
  local norm = last.norm
  return determiners[who[1].norm] or norm:find "s$" or norm == "%" or norm == "percent" or quantities[norm] or objects[norm]
    or is_role(last) or who.norm:find "'s? " ~= nil
end

-- A mention that ends where a name ends is that name.
local function mention_of(document, who, is_pronoun)
  if is_pronoun then return { place = who, pronoun = persons[who.norm] and "person" or "other" } end
  local last = who[-1]
  local entity = referents.named(last)
  if entity and not is_owned(document, who, entity) then return named(entity) end
  if is_capital(last) then return { place = who, is_name = true } end
  return is_mention(who) and { place = who } or nil
end

-- "His sister, Ann Lee, said": who she is stands behind her.
local function name_beside(aside)
  local entity = aside and referents.named(aside)
  return entity and entity.index == aside.index + 1 and #entity == #aside - 2 and entity or nil
end

-- -- To the left of the verb

-- Does an apposition end before the verb, or before "has also" and the like?
local function ends_aside(document, cue, from)
  for i = cue - 1, math.max(from, cue - 3), -1 do
    local norm = document[i].norm
    if closes_aside[norm] then return true end
    if not closed[norm] then return false end
  end
  return false
end

-- What the pattern has found right before the verb. `first` is where words of its own may begin, `from` where an apposition may.
local function subject_before(document, cue, first, from)
  local start, found = math.max(first, from, cue - PHRASE), nil
  if ends_aside(document, cue, from) then start = math.max(from, cue - APPOSITION) end
  if start == cue then return nil end
  local ends = 0
  for match, _, last in grammar.subject:matches(document:sub(start, cue - 1)) do found, ends = match, last end
  return ends == cue - 1 and found.who and found or nil
end

-- "the Taiwan dispute": one, and a form of the verb that goes with several.
local function disagrees(speaker, found, norm, lemma)
  if norm ~= lemma or past[norm] or speaker.pronoun or found.modal or found[-1].norm == "to" then return false end
  local place = speaker.place
  local last = place[-1]
  if place.norm:find "s$" or quantities[last.norm] then return false end
  if speaker.entity or speaker.is_name then return place.index == 1 or place.document[place.index - 1].norm ~= "and" end
  return not is_role(last)
end

-- "he said" is frequent enough to be seen at a glance.
local function from_pronoun(document, cue)
  local word = document[cue - 1]
  local norm = word.norm
  if pronouns[norm] and norm ~= "who" then return { first = cue - 1, last = cue, speaker = mention_of(document, word, true) } end
end

local function from_subject(document, cue, first, from, norm, lemma)
  local said = cue > from and cue > first and from_pronoun(document, cue)
  if said then return said end
  local match = subject_before(document, cue, first, from)
  if not match or match.be and not norm:find "ing$" then return nil end
  local speaker = mention_of(document, match.who, match.pronoun)
  local name = speaker and not speaker.entity and name_beside(match.aside)
  if name then speaker = named(name) end
  if not speaker or disagrees(speaker, match, norm, lemma) then return nil end
  return { first = match.index, last = cue, speaker = speaker, is_denied = match.no ~= nil }
end

-- Who does what a verb says that is none of saying: a name or a pronoun.
function attributions.of_verb(document, verb, first)
  local token = document[verb]
  local said = from_subject(document, verb, first, first, token.norm, token.lemma)
  local speaker = said and said.speaker
  return speaker and (speaker.entity or speaker.is_name or speaker.pronoun) and said
end

-- -- To the right of it

-- "said chief Ann Lee", but not of a name in the middle: "says another German paper"
local function name_in(head)
  local entity = referents.named(head)
  local is_inside = entity and entity.index > head.index and entity.index + #entity < head.index + #head
  return not is_inside and entity or nil
end

local function from_inverted(document, match, cue)
  local head, last = match.head, match.index + #match - 1
  if not head then return { first = cue, last = last, speaker = mention_of(document, document[last], true), is_inverted = true } end
  local entity, first = name_in(head), head[1]
  if entity then return { first = cue, last = entity.index + #entity - 1, speaker = named(entity), is_inverted = true } end
  if not (determiners[first.norm] or is_role(first) or is_capital(first)) then return nil end
  return { first = cue, last = last, speaker = { place = document:sub(head.index, last) }, is_inverted = true }
end

-- A name that the source begins or ends with is it: "the Kremlin", "his adviser Lee"; not "a survey by Lee".
local function is_source(document, who, entity)
  local before, is_last = entity.index - who.index, entity.index + #entity == who.index + #who
  return before == 0 or is_last and (determiners[who[1].norm] and before == 1 or is_role(document[entity.index - 1]))
end

local function from_source(document, match, cue)
  local last = math.min(match.index + #match - 1, cue + SOURCE)
  local who = document:sub(cue + 2, last)
  local entity = referents.named(who)
  local speaker = entity and is_source(document, who, entity) and named(entity) or { place = who }
  return { first = cue, last = last, cue = cue, cue_last = cue + 1, speaker = speaker, is_source = true }
end

-- -- The subject of the verb before: ", adding", "and warned", "by saying"

local function shares_subject(document, cue, norm)
  local before = document[cue - 1].norm
  if cue > 2 and before:find "%a%aly$" then before = document[cue - 2].norm end
  if norm:find "ing$" then return shared[before] end
  return (before == "and" or before == "but") and (norm:find "ed$" or past[norm] or norm == "says")
end

-- Whom the sentence, of which these are the first tokens, is about.
function attributions.front(document, first, last)
  if last < first then return nil end
  local place = document:sub(first, last)
  local match = grammar.front:match(place)
  if match and match.pronoun then return mention_of(document, match.who, true) end
  local entity
  if match then entity = referents.named(match.who) else entity = referents.first(place) end
  return entity and named(entity) or match and mention_of(document, match.who, false)
end

-- -- All of it

-- The attribution at a verb, or nil.
--   found     what the patterns have found in the document: inverted and sources, by the cue
--   first     where words of its own may begin: behind the verb before
--   from      where an apposition may: behind the quotation before
--   sentence  its first token
--   previous  the attribution before it in the same sentence, or nil
function attributions.at(document, cue, found, first, from, sentence, previous)
  local source, inverted = found.sources[cue], found.inverted[cue]
  if source then return from_source(document, source, cue) end
  local token = document[cue]
  local norm, lemma = token.norm, token.lemma
  local said = cue > from and from_subject(document, cue, first, from, norm, lemma)
    or inverted and from_inverted(document, inverted, cue)
  if not said and cue > sentence and shares_subject(document, cue, norm) then
    local speaker = previous and previous.speaker or attributions.front(document, sentence, cue - 1)
    said = speaker and { first = cue, last = cue, speaker = speaker }
  end
  if not said then return nil end
  said.cue, said.cue_last, said.lemma = cue, cue, lemma
  return said
end

return attributions

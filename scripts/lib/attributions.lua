-- Attributions: a verb of saying, or "according to", and who says so. One has
--   first, last     its tokens, including the speaker's
--   cue, cue_last   the first and the last token of the verb
--   speaker         the mention: place; entity, when it names one; pronoun: "person" of "he", else "other"; is_name
--   is_source       "according to", "as per"
--   is_inverted     "said Lee"
--   is_denied       "has not said"
local gloss, grammar, referents = require "gloss", require "grammar", require "referents"

local APPOSITION = 40      -- tokens from a mention to the verb
local SOURCE = 25          -- tokens of a source

local attributions = {}

local words, set_of, roles = grammar.words, grammar.set_of, gloss.wordset "roles.txt"
local past, links, shared, persons = set_of(words.past), set_of(words.link), set_of(words.shared), set_of(words.person)
local bare, be, negations, helpers = set_of(words.say), set_of(words.be), set_of(words.negation), set_of(words.modal, { "to" })
local determiners, quantities, objects = set_of(words.determiner), set_of(words.quantity), set_of(words.object)

local function is_capital(token) return token.is_title or token.is_upper end

local function is_role(token)
  local norm = token.norm
  return roles:has(norm) or norm:find "s$" ~= nil and roles:has(norm:sub(1, -2))
end

-- -- Mentions

local function named(entity) return { place = entity, entity = entity } end

-- "he", "who", "they"
local function pronoun_of(place) return { place = place, pronoun = persons[place.norm] and "person" or "other" } end

-- "officials in Washington": the name belongs to what precedes it.
local function is_owned(document, first, entity)
  local at = entity.index - 1
  if at > first and document[at].norm == "the" then at = at - 1 end
  if at <= first or not links[document[at].norm] then return false end
  local head = document[at - 1]
  return not is_capital(head) and is_role(head)
end

-- "the plan", "officials", "Lee's adviser", "40 percent", but not "plan"
local function is_mention(who, last)
  local norm = last.norm
  return determiners[who[1].norm] or norm:find "s$" or norm == "%" or norm == "percent" or quantities[norm] or objects[norm]
    or is_role(last) or who.norm:find "'s? " ~= nil
end

-- A mention that ends where a name ends is that name.
local function mention_of(document, who)
  local last = who[-1]
  local entity = referents.named(last)
  if entity and not is_owned(document, who.index, entity) then return named(entity) end
  if is_capital(last) then return { place = who, is_name = true } end
  return is_mention(who, last) and { place = who } or nil
end

-- -- To the left of the verb

-- "His sister, Ann Lee, said": who she is comes after her. Mentions that are neither names nor roles have no apposition.
local function mention_with(document, who, aside)
  local mention = mention_of(document, who)
  if mention and mention.entity then return mention end
  local entity = referents.named(aside)
  if entity and entity.index == aside.index + 1 and #entity == #aside - 2 then return named(entity) end
  return mention and (mention.is_name or is_role(who[-1])) and mention or nil
end

-- What stands between the speaker and the verb: is he told it, does he not say it, and does the verb have an auxiliary?
local function judge(gap)
  local is_told, is_denied, is_helped = false, false, false
  for word in gap.norm:gmatch "%S+" do
    is_told, is_denied, is_helped = is_told or be[word], is_denied or negations[word], is_helped or helpers[word]
  end
  return is_told, is_denied, is_helped
end

-- "the Taiwan dispute": one, and a form of the verb that goes with several.
local function is_single(document, speaker)
  local place = speaker.place
  if speaker.pronoun or place.norm:find "s$" or quantities[place[-1].norm] then return false end
  if speaker.entity or speaker.is_name then return place.index == 1 or document[place.index - 1].norm ~= "and" end
  return not is_role(place[-1])
end

-- Who stands before a verb of this form, and is he said not to say it? Nil when what stands there is not its subject.
local function subject_of(document, match, who, is_pronoun, norm)
  local aside, gap, is_ing = match.aside, match.gap, norm:find "ing$" ~= nil
  local is_told, is_denied, is_helped
  if gap then is_told, is_denied, is_helped = judge(gap) end
  if aside and is_ing or is_told and not is_ing then return nil end
  local speaker
  if is_pronoun then speaker = pronoun_of(who)
  elseif aside then speaker = mention_with(document, who, aside)
  else speaker = mention_of(document, who) end
  if not speaker or bare[norm] and not past[norm] and not is_helped and is_single(document, speaker) then return nil end
  return speaker, is_denied
end

-- -- To the right of it

-- "said chief Ann Lee", but not of a name in the middle: "says another German paper"
local function name_in(head)
  local entity = referents.named(head)
  local is_inside = entity and entity.index > head.index and entity.index + #entity < head.index + #head
  return not is_inside and entity or nil
end

-- The speaker after the verb, and the last token of it; `last` is that of the match.
local function inverted(document, match, last)
  local head = match.head
  if not head then return pronoun_of(document[last]), last end
  local entity, first = name_in(head), head[1]
  if entity then return named(entity), entity.index + #entity - 1 end
  if not (determiners[first.norm] or is_role(first) or is_capital(first)) then return nil end
  return { place = document:sub(head.index, last) }, last
end

-- A name that the source begins or ends with is the source: "the Kremlin", "his adviser Lee"; not "a survey by Lee".
local function is_source(document, who, entity)
  local before, is_last = entity.index - who.index, entity.index + #entity == who.index + #who
  return before == 0 or is_last and (determiners[who[1].norm] and before == 1 or is_role(document[entity.index - 1]))
end

-- "according to …", from the first to the last token
function attributions.of_source(document, first, last)
  last = math.min(last, first + SOURCE)
  local who = document:sub(first + 2, last)
  local entity = referents.named(who)
  local speaker = entity and is_source(document, who, entity) and named(entity) or { place = who }
  return { first = first, last = last, cue = first, cue_last = first + 1, speaker = speaker, is_source = true }
end

-- -- The subject of the verb before: ", adding", "and warned", "while saying"

local function shares_subject(document, cue, norm)
  local before = document[cue - 1].norm
  if before:find "%a%aly$" then before = document[cue - 2].norm end
  if norm:find "ing$" then return shared[before] end
  return (before == "and" or before == "but") and (norm:find "ed$" or past[norm] or norm == "says")
end

-- Whom the sentence, of which these are the first tokens, is about.
function attributions.front(document, first, last)
  if last < first then return nil end
  local place = document:sub(first, last)
  local match = grammar.front:match(place)
  if match and match.pronoun then return pronoun_of(match.pronoun) end
  local entity
  if match then entity = referents.named(match.who) else entity = referents.first(place) end
  return entity and named(entity) or match and mention_of(document, match.who)
end

-- -- The whole attribution

-- The attribution of a match that has a subject of its own and ends at the verb.
local function from_subject(document, match, who, is_pronoun, cue, norm)
  local first = who.index
  if cue - first > APPOSITION then return nil end
  local speaker, is_denied = subject_of(document, match, who, is_pronoun, norm)
  return speaker and { first = first, last = cue, cue = cue, cue_last = cue, speaker = speaker, is_denied = is_denied }
end

-- The subject of a verb that is not a verb of saying: a name or a pronoun, unless it is a verb of thinking.
function attributions.of_verb(document, match, verb)
  local pronoun = match.pronoun
  local said = from_subject(document, match, pronoun or match.who, pronoun, verb, document[verb].norm)
  return said and (said.speaker.entity or said.speaker.is_name or pronoun or match.think) and said
end

local function from_inverted(document, match, cue, last)
  local speaker, stop = inverted(document, match, last)
  return speaker and { first = cue, last = stop, cue = cue, cue_last = cue, speaker = speaker, is_inverted = true }
end

local function from_shared(document, cue, norm, sentence, previous)
  if not shares_subject(document, cue, norm) then return nil end
  local speaker = previous and previous.speaker or attributions.front(document, sentence, cue - 1)
  return speaker and { first = cue, last = cue, cue = cue, cue_last = cue, speaker = speaker }
end

-- The attribution of a match of grammar.said in a sentence, or nil.
--   first, last  its tokens
--   sentence     the first token of the sentence
--   previous     the attribution before it in the same sentence, or nil
function attributions.at(document, match, first, last, sentence, previous)
  local pronoun = match.pronoun
  local who = pronoun or match.who
  if not who and not match.share then return from_inverted(document, match, first + 1, last) end
  local norm = document[last].norm
  return who and from_subject(document, match, who, pronoun, last, norm) or from_shared(document, last, norm, sentence, previous)
end

return attributions

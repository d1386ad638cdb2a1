-- Whether what happens on a day without a year is over or to come: as the verb nearest to the day says, the one before it first.
local gloss, remember = require "gloss", require "remember"

local REACH = 40                                 -- tokens to either side in which the verb is looked for

local classes = {}
for _, row in ipairs(gloss.data "tense_words.tsv") do classes[row.word] = row.tense end

local infinitive, determiners = "to", gloss.wordset { "the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that" }

-- "past" too for the regular forms, which the language's endings know; false: it says nothing.
local known, learn = remember(function(norm, token)
  if classes[norm] then return classes[norm] end
  return norm:find "%l%led$" and token.is_lower and token.lemma ~= norm and "past" or false
end)

local function class_of(token)
  local norm = token.norm
  local class = known[norm]
  if class == nil then class = learn(norm, token) end
  return class, norm
end

-- "To" before a verb; what governs it decides: "failed to meet" is over, "agreed to meet" is to come.
local function infinitive_says(document, i)
  local next = document[i + 1]
  if not next or not next.is_lower or determiners:has(next) then return nil end
  local class = i > 1 and class_of(document[i - 1])
  if class == "bound" or class == "past" and document[i - 1].norm == "had" then return "past" end
  return "future"
end

-- A participle after "be" is of the verb before that: "will be held", "to be held". After "is" it is due, or over.
local function participle_says(document, i, first)
  for j = i - 1, math.max(first, i - 2), -1 do
    local class = class_of(document[j])
    if class == "be" then return nil end
    if class == "future" then return "future" end
  end
  return "past"
end

-- "Was due", "had been expected": what came of it is not said.
local function due_says(document, i, first)
  for j = i - 1, math.max(first, i - 3), -1 do
    local class = class_of(document[j])
    if class == "past" then return "unsure" end
    if class == "present" then return "future" end
  end
  return "future"
end

-- "May be", but "may have been"
local function modal_says(document, i)
  local next = document[i + 1]
  return next and class_of(next) == "have" and "past" or "future"
end

-- What the word i says of the tense, or nil: nothing.
local function says(document, i, first)
  local class, norm = class_of(document[i])
  if norm == infinitive then return infinitive_says(document, i) end
  if not class then return nil end
  if class == "past" or class == "bound" then return participle_says(document, i, first) end
  if class == "due" then return due_says(document, i, first) end
  if class == "future" then return modal_says(document, i) end
  return class == "present" and "future" or nil
end

local function verb_says(document, first, last, from, to)
  for i = first - 1, from, -1 do
    local tense = says(document, i, from)
    if tense then return tense end
  end
  for i = last + 1, to do
    local class, norm = class_of(document[i])
    local tense = class and norm ~= infinitive and says(document, i, from)
    if tense then return tense end
  end
end

--- tense(document, first, last) -> "past" | "future" | "unsure" | nil
-- What is said of the day that the tokens first to last name; nil where there is no verb.
return function(document, first, last)
  local sentence = document[first].sentence
  local from = math.max(sentence.index, first - REACH)
  local to = math.min(sentence.index + #sentence - 1, last + REACH)
  local before = first > from and class_of(document[first - 1])
  if before == "since" then return "past" end
  local tense = verb_says(document, first, last, from, to)
  if before ~= "until" then return tense end
  return tense == "past" and "unsure" or "future"
end

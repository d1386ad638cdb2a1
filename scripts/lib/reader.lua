-- A document's tokens by index, each asked for once: read[i] has norm, capital (it begins with one) and class (of clause_words.tsv;
-- "mark"; "adverb" for what ends in -ly; or false). read.words has the lists of quote_words.tsv by name. Pure, but for the document.
local gloss = require "gloss"

local reader = {}

local KEPT = 20000         -- words that are remembered; then it begins anew

local OUTSIDE = { norm = "", class = "mark", capital = false }
local known, count = {}, 0

local function class_of(norm, classes)
  local class = classes[norm]
  if class then return class ~= "word" and class end
  return norm:find "%a%aly$" and "adverb" or not norm:find "[%w\x80-\xFF]" and "mark" or false
end

local function is_capital(text, norm)
  local byte = text:byte()
  if byte < 128 then return byte >= 65 and byte <= 90 end
  return text ~= norm and text:lower() ~= text
end

-- What follows from a word alone, the same table each time.
local function word_of(text, classes)
  local norm = gloss.fold(text)
  if count == KEPT then known, count = {}, 0 end
  local word = { norm = norm, class = class_of(norm, classes), capital = is_capital(text, norm) }
  known[text], count = word, count + 1
  return word
end

-- Gives a function that makes a reader of the document out of a table of what else is known of its text, such as `words`.
--   classes   word -> class; "word" for what ends in -ly and is no adverb
function reader.on(document, classes)
  local behaviour = { __index = function(read, i)
    local token = document[i]
    local word = OUTSIDE
    if token then
      local text = token.text
      word = known[text] or word_of(text, classes)
    end
    read[i] = word
    return word
  end }
  return function(facts) return setmetatable(facts, behaviour) end
end

return reader

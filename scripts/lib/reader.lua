-- A document's words by the index of their token, each asked for once: read[i] has
--   norm, capital    it begins with one
--   class            of clause_words.tsv; "mark"; "adverb" for what ends in -ly; or false
--   ending           "ing", "ed", "s" (but not "ss"), or false
--   LIST             true for each list of quote_words.tsv that it is in: read[i].negation
-- Outside of the document it is a mark without a norm. Pure, but for the document.
local gloss = require "gloss"

local reader = {}

local KEPT = 20000         -- words that are remembered from one document to the next; then it begins anew

local OUTSIDE, NO_LISTS = { norm = "", class = "mark", capital = false, ending = false }, {}

local function class_of(norm, classes)
  local class = classes[norm]
  if class then return class ~= "word" and class end
  return norm:find "%a%aly$" and "adverb" or not norm:find "[%w\x80-\xFF]" and "mark" or false
end

local function ending_of(norm)
  return norm:find "ing$" and "ing" or norm:find "ed$" and "ed" or norm:find "[^s]s$" and "s" or false
end

local function is_capital(text, norm)
  local byte = text:byte()
  if byte < 128 then return byte >= 65 and byte <= 90 end
  return text ~= norm and text:lower() ~= text
end

-- Gives a function that makes a reader of a document, which also has the facts of a table: what else is known of its text.
--   classes   word -> class; "word" for what ends in -ly and is no adverb
--   lists     word -> the names of the lists it is in
function reader.of(classes, lists)
  local known, count = {}, 0
  local function word_of(text)
    local norm = gloss.fold(text)
    local word = { norm = norm, class = class_of(norm, classes), capital = is_capital(text, norm), ending = ending_of(norm) }
    for _, list in ipairs(lists[norm] or NO_LISTS) do word[list] = true end
    if count == KEPT then known, count = {}, 0 end
    known[text], count = word, count + 1
    return word
  end
  return function(document, facts)
    local begun = {}
    for name, fact in pairs(facts) do begun[name] = fact end
    return setmetatable(begun, { __index = function(read, i)
      local token, word = document[i], OUTSIDE
      if token then
        local text = token.text
        word = known[text] or word_of(text)
      end
      read[i] = word
      return word
    end })
  end
end

return reader

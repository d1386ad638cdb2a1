-- A document's tokens by index, each asked for once: norm, capital (it begins with one), class (of clause_words.tsv; "mark"; "adverb"
-- for what ends in -ly; or false). And `words`, the lists of quote_words.tsv by name. Pure, but for the document.
local reader = {}

local KEPT = 50000         -- words whose class is remembered; then it begins anew

local known, count = {}, 0

local function class_of(norm, classes)
  local class = classes[norm] or norm:find "%a%aly$" and "adverb" or not norm:find "[%w\x80-\xFF]" and "mark" or false
  if class == "word" then class = false end
  if count == KEPT then known, count = {}, 0 end
  known[norm], count = class, count + 1
  return class
end

local function is_capital(token)
  local byte = token.text:byte()
  if byte < 128 then return byte >= 65 and byte <= 90 end
  return token.is_title or token.is_upper
end

-- `classes`: word -> class; "word" for what ends in -ly and is no adverb.
function reader.new(document, classes, words)
  local norm, class, capital = {}, {}, {}
  local function fill(i)
    local token = document[i]
    if not token then norm[i], class[i] = "", "mark" return end
    local word = token.norm
    local its = known[word]
    if its == nil then its = class_of(word, classes) end
    norm[i], class[i] = word, its
  end
  setmetatable(norm, { __index = function(_, i) fill(i) return norm[i] end })
  setmetatable(class, { __index = function(_, i) fill(i) return class[i] end })
  setmetatable(capital, { __index = function(_, i)
    local token = document[i]
    local is = token ~= nil and is_capital(token)
    capital[i] = is
    return is
  end })
  return { norm = norm, class = class, capital = capital, words = words }
end

return reader

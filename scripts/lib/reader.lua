-- A document's tokens by index, asked for once each: norm, class (of clause_words.tsv), is_capital. Pure, but for the document.
local reader = {}

-- `classes`: word -> class. What is looked up is kept in the reader, which lives as long as the document.
function reader.new(document, classes)
  local norms = setmetatable({}, { __index = function(kept, i)
    local token = document[i]
    local norm = token and token.norm or ""
    kept[i] = norm
    return norm
  end })
  local capitals = setmetatable({}, { __index = function(kept, i)
    local token = document[i]
    local is_capital = token ~= nil and (token.is_title or token.is_upper or token.shape:find "^X" ~= nil)
    kept[i] = is_capital
    return is_capital
  end })
  local kinds = setmetatable({}, { __index = function(kept, i)
    local norm = norms[i]
    local class = classes[norm] or norm:find "%a%aly$" and "adverb" or not norm:find "[%w\x80-\xFF]" and "mark" or false
    kept[i] = class
    return class
  end })
  return { norm = norms, capital = capitals, class = kinds }
end

return reader

-- Texts that are copies of one another, or nearly: MinHash (Broder 1997).
local gloss = require "gloss"

local similar = {}

local WINDOW = 5                                 -- words that are hashed together
local SIZE, ROWS = 32, 4

local function words_of(text)
  local words = {}
  if type(text) == "string" then
    for word in gloss.fold(text):gmatch "%S+" do words[#words + 1] = word end
  else
    for token in text:tokens() do words[#words + 1] = token.norm end
  end
  return words
end

--- similar.sketch(place | string, size = 32) -> list of integers
-- The least of each of `size` hashes over all windows of five words. Empty when there is no word.
function similar.sketch(text, size)
  local words, least = words_of(text), {}
  for i = 1, #words > 0 and math.max(#words - WINDOW + 1, 1) or 0 do
    local hash = gloss.hash(table.concat(words, " ", i, math.min(i + WINDOW - 1, #words)))
    for k = 1, size or SIZE do
      local h = (hash ~ (hash >> 29)) * (2 * k + 0x9E3779B97F4A7C15) >> 32
      if not least[k] or h < least[k] then least[k] = h end
    end
  end
  return least
end

--- similar.alike(a, b) -> number
-- The share of windows that two texts have in common, 0..1, as their sketches tell it. Of sketches of different sizes, as much
-- is compared as the smaller has.
function similar.alike(a, b)
  local size, equal = math.min(#a, #b), 0
  for k = 1, size do
    if a[k] == b[k] then equal = equal + 1 end
  end
  return size > 0 and equal / size or 0
end

--- similar.bands(sketch, rows = 4) -> list of strings
-- Keys under which to look for texts that may be alike: two that share one are worth comparing.
function similar.bands(sketch, rows)
  local keys = {}
  rows = rows or ROWS
  for first = 1, #sketch - rows + 1, rows do
    keys[#keys + 1] = first .. ":" .. table.concat(sketch, ",", first, first + rows - 1)
  end
  return keys
end

return similar

-- Texts that are copies of one another, or nearly: MinHash (Broder 1997) by one permutation (Li, Owen and Zhang 2012), whose empty
-- bins are filled from others (Shrivastava 2017): each window of words is hashed once, whatever the size of the sketch.
local gloss = require "gloss"

local similar = {}

local WINDOW = 5                                 -- words that are hashed together
local SIZE, ROWS = 32, 4
local BASE, BASE_4 = 0x9E3779B97F4A7C15, 1       -- of the polynomial that a window is; and to the power of WINDOW - 1
for _ = 2, WINDOW do BASE_4 = BASE_4 * BASE end

-- Spreads what a number says over all its bits (SplitMix64).
local function mix(x)
  x = (x ~ (x >> 30)) * 0xBF58476D1CE4E5B9
  x = (x ~ (x >> 27)) * 0x94D049BB133111EB
  return x ~ (x >> 31)
end

local function bin_of(hash, size) return ((hash >> 32) * size >> 32) + 1 end

local function word_hashes(text)
  local hashes = {}
  if type(text) == "string" then
    for word in gloss.fold(text):gmatch "%S+" do hashes[#hashes + 1] = gloss.hash(word) end
  else
    for token in text:tokens() do hashes[#hashes + 1] = gloss.hash(token.norm) end
  end
  return hashes
end

-- The least hash of each bin; of some bins there may be none.
local function least_of(words, size)
  local least, window = {}, 0
  for i, word in ipairs(words) do
    if i > WINDOW then window = window - words[i - WINDOW] * BASE_4 end
    window = window * BASE + word
    if i >= WINDOW or i == #words then
      local hash = mix(window)
      local bin, value = bin_of(hash, size), hash & 0xFFFFFFFF
      if not least[bin] or value < least[bin] then least[bin] = value end
    end
  end
  return least
end

--- similar.sketch(place | string, size = 32) -> list of integers
-- Of all windows of five words, the least hash in each of `size` bins. Empty when there is no word.
function similar.sketch(text, size)
  local words, sketch = word_hashes(text), {}
  size = size or SIZE
  local least = least_of(words, size)
  for bin = 1, #words > 0 and size or 0 do
    local from, try = bin, 0
    while not least[from] do
      try = try + 1
      from = bin_of(mix(bin * BASE + try), size)
    end
    sketch[bin] = least[from]
  end
  return sketch
end

--- similar.alike(a, b) -> number
-- The share of windows that two texts have in common, 0..1, as their sketches tell it, which have the same size.
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

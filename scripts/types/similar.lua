---@meta similar

---Texts that are copies of one another, or nearly.
---@class gloss.Similar
local similar = {}

---Of all windows of five words, the least hash in each of `size` bins. Empty when there is no word.
---@param text gloss.Place|string
---@param size? integer 32 when left out
---@return integer[]
function similar.sketch(text, size) end

---The share of windows that two texts have in common, 0 to 1, as their sketches tell it, which have the same size.
---@param a integer[]
---@param b integer[]
---@return number
function similar.alike(a, b) end

---Keys under which to look for texts that may be alike: two that share one are worth comparing.
---@param sketch integer[]
---@param rows? integer 4 when left out
---@return string[]
function similar.bands(sketch, rows) end

return similar

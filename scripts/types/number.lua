---@meta number

---Numbers as they are written.
---@class gloss.Number
local number = {}

---The number that all of the text is: in figures, in words, or both, with a sign, a percent sign or a currency: "1,200",
---"half a dozen", "4.1 million", "$2.3bn". Nil when it is not a number, or more than one.
---@param text gloss.Place|string
---@return number? # an integer where it is whole
function number.parse(text) end

return number

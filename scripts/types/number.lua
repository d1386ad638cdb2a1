---@meta number

---Numbers as they are written.
---@class gloss.Number
local number = {}

---The number that all of the text is: in figures, in words, or both, with a sign, a percent sign or a currency: "1,200",
---"half a dozen", "4.1 million", "$2.3bn". Nil when it is none, or more than one.
---@param text gloss.Place|string
---@return number? # an integer where it is whole
function number.parse(text) end

---The sum that the text is, and the code of its currency in ISO 4217: "$2.3bn" is 2300000000 and "USD", "40p" is 0.4 and "GBP". The
---code is nil when several countries have a currency of that name; both are nil when the text is no sum of money.
---@param text gloss.Place|string
---@return number? amount, string? currency
function number.money(text) end

---The share or quantity that the text is, and its unit: "5.5 per cent" is 5.5 and "%", "3,000-metre" 3000 and "m". Nil when it is
---none.
---@param text gloss.Place|string
---@return number? amount, string? unit
function number.measure(text) end

return number

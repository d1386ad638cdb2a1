---@meta date

---Dates: ISO 8601, in words, and days of the week relative to the date of an article.
---@class gloss.Date
local date = {}

---The date, time, range or duration that the text is: "2024-03-03", "March 3, 2024"; "March 2024" is "2024-03", "five years" "P5Y".
---With a reference, the ISO date of the article, also "March 3", "Wednesday", "last Friday", "two years ago"; the direction says on
---which side of it "March 3" and "Wednesday" are.
---@param text gloss.Place|string
---@param reference? string
---@param direction? "past"|"future"
---@return string? # in ISO 8601
function date.parse(text, reference, direction) end

---Days since 1970-01-01, so that dates can be subtracted.
---@param iso string
---@return integer?
function date.days(iso) end

---The date `n` days later.
---@param iso string
---@param n integer
---@return string?
function date.add(iso, n) end

---@param iso string
---@return integer? # 1 (Monday) to 7 (Sunday)
function date.weekday(iso) end

return date

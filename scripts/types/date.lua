---@meta date

---Dates: ISO 8601, in words, and days of the week relative to the date of an article.
---@class gloss.Date
local date = {}

---The date that the text is: "2024-03-03", "March 3, 2024", "3rd of March 2024"; "March 2024" is "2024-03". With a reference, the
---ISO date of the article, "March 3", "Wednesday", "last Friday" and "yesterday" too.
---@param text gloss.Place|string
---@param reference? string
---@return string? # in ISO 8601
function date.parse(text, reference) end

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

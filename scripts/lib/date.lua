-- Dates: ISO 8601, in words, and days of the week relative to the date of an article.
local gloss = require "gloss"

local date = {}

local months, weekdays, days, sides, fillers, ordinals = {}, {}, {}, {}, {}, {}
local kinds = { month = months, weekday = weekdays, day = days, side = sides, filler = fillers, ordinal = ordinals }
local found, rows = pcall(gloss.data, "calendar.tsv")
for _, row in ipairs(found and rows or {}) do kinds[row.kind][row.word] = math.tointeger(row.value) end

local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

local function is_date(year, month, day)
  if not lengths[month] or year < 1 or year > 9999 then return false end
  return day >= 1 and day <= lengths[month] + (month == 2 and is_leap(year) and 1 or 0)
end

local function write(year, month, day)
  return is_date(year, month, day) and ("%04d-%02d-%02d"):format(year, month, day) or nil
end

local function read(iso)
  local year, month, day = tostring(iso):match "^(%d%d%d%d)-(%d%d)-(%d%d)"
  year, month, day = math.tointeger(year), math.tointeger(month), math.tointeger(day)
  if year and is_date(year, month, day) then return year, month, day end
end

-- Days since 1970-01-01 and back (Hinnant 2013): years begin in March, so that the leap day is their last
local function to_days(year, month, day)
  if month <= 2 then year = year - 1 end
  local of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
  return 365 * year + year // 4 - year // 100 + year // 400 + of_year - 719468
end

local function from_days(n)
  n = n + 719468
  local era = n // 146097
  local of_era = n - era * 146097
  local year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local shifted = (5 * of_year + 2) // 153
  local month = shifted < 10 and shifted + 3 or shifted - 9
  return year + era * 400 + (month <= 2 and 1 or 0), month, of_year - (153 * shifted + 2) // 5 + 1
end

--- date.days(iso) -> integer?
-- Days since 1970-01-01, so that dates can be subtracted.
function date.days(iso)
  local year, month, day = read(iso)
  return year and to_days(year, month, day)
end

--- date.add(iso, n) -> iso?
-- The date n days later.
function date.add(iso, n)
  local start = date.days(iso)
  return start and write(from_days(start + n))
end

--- date.weekday(iso) -> 1 (Monday) … 7 (Sunday)
function date.weekday(iso)
  local n = date.days(iso)
  return n and (n + 3) % 7 + 1
end

-- The day of the week on the reference's side: before it (-1), after it (1), or the latest up to it, the reference itself
-- included (nil).
local function near_weekday(weekday, side, reference)
  local today = date.weekday(reference)
  if not today then return nil end
  local back = (today - weekday) % 7
  if side == 1 then return date.add(reference, 7 - back) end
  return date.add(reference, side == -1 and back == 0 and -7 or -back)
end

-- A day without a year is in the year that brings it nearest to the reference.
local function nearest_year(month, day, reference)
  local year = read(reference)
  local now, best = date.days(reference), nil
  if not year then return nil end
  for y = year - 1, year + 1 do
    local candidate = write(y, month, day)
    local distance = candidate and math.abs(date.days(candidate) - now)
    if distance and (not best or distance < best.distance) then best = { date = candidate, distance = distance } end
  end
  return best and best.date
end

-- What the words say, each at most once; nil when one says nothing of a date.
local function parts_of(text)
  local parts = {}
  local function set(name, value)
    if parts[name] then return false end
    parts[name] = value
    return true
  end
  local function take(word)
    if fillers[word] then return true end
    local digits, rest = word:match "^(%d+)(%a*)$"
    if digits and #digits == 4 and rest == "" then return set("year", math.tointeger(digits)) end
    if digits and #digits <= 2 and (rest == "" or ordinals[rest]) then return set("day", math.tointeger(digits)) end
    if months[word] then return set("month", months[word]) end
    if weekdays[word] then return set("weekday", weekdays[word]) end
    if days[word] then return set("offset", days[word]) end
    return sides[word] and set("side", sides[word])
  end
  for word in text:gmatch "[^%s,.]+" do
    if not take(word) then return nil end
  end
  return parts
end

--- date.parse(place | string, reference?) -> string?
-- The date that the text is, in ISO 8601: "2024-03-03", "March 3, 2024", "3rd of March 2024"; "March 2024" is "2024-03". With a
-- reference, the ISO date of the article, "March 3", "Wednesday", "last Friday" and "yesterday" too. Nil when it is not a date.
function date.parse(text, reference)
  text = gloss.fold(type(text) == "string" and text or text.text)
  local year, month, day = read(text:match "^%s*(%S+)%s*$")
  if year then return write(year, month, day) end
  local parts = parts_of(text)
  if not parts then return nil end
  if parts.month and parts.day then
    if parts.year then return write(parts.year, parts.month, parts.day) end
    return nearest_year(parts.month, parts.day, reference)
  end
  if parts.day then return nil end
  if parts.month then return parts.year and not parts.weekday and ("%04d-%02d"):format(parts.year, parts.month) or nil end
  if parts.year then return nil end
  if parts.weekday then return near_weekday(parts.weekday, parts.side, reference) end
  return parts.offset and date.add(reference, parts.offset)
end

return date

-- Days, weeks, months and what else a calendar has, in ISO 8601; no words. A day is { year =, month =, day =, number = days since
-- 1970-01-01 }.
local calendar = {}

local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

local function length_of(year, month)
  return lengths[month] + (month == 2 and is_leap(year) and 1 or 0)
end

-- Days since 1970-01-01 and back (Hinnant 2013): years begin in March, so that the leap day is their last
local function to_number(year, month, day)
  if month <= 2 then year = year - 1 end
  local of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
  return 365 * year + year // 4 - year // 100 + year // 400 + of_year - 719468
end

local function from_number(n)
  n = n + 719468
  local era = n // 146097
  local of_era = n - era * 146097
  local year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local shifted = (5 * of_year + 2) // 153
  local month = shifted < 10 and shifted + 3 or shifted - 9
  return year + era * 400 + (month <= 2 and 1 or 0), month, of_year - (153 * shifted + 2) // 5 + 1
end

-- The day, or nil: there is none.
function calendar.day(year, month, day)
  if not lengths[month] or year < 1 or year > 9999 or day < 1 or day > length_of(year, month) then return nil end
  return { year = year, month = month, day = day, number = to_number(year, month, day) }
end

-- The day of that number, or nil: it is not in the years 1 to 9999.
function calendar.numbered(n)
  return calendar.day(from_number(n))
end

-- What an ISO date begins with, or nil.
function calendar.read(iso)
  local year, month, day = tostring(iso):match "^(%d%d%d%d)-(%d%d)-(%d%d)"
  return year and calendar.day(math.tointeger(year), math.tointeger(month), math.tointeger(day))
end

function calendar.weekday(day) return (day.number + 3) % 7 + 1 end

-- -- As it is written

function calendar.write(day)
  return day and ("%04d-%02d-%02d"):format(day.year, day.month, day.day)
end

function calendar.year(year)
  return year >= 1 and year <= 9999 and ("%04d"):format(year) or nil
end

function calendar.month(year, month)
  year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
  return calendar.year(year) and ("%04d-%02d"):format(year, month)
end

function calendar.quarter(year, quarter)
  year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
  return calendar.year(year) and ("%04d-Q%d"):format(year, quarter)
end

-- Nil where an end is.
function calendar.range(from, to)
  return from and to and from .. "/" .. to or nil
end

function calendar.months(year, first, last)
  return calendar.range(calendar.month(year, first), calendar.month(year, last))
end

function calendar.years(first, last)
  return calendar.range(calendar.year(first), calendar.year(last))
end

-- The week is of the year that has its Thursday.
local function week(day)
  local thursday = calendar.numbered(day.number - calendar.weekday(day) + 4)
  if not thursday then return nil end
  local first = to_number(thursday.year, 1, 1)
  return ("%04d-W%02d"):format(thursday.year, (thursday.number - first) // 7 + 1)
end

-- The period n after the one that has the day (before it, where n is negative).
local periods = {}

function periods.day(day, n) return calendar.write(calendar.numbered(day.number + n)) end

function periods.week(day, n)
  local other = calendar.numbered(day.number + 7 * n)
  return other and week(other)
end

function periods.weekend(day, n)
  local saturday = day.number - calendar.weekday(day) + 6 + 7 * n
  return calendar.range(calendar.write(calendar.numbered(saturday)), calendar.write(calendar.numbered(saturday + 1)))
end

function periods.month(day, n) return calendar.month(day.year, day.month + n) end

function periods.quarter(day, n) return calendar.quarter(day.year, (day.month - 1) // 3 + 1 + n) end

function periods.year(day, n) return calendar.year(day.year + n) end

function periods.decade(day, n)
  local first = day.year // 10 * 10 + 10 * n
  return calendar.years(first, first + 9)
end

function periods.century(day, n)
  local last = (day.year + 99) // 100 * 100 + 100 * n
  return calendar.years(last - 99, last)
end

-- Nil where the calendar has no such period.
function calendar.period(name, day, n)
  return periods[name] and periods[name](day, n)
end

-- -- Reckoning

local in_days, in_months = { day = 1, week = 7 }, { month = 1, quarter = 3, year = 12, decade = 120, century = 1200 }

-- The day that is n periods after it, n being any number; nil: no day can be told.
function calendar.shift(day, name, n)
  local days, months = math.tointeger(n * (in_days[name] or 0.5)), math.tointeger(n * (in_months[name] or 0.1))
  if in_days[name] then return days and calendar.numbered(day.number + days) end
  if not months or not in_months[name] then return nil end
  local month = day.month + months
  local year = day.year + (month - 1) // 12
  month = (month - 1) % 12 + 1
  return calendar.day(year, month, math.min(day.day, length_of(year, month)))
end

local letters = {
  day = "P%sD", week = "P%sW", month = "P%sM", year = "P%sY", hour = "PT%sH", minute = "PT%sM", second = "PT%sS",
}
local tens = { decade = 10, century = 100 }
local halves = { year = "P6M", hour = "PT30M", minute = "PT30S", day = "PT12H" }

-- So many periods, as a duration; nil where ISO 8601 has none.
function calendar.duration(name, n)
  if n == 0.5 and halves[name] then return halves[name] end
  if tens[name] then name, n = "year", n * tens[name] end
  return letters[name] and letters[name]:format(("%.14g"):format(n)) or nil
end

return calendar

-- The forms that dates, periods and times of the day are written in. The words of a text are classified, a letter each, by
-- calendar.tsv; the letters choose the form, which says in ISO 8601 what the words mean.
local gloss, number, calendar, remember = require "gloss", require "number", require "calendar", require "remember"

-- -- Words: a letter for what each is, and its value

local letters = {
  month = "m", weekday = "w", day = "t", side = "s", span = "r", period = "p", periods = "P", ago = "a", part = "e", order = "o",
  quarter = "q", half = "h", article = "T", daytime = "D", meridiem = "c", clock = "k", zone = "z", age = "l", range = "-",
  named = "N",
}                                                -- and: d a number up to 31, n any other, y a year, c a decade

local words, orders, suffixes, fillers = {}, {}, {}, {}
local found, rows = pcall(gloss.data, "calendar.tsv")
for _, row in ipairs(found and rows or {}) do
  local value = math.tointeger(row.value) or row.value or ""
  if row.kind == "suffix" then suffixes[row.word] = true end
  if row.kind == "filler" then fillers[row.word] = true end
  if row.kind == "order" then orders[row.word] = value end
  if row.kind ~= "order" and letters[row.kind] then words[row.word] = { letters[row.kind], value } end
end

-- "1990s", "'90s"
local function decade_of(word)
  local year = word:match "^(%d%d%d0)'?s$"
  local short = word:match "^'?(%d0)s$"
  return year and math.tointeger(year) or short and 1900 + math.tointeger(short)
end

local function figure_of(word)
  local digits, rest = word:match "^(%d+)(%a*)$"
  if digits and suffixes[rest] then return "o", math.tointeger(digits) end
  if digits and rest == "" and #digits == 4 and digits:find "^[12]" then return "y", math.tointeger(digits) end
  if digits and rest == "" and #digits <= 2 then return tonumber(digits) <= 31 and "d" or "n", math.tointeger(digits) end
  local hour, minute = word:match "^(%d%d?)[:.](%d%d)$"
  if hour and tonumber(hour) < 24 and tonumber(minute) < 60 then
    return word:find ":" and "k" or "f", ("%02d:%s"):format(hour, minute), tonumber(word)
  end
  local long = word:match "^%d%d?:%d%d:%d%d$"
  if long then return "k", long end
end

-- The letter of a word, and its value; nil when it says nothing of a date. "Second" is an order before a period, "half" a period
-- after an order.
local function class_of(word, before, next)
  local known = words[word]
  if orders[word] and (not known or words[next]) then return "o", orders[word] end
  if known and (before == "o" or before == "s" or known[1] ~= "p" or not number.parse(word)) then return known[1], known[2] end
  local letter, value, count = figure_of(word)
  if letter then return letter, value, count end
  if decade_of(word) then return "C", decade_of(word) end
  value = number.parse(word)
  if value then return "n", value end
end

local function is_whole(chunk)
  return words[chunk] or orders[chunk] or fillers[chunk] or chunk:find "^%w+$" and not chunk:find "^%d+%a"
    or not chunk:find "^%d+/%d" and number.parse(chunk)
end

-- Its words and hyphens: what is known as a whole is not taken apart ("fifty-one", "twenty-first"), "3am" and "2Q18" are two.
local function split(text)
  local list = {}
  local function add(word)
    local digits, rest = word:match "^(%d[%d:.]*)(%a[%a.]*)$"
    local known = digits and words[rest]
    if not known then
      digits, rest = word:match "^(%w%w)(%d%d)$"
      known = digits and words[digits]
    end
    table.move(known and { digits, rest } or { word }, 1, 2, #list + 1, list)
  end
  for chunk in text:gsub("[,()]", " "):gsub("–", "-"):gmatch "%S+" do
    chunk = chunk:gsub("%.$", "")
    if is_whole(chunk) then
      list[#list + 1] = chunk
    else
      for part in chunk:gsub("[-/]", " %0 "):gmatch "%S+" do add(part) end
    end
  end
  return list
end

-- The letters in a row, and the values by letter; a hyphen counts between figures and months only.
local function classify(list)
  local row, values = {}, { words = {} }
  for i, word in ipairs(list) do
    if word == "-" or word == "/" then
      row[#row + 1] = "-"
    elseif not fillers[word] then
      local letter, value, count = class_of(word, row[#row], list[i + 1])
      if not letter then return nil end
      values[letter] = values[letter] or {}
      table.insert(values[letter], value)
      if ("dnyfo"):find(letter, 1, true) then table.insert(values.words, count and tostring(count) or word) end
      row[#row + 1] = letter
    end
  end
  row = table.concat(row)
  row = (row:find "^T[sr]" and row or row:gsub("T", "")):gsub("([^dnymofk])%-", "%1"):gsub("%-([^dnymofk])", "%1")
  return row, values
end

-- -- What a form means: functions of its values, the day of the article, and the direction

local meaning = {}

local function count_of(v)
  return number.parse(table.concat(v.words, " "))
end

-- The full year of one that is short: after another of the same century, or as POSIX has it.
local function full_year(year, before)
  if year > 99 then return year end
  if before then return before // 100 * 100 + year end
  return year + (year < 69 and 2000 or 1900)
end

-- The day in the year that brings it to the reference's side, or nearest to it; of the weekday, where one is named.
local function day_without_year(month, day, weekday, reference, direction)
  local best, least
  for year = reference.year - 1, reference.year + 1 do
    local other = calendar.day(year, month, day)
    local distance = other and other.number - reference.number
    local fits = other and (not weekday or calendar.weekday(other) == weekday)
    if direction == "past" and fits then fits = distance <= 0 end
    if direction == "future" and fits then fits = distance >= 0 end
    if fits and (not least or math.abs(distance) < least) then best, least = other, math.abs(distance) end
  end
  return best
end

local function day_of(v) return v.d and v.d[1] or v.o and v.o[1] end

-- "May 3, 2024", "May 3"
function meaning.day(v, reference, direction)
  if v.y then return calendar.write(calendar.day(v.y[1], v.m[1], day_of(v))) end
  return calendar.write(day_without_year(v.m[1], day_of(v), v.w and v.w[1], reference, direction))
end

-- "May 3 last year"
function meaning.day_beside(v, reference)
  return v.p[1] == "year" and calendar.write(calendar.day(reference.year + v.s[1], v.m[1], day_of(v))) or nil
end

-- "19-Nov-12"
function meaning.short_day(v)
  local year = v.d[2] or v.n and v.n[1]
  return math.type(year) == "integer" and calendar.write(calendar.day(full_year(year), v.m[1], v.d[1])) or nil
end

-- "May 3-5, 2024", "May 3 to June 4"
function meaning.days(v, reference, direction)
  local first_month, last_month = v.m[1], v.m[2] or v.m[1]
  local figures = v.d or {}
  if not figures[2] then figures = v.o end
  local year = v.y and v.y[1]
  local last = year and calendar.day(year, last_month, figures[2])
    or not year and day_without_year(last_month, figures[2], nil, reference, direction)
  local first = last and calendar.day(last.year, first_month, figures[1])
  if not first then return nil end
  if first.number > last.number then first = calendar.day(last.year - 1, first_month, figures[1]) end
  return calendar.range(calendar.write(first), calendar.write(last))
end

-- The year of a month without one: on the reference's side, its own month being on both, or nearest if that is near.
local function year_of(month, reference, direction)
  local ahead = (month - reference.month) % 12
  if ahead == 0 then return reference.year end
  if not direction then direction = ahead >= 8 and "past" or ahead <= 4 and "future" end
  if not direction then return nil end
  local is_later = month > reference.month
  if direction == "past" then return is_later and reference.year - 1 or reference.year end
  return is_later and reference.year or reference.year + 1
end

-- "May 2024", "May"
function meaning.month(v, reference, direction)
  local year = v.y and v.y[1] or year_of(v.m[1], reference, direction)
  return year and calendar.month(year, v.m[1])
end

-- "March to May 2020"
function meaning.months(v, reference, direction)
  local year = v.y and v.y[1] or year_of(v.m[2], reference, direction)
  local first = v.y and v.y[2] and v.y[1] or year and (v.m[1] > v.m[2] and year - 1 or year)
  return year and calendar.range(calendar.month(first, v.m[1]), calendar.month(v.y and v.y[2] or year, v.m[2]))
end

-- "last May": the month nearest on that side that is not the reference's own
function meaning.month_beside(v, reference)
  local side = v.s[1]
  if v.p then return v.p[1] == "year" and calendar.month(reference.year + side, v.m[1]) or nil end
  if side == 0 then return calendar.month(reference.year, v.m[1]) end
  local is_over = side == -1 and v.m[1] >= reference.month or side == 1 and v.m[1] <= reference.month
  return calendar.month(reference.year + (is_over and side or 0), v.m[1])
end

function meaning.year(v) return calendar.year(v.y[1]) end

-- "2017-2021", "2017-18"
function meaning.years(v)
  local first = v.y[1]
  local last = v.y[2] or full_year(v.d and v.d[1] or v.n[1], first)
  return math.type(last) == "integer" and last > first and calendar.years(first, last) or nil
end

function meaning.decade(v) return calendar.years(v.C[1], v.C[1] + 9) end

-- "19th century"
function meaning.century(v)
  local last = v.o[1] * 100
  return v.p[1] == "century" and last > 0 and calendar.years(last - 99, last) or nil
end

-- Of quarters and the like: the year that is named, beside the reference, or on its side.
local function year_for(v, reference, last_month, direction)
  local year = (v.y or v.d or v.n or {})[1]
  if year then return full_year(year) end
  local side = v.s and v.s[#v.s]
  if side then return v.p[#v.p] == "year" and reference.year + side or nil end
  local is_over = last_month < reference.month
  if direction == "future" then return is_over and reference.year + 1 or reference.year end
  return is_over and reference.year or reference.year - 1
end

-- "Q3 2018"
function meaning.quarter(v, reference, direction)
  local year = year_for(v, reference, v.q[1] * 3, direction)
  return year and calendar.quarter(year, v.q[1])
end

-- "H1 2022"
function meaning.half(v, reference, direction)
  local year = year_for(v, reference, v.h[1] * 6, direction)
  return year and calendar.months(year, v.h[1] * 6 - 5, v.h[1] * 6)
end

local parts_of_year = { month = 1, quarter = 3, half = 6 }

-- "the fourth quarter of 2019", "the first half of last year"
function meaning.part(v, reference)
  local months, year = parts_of_year[v.p[1]], v.y and v.y[1]
  if not year and v.p[2] == "year" then year = reference.year + v.s[1] end
  local last = months and v.o[1] * months
  if not year or not last or last > 12 then return nil end
  if v.p[1] == "quarter" then return calendar.quarter(year, v.o[1]) end
  if months == 1 then return calendar.month(year, last) end
  return calendar.months(year, last - months + 1, last)
end

-- "the last quarter of 1997"
function meaning.last_part(v)
  local months = v.s[1] == -1 and parts_of_year[v.p[1]]
  if not months then return nil end
  if v.p[1] == "quarter" then return calendar.quarter(v.y[1], 4) end
  return months == 1 and calendar.month(v.y[1], 12) or calendar.months(v.y[1], 7, 12)
end

-- "the first six months of 2022", "the last three months of 2022"
function meaning.some_months(v, reference)
  local count = math.tointeger(number.parse(v.words[#v.words - (v.y and 1 or 0)]) or 0.5)
  local year = v.y and v.y[1] or v.p and v.p[1] == "year" and reference.year + v.s[#v.s]
  local unit = v.P[1] == "month" and 1 or v.P[1] == "quarter" and 3
  if not count or not unit or not year or count < 1 or count * unit > 12 then return nil end
  if v.o then return v.o[1] == 1 and calendar.months(year, 1, count * unit) or nil end
  return v.s[1] == -1 and calendar.months(year, 13 - count * unit, 12) or nil
end

function meaning.today(v, reference) return calendar.period("day", reference, v.t[1]) end

function meaning.named(v) return v.N[1] end

-- "last Friday", "Friday": the last there was, the reference's own included, unless the direction is another
function meaning.weekday(v, reference, direction)
  local side, back = v.s and v.s[1], (calendar.weekday(reference) - v.w[1]) % 7
  local ahead = (7 - back) % 7
  if side == 1 then return calendar.period("day", reference, 7 - back) end
  if side == -1 then return calendar.period("day", reference, back == 0 and -7 or -back) end
  local is_ahead = direction == "future" or side == 0 and direction ~= "past"
  return calendar.period("day", reference, is_ahead and ahead or -back)
end

-- "last week", "this year"
function meaning.period(v, reference) return calendar.period(v.p[1], reference, v.s[1]) end

-- "last night", "this morning": its day
function meaning.daytime(v, reference) return calendar.period("day", reference, v.s[1]) end

-- "the last two years", "the past year", up to the day of the article or from it on
function meaning.span(v, reference)
  local side, count = v.r and v.r[1] or v.s[1], v.words[1] and count_of(v) or not v.P and 1
  if not count or side == 0 or v.T and v.p and not v.r and side == 1 then return nil end
  local other = calendar.shift(reference, (v.P or v.p)[1], side * count)
  local here, there = calendar.write(reference), calendar.write(other or nil)
  if side < 0 then return calendar.range(there, here) end
  return calendar.range(here, there)
end

local rougher = { decade = "year", century = "year", quarter = "month" }

-- "two years ago": the period that has that day, a month where halves of years are counted
function meaning.ago(v, reference)
  local name, count = (v.P or v.p)[1], v.words[1] and count_of(v) or not v.P and 1
  local other = count and calendar.shift(reference, name, v.a[1] * count)
  if not other then return nil end
  if name == "year" and not math.tointeger(count) then name = "month" end
  return calendar.period(rougher[name] or name, other, 0)
end

-- "five years", "17-year-old"
function meaning.duration(v)
  local count = count_of(v)
  return count and calendar.duration((v.P or v.p)[1], count)
end

-- "10:30 p.m.", "15:30 GMT", "noon"
function meaning.time(v)
  local time = v.k and v.k[1] or v.f and v.f[1] or ("%02d:00"):format(v.d[1])
  local hour, rest = time:match "^(%d+)(:.*)$"
  hour = tonumber(hour)
  if v.c then
    if hour < 1 or hour > 12 then return nil end
    hour = hour % 12 + v.c[1]
  end
  return hour < 24 and ("T%02d%s%s"):format(hour, rest, v.z and v.z[1] or "") or nil
end

-- "8-10 p.m."
function meaning.times(v)
  local from = meaning.time { d = { v.d[1] }, c = v.c, z = v.z }
  local to = meaning.time { d = { v.d[2] }, c = v.c, z = v.z }
  return from and to and from < to and from .. "/" .. to or nil
end

-- -- The forms, by their letters: those that need the day of the article, and of them those that are open, on which side of it

local function forms_of(list, is_relative, is_open)
  local forms = {}
  for name, patterns in pairs(list) do
    for pattern in patterns:gmatch "%S+" do
      forms[#forms + 1] = { pattern = "^" .. pattern .. "$", mean = meaning[name], is_relative = is_relative, is_open = is_open }
    end
  end
  return forms
end

local absolute = forms_of {
  day = "w?m[do]y w?[do]my d%-m%-y", short_day = "d%-m%-[dn]", days = "m[do]%-[do]y [do]%-[do]my m[do]%-m[do]y [do]m%-[do]my",
  month = "e?my e?m%-y", months = "m%-my my%-my", year = "e?y", years = "y%-[ydn]", decade = "e?C", century = "e?op",
  quarter = "q[ydn] yq", half = "h[ydn] yh", part = "opy", last_part = "spy", some_months = "o[dn]Py s[dn]Py",
  duration = "[dnyfo]+[pP]l?", time = "k[cz]?z? f[cz]?z? dcz?", times = "d%-dcz?", named = "N",
}
local beside = forms_of({ period = "e?sp" }, true)
local relative = forms_of({
  day_beside = "w?m[do]sp w?[do]msp", month_beside = "esm e?msp sm", quarter = "qsp", half = "hsp", part = "opsp",
  some_months = "o[dn]Psp", today = "e?tD?", daytime = "sD", span = "T?[sr][dnyfo]+[pP] T?rp Tsp", ago = "[dnyfo]*[pP]a",
}, true)
local open = forms_of({
  day = "w?m[do] w?[do]m", days = "m[do]%-[do] [do]%-[do]m m[do]%-m[do] [do]m%-[do]m", month = "e?m", months = "m%-m",
  weekday = "s?wD?", quarter = "q", half = "h",
}, true, true)

local forms, nothing = {}, {}
for _, form in ipairs(beside) do form.is_period = true end
for _, list in ipairs { absolute, beside, relative, open } do table.move(list, 1, #list, #forms + 1, forms) end

-- -- Days in figures only: "2024-03-03", "10.10.2010", "25/12/20"

-- Which is the month? Unless one cannot be, or both are the same, nobody knows; with points it is the second.
local function numeric(text)
  local iso = calendar.write(calendar.read(text:match "^%d%d%d%d%-%d%d%-%d%d$" or text:match "^%d%d%d%d%-%d%d%-%d%dt%d%d:%S*$"))
  if iso then return iso end
  local a, sign, b, other, year = text:match "^(%d%d?)([./])(%d%d?)([./])(%d%d%d?%d?)$"
  if not a or sign ~= other or #year == 3 then return nil end
  a, b, year = math.tointeger(a), math.tointeger(b), full_year(math.tointeger(year))
  local european, american = calendar.day(year, b, a), calendar.day(year, a, b)
  if sign == "." or not american or a == b then return calendar.write(european) end
  return not european and calendar.write(american) or nil
end

-- What it meant last is kept: the same words mean the same to articles of one day.
local function resolve(form, day, direction)
  local number = day and form.is_relative and day.number
  if form.value == nil or form.day ~= number or form.direction ~= direction then
    form.value = form.mean(form.values, day, direction) or false
    form.day, form.direction = number, direction
  end
  return form.value or nil
end

local known_rows, learn_row = remember(function(row)
  for _, form in ipairs(forms) do
    if row:find(form.pattern) then return form end
  end
  return nothing
end)

-- Nothing beside them makes them uncertain.
local certain = { [meaning.duration] = true, [meaning.time] = true, [meaning.times] = true, [meaning.today] = true }

local function make(text)
  text = text:gsub("^%s+", ""):gsub("%s+$", ""):gsub("%s+", " ")
  local day = numeric(text)
  if day then return { resolve = resolve, mean = function() return day end, is_certain = true } end
  local row, values = classify(words[text] and { text } or split(text))
  local form = row and (known_rows[row] or learn_row(row))
  if not form or form == nothing then return false end
  return { resolve = resolve, mean = form.mean, values = values, is_relative = form.is_relative, is_open = form.is_open,
           is_period = form.is_period, is_certain = certain[form.mean] or form.mean == meaning.day and not form.is_open }
end

local date_forms = {}

local known, learn = remember(make)

--- date_forms.read(folded text) -> form?
-- What a text means, or false: `form.resolve(form, day, direction)` is its value in ISO 8601, or nil; the day, of the article, must
-- be there when `is_relative`, and `is_open` says that the direction counts.
function date_forms.read(text)
  local form = known[text]
  if form == nil then form = learn(text) end
  return form
end

return date_forms

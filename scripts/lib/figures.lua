-- Finds sums of money, shares, quantities, dates and times: one pattern over the word lists of the language, whose labels say the
-- type.
local gloss = require "gloss"

local figures = {}

local v = {}                                     -- the patterns, one standing on the other

local function define(name, query) v[name] = gloss.pattern(query, v) end

-- Of a list, the words, or the `name` or `word` of the rows, that fit.
local function words(file, fits)
  local found = {}
  for _, row in ipairs(gloss.data(file)) do
    local word = type(row) == "table" and (row.name or row.word) or row
    if not fits or fits(word, row) then found[#found + 1] = word end
  end
  return found
end

-- The test for one of the words: those in small letters fit in any case, others as written.
local function any(list)
  local tests, small, other = {}, {}, {}
  for _, word in ipairs(list) do
    local set = word == word:lower() and small or other
    set[#set + 1] = word:find "%p" and word:gsub("%p", "\\%0") or word
  end
  if small[1] then tests[1] = 'norm="' .. table.concat(small, "|") .. '"' end
  if other[1] then tests[#tests + 1] = 'word="' .. table.concat(other, "|") .. '"' end
  return "(" .. table.concat(tests, " | ") .. ")"
end

local function define_any(name, list) define(name, "[" .. any(list) .. "]") end

-- Names of several words ("square metres", "barrels of oil") fit no token: their first words, their last, and those between.
local function define_names(name, names)
  local alone, first, inner, last = {}, {}, {}, {}
  for _, phrase in ipairs(names) do
    local parts = {}
    for word in phrase:gsub("[-/]", " %0 "):gsub("°", "° "):gmatch "%S+" do parts[#parts + 1] = word end
    if #parts == 1 then alone[#alone + 1] = phrase else first[#first + 1], last[#last + 1] = parts[1], parts[#parts] end
    table.move(parts, 2, #parts - 1, #inner + 1, inner)
  end
  local between = inner[1] and "[" .. any(inner) .. "]{0,2}" or ""
  define(name, ("[%s] | [%s] %s [%s]"):format(any(alone), any(first), between, any(last)))
end

-- The letters before a sign that has some: "US$".
local function letters_before_signs()
  local found = {}
  for _, name in ipairs(words "currencies.tsv") do
    local before = name:match "^([%a.]+)[^%w.]+$"
    if before then found[#found + 1] = before:gsub("%.", "\\.") end
  end
  return '"' .. table.concat(found, "|") .. '"'
end

local function is_code(name) return name:find "^%u%u%u$" or name:find "^R[sMp]%.?$" end

-- One to which a figure is written: COP27 is a summit, and RON95 a fuel.
local function is_glued_code(name) return is_code(name) and name ~= "COP" and name ~= "RON" end

local function calendar_words(kind)
  return words("calendar.tsv", function(_, row) return row.kind == kind end)
end

local function is_short(word, list)
  for _, other in ipairs(list) do
    if #other > #word and other:sub(1, #word) == word then return true end
  end
  return false
end

-- Months, or days of the week: any of them, with its point, and the full words that are nothing else, also many or after "mid-".
local function define_days(kind, unsure)
  local list, all, sure = calendar_words(kind), {}, {}
  for _, word in ipairs(list) do
    local many = word .. (is_short(word, list) and "." or "s")
    table.move({ word, many }, 1, 2, #all + 1, all)
    if not is_short(word, list) then
      table.move(unsure[word] and { "mid-" .. word } or { word, many, "mid-" .. word }, 1, 3, #sure + 1, sure)
    end
  end
  define(kind, "[is_title & " .. any(all) .. "]")
  define("sure_" .. kind, '[(is_title | word="mid-.*") & ' .. any(sure) .. "]")
end

define_any("sign", words("currencies.tsv", function(name) return name:find "^[^%w%s.]+$" end))
define_any("code", words("currencies.tsv", is_code))
define_any("count", words("number_words.tsv", function(word) return #word > 2 and word ~= "half" and word ~= "nil" end))
define_any("scale", words("number_words.tsv", function(_, row) return tonumber(row.value) >= 100 end))
define_names("unit", words("units.tsv", function(_, row) return row.type == "quantity" end))
define_names("share", words("units.tsv", function(_, row) return row.type == "percent" end))
define_names("coin", words("currencies.tsv", function(name) return name:find "%w$" and name ~= "m" end))
define_days("month", { may = true, march = true })
define_days("weekday", {})
define_any("any_month", calendar_words "month")
define_any("part", table.move(calendar_words "half", 1, 99, 9, calendar_words "quarter"))
define_any("named", calendar_words "named")
define("letters", letters_before_signs())
define("clock",   [[ "hour|hours|minute|minutes|second|seconds|min|mins|hr|hrs"%c ]])
define("period",  [[ "day|days|week|weeks|month|months|year|years|decade|decades|century|centuries"%c
  | "quarter|quarters|weekend|weekends|season|seasons|semester|semesters"%c ]])
define("ordinal", [[ "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"%c
  | "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|last|past|next|final|early|late|mid"%c ]])

define("dash",     [[ "-|–" ]])
define("figure",   [[ "[0-9]+(?:[.,][0-9]+)*" ]])
define("amount",   [[ $figure (($dash | "to") $figure)? ("-"? $scale){0,2} ]])
define("halved",   [[ "-"? "and" "-"? "an|a" "-"? "half" ]])
define("spelled",  [[ ($count | "half"%c "-"? "an|a" | "several|few"%c) ("-"? "and"? $count)* $halved? ("-"? $scale)? ]])
-- "RM30", "Rs12" and then, as no number has letters, a comma and what it groups
define("glued", '"(?:' .. table.concat(words("currencies.tsv", is_glued_code), "|"):gsub("%.", "\\.") .. [[)[0-9]+(?:\.[0-9]+)?"
  ("," "[0-9][0-9]|[0-9][0-9][0-9](?:\.[0-9]+)?")* ]])
define("number",   [[ $amount | $spelled ]])

define("season",   [[ "summer|winter|spring|autumn|fall"%c ]])
define("ago",      [[ "ago|earlier|later" ]])
define("past",     [[ $ago | "before|old" | "from" "now" ]])
define("year",     [[ "1[5-9][0-9][0-9](?:['’]s)?|20[0-9][0-9](?:['’]s)?" ]])
define("day",      [[ "[0-9](?:st|nd|rd|th)?|[1-3][0-9](?:st|nd|rd|th)?" ]])
define("point_day", [[
    "(0?[1-9]|[12][0-9]|3[01])\.(0?[1-9]|1[0-2])\.(19|20)[0-9][0-9]|(0[1-9]|[12][0-9]|3[01])\.(0[1-9]|1[0-2])\.[0-9][0-9]" ]])
define("of_year",  [[ "of"? $year | "of" "the|last|this" "year" ]])
define("of_month", [[
  $day ($dash $day)? (","? $year)? (","? "last|this|next" "year")? | ","? $year | "of"? "last|this|next" "year" ]])
define("day_month", [[ $day ($dash $day)? "of"? $month (","? $year)? ]])
define("when",     [[ $sure_month $of_month? | $month $of_month ]])
define("zone",     [[ "GMT|BST|UTC|[ECPM][SD]?T|CEST" | "local" "time" ]])

define("date", [[
    "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]|[0-9][0-9]?/[0-9][0-9]?/(?:[0-9][0-9])?[0-9][0-9]"
  | $year ($dash "[0-9][0-9](?:[0-9][0-9])?")? | "1[5-9][0-9][0-9]/[0-9]+|20[0-9][0-9]/[0-9]+"
  | "[0-9][0-9][0-9]0s|[0-9]0s|'[0-9]0s|’[0-9]0s|mid-[0-9]+s?"
  | ("[0-9][0-9]?(?:st|nd|rd|th)|mid-[0-9]+th" | $ordinal | "twenty" "-" "first") "-"? "century"
  | $day_month | $point_day | $day "-" $any_month "-" "(?:19|20)?[0-9][0-9]" | $month "[1-3]?[0-9],(?:19|20)[0-9][0-9]"
  | $when | $sure_weekday (","? ($when | $day_month))? | $weekday ","? ($month $of_month | $day_month)
  | $part $of_year | "[1-4][QH][0-9][0-9]" | $named
  | "yesterday|today|tomorrow"%c | "day"%c ("before" "yesterday" | "after" "tomorrow") | "recent|many|coming"%c $period
  | ("last|next|this|past|previous|following"%c | "earlier|later"%c "this") ($count | "[0-9]+|few|several")?
      ($period | $season | $month | $sure_weekday)
  | "early|late|mid"%c "-"? ($year | $month $year?) | $season "of"? $year
  | $ordinal ($count | "half|[0-9]+")? ($period | "half") "of" ("the|last|this" "year" | $year) ]])

define("time", [[
    "[0-9][0-9]?(?:[:.][0-9][0-9])?" "[ap]\.?m\.?"%c zone:$zone? | "[0-9][0-9]?:[0-9][0-9](?::[0-9][0-9])?" zone:$zone?
  | "[0-2]?[0-9]\.[0-5][0-9]" zone:$zone | ($sure_weekday | "this|last|yesterday|tomorrow"%c) "morning|afternoon|evening|night"
  | "midnight|noon|tonight"%c ]])

define("money", [[ ($code | $letters? $sign) $amount | $glued ("-"? $scale){0,2} | $amount $sign ]])

define("measure", [[
    money:$coin | percent:$share | quantity:$unit
  | time:($clock $past?) | date:($period ("-"? "old" | $past)?) ]])

local pattern = gloss.pattern([[
    money:$money | $number "-"? $measure | "an|a"%c (date:$period | time:$clock) $ago | date:$date | time:$time
  | "May|March" | part:$part
  | "480|720|1080|1440|2160" "p" | alone:"(?:1[0-9]|2[0-3])\.[0-5][0-9]" ]], v)

-- What stands alone is a month, a quarter or a time after some words only: "in May", "by Q3", "at 15.30".
local function set(list)
  local found = {}
  for word in list:gmatch "%S+" do found[word] = true end
  return found
end
local before_month, before_part, before_time = set "in by of since until till from", set "in by of since for during from", set "at"

local function type_of(match)
  return match.date and "DATE" or match.money and "MONEY" or match.percent and "PERCENT" or match.quantity and "QUANTITY"
    or match.time and "TIME"
end

local function type_alone(match, before)
  if not before then return nil end
  if match.alone then return before_time[before.norm] and "TIME" end
  if match.part then return before_part[before.norm] and "DATE" end
  return before_month[before.norm] and "DATE"
end

-- A list of { place =, type =, first =, last = its tokens } in text order, and the numbers of the tokens of sums, as a set.
function figures.find(document)
  local found, in_sum = {}, {}
  for match, first, last in pattern:matches(document) do
    local type = type_of(match) or type_alone(match, document[first - 1])
    if type then found[#found + 1] = { place = match, type = type, first = first, last = last } end
    for i = first, (type == "MONEY" or type == "TIME" and match.zone) and last or 0 do in_sum[i] = true end
  end
  return found, in_sum
end

return figures

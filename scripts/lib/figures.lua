-- Finds sums of money, shares, quantities, dates and times: one pattern over the word lists of the language, whose labels say the
-- type.
local gloss = require "gloss"

local figures = {}

local v = {}                                     -- the patterns, each built on others

local function define(name, query) v[name] = gloss.pattern(query, v) end

-- The words of a list, or the `name` or `word` of its rows, that fit.
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
    local words = {}
    for word in phrase:gsub("[-/]", " %0 "):gsub("°", "° "):gmatch "%S+" do words[#words + 1] = word end
    if #words == 1 then alone[#alone + 1] = phrase else first[#first + 1], last[#last + 1] = words[1], words[#words] end
    table.move(words, 2, #words - 1, #inner + 1, inner)
  end
  define(name, ("[%s] | [%s] [%s]{0,2} [%s]"):format(any(alone), any(first), any(inner), any(last)))
end

local function is_short(word, list)
  for _, other in ipairs(list) do
    if #other > #word and other:sub(1, #word) == word then return true end
  end
  return false
end

-- Months, or days of the week: any of them, with its full stop, and the full words that are nothing else, also in the plural or
-- after "mid-".
local function define_days(kind, unsure)
  local list, all, sure = words("calendar.tsv", function(_, row) return row.kind == kind end), {}, {}
  for _, word in ipairs(list) do
    local many = word .. (is_short(word, list) and "." or "s")
    table.move({ word, many }, 1, 2, #all + 1, all)
    if not is_short(word, list) and not unsure[word] then table.move({ word, many, "mid-" .. word }, 1, 3, #sure + 1, sure) end
  end
  define(kind, "[is_title & " .. any(all) .. "]")
  define("sure_" .. kind, '[(is_title | word="mid-.*") & ' .. any(sure) .. "]")
end

define_any("sign", words("currencies.tsv", function(name) return name:find "^[^%w%s.]+$" end))
define_any("code", words("currencies.tsv", function(name) return name:find "^%u%u%u$" or name:find "^R[sMp]%.?$" end))
define_any("count", words("number_words.tsv", function(word) return #word > 2 and word ~= "half" and word ~= "nil" end))
define_any("scale", words("number_words.tsv", function(_, row) return tonumber(row.value) >= 100 end))
define_names("unit", words "units.txt")
define_names("coin", words("currencies.tsv", function(name) return name:find "%w$" and name ~= "m" end))
define_days("month", { may = true, march = true })
define_days("weekday", {})
define("clock",   [[ "hour|hours|minute|minutes|second|seconds|min|mins|hr|hrs"%c ]])
define("period",  [[ "day|days|week|weeks|month|months|year|years|decade|decades|century|centuries"%c
  | "quarter|quarters|weekend|weekends|season|seasons|semester|semesters"%c ]])
define("ordinal", [[ "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"%c
  | "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|last|past|next|final|early|late|mid"%c ]])

define("dash",     [[ "-|–" ]])
define("figure",   [[ "[0-9]+(?:[.,][0-9]+)*" ]])
define("amount",   [[ $figure (($dash | "to") $figure)? ("-"? $scale){0,2} ]])
define("spelled",  [[ ($count | "half"%c "-"? "an|a" | "several|few"%c) ("-"? "and"? $count)* ("-"? $scale)? ]])
define("number",   [[ $amount | $spelled ]])

define("season",   [[ "summer|winter|spring|autumn|fall"%c ]])
define("ago",      [[ "ago|earlier|later" ]])
define("past",     [[ $ago | "before|old" | "from" "now" ]])
define("year",     [[ "1[5-9][0-9][0-9](?:['’]s)?|20[0-9][0-9](?:['’]s)?" ]])
define("day",      [[ "[0-9](?:st|nd|rd|th)?|[1-3][0-9](?:st|nd|rd|th)?" ]])
define("of_month", [[
  $day ($dash $day)? (","? $year)? (","? "last|this|next" "year")? | ","? $year | "of"? "last|this|next" "year" ]])
define("when",     [[ $sure_month $of_month? | $month $of_month ]])
define("zone",     [[ "GMT|BST|UTC|[ECPM][SD]?T|CEST" | "local" "time" ]])

define("date", [[
    "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]|[0-9][0-9]?/[0-9][0-9]?/(?:[0-9][0-9])?[0-9][0-9]"
  | $year ($dash "[0-9][0-9](?:[0-9][0-9])?")? | "1[5-9][0-9][0-9]/[0-9]+|20[0-9][0-9]/[0-9]+"
  | "[0-9][0-9][0-9]0s|[0-9]0s|'[0-9]0s|’[0-9]0s|mid-[0-9]+s?"
  | ("[0-9][0-9]?(?:st|nd|rd|th)|mid-[0-9]+th" | $ordinal | "twenty" "-" "first") "-"? "century"
  | $day ($dash $day)? "of"? $month (","? $year)?
  | $when | $sure_weekday (","? $when)? | $weekday ","? $month $of_month
  | "yesterday|today|tomorrow"%c | "recent|many|coming"%c $period
  | ("last|next|this|past|previous|following"%c | "earlier|later"%c "this") ($count | "[0-9]+|few|several")?
      ($period | $season | $month | $sure_weekday)
  | "early|late|mid"%c "-"? ($year | $month $year?) | $season "of"? $year
  | $ordinal ($count | "half|[0-9]+")? ($period | "half") "of" ("the|last|this" "year" | $year) ]])

define("time", [[
    "[0-9][0-9]?(?:[:.][0-9][0-9])?" "[ap]\.?m\.?"%c $zone? | "[0-9][0-9]?:[0-9][0-9](?::[0-9][0-9])?" $zone?
  | ($sure_weekday | "this|last|yesterday|tomorrow"%c) "morning|afternoon|evening|night" | "midnight|noon|tonight"%c ]])

define("money", [[ ($code | "US|U\.S\.|HK|N[ZT]|[ACSR]"? $sign) $amount | $amount $sign ]])

define("measure", [[
    money:$coin | percent:("percent|pct|%"%c | "per"%c "cent"%c | "percentage" "point|points") | quantity:$unit
  | time:($clock $past?) | date:($period ("-"? "old" | $past)?) ]])

local pattern = gloss.pattern([[
    money:$money | $number "-"? $measure | "an|a"%c (date:$period | time:$clock) $ago | date:$date | time:$time | "May|March" ]], v)

local before_month = {}
for word in ("in by of since until till from"):gmatch "%S+" do before_month[word] = true end

local function type_of(match)
  return match.date and "DATE" or match.money and "MONEY" or match.percent and "PERCENT" or match.quantity and "QUANTITY"
    or match.time and "TIME"
end

-- A list of { place =, type = } in text order, and the numbers of the tokens of sums, as a set. "May" and "March" alone are months
-- only after some words.
function figures.find(document)
  local found, in_sum = {}, {}
  for match, first, last in pattern:matches(document) do
    local type = type_of(match)
    local before = not type and document[first - 1]
    if before and before_month[before.norm] then type = "DATE" end
    if type then found[#found + 1] = { place = match, type = type } end
    for i = first, type == "MONEY" and last or 0 do in_sum[i] = true end
  end
  return found, in_sum
end

return figures

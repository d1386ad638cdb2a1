-- Finds sums of money, shares, quantities, dates and times: one pattern over the word lists of the language. `place` is what is found, the
-- other labels say its type.
local gloss = require "gloss"

local figures = {}

local v = {}                                     -- the variables of the pattern: words, and patterns that stand on one another

local function define_words(name, list, settings) v[name] = gloss.wordset(list, settings) end
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

-- Names of several words ("square metres", "barrels of oil") fit no token: sets of their first words, their last, and those between.
local function define_names(name, names)
  local alone, first, inner, last = {}, {}, {}, {}
  for _, phrase in ipairs(names) do
    local cut = {}
    for word in phrase:gsub("[-/]", " %0 "):gsub("°", "° "):gmatch "%S+" do cut[#cut + 1] = word end
    if #cut == 1 then alone[#alone + 1] = phrase else first[#first + 1], last[#last + 1] = cut[1], cut[#cut] end
    table.move(cut, 2, #cut - 1, #inner + 1, inner)
  end
  local smart = { case = "smart" }
  for set, list in pairs { alone = alone, first = first, inner = inner, last = last } do define_words(set, list, smart) end
  define(name, "[word=$alone] | [word=$first] [word=$inner]{0,2} [word=$last]")
end

-- The words of the calendar of one kind: all, and those that stand for nothing else; with their points and plurals.
local function define_days(kind, unsure)
  local all, sure = {}, {}
  for _, word in ipairs(words("calendar.tsv", function(_, row) return row.kind == kind end)) do
    local is_short = utf8.len(word) < 4 or word == "tues" or word == "thur" or word == "thurs" or word == "sept"
    table.move({ word, is_short and word .. "." or word .. "s", "mid-" .. word }, 1, 3, #all + 1, all)
    if not is_short and not unsure[word] then table.move({ word, word .. "s", "mid-" .. word }, 1, 3, #sure + 1, sure) end
  end
  define_words(kind, all)
  define_words("sure_" .. kind, sure)
end

define_words("sign", words("currencies.tsv", function(name) return name:find "^[^%w%s.]+$" end))
define_words("code", words("currencies.tsv", function(name) return name:find "^%u%u%u$" or name:find "^R[sMp]%.?$" end), { case = "exact" })
define_words("count", words("number_words.tsv", function(word) return #word > 2 and word ~= "half" and word ~= "nil" end))
define_words("scale", words("number_words.tsv", function(_, row) return tonumber(row.value) >= 100 end))
define_names("unit", words "units.txt")
define_names("coin", words("currencies.tsv", function(name) return name:find "%w$" and name ~= "m" end))
define_days("month", { may = true, march = true })
define_days("weekday", {})

define_words("clock", { "hour", "hours", "minute", "minutes", "second", "seconds", "min", "mins", "hr", "hrs" })
define_words("period", { "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "century", "centuries",
  "quarter", "quarters", "weekend", "weekends", "season", "seasons", "semester", "semesters" })
define_words("ordinal", { "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
  "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first",
  "last", "past", "next", "final", "early", "late", "mid" })

define("dash",     [[ "-|–" ]])
define("figure",   [[ "[0-9]+(?:[.,][0-9]+)*" ]])
define("amount",   [[ $figure (($dash | "to") $figure)? ("-"? [norm=$scale]){0,2} ]])
define("spelled",  [[ ([norm=$count] | "half"%c "-"? "an|a" | "several|few"%c) ("-"? "and"? [norm=$count])* ("-"? [norm=$scale])? ]])
define("number",   [[ $amount | $spelled ]])

define("season",   [[ "summer|winter|spring|autumn|fall"%c ]])
define("ago",      [[ "ago|earlier|later" ]])
define("past",     [[ $ago | "before|old" | "from" "now" ]])
define("year",     [[ "1[5-9][0-9][0-9](?:['’]s)?|20[0-9][0-9](?:['’]s)?" ]])
define("day",      [[ "[0-9](?:st|nd|rd|th)?|[1-3][0-9](?:st|nd|rd|th)?" ]])
define("of_month", [[ $day ($dash $day)? (","? $year)? (","? "last|this|next" "year")? | ","? $year | "of"? "last|this|next" "year" ]])
define("a_month",  [[ [is_title & norm=$month] ]])
define("when",     [[ [norm=$sure_month & (is_title | word="mid-.*")] $of_month? | $a_month $of_month ]])
define("a_day",    [[ [is_title & norm=$sure_weekday] ]])
define("zone",     [[ "GMT|BST|UTC|[ECPM][SD]?T|CEST" | "local" "time" ]])

define("date", [[
    "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]|[0-9][0-9]?/[0-9][0-9]?/(?:[0-9][0-9])?[0-9][0-9]"
  | $year ($dash "[0-9][0-9](?:[0-9][0-9])?")? | "1[5-9][0-9][0-9]/[0-9]+|20[0-9][0-9]/[0-9]+"
  | "[0-9][0-9][0-9]0s|[0-9]0s|'[0-9]0s|’[0-9]0s|mid-[0-9]+s?"
  | ("[0-9][0-9]?(?:st|nd|rd|th)|mid-[0-9]+th" | [norm=$ordinal] | "twenty" "-" "first") "-"? "century"
  | $day ($dash $day)? "of"? $a_month (","? $year)?
  | $when | $a_day (","? $when)? | [is_title & norm=$weekday] ","? $a_month $of_month
  | "yesterday|today|tomorrow"%c | "an|a"%c [norm=$period] $ago | "recent|many|coming"%c [norm=$period]
  | ("the"%c? "past"%c | "last|next|this|previous|following"%c | "earlier|later"%c "this") ([norm=$count] | "[0-9]+|few|several")?
      ([norm=$period] | $season | $a_month | $a_day)
  | "early|late|mid"%c "-"? ($year | $a_month $year?) | $season "of"? $year
  | [norm=$ordinal] ([norm=$count] | "half|[0-9]+")? ([norm=$period] | "half") "of" ("the|last|this" "year" | $year) ]])

define("time", [[
    "[0-9][0-9]?(?:[:.][0-9][0-9])?" "[ap]\.?m\.?"%c $zone? | "[0-9][0-9]?:[0-9][0-9](?::[0-9][0-9])?" $zone?
  | ($a_day | "this|last|yesterday|tomorrow"%c) "morning|afternoon|evening|night" | "midnight|noon|tonight"%c
  | "an|a"%c [norm=$clock] $ago ]])

define("money", [[ ([word=$code] | "US|U\.S\.|HK|N[ZT]|[ACSR]"? [word=$sign]) $amount | $amount [word=$sign] ]])

define("measure", [[
    money:$coin | percent:("percent|pct|%"%c | "per"%c "cent"%c | "percentage" "point|points") | quantity:$unit
  | time:([norm=$clock] $past?) | date:([norm=$period] ("-"? "old" | $past)?) ]])

local pattern = gloss.pattern([[
    place:(money:$money | $number "-"? $measure | date:$date | time:$time)
  | "in|by|of|since|until|till|from"%c place:(date:("May|March" $of_month?)) ]], v)

-- A list of { place =, type = } in text order.
function figures.find(document)
  local found = {}
  for match in pattern:matches(document) do
    local type = match.date and "DATE" or match.money and "MONEY" or match.percent and "PERCENT" or match.time and "TIME" or "QUANTITY"
    found[#found + 1] = { place = match.place, type = type }
  end
  return found
end

return figures

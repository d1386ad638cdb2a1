-- Finds sums of money, shares, quantities, dates and times: three regular expressions built from the word lists of the language.
-- One begins with a figure or a sign, one with a number in words or a time word, one with a month or a day.
local gloss = require "gloss"

local function escape(word) return (word:gsub("[%.%^%$%*%+%?%(%)%[%]|\\]", "\\%0"):gsub(" ", "\\s+")) end

-- The words as alternatives, longest first.
local function any(words)
  local list = {}
  for i, word in ipairs(words) do list[i] = type(word) == "table" and (word.name or word.word) or word end
  table.sort(list, function(a, b) return #a > #b end)
  for i, word in ipairs(list) do list[i] = escape(word) end
  return "(?:" .. table.concat(list, "|") .. ")"
end

local function where(list, fits)
  local kept = {}
  for _, item in ipairs(list) do if fits(item) then kept[#kept + 1] = item end end
  return kept
end

local currencies, number_words = gloss.data "currencies.tsv", gloss.data "number_words.tsv"
local parts = {
  sign      = any(where(currencies, function(c) return c.name:find "[^%w%s.]$" end)),
  currency  = any(where(currencies, function(c) return c.name:find "%w$" and c.name ~= "m" end)),
  code      = any(where(currencies, function(c) return c.name:find "^%u%u%u$" or c.name:find "^R[sMp]%.?$" end)),
  unit      = any(gloss.data "units.txt"),
  month     = any(gloss.data "months.txt"),
  day       = any(gloss.data "weekdays.txt"),
  count     = any(where(number_words, function(n) return #n.word > 2 and n.word ~= "half" and n.word ~= "nil" end)),
  scale     = [[(?:hundred|thousand|million|billion|trillion|bn|mn|tn|m|k|crore|lakh)s?\b]],
  figure    = [[\d+(?:[.,]\d+)*]],
  period    = [[(?:days?|weeks?|months?|years?|decades?|century|centuries|quarters?|weekends?|seasons?|semesters?)]],
  clock     = [[(?:hours?|minutes?|seconds?|mins?|hrs?)]],
  daytime   = [[(?:morning|afternoon|evening|night)]],
  past      = [[(?:\s+(?:ago|earlier|later|before|from\s+now|old)\b)?]],
  ordinal   = [[(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|past|next|final|early|late|mid)]],
  year      = [[(?:1[5-9]|20)\d\d\b]],
  zone      = [[(?:\s*(?:GMT|BST|UTC|E[SD]?T|C[SDE]?T|P[SD]T|M[SD]T|CEST|local\s+time)\b)?]],
}

local figures = {}

local function regex(pattern, flags)
  repeat
    local before = pattern
    pattern = pattern:gsub("{(%l+)}", parts)
  until pattern == before
  return gloss.regex(pattern, flags)
end

-- "5 million", "5-6", "twenty-one", "several hundred"
parts.number = [[(?:{figure}(?:\s*[-–]\s*{figure}|\s+to\s+{figure})?(?:[\s-]?{scale}){0,2})]]
parts.words = [[(?:(?:{count}|half\s+an?|an?|several|few|couple\s+of)(?:[\s-]+(?:and\s+)?(?:{count}))*)]]
parts.monthday = [[(?:{month}(?:\s+\d{1,2}(?:st|nd|rd|th)?\b(?!,\d{3}|:\d\d)(?:\s*[-–]\s*\d{1,2}\b)?)?(?:,?\s+{year}|\s+(?:of\s+)?(?:last|this|next)\s+year)?)]]

local expressions = {
  regex([[(?<![\p{L}\d.,]) (?:
      (?<money> {sign}\s?{number} | {number}[\s-]?(?:{currency}|{sign})(?!\p{L}) )
    | (?<percent> {number}\s?(?:%|per\s?cent\b|pct\b|percentage\s+points?\b) )
    | (?<quantity> {number}[\s-]?{unit}(?![\p{L}\d]) )
    | (?<time> \d{1,2}(?:[:.]\d\d)?\s?[aApP]\.?[mM]\b\.?{zone} | \d{1,2}:\d\d(?::\d\d)?\b{zone} | {number}[\s-]{clock}\b{past} )
    | (?<date> \d{4}-\d\d-\d\d\b | \d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b | {year}(?:\s?[-–/]\s?\d\d(?:\d\d)?\b)?(?!\s*{unit}(?!\p{L})|[,.]\d|\s*%)
        | \d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+{month}(?:,?\s+{year})? | (?:\d{4}|\d0)s\b | {number}[\s-]{period}(?:[\s-]old\b|{past})
        | \d{1,2}(?:st|nd|rd|th)[\s-]century\b )
    )]], "x"),
  regex([[(?<![\p{L}\d.,'’-]) (?:
      (?<money> {code}\s?{number} | {words}\s+(?:{scale}\s+)?{currency}\b )
    | (?<percent> {words}\s+(?:percent|per\s+cent)\b )
    | (?<quantity> {words}[\s-]{unit}(?![\p{L}\d]) )
    | (?<time> (?:(?:this|last|yesterday|tomorrow|Saturday|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday)\s+{daytime}|midnight|noon|tonight)\b | {words}[\s-]{clock}\b{past} )
    | (?<date> (?:(?:last|next|this|past|the\s+past|the\s+last|earlier\s+this|later\s+this|previous|following)\s+(?:{count}\s+|\d+\s+|few\s+|several\s+)?(?:{period}|{day}|{month}|summer|winter|spring|autumn|fall)\b)
        | (?:yesterday|today|tomorrow)\b
        | (?:early|late|mid)[\s-](?:{year}|{month}(?:\s+{year})?)
        | (?:{ordinal}\s+)(?:{count}\s+|half\s+|\d+\s+)?(?:half|quarter|{period})\s+of\s+(?:the\s+year|last\s+year|this\s+year|{year})
        | {words}[\s-]{period}(?:{past}\b) | (?:[Ss]ummer|[Ww]inter|[Ss]pring|[Aa]utumn|[Ff]all)\s+(?:of\s+)?{year}
        | (?:{ordinal}|\w+teenth|twentieth|twenty-first)\s+century\b )
    )]], "xi"),
  regex([[(?<![\p{L}\d'’-]) (?:
      (?<time> {day}\s+{daytime}\b )
    | (?<date> {day}(?!\p{L})(?:,?\s+{monthday})? | {monthday}(?!\p{L}) )
    )]], "x"),
}

local types = { money = "MONEY", percent = "PERCENT", quantity = "QUANTITY", time = "TIME", date = "DATE" }

local function type_of(match)
  for group, type in pairs(types) do
    if match[group] then return type end
  end
end

-- A list of { place =, first =, last =, type = } in text order; of those that overlap the first and longest stays.
function figures.find(document)
  local found, kept = {}, {}
  for _, regex in ipairs(expressions) do
    for match in regex:matches(document) do
      local first = match.index
      found[#found + 1] = { place = match, first = first, last = first + #match - 1 }
    end
  end
  table.sort(found, function(a, b) return a.first < b.first or a.first == b.first and a.last > b.last end)
  local reached = 0
  for _, figure in ipairs(found) do
    if figure.first > reached then
      figure.type, reached = type_of(figure.place), figure.last
      kept[#kept + 1] = figure
    end
  end
  return kept
end

return figures

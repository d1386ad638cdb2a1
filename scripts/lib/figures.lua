-- Finds sums of money, shares, quantities, dates and times: three regular expressions built from the word lists of the language.
-- One begins with a figure or a sign, one with a number in words or a time word, one with a month or a day.
local gloss, alternatives = require "gloss", require "alternatives"

local function any(rows)
  local words = {}
  for i, row in ipairs(rows) do words[i] = type(row) == "table" and (row.name or row.word) or row end
  return alternatives(words)
end

local function where(list, fits)
  local kept = {}
  for _, item in ipairs(list) do if fits(item) then kept[#kept + 1] = item end end
  return kept
end

local currencies, number_words = gloss.data "currencies.tsv", gloss.data "number_words.tsv"
local counts = {}
for _, row in ipairs(number_words) do
  if #row.word > 2 and row.word ~= "half" and row.word ~= "nil" then counts[#counts + 1] = row.word end
end

local parts = {
  sign      = any(where(currencies, function(c) return c.name:find "^[^%w%s.]+$" end)),
  letters   = any { "US", "U.S.", "A", "C", "HK", "NZ", "NT", "S", "R" },
  currency  = any(where(currencies, function(c) return c.name:find "%w$" and c.name ~= "m" end)),
  code      = any(where(currencies, function(c) return c.name:find "^%u%u%u$" or c.name:find "^R[sMp]%.?$" end)),
  unit      = any(gloss.data "units.txt"),
  month     = any(gloss.data "months.txt"),
  day       = any(where(gloss.data "weekdays.txt", function(day) return not day:find "%.$" end)),
  shortday  = any(where(gloss.data "weekdays.txt", function(day) return day:find "%.$" end)),
  count     = any(counts),
  scale     = [[(?:hundred|thousand|million|billion|trillion|bn|mn|tn|m|k|crore|lakh)s?\b]],
  figure    = [[\d+(?:[.,]\d+)*]],
  period    = [[(?:days?|weeks?|months?|years?|decades?|century|centuries|quarters?|weekends?|seasons?|semesters?)]],
  clock     = [[(?:hours?|minutes?|seconds?|mins?|hrs?)]],
  daytime   = [[(?:morning|afternoon|evening|night)]],
  past      = [[(?:\s+(?:ago|earlier|later|before|from\s+now|old)\b)?]],
  ordinal   = [[(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|past|next|final|early|late|mid)]],
  maybe     = [[(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b(?!\.?\s+\d)|(?<!\b[Ii]n\s|\b[Bb]y\s|\bof\s|[Ss]ince\s|[Uu]ntil\s|[Ll]ast\s|[Nn]ext\s|[Tt]his\s|from\s)(?:May|March)\b(?!,?\s+\d))]],
  year      = [[(?:1[5-9]|20)\d\d\b]],
  zone      = [[(?:\s*(?:GMT|BST|UTC|E[SD]?T|C[SDE]?T|P[SD]T|M[SD]T|CEST|local\s+time)\b)?]],
}

local figures = {}

local function regex(pattern, flags)
  repeat
    local before = pattern
    pattern = pattern:gsub("{(%l+)}", parts)
  until pattern == before
  local groups, seen = {}, {}
  for group in pattern:gmatch "%(%?<(%l+)>" do
    if not seen[group] then groups[#groups + 1], seen[group] = group, true end
  end
  return { regex = gloss.regex("(?J)" .. pattern, flags), groups = groups }
end

-- "5 million", "5-6", "twenty-one", "several hundred"
parts.number = [[(?:{figure}(?:\s*[-–]\s*{figure}|\s+to\s+{figure})?(?:[\s-]?{scale}){0,2})]]
parts.words = [[(?:(?:{count}|half\s+an?|several|few)(?:[\s-]+(?:and\s+)?{count})*(?:[\s-]{scale})?)]]
parts.monthday = [[(?:{month}(?:\s+\d{1,2}(?:st|nd|rd|th)?\b(?!,\d{3}|:\d\d)(?:\s*[-–]\s*\d{1,2}\b)?)?(?:,?\s+{year}|\s+(?:of\s+)?(?:last|this|next)\s+year)?)]]
parts.opener = any { "half", "several", "few", "yesterday", "today", "tomorrow", "a ", "an ", "last", "next", "this", "the past", "past", "earlier",
  "later", "previous", "following", "early", "late", "mid", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
  "final", "recent", "many", "coming", "summer", "winter", "spring", "autumn", "fall", "midnight", "noon", "tonight", "eleventh", "twelfth", table.unpack(counts) }
parts.measure = [[(?: (?<money>{currency}\b) | (?<percent>per\s?cent\b|pct\b|percentage\s+points?\b) | (?<quantity>{unit}(?![\p{L}\d]))
    | (?<time>{clock}\b{past}) | (?<date>{period}\b(?:[\s-]old\b|{past})) )]]

local expressions = {
  regex([[(?=[0-9]|{sign})(?<![\p{L}\d.,]) (?:
      (?<date> \d{4}-\d\d-\d\d\b | \d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b | \d{1,2}(?:st|nd|rd|th)[\s-]century\b | (?:\d{4}|\d0)s\b
        | \d{1,2}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2})?(?:\s+of)?\s+{month}\b(?:,?\s+{year})? )
    | (?<time> \d{1,2}(?:[:.]\d\d)?\s?[aApP]\.?[mM]\b\.?{zone} | \d{1,2}:\d\d(?::\d\d)?\b{zone} )
    | (?<money> {sign}\s?{number} )
    | {number} (?: (?<money>{sign}) | (?<percent>\s?%) | [\s-]?{measure} )
    | (?<date> {year}(?:\s?[-–/]\s?\d\d(?:\d\d)?\b)?(?![,.]\d) ) )]], "x"),
  regex([[(?<![a-z])(?={opener})(?<![\p{L}\d.,'’-]) (?:
      {words}[\s-]+{measure}
    | (?<date> yesterday\b | today\b | tomorrow\b | an?\s+{period}\s+(?:ago|earlier|later)\b
        | (?:recent|many|coming)\s+(?:years|months|weeks|days|decades)\b | (?:last|next|this|(?:the\s+)?past|earlier\s+this|later\s+this|previous|following)\s+(?:(?:{count}|\d+|few|several)\s+)?(?:{period}|{day}|{month}|summer|winter|spring|autumn|fall)\b
        | (?:early|late|mid)[\s-](?:{year}|{month}\b(?:\s+{year})?)
        | {ordinal}\s+(?:(?:{count}|half|\d+)\s+)?(?:half|quarter|{period})\s+of\s+(?:the\s+year|last\s+year|this\s+year|{year})
        | (?:summer|winter|spring|autumn|fall)\s+(?:of\s+)?{year} | (?:{ordinal}|\w+teenth|twentieth|twenty-first)\s+century\b )
    | (?<time> (?:(?:this|last|yesterday|tomorrow)\s+{daytime}|midnight|noon|tonight)\b | an?\s+{clock}\s+(?:ago|earlier|later)\b ) )]], "xi"),
  regex([[(?<![\p{L}\d'’-])(?=[A-Z]) (?:
      (?<time> {day}\s+{daytime}\b )
    | (?<date> {day}(?!\p{L})(?:,?\s+{monthday})? | {shortday},?\s+{monthday} | (?!{maybe}){monthday}(?!\p{L}) )
    | (?<money> (?:{code}|{letters}{sign})\s?{number} ) )]], "x"),
}

local function type_of(match, groups)
  for _, group in ipairs(groups) do
    if match[group] then return group:upper() end
  end
end

-- A list of { place =, first =, last =, type = } in text order; of those that overlap the first and longest stays.
function figures.find(document)
  local found, kept = {}, {}
  for _, expression in ipairs(expressions) do
    for match in expression.regex:matches(document) do
      local first = match.index
      found[#found + 1] = { place = match, first = first, last = first + #match - 1, groups = expression.groups }
    end
  end
  table.sort(found, function(a, b) return a.first < b.first or a.first == b.first and a.last > b.last end)
  local reached = 0
  for _, figure in ipairs(found) do
    if figure.first > reached then
      figure.type, reached = type_of(figure.place, figure.groups), figure.last
      kept[#kept + 1] = figure
    end
  end
  return kept
end

return figures

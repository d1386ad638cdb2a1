-- Where and when a story was filed: `LISBON, Oct. 6 (Agency) — …`, `Tue 14 May 2024 17.42`.
local gloss, date = require "gloss", require "date"

local datelines = {}

local HEAD = 30         -- tokens of a paragraph in which the dash is looked for

local parts = { months = {} }
for _, row in ipairs(gloss.data "calendar.tsv") do
  if row.kind == "month" then
    table.insert(parts.months, row.word)
    table.insert(parts.months, row.word:gsub("^%l", string.upper) .. ".")
  end
end
parts.month = gloss.pattern([[ [norm=$months] ]], parts)
parts.day = gloss.pattern [[ [word="[0-3]?[0-9](st|nd|rd|th)?"] ]]
parts.word = gloss.pattern([[ [word="\p{Lu}[\p{L}'’.]*" & norm!=$months] [is_clitic]? ("-" [is_alpha])* ]], parts)
parts.name = gloss.pattern([[ $word{1,4} ]], parts)
parts.date = gloss.pattern([[ ($month $day | $day $month) (","? [word="(19|20)[0-9]{2}"])? ]], parts)

local day = gloss.pattern([[ $date ]], parts)
local line = gloss.pattern([[
  place:($name ("," $name)?) ("," ($word ","?)? date:$date)? (","? "\(|/" agency:[word!="[()/]"]{1,8} "\)|/")? [is_punct]*
]], parts)
local dashes = gloss.wordset { "-", "--", "---", "—", "–" }

-- The tokens before the first dash that white space follows.
local function before_dash(block)
  for dash, at in dashes:matches(block:sub(1, HEAD)) do
    local after = dash:next()
    if after and after.first > dash.last + 1 then return block:sub(1, at - block.index) end
  end
end

-- Is it the place of a dateline, and not "Trump - a man"? It shouts, or names its agency or its day.
local function is_dateline(match)
  return match.agency or match.date or not match.place.text:find "%l%l"
end

--- datelines.read(block, reference) -> place?, date?
-- What a dateline says, or a paragraph that may begin with one. The reference is the date of the article.
function datelines.read(block, reference)
  local is_own = block.kind == "dateline"
  local front = before_dash(block) or is_own and block
  local match = front and line:match(front)
  if match and (#match < #front or not is_own and not is_dateline(match)) then match = nil end
  local filed = match and match.date or is_own and day:match(block)
  return match and match.place.plain or nil, filed and date.parse(filed, reference) or nil
end

return datelines

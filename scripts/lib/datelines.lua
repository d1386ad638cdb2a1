-- Where and when a story was filed: `LISBON, Oct. 6 (Agency) — …`, `Tue 14 May 2024 17.42`. Pure: expressions for gloss.regex,
-- and what their matches say.
local datelines = {}

local WORD    = [=[\p{Lu}[\p{L}'’.-]*]=]
local NAME    = WORD .. "(?: " .. WORD .. "){0,3}"
local DAY     = [=[[0-3]?[0-9](?:st|nd|rd|th)?]=]
local YEAR    = [=[(?:,?\s(?:19|20)[0-9]{2})?]=]
local WEEKDAY = [=[(?:\p{Lu}\p{L}+\.?,?\s)?]=]
local AGENCY  = [=[(?:,?\s?[(/](?<agency>[^()/]{2,40})[)/])?]=]

-- The expressions for a language's months, a list of names: `date` anywhere; `head`, of a paragraph; `whole`, a block of its own.
function datelines.patterns(months)
  local month = "(?:(?i:" .. table.concat(months, "|") .. [=[)\.?)]=]
  local plain = "(?:" .. month .. [=[\s]=] .. DAY .. "|" .. DAY .. [=[\s]=] .. month .. ")" .. YEAR
  local place = [=[\A\s*(?<place>]=] .. NAME .. "(?:, (?!" .. plain .. ")" .. NAME .. ")?)"
  local date = "(?<date>" .. plain .. ")"
  return {
    date  = [=[\b]=] .. date .. [=[\b]=],
    head  = place .. [=[(?:,\s]=] .. WEEKDAY .. date .. ")?" .. AGENCY .. [=[\s*(?:-{1,3}|[—–])\s]=],
    whole = place .. [=[,\s]=] .. WEEKDAY .. date .. AGENCY .. [=[\W*\z]=],
  }
end

-- Is what a dash follows the place of a dateline, and not "Trump - a man"? It shouts, or names its agency or its day.
function datelines.is_place(match)
  return match.agency ~= nil or match.date ~= nil or not match.place:find "%l%l"
end

return datelines

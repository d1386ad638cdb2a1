-- Where and when a story was filed: `LISBON, Oct. 6 (Agency) — …`, `Tue 14 May 2024 17.42`. Pure.
local datelines = {}

local WORD   = [=[\p{Lu}[\p{L}'’.-]*]=]
local NAME   = WORD .. "(?: " .. WORD .. "){0,3}"
local DAY    = [=[(?<day>[0-3]?[0-9])(?:st|nd|rd|th)?]=]
local YEAR   = [=[(?:,?\s(?<year>(?:19|20)[0-9]{2}))?]=]
local AGENCY = [=[(?:,?\s?[(/](?<agency>[^()/]{2,40})[)/])?]=]

-- The regular expressions for a language's months, rows of `name`: the first three letters tell them apart.
function datelines.patterns(months)
  local short = {}
  for i, month in ipairs(months) do short[i] = month.name:sub(1, 3) end
  local month = "(?<month>(?:" .. table.concat(short, "|") .. [=[)\p{L}*)\.?]=]
  local date = "(?:" .. month .. [=[\s]=] .. DAY .. YEAR .. "|" .. DAY .. [=[\s]=] .. month .. YEAR .. ")"
  local place = [=[(?J)\A\s*(?<place>]=] .. NAME .. "(?:, (?!" .. date .. ")" .. NAME .. ")?)"
  local weekday = [=[(?:\p{Lu}\p{L}+\.?,?\s)?]=]
  return {
    date  = [=[(?J)\b]=] .. date .. [=[\b]=],
    head  = place .. [=[(?:,\s]=] .. weekday .. date .. ")?" .. AGENCY .. [=[\s*(?:-{1,3}|[—–])\s]=],
    whole = place .. [=[,\s]=] .. weekday .. date .. AGENCY .. [=[\W*\z]=],
  }
end

-- Is what a dash follows the place of a dateline, and not "Trump - a man"? It shouts, or names its agency or its day.
function datelines.is_place(match)
  return match.agency ~= nil or match.day ~= nil or not match.place:find "%l%l"
end

local function number_of(name, months)
  for _, month in ipairs(months) do
    if month.name:sub(1, 3):lower() == name:sub(1, 3):lower() then return tonumber(month.number) end
  end
end

-- The date as ISO 8601, or nil. Without a year it is the one nearest to `near`, the date of the document, if there is one.
function datelines.iso(match, months, near)
  if not match.day then return nil end
  local month, day, year = number_of(match.month, months), tonumber(match.day), tonumber(match.year)
  if not year then
    local y, m = (near or ""):match "^(%d%d%d%d)-(%d%d)"
    if not y then return nil end
    year = tonumber(y)
    if month - tonumber(m) > 6 then year = year - 1 elseif tonumber(m) - month > 6 then year = year + 1 end
  end
  return day >= 1 and day <= 31 and ("%04d-%02d-%02d"):format(year, month, day) or nil
end

return datelines

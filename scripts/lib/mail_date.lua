-- Dates as mail and RSS write them: "Tue, 03 Mar 2026 07:05:00 +0100".
local date = require "date"

local months = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6, Jul = 7, Aug = 8, Sep = 9, Oct = 10, Nov = 11, Dec = 12 }
local zones = { GMT = "Z", UT = "Z", UTC = "Z", Z = "Z", EST = "-05:00", EDT = "-04:00", CST = "-06:00", CDT = "-05:00",
                MST = "-07:00", MDT = "-06:00", PST = "-08:00", PDT = "-07:00" }

local function zone_of(text)
  local sign, hour, minute = text:match "^([+-])(%d%d):?(%d%d)$"
  return sign and sign .. hour .. ":" .. minute or zones[text] or ""
end

--- mail_date(text) -> iso?
-- With the time and its zone where there are some; nil when it is no such date.
local function mail_date(text)
  local day, name, year, rest = text:match "(%d%d?) (%a%a%a)%a* (%d%d%d?%d?)(.*)"
  local month = name and months[name]
  if not month then return nil end
  if #year == 2 then year = (tonumber(year) < 70 and "20" or "19") .. year end
  local iso = ("%04d-%02d-%02d"):format(year, month, day)
  if not date.days(iso) then return nil end
  local hour, minute, second, zone = rest:match "(%d%d?):(%d%d):?(%d*)%s*(%S*)"
  if not hour then return iso end
  return ("%sT%02d:%s:%s%s"):format(iso, hour, minute, second ~= "" and second or "00", zone_of(zone))
end

return mail_date

-- Dates and times: from words to ISO 8601, and reckoning with days.
local gloss, calendar, date_forms = require "gloss", require "calendar", require "date_forms"

local date = {}

--- date.days(iso) -> integer?
-- Days since 1970-01-01, so that dates can be subtracted.
function date.days(iso)
  local day = calendar.read(iso)
  return day and day.number
end

--- date.add(iso, n) -> iso?
-- The date n days later.
function date.add(iso, n)
  local day = calendar.read(iso)
  return day and calendar.write(calendar.numbered(day.number + n)) or nil
end

--- date.weekday(iso) -> 1 (Monday) … 7 (Sunday)
function date.weekday(iso)
  local day = calendar.read(iso)
  return day and calendar.weekday(day)
end

--- date.parse(place | string, reference?, direction?) -> string?
-- What the text says of a date or time, in ISO 8601: a day ("March 3, 2024": "2024-03-03"), month, year, quarter ("2018-Q3"), week
-- ("2024-W09"), a range of them ("May 3-5, 2024": "2024-05-03/2024-05-05"), a duration ("five years": "P5Y") or a time of the day
-- ("T22:30"). With a reference, the ISO date of the article, also "March 3", "Wednesday", "last week", "two years ago". Direction,
-- "past" or "future", says on which side of it "March 3" and "Wednesday" are; without it "March 3" is the nearest one, and
-- "Wednesday" the last. Nil when it is none of these.
function date.parse(text, reference, direction)
  local form = date_forms.read(gloss.fold(type(text) == "string" and text or text.text))
  local day = reference and calendar.read(reference)
  if not form or form.is_relative and not day then return nil end
  return form.resolve(form, day, direction) or nil
end

return date

-- What figures are worth: the amount and currency of a sum, the amount and unit of a share or quantity, the date or time in ISO
-- 8601.
local gloss, number, calendar, date_forms = require "gloss", require "number", require "calendar", require "date_forms"
local date, tense, remember = require "date", require "tense", require "remember"

local values, nothing = {}, {}

local DATELINE = 6                               -- figures among which the dateline has its day

-- -- Amounts

-- Of a range, "$5-10 million", the lower end is read with what stands after the upper one, unless it is then the higher.
local function range(text, read)
  local sign, low, high, rest = text:match "^(%D*)(%d[%d.,]*)%s*%D-(%d[%d.,]*)(.*)$"
  local most, what = read(low and sign .. high .. rest or "")
  if not most then return nil end
  local least = read(sign .. low .. rest)
  if least and least > most then least = read(sign .. low) end
  if least and least <= most then return least, most, what end
end

-- What a text is worth: a function from text to { amount = } or { least =, most = }, and in the field, what they are counted in.
local function worth(read, field)
  return remember(function(text)
    local amount, what = read(text)
    if amount then return { amount = amount, [field] = what } end
    local least, most, of = range(text, read)
    return { least = least, most = most, [field] = of }
  end)
end

local known_sums, learn_sum = worth(number.money, "currency")
local known_measures, learn_measure = worth(number.measure, "unit")

local function set(words)
  local found = {}
  for word in words:gmatch "%S+" do found[word] = true end
  return found
end

-- What may stand before a figure and change it.
local turning = set "- minus of a"
local shares = set "half quarter quarters third thirds fifth fifths tenth tenths fraction"

-- Is the sign before the figure a minus, and no dash?
local function is_minus(document, first)
  local sign, before = document[first - 1], document[first - 2]
  return sign.is_alpha or sign.last + 1 == document[first].first and not (before and before.last + 1 == sign.first)
end

-- "Half of one percent", "a quarter of a million pounds": the amount is not that of the words annotated.
local function is_part(document, first, before)
  if before == "a" then first = first - 1 end
  return first > 2 and document[first - 1].norm == "of" and shares[document[first - 2].norm]
end

-- The amount, unless what stands before the figure takes it away.
local function signed(amount, document, first)
  local before = amount and first > 1 and document[first - 1].norm
  if not turning[before] then return amount end
  if before == "of" or before == "a" then return not is_part(document, first, before) and amount or nil end
  return is_minus(document, first) and -amount or amount
end

local function add_amounts(fields, document, first, worth)
  fields.amount = signed(worth.amount, document, first)
  fields.least, fields.most, fields.currency, fields.unit = worth.least, worth.most, worth.currency, worth.unit
end

-- -- Dates

-- The day of the article: what it says of itself, or else its dateline.
local function day_of(document, figures)
  if document.date then return calendar.read(date.parse(document.date)) end
  for i = 1, math.min(#figures, DATELINE) do
    local place = figures[i].place
    local form = place.block.kind == "dateline" and date_forms.read(place.norm)
    local day = form and not form.is_relative and calendar.read(form:resolve())
    if day then return day end
  end
end

-- Before these a date is not on the calendar of the article, or not a certain one; parts may stand between: "her early 30s".
local unsure = set "fiscal financial academic every each his her their your my our"
local parts = set "early late mid"

local known_forms, learn_form = remember(function(text) return date_forms.read(gloss.fold(text)) end)

-- "The last week" is not "last week": what the article does to a period is a form of its own.
local function form_of(document, text, first)
  local form = known_forms[text]
  if form == nil then form = learn_form(text) end
  if not form or form.is_certain or first == 1 then return form end
  local before = document[first - 1].norm
  if unsure[before] or parts[before] and first > 2 and unsure[document[first - 2].norm] then return nil end
  return form.is_period and date_forms.read(before .. " " .. gloss.fold(text)) or form
end

-- The function date_of(figure, its text) -> value?, for the dates and times of a document.
local function dates_of(document, figures)
  local day = nil
  return function(figure, text)
    local first = figure.first
    local form = form_of(document, text, first)
    if not form or not form.is_relative then return form and form:resolve() or nil end
    if day == nil then day = day_of(document, figures) or false end
    local direction = day and form.is_open and tense(document, first, figure.last)
    if not day or direction == "unsure" then return nil end
    return form:resolve(day, direction) or nil
  end
end

--- values.of(document, figures) -> function(fields, figure)
-- Sets the fields of an annotation that say what the figure, one of the list that figures.find gives, is worth; its text is in the
-- field `name` already.
function values.of(document, figures)
  local date_of = dates_of(document, figures)
  return function(fields, figure)
    local type, text = figure.type, fields.name
    local worth = nothing
    fields.value = nil
    if type == "DATE" or type == "TIME" then
      fields.value = date_of(figure, text)
    elseif type == "MONEY" then
      worth = known_sums[text] or learn_sum(text)
    else
      worth = known_measures[text] or learn_measure(text)
    end
    add_amounts(fields, document, figure.first, worth)
  end
end

return values

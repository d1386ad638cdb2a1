-- What figures are worth: the amount and currency of a sum, the amount and unit of a share or quantity, the date or time in ISO
-- 8601.
local gloss, number, calendar, date_forms = require "gloss", require "number", require "calendar", require "date_forms"
local date, tense, remember = require "date", require "tense", require "remember"

local values = {}

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

local minus = gloss.wordset { "-", "−", "minus" }
local shares = gloss.wordset { "half", "quarter", "quarters", "third", "thirds", "fifth", "fifths", "tenth", "tenths", "fraction" }
local unsure = gloss.wordset { "fiscal", "financial", "academic", "every", "each", "his", "her", "their", "your", "my", "our" }

-- Is there a sign before the figure, that no dash is?
local function is_negative(document, first)
  local sign = document[first - 1]
  if not sign or not minus:has(sign) then return false end
  local before = document[first - 2]
  return sign.is_alpha or sign.last + 1 == document[first].first and not (before and before.last + 1 == sign.first)
end

-- "Half of one percent", "a quarter of a million pounds": the amount is not that of the words annotated.
local function is_part(document, first)
  local before = document[first - 1]
  if before and before.norm == "a" then before = before:prev() end
  local share = before and before.norm == "of" and before:prev()
  return share and shares:has(share)
end

local function add_amounts(fields, figure, worth)
  local document, first = figure.place.document, figure.first
  if is_part(document, first) then return end
  for name, value in pairs(worth) do fields[name] = value end
  if fields.amount and is_negative(document, first) then fields.amount = -fields.amount end
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

-- "The last week" is not "last week": what the article does to a period is a form of its own.
local function form_of(document, place, first)
  local form = date_forms.read(place.norm)
  local before = form and document[first - 1]
  if not before or not before.is_lower then return form end
  if not form.is_duration and (unsure:has(before) or first > 2 and unsure:has(document[first - 2])) then return nil end
  return form.is_period and date_forms.read(before.norm .. " " .. place.norm) or form
end

-- The function value_of(figure) -> value?, for the dates and times of a document.
local function dates_of(document, figures)
  local day = nil
  return function(figure)
    local first = figure.first
    local form = form_of(document, figure.place, first)
    if not form then return nil end
    if day == nil and form.is_relative then day = day_of(document, figures) or false end
    if form.is_relative and not day then return nil end
    local direction = form.is_open and tense(document, first, figure.last)
    if direction == "unsure" then return nil end
    return form:resolve(day, direction) or nil
  end
end

--- values.of(document, figures) -> function(fields, figure)
-- Adds to the fields of an annotation what the figure, one of the list that figures.find gives, is worth.
function values.of(document, figures)
  local date_of = dates_of(document, figures)
  return function(fields, figure)
    local type = figure.type
    if type == "DATE" or type == "TIME" then
      fields.value = date_of(figure)
    else
      local text = figure.place.norm
      local worth = type == "MONEY" and (known_sums[text] or learn_sum(text))
        or type ~= "MONEY" and (known_measures[text] or learn_measure(text))
      add_amounts(fields, figure, worth)
    end
  end
end

return values

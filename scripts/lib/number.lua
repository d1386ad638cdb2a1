-- Numbers as they are written: in figures, in words, in both ("5 million"); sums of money ("$2.3bn"), shares and quantities.
local gloss = require "gloss"

local number = {}

-- -- Decimals, so that 4.1 million is 4100000: { n, e } is n * 10^e. Where n does not fit an integer it is a float.

local function product(m, n)
  local rough = m * (n + 0.0)
  return math.abs(rough) < 2.0 ^ 62 and m * n or rough
end

local function power(e)
  return math.tointeger(10.0 ^ e) or 10.0 ^ e
end

local function decimal(n, e)
  while math.type(n) == "integer" and n ~= 0 and n % 10 == 0 do n, e = n // 10, e + 1 end
  return { n = n, e = e }
end

local function times(a, b)
  return decimal(product(a.n, b.n), a.e + b.e)
end

local function plus(a, b)
  local e = math.min(a.e, b.e)
  return decimal(product(a.n, power(a.e - e)) + product(b.n, power(b.e - e)), e)
end

local function value_of(a)
  local is_written = math.type(a.n) == "integer" and a.e < 0
  local value = is_written and tonumber(("%de%d"):format(a.n, a.e)) or product(a.n, power(a.e))
  return math.tointeger(value) or value
end

-- "1200", "3.5", ".5"
local function plain(text)
  local whole, part = text:match "^(%d*)%.?(%d*)$"
  return decimal(tonumber(whole .. part), -#part)
end

-- -- Words

-- Where no folder has the list, there are figures only.
local function rows(file)
  local found, list = pcall(gloss.data, file)
  return found and list or {}
end

local words = {}                                 -- word -> what it is worth
for _, row in ipairs(rows "number_words.tsv") do
  local value = row.value or ""
  words[row.word] = value:find "^%d+%.?%d*$" and plain(value) or tonumber(value) and decimal(tonumber(value), 0)
end

-- The rows of a list by folded name, but for those that are numbers.
local function by_name(file)
  local list = {}
  for _, row in ipairs(rows(file)) do
    local name = gloss.fold(row.name)
    if not words[name] then list[name] = row end
  end
  return list
end

local currencies, units = by_name "currencies.tsv", by_name "units.tsv"

local left_out = {}                              -- what may stand after a number: currencies and "percent"
for name, row in pairs(currencies) do left_out[name] = row end
for name, row in pairs(units) do left_out[name] = row.type == "percent" and row or left_out[name] end

local fillers = { a = true, an = true, ["and"] = true, ["%"] = true }
local fractions = {}
for sign, value in pairs { ["½"] = 1 / 2, ["⅓"] = 1 / 3, ["⅔"] = 2 / 3, ["¼"] = 1 / 4, ["¾"] = 3 / 4, ["⅛"] = 1 / 8 } do
  fractions[sign] = { n = value, e = 0 }
end
local multiples = { dozen = true, dozens = true }

-- Commas stand between groups of three, or, as in India, of two before the last three.
local function is_grouped(head, groups)
  local between = groups:match "^([%d,]*),%d%d%d$"
  return between and (between:gsub(",%d%d%d", "") == "" or #head < 3 and between:gsub(",%d%d", "") == "")
end

-- "1,200", "3.5", "1/2"
local function figure(text)
  if text:find "^%d+$" or text:find "^%d*%.%d+$" then return plain(text) end
  local head, groups, part = text:match "^(%d%d?%d?)(,[%d,]+)(%.?%d*)$"
  if head and is_grouped(head, groups) and part ~= "." then return plain(head .. groups:gsub(",", "") .. part) end
  local upper, lower = text:match "^(%d+)/(%d+)$"
  if upper and tonumber(lower) > 0 then return decimal(tonumber(upper) / tonumber(lower), 0) end
end

-- "3.5bn", "10k", "2½"
local function figure_with_rest(text)
  local head, rest = text:match "^([%d.,]*%d)([^%d.,]+)$"
  local value = head and figure(head)
  if not value then return end
  if fractions[rest] then return plus(value, fractions[rest]) end
  rest = rest:gsub("%%$", "")
  if rest == "" then return value end
  return words[rest] and times(value, words[rest])
end

local function worth(word)
  return words[word] or figure(word) or fractions[word] or figure_with_rest(word)
end

-- "fifty-one" is in the list; "two-thirds" is not, and "one-and-a-half" is taken apart
local function words_of(text)
  local found = {}
  for word in text:gmatch "%S+" do
    if worth(word) or fillers[word] then
      found[#found + 1] = word
    else
      for part in word:gmatch "[^-]+" do found[#found + 1] = part end
    end
  end
  return found
end

-- -- Several words

-- Half is added to anything, another number to one with as many zeros as it has figures: "twenty five", but not "five five".
local function can_follow(word, value, group)
  return value < 1 or words[word] and group % 10 ^ #("%d"):format(value) == 0
end

-- What the words of a group, below a thousand, are with one more: "two hundred" and "fifty". Nil: it does not go on so.
local function grown(group, word, value)
  if not group then return value end
  local size, so_far = value_of(value), value_of(group)
  if words[word] and (size == 100 or multiples[word]) then return times(group, value) end
  return can_follow(word, size, so_far) and plus(group, value) or nil
end

-- From a thousand on a word ends its group: "two million three hundred thousand", "5 lakh crore".
local function closed(sum, group, word, value)
  if #word <= 2 and not group then return nil end          -- "bn" and "k" stand after a number only
  if sum and not group then return times(sum, value) end
  local part = group and times(group, value) or value
  return sum and plus(sum, part) or part
end

local function sum_of(list)
  local sum, group
  for _, word in ipairs(list) do
    local value = worth(word)
    if not value then
      if not fillers[word] then return nil end
    elseif words[word] and value_of(value) >= 1000 then
      sum, group = closed(sum, group, word, value), nil
      if not sum then return nil end
    else
      group = grown(group, word, value)
      if not group then return nil end
    end
  end
  return sum and group and plus(sum, group) or sum or group
end

-- -- Currencies and units

-- The text without the currency before its figure ("$", "US$", "Rs"), and that.
local function without_sign(text)
  local sign, at = text:match "^(%D-)%s*()[-+]?%d"
  if not currencies[sign] then sign, at = text:match "^(%D-)%s*()[-+]?%.%d" end
  if currencies[sign] then return text:sub(at), currencies[sign] end
  return text
end

-- The text without the name after ("dollars", "€", "km"), and that; a hyphen may stand for each space. The longest name counts,
-- which begins first.
local function without_name(text, names)
  for at in text:gmatch "[%s%d-]()[^%s%d-]" do
    local name = text:sub(at)
    local found = names[name] or names[name:gsub("-", " ")]
    if found then return text:sub(1, at - 1):gsub("[ -]$", ""), found end
  end
  local bare, sign = text:match "^(.*%l)([^%w%s]+)$"
  if names[sign] then return bare, names[sign] end
  return text
end

local function amount_of(before, after, text)
  local sum = (before == "" or after == "") and sum_of(words_of(text))
  local value = sum and value_of(sum)
  if not value or value ~= value or math.abs(value) == math.huge then return nil end
  return before .. after == "-" and -value or value
end

-- The text on one line, without its sign and "a", and the sign.
local function plain_text(text)
  text = gloss.fold(type(text) == "string" and text or text.text):gsub("\u{A0}", " "):gsub("\u{202F}", " ")
  local before, rest = text:gsub("%s+", " "):gsub(" $", ""):match "^ ?([-+]?) ?(.*)$"
  return rest:gsub("^an? ", ""), before
end

-- The amount that the text is, or nil, and what stands before or after it and is left out: a row of its list.
local function read(text)
  local rest, before = plain_text(text)
  local amount, sign = without_sign(rest)
  local after, figures = amount:match "^ ?([-+]?) ?(.*)$"
  local bare, name = without_name(figures, left_out)
  return amount_of(before, after, bare), sign or name
end

--- number.parse(place | string) -> number?
-- The number that the text is, the nearest there is to what is written, an integer where it is whole: in figures ("1,200"), in
-- words ("fifty-one", "half a dozen"), in both ("4.1 million", "3.5bn"); with a sign, "percent", or a currency ("$2.3bn",
-- "5 million euros"), which are left out. Nil when it is none, or more than one.
function number.parse(text)
  return (read(text))
end

local function scaled(amount, share)
  if not amount or not share or share == 1 then return amount end
  local value = tonumber(("%.14g"):format(amount * share))
  return math.tointeger(value) or value
end

--- number.money(place | string) -> amount?, currency?
-- The sum that the text is, and the code of its currency in ISO 4217: "$2.3bn" is 2300000000 and "USD", "40p" is 0.4 and "GBP". The
-- code is nil when several countries have a currency of that name ("pesos"); both are nil when the text is no sum of money.
function number.money(text)
  local amount, currency = read(text)
  if not amount or not currency or not currency.share then return nil end
  return scaled(amount, tonumber(currency.share)), currency.currency
end

--- number.measure(place | string) -> amount?, unit?
-- The share or quantity that the text is, and its unit: "5.5 per cent" is 5.5 and "%", "3,000-metre" 3000 and "m". Nil when it is
-- none.
function number.measure(text)
  local rest, before = plain_text(text)
  local bare, unit = without_name(rest, units)
  local amount = unit and amount_of(before, "", bare)
  if amount then return amount, unit.unit end
end

return number

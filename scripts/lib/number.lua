-- Numbers as they are written: in figures, in words, and in both ("5 million").
local gloss = require "gloss"

local number = {}

local values = {}                                -- word -> what it is worth; a language without the list has its figures
local found, rows = pcall(gloss.data, "number_words.tsv")
for _, row in ipairs(found and rows or {}) do values[row.word] = math.tointeger(row.value) or tonumber(row.value) end

local fillers = { a = true, an = true, ["and"] = true, ["%"] = true, percent = true, per = true, cent = true, pct = true }
local fractions = { ["½"] = 1 / 2, ["⅓"] = 1 / 3, ["⅔"] = 2 / 3, ["¼"] = 1 / 4, ["¾"] = 3 / 4, ["⅛"] = 1 / 8 }

-- "1,200", "3.5", "1/2": commas stand between groups of three
local function figure(text)
  if text:find "^%d+$" or text:find "^%d*%.%d+$" then return tonumber(text) end
  if text:find "^%d%d?%d?,%d%d%d[,.%d]*$" and not text:find ",%d%d?%f[%D]" and not text:find ",%d%d%d%d"
    and not text:find "%..*[,.]" then
    return tonumber((text:gsub(",", "")))
  end
  local upper, lower = text:match "^(%d+)/(%d+)$"
  if upper and tonumber(lower) > 0 then return tonumber(upper) / tonumber(lower) end
end

-- "3.5bn", "10k", "2½"
local function figure_with_rest(text)
  local head, rest = text:match "^([%d.,]*%d)([^%d.,]+)$"
  local value = head and figure(head)
  if not value then return end
  if fractions[rest] then return value + fractions[rest] end
  rest = rest:gsub("%%$", "")
  if rest == "" then return value end
  return values[rest] and value * values[rest]
end

local function value_of(word)
  return values[word] or figure(word) or fractions[word] or figure_with_rest(word)
end

-- "fifty-one" is in the list; "two-thirds" is not, and "one-and-a-half" is taken apart
local function words_of(text)
  local words = {}
  for word in text:gmatch "%S+" do
    if value_of(word) or fillers[word] then
      words[#words + 1] = word
    else
      for part in word:gmatch "[^-]+" do words[#words + 1] = part end
    end
  end
  return words
end

-- A greater word multiplies what stands before it, a smaller one is added; from a thousand on a word ends its group.
local function sum_of(words)
  local sum, group
  for _, word in ipairs(words) do
    local value = value_of(word)
    if not value then
      if not fillers[word] then return nil end
    elseif value >= 1000 and values[word] then
      if #word <= 2 and not group then return nil end          -- "bn" and "k" stand behind a number only
      if group or not sum then sum = (sum or 0) + (group or 1) * value else sum = sum * value end
      group = nil
    elseif group and value > group then
      group = group * value
    else
      group = (group or 0) + value
    end
  end
  return (sum or group) and (sum or 0) + (group or 0)
end

--- number.parse(place | string) -> number?
-- The number that the text is: "1,200", "5 million", "3.5bn", "fifty-one", "half a dozen", "12 percent" (12). Nil when it is none.
function number.parse(text)
  text = gloss.fold(type(text) == "string" and text or text.text)
  local sign, rest = text:match "^%s*([-+]?)%s*(.-)%s*$"
  local value = sum_of(words_of(rest))
  if value and sign == "-" then value = -value end
  return value and (math.tointeger(value) or value)
end

return number

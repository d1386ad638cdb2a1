-- gloss.tally: a fold that groups rows by some columns, counts them, and sums up others.
--
-- An accumulator has a group for each key: { by, count, states }: the values of its `by` columns, its rows, and a state for each of
-- the other columns, in the order of `kinds`.

local SMALL = 1 << 53                            -- integers up to here are floats as well

-- -- Sums: exact, so that they do not depend on the order. A state is { count, are_integers, part, … }: the parts are floats that
-- do not overlap, smallest first, whose sum is that of all that was added (Shewchuk 1997).

local function add_float(sum, x, column)
  local size, kept = #sum, 2
  for i = 3, size do
    local y = sum[i]
    if math.abs(x) < math.abs(y) then x, y = y, x end
    local high = x + y
    local low = y - (high - x)
    if low ~= 0 then kept, sum[kept + 1] = kept + 1, low end
    x = high
  end
  if x - x ~= 0 then error(("the sum of \"%s\" is beyond what a number holds"):format(column), 0) end
  if x ~= 0 then kept, sum[kept + 1] = kept + 1, x end
  for i = size, kept + 1, -1 do sum[i] = nil end
end

local function add_number(sum, x, column)
  local is_integer = math.type(x) == "integer"
  sum[1], sum[2] = sum[1] + 1, sum[2] and is_integer
  if not is_integer or (-SMALL <= x and x <= SMALL) then return add_float(sum, x + 0.0, column) end
  add_float(sum, (x >> 32) * 2.0^32, column)
  add_float(sum, (x & 0xFFFFFFFF) + 0.0, column)
  if x < 0 then add_float(sum, -2.0^64, column) end
end

local function add_sum(sum, later, column)
  sum[1], sum[2] = sum[1] + later[1], sum[2] and later[2]
  for i = 3, #later do add_float(sum, later[i], column) end
end

-- The float nearest to the sum: where it lies half way between two, the smaller parts decide.
local function rounded(sum)
  local i = #sum
  local high, low = i > 2 and sum[i] or 0.0, 0.0
  while i > 3 and low == 0 do
    i = i - 1
    local x = high
    high = x + sum[i]
    low = sum[i] - (high - x)
  end
  local rest = i > 3 and sum[i - 1] or 0
  if low * rest > 0 and high + 2 * low - high == 2 * low then high = high + 2 * low end
  return high
end

local function total(sum)
  local float = rounded(sum)
  if not sum[2] or math.abs(float) > 2.0^63 then return float end
  local integer = 0
  for i = 3, #sum do integer = integer + (math.tointeger(sum[i]) or math.mininteger) end -- 2^63
  return (integer > 0) == (float > 0) and integer or float -- beyond 2^63 it comes round
end

-- -- What a column can come to: how its state begins, what a value and a later state do to it, and what it says in the end

local function check_number(x, column)
  if type(x) == "number" and x - x == 0 then return end
  error(("add: \"%s\" is summed up, and needs a finite number, not %s"):format(column, type(x) == "number" and x or type(x)), 4)
end

local function check_order(x, column)
  if type(x) == "string" or type(x) == "number" and x == x then return end
  error(("add: \"%s\" needs numbers or strings, to be compared, not a %s"):format(column, type(x)), 4)
end

local function check_nothing() end

-- Keeps one value; `takes` says whether a new one takes the place of the old one.
local function keeper(takes, check)
  local function add(kept, x, column)
    if kept[1] ~= nil and type(kept[1]) ~= type(x) and check == check_order then
      error(("\"%s\" has numbers and strings, which cannot be compared"):format(column), 0)
    end
    if kept[1] == nil or takes(x, kept[1]) then kept[1] = x end
  end
  return {
    check = check, add = add,
    begin = function() return {} end,
    merge = function(kept, later, column) if later[1] ~= nil then add(kept, later[1], column) end end,
    say = function(kept) return kept[1] end,
  }
end

local function begin_sum() return { 0, true } end

local kinds = {
  sum = { check = check_number, begin = begin_sum, add = add_number, merge = add_sum, say = total },
  mean = { check = check_number, begin = begin_sum, add = add_number, merge = add_sum,
           say = function(sum) return sum[1] > 0 and rounded(sum) / sum[1] or nil end },
  min = keeper(function(x, kept) return x < kept end, check_order),
  max = keeper(function(x, kept) return x > kept end, check_order),
  first = keeper(function() return false end, check_nothing),
}
local order = { "sum", "mean", "min", "max", "first" }
local others = { by = "table", rows = "function", top = "number" }

-- -- Settings

local function refuse(format, ...) error(format:format(...), 0) end

local function check_keys(settings)
  if type(settings) ~= "table" then refuse("needs a table of settings, not a %s", type(settings)) end
  for key, value in pairs(settings) do
    local wanted = kinds[key] and "table" or others[key]
    if not wanted then refuse("unknown \"%s\"; it takes by, rows, top, %s", key, table.concat(order, ", ")) end
    if type(value) ~= wanted then refuse("`%s` must be a %s, not a %s", key, wanted, type(value)) end
  end
  if not settings.rows then refuse("needs `rows`, the function that adds them") end
end

-- All columns in order, and by name those that are not of `by`: { name, kind }.
local function columns_of(settings)
  local columns, measures, known = {}, {}, { count = true }
  local function add(name, kind)
    if known[name] then refuse("the column \"%s\" is there already", name) end
    known[name], columns[#columns + 1] = true, name
    if kind then measures[#measures + 1] = { name = name, kind = kinds[kind] } end
  end
  for _, name in ipairs(settings.by or {}) do add(name) end
  columns[#columns + 1] = "count"
  for _, kind in ipairs(order) do
    for _, name in ipairs(settings[kind] or {}) do add(name, kind) end
  end
  return columns, measures, known
end

-- -- Groups

local function check_row(row, known)
  if type(row) ~= "table" then error("add: needs a table by column, not a " .. type(row), 3) end
  for name in pairs(row) do
    if not known[name] or name == "count" then error(("add: no column \"%s\" in this tally"):format(name), 3) end
  end
end

-- The values that a row is grouped by, and one string that says them.
local function key_of(row, by)
  local values, parts = {}, {}
  for i, name in ipairs(by) do
    local value = row[name]
    local kind = type(value)
    if kind == "nil" then error(("add: no \"%s\", which rows are grouped by"):format(name), 3) end
    if kind ~= "string" and kind ~= "number" and kind ~= "boolean" then
      error(("add: \"%s\" is a %s: rows are grouped by strings, numbers and booleans"):format(name, kind), 3)
    end
    if math.type(value) == "float" then value = math.tointeger(value) or value end
    local text = math.type(value) == "float" and ("%.17g"):format(value) or tostring(value)
    values[i], parts[i] = value, kind:sub(1, 1) .. #text .. ":" .. text
  end
  return table.concat(parts), values
end

local function new_group(values, measures)
  local states = {}
  for i, measure in ipairs(measures) do states[i] = measure.kind.begin() end
  return { values, 0, states }
end

local function add_row(group, row, measures)
  group[2] = group[2] + 1
  for i, measure in ipairs(measures) do
    local value = row[measure.name]
    if value ~= nil then
      measure.kind.check(value, measure.name)
      measure.kind.add(group[3][i], value, measure.name)
    end
  end
end

local function merge_group(group, later, measures)
  group[2] = group[2] + later[2]
  for i, measure in ipairs(measures) do measure.kind.merge(group[3][i], later[3][i], measure.name) end
end

-- -- Rows

local function is_less(a, b)
  if type(a) ~= type(b) then return type(a) < type(b) end
  if type(a) == "boolean" then return b and not a end
  return a < b
end

-- Most rows first, then by the values of `by`.
local function comes_before(a, b)
  if a[2] ~= b[2] then return a[2] > b[2] end
  for i, value in ipairs(a[1]) do
    if value ~= b[1][i] then return is_less(value, b[1][i]) end
  end
  return false
end

local function row_of(group, by, measures)
  local row = { count = group[2] }
  for i, name in ipairs(by) do row[name] = group[1][i] end
  for i, measure in ipairs(measures) do row[measure.name] = measure.kind.say(group[3][i]) end
  return row
end

local function rows_of(groups, settings, measures)
  local list, rows = {}, {}
  for _, group in pairs(groups) do list[#list + 1] = group end
  table.sort(list, comes_before)
  for i = 1, math.min(#list, settings.top or #list) do rows[i] = row_of(list[i], settings.by or {}, measures) end
  return rows
end

local function make(settings)
  check_keys(settings)
  local columns, measures, known = columns_of(settings)
  return {
    columns = columns,
    init = function() return {} end,
    step = function(groups, document, options)
      settings.rows(document, function(row)
        check_row(row, known)
        local key, values = key_of(row, settings.by or {})
        groups[key] = groups[key] or new_group(values, measures)
        add_row(groups[key], row, measures)
      end, options)
    end,
    merge = function(groups, later)
      for key, group in pairs(later) do
        if groups[key] then merge_group(groups[key], group, measures) else groups[key] = group end
      end
    end,
    finish = function(groups) return rows_of(groups, settings, measures) end,
  }
end

--- The fold; or nil, and what is wrong with the settings.
return function(settings)
  local done, result = pcall(make, settings)
  return done and result or nil, result
end

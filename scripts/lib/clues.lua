-- What speaks for a name being a person, an organisation, a place or something else with a name: its clues, and what they weigh.
-- Pure. A clue is a kind and a value ("before", "in"). Weights are learned (tools/data/learn_names.py) and can be read and changed:
-- columns clue, value, person, org, place, other. The four stand in one integer, sixteen bits each, in hundredths, so that adding up
-- clues is adding integers.
local clues = {}

function clues.pack(person, org, place, other)
  local function lane(x, shift) return math.floor(x * 100 + 0.5) << shift end
  return lane(person, 0) + lane(org, 16) + lane(place, 32) + lane(other, 48)
end

-- The four numbers of a sum, in hundredths: what a lane has borrowed from the next is given back.
function clues.unpack(sum)
  local person = ((sum + 0x8000) & 0xFFFF) - 0x8000
  sum = (sum - person) >> 16
  local org = ((sum + 0x8000) & 0xFFFF) - 0x8000
  sum = (sum - org) >> 16
  local place = ((sum + 0x8000) & 0xFFFF) - 0x8000
  local other = (sum - place) >> 16 & 0xFFFF
  return person, org, place, other < 0x8000 and other or other - 0x10000
end

local kinds_of_clue = { "any", "size", "list", "shape", "word", "end", "shapes", "first", "last", "end2", "inner", "before", "after", "titled", "opens" }

-- Weights by clue and value, out of the rows of the table.
function clues.weights(rows)
  local weights = {}
  for _, kind in ipairs(kinds_of_clue) do weights[kind] = {} end
  for _, row in ipairs(rows) do
    weights[row.clue][row.value] = clues.pack(tonumber(row.person), tonumber(row.org), tonumber(row.place), tonumber(row.other))
  end
  return weights
end

local sizes = { "1", "2", "3" }

-- The sum of the clues inside a name: words is a list of { low =, ending =, flags = }, kinds what the lists call all of it.
function clues.inside(weights, words, kinds)
  local n = #words
  local first, last, size = words[1], words[n], sizes[n] or "4"
  local sum = 0
  local function see(kind, value) sum = sum + (weights[kind][value] or 0) end
  see("any", "name")
  see("size", size)
  for i = 1, #kinds do see("list", kinds[i]) end
  if #kinds == 0 then see("list", "none") end
  if n == 1 then
    see("shape", first.flags)
    see("word", first.low)
    see("end", first.ending)
  else
    see("shapes", size .. " " .. first.flags .. " " .. last.flags)
    see("first", first.low)
    see("last", last.low)
    see("end2", last.ending)
    for i = 2, n - 1 do see("inner", words[i].low) end
  end
  return sum
end

-- The sum of the clues around a mention of it.
function clues.around(weights, name, before, after)
  local sum = weights.after[after] or 0
  if name.titled then
    local titled = weights.titled
    return sum + (titled.any or 0) + (titled[name.titled] or 0)
  end
  sum = sum + (weights.before[before] or 0)
  return before == "^" and sum + (weights.opens[name.opens] or 0) or sum
end

return clues

-- What speaks for a name being a person, an organisation, a place or something else with a name: its clues, and what they weigh.
-- Pure. A clue is a kind and a value ("before", "in"). Weights are learned (tools/data/learn_names.py) and can be read and changed:
-- columns clue, value, person, org, place, other. The four stand in one integer, sixteen bits each, in hundredths, so that adding up
-- clues is adding integers.
local clues = {}

clues.types = { "PERSON", "ORG", "PLACE", "OTHER" }

function clues.pack(person, org, place, other)
  local function lane(x, shift) return math.floor(x * 100 + 0.5) << shift end
  return lane(person, 0) + lane(org, 16) + lane(place, 32) + lane(other, 48)
end

-- The four numbers of a sum, in hundredths: what a lane has borrowed from the next is given back.
function clues.unpack(sum)
  local function lane()
    local low = ((sum + 0x8000) & 0xFFFF) - 0x8000
    sum = (sum - low) >> 16
    return low
  end
  return lane(), lane(), lane(), lane()
end

-- Weights by clue and value, out of the rows of the table.
function clues.weights(rows)
  local weights = {}
  for _, row in ipairs(rows) do
    local of = weights[row.clue] or {}
    weights[row.clue] = of
    of[row.value] = clues.pack(tonumber(row.person), tonumber(row.org), tonumber(row.place), tonumber(row.other))
  end
  return weights
end

-- The last three letters.
local function ending(word) return word:sub(utf8.offset(word, -3) or 1) end

local function flags(word)
  return (word.given and "g" or "") .. (word.surname and "s" or "") .. (word.ordinary and "o" or "")
    .. (word.text:find "^%u%.?$" and "i" or "") .. (#word.text > 1 and word.text == word.upper and "U" or "")
end

-- Shows see(kind, value) the clues inside a name: words is a list of { text =, low =, upper =, given =, surname =, ordinary = },
-- kinds what the lists call all of it.
function clues.inside(words, kinds, see)
  local first, last = words[1], words[#words]
  local size = #words > 3 and "4" or tostring(#words)
  see("any", "name")
  see("size", size)
  see("shape", size .. " " .. flags(first) .. (#words > 1 and " " .. flags(last) or ""))
  for _, kind in ipairs(#kinds > 0 and kinds or { "none" }) do see("list", kind) end
  if #words == 1 then
    see("word", first.low)
    see("end", ending(first.low))
    if first.text:find "%d" then see("mark", "digit") end
    if #first.text < 4 then see("mark", "short") end
  else
    see("first", first.low)
    see("last", last.low)
    see("end2", ending(last.low))
    for i = 2, #words - 1 do see("inner", words[i].low) end
  end
end

-- Shows the clues around a mention of it.
function clues.around(name, before, after, see)
  see("after", after)
  if name.titled then
    see("titled", "any")
    see("titled", name.titled)
  else
    see("before", before)
    if before == "^" then see("opens", name.opens) end
  end
end

return clues

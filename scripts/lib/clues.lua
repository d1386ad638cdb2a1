-- What speaks for a name being a person, an organisation, a place or something else with a name: its clues, and what they weigh.
-- Pure. A clue is a kind and a value ("before", "in"); lists of them are flat: kind, value, kind, value, …
-- Weights are learned (tools/data/learn_names.py) and can be read and changed: columns clue, value, person, org, place, other.
local clues = {}

clues.types = { "person", "org", "place", "other" }

-- Weights by clue and value, out of the rows of the table.
function clues.weights(rows)
  local weights = setmetatable({}, { __index = function(table, key) local new = {} table[key] = new return new end })
  for _, row in ipairs(rows) do
    weights[row.clue][row.value] = { tonumber(row.person), tonumber(row.org), tonumber(row.place), tonumber(row.other) }
  end
  return weights
end

-- Adds what a clue weighs to a list of four.
function clues.add(weights, kind, value, sum)
  local weight = weights[kind][value]
  if weight then sum[1], sum[2], sum[3], sum[4] = sum[1] + weight[1], sum[2] + weight[2], sum[3] + weight[3], sum[4] + weight[4] end
end

function clues.add_all(weights, list, sum)
  for i = 1, #list, 2 do clues.add(weights, list[i], list[i + 1], sum) end
end

-- The clues around a mention.
function clues.around(name, before, after)
  local list = { "after", after }
  if name.titled then return { "after", after, "titled", "any", "titled", name.titled } end
  if before == "^" then return { "after", after, "before", "^", "opens", name.opens } end
  return { "after", after, "before", before }
end

-- The last three letters.
local function ending(word) return word:sub(utf8.offset(word, -3) or 1) end

-- The clues inside a name: words is a list of { text =, low =, given =, surname =, ordinary = }, kinds what the lists call all of it.
function clues.inside(words, kinds)
  local n, list = #words, { "any", "name" }
  local function see(kind, value) list[#list + 1], list[#list + 2] = kind, value end
  local first, last = words[1], words[n]
  for _, kind in ipairs(kinds) do see("list", kind) end
  if #kinds == 0 then see("list", "none") end
  local function flags(word)
    return (word.given and "g" or "") .. (word.surname and "s" or "") .. (word.ordinary and "o" or "")
      .. (word.text:find "^%u%.?$" and "i" or "") .. (#word.text > 1 and word.text == word.upper and "U" or "")
  end
  local size = n > 3 and "4" or tostring(n)
  see("shape", size .. " " .. flags(first) .. (n > 1 and " " .. flags(last) or ""))
  see("size", size)
  if n == 1 then
    see("word", first.low)
    see("end", ending(first.low))
    if first.text:find "[%d]" then see("mark", "digit") end
    if first.text:find "." and #first.text < 4 then see("mark", "short") end
    if first.text:find "-" then see("mark", "hyphen") end
  else
    see("first", first.low)
    see("last", last.low)
    see("end2", ending(last.low))
    for i = 2, n - 1 do see("inner", words[i].low) end
  end
  return list
end

return clues

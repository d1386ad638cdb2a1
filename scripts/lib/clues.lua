-- What speaks for a name being a person, an organisation, a place or something else with a name: its clues, and what they weigh.
-- A clue is a kind and a value ("before", "in"). Weights are learned (tools/data/learn_names.py) and can be read and changed. The
-- four of a clue stand in one integer, sixteen bits each, in hundredths, so that adding up clues is adding integers.
local gloss, remember = require "gloss", require "remember"

local clues = {}

local list = gloss.gazetteer("name_clues.tsv", { case = "fold" })

local function lane(text, shift) return ((tonumber(text) * 100 + 0.5) // 1 | 0) << shift end

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

local nothing = {}

-- What the entries of a value weigh, by the kind of the clue.
local function row_of(entries)
  if not entries then return nothing end
  local row = {}
  for i = 1, #entries do
    local entry = entries[i]
    row[entry.clue] = lane(entry.person, 0) + lane(entry.org, 16) + lane(entry.place, 32) + lane(entry.other, 48)
  end
  return row
end

-- A word of a text is looked up as the token it is, any other value by itself.
clues.row_of_word = remember(function(_, token) return row_of(list:get(token)) end)
local row_of_value, rows = remember(function(value) return row_of(list:get(value)) end)

-- The sum of a list of clues: each a kind, a value, and of a word its row.
function clues.sum(list)
  local sum = 0
  for i = 1, #list, 3 do
    local value = list[i + 1]
    local row = list[i + 2] or rows[value] or row_of_value(value)
    sum = sum + (row[list[i]] or 0)
  end
  return sum
end

local sizes = { "1", "2", "3" }

-- The clues inside a name of the words `first` to `last`, see name_words.lua. `kinds` are what the lists call all of it.
function clues.inside(words, first, last, kinds)
  local one, other, kind = words[first], words[last], kinds[1] or "none"
  local list
  if first == last then
    list = { "any", "name", false, "size", "1", false, "list", kind, false,
             "shape", one.flags, false, "word", one.low, one.row, "end", one.ending, false }
  else
    local size = sizes[last - first + 1] or "4"
    local shapes = size .. " " .. one.flags .. " " .. other.flags
    list = { "any", "name", false, "size", size, false, "list", kind, false, "shapes", shapes, false,
             "first", one.low, one.row, "last", other.low, other.row, "end2", other.ending, false }
    for i = first + 1, last - 1 do table.move({ "inner", words[i].low, words[i].row }, 1, 3, #list + 1, list) end
  end
  for i = 2, #kinds do table.move({ "list", kinds[i], false }, 1, 3, #list + 1, list) end
  return list
end

local any = row_of_value "any"

-- What a word, or an end of the sentence, weighs beside a name, or as a title in front of it.
local function beside(low, token)
  local row = token and clues.row_of_word(low, token) or row_of_value(low)
  return { low = low, before = row.before or 0, after = row.after or 0, titled = (any.titled or 0) + (row.titled or 0) }
end
clues.beside, clues.known_beside = remember(beside)
clues.START, clues.END = beside "^", beside "$"

-- A name at the start of a sentence: it begins with a word of every day, has one word, or more.
clues.opening = {}
for _, opens in ipairs { "ordinary", "other", "more" } do
  clues.opening[opens] = { low = opens, opens = row_of_value(opens).opens or 0 }
end

-- The sum of the clues around a mention: what the words beside it weigh.
function clues.around(name, before, after, title)
  if title then return after.after + title.titled end
  return after.after + before.before + (before.low == "^" and name.opening.opens or 0)
end

return clues

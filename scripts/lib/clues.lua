-- What suggests that a name is a person, an organisation, a place or something else with a name: its clues, and what they weigh.
-- A clue is a kind and a value ("before", "in"). Weights are learned (tools/data/learn_names.py) and can be read and changed. The
-- four of a clue, in hundredths, are in one integer, sixteen bits each, so that adding up clues is adding integers.
local gloss, remember = require "gloss", require "remember"

local clues = {}

local list = gloss.gazetteer("name_clues.tsv", { case = "fold" })
local nothing = {}

-- The row of a value, a word of the text or a string: what it weighs, by the kind of the clue.
function clues.row_of(value)
  local entries = list:get(value)
  if not entries then return nothing end
  local row = {}
  for i = 1, #entries do
    local entry = entries[i]
    row[entry.clue] = tonumber(entry.person) + (tonumber(entry.org) << 16) + (tonumber(entry.place) << 32)
      + (tonumber(entry.other) << 48)
  end
  return row
end

-- The four numbers of a sum. With half of what sixteen bits hold added to each, none is below zero, which would borrow from the
-- next.
function clues.unpack(sum)
  sum = sum + 0x8000800080008000
  return (sum & 0xFFFF) - 0x8000, (sum >> 16 & 0xFFFF) - 0x8000, (sum >> 32 & 0xFFFF) - 0x8000, (sum >> 48) - 0x8000
end

local sizes = { "1", "2", "3" }
local rows, learn_row = remember(function(value) return clues.row_of(value) end)

local function weight(value, kind) return (rows[value] or learn_row(value))[kind] or 0 end

-- The sum of the clues inside a name of the words `first` to `last`; see name_words.lua. `kinds` are what the lists call it.
function clues.inside(words, first, last, kinds)
  local one, other, size = words[first], words[last], sizes[last - first + 1] or "4"
  local sum = weight("name", "any") + weight(size, "size")
  for i = 1, #kinds do sum = sum + weight(kinds[i], "list") end
  if first == last then return sum + weight(one.flags, "shape") + (one.row.word or 0) + weight(one.ending, "end") end
  for i = first + 1, last - 1 do sum = sum + (words[i].row.inner or 0) end
  return sum + weight(size .. " " .. one.flags .. " " .. other.flags, "shapes") + (one.row.first or 0) + (other.row.last or 0)
    + weight(other.ending, "end2")
end

-- What weighs at the start of a sentence: a name of several words, or of one, which may be an everyday word.
function clues.opens(is_long, is_ordinary) return weight(is_long and "more" or is_ordinary and "ordinary" or "other", "opens") end

-- What a word, or an end of the sentence, weighs beside a name, or as a title before it.
function clues.beside(word)
  local row = clues.row_of(word)
  return { before = row.before or 0, after = row.after or 0, titled = weight("any", "titled") + (row.titled or 0) }
end

return clues

-- Writes the clues of every capitalised name, for learn_names.py:
-- gloss run -s tools/data/name_clues.lua --layers clue -f jsonl FILE
local clues = require "clues"

-- In place of what a clue weighs stands the clue: a list of kind and value. Adding is joining.
local list = {}

function list.__add(a, b)
  if type(a) == "number" or type(b) == "number" then return type(a) == "number" and b or a end
  local both = setmetatable(table.move(a, 1, #a, 1, {}), list)
  return table.move(b, 1, #b, #both + 1, both)
end

function clues.row_of(word)
  local value = type(word) == "string" and word or word.norm
  return setmetatable({}, { __index = function(_, kind) return setmetatable({ kind, value }, list) end })
end

local mentions = require "mentions"              -- which remembers what clues weigh from here on

return {
  about    = "The clues of every capitalised name, for learning what they weigh",
  provides = { clue = { list = "string" } },

  document = function(document)
    mentions.each(document, {}, function(place, name, around)
      document:annotate("clue", place, { list = table.concat(name.inside + around, "\t") })
    end)
  end,
}

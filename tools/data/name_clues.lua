-- Writes the clues of every capitalised name, for learn_names.py: gloss run -s tools/data/name_clues.lua --layers clue -f jsonl FILE
local mentions, clues = require "mentions", require "clues"

local list                                           -- what the weights write to, when they are asked
local weights = setmetatable({}, { __index = function(_, kind)
  return setmetatable({}, { __index = function(_, value) table.move({ kind, value }, 1, 2, #list + 1, list) end })
end })

local mentions_in = mentions.finder(function(words, kinds)
  list = {}
  clues.inside(weights, words, kinds)
  return list
end)

return {
  about    = "The clues of every capitalised name, for learning what they weigh",
  provides = { clue = { list = "string" } },

  document = function(document)
    mentions_in(document, function(place, name, before, after)
      list = table.move(name.inside, 1, #name.inside, 1, {})
      clues.around(weights, name, before, after)
      document:annotate("clue", place, { list = table.concat(list, "\t") })
    end)
  end,
}

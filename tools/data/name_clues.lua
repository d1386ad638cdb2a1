-- Writes the clues of every capitalised name, for learn_names.py: gloss run -s tools/data/name_clues.lua --layers clue -f jsonl FILE
local mentions, clues = require "mentions", require "clues"

return {
  about    = "The clues of every capitalised name, for learning what they weigh",
  provides = { clue = { list = "string" } },

  document = function(document)
    mentions.each(document, function(place, name, before, after)
      local around = clues.around(name, before, after)
      document:annotate("clue", place, { list = table.concat(name.clues, "\t") .. "\t" .. table.concat(around, "\t") })
    end)
  end,
}

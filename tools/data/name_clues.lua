-- Writes the clues of every capitalised name, for learn_names.py:
-- gloss run -s tools/data/name_clues.lua --layers clue -f jsonl FILE
local mentions, clues = require "mentions", require "clues"

-- The same word, which notes in the list what it is asked.
local function telling(word, list)
  return setmetatable({ low = word.low }, { __index = function(_, kind)
    table.move({ kind, word.low }, 1, 2, #list + 1, list)
    return 0
  end })
end

return {
  about    = "The clues of every capitalised name, for learning what they weigh",
  provides = { clue = { list = "string" } },

  document = function(document)
    mentions.each(document, function(place, name, before, after, title)
      local list = title and { "titled", "any" } or {}
      for i = 1, #name.clues, 3 do table.move(name.clues, i, i + 1, #list + 1, list) end
      clues.around({ opening = telling(name.opening, list) }, telling(before, list), telling(after, list),
                   title and telling(title, list))
      document:annotate("clue", place, { list = table.concat(list, "\t") })
    end)
  end,
}

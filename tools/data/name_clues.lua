-- Writes the clues of every capitalised name, for learn_names.py: gloss run -s tools/data/name_clues.lua --layers clue -f jsonl FILE
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
    mentions.each(document, function(place, name, before, after)
      local list = {}
      for _, known in ipairs { name.clues, name.clues_of_title or {} } do
        for i = 1, #known, 3 do table.move(known, i, i + 1, #list + 1, list) end
      end
      clues.around({ titled = name.titled, opening = telling(name.opening, list) }, telling(before, list), telling(after, list))
      document:annotate("clue", place, { list = table.concat(list, "\t") })
    end)
  end,
}

local gloss = require "gloss"

local weights = gloss.lexicon("weather.tsv", { by = "lemma" })

return {
  about    = "The mood of a weather report: its words, and what they add up to",
  provides = { mood = { weight = "number" } },

  document = function(document)
    local sum, words, days = 0, {}, 0
    for block in document:blocks() do
      if block.kind == "paragraph" or block.kind == "list_item" then
        days = days + 1
        for match in weights:matches(block) do
          document:annotate("mood", match, { weight = match.weight })
          sum = sum + match.weight
          words[#words + 1] = match.norm
        end
      end
    end
    if days > 0 then document:set("mood", { score = sum / days, words = words }) end
  end,

  tests = {
    { name = "phrases, forms and beginnings of words are weighed", text = "Storms, then thunderstorms, at last blue skies.",
      mood = { { "Storms", weight = -2 }, { "thunderstorms", weight = -2 }, { "blue skies", weight = 3 } },
      values = { mood = { score = -1 } } },
    { name = "a title is not weighed", text = "Storm over\n\nCalm and sun all day.", mood = { "Calm", "sun" },
      values = { mood = { words = { "calm", "sun" } } } },
  },
}

local gloss = require "gloss"
local words = gloss.wordset { "night train", "sleeper" }

---@type gloss.Script
return {
  about = "Say in one line what @NAME@ counts",
  tags  = { "fold" },
  fold  = gloss.tally {
    by = { "word" }, first = { "example" },
    rows = function(document, add)
      for match in words:matches(document) do add { word = match.norm, example = match.sentence.plain } end
    end,
  },

  tests = {
    { name = "words of all articles are counted", texts = { "A sleeper left.", "The sleeper is late. One night train runs." },
      rows = { { word = "sleeper", count = 2, example = "A sleeper left." },
               { word = "night train", count = 1, example = "One night train runs." } } },
  },
}

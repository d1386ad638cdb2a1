local gloss = require "gloss"
local words = gloss.wordset { "night train", "sleeper" }

---@type gloss.Script
return {
  about    = "Say in one line what @NAME@ finds",
  provides = { @NAME@ = { word = "string" } },
  document = function(document)
    for match in words:matches(document) do document:annotate("@NAME@", match, { word = match.norm }) end
  end,

  tests = {
    { name = "a word of the list is found, as it is written", text = "Night trains? One Night Train a week.",
      @NAME@ = { { "Night Train", word = "night train" } } },
    { name = "other words are not", text = "It rained.", @NAME@ = {} },
  },
}

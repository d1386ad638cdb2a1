local gloss = require "gloss"
local words = gloss.lexicon "@NAME@.tsv"

---@type gloss.Script
return {
  about    = "Say in one line what @NAME@ finds",
  provides = { @NAME@ = { weight = "number" } },
  document = function(document)
    for match in words:matches(document) do document:annotate("@NAME@", match, { weight = match.weight }) end
  end,

  tests = {
    { name = "a word of the list is found, with its weight", text = "It may rain.", @NAME@ = { { "may", weight = 1 } } },
    { name = "other words are not", text = "It rained.", @NAME@ = {} },
  },
}

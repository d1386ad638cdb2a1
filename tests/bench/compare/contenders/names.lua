local gloss = require "gloss"

local names = gloss.gazetteer("names.tsv", { case = "exact" })

return {
  about    = "The names of a list",
  provides = { name = { key = "string" } },
  document = function(document)
    for match in names:matches(document) do document:annotate("name", match, { key = match.entry.id }) end
  end,
}

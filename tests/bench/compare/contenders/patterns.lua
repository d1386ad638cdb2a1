local gloss = require "gloss"

local patterns = {}
for i, row in ipairs(gloss.data "patterns.tsv") do patterns[i] = gloss.pattern(row.query) end

return {
  about    = "How often the patterns of a list are met",
  provides = { "hits" },
  document = function(document)
    local hits = 0
    for _, pattern in ipairs(patterns) do
      for _ in pattern:matches(document) do hits = hits + 1 end
    end
    document:set("hits", hits)
  end,
}

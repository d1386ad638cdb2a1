local gloss = require "gloss"

local nicknames = gloss.gazetteer "nicknames.tsv"

return {
  about    = "Amends the entities: nicknames from a list are people, under their full names",
  requires = { "entity" },
  provides = { entity = { name = "string", nickname = "boolean" } },

  document = function(document)
    for match in nicknames:matches(document) do
      for entity in match:annotations "entity" do entity:remove() end
      document:annotate("entity", match, { type = "PERSON", name = match.entry.full, nickname = true })
    end
  end,

  tests = {
    { name = "what was there before gives way", text = "Supporters of Big Ann cheered in Porto.",
      given = { layers = { entity = { { "Big", type = "ORG" }, { "Porto", type = "GPE" } } } },
      entity = { { "Big Ann", type = "PERSON", name = "Ann Lee", nickname = true }, { "Porto", type = "GPE" } } },
  },
}

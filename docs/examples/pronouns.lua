local gloss = require "gloss"

local pronouns = gloss.wordset { "he", "she" }

-- The last person named before the place.
local function person_before(place)
  local entity = place:prev "entity"
  while entity and entity.type ~= "PERSON" do entity = entity:prev() end
  return entity
end

return {
  about    = "Whom \"he\" and \"she\" mean: the person named last",
  requires = { "entity" },
  provides = { pronoun = { who = "place" } },

  document = function(document)
    for match in pronouns:matches(document) do
      local person = person_before(match)
      if person then document:annotate("pronoun", match, { who = gloss.link(match, person) }) end
    end
  end,

  tests = {
    { text = "Ann Lee flew to Oslo. She was late.",
      given = { layers = { entity = { { "Ann Lee", type = "PERSON" }, { "Oslo", type = "GPE" } } } },
      pronoun = { { "She", who = "She" } } },
    { name = "nobody was named before", text = "She was late, Ann Lee said.",
      given = { layers = { entity = { { "Ann Lee", type = "PERSON" } } } }, pronoun = {} },
  },
}

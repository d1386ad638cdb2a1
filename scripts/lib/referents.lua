-- Who a mention is: the entity that it names, or the person that "he" means.
local gloss = require "gloss"

local referents = {}

local FAR = 12             -- entities back to the person whom "he" may mean
local speaks = { PERSON = true, ORG = true, GPE = true, NORP = true, FAC = true, LOC = true, WORK_OF_ART = true,
                 PRODUCT = true }

-- The entity that has the name: of several, the last person.
function referents.named(place)
  local best
  for entity in place:annotations "entity" do
    if speaks[entity.type] and (not best or entity.type == "PERSON") then best = entity end
  end
  return best
end

function referents.first(place)
  for entity in place:annotations "entity" do
    if speaks[entity.type] then return entity end
  end
end

local function first_person_of(sentence, last)
  for entity in sentence:annotations "entity" do
    if entity.type == "PERSON" and entity.index < last and not entity:annotation("quoted", "covering") then return entity end
  end
end

-- The person whom "he" or "she" means: the first one in the nearest sentence before it that names one outside quotations.
local function person_before(place)
  local near = place:prev "entity"
  for _ = 1, FAR do
    if not near then return nil end
    local person = near.type == "PERSON" and first_person_of(near.sentence, place.index)
    if person then return person end
    near = near:prev()
  end
end

-- Who spoke in the sentence before, if it is a person.
local function just_spoke(place, before)
  if not before or before.entity.type ~= "PERSON" then return nil end
  local sentence, previous = place.sentence, before.place.sentence
  return (previous == sentence or previous == sentence:prev()) and before.place.index < place.index and before.entity or nil
end

-- The person named before whom "he" means.
--   before   who spoke last: place and entity, or nil
function referents.meant(place, before)
  return just_spoke(place, before) or person_before(place)
end

return referents

local gloss, mentions, clues, bearers, figures = require "gloss", require "mentions", require "clues", require "bearers", require "figures"

local weights = clues.weights(gloss.data "name_clues.tsv")

local opening = { ['"'] = true, ["``"] = true, ["“"] = true, ["‘"] = true, ["'"] = true, ["`"] = true }
local closing = { ['"'] = true, ["''"] = true, ["”"] = true, ["’"] = true, ["'"] = true, [","] = true }

local total                                          -- what `see` adds to
local function see(kind, value)
  local of = weights[kind]
  local weight = of and of[value]
  if weight then total = total + weight end
end

local mentions_in, headline_in = mentions.finder(function(words, kinds)
  total = 0
  clues.inside(words, kinds, see)
  return total
end)

local function group_of(groups, name)
  local group = groups[name.key]
  if not group then
    group = { name = name, around = 0, count = 0, type = false, full = false, annotation = false, 0, 0, 0, 0 }
    groups[name.key], groups[#groups + 1] = group, group
  end
  return group
end

local function choose(group)
  local best, most = false, 0
  for i = 1, 4 do
    if group[i] > most then best, most = i, group[i] end
  end
  group.type = best and clues.types[best]
end

-- One sense a document: the clues inside a name and around all its mentions.
local function decide(group)
  if group.count == 1 then
    group[1], group[2], group[3], group[4] = clues.unpack(group.name.inside + group.around)
  else
    local share = group.count ^ -0.5
    local person, org, place, other = clues.unpack(group.name.inside)
    local p, o, l, x = clues.unpack(group.around)
    group[1], group[2], group[3], group[4] = person + p * share, org + o * share, place + l * share, other + x * share
  end
  choose(group)
end

local function link(group, index)
  local name = group.name
  local person, org = bearers.fuller_person(index, name), not name.place and not name.other and bearers.fuller_org(index, name)
  if not (person or org) then return end
  if person then group[1] = group[1] + 300 end
  if org then group[2] = group[2] + 300 end
  choose(group)
  group.full = group.type == "PERSON" and person or group.type == "ORG" and org or false
end

local function type_of(group)
  local type, name = group.type, group.name
  if name.other == "NORP" and type ~= "PERSON" then return "NORP" end
  if type == "ORG" and name.place == "FAC" and name.is_listed and not name.org then type = "PLACE" end
  if type == "PLACE" then return name.place or "GPE" end
  if type == "OTHER" then return name.other or name.happening and "EVENT" or group.quoted and name.head and "WORK_OF_ART" or nil end
  return type or name.head and name.other
end

local function fullest(group)
  while group.full do group = group.full end
  return group
end

-- Adds the mentions in the text to a flat list of place and group; returns the groups, by key and in the order of their first mention.
local function collect(document, list)
  local groups, n = {}, 0
  local in_headlines = mentions_in(document, function(place, name, before, after)
    local group = group_of(groups, name)
    total = group.around
    clues.around(name, before, after, see)
    group.around, group.count = total, group.count + 1
    group.quoted = group.quoted or opening[before] and closing[after] or false
    list[n + 1], list[n + 2], n = place, group, n + 2
  end)
  for _, group in ipairs(groups) do decide(group) end
  return groups, in_headlines
end

local function read_headlines(runs, groups, list)
  local function is_known(key) return groups[key] and groups[key].type end
  for _, run in ipairs(runs) do
    headline_in(run, is_known, function(place, name)
      local group = group_of(groups, name)
      if group.count == 0 then
        group.count = 1
        decide(group)
      end
      list[#list + 1], list[#list + 2] = place, group
    end)
  end
end

-- "The Xi-Putin meeting" has two names, when both are known without each other.
local function halves(groups, list)
  for i = 1, #list, 2 do
    local place, parts = list[i], list[i + 1].name.parts
    local left, right = parts and groups[parts[1]], parts and groups[parts[2]]
    if left and right and left.type and right.type then
      list[i], list[i + 1] = place:sub(1, 1), left
      list[#list + 1], list[#list + 2] = place:sub(3, 3), right
    end
  end
end

-- The first mention of the fullest form is annotated, and all others point to it.
local function annotate(document, list)
  local fields, later = {}, {}
  for i = 1, #list, 2 do
    local place, group = list[i], list[i + 1]
    local full = fullest(group)
    fields.type = type_of(full)
    if fields.type then
      fields.name, fields.full = full.name.text, full.annotation or nil
      local annotation = document:annotate("entity", place, fields)
      if group == full then full.annotation = full.annotation or annotation
      elseif not full.annotation then later[#later + 1] = { annotation, full } end
    end
  end
  for _, pair in ipairs(later) do pair[1].full = pair[2].annotation or nil end
end

return {
  about    = "People, organisations, places and other names, dates and sums",
  tags     = { "news" },
  provides = { entity = { name = "string", full = "place" } },

  document = function(document)
    local list = {}
    local groups, in_headlines = collect(document, list)
    read_headlines(in_headlines, groups, list)
    local index = bearers.index(groups)
    for _, group in ipairs(groups) do link(group, index) end
    halves(groups, list)
    annotate(document, list)
    for _, figure in ipairs(figures.find(document)) do
      if not figure.place:annotation "entity" then document:annotate("entity", figure.place, { type = figure.type, name = figure.place.plain }) end
    end
  end,
}

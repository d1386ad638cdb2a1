local gloss, mentions, clues, names, figures = require "gloss", require "mentions", require "clues", require "names", require "figures"

local weights = clues.weights(gloss.data "name_clues.tsv")

local function best(sum)
  local k, most = nil, 0
  for i = 1, 4 do if sum[i] > most then k, most = i, sum[i] end end
  return k
end

local function inside(name)
  local sum = name.sum
  if not sum then
    sum = { 0, 0, 0, 0 }
    clues.add_all(weights, name.clues, sum)
    name.sum = sum
  end
  return sum
end

local function collect(document)
  local groups, order, list, n = {}, {}, {}, 0
  mentions.each(document, function(place, name, before, after)
    local group = groups[name.key]
    if not group then
      group = { key = name.key, types = name.types, words = name.words, inside = inside(name), around = { 0, 0, 0, 0 }, count = 0, place = place }
      groups[name.key] = group
      order[#order + 1] = group
    end
    clues.add_all(weights, clues.around(name, before, after), group.around)
    group.count = group.count + 1
    list[n + 1], list[n + 2] = place, group
    n = n + 2
  end)
  return list, order, groups
end

local named = { "PERSON", "ORG", "PLACE", "OTHER" }

local function type_of(group)
  local k = group.type
  if group.types.demonym and k ~= "PERSON" then return "NORP" end
  if k == "PLACE" then return group.types.place or "GPE" end
  if k == "OTHER" then return group.types.event and "EVENT" or group.types.work end
  return k
end

local function decide(group)
  local inside, around, share = group.inside, group.around, group.count ^ -0.5
  local sum = {}
  for k = 1, 4 do sum[k] = inside[k] + around[k] * share end
  group.sum = sum
  group.type = named[best(sum)]
end

local echo = {PERSON=1,ORG=2}
return { about = "Names",
  provides = { entity = { name = "string", full = "place" } },
  options = {p = {default=3.0, about="x"}, q = {default=3.0, about="y"}},
  document = function(document, options)
    local list, order, groups = collect(document)
    for _, group in ipairs(order) do decide(group) end
    local index = names.index(order)
    for _, group in ipairs(order) do
      local fuller = names.fuller(index, group.words)
      if fuller then
        for type, found in pairs(fuller) do
          local k = echo[type]
          if k and found.name ~= group then group.sum[k] = group.sum[k] + (k == 1 and options.p or options.q) end
        end
        group.type = named[best(group.sum)]
        local found = fuller[group.type]
        if found and found.name ~= group then group.full = found.name end
      end
    end
    for i = 1, #list, 2 do
      local place, group = list[i], list[i + 1]
      local type = type_of(group)
      if type then document:annotate("entity", place, { type = type, name = place.plain }) end
    end
    for _, figure in ipairs(figures.find(document)) do document:annotate("entity", figure.place, { type = figure.type, name = figure.place.plain }) end
  end }

local gloss, mentions, clues, names, figures = require "gloss", require "mentions", require "clues", require "names", require "figures"

local weights = clues.weights(gloss.data "name_clues.tsv")

local total                                          -- what `see` adds to
local function see(kind, value)
  local of = weights[kind]
  local weight = of and of[value]
  if weight then total = total + weight end
end

local mentions_in = mentions.finder(function(words, kinds)
  total = 0
  clues.inside(words, kinds, see)
  return total
end)

local function collect(document)
  local groups, order, list, n = {}, {}, {}, 0
  mentions_in(document, function(place, name, before, after)
    local group = groups[name.key]
    if not group then
      group = { key = name.key, name = name, around = 0, count = 0, text = place.plain }
      groups[name.key] = group
      order[#order + 1] = group
    end
    total = group.around
    clues.around(name, before, after, see)
    group.around, group.count = total, group.count + 1
    list[n + 1], list[n + 2] = place, group
    n = n + 2
  end)
  return list, order
end

local function type_of(group)
  local k, name = group.type, group.name
  if name.other == "NORP" and k ~= "PERSON" then return "NORP" end
  if k == "PLACE" then return name.place or "GPE" end
  if k == "OTHER" then return name.other end
  return k
end

local function choose(group)
  local most = 0
  group.type = nil
  for i, type in ipairs(clues.types) do
    if group[i] > most then group.type, most = type, group[i] end
  end
end

local function decide(group)
  local share = group.count ^ -0.5
  local p, o, l, x = clues.unpack(group.name.inside)
  local ap, ao, al, ax = clues.unpack(group.around)
  group[1], group[2], group[3], group[4] = p + ap * share, o + ao * share, l + al * share, x + ax * share
  choose(group)
end

local echo = {PERSON=1,ORG=2}
return { about = "Names",
  provides = { entity = { name = "string", full = "place" } },
  options = {p = {default=3.0, about="x"}, q = {default=3.0, about="y"}},
  document = function(document, options)
    local list, order = collect(document)
    for _, group in ipairs(order) do decide(group) end
    local index = names.index(order)
    for _, group in ipairs(order) do
      local fuller = names.fuller(index, group.key)
      if fuller then
        for type, found in pairs(fuller) do
          local k = echo[type]
          if k and found.name ~= group then group[k] = group[k] + 100 * (k == 1 and options.p or options.q) end
        end
        choose(group)
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

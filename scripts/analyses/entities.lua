-- Names are found as runs of capitalised words (mentions.lua), and each is what the clues inside it and around its mentions add
-- up to (clues.lua, learned weights); short names follow the full ones (bearers.lua); figures and dates are one pattern
-- (figures.lua), and have values (values.lua).
local mentions, clues, bearers = require "mentions", require "clues", require "bearers"
local figures, values = require "figures", require "values"

local unpack = clues.unpack

-- What a document says of a name, in all its mentions: `around` is the sum of their clues. The type is false as long as none is
-- known.
local function group_of(groups, name)
  local group = groups[name.key]
  if not group then
    group = { name = name, around = 0, count = 0, type = false, annotation = false }
    groups[name.key], groups[#groups + 1] = group, group
  end
  return group
end

-- One sense a document: the clues inside a name and around all its mentions. The four numbers, in hundredths.
local function scores(group)
  if group.count == 1 then return unpack(group.name.inside + group.around) end
  local share = group.count ^ -0.5
  local person, org, place, other = unpack(group.name.inside)
  local p, o, l, x = unpack(group.around)
  return person + p * share, org + o * share, place + l * share, other + x * share
end

local function best(person, org, place, other)
  local type, most = false, 0
  if person > most then type, most = "PERSON", person end
  if org > most then type, most = "ORG", org end
  if place > most then type, most = "PLACE", place end
  return other > most and "OTHER" or type
end

-- A short name takes the sense of the full one, unless much speaks against it.
local function link(group, index)
  local name = group.name
  local person = bearers.fuller_person(index, name)
  local org = not name.place and not name.other and bearers.fuller_org(index, name, "ORG")
  if not (person or org) then return end
  local p, o, l, x = scores(group)
  group.type = best(p + (not person and 0 or name.is_ordinary and 200 or 500), o + (org and 300 or 0), l, x)
  group.full = group.type == "PERSON" and person or group.type == "ORG" and org or false
end

-- The type of its annotations, or nil: the sense, refined by what the lists call it.
local function type_of(group)
  local type, name = group.type, group.name
  if name.other == "NORP" and type ~= "PERSON" then return "NORP" end
  if type == "ORG" and name.place == "FAC" and name.is_listed and not name.org then type = "PLACE" end
  if type == "PLACE" and name.place == "FAC" and name.org then return "ORG" end        -- the Kremlin, the White House
  if type == "PLACE" then return name.place or "GPE" end
  if type == "PERSON" or type == "ORG" then return type end
  if not type and name.is_listed then return name.place end
  if type == "OTHER" or name.head then
    local other = name.other or type and (name.happening and "EVENT" or group.quoted and name.head and "WORK_OF_ART")
    return other or name.head and (name.org or name.is_listed and name.place) or nil
  end
end

-- Adds the mentions in the text to lists of places and groups; returns the groups, by key and in the order of their first mention.
local function collect(document, in_sum, places, owners)
  local groups, n = {}, 0
  local in_headlines = mentions.each(document, in_sum, function(place, name, around, quoted)
    local group = groups[name.key] or group_of(groups, name)
    if group.name ~= name and group.name.text == group.name.text:upper() then group.name = name end
    group.around, group.count = group.around + around, group.count + 1
    if quoted then group.quoted = true end
    n = n + 1
    places[n], owners[n] = place, group
  end)
  for i = 1, #groups do groups[i].type = best(scores(groups[i])) end
  return groups, in_headlines
end

local function read_headlines(runs, groups, places, owners)
  local function is_known(key) return groups[key] and groups[key].type end
  for _, run in ipairs(runs) do
    mentions.headline(run, is_known, function(place, name)
      local group = group_of(groups, name)
      if group.count == 0 then
        group.count = 1
        group.type = best(scores(group))
      end
      places[#places + 1], owners[#owners + 1] = place, group
    end)
  end
end

-- "The Xi-Putin meeting" has two names, when both are known without each other.
local function halve(groups, index, places, owners)
  local function known(part)
    local group = groups[part]
    local found = group and group.type and group or index.tails[part] or index.heads[part]
    return found and not found.name.parts and not found.name.key:find(" - ", 1, true) and found
  end
  for i = 1, #places do
    local parts = owners[i].name.parts
    local left, right = parts and known(parts[1]), parts and known(parts[2])
    if left and right then
      local place, n = places[i], #places + 1
      places[i], owners[i], places[n], owners[n] = place:sub(1, 1), left, place:sub(3, 3), right
    end
  end
end

-- The first mention of the fullest form is annotated, and all others point to it.
local function annotate(document, places, owners)
  local fields, later = {}, {}
  for i = 1, #places do
    local group = owners[i]
    local full = group
    while full.full do full = full.full end
    if full.type then
      local first = full.annotation
      fields.type, fields.name, fields.full = full.type, full.name.text, first or nil
      local annotation = document:annotate("entity", places[i], fields)
      if first == false then
        if group == full then full.annotation = annotation else later[annotation] = full end
      end
    end
  end
  for annotation, full in pairs(later) do annotation.full = full.annotation or nil end
end

local function annotate_figures(document, found)
  local add_value, fields = values.of(document, found), {}
  for i = 1, #found do
    local figure = found[i]
    local place = figure.place
    if not place:annotation "entity" then
      fields.type, fields.name = figure.type, place.plain
      add_value(fields, figure)
      document:annotate("entity", place, fields)
    end
  end
end

return {
  about    = "People, organisations, places and other names, dates and sums",
  tags     = { "news" },
  provides = { entity = { name = "string", full = "place", amount = "number", least = "number", most = "number",
                          currency = "string", unit = "string", value = "string" } },

  document = function(document)
    local places, owners = {}, {}
    local found, in_sum = figures.find(document)
    local groups, in_headlines = collect(document, in_sum, places, owners)
    read_headlines(in_headlines, groups, places, owners)
    local index = bearers.index(groups)
    for i = 1, #groups do link(groups[i], index) end
    halve(groups, index, places, owners)
    for i = 1, #groups do groups[i].type = type_of(groups[i]) or false end
    annotate(document, places, owners)
    annotate_figures(document, found)
  end,

  tests = {
    { name = "a title stands outside the name, a people is a name of its own",
      text = "Russian President Vladimir Putin flew to Minsk.",
      entity = { { "Russian", type = "NORP" }, { "Vladimir Putin", type = "PERSON" }, { "Minsk", type = "GPE" } } },
    { name = "a family name alone belongs to the full name",
      text = "Mayor Ann Lee spoke first. Then Lee sat down. Ms. Lee was pleased.",
      entity = { { "Ann Lee", type = "PERSON", name = "Ann Lee" }, { "Lee", type = "PERSON", name = "Ann Lee", full = "Ann Lee" },
                 { "Lee", type = "PERSON", name = "Ann Lee", full = "Ann Lee" } } },
    { name = "the family name may come first", text = "Xi met reporters. Later Xi Jinping, the Chinese leader, left for Moscow.",
      entity = { { "Xi", type = "PERSON", name = "Xi Jinping", full = "Xi Jinping" }, { "Xi Jinping", type = "PERSON" },
                 { "Chinese", type = "NORP" }, { "Moscow", type = "GPE" } } },
    { name = "the possessive stays outside", text = "We read Angela Merkel's letter to Poland's government.",
      entity = { { "Angela Merkel", type = "PERSON" }, { "Poland", type = "GPE" } } },
    { name = "initials and suffixes are part of a name", text = "The prize went to John F. Kennedy Jr. on stage.",
      entity = { { "John F. Kennedy Jr.", type = "PERSON" } } },
    { name = "a title inside a name is none", text = "They sang for Martin Luther King Jr. in Memphis.",
      entity = { { "Martin Luther King Jr.", type = "PERSON" }, { "Memphis", type = "GPE" } } },
    { name = "the first word of a sentence is no name by being first", text = "Rescuers waited. Nothing came. Officials said so.",
      entity = {} },
    { name = "an ordinary first word before a name stays outside", text = "Following Angela Merkel, two ministers left.",
      entity = { { "Angela Merkel", type = "PERSON" } } },
    { name = "an organisation by its last word",
      text = "Shares of Vellmore Holdings Inc. fell after the Lindqvist Corporation sold out.",
      entity = { { "Vellmore Holdings Inc.", type = "ORG" }, { "Lindqvist Corporation", type = "ORG" } } },
    { name = "a comma before Inc. belongs to the name", text = "He founded Brandvold, Inc. in a garage.",
      entity = { { "Brandvold, Inc.", type = "ORG" } } },
    { name = "names with of and and", text = "She left the University of Oslo for the Department of Health and Human Services.",
      entity = { { "University of Oslo", type = "ORG" }, { "Department of Health and Human Services", type = "ORG" } } },
    { name = "and between two names parts them", text = "Talks between France and Germany were held by Emma Stone and Peter Novak.",
      entity = { { "France", type = "GPE" }, { "Germany", type = "GPE" }, { "Emma Stone", type = "PERSON" },
                 { "Peter Novak", type = "PERSON" } } },
    { name = "an acronym belongs to what it stands for",
      text = "The Shanghai Cooperation Organization met. Iran will join the SCO.",
      entity = { { "Shanghai Cooperation Organization", type = "ORG" }, { "Iran", type = "GPE" },
                 { "SCO", type = "ORG", name = "Shanghai Cooperation Organization",
                   full = "Shanghai Cooperation Organization" } } },
    { name = "an organisation is called by its beginning",
      text = "The Halvorsen Group said it would sell. Shares in Halvorsen rose.",
      entity = { { "Halvorsen Group", type = "ORG" },
                 { "Halvorsen", type = "ORG", name = "Halvorsen Group", full = "Halvorsen Group" } } },
    { name = "the is part of a listed name only", text = "It was printed in The Sun, said the Kremlin.",
      entity = { { "The Sun", type = "ORG" }, { "Kremlin", type = "ORG" } } },
    { name = "a place and its state", text = "They met in Santa Clara, Calif., last year.",
      entity = { { "Santa Clara", type = "GPE" }, { "Calif.", type = "GPE" }, { "last year", type = "DATE" } } },
    { name = "regions, waters and buildings", text = "From Central Asia they sailed the Black Sea and saw the Eiffel Tower.",
      entity = { { "Central Asia", type = "LOC" }, { "Black Sea", type = "LOC" }, { "Eiffel Tower", type = "FAC" } } },
    { name = "peoples and parties", text = "Two Republicans and a German voted with the Democrats.",
      entity = { { "Republicans", type = "NORP" }, { "German", type = "NORP" }, { "Democrats", type = "NORP" } } },
    { name = "events, after a prefix too", text = "Since the Cold War the post-World War Two order has aged.",
      entity = { { "Cold War", type = "EVENT" }, { "post-World War Two", type = "EVENT" } } },
    { name = "a pair with a hyphen is two names", text = "Vladimir Putin met Xi Jinping. The Xi-Putin talks went well.",
      entity = { { "Vladimir Putin", type = "PERSON" }, { "Xi Jinping", type = "PERSON" }, { "Xi", name = "Xi Jinping" },
                 { "Putin", name = "Vladimir Putin" } } },
    { name = "a name with a hyphen is one", text = "The actress Julia Louis-Dreyfus won.",
      entity = { { "Julia Louis-Dreyfus", type = "PERSON" } } },
    { name = "a hyphen between spaces parts names", text = "They cast Emma Stone - Peter Novak was busy.",
      entity = { { "Emma Stone", type = "PERSON" }, { "Peter Novak", type = "PERSON" } } },
    { name = "a listed name may have a dash inside", text = "They drove to Santa Anita - Los Ficus on the coast.",
      entity = { { "Santa Anita - Los Ficus", type = "GPE" } } },
    { name = "a people after a prefix", text = "Most pro-European voters and non-Hispanic families agreed.",
      entity = { { "pro-European", type = "NORP" }, { "non-Hispanic", type = "NORP" } } },
    { name = "what hangs on a place stays outside", text = "The US-led alliance left Kabul.",
      entity = { { "US", type = "GPE" }, { "Kabul", type = "GPE" } } },
    { name = "of a headline only known names count",
      text = "Vladimir Putin Set To Leave Russia For Summit\n\n"
          .. "The president will fly out soon, and he will be back before the week is over, his office said.",
      entity = { { "Vladimir Putin", type = "PERSON" }, { "Russia", type = "GPE" } } },
    { name = "sums of money", text = "It cost $5 million, then 30 euros, then five dollars and £1.3m.",
      entity = { { "$5 million", type = "MONEY" }, { "30 euros", type = "MONEY" }, { "five dollars", type = "MONEY" },
                 { "£1.3m", type = "MONEY" } } },
    { name = "a country before a sign is no place", text = "It paid US$5 million, then 200 pounds sterling and £100billion.",
      entity = { { "US$5 million", type = "MONEY" }, { "200 pounds sterling", type = "MONEY" },
                 { "£100billion", type = "MONEY" } } },
    { name = "a country in the name of a coin is no place", text = "She changed 200 Hong Kong dollars in Hong Kong.",
      entity = { { "200 Hong Kong dollars", type = "MONEY" }, { "Hong Kong", type = "GPE" } } },
    { name = "a name that only begins with a coin is a name", text = "He lives in Five Pound Street, not in Poland.",
      entity = { { "Five Pound Street" }, { "Poland", type = "GPE" } } },
    { name = "units of several words", text = "It blew at 90 miles per hour and was 30 degrees Celsius on 20 square miles.",
      entity = { { "90 miles per hour", type = "QUANTITY" }, { "30 degrees Celsius", type = "QUANTITY" },
                 { "20 square miles", type = "QUANTITY" } } },
    { name = "shares and quantities", text = "About 12.5 percent of 50 billion cubic meters, or 7%, flows 600 km.",
      entity = { { "12.5 percent", type = "PERCENT" }, { "50 billion cubic meters", type = "QUANTITY" },
                 { "7%", type = "PERCENT" }, { "600 km", type = "QUANTITY" } } },
    { name = "dates", text = "On Monday, May 5, 2022, and again in February 2023, two years ago, and in the 1990s it rained.",
      entity = { { "Monday, May 5, 2022", type = "DATE" }, { "February 2023", type = "DATE" },
                 { "two years ago", type = "DATE" }, { "1990s", type = "DATE" } } },
    { name = "times of the day", text = "It began at 10:30 p.m. and ended Tuesday night.",
      entity = { { "10:30 p.m.", type = "TIME" }, { "Tuesday night", type = "TIME" } } },
    { name = "days without a year, and parts of years",
      text = "It opens on Jan. 10 next year, in the past three weeks or in mid-2022, not in May.",
      entity = { { "Jan. 10 next year", type = "DATE" }, { "past three weeks", type = "DATE" }, { "mid-2022", type = "DATE" },
                 { "May", type = "DATE" } } },
    { name = "a given name may be an auxiliary, too", text = "Will Novak said no. Then Will, as ever, left.",
      entity = { { "Will Novak", type = "PERSON" }, { "Will", type = "PERSON", full = "Will Novak" } } },
    { name = "an auxiliary that asks is no name",
      text = 'Will he come? "Will Poland win?" he asked in a play called Will Russia Ever Lose. Will do. Will - Minister?',
      entity = { { "Poland", type = "GPE" }, { "Russia", type = "GPE" } } },
    { name = "an auxiliary is no month", text = "He may march with us. May we sing?", entity = {} },
  },
}

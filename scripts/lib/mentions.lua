-- Finds what may be a name: runs of capitalised words, cut into names, with the clues inside and around each.
local gloss, alternatives, capitals, bearers = require "gloss", require "alternatives", require "capitals", require "bearers"

local function words_with(rows, place, strip)
  local found = {}
  for _, row in ipairs(rows) do
    if row.place == place then found[strip and row.word:gsub(strip, "") or row.word] = row.type or row.sure or true end
  end
  return found
end

local org_rows, place_rows = gloss.data "org_words.tsv", gloss.data "place_words.tsv"
local lexicon = { org_end = words_with(org_rows, "last"), place_end = words_with(place_rows, "last"), takes_of = {}, breaks = {}, heads = {} }
for _, rows in ipairs { org_rows, place_rows } do
  for _, row in ipairs(rows) do
    local head = row.word:match "^(%S+) of" or row.word:match "^(%S+) for"
    if head then lexicon.takes_of[head] = true end
    if row.place == "first" then lexicon.heads[row.word:match "^%S+"] = true end
  end
end
local event_words = {}
for _, word in ipairs(gloss.data "event_words.txt") do event_words[word] = true end

-- Words that open a sentence with a capital and are no name, and days and months, which are dates.
local starters = {}
for _, file in ipairs { "stop.txt", "sentence_starters.txt", "months.txt", "weekdays.txt" } do
  for _, word in ipairs(gloss.data(file)) do
    local capital = word:sub(1, 1):upper() .. word:sub(2)
    lexicon.breaks[capital] = true
    if word:find "^%l%l+$" and word ~= "the" then starters[#starters + 1] = capital end
  end
end

-- A function from a key to make(key, thing), which follows from the key alone and is remembered, from one document to the next too.
local function memory(make)
  local known, count = {}, 0
  return function(key, thing)
    local value = known[key]
    if value == nil then
      if count == 20000 then known, count = {}, 0 end
      value = make(key, thing)
      known[key], count = value, count + 1
    end
    return value
  end
end

local upper = [[(?:[A-Z]|[ae]l-(?=\p{Lu})|(?=[^\x00-\x7F])\p{Lu})]]
local word = upper .. [[(?:[A-Za-z0-9]++|[\p{L}\p{M}\p{N}]|['’](?![sS]\b)(?=\p{L})|[.&](?=[\p{L}\p{N}])|[‑-](?=[\p{Lu}\p{N}]))*+]]
local small = [[(?:of|for|and|the|&|de|del|della|da|do|dos|du|des|la|le|van|von|der|den|ter|bin|ibn|al|el|y)]]
local firm = [[,?\s+(?:Inc|INC|Ltd|Corp|LLC|LLP|PLC|Jr|Sr)\b\.?]]
local runs = gloss.regex([[(?=[A-Z]|[ae]l-\p{Lu}|[^\x00-\x7F])(?<![\p{L}\p{N}@#.])(?!(?:I|]] .. alternatives(starters) .. [[)\b(?!['’.-]\p{L}))(?:The\s+(?=\p{Lu}))?]]
  .. word .. [[(?:(?:\.?['’]s)?\.?(?:\s+]] .. small .. [[){0,2}\s+]] .. word .. [[|\s*&\s*]] .. word .. "|" .. firm .. [[)*(?!\$)]])

local lists = {
  place = gloss.gazetteer "places.tsv", demonym = gloss.gazetteer "demonyms.tsv", org = gloss.gazetteer "organizations.tsv",
  event = gloss.gazetteer "events.tsv", work = gloss.gazetteer "works_laws_products.tsv",
}
local order = { "place", "demonym", "org", "event", "work" }
local person_names = gloss.lexicon("person_names.tsv", { case = "smart" })      -- 1 given names, 2 family names, 3 both
local ordinary = gloss.wordset("ordinary.txt", { by = "lemma" })
local titles = gloss.wordset("titles.txt", { case = "smart" })

-- What the lists say: the kind is a clue, the type what a name of it is called.
local function note(hits, i, length, list, entry)
  local entry = list ~= "demonym" and list ~= "event" and entry
  local kind = entry and list .. " " .. entry.type .. (list ~= "work" and entry.common and " ?" or "") or list
  hits[i] = hits[i] or {}
  table.insert(hits[i], { length = length, kind = kind, list = list, type = entry and entry.type })
end

local function hits_in(run)
  local base, hits = run.index - 1, {}
  for _, list in ipairs(order) do
    for match in lists[list]:matches(run) do
      note(hits, match.index - base, #match, list, match.entry)
    end
  end
  local behind_prefix = run[1].text:match "^%l+%-(%u.*)"         -- "post-World War Two" is listed without "post-"
  if behind_prefix then
    local key = behind_prefix .. run.plain:sub(#run[1].text + 1)
    for _, list in ipairs(order) do
      local entries = lists[list]:get(key)
      if entries then note(hits, 1, #run, list, entries[1]) end
    end
  end
  return hits
end

local part_flags = { "g", "s", "gs" }

local function describe_word(token, text)
  local low = token.norm
  local is_ordinary = ordinary:has(token)
  local flags = (part_flags[person_names:get(token)] or "") .. (is_ordinary and "o" or "")
    .. (#text > 1 and text == text:upper() and "U" or "") .. (#text < 4 and tostring(#text) or "") .. (text:find "%d" and "d" or "")
  return { text = text, low = low, ending = low:sub(utf8.offset(low, -3) or 1), ordinary = is_ordinary, flags = flags }
end

-- What is said of a word follows from its text.
local words_known = memory(function(text, token) return describe_word(token, text) end)

local function words_in(run)
  local words = {}
  for i, token in ipairs(run) do words[i] = words_known(token.text, token) end
  return words
end

local function titles_in(run)
  local base, found = run.index - 1, {}
  for title in titles:matches(run) do found[title.index - base] = title.index - base + #title - 1 end
  return found
end

local function name_of(run, piece, words, hits, describe)
  local own = table.move(words, piece.first, piece.last, 1, {})
  local name, kinds, low = { first = piece.first, last = piece.last, titled = piece.titled }, {}, {}
  for _, hit in ipairs(hits[piece.first] or {}) do
    if hit.length == #own then
      kinds[#kinds + 1] = hit.kind
      if hit.list == "place" then name.place, name.is_listed = hit.type, true end
      if hit.list == "org" then name.org = "ORG" end
      if hit.list == "demonym" then name.other = "NORP" elseif hit.list == "event" then name.other = "EVENT" elseif hit.list == "work" then name.other = hit.type end
    end
  end
  for i, word in ipairs(own) do low[i] = word.low end
  name.key = table.concat(low, " ")
  name.is_acronym = #own == 1 and #own[1].text > 1 and #own[1].text < 9 and not own[1].text:find "%l"
  name.place = name.place or #own > 1 and lexicon.place_end[own[#own].text] or nil
  if not name.other and #own > 1 and (event_words[own[#own].text] or event_words[own[1].text .. " of"]) then name.happening = true end
  name.parts = #own == 3 and own[2].text == "-" and { low[1], low[3] } or nil
  name.head, name.tail = bearers.ends(low)
  name.opens = #own > 1 and "more" or own[1].ordinary and "ordinary" or "other"
  name.text = run:sub(piece.first, piece.last).plain
  name.inside = describe(own, kinds)
  return name
end

local function names_in(run, is_first, describe)
  local words, hits, found = words_in(run), hits_in(run), {}
  for i, piece in ipairs(capitals.cut(words, is_first, titles_in(run), hits, lexicon)) do found[i] = name_of(run, piece, words, hits, describe) end
  return found
end

-- Headlines in Title Case or capitals: every word is capitalised, so that only known names count in them.
local small_words = table.concat(gloss.data "small_words.txt", "|")
local headline = [[(?:\p{Lu}[\p{L}\p{M}\d'’.-]*+|\d[\d.,%]*+|(?:]] .. small_words .. [[|is|are|be)\b)]]
local headlines = gloss.regex([[\A[^\p{L}\d]*+(?:]] .. headline .. [[[^\p{L}\d]++){4,}+]] .. headline .. [[[^\p{L}\d]*+\z]])

local function is_headline(place)
  local plain = 0
  for token in place:tokens() do
    if ordinary:has(token) then plain = plain + 1 end
  end
  return plain * 3 > #place
end

local function headlines_in(document)
  local found = {}
  for match in headlines:matches(document) do
    if is_headline(match) then found[#found + 1] = { first = match.index, last = match.index + #match - 1 } end
  end
  return found
end

local function is_sure(kind) return not kind:find " %?$" and not kind:find "^work" end

-- The names in a run of a headline: what is_known(key) says, what the lists are sure of, and given names with what follows.
-- A list of { first =, last =, key = }.
local function names_in_headline(run, is_known)
  local words, hits, found, i = words_in(run), hits_in(run), {}, 1
  while i <= #words do
    local last
    for j = math.min(#words, i + 5), i, -1 do
      local low = {}
      for k = i, j do low[#low + 1] = words[k].low end
      if is_known(table.concat(low, " ")) then last = j break end
    end
    for _, hit in ipairs(not last and hits[i] or {}) do
      if is_sure(hit.kind) then last = math.max(last or 0, i + hit.length - 1) end
    end
    local word, after = words[i], words[i + 1]
    if not last and word.flags:find "g" and not word.ordinary and after and not after.ordinary and not capitals.joiners[after.text] then last = i + 1 end
    if last then found[#found + 1] = { first = i, last = last } end
    i = (last or i) + 1
  end
  return found, words, hits
end

local mentions = { runs = runs, headlines = headlines }

-- Returns two functions. each(document, found) calls found(place, name, before, after) for each mention in text order; before and
-- after are the folded words beside it, "^" and "$" at the ends of its sentence. A name has `inside`: what describe(words, kinds) gave.
-- It returns the runs that stand in headlines, for headline(run, is_known, found), once the names of the text are known.
function mentions.finder(describe)
  local at_start = memory(function(_, run) return names_in(run, true, describe) end)
  local elsewhere = memory(function(_, run) return names_in(run, false, describe) end)

  local function each(document, found)
    local in_headlines, headlines, h = {}, headlines_in(document), 1
    for run in runs:matches(document) do
      local index, is_first = run.index, run[1].is_first
      while headlines[h] and headlines[h].last < index do h = h + 1 end
      if headlines[h] and headlines[h].first <= index then
        in_headlines[#in_headlines + 1] = run
      else
        local list, size = (is_first and at_start or elsewhere)(run.text, run), #run
        for i = 1, #list do
          local name = list[i]
          local first, last = name.first, name.last
          local after = document[index + last]
          found(first == 1 and last == size and run or run:sub(first, last), name,
            is_first and first == 1 and "^" or document[index + first - 2].norm, after and not after.is_first and after.norm or "$")
        end
      end
    end
    return in_headlines
  end

  local function headline(run, is_known, found)
    local pieces, words, hits = names_in_headline(run, is_known)
    for _, piece in ipairs(pieces) do found(run:sub(piece.first, piece.last), name_of(run, piece, words, hits, describe)) end
  end

  return each, headline
end

return mentions

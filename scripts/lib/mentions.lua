-- Finds what may be a name: runs of capitalised words, split into names, with what the lists say of each.
local gloss, remember, name_words, capitals = require "gloss", require "remember", require "name_words", require "capitals"
local clues, headlines, bearers = require "clues", require "headlines", require "bearers"

local word_of, START, END = name_words.of, clues.beside "^", clues.beside "$"

local v = { stop = gloss.wordset(name_words.stops), unsure = gloss.wordset(name_words.unsure) }
v.cap      = gloss.pattern [[ [is_title | is_upper] ]]
-- "pro-European"
v.prefixed = gloss.pattern("'" .. table.concat(gloss.data "hyphen_prefixes.txt", "-\\p{Lu}.*|") .. "-\\p{Lu}.*'")
v.small    = gloss.pattern("'of|for|and|the|&|" .. table.concat(name_words.particles, "|") .. "'")
v.firm     = gloss.pattern [[ "Inc|INC|Ltd|Corp|LLC|LLP|PLC|Jr|Sr|Inc\.|INC\.|Ltd\.|Corp\.|Jr\.|Sr\." ]]
local runs = gloss.pattern([[
  ("The" $cap | [is_title & norm=$stop] "-" $cap | "al|el" "-" $cap | $prefixed
    | [(is_title | is_upper) & !(is_title & norm=$stop) & word!="[0-9].*"])
  ("'s|’s"? $small{0,2} "-|‑"? $cap | "-|‑" [is_number] | ","? $firm)* ]], v)
local longest = 60                                   -- tokens of a run: a longer one is no language
local nothing, unlisted = {}, { "none" }

-- A stop word that is a given name, too, is no name where it asks: "Will he come?", "Will do." After a small word or a comma it
-- does not ask.
local asks = gloss.pattern([[ [is_title & norm=$unsure] ([is_stop & norm!="is|was|has|had|did|does"] | []* "\?") ]], v)

-- The tokens that ask, as a set.
local function asking(document)
  local found = {}
  for match, first in asks:matches(document) do
    local before = not match[1].is_first and document[first - 1]
    found[first] = not (before and (before.is_lower or before.text == ","))
  end
  return found
end

-- Adds to the name what a list calls it as a whole (place, org, other: a type); returns the kinds of that, clues, and of its ends.
local function note_lists(name, hits, length, first, last)
  local kinds, says = {}, last.says
  for n = 1, hits and hits.length == length and #hits or 0 do
    local hit = hits[n]
    kinds[n], name[hit.field] = hit.kind, hit.type
    if hit.field == "place" then name.is_listed = hit.is_sure and (length > 1 or not first.ordinary) end
  end
  if length == 1 then
    kinds[#kinds + 1] = first.is_title and "title" or nil
  else
    if says.org_end then kinds[#kinds + 1] = "ends org " .. says.org_end end
    if says.place_end then kinds[#kinds + 1] = "ends place " .. says.place_end end
    if first.says.head then kinds[#kinds + 1] = "begins " .. first.says.head end
  end
  return kinds[1] and kinds or unlisted
end

-- A name, the words i to j: its form (see bearers.lua), what the lists call it, and what the clues inside it weigh. All follows
-- from its text.
local function name_of(text, words, i, j, hits)
  local first, last, length = words[i], words[j], j - i + 1
  local name = {
    text = text, key = first.low, head = false, tail = last.low, is_ordinary = length == 1 and first.ordinary,
    opens = clues.opens(length > 1, first.ordinary), inside = 0,
  }
  if length > 1 then
    local low = {}
    for n = i, j do low[#low + 1] = words[n].low end
    name.key, name.head, name.tail = table.concat(low, " "), bearers.ends(low)
    name.place, name.happening = last.says.place_end, last.says.event or first.says.event_head
    if length == 3 and words[i + 1].text == "-" then name.parts = { first.low, last.low } end
  elseif first.is_shouted and #text > 1 and #text < 9 then
    name.letters = first.low:gsub("%.", "")
  end
  name.inside = clues.inside(words, i, j, note_lists(name, hits, length, first, last))
  return name
end

local function name_of_word(word)
  if not word.name then word.name = name_of(word.text, { word }, 1, 1, word.hits) end
  return word.name
end

local function name_of_piece(run, words, i, j, hits)
  if i == j then return name_of_word(words[i]) end
  return name_of(i == 1 and j == #words and run.plain or run:sub(i, j).plain, words, i, j, hits[i])
end

-- What stands beside names: what it weighs there, and is it a mark?
local opening, closing = gloss.wordset { '"', "``", "“", "‘", "'", "`" }, gloss.wordset { '"', "''", "”", "’", "'", "," }
local known_neighbour, learn_neighbour = remember(function(_, token)
  local beside = clues.beside(token)
  beside.opens, beside.closes = opening:has(token), closing:has(token)
  return beside
end)

local function neighbour(token)
  local low = token.norm
  return known_neighbour[low] or learn_neighbour(low, token)
end

local function neighbour_after(next) return next and not next.is_first and neighbour(next) or END end

-- The names in a run: a list of { name =, first =, last = its place in the run, is_all = the whole of it, and in the run: before =,
-- after =, title = }.
local function names_in(run, is_first)
  local size = #run
  if size > longest then return nothing end
  local words = name_words.of_run(run)
  local hits, titles = name_words.listed(run, words)
  local pieces = capitals.split(words, is_first, hits, titles)
  for n = 1, #pieces do
    local piece = pieces[n]
    local i, j = piece.first, piece.last
    piece.name, piece.is_all = name_of_piece(run, words, i, j, hits), i == 1 and j == size
    if i > 1 then piece.before = neighbour(run[i - 1]) end
    if j < size then piece.after = neighbour(run[j + 1]) end
    if piece.title then piece.title = neighbour(run[piece.title]) end
  end
  return pieces
end

local at_start, learn_at_start = remember(function(_, run) return names_in(run, true) end)
local elsewhere, learn_elsewhere = remember(function(_, run) return names_in(run, false) end)

-- The same for a run of one word.
local function names_of_word(token)
  local word = word_of(token)
  if not word.names then
    local says = word.says
    local is_none = says.stop or says.joiner or says.particle
    word.names = is_none and nothing or { { first = 1, last = 1, is_all = true, name = name_of_word(word) } }
  end
  return word.names
end

local function names_of(run, is_first)
  local text = run.text
  if is_first then return at_start[text] or learn_at_start(text, run) end
  return elsewhere[text] or learn_elsewhere(text, run)
end

local mentions = {}

-- Calls found for each mention in a run, the tokens first to last.
local function read_run(document, run, first, last, taken, found)
  local token = document[first]
  local is_first = token.is_first
  local pieces = first == last and names_of_word(token) or names_of(run, is_first)
  for i = 1, #pieces do
    local piece = pieces[i]
    if not taken[first + piece.last - 1] then
      local name, title = piece.name, piece.title
      local before = piece.before or is_first and START or neighbour(document[first - 1])
      local after = piece.after or neighbour_after(document[last + 1])
      local around = title and title.titled or before.before + (before == START and name.opens or 0)
      found(piece.is_all and run or run:sub(piece.first, piece.last), name, around + after.after, before.opens and after.closes)
    end
  end
end

-- Calls found(place, name, around, quoted) for each mention in text order: what the clues around it weigh, and does it stand in
-- marks? None ends in one of the tokens that are taken. Returns the runs that stand in headlines, for mentions.headline, once the
-- names of the text are known.
function mentions.each(document, taken, found)
  local in_headlines, in_headline, stops = {}, headlines.tokens(document), asking(document)
  for run, first, last in runs:matches(document) do
    if in_headline[first] then
      in_headlines[#in_headlines + 1] = run
    elseif not stops[first] then
      read_run(document, run, first, last, taken, found)
    elseif first < last then
      read_run(document, run:sub(2), first + 1, last, taken, found)
    end
  end
  return in_headlines
end

-- Calls found(place, name) for each mention in a run of a headline; is_known(key) says whether the text has that name.
function mentions.headline(run, is_known, found)
  local words = name_words.of_run(run)
  local hits = name_words.listed(run, words)
  headlines.names(words, hits, is_known, function(i, j) found(run:sub(i, j), name_of_piece(run, words, i, j, hits)) end)
end

return mentions

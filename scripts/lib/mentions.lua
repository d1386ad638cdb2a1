-- Finds what may be a name: runs of capitalised words, cut into names, with what the lists say of each.
local gloss, remember, name_words, capitals = require "gloss", require "remember", require "name_words", require "capitals"
local clues, headlines, bearers = require "clues", require "headlines", require "bearers"

local v = { stop = gloss.wordset "stop.txt", opens = gloss.wordset "sentence_starters.txt" }
v.cap      = gloss.pattern [[ [is_title | is_upper] ]]
v.plain    = gloss.pattern([[ [is_title & (norm=$stop | norm=$opens)] ]], v)
-- "pro-European"
v.prefixed = gloss.pattern("'" .. table.concat(gloss.data "hyphen_prefixes.txt", "-\\p{Lu}.*|") .. "-\\p{Lu}.*'")
v.small    = gloss.pattern [[ "of|for|and|the|&|de|del|della|da|do|dos|du|des|la|le|van|von|der|den|ter|bin|ibn|al|el|y" ]]
v.firm     = gloss.pattern [[ "Inc|INC|Ltd|Corp|LLC|LLP|PLC|Jr|Sr|Inc\.|INC\.|Ltd\.|Corp\.|Jr\.|Sr\." ]]
local runs = gloss.pattern([[
  ("The" $cap | $plain "-" $cap | "al|el" "-" $cap | $prefixed
    | [(is_title | is_upper) & !(is_title & (norm=$stop | norm=$opens)) & word!="[0-9].*"])
  ("'s|’s"? $small{0,2} "-|‑"? $cap | "-|‑" [is_number] | ","? $firm)* ]], v)

local longest = 60                                   -- tokens of a run: a longer one is no language
local nothing = {}

-- What a name of the words i to j is called, folded: its key, its head and tail, the letters of an acronym; see bearers.lua.
local function form_of(run_words, i, j)
  local first = run_words[i]
  if i == j then return first.low, nil, first.low, first.is_acronym and first.low:gsub("%.", "") or nil end
  local low = {}
  for n = i, j do low[n - i + 1] = run_words[n].low end
  return table.concat(low, " "), bearers.ends(low)
end

-- What the lists say of a name of so many words, and its first and its last word: what it is called goes into the name, kinds,
-- for its clues, are returned.
local function note_lists(name, hits, length, first, last)
  local kinds, says = {}, last.says
  for n = 1, hits and #hits or 0 do
    local hit = hits[n]
    if hit.length == length then
      kinds[#kinds + 1], name[hit.field] = hit.kind, hit.type
      if hit.field == "place" then name.is_listed = hit.is_sure and (length > 1 or not first.ordinary) end
    end
  end
  if length == 1 then
    kinds[#kinds + 1] = first.is_title and "title" or nil
  else
    if says.org_end then kinds[#kinds + 1] = "ends org " .. says.org_end end
    if says.place_end then kinds[#kinds + 1] = "ends place " .. says.place_end end
    if first.says.head then kinds[#kinds + 1] = "begins " .. first.says.head end
  end
  return kinds
end

-- A name, the words i to j: what it is called, what the lists call it (place, org, other: a type) and its form. `clues` are those
-- inside it, and `inside` what they weigh. All follows from its text.
local function name_of(text, run_words, i, j, hits)
  local first, last, length = run_words[i], run_words[j], j - i + 1
  local key, head, tail, letters = form_of(run_words, i, j)
  local name = {
    text = text, key = key, head = head, tail = tail, letters = letters,
    place = length > 1 and last.says.place_end or nil, org = nil, other = nil, is_listed = nil,
    is_shouted = first.is_shouted and last.is_shouted, happening = length > 1 and (last.says.event or first.says.event_head) or nil,
    parts = length == 3 and run_words[i + 1].text == "-" and { first.low, last.low } or nil,
    is_ordinary = length == 1 and first.ordinary, clues = false, inside = false,
    opening = clues.opening[length > 1 and "more" or first.ordinary and "ordinary" or "other"],
  }
  name.clues = clues.inside(run_words, i, j, note_lists(name, hits, length, first, last))
  name.inside = clues.sum(name.clues)
  return name
end

local function name_of_piece(run, run_words, i, j, hits)
  local word = run_words[i]
  if i < j then
    local place = i == 1 and j == #run_words and run or run:sub(i, j)
    return name_of(place.plain, run_words, i, j, hits[i])
  end
  if not word.name then word.name = name_of(word.text, run_words, i, i, word.hits) end
  return word.name
end

local function beside(run, i)
  local token = run[i]
  return clues.beside(token.norm, token)
end

-- The names in a run: a list of { name =, first =, last = its place in the run, and in the run: before =, after =, title = }.
local function names_in(run, is_first)
  local size = #run
  if size > longest then return nothing end
  local run_words = name_words.of(run)
  local hits, titles = name_words.listed(run, run_words)
  local pieces = capitals.cut(run_words, is_first, hits, titles)
  for n = 1, #pieces do
    local piece = pieces[n]
    local i, j = piece.first, piece.last
    piece.name = name_of_piece(run, run_words, i, j, hits)
    if i > 1 then piece.before = beside(run, i - 1) end
    if j < size then piece.after = beside(run, j + 1) end
    if piece.title then piece.title = beside(run, piece.title) end
  end
  return pieces
end

-- The same for a run of one word.
local function names_of_word(word)
  local says = word.says
  word.names = nothing
  if not (says.stop or says.joiner or says.particle) then
    local name = name_of_piece(nil, { word }, 1, 1)
    word.names = { { first = 1, last = 1, name = name, before = false, after = false, title = false } }
  end
  return word.names
end

local learn_at_start, at_start = remember(function(_, run) return names_in(run, true) end)
local learn_elsewhere, elsewhere = remember(function(_, run) return names_in(run, false) end)
local word_of, known_words = name_words.word, name_words.known
local beside_of, known_beside, START, END = clues.beside, clues.known_beside, clues.START, clues.END

local function names_of(run, size, token)
  local text = run.text
  if size == 1 then
    local word = known_words[text] or word_of(text, token)
    return word.names or names_of_word(word)
  end
  if token.is_first then return at_start[text] or learn_at_start(text, run) end
  return elsewhere[text] or learn_elsewhere(text, run)
end

local function word_beside(token)
  local low = token.norm
  return known_beside[low] or beside_of(low, token)
end

local mentions = {}

-- Calls found(place, name, before, after, title) for each mention in text order: the words beside it and of the title in front,
-- as clues.lua has them. Returns the runs that stand in headlines, for mentions.headline, once the names of the text are known.
function mentions.each(document, found)
  local in_headlines, lines, h = {}, headlines.find(document), 1
  local line = lines[1]
  for run in runs:matches(document) do
    local index, size = run.index, #run
    while line and line.last < index do
      h = h + 1
      line = lines[h]
    end
    if line and line.first <= index then
      in_headlines[#in_headlines + 1] = run
    else
      local token = document[index]
      local pieces = names_of(run, size, token)
      local next = pieces[1] and document[index + size]
      local beyond = next and word_beside(next)
      if beyond and beyond.low == "$" and next.first == run.last + 1 then pieces = nothing end      -- "US$5" is no name
      for i = 1, #pieces do
        local piece = pieces[i]
        local first, last = piece.first, piece.last
        found(first == 1 and last == size and run or run:sub(first, last), piece.name,
          piece.before or (token.is_first and START or word_beside(document[index - 1])),
          piece.after or (next and not next.is_first and beyond or END), piece.title)
      end
    end
  end
  return in_headlines
end

-- Calls found(place, name) for each mention in a run of a headline; is_known(key) says whether the text has that name.
function mentions.headline(run, is_known, found)
  local run_words = name_words.of(run)
  local hits = name_words.listed(run, run_words)
  headlines.names(run_words, hits, is_known, function(i, j) found(run:sub(i, j), name_of_piece(run, run_words, i, j, hits)) end)
end

return mentions

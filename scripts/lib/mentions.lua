-- Finds what may be a name: runs of capitalised words, cut into names, with what the lists say of each.
local gloss, remember, name_words, capitals = require "gloss", require "remember", require "name_words", require "capitals"
local clues, headlines, bearers = require "clues", require "headlines", require "bearers"

local words = {
  small   = gloss.wordset({ "of", "for", "and", "the", "&", "de", "del", "della", "da", "do", "dos", "du", "des", "la", "le", "van", "von", "der",
    "den", "ter", "bin", "ibn", "al", "el", "y" }, { case = "exact" }),
  starter = gloss.wordset(name_words.starters, { case = "exact" }),
  firm    = gloss.wordset({ "Inc", "Inc.", "INC", "INC.", "Ltd", "Ltd.", "Corp", "Corp.", "LLC", "LLP", "PLC", "Jr", "Jr.", "Sr", "Sr." }, { case = "exact" }),
}
words.cap = gloss.pattern [[ [(is_title | is_upper) & word!="[0-9].*"] ]]
local runs = gloss.pattern([[
  ("The" $cap | [word=$starter] "-" $cap | "al|el" "-" $cap | [(is_title | is_upper) & word!="[0-9].*" & word!=$starter]
    | [shape="x-Xx.*|xx-Xx.*|xxx-Xx.*|xxxx-Xx.*"])
  ("'s|’s"? [word=$small]{0,2} "-|‑"? $cap | "-|‑" [is_number] | ","? [word=$firm])* ]], words)

local longest = 60                                   -- tokens of a run: a longer one is no language
local nothing = {}

-- What the lists and the last and the first word say of a name: kinds, for its clues, and what it is called: place, org, other.
local function describe(run_words, i, j, hits, is_title)
  local first, last, is_long = run_words[i], run_words[j], i < j
  local says = last.says
  local kinds, place, org, other, is_listed = {}, nil, nil, nil, false
  for _, hit in ipairs(is_long and hits[i] or not is_long and first.hits or nothing) do
    if hit.length == j - i + 1 then
      kinds[#kinds + 1] = hit.kind
      if hit.field == "place" then place, is_listed = hit.type, not hit.kind:find "?" and (is_long or not first.ordinary)
      elseif hit.field == "org" then org = hit.type else other = hit.type end
    end
  end
  if is_long then
    if says.org_end then kinds[#kinds + 1] = "ends org " .. says.org_end end
    if says.place_end then kinds[#kinds + 1] = "ends place " .. says.place_end end
    if first.says.head then kinds[#kinds + 1] = "begins " .. first.says.head end
    place = place or says.place_end
  elseif is_title then
    kinds[#kinds + 1] = "title"
  end
  return kinds, place, org, other, is_listed
end

local function key_of(run_words, first, last)
  local key = run_words[first].low
  for i = first + 1, last do key = key .. " " .. run_words[i].low end
  return key
end

-- A name: where it is in its run, what it is called (text, key: folded), what the lists say of it and its form. `clues` are those
-- inside it, and what they weigh.
local function name_of(run, run_words, i, j, hits, is_title, title)
  local first, last, is_long = run_words[i], run_words[j], i < j
  local kinds, place, org, other, is_listed = describe(run_words, i, j, hits, is_title)
  local head, tail = bearers.ends(run_words, i, j)
  local inside, titled = clues.inside(run_words, i, j, kinds), title and clues.of_title(title)
  return {
    first = i, last = j, text = (is_long and run:sub(i, j) or run[i]).plain, key = key_of(run_words, i, j),
    head = head, tail = tail, place = place, org = org, other = other, is_listed = is_listed,
    is_acronym = not is_long and #first.text > 1 and #first.text < 9 and not first.text:find "%l",
    is_shouted = not first.text:find "%l" and not last.text:find "%l",
    happening = is_long and (last.says.event or first.says.event_head),
    parts = j == i + 2 and run_words[i + 1].text == "-" and { first.low, last.low },
    is_ordinary = not is_long and first.ordinary, opening = clues.opening[is_long and "more" or first.ordinary and "ordinary" or "other"],
    clues = inside, inside = clues.sum(inside), clues_of_title = titled, titled = titled and clues.sum(titled), before = false, after = false,
  }
end

local function beside(run, i)
  local token = run[i]
  return clues.beside(token.norm, token)
end

-- The names in a run, and its size.
local function names_in(run, is_first)
  local size, found = #run, {}
  if size > longest then return found end
  local run_words = name_words.of(run)
  local hits, titles = name_words.listed(run, run_words)
  for n, piece in ipairs(capitals.cut(run_words, is_first, hits, titles)) do
    local i, j = piece.first, piece.last
    local name = name_of(run, run_words, i, j, hits, titles[i] == i, piece.titled)
    name.before, name.after = i > 1 and beside(run, i - 1), j < size and beside(run, j + 1)
    found[n] = name
  end
  return found
end

-- The same for a run of one word: the name is the word's.
local function names_of_word(run, word)
  local is_name = not (word.says.stop or word.says.joiner or word.says.particle)
  word.names = is_name and { name_of(run, { word }, 1, 1, nothing, word.is_title) } or nothing
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
    return word.names or names_of_word(run, word)
  end
  if token.is_first then return at_start[text] or learn_at_start(text, run) end
  return elsewhere[text] or learn_elsewhere(text, run)
end

local function word_beside(token)
  local low = token.norm
  return known_beside[low] or beside_of(low, token)
end

local mentions = {}

-- Calls found(place, name, before, after) for each mention in text order; before and after are what clues.lua has of the words beside
-- it. Returns the runs that stand in headlines, for mentions.headline, once the names of the text are known.
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
      local list = names_of(run, size, token)
      local next = list[1] and document[index + size]
      local last_after = next and word_beside(next)
      if last_after and last_after.low == "$" and next.first == run.last + 1 then list = nothing end      -- "US$5" is no name
      for i = 1, #list do
        local name = list[i]
        local before, after = name.before, name.after
        if not before then before = token.is_first and START or word_beside(document[index - 1]) end
        if not after then after = next and not next.is_first and last_after or END end
        local first, last = name.first, name.last
        found(first == 1 and last == size and run or run:sub(first, last), name, before, after)
      end
    end
  end
  return in_headlines
end

-- Calls found(place, name) for each mention in a run of a headline; is_known(key) says whether the text has that name.
function mentions.headline(run, is_known, found)
  local run_words = name_words.of(run)
  local hits = name_words.listed(run, run_words)
  for _, piece in ipairs(headlines.names(run_words, hits, is_known)) do
    found(run:sub(piece.first, piece.last), name_of(run, run_words, piece.first, piece.last, hits))
  end
end

return mentions

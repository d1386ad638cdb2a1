-- Finds what may be a name: runs of capitalised words, cut into names, with the clues inside and around each.
local gloss, remember, alternatives = require "gloss", require "remember", require "alternatives"
local capitals, bearers, headlines = require "capitals", require "bearers", require "headlines"
local listed, name_words = require "listed", require "name_words"

local upper = [[(?:[A-Z]|[ae]l-(?=\p{Lu})|(?=[^\x00-\x7F])\p{Lu})]]
local word = upper .. [[(?:[A-Za-z0-9]++|[\p{L}\p{M}\p{N}]|['’](?![sS]\b)(?=\p{L})|[.&](?=[\p{L}\p{N}])|[‑-](?=[\p{Lu}\p{N}]))*+]]
local small = [[(?:of|for|and|the|&|de|del|della|da|do|dos|du|des|la|le|van|von|der|den|ter|bin|ibn|al|el|y)]]
local firm = [[,?\s+(?:Inc|INC|Ltd|Corp|LLC|LLP|PLC|Jr|Sr)\b\.?]]
local runs = gloss.regex([[(?=[A-Z]|[ae]l-\p{Lu}|[^\x00-\x7F])(?<![\p{L}\p{N}@#.])(?!(?:I|]] .. alternatives(name_words.starters) .. [[)\b(?!['’.-]\p{L}))(?:The\s+(?=\p{Lu}))?]]
  .. word .. [[(?:(?:\.?['’]s)?\.?(?:\s+]] .. small .. [[){0,2}\s+]] .. word .. [[|\s*&\s*]] .. word .. "|" .. firm .. [[){0,40}(?!\$)]])

-- What the first and the last word say of a name, and whether it is a title.
local function note_ends(own, is_title, kinds)
  local function note(kind, found) if found then kinds[#kinds + 1] = kind .. " " .. found end end
  if #own > 1 then
    note("ends org", name_words.org_end[own[#own].text])
    note("ends place", name_words.place_end[own[#own].text])
    note("begins", name_words.heads[own[1].text])
  elseif is_title then
    kinds[#kinds + 1] = "title"
  end
end

local fields = { place = "place", org = "org", demonym = "other", event = "other", work = "other" }

-- A name: where it is in its run, what it is called (text, key: folded), what the lists say of it (place, org, other: a type) and its form.
local function name_of(run, piece, words, hits, titles, describe)
  local own = table.move(words, piece.first, piece.last, 1, {})
  local name, kinds, low = { first = piece.first, last = piece.last, titled = piece.titled }, {}, {}
  for _, hit in ipairs(hits[piece.first] or {}) do
    if hit.length == #own then
      kinds[#kinds + 1] = hit.kind
      name[fields[hit.list]] = hit.list == "org" and "ORG" or hit.type
      if hit.list == "place" then name.is_listed = not hit.kind:find "?" and (#own > 1 or not own[1].ordinary) end
    end
  end
  for i, word in ipairs(own) do low[i] = word.low end
  local first, last, is_long = own[1].text, own[#own].text, #own > 1
  name.key = table.concat(low, " ")
  name.head, name.tail = bearers.ends(low)
  name.is_acronym = not is_long and #first > 1 and #first < 9 and not first:find "%l"
  name.is_shouted = not is_long and not first:find "%l" or is_long and not (first .. last):find "%l"
  name.place = name.place or is_long and name_words.place_end[last] or nil
  name.happening = is_long and (name_words.events[last] or name_words.events[first .. " of"])
  name.parts = #own == 3 and own[2].text == "-" and { low[1], low[3] }
  name.opens = is_long and "more" or own[1].ordinary and "ordinary" or "other"
  note_ends(own, titles[piece.first] == piece.first, kinds)
  name.text = run:sub(piece.first, piece.last).plain
  name.inside = describe(own, kinds)
  return name
end

local longest = 60                                   -- tokens of a run: a longer one is no language

-- The names in a run, and its size. What stands beside them inside the run they know themselves: before, after.
local function names_in(run, is_first, describe)
  local size = #run
  if size > longest then return { size = size } end
  local words, hits, titles, found = listed.words(run), listed.hits(run), listed.titles(run), { size = size }
  for i, piece in ipairs(capitals.cut(words, is_first, titles, hits, name_words)) do
    local name = name_of(run, piece, words, hits, titles, describe)
    local before, after = words[piece.first - 1], words[piece.last + 1]
    name.before, name.after = before and before.low or is_first and "^", after and after.low
    found[i] = name
  end
  return found
end

local mentions = {}

-- Returns two functions. each(document, found) calls found(place, name, before, after) for each mention in text order; before and
-- after are the folded words beside it, "^" and "$" at the ends of its sentence. A name has `inside`: what describe(words, kinds) gave.
-- It returns the runs that stand in headlines, for headline(run, is_known, found), once the names of the text are known.
function mentions.finder(describe)
  local at_start = remember(function(_, run) return names_in(run, true, describe) end)
  local elsewhere = remember(function(_, run) return names_in(run, false, describe) end)

  local function each(document, found)
    local in_headlines, lines, h = {}, headlines.find(document), 1
    local line = lines[1]
    for run in runs:matches(document) do
      local index = run.index
      while line and line.last < index do
        h = h + 1
        line = lines[h]
      end
      if line and line.first <= index then
        in_headlines[#in_headlines + 1] = run
      else
        local list = (run[1].is_first and at_start or elsewhere)(run.text, run)
        local size = list.size
        for i = 1, #list do
          local name = list[i]
          local first, last, after = name.first, name.last, name.after
          if not after then
            local token = document[index + size]
            after = token and not token.is_first and token.norm or "$"
          end
          found(first == 1 and last == size and run or run:sub(first, last), name, name.before or document[index - 1].norm, after)
        end
      end
    end
    return in_headlines
  end

  local function headline(run, is_known, found)
    local pieces, words, hits = headlines.names(run, is_known)
    for _, piece in ipairs(pieces) do found(run:sub(piece.first, piece.last), name_of(run, piece, words, hits, {}, describe)) end
  end

  return each, headline
end

return mentions

-- Cuts a run of capitalised words ("Russian President Vladimir Putin", "Bank of England and Treasury") into names.
-- Pure: knows words by what the caller says of them. A word is { text =, low =, ordinary =, flags = }, a hit of a list
-- { length =, kind = }. `lexicon` holds sets by word: titles are given as spans, the rest by these names:
--   takes_of   heads that go on behind "of" and "for" (University, Bank, Gulf)
--   org_end, place_end   last words that tell what a name is (Inc., Ministry; Street, County)
--   heads      first words that a name is known by (Lake, Bank of)
--   breaks     capitalised words that are no part of a name (Monday, The, However)
local capitals = {}

local joiners = { ["of"] = true, ["for"] = true, ["and"] = true, ["the"] = true, ["'s"] = true, ["’s"] = true, ["&"] = true }
local particles = { de = true, del = true, della = true, da = true, ["do"] = true, dos = true, du = true, des = true, la = true, le = true,
                    van = true, von = true, der = true, den = true, ter = true, bin = true, ibn = true, al = true, el = true, y = true }
capitals.joiners, capitals.particles = joiners, particles

-- Where the words that stand together from i on end: before the next joiner.
local function stretch(words, i)
  while words[i + 1] and not joiners[words[i + 1].text] do i = i + 1 end
  return i
end

local function all_ordinary(words, first, last)
  for i = first, last do
    if not words[i].ordinary and not joiners[words[i].text] then return false end
  end
  return true
end

-- Does the joiner at i (to j) belong to the name that began at `first`?
local function joins(words, is_first, hits, first, i, j, lexicon)
  local joiner, head = words[i].text, words[i - 1]
  local ending = words[stretch(words, j + 1)].text
  if joiner == "&" then return true end
  if joiner == "of" or joiner == "for" then return lexicon.takes_of[head.text] ~= nil end
  if joiner == "and" then
    return not (hits[i - 1] and hits[j + 1] and i - first == 1) and all_ordinary(words, first, i - 1) and words[j + 1].ordinary
      and (lexicon.org_end[ending] ~= nil or lexicon.takes_of[words[first].text] ~= nil and i > first + 2)
  end
  return (joiner == "'s" or joiner == "’s") and (head.ordinary or words[first].text == "St.") and i - first <= 2
    and (lexicon.org_end[ending] or lexicon.place_end[ending]) ~= nil and not is_first
end

-- The longest name of several words that a list knows here; a people is no name of more than itself.
local function longest(hits)
  local best
  for _, hit in ipairs(hits or {}) do
    if hit.length > 1 and hit.kind ~= "demonym" and (not best or hit.length > best.length) then best = hit end
  end
  return best
end

local function is_listed(hits)
  for _, hit in ipairs(hits or {}) do
    if hit.kind == "demonym" or hit.kind == "place GPE" then return true end
  end
  return false
end

-- "Russian Vladimir Putin" is two names, "Russian Orthodox Church" one.
local function split_demonym(piece, words, hits, lexicon, add)
  for _, hit in ipairs(hits[piece.first] or {}) do
    local rest = piece.first + hit.length
    if hit.kind == "demonym" and rest <= piece.last and not longest(hits[piece.first])
      and not (lexicon.org_end[words[piece.last].text] or lexicon.place_end[words[piece.last].text]) then
      add { first = piece.first, last = rest - 1, titled = piece.titled }
      add { first = rest, last = piece.last }
      return
    end
  end
  add(piece)
end

-- Is the first word of a sentence only its first word, and a name what follows? "Following Ali", "Hairdresser Milanka Milic".
local function is_only_first(words, hits, lexicon)
  local first, second = words[1], words[2]
  if not second or not first.ordinary or first.flags:find "[gsU]" or hits[1] or lexicon.heads[first.text] then return false end
  return not second.ordinary and (first.text:find "ing$" ~= nil or second.flags:find "g" ~= nil)
end

-- "King" is no title in "Martin Luther King Jr.".
local function is_inside_person(words, first, i, hits)
  return first and words[first].flags:find "g" and not is_listed(hits[first]) and not words[i].text:find "%.$"
end

-- Returns the names as a list of { first =, last =, titled = }, places in `words`. titles[i] is the last word of a title that
-- begins at i.
function capitals.cut(words, is_first, titles, hits, lexicon)
  local pieces, n, i = {}, #words, 1
  local first, titled
  local function add(piece) pieces[#pieces + 1] = piece end
  local function close(last)
    while first and last >= first and (joiners[words[last].text] or particles[words[last].text]) do last = last - 1 end
    if first and last == first + 1 and words[last].text == "Administration" and words[first].flags:find "s" and not words[first].ordinary then last = first end
    if first and last >= first then split_demonym({ first = first, last = last, titled = titled }, words, hits, lexicon, add) end
    if first then titled = nil end
    first = nil
  end
  if is_first and is_only_first(words, hits, lexicon) then i = 2 end
  while i <= n do
    local word, hit, title = words[i], longest(hits[i]), titles[i]
    if i == 1 and is_first and word.text == "The" and hits[2] then hit = nil end
    local ending = words[stretch(words, i)].text
    local is_title = title and title < n and not joiners[words[title + 1].text] and not (hit and hit.length > title - i + 1)
      and not is_inside_person(words, first, i, hits)
      and (word.text:find("%.$") or not (lexicon.org_end[ending] or lexicon.place_end[ending]) or title > i)
    if is_title then
      close(i - 1)
      titled = words[title].low
      i = title + 1
    elseif title == n and first and not is_inside_person(words, first, i, hits) then
      close(i - 1)
      i = n + 1
    elseif hit then
      first = first or i
      i = i + hit.length
    elseif joiners[word.text] then
      local j = i
      while words[j + 1] and joiners[words[j + 1].text] do j = j + 1 end
      if not (first and j < n and joins(words, is_first, hits, first, i, j, lexicon)) then close(i - 1) end
      i = j + 1
    elseif word.text == "," then                         -- only before "Inc." and "Jr."
      i = i + 1
    elseif word.text == "-" or word.text == "‑" then
      local two = is_listed(hits[i - 1]) and is_listed(hits[i + 1])
      if two or i == n then close(i - 1) end
      i = i + 1
    elseif lexicon.breaks[word.text] then
      close(i - 1)
      titled, i = nil, i + 1
    else
      first = first or (not particles[word.text] and i or nil)
      i = i + 1
    end
  end
  close(n)
  return pieces
end

return capitals

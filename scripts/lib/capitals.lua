-- Splits a run of capitalised words ("Russian President Vladimir Putin", "Bank of England and Treasury") into names. Pure: a word
-- is what name_words.lua says of it. hits[i] is what the lists say of several words that begin at the word i, titles[i] is the last
-- word of a title that begins there.
local capitals = {}

-- Where the words that stand together from i on end: before the next joiner.
local function stretch(words, i)
  while words[i + 1] and not words[i + 1].says.joiner do i = i + 1 end
  return words[i].says
end

local function are_ordinary(words, first, last)
  for i = first, last do
    if not (words[i].ordinary or words[i].says.joiner) then return false end
  end
  return true
end

-- Does the joiner at i (to j) belong to the name that began at `first`?
local function joins(words, is_first, hits, first, i, j)
  local joiner, head, ending = words[i].text, words[i - 1], stretch(words, j + 1)
  if joiner == "&" then return true end
  if joiner == "of" or joiner == "for" then return head.says.takes_of end
  if joiner == "and" then
    local parts_two = i - first == 1 and (head.hits[1] or hits[i - 1]) and (words[j + 1].hits[1] or hits[j + 1])
    return not parts_two and are_ordinary(words, first, i - 1) and words[j + 1].ordinary
      and (ending.org_end or words[first].says.takes_of and i > first + 2)
  end
  return (joiner == "'s" or joiner == "’s") and (head.ordinary or words[first].text == "St.") and i - first <= 2
    and (ending.org_end or ending.place_end) and not is_first
end

-- Is the first word of a sentence only its first word, and a name what follows? "Following Ali", "Hairdresser Milanka Milic".
local function is_only_first(words, hits)
  local first, second = words[1], words[2]
  local is_plain = first.ordinary and not (first.flags:find "[gsU]" or first.hits[1] or hits[1] or first.says.head)
  return is_plain and second and not second.ordinary and (first.text:find "ing$" or second.flags:find "g")
end

-- "King" is no title in "Martin Luther King Jr.".
local function is_inside_person(words, first, i)
  return first and words[first].flags:find "g" and not words[first].hits.is_known and not words[i].text:find "%.$"
end

-- Does the title that ends at `last` stand before a name?
local function is_title(words, first, i, last, length)
  if last == #words or words[last + 1].says.joiner or length and length > last - i + 1 then return false end
  if is_inside_person(words, first, i) then return false end
  local ending = stretch(words, i)
  return last > i or words[i].text:find "%.$" or not (ending.org_end or ending.place_end)
end

-- "Clinton Administration"
local function is_administration(first, last)
  return last.text == "Administration" and first.flags:find "s" and not first.ordinary
end

-- "Will" before a country or people
local function is_auxiliary(after) return after and after.hits.is_known end

-- Returns the names as a list of { first =, last =, title = }, places in `words`: the last word of the title before. Room is
-- left for what mentions.lua adds.
function capitals.split(words, is_first, hits, titles)
  local pieces, n, i = {}, #words, 1
  local first, titled
  local function add(from, last, title)
    pieces[#pieces + 1] = { first = from, last = last, title = title or false, name = false, is_all = false }
  end
  local function close(last)
    if not first then return end
    while last >= first and (words[last].says.joiner or words[last].says.particle) do last = last - 1 end
    if last == first + 1 and is_administration(words[first], words[last]) then last = first end
    -- "Russian Vladimir Putin" is two names, "Russian Orthodox Church" one.
    local several = hits[first]
    local people = not (several and several.name) and (several and several.people or words[first].hits.people)
    if people and first + people <= last and not (words[last].says.org_end or words[last].says.place_end) then
      add(first, first + people - 1, titled)
      add(first + people, last)
    elseif last >= first then
      add(first, last, titled)
    end
    first, titled = nil, nil
  end
  if is_first and is_only_first(words, hits) then i = 2 end
  while i <= n do
    local word, length, title = words[i], hits[i] and hits[i].name, titles[i]
    local says = word.says
    if i == 1 and is_first and word.text == "The" and (hits[2] or n > 1 and words[2].hits[1]) then length = nil end
    if title and is_title(words, first, i, title, length) then
      close(i - 1)
      titled = title
      i = title + 1
    elseif title == n and first and not is_inside_person(words, first, i) then
      close(i - 1)
      i = n + 1
    elseif length then
      first = first or i
      i = i + length
    elseif says.joiner then
      local j = i
      while words[j + 1] and words[j + 1].says.joiner do j = j + 1 end
      if not (first and j < n and joins(words, is_first, hits, first, i, j)) then close(i - 1) end
      i = j + 1
    elseif word.text == "-" or word.text == "‑" then
      local are_two = first and i < n and words[i - 1].hits.is_known and words[i + 1].hits.is_known and not hits[i - 1]
      if are_two or i == n then close(i - 1) end
      i = i + 1
    elseif says.stop or says.unsure and (first or is_auxiliary(words[i + 1])) then
      close(i - 1)
      titled, i = nil, i + 1
    else
      if not (says.particle or word.text == ",") then first = first or i end        -- a comma is before "Inc." and "Jr." only
      i = i + 1
    end
  end
  close(n)
  return pieces
end

return capitals

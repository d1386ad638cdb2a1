-- Who speaks: the mention beside a verb of saying. Pure: it sees tokens by index through a reader (reader.lua).
-- All functions give the first and last token of a mention and its kind ("pronoun", "name" or "noun"), or nil.
local speakers = {}

local SOURCE = 25          -- tokens of a source
local LONGEST = 12         -- tokens of a noun phrase
local APPOSITION = 40      -- tokens of what may stand between two commas behind a name

local particles = { de = true, da = true, di = true, du = true, la = true, le = true, van = true, von = true, der = true, den = true,
                    al = true, bin = true, el = true, dos = true, del = true, ["&"] = true, ["-"] = true }
local links = { ["of"] = true, ["for"] = true, ["at"] = true, ["from"] = true, ["with"] = true, ["in"] = true, ["to"] = true,
                ["on"] = true, ["by"] = true }

local dashes = { ["-"] = true, ["--"] = true, ["–"] = true, ["—"] = true }
local quantities = { some = true, many = true, most = true, all = true, both = true, few = true, several = true, one = true, another = true, other = true, these = true, those = true }

-- -- Names

local function is_name_part(read, i)
  return read.capital[i] and read.class[i] ~= "day" and read.class[i] ~= "mark"
end

-- A closed-class word that is a capital because a sentence begins with it is no name.
local function name_start(read, last, first)
  local start = last
  while start > first do
    local before = start - 1
    if is_name_part(read, before) then start = before
    elseif before > first and particles[read.norm[before]] and is_name_part(read, before - 1) then start = before - 1
    elseif before > first and read.norm[before] == "of" and is_name_part(read, before - 1) then start = before - 1
    elseif before - 1 > first and read.norm[before] == "the" and read.norm[before - 1] == "of" and is_name_part(read, before - 2) then start = before - 2
    else break end
  end
  while start < last and read.class[start] do start = start + 1 end
  return start
end

local function name_end(read, first, last)
  local stop = first
  while stop < last do
    local after = stop + 1
    if is_name_part(read, after) then stop = after
    elseif after < last and (particles[read.norm[after]] or read.norm[after] == "of") and is_name_part(read, after + 1) then stop = after + 1
    else break end
  end
  return stop
end

-- -- Noun phrases

local function is_word(read, i)
  return not read.class[i] and read.norm[i] ~= ""
end

-- The first token of the noun phrase that ends with this one; whether a determiner or a possessor begins it.
local function phrase_start(read, last, first)
  local start, i = last, last - 1
  while i >= first and last - i < LONGEST do
    local class = read.class[i]
    if class == "determiner" then
      start = i
      local before = i - 1
      if not (before > first and links[read.norm[before]] and (is_word(read, before - 1) or read.class[before - 1] == "determiner")) then return start, true end
      i = before - 1
    elseif read.norm[i] == "'s" or read.norm[i] == "'" then
      if i > first and read.capital[i - 1] then return name_start(read, i - 1, first), true end
      start, i = i, i - 1
    elseif is_word(read, i) then start, i = i, i - 1
    elseif i > first and links[read.norm[i]] and (is_word(read, i - 1) or read.class[i - 1] == "determiner") then start, i = i - 1, i - 1
    else break end
  end
  return start, false
end

local function noun_before(read, last, first, is_role)
  local norm = read.norm[last]
  if not is_word(read, last) or not norm:find "%a" then return nil end
  local start, is_determined = phrase_start(read, last, first)
  if is_determined or is_role(norm) or norm:find "[^s]s$" then return start, last, "noun" end
end

-- "officials in Washington": the name belongs to what stands before it.
local function owner_of_name(read, start, first, is_role)
  local link = start - 1
  if link > first and read.norm[link] == "the" then link = link - 1 end
  if link <= first or not links[read.norm[link]] then return nil end
  local head = link - 1
  if not read.capital[head] and is_word(read, head) and is_role(read.norm[head]) then return (phrase_start(read, head, first)) end
end

local function ending_at(read, i, first, is_role)
  local class = read.class[i]
  if class == "pronoun" then return i, i, "pronoun" end
  if class == "determiner" and quantities[read.norm[i]] then return i, i, "noun" end
  if class == "object" and read.norm[i - 1] == "of" and i - 2 >= first then return i - 2, i, "noun" end
  if read.norm[i] == "%" or read.norm[i] == "percent" then return math.max(first, i - 1), i, "noun" end
  if is_name_part(read, i) and not (class and i == first) then
    local start = name_start(read, i, first)
    local owner = owner_of_name(read, start, first, is_role)
    if owner then return owner, i, "noun" end
    return start, i, "name"
  end
  return noun_before(read, i, first, is_role)
end

-- Back over the words of a phrase.
local function skip_words(read, i, first)
  local stop = i - LONGEST
  while i >= first and i > stop and (is_word(read, i) or read.class[i] == "determiner" or read.norm[i] == "'s" or read.norm[i] == "-") do i = i - 1 end
  return i
end

-- Where the words begin that stand before a name and belong to it, all the way from a mark: `,” her friend, Ms. Lee, said`.
function speakers.reach(read, start, first)
  local i = skip_words(read, start - 1, first)
  if i >= first and read.norm[i] == "," then
    local further = skip_words(read, i - 1, first)
    if read.closes[further] then return further + 1 end
    return i + 1
  end
  return read.closes[i] and i + 1 or start
end

-- -- From the verb to the left

-- Over adverbs, auxiliaries, days and brackets: "has also", "on Tuesday", "(R-Ohio)".
local function skip_back(read, i, first, is_gerund)
  while i >= first do
    local class, norm = read.class[i], read.norm[i]
    if class == "adverb" or class == "have" or class == "modal" or class == "be" and is_gerund then i = i - 1
    elseif class == "day" then i = i - 1
      if read.norm[i] == "on" or read.norm[i] == "late" or read.norm[i] == "early" then i = i - 1 end
    elseif class == "time" and (read.class[i - 1] == "day" or read.class[i - 1] == "which" or read.norm[i - 1] == "this") then i = i - 2
    elseif norm == ")" then
      local open = i
      while open > first and read.norm[open] ~= "(" and i - open < LONGEST do open = open - 1 end
      if read.norm[open] ~= "(" then return i end
      i = open - 1
    else break end
  end
  return i
end

-- "Portland, Ore., said": what stands between the commas says where the place is.
local function is_region(read, comma, at)
  return at - comma == 2 and read.capital[comma + 1]
end

-- "Ms. Lee, 52, told": what stands before the apposition that this comma, or dash, closes. "Its chairman, Ms. Lee, told": the apposition.
local function before_apposition(read, at, first, is_role)
  local mark = read.norm[at]
  for i = at - 1, math.max(first + 1, at - APPOSITION), -1 do
    if read.norm[i] == mark and read.class[i + 1] ~= "subordinator" and read.class[i + 1] ~= "conjunction" and not is_region(read, i, at) then
      local head = i - 1
      if is_name_part(read, head) and not read.class[head] then return ending_at(read, head, first, is_role) end
      if at - i > 2 and name_start(read, at - 1, i) == i + 1 then return i + 1, at - 1, "name" end
      if is_role(read.norm[head]) then return ending_at(read, head, first, is_role) end
    end
  end
end

-- The mention that the verb at `verb` has as its subject, to the left of it, but not before `first`.
function speakers.before(read, verb, first, is_role)
  local is_gerund = read.norm[verb]:find "ing$" ~= nil
  local i = skip_back(read, verb - 1, first, is_gerund)
  if i < first then return nil end
  local norm = read.norm[i]
  if norm == "as" and read.norm[i - 1] == "quoted" then i = skip_back(read, i - 2, first, true)
  elseif norm == "to" and (read.norm[i - 1] == "on" or read.norm[i - 1]:find "^continue" or read.norm[i - 1] == "used") then
    i = skip_back(read, i - (read.norm[i - 1] == "on" and 3 or 2), first, false)
  end
  if i < first then return nil end
  norm = read.norm[i]
  if norm == "," or dashes[norm] then return before_apposition(read, i, first, is_role) end
  if (norm == "that" or norm == "which") and i > first then i = i - (read.norm[i - 1] == "," and 2 or 1) end
  return ending_at(read, i, first, is_role)
end

-- -- From the verb to the right: said Ann Lee, said a spokesman for the company

function speakers.after(read, verb, last, is_role)
  local i = verb + 1
  if i > last then return nil end
  local class = read.class[i]
  if class == "pronoun" then return i, i, "pronoun" end
  local stop, is_linked = i, false
  while stop <= last and stop - i < LONGEST and (is_word(read, stop) or read.class[stop] == "determiner" or stop > i and links[read.norm[stop]]) do
    if read.capital[stop] and not is_linked and is_name_part(read, stop) and not read.class[stop] then
      local final = name_end(read, stop, last)
      if final == last or read.class[final + 1] or stop == i then return stop, final, "name" end
      stop = final
    end
    is_linked = is_linked or links[read.norm[stop]]
    stop = stop + 1
  end
  if stop > i and (class == "determiner" or is_role(read.norm[i])) then return i, stop - 1, "noun" end
end

local ends_source = { pronoun = true, modal = true, have = true, mark = true }

-- Whoever stands behind "according to": a name ("the Kremlin", "his adviser Lee"), or all up to the next mark. Also gives where that ends.
function speakers.source(read, first, last, is_role)
  local class = read.class[first]
  if class == "pronoun" or class == "object" then return first, first, "pronoun", first end
  if class == "mark" then return nil end
  local stop = first
  while stop < last and stop - first < SOURCE and (not ends_source[read.class[stop + 1]] or read.norm[stop + 1] == "-") do stop = stop + 1 end
  local start = class == "determiner" and first < stop and first + 1 or first
  if is_name_part(read, start) and not read.class[start] then
    local final = name_end(read, start, stop)
    if final == stop or class ~= "determiner" and not is_role(read.norm[final + 1]) then return start, final, "name", stop end
  end
  start = name_start(read, stop, first)
  if is_name_part(read, stop) and start > first and (is_role(read.norm[start - 1]) or class == "determiner" and start - first <= 2) then return start, stop, "name", stop end
  return first, stop, "noun", stop
end

-- The first name or pronoun of a clause, what is put in front of it left out: who it is about.
function speakers.first(read, first, last)
  local class = read.class[first]
  if class == "preposition" or class == "subordinator" then
    for i = first + 1, last do
      if read.norm[i] == "," then first = i + 1 break end
    end
  end
  for i = first, last do
    if read.class[i] == "pronoun" and read.norm[i] ~= "it" and read.norm[i] ~= "who" then return i, i, "pronoun" end
    if read.class[i] == "determiner" and is_word(read, i + 1) and not read.capital[i + 1] and i < last then return i, i + 1, "noun" end
    if is_name_part(read, i) and not read.class[i] and not read.norm[i]:find "ed$" then return i, name_end(read, i, last), "name" end
  end
end

return speakers

-- Who speaks: the mention beside a verb of saying. Pure: it sees tokens by index through a reader (reader.lua); `is_role` says of a
-- word whether it is what a person can be: adviser. All functions give the first and last token of a mention and its kind
-- ("pronoun", "name" or "noun"), or nil.
local speakers = {}

local LONGEST = 12         -- tokens of a noun phrase
local SOURCE = 25          -- tokens of a source
local APPOSITION = 40      -- tokens of what may stand between two commas behind a name

local dashes = { ["-"] = true, ["--"] = true, ["–"] = true, ["—"] = true }
local ends_source = { pronoun = true, modal = true, have = true, mark = true }

-- -- Names

local function is_name_part(read, i)
  return read[i].capital and read[i].class ~= "day" and read[i].class ~= "mark"
end

-- A name that is no closed-class word with a capital, as the first of a sentence is.
local function is_name(read, i)
  return is_name_part(read, i) and not read[i].class
end

-- The part of the name before this one: "Department of the Interior", "Ursula von der Leyen".
local function part_before(read, start, first)
  for i = start - 1, math.max(first, start - 3), -1 do
    if is_name_part(read, i) then return i end
    if not read.words.particle[read[i].norm] and read[i].norm ~= "the" then return nil end
  end
end

local function part_after(read, stop, last)
  if stop < last and is_name_part(read, stop + 1) then return stop + 1 end
  if stop + 1 < last and read.words.particle[read[stop + 1].norm] and is_name_part(read, stop + 2) then return stop + 2 end
end

local function name_start(read, last, first)
  local start, before = last, last
  while before do start, before = before, part_before(read, before, first) end
  while start < last and read[start].class do start = start + 1 end
  return start
end

local function name_end(read, first, last)
  local stop, after = first, first
  while after do stop, after = after, part_after(read, after, last) end
  return stop
end

-- -- Noun phrases

local function is_word(read, i)
  return not read[i].class and read[i].norm ~= ""
end

local function is_in_phrase(read, i)
  return is_word(read, i) or read[i].class == "determiner"
end

-- Does a preposition here tie what follows to a noun before it: "leader of the party"?
local function is_link(read, i, first)
  return i > first and read.words.link[read[i].norm] and is_in_phrase(read, i - 1)
end

-- The first token of the noun phrase that ends with this one; whether a determiner or a possessor begins it.
local function phrase_start(read, last, first)
  local start, i = last, last - 1
  while i >= first and last - i < LONGEST do
    if read[i].class == "determiner" then
      start = i
      if not is_link(read, i - 1, first) then return start, true end
      i = i - 2
    elseif read[i].norm == "'s" or read[i].norm == "'" then
      if i > first and read[i - 1].capital then return name_start(read, i - 1, first), true end
      start, i = i, i - 1
    elseif is_word(read, i) then start, i = i, i - 1
    elseif is_link(read, i, first) then start, i = i - 1, i - 1
    else break end
  end
  return start, false
end

local function noun_before(read, last, first, is_role)
  local norm = read[last].norm
  if not is_word(read, last) or not norm:find "%a" then return nil end
  local start, is_determined = phrase_start(read, last, first)
  if is_determined or is_role(norm) or norm:find "[^s]s$" then return start, last, "noun" end
end

-- "officials in Washington": the name belongs to what stands before it.
local function owner_of_name(read, start, first, is_role)
  local link = start - 1
  if link > first and read[link].norm == "the" then link = link - 1 end
  if link <= first or not read.words.link[read[link].norm] then return nil end
  local head = link - 1
  if not read[head].capital and is_word(read, head) and is_role(read[head].norm) then return (phrase_start(read, head, first)) end
end

-- "some", "most of them", "40 percent"
local function quantity_before(read, last, first)
  local norm, class = read[last].norm, read[last].class
  if class == "determiner" and read.words.quantity[norm] then return last, last, "noun" end
  if class == "object" and last - 2 >= first and read[last - 1].norm == "of" then return last - 2, last, "noun" end
  if norm == "%" or norm == "percent" then return math.max(first, last - 1), last, "noun" end
end

-- The mention that ends with this token.
local function ending_at(read, last, first, is_role)
  if read[last].class == "pronoun" then return last, last, "pronoun" end
  local start, stop, kind = quantity_before(read, last, first)
  if start then return start, stop, kind end
  if is_name(read, last) or is_name_part(read, last) and last > first then
    start = name_start(read, last, first)
    local owner = owner_of_name(read, start, first, is_role)
    if owner then return owner, last, "noun" end
    return start, last, "name"
  end
  return noun_before(read, last, first, is_role)
end

-- -- What stands before a name and belongs to it

local function skip_words(read, i, first)
  local stop = i - LONGEST
  while i >= first and i > stop and (is_in_phrase(read, i) or read[i].norm == "'s" or read[i].norm == "-") do i = i - 1 end
  return i
end

-- Where it begins, if it does so behind a mark: `,” her friend, Ms. Lee, said`.
function speakers.reach(read, start, first)
  local i = skip_words(read, start - 1, first)
  if i >= first and read[i].norm == "," then
    local further = skip_words(read, i - 1, first)
    return read.closes[further] and further + 1 or i + 1
  end
  return read.closes[i] and i + 1 or start
end

-- -- From the verb to the left

-- "on Tuesday", "last week": where what stands before it ends.
local function skip_time(read, i)
  local class, before = read[i].class, i - 1
  if class == "day" then
    local norm = read[before].norm
    return (norm == "on" or norm == "late" or norm == "early") and i - 2 or before
  end
  local is_told = read[before].class == "day" or read[before].class == "which" or read[before].norm == "this"
  return class == "time" and is_told and i - 2 or nil
end

-- "(R-Ohio)"
local function skip_brackets(read, i, first)
  if read[i].norm ~= ")" then return nil end
  for open = i - 1, math.max(first + 1, i - LONGEST), -1 do
    if read[open].norm == "(" then return open - 1 end
  end
end

-- Over adverbs, auxiliaries, days and brackets: "has also".
local function skip_back(read, i, first, is_gerund)
  while i >= first do
    local class = read[i].class
    if class == "adverb" or class == "have" or class == "modal" or class == "be" and is_gerund then i = i - 1
    else
      local before = skip_time(read, i) or skip_brackets(read, i, first)
      if not before then break end
      i = before
    end
  end
  return i
end

-- Over the verb that governs this one: "was quoted as saying", "went on to say", "continued to argue".
local function skip_governor(read, i, first)
  local norm, before = read[i].norm, read[i - 1].norm
  if norm == "as" and before == "quoted" then return skip_back(read, i - 2, first, true) end
  if norm ~= "to" then return i end
  if before == "on" then return skip_back(read, i - 3, first, false) end
  if before == "used" or before:find "^continue" then return skip_back(read, i - 2, first, false) end
  return i
end

-- "Portland, Ore., said": what stands between the commas says where the place is.
local function is_region(read, comma, at)
  return at - comma == 2 and read[comma + 1].capital
end

local function opens_apposition(read, i, at)
  local class = read[i + 1].class
  return read[i].norm == read[at].norm and class ~= "subordinator" and class ~= "conjunction" and not is_region(read, i, at)
end

-- "Ms. Lee, 52, told": who stands before the apposition that this comma, or dash, closes. "Its chairman, Ms. Lee, told": who is
-- in it.
local function before_apposition(read, at, first, is_role)
  for i = at - 1, math.max(first + 1, at - APPOSITION), -1 do
    if opens_apposition(read, i, at) then
      local head = i - 1
      if is_name(read, head) then return ending_at(read, head, first, is_role) end
      if at - i > 2 and name_start(read, at - 1, i) == i + 1 then return i + 1, at - 1, "name" end
      if is_role(read[head].norm) then return ending_at(read, head, first, is_role) end
    end
  end
end

-- The mention that the verb at `verb` has as its subject, to the left of it, but not before `first`.
function speakers.before(read, verb, first, is_role)
  local is_gerund = read[verb].norm:find "ing$" ~= nil
  local i = skip_back(read, verb - 1, first, is_gerund)
  if i >= first then i = skip_governor(read, i, first) end
  if i < first then return nil end
  local norm = read[i].norm
  if norm == "," or dashes[norm] then return before_apposition(read, i, first, is_role) end
  if (norm == "that" or norm == "which") and i > first then i = i - (read[i - 1].norm == "," and 2 or 1) end
  return ending_at(read, i, first, is_role)
end

-- -- From the verb to the right

-- "said Ann Lee", "said regional chief Ann Lee", "said a spokesman for the company"
function speakers.after(read, verb, last, is_role)
  local first = verb + 1
  if first > last then return nil end
  if read[first].class == "pronoun" then return first, first, "pronoun" end
  local i, is_linked = first, false
  while i <= last and i - first < LONGEST and (is_in_phrase(read, i) or i > first and read.words.link[read[i].norm]) do
    if not is_linked and is_name(read, i) then
      local stop = name_end(read, i, last)
      if stop == last or read[stop + 1].class or i == first then return i, stop, "name" end
      i = stop
    end
    is_linked = is_linked or read.words.link[read[i].norm]
    i = i + 1
  end
  if i > first and (read[first].class == "determiner" or is_role(read[first].norm)) then return first, i - 1, "noun" end
end

local function source_end(read, first, last)
  for i = first + 1, math.min(last, first + SOURCE) do
    if ends_source[read[i].class] and read[i].norm ~= "-" then return i - 1 end
  end
  return math.min(last, first + SOURCE)
end

-- Whoever stands behind "according to": a name ("the Kremlin", "his adviser Lee"), or all up to the next mark. The fourth is where
-- that ends.
function speakers.source(read, first, last, is_role)
  local class = read[first].class
  if class == "pronoun" or class == "object" then return first, first, "pronoun", first end
  if class == "mark" then return nil end
  local stop, is_determined = source_end(read, first, last), class == "determiner"
  local start = is_determined and first < stop and first + 1 or first
  if is_name(read, start) then
    local final = name_end(read, start, stop)
    if final == stop or not is_determined and not is_role(read[final + 1].norm) then return start, final, "name", stop end
  end
  start = name_start(read, stop, first)
  local is_described = start > first and (is_role(read[start - 1].norm) or is_determined and start - first <= 2)
  if is_name_part(read, stop) and is_described then return start, stop, "name", stop end
  return first, stop, "noun", stop
end

-- -- The subject of a clause

local function behind_front(read, first, last)
  local class = read[first].class
  if class ~= "preposition" and class ~= "subordinator" then return first end
  for i = first + 1, last do
    if read[i].norm == "," then return i + 1 end
  end
  return first
end

-- The first name or pronoun of a clause, what is put in front of it left out: who it is about.
function speakers.first(read, first, last)
  for i = behind_front(read, first, last), last do
    local class, norm = read[i].class, read[i].norm
    if class == "pronoun" and norm ~= "it" and norm ~= "who" then return i, i, "pronoun" end
    if class == "determiner" and i < last and is_word(read, i + 1) and not read[i + 1].capital then return i, i + 1, "noun" end
    if is_name(read, i) and not norm:find "ed$" then return i, name_end(read, i, last), "name" end
  end
end

return speakers

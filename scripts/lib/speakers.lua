-- Who speaks: the mention beside a verb of saying. Pure: it sees words by index through a reader (reader.lua), to which is added
--   closes   the token of a closing quotation mark -> that of its partner
--   is_role  function of a norm: is it what a person can be, as adviser?
-- All functions give the first and last token of a mention and its kind ("pronoun", "name" or "noun"), or nil.
local speakers = {}

local LONGEST = 12         -- tokens of a noun phrase
local SOURCE = 25          -- tokens of a source
local APPOSITION = 40      -- tokens of what may stand between two commas behind a name

local dashes = { ["-"] = true, ["--"] = true, ["–"] = true, ["—"] = true }
local ends_source = { pronoun = true, modal = true, have = true, mark = true }
local skipped = { adverb = true, have = true, modal = true }

-- -- Names

local function is_name_part(word)
  return word.capital and word.class ~= "day"
end

-- A name that is no closed-class word with a capital, as the first of a sentence is.
local function is_name(word)
  return word.capital and not word.class
end

-- The part of the name before this one: "Department of the Interior", "Ursula von der Leyen".
local function part_before(read, start, first)
  for i = start - 1, start - 3 > first and start - 3 or first, -1 do
    local word = read[i]
    if is_name_part(word) then return i end
    if not word.particle and word.norm ~= "the" then return nil end
  end
end

local function part_after(read, stop, last)
  if stop >= last then return nil end
  if is_name_part(read[stop + 1]) then return stop + 1 end
  if stop + 1 < last and read[stop + 1].particle and is_name_part(read[stop + 2]) then return stop + 2 end
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

local function is_in_phrase(word)
  return not word.class or word.class == "determiner"
end

-- Does a preposition here tie what follows to a noun before it: "leader of the party"?
local function is_link(read, i, first)
  return i > first and read[i].link and is_in_phrase(read[i - 1])
end

-- The first token of the noun phrase that ends with this one; whether a determiner or a possessor begins it.
local function phrase_start(read, last, first)
  local start, i = last, last - 1
  while i >= first and last - i < LONGEST do
    local word = read[i]
    if word.class == "determiner" then
      start = i
      if not is_link(read, i - 1, first) then return start, true end
      i = i - 2
    elseif word.norm == "'s" or word.norm == "'" then
      if i > first and read[i - 1].capital then return name_start(read, i - 1, first), true end
      start, i = i, i - 1
    elseif not word.class then start, i = i, i - 1
    elseif is_link(read, i, first) then start, i = i - 1, i - 1
    else break end
  end
  return start, false
end

local function noun_before(read, last, first)
  local word = read[last]
  if word.class or not word.norm:find "%a" then return nil end
  local start, is_determined = phrase_start(read, last, first)
  if is_determined or read.is_role(word.norm) or word.ending == "s" then return start, last, "noun" end
end

-- "officials in Washington": the name belongs to what stands before it.
local function owner_of_name(read, start, first)
  local link = start - 1
  if link > first and read[link].norm == "the" then link = link - 1 end
  if link <= first or not read[link].link then return nil end
  local head = read[link - 1]
  if not head.capital and not head.class and read.is_role(head.norm) then return (phrase_start(read, link - 1, first)) end
end

local function name_before(read, last, first)
  local start = name_start(read, last, first)
  local owner = owner_of_name(read, start, first)
  return owner or start, last, owner and "noun" or "name"
end

-- A noun that is none: "some", "most of them", "40 percent".
local function quantity_before(read, last, first)
  local word = read[last]
  if word.class == "determiner" and word.quantity then return last, last, "noun" end
  if word.class == "object" and last - 2 >= first and read[last - 1].norm == "of" then return last - 2, last, "noun" end
  if word.norm == "%" or word.norm == "percent" then return math.max(first, last - 1), last, "noun" end
end

-- The mention that ends with this token.
local function ending_at(read, last, first)
  local word = read[last]
  local class = word.class
  if class == "pronoun" then return last, last, "pronoun" end
  if not class and word.capital then return name_before(read, last, first) end
  if class or word.norm == "percent" then
    local start, stop, kind = quantity_before(read, last, first)
    if not start and is_name_part(word) and last > first then return name_before(read, last, first) end
    return start, stop, kind
  end
  return noun_before(read, last, first)
end

-- -- What stands before a name and belongs to it

local function skip_words(read, i, first)
  local stop = i - LONGEST
  while i >= first and i > stop do
    local word = read[i]
    if not is_in_phrase(word) and word.norm ~= "'s" and word.norm ~= "-" then break end
    i = i - 1
  end
  return i
end

-- Where it begins, if it does so behind a mark: `,” her friend, Ms. Lee, said`.
function speakers.reach(read, start, first)
  local i = skip_words(read, start - 1, first)
  if i < first then return start end
  if read[i].norm ~= "," then return read.closes[i] and i + 1 or start end
  local further = skip_words(read, i - 1, first)
  return further >= first and read.closes[further] and further + 1 or i + 1
end

-- -- From the verb to the left

-- "on Tuesday", "last week", "(R-Ohio)": where what stands before it ends.
local function skip_day(read, i)
  local norm = read[i - 1].norm
  return (norm == "on" or norm == "late" or norm == "early") and i - 2 or i - 1
end

local function skip_time(read, i)
  local word = read[i - 1]
  return (word.class == "day" or word.class == "which" or word.norm == "this") and i - 2 or nil
end

local function skip_brackets(read, i, first)
  for open = i - 1, math.max(first + 1, i - LONGEST), -1 do
    if read[open].norm == "(" then return open - 1 end
  end
end

-- Over adverbs, auxiliaries, days and brackets: "has also".
local function skip_back(read, i, first, is_gerund)
  while i >= first do
    local word, before = read[i], nil
    local class = word.class
    if not class then return i end
    if skipped[class] or class == "be" and is_gerund then before = i - 1
    elseif class == "day" then before = skip_day(read, i)
    elseif class == "time" then before = skip_time(read, i)
    elseif word.norm == ")" then before = skip_brackets(read, i, first) end
    if not before then return i end
    i = before
  end
  return i
end

-- Over the verb that governs this one: "was quoted as saying", "went on to say", "continued to argue".
local function skip_governor(read, i, first)
  local norm = read[i].norm
  if norm ~= "as" and norm ~= "to" then return i end
  local before = read[i - 1].norm
  if norm == "as" then return before == "quoted" and skip_back(read, i - 2, first, true) or i end
  if before == "on" then return skip_back(read, i - 3, first, false) end
  if before == "used" or before:find "^continue" then return skip_back(read, i - 2, first, false) end
  return i
end

-- "Portland, Ore., said": what stands between the commas says where the place is.
local function is_region(read, comma, at)
  return at - comma == 2 and read[comma + 1].capital
end

local function opens_apposition(read, i, at)
  if read[i].norm ~= read[at].norm then return false end
  local class = read[i + 1].class
  return class ~= "subordinator" and class ~= "conjunction" and not is_region(read, i, at)
end

-- "Ms. Lee, 52, told": who stands before the apposition that this comma, or dash, closes. "Its chairman, Ms. Lee, told": who is
-- in it.
local function before_apposition(read, at, first)
  for i = at - 1, math.max(first + 1, at - APPOSITION), -1 do
    if opens_apposition(read, i, at) then
      local head = read[i - 1]
      if is_name(head) then return ending_at(read, i - 1, first) end
      if at - i > 2 and name_start(read, at - 1, i) == i + 1 then return i + 1, at - 1, "name" end
      if read.is_role(head.norm) then return ending_at(read, i - 1, first) end
    end
  end
end

-- The mention that the verb at `verb` has as its subject, to the left of it, but not before `first`.
function speakers.before(read, verb, first)
  local i = verb - 1
  if i >= first and not read[i].class then return ending_at(read, i, first) end
  i = skip_back(read, i, first, read[verb].ending == "ing")
  if i >= first then i = skip_governor(read, i, first) end
  if i < first then return nil end
  local norm = read[i].norm
  if norm == "," or dashes[norm] then return before_apposition(read, i, first) end
  if (norm == "that" or norm == "which") and i > first then i = i - (read[i - 1].norm == "," and 2 or 1) end
  return ending_at(read, i, first)
end

-- -- From the verb to the right

-- "said Ann Lee", "said regional chief Ann Lee", "said a spokesman for the company"
function speakers.after(read, verb, last)
  local first = verb + 1
  if first > last then return nil end
  if read[first].class == "pronoun" then return first, first, "pronoun" end
  local i, is_linked = first, false
  while i <= last and i - first < LONGEST do
    local word = read[i]
    if not is_in_phrase(word) and (i == first or not word.link) then break end
    if not is_linked and is_name(word) then
      local stop = name_end(read, i, last)
      if stop == last or read[stop + 1].class or i == first then return i, stop, "name" end
      i = stop
    end
    is_linked = is_linked or read[i].link
    i = i + 1
  end
  if i > first and (read[first].class == "determiner" or read.is_role(read[first].norm)) then return first, i - 1, "noun" end
end

local function source_end(read, first, last)
  for i = first + 1, math.min(last, first + SOURCE) do
    if ends_source[read[i].class] and read[i].norm ~= "-" then return i - 1 end
  end
  return math.min(last, first + SOURCE)
end

-- Whoever stands behind "according to": a name ("the Kremlin", "his adviser Lee"), or all up to the next mark. The fourth is where
-- that ends.
function speakers.source(read, first, last)
  local class = read[first].class
  if class == "pronoun" or class == "object" then return first, first, "pronoun", first end
  if class == "mark" then return nil end
  local stop, is_determined = source_end(read, first, last), class == "determiner"
  local start = is_determined and first < stop and first + 1 or first
  if is_name(read[start]) then
    local final = name_end(read, start, stop)
    if final == stop or not is_determined and not read.is_role(read[final + 1].norm) then return start, final, "name", stop end
  end
  start = name_start(read, stop, first)
  local is_described = start > first and (read.is_role(read[start - 1].norm) or is_determined and start - first <= 2)
  if is_name_part(read[stop]) and is_described then return start, stop, "name", stop end
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
    local word = read[i]
    local class, norm = word.class, word.norm
    if class == "pronoun" and norm ~= "it" and norm ~= "who" then return i, i, "pronoun" end
    if class == "determiner" and i < last and not read[i + 1].class and not read[i + 1].capital then return i, i + 1, "noun" end
    if is_name(word) and word.ending ~= "ed" then return i, name_end(read, i, last), "name" end
  end
end

return speakers

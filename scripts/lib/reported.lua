-- What is said: where the content of a verb of saying begins and ends. Pure: it sees tokens by index through a reader (reader.lua),
-- to which is added
--   opens, closes  the token of a quotation mark -> the token of its partner
--   speech         as opens, but only of quotations that can be speech: not of "The Late Show"
--   breaks_of      function of a unit: the indices of its commas, dashes and conjunctions, in order
local reported = {}

local ADJUNCT = 25         -- tokens between the verb and what is said: "told reporters in Ohio on Sunday that"
local PARENTHESIS = 15     -- tokens between two commas

-- Verbs whose first object is who is told, and verbs behind which "in", "on", "at" begin no content.

local stops = { [","] = true, ["."] = true, ["?"] = true, ["!"] = true }
local dashes = { ["-"] = true, ["--"] = true, ["–"] = true, ["—"] = true }
local helpers = { be = true, have = true, modal = true }

-- -- Where it begins

local function is_word(read, i)
  return not read[i].class and read[i].norm ~= ""
end

local clause_classes = { determiner = true, pronoun = true, question = true }

local function is_clause_start(read, i)
  local class = read[i].class
  return not class and read[i].norm ~= "" or clause_classes[class] or read[i].norm == "there"
end

-- Over a noun phrase: determiners, names, then words in lower case. A capital behind a word in lower case begins another.
local function skip_phrase(read, i, last)
  local has_word = false
  if read[i].class == "object" or read[i].class == "pronoun" then return i + 1 end
  while i <= last and read[i].class == "determiner" do i = i + 1 end
  while i <= last and (is_word(read, i) or read[i].norm == "'s" or read[i].norm == "-") do
    if read[i].class then has_word = false
    elseif not read[i].capital then has_word = true
    elseif has_word then break end
    i = i + 1
  end
  if read[i].norm == "and" and i < last and is_clause_start(read, i + 1) then return skip_phrase(read, i + 1, last) end
  return i
end

-- The comma that closes the parenthesis this one opens, when what is said follows it: "said, however, that".
local function after_parenthesis(read, comma, last)
  for i = comma + 1, math.min(last, comma + PARENTHESIS) do
    if read[i].norm == "," then return (read[i + 1].norm == "that" or read.opens[i + 1]) and i + 1 or nil end
    if read.opens[i] then return nil end
  end
end

-- Over when it was said; nil when no time stands here.
local function skip_time(read, i, verb)
  local class, next_class = read[i].class, read[i + 1].class
  if class == "day" or class == "adverb" and read[i].norm ~= "there" or class == "time" and i > verb + 1 then return i + 1 end
  if (class == "which" or read[i].norm == "this") and (next_class == "time" or next_class == "day") then return i + 2 end
end

-- Over where it was said, from a preposition on. The second: where content begins after all ("in a statement voters had").
local function skip_adjunct(read, i, last)
  local after = skip_phrase(read, i + 1, last)
  return after, helpers[read[after].class] and after - 1
end

-- What a word right behind the verb begins: "to", "question", "preposition", "relative" ("who he said was").
local function at_once(read, i, lemma)
  local class = read[i].class
  if class == "to" or class == "question" then return class end
  if class == "preposition" and not read.words.plain[lemma] then return class end
  if class == "adverb" and read[i + 1].norm == "-" then return "clause" end
  if helpers[class] then return "relative" end
  if read[i].norm == "if" then return "question" end
end

-- Where the content begins to the right of the verb, and what is there: "quote", "colon", "that", "to", "question", "preposition",
-- "relative" or "clause". Nil when nothing follows but where, when and to whom it was said.
function reported.start(read, verb, last, lemma)
  local i, stop, is_told = verb + 1, math.min(last, verb + ADJUNCT), not read.words.tells[lemma]
  if i <= stop and (is_told or read[i].class ~= "preposition") then
    local what = at_once(read, i, lemma)
    if what then return i, what end
  end
  while i and i <= stop do
    local norm, class = read[i].norm, read[i].class
    local after = skip_time(read, i, verb)
    if read.speech[i] then return i, "quote"
    elseif norm == ":" then return i + 1, read.opens[i + 1] and "quote" or "colon"
    elseif read.opens[i] then i = read.opens[i] + 1
    elseif norm == "," then
      if read.speech[i + 1] then return i + 1, "quote" end
      i = after_parenthesis(read, i, last)
    elseif norm == "that" then return i, "that"
    elseif after then i = after
    elseif class == "object" and i == verb + 1 then i, is_told = i + 1, true
    elseif not is_told and is_clause_start(read, i) and class ~= "question" then i, is_told = skip_phrase(read, i, last), true
    elseif class == "question" or norm == "if" then return i, "question"
    elseif class == "to" and read.words.tells[lemma] then return i, "to"
    elseif class == "preposition" or class == "to" then
      local begins
      i, begins = skip_adjunct(read, i, last)
      if begins then return begins, "clause" end
    elseif is_clause_start(read, i) then return i, "clause"
    else return nil end
  end
end

-- -- Where it ends

-- The place in the list of the first break that is not before the token.
local function first_break(breaks, token)
  local low, high = 1, #breaks + 1
  while low < high do
    local middle = (low + high) // 2
    if breaks[middle] < token then low = middle + 1 else high = middle end
  end
  return low
end

-- Is the content over at a comma, behind which `after` stands?
local function ends_at_comma(read, after, heads)
  local norm = read[after].norm
  if heads[after] or read.words.contrast[norm] then return true end
  if norm:find "ing$" and not read[after].class then return true end
  return (norm == "and" or norm == "or") and heads[after + 1]
end

local function ends_at_break(read, at, heads, is_subclause)
  local norm = read[at].norm
  if norm == "," then return is_subclause or ends_at_comma(read, at + 1, heads) end
  return heads[at + 1]                              -- a dash, a semicolon, a conjunction, and then who says something else
end

-- The last token of a quotation that stands in content from `start` on, when the content ends at it, or before it.
local function ends_at_quotation(read, open, start, last, heads, is_subclause)
  local close = read.opens[open]
  if heads[close + 1] and open > start and read[open - 1].class == "mark" then return open - 1 end
  if close >= last or not stops[read[close - 1].norm] then return nil end
  if open == start or is_subclause or ends_at_comma(read, close + 1, heads) then return close end
end

-- The last token of content that begins at `start`: before ", but", ", adding", or where the next attribution begins.
--   unit         first, last, pairs: the quotations in it, in order, each with first and last token
--   heads        token -> true where an attribution begins
--   is_subclause the verb stands in a clause of when, as, while: its content ends with it
function reported.stop(read, unit, start, heads, is_subclause)
  local last, pairs, breaks, p = unit.last, unit.pairs, read.breaks_of(unit), 1
  local b = first_break(breaks, start + 1)
  while true do
    local at, pair = breaks[b], pairs[p]
    if pair and pair.first <= last and (not at or pair.first < at) then
      if pair.first >= start then
        local stop = ends_at_quotation(read, pair.first, start, last, heads, is_subclause)
        if stop then return stop end
      end
      while breaks[b] and breaks[b] < pair.last do b = b + 1 end
      p = p + 1
    elseif at and at <= last then
      if ends_at_break(read, at, heads, is_subclause) then return at - 1 end
      b = b + 1
    else
      return last
    end
  end
end

return reported

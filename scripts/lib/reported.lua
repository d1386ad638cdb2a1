-- What is said: where the content of a verb of saying begins and ends. Pure: it sees words by index through a reader (reader.lua),
-- to which is added
--   quotes, opens   the tokens at which quotations begin, in order; each such token -> that of the closing mark
--   speech          as opens, but only of quotations that can be speech: not of "The Late Show"
--   heads           token -> true where an attribution begins
--   breaks          function of two tokens: iterates over the commas, dashes and conjunctions from the one to the other
--   tells, plain    lemmas of verbs whose first object is who is told, and of those behind which "in", "on", "at" begin no content
-- A unit is a sentence, or several that a pair of marks holds together: first, last; quote and quote_end, the numbers of the first
-- and the last quotation in it.
local reported = {}

local ADJUNCT = 25         -- tokens between the verb and what is said: "told reporters in Ohio on Sunday that"
local PARENTHESIS = 15     -- tokens between two commas

local stops = { [","] = true, ["."] = true, ["?"] = true, ["!"] = true }
local helpers = { be = true, have = true, modal = true }
local clause_classes = { [false] = true, determiner = true, pronoun = true, question = true }

-- -- Where it begins

local function is_clause_start(word)
  return clause_classes[word.class] or word.norm == "there"
end

-- Over a noun phrase: determiners, names, then words in lower case. A capital behind a word in lower case begins another.
local function skip_phrase(read, i, last)
  local word, has_word = read[i], false
  if word.class == "object" or word.class == "pronoun" then return i + 1 end
  while i <= last and word.class == "determiner" do i, word = i + 1, read[i + 1] end
  while i <= last and (not word.class or word.norm == "'s" or word.norm == "-") do
    if word.class then has_word = false
    elseif not word.capital then has_word = true
    elseif has_word then break end
    i, word = i + 1, read[i + 1]
  end
  if word.norm == "and" and i < last and is_clause_start(read[i + 1]) then return skip_phrase(read, i + 1, last) end
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
  local word = read[i]
  local class, norm = word.class, word.norm
  if class == "day" or class == "adverb" and norm ~= "there" or class == "time" and i > verb + 1 then return i + 1 end
  if class ~= "which" and norm ~= "this" then return nil end
  local next_class = read[i + 1].class
  return (next_class == "time" or next_class == "day") and i + 2 or nil
end

-- Over where it was said, from a preposition on. The second: where content begins after all ("in a statement voters had").
local function skip_adjunct(read, i, last)
  local after = skip_phrase(read, i + 1, last)
  return after, helpers[read[after].class] and after - 1
end

-- What a word right behind the verb begins: "to", "question", "preposition", "relative" ("who he said was").
local function at_once(read, i, lemma)
  local word = read[i]
  local class = word.class
  if not class then return nil end
  if class == "to" or class == "question" then return class end
  if class == "preposition" and not read.plain[lemma] then return class end
  if class == "adverb" and read[i + 1].norm == "-" then return "clause" end
  if helpers[class] then return "relative" end
  if word.norm == "if" then return "question" end
end

-- Where the content begins to the right of the verb, and what is there: "quote", "colon", "that", "to", "question", "preposition",
-- "relative" or "clause". Nil when nothing follows but where, when and to whom it was said.
function reported.start(read, verb, last, lemma)
  local i, stop, tells = verb + 1, math.min(last, verb + ADJUNCT), read.tells[lemma]
  local is_told, opens, speech = not tells, read.opens, read.speech
  if i <= stop and (is_told or read[i].class ~= "preposition") then
    local what = at_once(read, i, lemma)
    if what then return i, what end
  end
  while i and i <= stop do
    local word = read[i]
    local norm, class = word.norm, word.class
    if speech[i] then return i, "quote" end
    local after = opens[i] and opens[i] + 1 or class and skip_time(read, i, verb)
    if norm == ":" then return i + 1, opens[i + 1] and "quote" or "colon"
    elseif norm == "that" then return i, "that"
    elseif after then i = after
    elseif norm == "," then
      if speech[i + 1] then return i + 1, "quote" end
      i = after_parenthesis(read, i, last)
    elseif class == "object" and i == verb + 1 then i, is_told = i + 1, true
    elseif not is_told and is_clause_start(word) and class ~= "question" then i, is_told = skip_phrase(read, i, last), true
    elseif class == "question" or norm == "if" then return i, "question"
    elseif class == "to" and tells then return i, "to"
    elseif class == "preposition" or class == "to" then
      local begins
      i, begins = skip_adjunct(read, i, last)
      if begins then return begins, "clause" end
    elseif is_clause_start(word) then return i, "clause"
    else return nil end
  end
end

-- -- Where it ends

-- Is the content over at a comma, behind which `after` stands?
local function ends_at_comma(read, after)
  local word, heads = read[after], read.heads
  if heads[after] or word.contrast then return true end
  if word.ending == "ing" and not word.class then return true end
  return (word.norm == "and" or word.norm == "or") and heads[after + 1]
end

local function ends_at_break(read, at, is_subclause)
  if read[at].norm == "," then return is_subclause or ends_at_comma(read, at + 1) end
  return read.heads[at + 1]                         -- a dash, a semicolon, a conjunction, and then who says something else
end

-- The last token of a quotation that stands in content from `start` on, when the content ends at it, or before it.
local function ends_at_quotation(read, open, start, last, is_subclause)
  local close = read.opens[open]
  if read.heads[close + 1] and open > start and read[open - 1].class == "mark" then return open - 1 end
  if close >= last or not stops[read[close - 1].norm] then return nil end
  if open == start or is_subclause or ends_at_comma(read, close + 1) then return close end
end

-- Over the quotations that begin before token `at`, from the one of number `n` on. Gives the token at which the content ends, or nil;
-- the number of the next; the end of the last.
local function over_quotations(read, unit, n, at, start, is_subclause)
  local quotes, past = read.quotes, 0
  while n <= unit.quote_end and quotes[n] < at do
    local open = quotes[n]
    local stop = open >= start and ends_at_quotation(read, open, start, unit.last, is_subclause)
    if stop then return stop end
    n, past = n + 1, read.opens[open]
  end
  return nil, n, past
end

-- The last token of content that begins at `start`: before ", but", ", adding", or where the next attribution begins.
--   is_subclause   the verb stands in a clause of when, as, while: its content ends with it
function reported.stop(read, unit, start, is_subclause)
  local last, n, past = unit.last, unit.quote, 0
  local is_marked = n <= unit.quote_end
  for hit in read.breaks(start + 1, last) do
    local at = hit.index
    if is_marked then
      local stop, next_one, over = over_quotations(read, unit, n, at, start, is_subclause)
      if stop then return stop end
      n, past = next_one, over > past and over or past
    end
    if at > past and ends_at_break(read, at, is_subclause) then return at - 1 end
  end
  return is_marked and over_quotations(read, unit, n, last + 1, start, is_subclause) or last
end

return reported

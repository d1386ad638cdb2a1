-- What an attribution says: the first and the last token of each piece of it, in a list.
--   found   what the patterns have found in the document, as tokens: opens and closes (where an outer quotation begins -> where it
--           ends, and back), quotes (where they begin, in order), titles (the same of those that are no speech), contents (verb ->
--           a match, whose start is where what it says begins), stops (commas at which it ends, in order), over (the same of
--           quotations), heads (where attributions begin)
--   unit    a sentence, or several that a pair of marks holds together: first, last; quote and quote_end, the numbers of its
--           quotations; stop, that of its first stop; attributions
local gloss, grammar = require "gloss", require "grammar"

local content = {}

local BEFORE = 12           -- tokens that may be put before a clause: "In Ohio, he said, …"
local AFTER = 25          -- tokens of who speaks, after "said": "said Lee, a nurse who lives nearby. “…"

local words, set_of = grammar.words, grammar.set_of
local dashes = { "-", "--", "–", "—" }
local edges = set_of({ ",", ".", "?", "!", ";", ":", "…", "..." }, dashes)
local splits, breaks = set_of({ ":" }, dashes), set_of({ ",", ";", "and", "but", "or", "nor", "yet" }, dashes)
local stops, clause = set_of { ",", ".", "?", "!" }, set_of(words.clause)
local fronts = set_of(words.preposition, words.subordinator, words.adverb, words.conjunction)
local comma = gloss.wordset { "," }

local function norm(document, i)
  local token = document[i]
  return token and token.norm or ""
end

-- The first and the last token without the punctuation at the ends; nil when nothing is left.
local function trim(document, first, last)
  while first <= last and edges[document[first].norm] do first = first + 1 end
  while last >= first and edges[document[last].norm] do last = last - 1 end
  if first <= last then return first, last end
end
content.trim = trim

-- Is there nothing but marks and quotations?
function content.is_quoted(document, found, first, last)
  local i = first
  while i <= last do
    local close = found.opens[i]
    if close then i = close elseif not document[i].is_punct then return false end
    i = i + 1
  end
  return true
end

-- The first quotation that begins from `first` to `last`.
local function quotation_in(found, unit, first, last)
  for n = unit.quote, unit.quote_end do
    local open = found.quotes[n]
    if open > last then return nil end
    if open >= first then return open end
  end
end

-- "direct": all of it stands in marks; "mixed": some of it; "indirect": none.
function content.kind(document, found, unit, pieces)
  if unit.quote > unit.quote_end then return "indirect" end
  local inside, outside = false, false
  for i = 1, #pieces, 2 do
    local first, last = pieces[i], pieces[i + 1]
    inside = inside or quotation_in(found, unit, first, last)
    outside = outside or not content.is_quoted(document, found, first, last)
  end
  return inside and (outside and "mixed" or "direct") or "indirect"
end

-- -- Where it ends

-- Does what is said end before the comma, or another break, at `at`?
local function begins_other(document, head)
  local at = head - 1
  local word = norm(document, at)
  if (word == "and" or word == "or") and norm(document, at - 1) == "," then return at - 1 end
  return breaks[word] and at
end

-- The first token from `start` on at which what is said is over, its quotations aside; nil: it goes on to the end.
local function next_break(document, found, unit, start, is_subclause)
  local at
  for _, other in ipairs(unit.attributions) do
    if other.first > start then
      at = begins_other(document, other.first)
      if at and at > start then break end
      at = nil
    end
  end
  for i = unit.stop, #found.stops do
    local stop = found.stops[i]
    if stop > unit.last or at and stop >= at then break end
    if stop > start then at = stop break end
  end
  local match = is_subclause and start < unit.last and comma:match(document:sub(start + 1, unit.last))
  return match and math.min(match.index, at or unit.last) or at
end

-- "…,” and Roe said"
local function and_head(document, found, at)
  local word = norm(document, at)
  return (word == "and" or word == "or") and found.heads[at + 1]
end

-- The last token of a quotation that stands in content from `start` on, when the content ends at it, or before it.
local function ends_at_quotation(document, found, unit, open, start, is_over)
  local close = found.opens[open]
  if found.heads[close + 1] and open > start and document[open - 1].is_punct then return open - 1 end
  if close >= unit.last or not stops[document[close - 1].norm] then return nil end
  if open == start or is_over then return close end
end

-- The last token of content that begins at `start`: before ", but", ", adding", or where the next attribution begins.
--   is_subclause   the verb stands in a clause of when, as, while: its content ends with it
local function stop_of(document, found, unit, start, is_subclause)
  local at = next_break(document, found, unit, start, is_subclause)
  for n = unit.quote, unit.quote_end do
    local open = found.quotes[n]
    local close = found.opens[open]
    if at and open > at then break end
    if open >= start then
      local is_over = is_subclause or found.over[close] or found.heads[close + 1] or and_head(document, found, close + 1)
      local stop = ends_at_quotation(document, found, unit, open, start, is_over)
      if stop then return stop end
    end
    if at and at <= close then at = next_break(document, found, unit, close, is_subclause) end
  end
  return at and at - 1 or unit.last
end
content.stop = stop_of

-- -- The pieces

-- What stands to the left; only the quotation beside the attribution, when a dash parts it from the rest.
local function left_of(document, found, said, from)
  local open = found.closes[said.first - 1]
  if open and open > from and splits[document[open - 1].norm] then from = open end
  if from < said.first then return trim(document, from, said.first - 1) end
end

local function right_from(document, found, unit, start)
  return trim(document, start, stop_of(document, found, unit, start, false))
end

-- "In Ohio, he said, the vote is over": what comes first is short, and no clause of its own.
local function is_front(document, first, last)
  return last - first < BEFORE and (last - first < 2 or fronts[document[first].norm])
end

-- "According to Lee, a nurse, …": what follows the apposition, if the comma begins one.
local function after_apposition(document, at, last)
  local article = norm(document, at + 1)
  if article ~= "a" and article ~= "an" then return at + 1 end
  local match = comma:match(document:sub(at + 1, math.min(last - 1, at + AFTER)))
  return (match and match.index or at) + 1
end

-- "According to Lee, …", "…, according to Lee", "In Ohio, according to Lee, …"
local function of_source(document, found, unit, said, from)
  local at, first, last = said.last + 1, left_of(document, found, said, from)
  local goes_on = norm(document, at) == "," and at < unit.last
  if not goes_on or first and not is_front(document, first, last) then return { first, last } end
  local start = after_apposition(document, at, unit.last)
  if first then return { first, last, right_from(document, found, unit, start) } end
  return { right_from(document, found, unit, start) }
end

-- "“…,” said Lee", "…, Lee said", and what may follow: ", “…”"
local function of_left(document, found, unit, said, first, last, start)
  if start and found.opens[start] then return { first, last, right_from(document, found, unit, start) } end
  local at = said.last + 1
  local ends = found.closes[said.first - 1] or said.is_inverted or norm(document, at) ~= "," or found.heads[at + 1]
  if ends or not is_front(document, first, last) then return { first, last } end
  return { first, last, right_from(document, found, unit, at) }
end

-- "explains it like this: “…”"
local function after_colon(document, found, unit, start)
  for n = unit.quote, unit.quote_end do
    local open = found.quotes[n]
    if open > start and document[open - 1].norm == ":" then return open end
  end
  return start
end

-- Where what follows begins.
local function begin_of(document, found, unit, said)
  local start, match = nil, found.contents[said.cue]
  if said.is_inverted then start = quotation_in(found, unit, said.last + 1, said.last + AFTER)
  else start = match and match.start.index end
  if start and start <= unit.last and not found.titles[start] then return after_colon(document, found, unit, start) end
end

-- The pieces, and the first word of what follows the verb. Nil when nothing is said.
--   from   where what may stand to the left begins
function content.pieces(document, found, unit, said, from)
  if said.is_source then return of_source(document, found, unit, said, from) end
  local start, before = begin_of(document, found, unit, said), said.first > unit.first and said.first - 1 or 0
  local is_beside = found.closes[before] or norm(document, before) == ","
    and (not start or found.opens[start] and norm(document, start - 1) == ",")
  if is_beside then
    local first, last = left_of(document, found, said, from)
    if first then return of_left(document, found, unit, said, first, last, start) end
  end
  if not start then return nil end
  local is_subclause = clause[norm(document, before)]
  return { trim(document, start, stop_of(document, found, unit, start, is_subclause)) }, start
end

return content

-- The pieces of what an attribution says: a list of the first and last token of the first piece, of the second, … Pure, as
-- reported.lua, on which it stands and which says what a reader and a unit are.
--   found  an attribution: first, last (its tokens), cue, lemma, is_source ("according to"), is_inverted ("said Lee")
local reported = require "reported"

local content = {}

local FRONT = 12           -- tokens that may be put in front of a clause: "In Ohio, he said, …"
local BEHIND = 25          -- tokens of who speaks, behind "said": "said Lee, a nurse who lives nearby. “…"

local edges = { [","] = true, ["."] = true, ["?"] = true, ["!"] = true, [";"] = true, [":"] = true, ["…"] = true, ["..."] = true,
                ["—"] = true, ["–"] = true, ["-"] = true, ["--"] = true }
local splits = { ["—"] = true, ["–"] = true, ["-"] = true, ["--"] = true, [":"] = true }
local fronts = { preposition = true, subordinator = true, adverb = true, conjunction = true }

-- The first and the last token without the punctuation at the ends; nil when nothing is left.
function content.trim(read, first, last)
  while first <= last and edges[read[first].norm] do first = first + 1 end
  while last >= first and edges[read[last].norm] do last = last - 1 end
  if first <= last then return first, last end
end

-- Does all of it stand in marks?
function content.is_quoted(read, first, last)
  local opens, i = read.opens, first
  while i <= last do
    if opens[i] then i = opens[i] elseif read[i].class ~= "mark" then return false end
    i = i + 1
  end
  return true
end

-- The number of the first quotation that begins from `first` to `last`.
local function quotation_in(read, unit, first, last)
  for n = unit.quote, unit.quote_end do
    local open = read.quotes[n]
    if open > last then return nil end
    if open >= first then return n end
  end
end

-- "direct": all of it stands in marks; "mixed": some of it; "indirect": none.
function content.kind(read, unit, pieces)
  if unit.quote > unit.quote_end then return "indirect" end
  local inside, outside = false, false
  for i = 1, #pieces, 2 do
    local first, last = pieces[i], pieces[i + 1]
    inside = inside or quotation_in(read, unit, first, last)
    outside = outside or not content.is_quoted(read, first, last)
  end
  return inside and (outside and "mixed" or "direct") or "indirect"
end

function content.is_over(read, unit, from)
  for i = from, unit.last do
    if read[i].class ~= "mark" then return false end
  end
  return true
end

-- What stands to the left; only the quotation beside the attribution, when a dash parts it from the rest.
local function left_of(read, found, from)
  local open = read.closes[found.first - 1]
  if open and open > from and splits[read[open - 1].norm] then from = open end
  if from < found.first then return content.trim(read, from, found.first - 1) end
end

local function right_from(read, unit, start)
  return content.trim(read, start, reported.stop(read, unit, start, false))
end

-- "In Ohio, he said, the vote is over": what stands in front is short, and no clause of its own.
local function is_front(read, first, last)
  return last - first < FRONT and (fronts[read[first].class] or last - first < 2)
end

-- "According to Lee, a nurse, …": what follows the apposition, if the comma begins one.
local function after_apposition(read, comma, last)
  local article = read[comma + 1].norm
  if article ~= "a" and article ~= "an" then return comma + 1 end
  for i = comma + 2, math.min(last - 1, comma + BEHIND) do
    if read[i].norm == "," then return i + 1 end
  end
  return comma + 1
end

-- "According to Lee, …", "…, according to Lee", "In Ohio, according to Lee, …"
local function of_source(read, unit, found, from)
  local comma, first, last = found.last + 1, left_of(read, found, from)
  local goes_on = read[comma].norm == "," and comma < unit.last
  if not goes_on or first and not is_front(read, first, last) then return { first, last } end
  local start = after_apposition(read, comma, unit.last)
  if first and read[first].class ~= "adverb" then return { first, last, right_from(read, unit, start) } end
  return { right_from(read, unit, start) }
end

-- The first quotation behind "said Lee, a nurse".
local function behind(read, unit, found)
  local n = quotation_in(read, unit, found.last + 1, found.last + BEHIND)
  if n then return read.quotes[n], "quote" end
end

-- "“…,” said Lee", "…, Lee said", and what may follow: ", “…”"
local function of_left(read, unit, found, first, last, start, what)
  if what == "quote" then return { first, last, right_from(read, unit, start) } end
  local comma = found.last + 1
  local ends = read.closes[found.first - 1] or found.is_inverted or read[comma].norm ~= "," or read.heads[comma + 1]
  if ends or not is_front(read, first, last) then return { first, last } end
  return { first, last, right_from(read, unit, comma) }
end

-- "explains it like this: “…”"
local function behind_colon(read, unit, start, what)
  for n = unit.quote, unit.quote_end do
    local open = read.quotes[n]
    if open > start and read[open - 1].norm == ":" then return open, "quote" end
  end
  return start, what
end

-- Where what follows begins, and what begins it (reported.start).
local function begin_of(read, unit, found)
  local start, what
  if found.is_inverted then start, what = behind(read, unit, found)
  else start, what = reported.start(read, found.cue, unit.last, found.lemma) end
  if start then return behind_colon(read, unit, start, what) end
end

-- The pieces, and what the content to the right of the verb begins with (reported.start). Nil when nothing is said.
--   from   where what may stand to the left begins
function content.pieces(read, unit, found, from)
  if found.is_source then return of_source(read, unit, found, from) end
  local start, what = begin_of(read, unit, found)
  local before = found.first > unit.first and found.first - 1 or 0
  local is_beside = read.closes[before] or read[before].norm == "," and (not start or what == "quote" and read[start - 1].norm == ",")
  if is_beside then
    local first, last = left_of(read, found, from)
    if first then return of_left(read, unit, found, first, last, start, what) end
  end
  if not start then return nil end
  return { content.trim(read, start, reported.stop(read, unit, start, read[found.first - 1].clause)) }, what
end

return content

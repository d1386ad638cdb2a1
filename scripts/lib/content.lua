-- The pieces of what an attribution says: lists of first and last token. Pure, as reported.lua, on which it stands.
--   unit   first, last, pairs: a sentence, or several that a pair of marks holds together
--   found  an attribution: first, last (its tokens), cue, lemma, is_source ("according to"), is_inverted ("said Lee")
local reported = require "reported"

local content = {}

local FRONT = 12           -- tokens that may be put in front of a clause: "In Ohio, he said, …"
local BEHIND = 25          -- tokens of who speaks, behind "said": "said Lee, a nurse who lives nearby. “…"

local edges = { [","] = true, ["."] = true, ["?"] = true, ["!"] = true, [";"] = true, [":"] = true, ["…"] = true, ["..."] = true,
                ["—"] = true, ["–"] = true, ["-"] = true, ["--"] = true }
local splits = { ["—"] = true, ["–"] = true, ["-"] = true, ["--"] = true, [":"] = true }
local fronts = { preposition = true, subordinator = true, adverb = true, conjunction = true }

-- Without the punctuation at its ends; nil when nothing is left.
function content.trim(read, first, last)
  while first <= last and edges[read[first].norm] do first = first + 1 end
  while last >= first and edges[read[last].norm] do last = last - 1 end
  if first <= last then return { first, last } end
end

-- Does all of it stand in marks?
function content.is_quoted(read, first, last)
  local i = first
  while i <= last do
    if read.opens[i] then i = read.opens[i] elseif read[i].class ~= "mark" then return false end
    i = i + 1
  end
  return true
end

local function has_quotation(unit, piece)
  for _, pair in ipairs(unit.pairs) do
    if pair.first >= piece[1] and pair.first <= piece[2] then return true end
  end
  return false
end

-- "direct": all of it stands in marks; "mixed": some of it; "indirect": none.
function content.kind(read, unit, pieces)
  local inside, outside = false, false
  for _, piece in ipairs(pieces) do
    inside = inside or has_quotation(unit, piece)
    outside = outside or not content.is_quoted(read, piece[1], piece[2])
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
  return from < found.first and content.trim(read, from, found.first - 1) or nil
end

local function right_from(read, unit, start, heads)
  return content.trim(read, start, reported.stop(read, unit, start, heads, false))
end

-- "In Ohio, he said, the vote is over": what stands in front is short, and no clause of its own.
local function is_front(read, piece)
  return piece[2] - piece[1] < FRONT and (fronts[read[piece[1]].class] or piece[2] - piece[1] < 2)
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
local function of_source(read, unit, found, heads, from)
  local comma, left = found.last + 1, left_of(read, found, from)
  if read[comma].norm ~= "," or comma >= unit.last or left and not is_front(read, left) then return { left } end
  local right = right_from(read, unit, after_apposition(read, comma, unit.last), heads)
  if left and read[left[1]].class ~= "adverb" then return { left, right } end
  return { right }
end

-- The first quotation behind "said Lee, a nurse".
local function behind(read, unit, found)
  for i = found.last + 1, math.min(unit.last, found.last + BEHIND) do
    if read.opens[i] then return i, "quote" end
  end
end

-- "“…,” said Lee", "…, Lee said", and what may follow: ", “…”"
local function of_left(read, unit, found, heads, left, start, what)
  if what == "quote" then return { left, right_from(read, unit, start, heads) } end
  local comma = found.last + 1
  local goes_on = not read.closes[found.first - 1] and not found.is_inverted and read[comma].norm == "," and not heads[comma + 1]
  if goes_on and is_front(read, left) then return { left, right_from(read, unit, comma, heads) } end
  return { left }
end

-- "explains it like this: “…”"
local function behind_colon(read, unit, start, what)
  for _, pair in ipairs(unit.pairs) do
    if pair.first > start and read[pair.first - 1].norm == ":" then return pair.first, "quote" end
  end
  return start, what
end

-- The pieces, first to last, and what the content to the right of the verb begins with (reported.start). Nil when nothing is said.
--   from   where what may stand to the left begins
function content.pieces(read, unit, found, heads, from)
  if found.is_source then return of_source(read, unit, found, heads, from) end
  local start, what
  if found.is_inverted then start, what = behind(read, unit, found)
  else start, what = reported.start(read, found.cue, unit.last, found.lemma) end
  if start then start, what = behind_colon(read, unit, start, what) end
  local before = found.first > unit.first and found.first - 1 or 0
  local is_beside = read.closes[before] or read[before].norm == "," and (not start or what == "quote" and read[start - 1].norm == ",")
  local left = is_beside and left_of(read, found, from)
  if left then return of_left(read, unit, found, heads, left, start, what) end
  if not start then return nil end
  local stop = reported.stop(read, unit, start, heads, read.words.clause[read[found.first - 1].norm])
  return { content.trim(read, start, stop) }, what
end

return content

-- Quotation marks: what each of them can be, by what stands beside it, and which belong together.
local marks = {}

local DEEPEST = 16         -- marks open at a time; what is deeper is not prose
local LOOKAHEAD = 8        -- marks after an apostrophe among which the real end is looked for

local codepoint, offset = utf8.codepoint, utf8.offset

-- A set of characters, as text and as code points.
local function set(characters)
  local has = {}
  for _, code in utf8.codes(characters) do has[code], has[utf8.char(code)] = true, true end
  return has
end

local SPACE = 32
local spaces = set " \n\r\t"
local openers = set "([-/\"'`—–“‘„«\u{A0}"                                       -- after these a mark may open,
local closers = set "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~—–”’»…\u{A0}"              -- before these it may close

-- What each mark can close. Straight ones close themselves, and what was carelessly opened with a curly one.
local closes = {
  ["”"]  = { ["“"] = true, ["„"] = true, ['"'] = true },
  ["“"]  = { ["„"] = true, ["“"] = true },
  ['"']  = { ['"'] = true, ["“"] = true },
  ["''"] = { ["``"] = true, ["''"] = true },
  ["»"]  = { ["«"] = true },
  ["«"]  = { ["»"] = true },
  ["›"]  = { ["‹"] = true },
  ["’"]  = { ["‘"] = true, ["‚"] = true },
  ["‘"]  = { ["‚"] = true },
  ["'"]  = { ["'"] = true, ["`"] = true, ["‘"] = true },
}
local never_opens = set "”’"
local single = set "‘‚’'`"                         -- apostrophes too, so that one alone means nothing

-- The characters before the mark and after it; at the ends of the text a space.
local function beside(text, first, after)
  return first > 1 and codepoint(text, offset(text, -1, first)) or SPACE, after <= #text and codepoint(text, after) or SPACE
end

-- May a mark between these characters open, and may it close?
local function look(before, after)
  if spaces[before] then return true, spaces[after] end
  local opens = openers[before] and not spaces[after]
  return opens, not opens or closers[after]
end

--- marks.read(text, first, glyph) -> mark
-- The mark at this byte, with what it may be. If it may be an apostrophe, and does not stand where only marks do, its end is looked
-- for before it opens.
function marks.read(text, first, glyph)
  local after = first + #glyph
  local opens, closes = look(beside(text, first, after))
  local mark = { glyph = glyph, opens = opens and not never_opens[glyph], closes = closes }
  if single[glyph] then
    mark.is_single, mark.needs_end = true, glyph ~= "‘"
    mark.is_possessive = text:find("^[sz]", first - 1) and text:find("^ %l", after)
  end
  return mark
end

local function opened_by(list, stack, mark)
  local fits = closes[mark.glyph]
  if not fits or not mark.closes then return nil end
  for i = #stack, 1, -1 do
    if fits[list[stack[i]].glyph] then return i end
  end
end

-- Does a closing mark come after this one, which may be the apostrophe of "the players’ union"?
local function closes_later(list, from)
  for i = from + 1, math.min(#list, from + LOOKAHEAD) do
    if list[i].is_single and (list[i].closes or list[i].opens) then return list[i].closes end
  end
end

local function last_single(list)
  for i = #list, 1, -1 do
    if list[i].is_single and list[i].closes then return i end
  end
  return 0
end

--- marks.pair(list, found) -> list
-- Calls found(opening, closing, depth) for each pair among the marks of a block, inner ones first, and returns those left open,
-- outermost first: their numbers in the list.
function marks.pair(list, found)
  local stack, last_end = {}, last_single(list)
  for i = 1, #list do
    local mark = list[i]
    local at = opened_by(list, stack, mark)
    if at and not (mark.is_possessive and closes_later(list, i)) then
      found(stack[at], i, at)
      for k = #stack, at, -1 do stack[k] = nil end
    elseif not at and mark.opens and (not mark.needs_end or i < last_end) then
      if #stack == DEEPEST then table.remove(stack, 1) end
      stack[#stack + 1] = i
    end
  end
  return stack
end

return marks

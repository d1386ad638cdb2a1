-- Which quotation marks belong together. Pure: the marks of a block are three lists of one length, and what comes back is theirs.
--   glyphs   the mark as it is written
--   looks    OPENS, CLOSES, POSSESSIVE and CONTINUES, added up: what the white space and the letters beside it allow
local marks = { OPENS = 1, CLOSES = 2, POSSESSIVE = 4, CONTINUES = 8 }

local OPENS, CLOSES, POSSESSIVE, CONTINUES = marks.OPENS, marks.CLOSES, marks.POSSESSIVE, marks.CONTINUES
local DEEPEST = 16         -- marks open at a time; what is deeper is no prose
local LOOKAHEAD = 8        -- marks behind an apostrophe among which the real end is looked for

-- What each mark can close. Straight ones close themselves, and what a careless hand has opened with a curly one.
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
local never_opens = { ["”"] = true, ["’"] = true }

-- Marks that are apostrophes too, so that one alone means nothing.
marks.single = { ["‘"] = true, ["‚"] = true, ["’"] = true, ["'"] = true, ["`"] = true }
local single = marks.single

local function opened_by(stack, glyphs, glyph)
  local fits = closes[glyph]
  if not fits then return nil end
  for i = #stack, 1, -1 do
    if fits[glyphs[stack[i]]] then return i end
  end
end

-- Does a mark that closes stand behind this one, which may be the apostrophe of "the players’ union"?
local function closes_later(glyphs, looks, from)
  for i = from + 1, math.min(#glyphs, from + LOOKAHEAD) do
    if single[glyphs[i]] then
      if looks[i] & CLOSES ~= 0 then return true end
      if looks[i] & OPENS ~= 0 then return false end
    end
  end
  return false
end

local function last_closing_single(glyphs, looks)
  for i = #glyphs, 1, -1 do
    if single[glyphs[i]] and looks[i] & CLOSES ~= 0 then return i end
  end
  return 0
end

local function may_open(glyph, look, i, last_single)
  return look & OPENS ~= 0 and not never_opens[glyph] and (not single[glyph] or last_single > i or look & CONTINUES ~= 0)
end

-- Calls found(opening, closing, depth) for each pair, inner ones first, and returns the list of those left open, outermost first.
function marks.pair(glyphs, looks, found)
  local stack, last_single = {}, last_closing_single(glyphs, looks)
  for i = 1, #glyphs do
    local glyph, look = glyphs[i], looks[i]
    local at = look & CLOSES ~= 0 and opened_by(stack, glyphs, glyph)
    if at and not (look & POSSESSIVE ~= 0 and closes_later(glyphs, looks, i)) then
      found(stack[at], i, at)
      for k = #stack, at, -1 do stack[k] = nil end
    elseif not at and may_open(glyph, look, i, last_single) then
      if #stack == DEEPEST then table.remove(stack, 1) end
      stack[#stack + 1] = i
    end
  end
  return stack
end

return marks

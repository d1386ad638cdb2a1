local gloss, marks, bylines, datelines, date =
  require "gloss", require "quotation_marks", require "bylines", require "datelines", require "date"

local OPENS, CLOSES, POSSESSIVE, CONTINUES = marks.OPENS, marks.CLOSES, marks.POSSESSIVE, marks.CONTINUES
local HEAD = 30                  -- tokens of a paragraph in which a dateline is looked for
local FIRST_PARAGRAPHS = 3       -- of the article, one of which may begin with it

local glyphs = gloss.wordset({ '"', "“", "”", "„", "«", "»", "‹", "›", "``", "''", "‘", "’", "‚", "'", "`" },
                             { case = "exact" })
local roles, titles, uses, months = gloss.wordset "roles.txt", gloss.wordset "titles.txt", {}, {}
for _, row in ipairs(gloss.data "byline.tsv") do uses[row.word] = row.use end
for _, row in ipairs(gloss.data "calendar.tsv") do
  if row.kind == "month" then months[#months + 1] = row.word end
end

local dated = {}
for name, pattern in pairs(datelines.patterns(months)) do dated[name] = gloss.regex(pattern) end

-- What stands beside a mark decides what it can be. Beyond ASCII only these are no letters.
local dashes_and_openers = { ["—"] = true, ["–"] = true, ["“"] = true, ["‘"] = true, ["„"] = true, ["«"] = true }
local dashes_and_closers = { ["—"] = true, ["–"] = true, ["”"] = true, ["’"] = true, ["»"] = true, ["…"] = true }

local byte_at = string.byte

local function is_space(byte)
  return not byte or byte <= 32
end

local function may_open_behind(text, at, byte)
  if byte >= 128 then return dashes_and_openers[text:sub(at - 2, at)] or text:sub(at - 1, at) == "\u{A0}" end
  return byte == 40 or byte == 91 or byte == 45 or byte == 47 or byte == 34 or byte == 39 or byte == 96     -- ( [ - / " ' `
end

local function may_close_before(text, at, byte)
  if byte >= 128 then return dashes_and_closers[text:sub(at, at + 2)] or text:sub(at, at + 1) == "\u{A0}" end
  return byte < 48 or byte > 57 and byte < 65 or byte > 90 and byte < 97 or byte > 122
end

-- What the bytes beside a mark allow it to be.
local function look_at(text, first, last)
  local before, after = byte_at(text, first - 1), byte_at(text, last + 1)
  local is_before_space = is_space(after)
  if is_space(before) then return is_before_space and OPENS | CLOSES or OPENS end
  local look = 0
  if not is_before_space and may_open_behind(text, first - 1, before) then look = OPENS end
  if look == 0 or is_before_space or may_close_before(text, last + 1, after) then look = look | CLOSES end
  if (before == 115 or before == 122) and after == 32 and text:find("^%l", last + 2) then look = look | POSSESSIVE end    -- s z
  return look
end

-- -- Quotations that lack their end

local function is_read(block)
  return block.kind ~= "caption" and block.kind ~= "boilerplate"
end

local function next_read(block)
  local after = block:next()
  while after and not is_read(after) do after = after:next() end
  return after
end

-- A quotation that opens where speech opens goes on to the end of its paragraph, another to the end of its sentence; none
-- beyond the next mark. Gives its last token, or nil.
local function recovered_end(mark, next_mark)
  local document, index, block, sentence = mark.document, mark.index, mark.block, mark.sentence
  local before, word = document[index - 1], document[index + 1]
  local last = next_mark and next_mark.sentence.index - 1 or block.index + #block - 1
  local opens_speech = word and word.is_title and (document[index].is_first or before.norm == ":" or before.norm == ",")
  if not opens_speech then last = math.min(last, sentence.index + #sentence - 1) end
  return document[last]
end

-- -- The marks of the document, block by block

local fields = {}            -- of the annotation that is made, which copies them

local function annotate(document, first, last, depth, is_closed)
  local place = first:to(last)
  if #place <= 2 then return end
  fields.depth, fields.closed = depth, is_closed
  document:annotate("quoted", place, fields)
end

-- Pairs the marks of a block. `carried` is the mark with which a quotation began that the block continues; returns the same for
-- the next block.
local function pair_block(document, found, carried)
  local hits, names = found.hits, found.glyphs
  local left = marks.pair(names, found.looks, function(opening, closing, depth)
    annotate(document, opening == 1 and carried or hits[opening], hits[closing], depth, true)
  end)
  local after = left[1] and next_read(found.block)
  for depth, open in ipairs(left) do
    local first = open == 1 and carried or hits[open]
    if after and after[1].text == names[open] then return first end
    local last = not marks.single[names[open]] and recovered_end(hits[open], hits[open + 1])
    if last then annotate(document, first, last, depth, false) end
  end
end

local function find_quoted(document)
  local text, found, carried, last, n = document.text, nil, nil, 0, 0
  for hit in glyphs:matches(document) do
    local first, glyph = hit.first, hit.text
    if first > last then
      local block = hit.block
      if found then carried = pair_block(document, found, carried) end
      if carried and next_read(found.block) ~= block then carried = nil end
      found, last, n = { block = block, hits = {}, glyphs = {}, looks = {} }, block.last, 0
    end
    local look = look_at(text, first, first + #glyph - 1)
    if marks.single[glyph] and look & OPENS ~= 0 and (glyph == "‘" or first == found.block.first) then look = look | CONTINUES end
    n = n + 1
    found.hits[n], found.glyphs[n], found.looks[n] = hit, glyph, look
  end
  if found then pair_block(document, found, carried) end
end

-- -- Who wrote it, where and when

local function is_role(word) return roles:has(word) or roles:has((word:gsub("s$", ""))) end
local function is_title(word) return titles:has(word) end

local function find_authors(document)
  local authors, seen = {}, {}
  for block in document:blocks() do
    if block.kind == "byline" then
      for _, name in ipairs(bylines.names(block.plain, uses, is_role, is_title)) do
        if not seen[name] then seen[name] = true authors[#authors + 1] = name end
      end
    end
  end
  if authors[1] then document:set("authors", authors) end
end

local function dateline_of(match, near)
  return match and { place = match.place, date = match.date and date.parse(match.date, near) }
end

local function read_dateline(block, near)
  if block.kind == "dateline" then
    local text = block.plain
    local match = dated.whole:match(text) or dated.head:match(text .. " — ") or dated.date:match(text)
    return dateline_of(match, near)
  end
  local match = dated.head:match(block:sub(1, HEAD).plain)
  return match and datelines.is_place(match) and dateline_of(match, near)
end

local function find_dateline(document)
  local paragraphs, best = 0, nil
  for block in document:blocks() do
    local kind = block.kind
    if kind == "paragraph" then paragraphs = paragraphs + 1 end
    if kind == "dateline" or kind == "paragraph" then
      local line = read_dateline(block, document.date)
      if line and line.place then best = { place = line.place, date = line.date or best and best.date } break end
      best = best or line
    end
    if paragraphs == FIRST_PARAGRAPHS then break end
  end
  if best then document:set("dateline", best) end
end

return {
  about    = "Pairs of quotation marks, the authors in the byline, place and date of the dateline",
  tags     = { "news" },
  provides = { "authors", "dateline", quoted = { depth = "number", closed = "boolean" } },

  document = function(document)
    find_quoted(document)
    find_authors(document)
    find_dateline(document)
  end,

  tests = {
    { name = "marks belong to the quotation",
      text = 'She said: "We won." Then she left.',
      quoted = { { '"We won."', depth = 1, closed = true } } },
    { name = "curly, doubled and pointed marks",
      text = "“Yes,” said Ann. ``No,'' said Bob. «Non», said Eve. „Nein“, said Max.",
      quoted = { "“Yes,”", "``No,''", "«Non»", "„Nein“" } },
    { name = "an apostrophe is no mark",
      text = "It's the players' day, 'tis said, in the '90s of rock 'n' roll.", quoted = {} },
    { name = "a possessive inside single marks does not close them",
      text = "‘The players’ union won,’ he said.",
      quoted = { "‘The players’ union won,’" } },
    { name = "one quotation inside another",
      text = "‘Her manager told her, “Go home.” She went.’",
      quoted = { { "‘Her manager told her, “Go home.” She went.’", depth = 1 }, { "“Go home.”", depth = 2 } } },
    { name = "each paragraph opens anew, only the last closes",
      text = "A headline\n\n“One,” she said. “Two.\n\n“Three,” she added.",
      quoted = { "“One,”", "“Two.\n\n“Three,”" } },
    { name = "speech that is not closed goes on to the end of its paragraph",
      text = "A headline\n\nHe wrote: “We are late. We are lost.\n\nNobody came.",
      quoted = { { "“We are late. We are lost.", closed = false } } },
    { name = "a few words that are not closed, to the end of their sentence",
      text = 'They call it a "big idea and go on. It failed.',
      quoted = { { '"big idea and go on.', closed = false } } },
    { name = "a closing mark without an opening one is nothing",
      text = 'Five inches (5") of rain fell.', quoted = {} },
    { name = "an opening mark turned the wrong way closes all the same",
      text = "“It's unusual,“ she said.", quoted = { "“It's unusual,“" } },
    { name = "two names in a byline, and what they are",
      text = "A headline\n\nBy ANN LEE and Tom Okafor, Staff Writers\n\nIt rained.",
      values = { authors = { "ANN LEE", "Tom Okafor" } } },
    { name = "where the authors are is not who they are",
      text = "A headline\n\nBy Ann Lee in Geneva and Samuel Kiprop in Nairobi\n\nIt rained.",
      values = { authors = { "Ann Lee", "Samuel Kiprop" } } },
    { name = "a dateline with its day and agency",
      text = "A headline\n\nLISBON, Oct. 6 (Meridian News) — Voters chose.",
      given = { date = "2024-10-07" },
      values = { dateline = { place = "LISBON", date = "2024-10-06" } } },
    { name = "a dateline with a year needs no other date",
      text = "A headline\n\nCOLUMBUS, Ohio, Sept. 17, 2024 -- A plant opened.",
      values = { dateline = { place = "COLUMBUS, Ohio", date = "2024-09-17" } } },
  },
}

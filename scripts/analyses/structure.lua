local gloss, marks, bylines, datelines = require "gloss", require "quotation_marks", require "bylines", require "datelines"

local FIRST_PARAGRAPHS = 3       -- of the article, one of which may begin with a dateline

local glyphs = gloss.wordset({ '"', "“", "”", "„", "«", "»", "‹", "›", "``", "''", "‘", "’", "‚", "'", "`" },
                             { case = "exact" })

-- -- Quotations that lack their end

local function is_read(block)
  return block.kind ~= "caption" and block.kind ~= "boilerplate"
end

-- For blocks in the order of the text: gives the block that is read next, and walks over each of them once.
local function reader_ahead()
  local after, index = nil, 0           -- index: of its first token; beyond all others, when there is none
  return function(block)
    if index <= block.index then
      after = block:next()
      while after and not is_read(after) do after = after:next() end
      index = after and after.index or math.maxinteger
    end
    return after
  end
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

local function annotate(document, opening, closing, depth, is_closed)
  local place = opening:to(closing)
  if #place > 2 then document:annotate("quoted", place, { depth = depth, closed = is_closed }) end
end

-- Pairs the marks of a block. The first is `carried` instead, when it goes on with a quotation that began in a block before;
-- returns the mark that the next block goes on with.
local function pair_block(document, list, block, carried, next_read)
  local function start(i) return i == 1 and carried or list[i].place end
  local open = marks.pair(list, function(opening, closing, depth)
    annotate(document, start(opening), list[closing].place, depth, true)
  end)
  local after = open[1] and next_read(block)
  for depth, i in ipairs(open) do
    local mark, beyond = list[i], list[i + 1]
    if after and after[1] and after[1].text == mark.glyph then return start(i) end
    local last = not mark.is_single and recovered_end(mark.place, beyond and beyond.place)
    if last then annotate(document, start(i), last, depth, false) end
  end
end

local function find_quoted(document)
  local text, list, block, carried, last = document.text, nil, nil, nil, 0
  local next_read = reader_ahead()
  for hit in glyphs:matches(document) do
    local first = hit.first
    if first > last then
      local before = block
      if list then carried = pair_block(document, list, block, carried, next_read) end
      block = hit.block
      if carried and next_read(before) ~= block then carried = nil end
      list, last = {}, block.last
    end
    local mark = marks.read(text, first, hit.text)
    mark.place = hit
    if mark.needs_end then mark.needs_end = first ~= block.first end
    list[#list + 1] = mark
  end
  if list then pair_block(document, list, block, carried, next_read) end
end

-- -- Who wrote it, where and when

local function find_authors(document)
  local authors, seen = {}, {}
  for block in document:blocks() do
    if block.kind == "byline" then
      for _, name in ipairs(bylines.names(block)) do
        if not seen[name] then seen[name] = true authors[#authors + 1] = name end
      end
    end
  end
  if authors[1] then document:set("authors", authors) end
end

-- The first that names a place, with the first day that was named until then.
local function find_dateline(document)
  local paragraphs, place, day = 0, nil, nil
  for block in document:blocks() do
    local kind, its_day = block.kind, nil
    if kind == "paragraph" then paragraphs = paragraphs + 1 end
    if kind == "paragraph" or kind == "dateline" then place, its_day = datelines.read(block, document.date) end
    day = place and its_day or day or its_day
    if place or paragraphs == FIRST_PARAGRAPHS then break end
  end
  if place or day then document:set("dateline", { place = place, date = day }) end
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
    { name = "double marks close after a plural", text = 'The “stalks” with "leaves" are green.',
      quoted = { "“stalks”", '"leaves"' } },
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
    { name = "capitals part names too, and what somebody is is none",
      text = "A headline\n\nBy DR ANN LEE AND JEAN-LUC ROE IN GENEVA\n\nIt rained.",
      values = { authors = { "ANN LEE", "JEAN-LUC ROE" } } },
    { name = "an editor is no author", text = "A headline\n\nBy Ann Lee\n\nIt rained all day.\n\n(Editing by Bob Orr)",
      values = { authors = { "Ann Lee" } } },
    { name = "a dateline with its day and agency",
      text = "A headline\n\nLISBON, Oct. 6 (Meridian News) — Voters chose.",
      given = { date = "2024-10-07" },
      values = { dateline = { place = "LISBON", date = "2024-10-06" } } },
    { name = "a hyphen is no dash", text = "A headline\n\nPORT-AU-PRINCE, Haiti (Meridian News) - U.S.-led talks began.",
      values = { dateline = { place = "PORT-AU-PRINCE, Haiti" } } },
    { name = "a word before a hyphen is no place", text = "A headline\n\nU.S.-led talks began.\n\nLISBON ― It rained.",
      values = { dateline = { place = "LISBON" } } },
    { name = "a dateline with a year needs no other date",
      text = "A headline\n\nCOLUMBUS, Ohio, Sept. 17, 2024 -- A plant opened.",
      values = { dateline = { place = "COLUMBUS, Ohio", date = "2024-09-17" } } },
  },
}

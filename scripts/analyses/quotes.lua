local gloss, grammar, attributions, content, referents =
  require "gloss", require "grammar", require "attributions", require "content", require "referents"

local ALONE = 3            -- words from which on a sentence in marks is speech without a verb beside it
local AMIDST = 5           -- and a part of a sentence
local CROWD = 200          -- quotations, or verbs of saying, in a sentence; one with more of them is no prose
local REACH = 10           -- tokens before a quotation in which any verb can be the one that introduces it

local not_speech, kinds = {}, {}
for _, row in ipairs(gloss.data "not_speech.tsv") do
  not_speech[row.lemma] = not_speech[row.lemma] or {}
  not_speech[row.lemma][row.followed_by] = true
end
for _, row in ipairs(gloss.data "clause_words.tsv") do kinds[row.word] = row.class end
kinds["if"] = "question"
local begins = { to = true, question = true, preposition = true, that = true, be = true, have = true, modal = true }

local unread = { caption = true, boilerplate = true, byline = true, dateline = true }

-- -- What the patterns find in a document

-- Besides what content.lua says: said, where attributions may begin, in order; matches (of that token -> of a verb; none: of a
-- source) and lasts (-> their last tokens).
local function find_all(document)
  local quotes, opens, closes, titles, contents, stops, over = {}, {}, {}, {}, {}, {}, {}
  for quoted, first, last in document:annotations "quoted" do
    if quoted.depth == 1 then quotes[#quotes + 1], opens[first], closes[last] = first, last, first end
  end
  local said, matches, lasts = {}, {}, {}
  local function add(match, first, last)
    if not lasts[first] then said[#said + 1], matches[first], lasts[first] = first, match, last end
  end
  for _, first, last in grammar.source:matches(document) do add(nil, first, last) end
  for match, first, last in grammar.said:matches(document) do add(match, first, last) end
  if quotes[1] then
    for _, first in grammar.title:matches(document) do titles[first] = true end
    for match, first, last in grammar.thinks:matches(document) do
      if closes[first] then add(match, first, last) end
    end
  end
  table.sort(said)
  for match, first in grammar.content:matches(document) do contents[first] = contents[first] or match end
  for _, first in grammar.stop:matches(document) do
    if closes[first] then over[first] = true else stops[#stops + 1] = first end
  end
  return { quotes = quotes, opens = opens, closes = closes, titles = titles, contents = contents, stops = stops, over = over,
           heads = {}, said = said, matches = matches, lasts = lasts }
end

-- -- Units: sentences with something in them, joined where a pair of quotation marks holds them together

-- A new unit, except where nobody says anything, as in captions.
local function unit_at(sentence, first, last, quote, said, stop)
  local block = sentence.block
  local kind = block.kind
  if unread[kind] then return nil end
  return { first = first, last = last, block = block, is_headline = kind == "title" or kind == "heading", attributions = {},
           quote = quote, quote_end = 0, said = said, said_end = 0, stop = stop }
end

-- The units of the document, in order. Besides what content.lua says, one has said and said_end, as quote and quote_end; block;
-- is_headline.
local function units_of(document, found)
  local units, quotes, opens, said, stops = {}, found.quotes, found.opens, found.said, found.stops
  local q, s, stop, unit, held = 1, 1, 1, nil, 0      -- held: where the last quotation so far ends
  for sentence, first, last in document:sentences() do
    local quote, hit, is_held = q, s, unit and first <= held
    while quotes[q] and quotes[q] <= last do held, q = opens[quotes[q]], q + 1 end
    while said[s] and said[s] <= last do s = s + 1 end
    if not is_held and (q > quote or s > hit) then
      while stops[stop] and stops[stop] < first do stop = stop + 1 end
      unit = unit_at(sentence, first, last, quote, hit, stop)
      units[#units + 1] = unit
    end
    if unit and (is_held or first == unit.first) then unit.last, unit.quote_end, unit.said_end = last, q - 1, s - 1 end
  end
  return units
end

-- "Says" in the middle of a sentence is part of a name, but not in a headline.
local function is_in_name(document, unit, cue)
  if unit.is_headline then return false end
  local token = document[cue]
  return token.is_title and not token.is_first
end

-- Finds who says so at the verbs that are not in a quotation.
local function find_attributions(document, found, unit)
  local list, q, close = unit.attributions, unit.quote, 0
  for i = unit.said, unit.said_end do
    local first = found.said[i]
    local match, last, said = found.matches[first], found.lasts[first], nil
    while q <= unit.quote_end and found.quotes[q] <= first do close, q = found.opens[found.quotes[q]], q + 1 end
    if close <= first then
      if match then said = attributions.at(document, match, first, last, unit.first, list[#list])
      else said = attributions.of_source(document, first, last) end
      if said and not is_in_name(document, unit, said.cue) then
        list[#list + 1] = said
        found.heads[said.first] = true
      end
    end
  end
end

-- -- Quotations: type; pieces (content.lua); speaker; cue, cue_last; block, and the last token of the unit, stop

local function is_speech(document, said, type, start)
  if said.is_source or type ~= "indirect" then return true end
  if said.is_denied then return false end
  local refused = not_speech[document[said.cue].lemma]
  if not refused or not start then return true end
  local kind = kinds[document[start].norm]
  if kind == "preposition" and start > said.cue + 1 then kind = nil end
  return not refused[begins[kind] and kind or "clause"]
end

-- What an attribution says, as a quotation; nil when it says nothing. What may stand to the left of it begins at `from`.
local function quote_of(document, found, unit, said, from)
  local is_last = said.is_source and document[said.first - 1] and document[said.first - 1].norm == ","
    and content.is_quoted(document, found, said.last + 1, unit.last)
  local pieces, start = content.pieces(document, found, unit, said, is_last and unit.first or from)
  if not pieces or not pieces[1] then return nil end
  local type = content.kind(document, found, unit, pieces)
  if not is_speech(document, said, type, start) then return nil end
  return { type = type, pieces = pieces, speaker = said.speaker, cue = said.cue, cue_last = said.cue_last, block = unit.block,
           stop = unit.last }
end

-- What the attributions of a unit say. One that lies in what another says is left out.
local function attributed(document, found, unit, add)
  local from, past = unit.first, unit.first - 1
  for _, said in ipairs(unit.attributions) do
    local quote = said.cue > past and quote_of(document, found, unit, said, from)
    if quote then
      past = math.max(said.last, quote.pieces[#quote.pieces])
      from = past + 1
      add(quote)
    end
  end
end

local function is_told(found, quotes, open)
  for _, quote in ipairs(quotes) do
    local pieces = quote.pieces
    for i = 1, #pieces, 2 do
      if pieces[i] <= found.opens[open] and open <= pieces[i + 1] then return true end
    end
  end
  return false
end

-- A quotation without a verb of saying: any verb between a name and the marks will do, if they are near or hold more than a word or
-- two; a verb of thinking always will. "Lee attacked the bill as “a disaster”."
local function introduced(document, found, unit, open)
  local from, said = unit.first + 1, nil
  local near = found.opens[open] - open > ALONE and open - REACH or open
  for i = unit.quote, unit.quote_end do
    local close = found.opens[found.quotes[i]]
    if close < open and close >= from then from = close + 1 end
  end
  if from >= open then return nil end
  for match, _, last in grammar.does:matches(document:sub(unit.first, open)) do
    if last >= from and (last >= near or match.think) then said = attributions.of_verb(document, match, last) or said end
  end
  local stop = said and content.stop(document, found, unit, said.cue + 1, false)
  local pieces = stop and stop >= found.opens[open] and { content.trim(document, said.cue + 1, stop) }
  if not pieces or not pieces[1] then return nil end
  return { type = content.kind(document, found, unit, pieces), pieces = pieces, speaker = said.speaker, cue = said.cue,
           cue_last = said.cue, block = unit.block, stop = unit.last }
end

-- Whom the sentence before is about, when it is in the same paragraph: `Lee laughed. “Ask me on Thursday.”`
local function subject_before(document, unit)
  if unit.first == unit.block.index then return nil end
  local sentence = document[unit.first - 1].sentence
  local speaker = attributions.front(document, sentence.index, unit.first - 2)
  return speaker and (speaker.entity or speaker.is_name) and speaker
end

local function speaker_near(document, unit, last)
  if last and last.stop + 1 == unit.first then return last.speaker end
  return subject_before(document, unit) or last and last.speaker
end

-- What is in quotation marks and belongs to no attribution.
local function unattributed(document, found, unit, open, last, add)
  local close, speech = found.opens[open], not found.titles[open]
  local words, alone = close - open - 1, content.is_quoted(document, found, unit.first, unit.last)
  local quote = not alone and speech and introduced(document, found, unit, open)
  if quote then return add(quote) end
  local continues = alone and last and last.block == unit.block
  local is_speech = continues or speech and words >= (alone and ALONE or AMIDST) and (alone or not unit.is_headline)
  if continues and last.stop + 1 == unit.first and last.type ~= "indirect" then
    local pieces = last.pieces
    pieces[#pieces + 1], pieces[#pieces + 2], last.stop = open, close, unit.last
  else
    local speaker = is_speech and alone and speaker_near(document, unit, last) or nil
    add { type = is_speech and "direct" or "term", pieces = { open, close }, speaker = speaker, block = unit.block,
          stop = unit.last }
  end
end

-- -- Annotations

local fields = {}           -- of the annotation that is made, which copies them

-- Returns who spoke, for the "he" of the next one.
local function annotate(document, quote, before)
  local pieces, speaker, cue = quote.pieces, quote.speaker, quote.cue
  local place, entity = document:sub(pieces[1], pieces[2]), nil
  if pieces[3] then
    place = { place }
    for i = 3, #pieces, 2 do place[#place + 1] = document:sub(pieces[i], pieces[i + 1]) end
  end
  fields.type, fields.speaker, fields.cue = quote.type, nil, cue and document:sub(cue, quote.cue_last)
  if speaker then
    entity = speaker.entity or speaker.pronoun == "person" and referents.meant(speaker.place, before)
    fields.speaker = gloss.link(speaker.place, entity and (entity.full or entity) or nil)
  end
  document:annotate("quote", place, fields)
  return entity and { place = fields.speaker, entity = entity } or before
end

-- -- The script

local none = {}

-- The quotations of a unit. `last` is the one that the next sentence in marks may go on with; also returns the new one.
local function quotes_of(document, found, unit, last)
  if unit.quote_end - unit.quote >= CROWD or unit.said_end - unit.said >= CROWD then return none, last end
  find_attributions(document, found, unit)
  if not unit.attributions[1] and unit.quote > unit.quote_end then return none, last end
  local quotes = {}
  local function add(quote)
    quotes[#quotes + 1] = quote
    if quote.speaker and not (last and last.stop == unit.last and quote.type == "indirect") then last = quote end
  end
  attributed(document, found, unit, add)
  for q = unit.quote, unit.quote_end do
    local open = found.quotes[q]
    if not is_told(found, quotes, open) then unattributed(document, found, unit, open, last, add) end
  end
  return quotes, last
end

-- For the tests.
local function named(entities)
  return { layers = { entity = entities } }
end

local with_lee, without = named { { "Lee", type = "PERSON" } }, named {}
local with_ann_lee = named { { "Ann Lee", type = "PERSON" } }

return {
  about    = "Quotations, direct and indirect, with speaker and cue",
  tags     = { "news" },
  requires = { "entity", "quoted" },
  provides = { quote = { speaker = "place", cue = "place" } },

  document = function(document)
    local found, last, waiting, before = find_all(document), nil, nil, nil
    for _, unit in ipairs(units_of(document, found)) do
      local quotes
      quotes, last = quotes_of(document, found, unit, last)
      if waiting and waiting ~= last then before, waiting = annotate(document, waiting, before), nil end
      for _, quote in ipairs(quotes) do
        if quote == last then waiting = quote else before = annotate(document, quote, before) end
      end
    end
    if waiting then annotate(document, waiting, before) end
  end,

  tests = {
    { name = "the speaker after the quotation",
      text = '"We won," said Ann Lee.', given = with_ann_lee,
      quote = { { '"We won,"', type = "direct", speaker = "Ann Lee", cue = "said" } } },
    { name = "the speaker before it",
      text = 'Lee said: "We won. It was close."', given = with_lee,
      quote = { { '"We won. It was close."', type = "direct", speaker = "Lee", cue = "said" } } },
    { name = "a speaker in the middle breaks the quotation",
      text = '"We won," Lee said, "and they know it." He left.',
      given = with_lee,
      quote = { { '"We won," Lee said, "and they know it."', type = "direct", speaker = "Lee", cue = "said" } } },
    { name = "a sentence in marks goes on with the quotation before it",
      text = '"We won," said Lee. "They lost."',
      given = with_lee,
      quote = { { '"We won," said Lee. "They lost."', type = "direct", speaker = "Lee" } } },
    { name = "a paragraph in marks takes the last speaker",
      text = 'A headline of some words\n\n"We won," said Lee.\n\n"They will be back next year."',
      given = with_lee,
      quote = { { '"We won,"', cue = "said" }, { '"They will be back next year."', type = "direct", speaker = "Lee" } } },
    { name = "what is partly in marks is mixed",
      text = 'Lee said the vote was "a disgrace" for all.', given = with_lee,
      quote = { { 'the vote was "a disgrace" for all', type = "mixed", speaker = "Lee", cue = "said" } } },
    { name = "what was said to whom",
      text = "Lee told reporters on Monday that the talks were over.", given = with_lee,
      quote = { { "that the talks were over", type = "indirect", speaker = "Lee", cue = "told" } } },
    { name = "who is spoken of is not who speaks",
      text = "Ann Lee argued Mr. Roe was worried.", given = with_ann_lee,
      quote = { { "Mr. Roe was worried", type = "indirect", speaker = "Ann Lee", cue = "argued" } } },
    { name = "a pronoun is the speaker, and the person it means the name",
      text = "Ann Lee left early. She said it had rained.",
      given = with_ann_lee,
      quote = { { "it had rained", type = "indirect", speaker = "She", cue = "said" } } },
    { name = "a spokesman of somebody is not that somebody",
      text = "A spokesman for Halden said the plant would close.",
      given = named { { "Halden", type = "ORG" } },
      quote = { { "the plant would close", type = "indirect", speaker = "A spokesman for Halden", cue = "said" } } },
    { name = "according to, before what was said",
      text = "According to Lee, the bridge is safe.", given = with_lee,
      quote = { { "the bridge is safe", type = "indirect", speaker = "Lee", cue = "According to" } } },
    { name = "according to, after what was said",
      text = "The bridge is safe, according to the Harbour Office.", given = named { { "Harbour Office", type = "ORG" } },
      quote = { { "The bridge is safe", type = "indirect", speaker = "Harbour Office", cue = "according to" } } },
    { name = "a verb of saying after what was said",
      text = "The bridge will be closed, the Daily Echo reported.", given = named { { "Daily Echo", type = "ORG" } },
      quote = { { "The bridge will be closed", type = "indirect", speaker = "Daily Echo", cue = "reported" } } },
    { name = "an apposition stands between name and verb",
      text = "Ann Lee, 52, a nurse from Hull, said she was tired.",
      given = with_ann_lee,
      quote = { { "she was tired", type = "indirect", speaker = "Ann Lee", cue = "said" } } },
    { name = "a name in an apposition is who its head is",
      text = "His sister, Ann Lee, has warned that he could die.", given = with_ann_lee,
      quote = { { "that he could die", type = "indirect", speaker = "Ann Lee", cue = "warned" } } },
    { name = "what a sentence begins with has no apposition",
      text = "In a statement, Lee, 52, said it had rained.", given = with_lee,
      quote = { { "it had rained", speaker = "Lee", cue = "said" } } },
    { name = "an apposition may have parts, and a verb of saying of its own",
      text = "Ann Lee, who advised the mayor, a friend, has also said it had rained.", given = with_ann_lee,
      quote = { { "it had rained", speaker = "Ann Lee", cue = "said" } } },
    { name = "when and where it was said is not what was said",
      text = "Lee said in a statement late on Tuesday night that the bridge was safe.", given = with_lee,
      quote = { { "that the bridge was safe", speaker = "Lee", cue = "said" } } },
    { name = "where it was said is not, by itself, something said",
      text = "The bridge is safe, Lee said on Monday in New Hull.", given = with_lee,
      quote = { { "The bridge is safe", speaker = "Lee", cue = "said" } } },
    { name = "whom it was told to is not what was told",
      text = "Lee asked the mayor to close the bridge.", given = with_lee,
      quote = { { "to close the bridge", speaker = "Lee", cue = "asked" } } },
    { name = 'who "went on to say" it says it',
      text = "Lee went on to say that it was late.", given = with_lee,
      quote = { { "that it was late", speaker = "Lee", cue = "say" } } },
    { name = "the person something is said of does not say it",
      text = "Lee is said to have left. He was told that it was late.", given = with_lee,
      quote = {} },
    { name = "a survey by somebody is not that somebody",
      text = "According to a survey by Halden, 64% plan to fly.", given = named { { "Halden", type = "ORG" } },
      quote = { { "64% plan to fly", speaker = "a survey by Halden", cue = "According to" } } },
    { name = "a sentence may have two speakers",
      text = "Lee said the plan was good, but Roe argued that it was late.",
      given = named { { "Lee", type = "PERSON" }, { "Roe", type = "PERSON" } },
      quote = { { "the plan was good", speaker = "Lee", cue = "said" }, { "that it was late", speaker = "Roe", cue = "argued" } } },
    { name = "what is added has the same speaker",
      text = "Lee said the plan was good, adding that it was late.",
      given = with_lee,
      quote = { { "the plan was good", speaker = "Lee" }, { "that it was late", speaker = "Lee", cue = "adding" } } },
    { name = "a few words in marks that nobody says are a term",
      text = 'It is known as the "iron road" in the north.', given = without,
      quote = { { '"iron road"', type = "term" } } },
    { name = "a title in marks is a term",
      text = 'The novel "A House by the Sea" came out in May.', given = without,
      quote = { { '"A House by the Sea"', type = "term" } } },
    { name = "what has not been said is not a quotation",
      text = "Lee has not said that he will go.", given = with_lee, quote = {} },
    { name = "a noun that looks like a verb of saying is not one",
      text = "The report and the claim were in the post.", given = without, quote = {} },
    { name = "after quotation marks, any verb that can report speech will do",
      text = '"We won, and they know it," Lee continued.', given = with_lee,
      quote = { { '"We won, and they know it,"', type = "direct", speaker = "Lee", cue = "continued" } } },
    { name = "the subject of a sentence says what it adds, whatever stands between commas",
      text = "Roe met Lee at the bridge, a wreck, and spoke of the vote, saying it was late.",
      given = named { { "Roe", type = "PERSON" } },
      quote = { { "it was late", speaker = "Roe", cue = "saying" } } },
    { name = "before quotation marks, any verb will do",
      text = 'Lee attacked the bill as "an insult to us all".', given = with_lee,
      quote = { { 'the bill as "an insult to us all"', type = "mixed", speaker = "Lee", cue = "attacked" } } },
  },
}

local gloss, reader, speakers, reported, content, referents, remember =
  require "gloss", require "reader", require "speakers", require "reported", require "content", require "referents", require "remember"

local UNMARKED = 0.5       -- weight of a verb of saying from which on it may report without quotation marks
local MARKED = 0.3         -- and with them
local ALONE = 3            -- words from which on a sentence in marks is speech without a verb beside it
local AMIDST = 5           -- and a part of a sentence
local NAME = 8             -- words of a title in marks, at most
local CROWD = 200          -- quotations, or verbs of saying, in a sentence; one with more of them is no prose
local REACH = 10           -- tokens before a quotation in which any verb can be the one that introduces it
local STRETCH = 10000      -- tokens of a document that one reader keeps

local sources = { "according to", "as per" }
local begins_source = { according = true, as = true }
local verbs, classes, lists, not_speech, by_list = {}, {}, {}, {}, {}
for _, row in ipairs(gloss.data "say.tsv") do
  local weight = tonumber(row.weight)
  if weight >= MARKED then verbs[#verbs + 1] = { row.lemma, weight } end
end
for _, phrase in ipairs(sources) do verbs[#verbs + 1] = { phrase, 1 } end
for _, row in ipairs(gloss.data "clause_words.tsv") do classes[row.word] = row.class end
for _, row in ipairs(gloss.data "not_speech.tsv") do
  not_speech[row.lemma] = not_speech[row.lemma] or {}
  not_speech[row.lemma][row.followed_by] = true
end
for _, row in ipairs(gloss.data "quote_words.tsv") do
  lists[row.word], by_list[row.list] = lists[row.word] or {}, by_list[row.list] or {}
  table.insert(lists[row.word], row.list)
  by_list[row.list][row.word] = true
end

local says = gloss.lexicon(verbs, { by = "lemma" })
local breaks = gloss.wordset { ",", ";", "-", "--", "–", "—", "and", "but", "or", "nor", "yet" }
local roles, begin = gloss.wordset "roles.txt", reader.of(classes, lists)

local unread = { caption = true, boilerplate = true, byline = true, dateline = true }

local is_role = remember(function(norm)
  return roles:has(norm) or norm:find "s$" ~= nil and roles:has(norm:sub(1, -2))
end)

-- -- What the text has: marks, verbs of saying, and where clauses may end

-- The tokens at which the outer quotations of the document begin, in order; from each to that of its closing mark; and back.
local function find_quoted(document)
  local quotes, opens, closes, n = {}, {}, {}, 0
  for quoted in document:annotations "quoted" do
    if quoted.depth == 1 then
      local first = quoted.index
      local last = first + #quoted - 1
      n = n + 1
      quotes[n], opens[first], closes[last] = first, last, first
    end
  end
  return quotes, opens, closes
end

-- The tokens of verbs of saying, in order: of those that need no quotation marks, and of those that do.
local function find_cues(document)
  local sure, unsure, n, m = {}, {}, 0, 0
  for hit in says:matches(document) do
    if hit.weight >= UNMARKED then n = n + 1 sure[n] = hit.index
    else m = m + 1 unsure[m] = hit.index end
  end
  return sure, unsure
end

-- A title or a name, all capitals and small words: "The Late Show".
local function is_title(read, first, last)
  if last - first > NAME + 1 or read[last - 1].class == "mark" then return false end
  for i = first + 1, last - 1 do
    if not read[i].capital and not read[i].class then return false end
  end
  return true
end

-- What is known of a document's text beside its words: what speakers.lua and reported.lua want.
local function find_facts(document)
  local quotes, opens, closes = find_quoted(document)
  return {
    quotes = quotes, opens = opens, closes = closes, speech = {}, heads = {},
    tells = by_list.tells, plain = by_list.plain, is_role = is_role,
    breaks = function(first, last) return breaks:matches(document:sub(first, last)) end,
  }
end

-- -- Units: sentences with something in them, joined where a pair of marks holds them together

local function end_of(sentence)
  return sentence.index + #sentence - 1
end

-- The number of the first in the list, from `number` on, that is not before the token.
local function from_token(list, number, token)
  while list[number] and list[number] < token do number = number + 1 end
  return number
end

-- Widens the unit by the sentences in which its quotations end; gives the number of the first quotation behind it.
local function widen(document, unit, quotes, opens)
  local number = unit.quote
  while quotes[number] and quotes[number] <= unit.last do
    local close = opens[quotes[number]]
    if close > unit.last then unit.last = end_of(document[close].sentence) end
    number = number + 1
  end
  return number
end

-- Iterates over the units of the document that are prose, in order: always the same table, filled anew. Beside what reported.lua
-- says, it has cue and cue_end, as quote and quote_end; unsure, the number of an unsure cue that is not behind it; block; is_headline;
-- attributions.
local function units_of(document, facts, cues)
  local unit, quotes, opens, cue, quote = { attributions = {}, unsure = 1 }, facts.quotes, facts.opens, 1, 1
  return function()
    local kind
    repeat
      local token, open = cues[cue], quotes[quote]
      if open and (not token or open < token) then token = open end
      if not token then return nil end
      local sentence = document[token].sentence
      unit.first, unit.last, unit.block = sentence.index, end_of(sentence), sentence.block
      unit.cue, unit.quote, kind = cue, quote, unit.block.kind
      quote = widen(document, unit, quotes, opens)
      cue = from_token(cues, cue, unit.last + 1)
      unit.cue_end, unit.quote_end = cue - 1, quote - 1
    until not unread[kind] and quote - unit.quote <= CROWD
    unit.is_headline = kind == "title" or kind == "heading"
    return unit
  end
end

-- -- Attributions: a verb of saying, or "according to", and who it is that says so

-- The cues of a unit with quotations, unsure ones among them, that stand in none of these; in order. And which are unsure.
local function cues_outside(read, unit, cues, unsure)
  local quotes, opens, outside, is_unsure = read.quotes, read.opens, {}, {}
  local c, u, q = unit.cue, from_token(unsure, unit.unsure, unit.first), unit.quote
  while true do
    local cue, other = c <= unit.cue_end and cues[c], unsure[u]
    if other and other <= unit.last and (not cue or other < cue) then cue, u, is_unsure[other] = other, u + 1, true
    elseif cue then c = c + 1
    else break end
    while q <= unit.quote_end and opens[quotes[q]] < cue do q = q + 1 end
    if q > unit.quote_end or quotes[q] > cue then outside[#outside + 1] = cue end
  end
  unit.unsure = u
  return outside, is_unsure
end

-- ", adding", "by saying", "and warned": the subject is that of the verb before.
local function shares_subject(read, cue)
  local before, word = read[cue - 1], read[cue]
  if word.ending == "ing" then return before.shared end
  return (before.norm == "and" or before.norm == "but") and (word.ending == "ed" or word.past or word.norm == "says")
end

local function from_source(read, unit, cue)
  local first, last, kind, stop = speakers.source(read, cue + 2, unit.last)
  return first and { cue = cue, first = cue, last = stop, speaker = { first, last, kind }, is_source = true }
end

-- "the Taiwan dispute": one name, and a form of the verb that goes with several.
local function disagrees(read, cue, first, last, lemma)
  local word = read[cue]
  if word.norm ~= lemma or word.past then return false end
  if read[last].norm:find "s$" or read[first - 1].norm == "and" then return false end
  for i = last + 1, cue - 1 do
    if read[i].class == "modal" then return false end
  end
  return true
end

local function from_verb(read, unit, cue, lemma)
  local first, last, kind = speakers.before(read, cue, unit.first)
  local is_name = kind == "name"
  if first and not (is_name and disagrees(read, cue, first, last, lemma)) then
    local reach = is_name and speakers.reach(read, first, unit.first) or first
    return { cue = cue, first = reach, last = cue, speaker = { first, last, kind }, lemma = lemma }
  end
  if cue == unit.first then return nil end
  local is_beside = read.closes[cue - 1] or read[cue - 1].norm == ","
  if is_beside and read[cue].ending ~= "ing" and lemma ~= "tell" then
    first, last, kind = speakers.after(read, cue, unit.last)
    local speaker = { first, last, kind }
    if first then return { cue = cue, first = cue, last = last, speaker = speaker, lemma = lemma, is_inverted = true } end
  end
  if not shares_subject(read, cue) then return nil end
  local previous = unit.attributions[#unit.attributions]
  local speaker = previous and previous.speaker or { speakers.first(read, unit.first, cue - 1) }
  return speaker[1] and { cue = cue, first = cue, last = cue, speaker = speaker, lemma = lemma }
end

-- "Says" in the middle of a sentence is part of a name, but not in a headline.
local function is_in_name(read, unit, cue)
  return read[cue].capital and cue ~= unit.first and not unit.is_headline
end

local function add_attribution(document, read, unit, cue, is_unsure)
  if is_in_name(read, unit, cue) then return end
  local is_source = begins_source[read[cue].norm]
  local found = is_source and from_source(read, unit, cue) or from_verb(read, unit, cue, document[cue].lemma)
  if found then
    found.is_unsure = is_unsure
    unit.attributions[#unit.attributions + 1] = found
    read.heads[found.first] = true
  end
end

local function find_attributions(document, read, unit, cues, unsure)
  local first, last, is_unsure = unit.cue, unit.cue_end, nil
  for i = #unit.attributions, 1, -1 do unit.attributions[i] = nil end
  if unit.quote <= unit.quote_end then
    cues, is_unsure = cues_outside(read, unit, cues, unsure)
    first, last = 1, #cues
  end
  if last - first >= CROWD then return end
  for i = first, last do
    local cue = cues[i]
    add_attribution(document, read, unit, cue, is_unsure and is_unsure[cue])
  end
end

-- -- Quotations: type; pieces (content.lua); speaker: first token, last token and kind; cue, cue_end; block, and the last token of
-- the unit, stop

-- "has not said that …"
local function is_denied(read, found)
  for i = found.cue - 1, math.max(found.first, found.cue - 3), -1 do
    if read[i].negation then return true end
  end
  return false
end

local function is_speech(read, found, type, what)
  if found.is_source or type ~= "indirect" then return true end
  local refused = not_speech[found.lemma]
  return not found.is_unsure and not (refused and refused[what]) and not is_denied(read, found)
end

-- "Pym showed no emotion as the judge told him …": what the judge told is what counts.
local function holds_surer(unit, found, pieces)
  for _, other in ipairs(unit.attributions) do
    if not other.is_unsure and other.cue > found.cue and other.cue <= pieces[#pieces] then return true end
  end
  return false
end

local function only_titles(read, unit)
  for q = unit.quote, unit.quote_end do
    if read.speech[read.quotes[q]] then return false end
  end
  return true
end

-- What an attribution says, as a quotation; nil when that is none. What may stand to the left of it begins at `from`.
local function quote_of(read, unit, found, from)
  if found.is_unsure and only_titles(read, unit) then return nil end
  local is_last_word = found.is_source and read[found.first - 1].norm == "," and content.is_over(read, unit, found.last + 1)
  local pieces, what = content.pieces(read, unit, found, is_last_word and unit.first or from)
  if not pieces or not pieces[1] then return nil end
  local type = content.kind(read, unit, pieces)
  if not is_speech(read, found, type, what) or found.is_unsure and holds_surer(unit, found, pieces) then return nil end
  local cue_end = found.is_source and found.cue + 1 or found.cue
  return { type = type, pieces = pieces, speaker = found.speaker, cue = found.cue, cue_end = cue_end, block = unit.block,
           stop = unit.last }
end

-- What the attributions of a unit say. One that lies in what another says is not told of.
local function attributed(read, unit, add)
  local from, past = unit.first, unit.first - 1
  for _, found in ipairs(unit.attributions) do
    local quote = found.cue > past and quote_of(read, unit, found, from)
    if quote then
      past = math.max(found.last, quote.pieces[#quote.pieces])
      from = past + 1
      add(quote)
    end
  end
end

local function is_told(read, quotes, open)
  for _, quote in ipairs(quotes) do
    local pieces = quote.pieces
    for i = 1, #pieces, 2 do
      if pieces[i] <= read.opens[open] and open <= pieces[i + 1] then return true end
    end
  end
  return false
end

local function is_verb(word)
  return not word.class and not word.capital and (word.ending or word.past)
end

-- A quotation without a verb of saying: any verb between a name and the marks will do. "Lee attacked the bill as “a disaster”."
local function introduced(read, unit, open)
  for verb = open - 1, math.max(unit.first + 1, open - REACH), -1 do
    if read[verb].norm == ";" or read.closes[verb] then return nil end
    if is_verb(read[verb]) then
      local first, last, kind = speakers.before(read, verb, unit.first)
      if kind == "pronoun" or kind == "name" then
        local stop = reported.stop(read, unit, verb + 1, false)
        local pieces = stop >= read.opens[open] and { content.trim(read, verb + 1, stop) }
        if not pieces or not pieces[1] then return nil end
        return { type = content.kind(read, unit, pieces), pieces = pieces, speaker = { first, last, kind }, cue = verb, cue_end = verb,
                 block = unit.block, stop = unit.last }
      end
    end
  end
end

-- Whom the sentence before is about, when it stands in the same paragraph: `Lee laughed. “Ask me on Thursday.”`
local function subject_before(document, read, unit)
  if unit.first == unit.block.index then return nil end
  local sentence = document[unit.first - 1].sentence
  local first, last, kind = speakers.first(read, sentence.index, end_of(sentence))
  return kind == "name" and { first, last, kind }
end

local function speaker_near(document, read, unit, last)
  if last and last.stop + 1 == unit.first then return last.speaker end
  return subject_before(document, read, unit) or last and last.speaker
end

-- What stands in marks and belongs to no attribution.
local function unattributed(document, read, unit, open, last, add)
  local close, speech = read.opens[open], read.speech[open]
  local words, alone = close - open - 1, content.is_quoted(read, unit.first, unit.last)
  local quote = not alone and speech and words >= ALONE and introduced(read, unit, open)
  if quote then return add(quote) end
  local continues = alone and last and last.block == unit.block
  local is_speech = continues or speech and words >= (alone and ALONE or AMIDST) and (alone or not unit.is_headline)
  if continues and last.stop + 1 == unit.first and last.type ~= "indirect" then
    local pieces = last.pieces
    pieces[#pieces + 1], pieces[#pieces + 2], last.stop = open, close, unit.last
  else
    local speaker = is_speech and alone and speaker_near(document, read, unit, last) or nil
    add { type = is_speech and "direct" or "term", pieces = { open, close }, speaker = speaker, block = unit.block, stop = unit.last }
  end
end

-- -- Annotations

local fields = {}           -- of the annotation that is made, which copies them

-- Gives who spoke, for the next one's "he".
local function annotate(document, read, quote, before)
  local pieces, speaker, cue = quote.pieces, quote.speaker, quote.cue
  local place, entity = document:sub(pieces[1], pieces[2]), nil
  if pieces[3] then
    place = { place }
    for i = 3, #pieces, 2 do place[#place + 1] = document:sub(pieces[i], pieces[i + 1]) end
  end
  fields.type, fields.speaker, fields.cue = quote.type, nil, cue and document:sub(cue, quote.cue_end)
  if speaker then
    local first, last, kind = speaker[1], speaker[2], speaker[3]
    fields.speaker, entity = referents.link(document:sub(first, last), kind, before, first == last and read[first].person)
  end
  document:annotate("quote", place, fields)
  return entity and { place = fields.speaker, entity = entity } or before
end

-- -- The script

-- The quotations of a unit. `last` is the one that the next sentence in marks may go on with; also gives the new one.
local function quotes_of(document, read, unit, cues, unsure, last)
  local quotes = {}
  local function add(quote)
    quotes[#quotes + 1] = quote
    if quote.speaker and not (last and last.stop == unit.last and quote.type == "indirect") then last = quote end
  end
  for q = unit.quote, unit.quote_end do
    local open = read.quotes[q]
    local close = read.opens[open]
    read.speech[open] = not is_title(read, open, close) and close or nil
  end
  find_attributions(document, read, unit, cues, unsure)
  attributed(read, unit, add)
  for q = unit.quote, unit.quote_end do
    local open = read.quotes[q]
    if not is_told(read, quotes, open) then unattributed(document, read, unit, open, last, add) end
  end
  return quotes, last
end

-- Given to the tests.
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
    local facts, cues, unsure = find_facts(document), find_cues(document)
    local read, fresh, last, waiting, before = nil, 0, nil, nil, nil
    for unit in units_of(document, facts, cues) do
      if unit.last > fresh then read, fresh = begin(document, facts), unit.last + STRETCH end
      local quotes
      quotes, last = quotes_of(document, read, unit, cues, unsure, last)
      if waiting and waiting ~= last then before, waiting = annotate(document, read, waiting, before), nil end
      for _, quote in ipairs(quotes) do
        if quote == last then waiting = quote else before = annotate(document, read, quote, before) end
      end
    end
    if waiting then annotate(document, read, waiting, before) end
  end,

  tests = {
    { name = "the speaker after the quotation",
      text = '"We won," said Ann Lee.', given = with_ann_lee,
      quote = { { '"We won,"', type = "direct", speaker = "Ann Lee", cue = "said" } } },
    { name = "the speaker before it",
      text = 'Lee said: "We won. It was close."', given = with_lee,
      quote = { { '"We won. It was close."', type = "direct", speaker = "Lee", cue = "said" } } },
    { name = "who speaks in the middle breaks the quotation",
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
    { name = "partly in marks is mixed",
      text = 'Lee said the vote was "a disgrace" for all.', given = with_lee,
      quote = { { 'the vote was "a disgrace" for all', type = "mixed", speaker = "Lee", cue = "said" } } },
    { name = "what was told to whom",
      text = "Lee told reporters on Monday that the talks were over.", given = with_lee,
      quote = { { "that the talks were over", type = "indirect", speaker = "Lee", cue = "told" } } },
    { name = "a pronoun is a speaker, and its person the name",
      text = "Ann Lee left early. She said it had rained.",
      given = with_ann_lee,
      quote = { { "it had rained", type = "indirect", speaker = "She", cue = "said" } } },
    { name = "a spokesman of somebody is not that somebody",
      text = "A spokesman for Halden said the plant would close.",
      given = named { { "Halden", type = "ORG" } },
      quote = { { "the plant would close", type = "indirect", speaker = "A spokesman for Halden", cue = "said" } } },
    { name = "according to, in front",
      text = "According to Lee, the bridge is safe.", given = with_lee,
      quote = { { "the bridge is safe", type = "indirect", speaker = "Lee", cue = "According to" } } },
    { name = "according to, behind",
      text = "The bridge is safe, according to the Harbour Office.", given = named { { "Harbour Office", type = "ORG" } },
      quote = { { "The bridge is safe", type = "indirect", speaker = "Harbour Office", cue = "according to" } } },
    { name = "a report behind what it reports",
      text = "The bridge will be closed, the Daily Echo reported.", given = named { { "Daily Echo", type = "ORG" } },
      quote = { { "The bridge will be closed", type = "indirect", speaker = "Daily Echo", cue = "reported" } } },
    { name = "an apposition stands between name and verb",
      text = "Ann Lee, 52, a nurse from Hull, said she was tired.",
      given = with_ann_lee,
      quote = { { "she was tired", type = "indirect", speaker = "Ann Lee", cue = "said" } } },
    { name = "two speakers in a sentence",
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
    { name = "what has not been said is no quotation",
      text = "Lee has not said that he will go.", given = with_lee, quote = {} },
    { name = "a noun that looks like a verb of saying",
      text = "The report and the claim were in the post.", given = without, quote = {} },
    { name = "any verb before marks will do",
      text = 'Lee attacked the bill as "an insult to us all".', given = with_lee,
      quote = { { 'the bill as "an insult to us all"', type = "mixed", speaker = "Lee", cue = "attacked" } } },
  },
}

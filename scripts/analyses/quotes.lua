local gloss, reader, speakers, reported, content, referents =
  require "gloss", require "reader", require "speakers", require "reported", require "content", require "referents"

local UNMARKED = 0.5       -- weight of a verb of saying from which on it may report without quotation marks
local MARKED = 0.3         -- and with them
local ALONE = 3            -- words from which on a sentence in marks is speech without a verb beside it
local AMIDST = 5           -- and a part of a sentence
local NAME = 8             -- words of a title in marks, at most
local CROWD = 200          -- quotations, or verbs of saying, in a sentence; one with more of them is no prose
local REACH = 10           -- tokens before a quotation in which any verb can be the one that introduces it

local verbs = { sure = {}, unsure = {} }
for _, row in ipairs(gloss.data "say.tsv") do
  local weight = tonumber(row.weight)
  local list = weight >= UNMARKED and verbs.sure or weight >= MARKED and verbs.unsure
  if list then list[#list + 1] = row.lemma end
end
local says, may_say = gloss.wordset(verbs.sure, { by = "lemma" }), gloss.wordset(verbs.unsure, { by = "lemma" })
local sources = gloss.wordset { "according to", "as per" }
local breaks = gloss.wordset { ",", ";", "-", "--", "–", "—", "and", "but", "or", "nor", "yet" }
local roles, classes, not_speech, words = gloss.wordset "roles.txt", {}, {}, {}
for _, row in ipairs(gloss.data "clause_words.tsv") do classes[row.word] = row.class end
for _, row in ipairs(gloss.data "not_speech.tsv") do not_speech[row.lemma .. " " .. row.followed_by] = true end
for _, row in ipairs(gloss.data "quote_words.tsv") do
  words[row.list] = words[row.list] or {}
  words[row.list][row.word] = true
end

local unread = { caption = true, boilerplate = true, byline = true, dateline = true }

local function is_role(norm)
  return roles:has(norm) or norm:find "s$" ~= nil and roles:has(norm:sub(1, -2))
end

-- -- What the text has: marks, verbs of saying, and where clauses may end

-- The outer quotations of the document, in order.
local function find_pairs(document)
  local pairs_found, n = {}, 0
  for quoted in document:annotations "quoted" do
    if quoted.depth == 1 then
      local first = quoted.index
      n = n + 1
      pairs_found[n] = { first = first, last = first + #quoted - 1, is_name = false }
    end
  end
  return pairs_found
end

local function indices_of(list, place)
  local indices, n = {}, 0
  for hit in list:matches(place) do
    n = n + 1
    indices[n] = hit.index
  end
  return indices
end

-- Both lists in one, in order; what came from the second is in the set as well.
local function merge(first, second)
  if not second[1] then return first, second end
  local all, from_second, j = {}, {}, 1
  for _, index in ipairs(first) do
    while second[j] and second[j] < index do all[#all + 1], from_second[second[j]], j = second[j], true, j + 1 end
    all[#all + 1] = index
  end
  for k = j, #second do all[#all + 1], from_second[second[k]] = second[k], true end
  return all, from_second
end

-- A title or a name, all capitals and small words: "The Late Show".
local function is_name(read, pair)
  if pair.last - pair.first > NAME + 1 or read[pair.last - 1].class == "mark" then return false end
  for i = pair.first + 1, pair.last - 1 do
    if not read[i].capital and not read[i].class then return false end
  end
  return true
end

-- What is known of a unit's tokens: a reader, and what content.lua and reported.lua want beside it.
local function read_unit(document, begin, unit)
  local opens, closes, speech = {}, {}, {}
  local read = begin { words = words, opens = opens, closes = closes, speech = speech, breaks_of = function()
    unit.breaks = unit.breaks or indices_of(breaks, document[unit.first]:to(document[unit.last]))
    return unit.breaks
  end }
  for _, pair in ipairs(unit.pairs) do
    pair.is_name = is_name(read, pair)
    opens[pair.first], closes[pair.last] = pair.last, pair.first
    if not pair.is_name then speech[pair.first] = pair.last end
  end
  return read
end

-- -- Units: sentences with something in them, joined where a pair of marks holds them together

-- Takes the cues and the pairs that begin up to token `last`; c and p are the places of the next ones in their lists.
local function take(unit, last, cues, c, all_pairs, p)
  while cues[c] and cues[c] <= last do unit.cues[#unit.cues + 1], c = cues[c], c + 1 end
  while all_pairs[p] and all_pairs[p].first <= last do unit.pairs[#unit.pairs + 1], p = all_pairs[p], p + 1 end
  return c, p
end

local function end_of(sentence)
  return sentence.index + #sentence - 1
end

-- Iterates over the units of the document that are prose, in order.
local function units_of(document, cues, all_pairs)
  local c, p = 1, 1
  local function next_unit()
    local cue, pair = cues[c], all_pairs[p]
    if not cue and not pair then return nil end
    local sentence = document[pair and (not cue or pair.first < cue) and pair.first or cue].sentence
    local block = sentence.block
    local kind, last = block.kind, end_of(sentence)
    local unit = { block = block, first = sentence.index, last = last, pairs = {}, cues = {}, attributions = {}, heads = {},
                   breaks = false, is_headline = kind == "title" or kind == "heading" }
    c, p = take(unit, last, cues, c, all_pairs, p)
    while unit.pairs[1] and unit.pairs[#unit.pairs].last > unit.last do
      unit.last = end_of(document[unit.pairs[#unit.pairs].last].sentence)
      c, p = take(unit, unit.last, cues, c, all_pairs, p)
    end
    if unread[kind] or #unit.pairs > CROWD then return next_unit() end
    return unit
  end
  return next_unit
end

-- -- Attributions: a verb of saying, or "according to", and who it is that says so

-- The cues that stand in none of the quotations; both in order.
local function outside(cues, pairs_of_unit)
  local kept, p = {}, 1
  for _, cue in ipairs(cues) do
    while pairs_of_unit[p] and pairs_of_unit[p].last < cue do p = p + 1 end
    if not (pairs_of_unit[p] and pairs_of_unit[p].first < cue) then kept[#kept + 1] = cue end
  end
  return kept
end

-- ", adding", "by saying", "and warned": the subject is that of the verb before.
local function shares_subject(read, cue)
  local before, norm = read[cue - 1].norm, read[cue].norm
  if norm:find "ing$" then return read.words.shared[before] end
  return (before == "and" or before == "but") and (norm:find "ed$" or read.words.past[norm] or norm == "says")
end

local function from_source(read, unit, cue)
  local first, last, kind, stop = speakers.source(read, cue + 2, unit.last, is_role)
  return first and { cue = cue, first = cue, last = stop, speaker = { first, last, kind }, is_source = true }
end

-- "the Taiwan dispute": one name, and a form of the verb that goes with several.
local function disagrees(read, cue, first, last, kind, lemma)
  local norm = read[cue].norm
  if kind ~= "name" or norm ~= lemma or read.words.past[norm] then return false end
  if read[last].norm:find "s$" or read[first - 1].norm == "and" then return false end
  for i = last + 1, cue - 1 do
    if read[i].class == "modal" then return false end
  end
  return true
end

local function from_verb(read, unit, cue, lemma)
  local first, last, kind = speakers.before(read, cue, unit.first, is_role)
  if first and not disagrees(read, cue, first, last, kind, lemma) then
    local reach = kind == "name" and speakers.reach(read, first, unit.first) or first
    return { cue = cue, first = reach, last = cue, speaker = { first, last, kind }, lemma = lemma }
  end
  if cue == unit.first then return nil end
  local is_gerund = read[cue].norm:find "ing$"
  if (read.closes[cue - 1] or read[cue - 1].norm == ",") and not is_gerund and lemma ~= "tell" then
    first, last, kind = speakers.after(read, cue, unit.last, is_role)
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

local function find_attributions(document, read, unit, is_source)
  local cues, is_unsure = unit.cues, {}
  if unit.pairs[1] then
    cues, is_unsure = merge(cues, indices_of(may_say, document[unit.first]:to(document[unit.last])))
    cues = outside(cues, unit.pairs)
  end
  if #cues > CROWD then return end
  for _, cue in ipairs(cues) do
    if not is_in_name(read, unit, cue) then
      local found = is_source[cue] and from_source(read, unit, cue) or from_verb(read, unit, cue, document[cue].lemma)
      if found then
        found.is_unsure = is_unsure[cue]
        unit.attributions[#unit.attributions + 1] = found
        unit.heads[found.first] = true
      end
    end
  end
end

-- -- Quotations

-- "has not said that …"
local function is_denied(read, found)
  for i = found.cue - 1, math.max(found.first, found.cue - 3), -1 do
    if read.words.negation[read[i].norm] then return true end
  end
  return false
end

local function is_speech(read, found, type, what)
  if found.is_source then return true end
  if type ~= "indirect" then return true end
  return not found.is_unsure and not is_denied(read, found) and not not_speech[found.lemma .. " " .. (what or "")]
end

-- "Pym showed no emotion as the judge told him …": what the judge told is what counts.
local function holds_surer(unit, found, pieces)
  for _, other in ipairs(unit.attributions) do
    if not other.is_unsure and other.cue > found.cue and other.cue <= pieces[#pieces][2] then return true end
  end
  return false
end

local function only_names(unit)
  for _, pair in ipairs(unit.pairs) do
    if not pair.is_name then return false end
  end
  return true
end

-- What the attributions of a unit say. One that lies in what another says is not told of.
local function attributed(read, unit, add)
  local from, past = unit.first, unit.first - 1
  for _, found in ipairs(unit.attributions) do
    local is_last_word = found.is_source and read[found.first - 1].norm == "," and content.is_over(read, unit, found.last + 1)
    if found.cue > past and not (found.is_unsure and only_names(unit)) then
      local pieces, what = content.pieces(read, unit, found, unit.heads, is_last_word and unit.first or from)
      local type = pieces and pieces[1] and content.kind(read, unit, pieces)
      if type and is_speech(read, found, type, what) and not (found.is_unsure and holds_surer(unit, found, pieces)) then
        past = math.max(found.last, pieces[#pieces][2])
        from = past + 1
        local cue = { found.cue, found.is_source and found.cue + 1 or found.cue }
        add { unit = unit, type = type, pieces = pieces, speaker = found.speaker, cue = cue }
      end
    end
  end
end

local function covers(quote, pair)
  for _, piece in ipairs(quote.pieces) do
    if piece[1] <= pair.last and pair.first <= piece[2] then return true end
  end
  return false
end

local function is_told(quotes, pair)
  for _, quote in ipairs(quotes) do
    if covers(quote, pair) then return true end
  end
  return false
end

local function is_verb(read, i)
  local norm = read[i].norm
  if read[i].class or read[i].capital then return false end
  return norm:find "ed$" or norm:find "[^s]s$" or norm:find "ing$" or read.words.past[norm]
end

-- A quotation without a verb of saying: any verb between a name and the marks will do. "Lee attacked the bill as “a disaster”."
local function introduced(read, unit, pair)
  for verb = pair.first - 1, math.max(unit.first + 1, pair.first - REACH), -1 do
    if read[verb].norm == ";" or read.closes[verb] then return nil end
    if is_verb(read, verb) then
      local first, last, kind = speakers.before(read, verb, unit.first, is_role)
      if kind == "pronoun" or kind == "name" then
        local stop = reported.stop(read, unit, verb + 1, {}, false)
        local pieces = { stop >= pair.last and content.trim(read, verb + 1, stop) or nil }
        if not pieces[1] then return nil end
        local type = content.kind(read, unit, pieces)
        return { unit = unit, type = type, pieces = pieces, speaker = { first, last, kind }, cue = { verb, verb } }
      end
    end
  end
end

-- Whom the sentence before is about, when it stands in the same paragraph: `Lee laughed. “Ask me on Thursday.”`
local function subject_before(document, read, unit)
  if unit.first == unit.block.index then return nil end
  local sentence = document[unit.first - 1].sentence
  local first = sentence.index
  local start, last, kind = speakers.first(read, first, first + #sentence - 1)
  return start and kind == "name" and { start, last, kind }
end

local function speaker_near(document, read, unit, last)
  if last and last.unit.last + 1 == unit.first then return last.speaker end
  return subject_before(document, read, unit) or last and last.speaker
end

-- What stands in marks and belongs to no attribution.
local function unattributed(document, read, unit, pair, last, add)
  local words, alone = pair.last - pair.first - 1, content.is_quoted(read, unit.first, unit.last)
  local quote = not alone and not pair.is_name and words >= ALONE and introduced(read, unit, pair)
  if quote then return add(quote) end
  local continues = alone and last and last.unit.block == unit.block
  local is_speech = continues or not pair.is_name and words >= (alone and ALONE or AMIDST) and (alone or not unit.is_headline)
  if not is_speech then return add { unit = unit, type = "term", pieces = { { pair.first, pair.last } } } end
  if continues and last.unit.last + 1 == unit.first and last.type ~= "indirect" then
    last.pieces[#last.pieces + 1] = { pair.first, pair.last }
    last.unit = unit
  else
    local speaker = alone and speaker_near(document, read, unit, last) or nil
    add { unit = unit, type = "direct", pieces = { { pair.first, pair.last } }, speaker = speaker }
  end
end

-- -- The script

local function span(document, piece)
  return document[piece[1]]:to(document[piece[2]])
end

-- -- Annotations

local fields = {}           -- of the annotation that is made, which copies them

-- Gives who spoke, for the next one's "he".
local function annotate(document, quote, before)
  local place, entity = span(document, quote.pieces[1]), nil
  if quote.pieces[2] then
    place = { place }
    for i = 2, #quote.pieces do place[i] = span(document, quote.pieces[i]) end
  end
  fields.type, fields.speaker, fields.cue = quote.type, nil, quote.cue and span(document, quote.cue)
  local speaker = quote.speaker
  if speaker then fields.speaker, entity = referents.link(span(document, speaker), speaker[3], before, words.person) end
  document:annotate("quote", place, fields)
  return entity and { place = fields.speaker, entity = entity } or before
end

-- -- The script

-- The quotations of a unit. `last` is the one that the next sentence in marks may go on with; also gives the new one.
local function quotes_of(document, read, unit, is_source, last)
  local quotes = {}
  local function add(quote)
    quotes[#quotes + 1] = quote
    if quote.speaker and not (last and last.unit == unit and quote.type == "indirect") then last = quote end
  end
  find_attributions(document, read, unit, is_source)
  attributed(read, unit, add)
  for _, pair in ipairs(unit.pairs) do
    if not is_told(quotes, pair) then unattributed(document, read, unit, pair, last, add) end
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
    local all_pairs = find_pairs(document)
    local cues, is_source = merge(indices_of(says, document), indices_of(sources, document))
    local begin, last, waiting, before = reader.on(document, classes), nil, nil, nil
    for unit in units_of(document, cues, all_pairs) do
      local quotes
      quotes, last = quotes_of(document, read_unit(document, begin, unit), unit, is_source, last)
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

local gloss, reader, speakers, reported = require "gloss", require "reader", require "speakers", require "reported"

local says, phrases = gloss.lexicon("say.tsv", { by = "lemma" }), gloss.wordset { "according to", "as per" }
local roles = gloss.wordset "roles.txt"
local classes = {}
for _, row in ipairs(gloss.data "clause_words.tsv") do classes[row.word] = row.class end
local not_speech = {}
for _, row in ipairs(gloss.data "not_speech.tsv") do not_speech[row.lemma .. " " .. row.followed_by] = true end

local unread = { caption = true, boilerplate = true, byline = true, dateline = true }
local ALONE, AMIDST = 3, 5 -- words from which on what stands in marks is speech without a verb beside it: a sentence of its own, or part of one
local FRONT = 12           -- tokens that may be put in front of a clause
local REACH = 10           -- tokens before a quotation in which any verb can be the one that introduces it
local irregular = { saw = true, made = true, gave = true, put = true, wrote = true, took = true, drew = true, held = true, got = true, went = true, found = true, came = true, ran = true, spoke = true, cut = true, hit = true, sent = true, won = true, led = true, met = true, thought = true, knew = true, began = true, stood = true, felt = true, kept = true, left = true, brought = true, told = true, said = true }
local SURE = 0.3           -- weight of a verb of saying that is looked at
local SURE_UNMARKED = 0.5  -- and of one that may report without quotation marks

local role_memory = {}
local function is_role(norm)
  local known = role_memory[norm]
  if known == nil then
    known = roles:has(norm) or norm:find "s$" ~= nil and roles:has(norm:sub(1, -2))
    role_memory[norm] = known
  end
  return known
end

-- -- Units: the sentences of a block, those joined that a pair of marks holds together

local function add_unit(units, first, last, pairs)
  units[#units + 1] = { first = first, last = last, pairs = {}, attributions = {} }
end

local function cut_units(block, pairs)
  local units, first, at = {}, nil, 1
  for sentence in block:sentences() do
    local start = sentence.index
    local last = start + #sentence - 1
    first = first or start
    while pairs[at] and pairs[at].last <= last do at = at + 1 end
    if not (pairs[at] and pairs[at].first <= last) then
      add_unit(units, first, last)
      first = nil
    end
  end
  if first then add_unit(units, first, block.index + #block - 1) end
  local u = 1
  for _, pair in ipairs(pairs) do
    while units[u].last < pair.first do u = u + 1 end
    table.insert(units[u].pairs, pair)
  end
  return units
end

-- -- Attributions: a verb of saying with who says it

local function inside_pair(unit, index)
  for _, pair in ipairs(unit.pairs) do
    if pair.first < index and index < pair.last then return true end
  end
  return false
end

-- ", adding", "by saying", "and warned": the subject is that of the verb before.
local function shares_subject(read, verb, norm)
  local before = read.norm[verb - 1]
  if norm:find "ing$" then return before == "," or before == "by" or before == "before" or before == "after" or before == "while" or before == "and" end
  return (before == "and" or before == "but") and (norm:find "ed$" or norm == "said" or norm == "told" or norm == "wrote" or norm == "says")
end

local function attribution(read, unit, cue)
  local verb, norm = cue.first, read.norm[cue.first]
  if cue.phrase then
    local s, e, kind, stop = speakers.source(read, cue.last + 1, unit.last)
    if not s then return nil end
    return { cue = cue, first = verb, last = stop or e, speaker = { s, e, kind }, phrase = true }
  end
  local s, e, kind = speakers.before(read, verb, unit.first, is_role)
  if s then return { cue = cue, first = s, last = verb, speaker = { s, e, kind }, lemma = cue.lemma } end
  local before = read.norm[verb - 1]
  if verb > unit.first and (read.closes[verb - 1] or before == ",") and not norm:find "ing$" and cue.lemma ~= "tell" then
    s, e, kind = speakers.after(read, verb, unit.last, is_role)
    if s then return { cue = cue, first = verb, last = e, speaker = { s, e, kind }, lemma = cue.lemma, inverted = true } end
  end
  if shares_subject(read, verb, norm) then
    local previous = unit.attributions[#unit.attributions]
    local speaker = previous and previous.speaker or { speakers.first(read, unit.first, verb - 1) }
    if speaker[1] then return { cue = cue, first = verb, last = verb, speaker = speaker, lemma = cue.lemma, shared = true } end
  end
end

local function find_attributions(read, unit, cues, at)
  while cues[at] and cues[at].first < unit.first do at = at + 1 end
  while cues[at] and cues[at].first <= unit.last do
    local index = cues[at].first
    if not inside_pair(unit, index) and (cues[at].phrase or not read.capital[index] or index == unit.first or unit.is_headline) then
      local found = attribution(read, unit, cues[at])
      if found then table.insert(unit.attributions, found) end
    end
    at = at + 1
  end
  return at
end

-- -- Content

local edge = { [","] = true, ["."] = true, ["?"] = true, ["!"] = true, [";"] = true, [":"] = true, ["…"] = true, ["..."] = true, ["—"] = true, ["–"] = true, ["-"] = true, ["--"] = true }

local function trim(read, first, last)
  while first <= last and edge[read.norm[first]] do first = first + 1 end
  while last >= first and edge[read.norm[last]] and not read.closes[last] do last = last - 1 end
  if first <= last then return { first, last } end
end

-- direct: all of it in marks; mixed: some of it; indirect: none
local function kind_of(read, pieces)
  local inside, outside = false, false
  for _, piece in ipairs(pieces) do
    local i = piece[1]
    while i <= piece[2] do
      if read.opens[i] then
        inside, i = true, read.opens[i]
      elseif read.class[i] ~= "mark" then outside = true end
      i = i + 1
    end
  end
  return inside and (outside and "mixed" or "direct") or "indirect"
end

local function subclause(read, at)
  local before = read.norm[at - 1]
  return before == "when" or before == "as" or before == "while" or before == "after" or before == "if" or before == "because" or before == "though" or before == "although"
end

local dashes = { ["-"] = true, ["--"] = true, ["–"] = true, ["—"] = true, [":"] = true }

-- What stands to the left of an attribution; only the quotation beside it, when a dash parts it from the rest.
local function left_content(read, unit, from, found)
  local open = read.closes[found.first - 1]
  if open and open > from and dashes[read.norm[open - 1]] then from = open end
  return from < found.first and trim(read, from, found.first - 1)
end

local function is_over(read, unit, from)
  for i = from, unit.last do
    if read.class[i] ~= "mark" then return false end
  end
  return true
end

local fronts = { preposition = true, subordinator = true, adverb = true, conjunction = true }

-- "In Ohio, he said, the vote is over": what stands in front is short, and no clause of its own.
local function is_front(read, first, last)
  return last - first < FRONT and (fronts[read.class[first]] or last - first < 2)
end

-- "According to Lee, …", "…, according to Lee", "In Ohio, according to Lee, …"
local function phrase_content(read, unit, found, heads, from, is_saying)
  local comma = found.last + 1
  local left = from < found.first - 1 and trim(read, from, found.first - 1)
  if read.norm[comma] == "," and comma < unit.last and (not left or is_front(read, left[1], left[2])) then
    local stop = reported.stop(read, comma + 1, unit.last, heads, false, is_saying)
    local right = trim(read, comma + 1, stop)
    if left and read.class[left[1]] ~= "adverb" then return { left, right }, stop + 1 end
    return { right }, stop + 1
  end
  return { left or nil }, found.last + 1
end

-- Gives the pieces of what is said, and where the rest of the unit begins.
local function content(read, unit, found, heads, from)
  local before = read.norm[found.first - 1]
  local closes = read.closes[found.first - 1]
  if closes and not (found.first - 1 >= unit.first) then closes = nil end
  local is_saying = function(i) return unit.cue_at[i] end
  if found.phrase then return phrase_content(read, unit, found, heads, from, is_saying) end
  local start, what
  if not found.inverted then start, what = reported.start(read, found.cue.last, unit.last, found.lemma) end
  if found.inverted then
    local i = found.last + 1
    while i <= unit.last and not read.opens[i] and i < found.last + 25 do i = i + 1 end
    if read.opens[i] and i <= unit.last then start, what = i, "quote" end
  end
  if closes or (before == "," and (not start or what == "quote" and read.norm[start - 1] == ",")) then
    local left = left_content(read, unit, from, found)
    if left then
      if start and what == "quote" then
        local stop = reported.stop(read, start, unit.last, heads, false, is_saying)
        return { left, trim(read, start, stop) }, stop + 1
      elseif closes or is_over(read, unit, found.last + 1) or true then
        local pieces = { left }
        local rest = found.last + 1
        if not closes and not found.inverted and read.norm[rest] == "," and not heads[rest + 1] and is_front(read, left[1], left[2]) then
          local right = trim(read, rest, reported.stop(read, rest + 1, unit.last, heads, false, is_saying))
          if right then pieces[2] = right rest = right[2] + 1 end
        end
        return pieces, rest
      end
    end
  end
  if not start then return nil end
  local stop = reported.stop(read, start, unit.last, heads, subclause(read, found.first), is_saying)
  return { trim(read, start, stop) }, stop + 1, what
end

local function is_speech(read, found, pieces, what)
  if found.phrase or kind_of(read, pieces) ~= "indirect" then return true end
  return found.cue.weight >= SURE_UNMARKED and not not_speech[found.lemma .. " " .. (what or "")]
end

local function read_unit(read, unit, emit)
  local heads, from, past = {}, unit.first, unit.first - 1
  unit.cue_at = {}
  for _, found in ipairs(unit.attributions) do heads[found.first] = true unit.cue_at[found.cue.first] = true end
  for _, found in ipairs(unit.attributions) do
    local closes_all = found.phrase and is_over(read, unit, found.last + 1) and read.norm[found.first - 1] == ","
    if closes_all and found.cue.first > past then from = unit.first end
    if found.cue.first > past then
      local pieces, rest, what = content(read, unit, found, heads, from)
      if pieces and pieces[1] and is_speech(read, found, pieces, what) then
        emit(found, pieces, what)
        past, from = rest - 1, rest
      end
    end
  end
end

-- -- Leftover pairs

local function is_claimed(quotes, pair)
  for i = #quotes, 1, -1 do
    for _, piece in ipairs(quotes[i].pieces) do
      if piece[1] <= pair.last and pair.first <= piece[2] then return true end
    end
    if quotes[i].pieces[1][2] < pair.first - 400 then break end
  end
  return false
end

local function words_of(read, pair)
  local count, capitals = 0, 0
  for i = pair.first + 1, pair.last - 1 do
    if read.class[i] ~= "mark" then
      count = count + 1
      if read.capital[i] or read.class[i] then capitals = capitals + 1 end
    end
  end
  return count, capitals
end

-- A quotation without a verb of saying: any verb between a name and the marks will do. "Lee attacked the bill as “a disaster”."
local function widen(read, unit, pair)
  for verb = pair.first - 1, math.max(unit.first + 1, pair.first - REACH), -1 do
    local norm = read.norm[verb]
    if norm == ";" or read.closes[verb] then return nil end
    if not read.class[verb] and not read.capital[verb] and (norm:find "ed$" or norm:find "[^s]s$" or norm:find "ing$" or irregular[norm]) then
      local s, e, kind = speakers.before(read, verb, unit.first, is_role)
      if s and (kind == "pronoun" or kind == "name") then
        local stop = reported.stop(read, verb + 1, unit.last, {}, false, function() return false end)
        local piece = stop >= pair.last and trim(read, verb + 1, stop)
        return piece and { pieces = { piece }, speaker = { s, e, kind }, cue = { first = verb, last = verb } }
      end
    end
  end
end

local function only_pairs(read, unit)
  local i = unit.first
  while i <= unit.last do
    if read.opens[i] then i = read.opens[i] elseif read.class[i] ~= "mark" then return false end
    i = i + 1
  end
  return #unit.pairs > 0
end

-- -- The script

local function collect_pairs(document)
  local all = {}
  for quoted in document:annotations "quoted" do
    if quoted.depth == 1 then
      local first = quoted.index
      all[#all + 1] = { first = first, last = first + #quoted - 1 }
    end
  end
  return all
end

local function collect_cues(document)
  local cues = {}
  for hit in says:matches(document) do
    if hit.weight >= SURE then
      local i = hit.index
      cues[#cues + 1] = { first = i, last = i, weight = hit.weight, lemma = hit[1].lemma }
    end
  end
  for hit in phrases:matches(document) do
    local i = hit.index
    cues[#cues + 1] = { first = i, last = i + 1, weight = 1, phrase = true }
  end
  table.sort(cues, function(a, b) return a.first < b.first end)
  return cues
end

return {
  about    = "Quotations, direct and indirect, with speaker and cue",
  tags     = { "news" },
  requires = { "entity?", "quoted" },
  provides = { quote = { speaker = "place", cue = "place" } },

  document = function(document)
    local all, cues = collect_pairs(document), collect_cues(document)
    if not all[1] and not cues[1] then return end
    local read = reader.new(document, classes)
    read.opens, read.closes, read.speech = {}, {}, {}
    for _, pair in ipairs(all) do
      read.opens[pair.first], read.closes[pair.last] = pair.last, pair.first
      pair.count, pair.capitals = words_of(read, pair)
      pair.is_name = pair.capitals == pair.count and read.class[pair.last - 1] ~= "mark"
      read.speech[pair.first] = not pair.is_name and pair.last or nil
    end
    local quotes, cue_at, pair_at = {}, 1, 1
    local last_speaker
    for block in document:blocks() do
      if not unread[block.kind] then
        local start = block.index
        local stop = start + #block - 1
        local pairs_here = {}
        while all[pair_at] and all[pair_at].first < start do pair_at = pair_at + 1 end
        while all[pair_at] and all[pair_at].first <= stop do
          pairs_here[#pairs_here + 1] = all[pair_at]
          all[pair_at].last = math.min(all[pair_at].last, stop)
          pair_at = pair_at + 1
        end
        local recent
        for _, unit in ipairs(cut_units(block, pairs_here)) do
          cue_at = find_attributions(read, unit, cues, cue_at)
          local attached = false
          read_unit(read, unit, function(found, pieces)
            recent = { pieces = pieces, speaker = found.speaker, cue = found.cue }
            last_speaker = recent
            quotes[#quotes + 1] = recent
          end)
          for _, pair in ipairs(unit.pairs) do
            if not is_claimed(quotes, pair) then
              local count, capitals = pair.count, pair.capitals
              local alone = only_pairs(read, unit)
              local wide = not alone and not pair.is_name and count >= ALONE and widen(read, unit, pair)
              if wide then
                quotes[#quotes + 1] = wide
              elseif capitals < count and count >= (alone and ALONE or AMIDST) or alone and recent then
                if alone and last_speaker then
                  quotes[#quotes + 1] = { pieces = { { pair.first, pair.last } }, speaker = last_speaker.speaker, cue = nil }
                else
                  quotes[#quotes + 1] = { pieces = { { pair.first, pair.last } } }
                end
              else
                quotes[#quotes + 1] = { pieces = { { pair.first, pair.last } }, type = "term" }
              end
            end
          end
        end
      end
    end
    for _, quote in ipairs(quotes) do
      local places = {}
      for i, piece in ipairs(quote.pieces) do places[i] = document[piece[1]]:to(document[piece[2]]) end
      local s = quote.speaker
      document:annotate("quote", places, { type = quote.type or kind_of(read, quote.pieces),
        cue = quote.cue and document[quote.cue.first]:to(document[quote.cue.last]),
        speaker = s and gloss.link(document[s[1]]:to(document[s[2]])) })
    end
  end,
}

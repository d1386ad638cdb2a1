-- What is known of a word that may be part of a name, remembered by how it is written.
local gloss, remember, clues = require "gloss", require "remember", require "clues"

local name_words = {}

-- What the word lists of the language say of words: org_end (last word of an organisation: Inc. is sure, "1"), place_end (County
-- is a "GPE"), head (first word: Lake is a "LOC", Bank "org"), takes_of (University goes on after "of"), event (War, Cup), stop
-- (capitalised and no part of a name: However, Monday), joiner (of, and), particle (van).
local says = {}

local function say(word, what, value)
  says[word] = says[word] or {}
  says[word][what] = value
end

for file, ending in pairs { ["org_words.tsv"] = "org_end", ["place_words.tsv"] = "place_end" } do
  for _, row in ipairs(gloss.data(file)) do
    local first, small = row.word:match "^(%S+) ?(%S*)"
    if row.place == "last" then say(row.word, ending, row.type or row.sure) else say(first, "head", row.type or "org") end
    if small == "of" or small == "for" then say(first, "takes_of", true) end
  end
end
for _, word in ipairs(gloss.data "event_words.txt") do
  local head = word:match "^(%S+) of$"
  say(head or word, head and "event_head" or "event", true)
end
name_words.particles = { "de", "del", "della", "da", "do", "dos", "du", "des", "la", "le", "van", "von", "der", "den", "ter", "bin",
                         "ibn", "al", "el", "y" }
for _, word in ipairs(name_words.particles) do say(word, "particle", true) end
for _, word in ipairs { "of", "for", "and", "the", "'s", "’s", "&" } do say(word, "joiner", true) end

local listed = gloss.gazetteer "names.tsv"
local person_names = gloss.lexicon("person_names.tsv", { case = "smart" })      -- 1 given names, 2 family names, 3 both
local ordinary = gloss.wordset("ordinary.txt", { by = "lemma" })
local titles = gloss.wordset("titles.txt", { case = "smart" })

local function capitalised(word) return (word:gsub("^%l", string.upper)) end

local also_names = { jan = true, mar = true, jun = true, sun = true, sat = true }
for _, row in ipairs(gloss.data "calendar.tsv") do
  if row.kind == "month" or row.kind == "weekday" then
    local word = capitalised(row.word)
    if not also_names[row.word] then say(word, "stop", true) end
    say(word .. ".", "stop", true)
    if row.kind == "weekday" then say(word .. "s", "stop", true) end
  end
end

-- Stop words, which begin no name, and those of them that are given names, too: "Will".
name_words.stops, name_words.unsure = {}, {}
for _, file in ipairs { "stop.txt", "sentence_starters.txt" } do
  for _, word in ipairs(gloss.data(file)) do
    local capital = capitalised(word)
    local part = person_names:get(capital)
    local is_unsure = part and part ~= 2 and not (says[capital] and says[capital].stop)
    table.insert(is_unsure and name_words.unsure or name_words.stops, word)
    say(capital, is_unsure and "unsure" or "stop", true)
  end
end

local fields = { place = "place", org = "org", people = "other", event = "other", work = "other" }

-- What a list says of a phrase: `kind` is a clue, `type` what a name of it is called, `field` which sense of a name it is.
local function hit_of(entry)
  local list, type, common = entry.list, entry.type, entry.common
  local kind = list == "people" and "demonym" or list == "event" and list or list .. " " .. type
  if common then kind = kind .. " ?" .. (list == "place" and entry.also or "") end
  return { kind = kind, field = fields[list], type = list == "org" and "ORG" or type, is_sure = not common }
end

local unlisted = { length = 0, is_sure = false, is_known = false, people = false, name = false }

-- What the lists say of a phrase of so many tokens: of the entries the first of each list counts. Is one of them sure; is it a
-- people or a country; how long is it as the name of a people (which is no name of more than itself), and as any other?
local function hits_of(entries, length)
  if not entries then return unlisted end
  local hits, list = { length = length, is_sure = false, is_known = false, people = false, name = false }, nil
  for i = 1, #entries do
    local entry = entries[i]
    if entry.list ~= list then
      local hit = hit_of(entry)
      local kind = hit.kind
      list, hits[#hits + 1] = entry.list, hit
      hits[kind == "demonym" and "people" or "name"] = length
      hits.is_known = hits.is_known or kind == "demonym" or kind == "place GPE"
      hits.is_sure = hits.is_sure or hit.is_sure and list ~= "work"
    end
  end
  return hits
end

local part_flags, nothing = { "g", "s", "gs" }, {}

-- A word: its text, low (folded), ending; its flags (given name, surname, ordinary, upper case, length, digit); what `says` has
-- of it; is it a title; what the lists say of it alone; what it weighs (an unsure one nothing: most such words are no names); what
-- mentions.lua adds.
local known, learn = remember(function(text, token)
  local low, is_ordinary, is_shouted = token.norm, ordinary:has(token), text == text:upper()
  local flags = (part_flags[person_names:get(token)] or "") .. (is_ordinary and "o" or "")
    .. (is_shouted and #text > 1 and "U" or "") .. (#text < 4 and #text or "") .. (text:find "%d" and "d" or "")
  local after_prefix = text:match "^%l+%-(%u.*)"                -- "non-European" is listed without "non-"
  local hits, says = hits_of(listed:get(after_prefix or token), 1), says[text] or nothing
  return {
    text = text, low = low, ending = low:sub(utf8.offset(low, -3) or 1), flags = flags == "" and "-" or flags,
    ordinary = is_ordinary, is_shouted = is_shouted, is_title = titles:has(token), after_prefix = after_prefix, says = says,
    hits = hits, row = says.unsure and nothing or clues.row_of(token), name = false, names = false,
  }
end)

function name_words.of(token)
  local text = token.text
  return known[text] or learn(text, token)
end

local dash = { text = "–", low = "–", ending = "–", flags = "-", says = { stop = true }, row = clues.row_of "–",
  hits = unlisted }

-- The words of a run. A hyphen between spaces is a dash.
function name_words.of_run(run)
  local words, of = {}, name_words.of
  for token in run:tokens() do
    local word = of(token)
    local is_dash = word.text == "-" and words[1] and token.first > run[#words].last + 1
    words[#words + 1] = is_dash and dash or word
  end
  return words
end

-- The listed names of several words in a run, by the number of their first word: lists of hits; and the last words of its titles,
-- by the first. "post-World War Two" is listed without "post-".
function name_words.listed(run, words)
  local before, found, last_of_title = run.index - 1, {}, {}
  for match, first, last in listed:matches(run) do
    if last > first then found[first - before] = hits_of(match.entries, last - first + 1) end
  end
  local first = words[1]
  if first.after_prefix then found[1] = hits_of(listed:get(first.after_prefix .. run.plain:sub(#first.text + 1)), #words) end
  if titles:match(run) then
    for _, first, last in titles:matches(run) do last_of_title[first - before] = last - before end
  end
  return found, last_of_title
end

return name_words

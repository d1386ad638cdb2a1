-- What is known of a word that may be part of a name, remembered by how it is written.
local gloss, remember, clues = require "gloss", require "remember", require "clues"

local name_words = {}

-- What the word lists of the language say of words: org_end (last word of an organisation: Inc. is sure, "1"), place_end (County is a
-- "GPE"), head (first word: Lake is a "LOC", Bank "org"), takes_of (University goes on behind "of"), event (War, Cup), stop (capitalised
-- and no part of a name: However, Monday), joiner (of, and), particle (van).
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
for word in ("of for and the 's ’s &"):gmatch "%S+" do say(word, "joiner", true) end
for word in ("de del della da do dos du des la le van von der den ter bin ibn al el y"):gmatch "%S+" do say(word, "particle", true) end

name_words.starters = { "I", "The" }                -- words that begin sentences, and no name
local also_names = { Jan = true, Mar = true, Jun = true, Sun = true, Sat = true }
for _, file in ipairs { "stop.txt", "sentence_starters.txt", "months.txt", "weekdays.txt" } do
  for _, word in ipairs(gloss.data(file)) do
    local capital = word:sub(1, 1):upper() .. word:sub(2)
    if not also_names[word] then say(capital, "stop", true) end
    if word:find "^%l%l+$" then table.insert(name_words.starters, capital) end
  end
end

-- What the lists of names say of a phrase: `kind` is a clue, `type` what a name of it is called, `field` which sense of a name it is.
local lists = {
  { name = "place", field = "place", gazetteer = gloss.gazetteer "places.tsv" },
  { name = "demonym", field = "other", type = "NORP", gazetteer = gloss.gazetteer "demonyms.tsv" },
  { name = "org", field = "org", gazetteer = gloss.gazetteer "organizations.tsv" },
  { name = "event", field = "other", type = "EVENT", gazetteer = gloss.gazetteer "events.tsv" },
  { name = "work", field = "other", gazetteer = gloss.gazetteer "works_laws_products.tsv" },
}
local person_names = gloss.lexicon("person_names.tsv", { case = "smart" })      -- 1 given names, 2 family names, 3 both
local ordinary = gloss.wordset("ordinary.txt", { by = "lemma" })
local titles = gloss.wordset("titles.txt", { case = "smart" })

local function hit_of(list, entry, length)
  if list.type then return { length = length, kind = list.name, field = list.field, type = list.type } end
  local doubt = list.field ~= "other" and entry.common and " ?" .. (list.name == "place" and entry.also or "") or ""
  return { length = length, kind = list.name .. " " .. entry.type .. doubt, field = list.field, type = list.name == "org" and "ORG" or entry.type }
end

-- What the lists say of a token or a name as a whole: hits, or nil.
local function hits_of(name, length)
  local hits
  for i = 1, #lists do
    local list = lists[i]
    local entries = list.gazetteer:get(name)
    if entries then
      hits = hits or {}
      hits[#hits + 1] = hit_of(list, entries[1], length)
    end
  end
  return hits
end

local part_flags = { "g", "s", "gs" }

-- Is it a people or a country?
local function is_known(hits)
  for _, hit in ipairs(hits or {}) do
    if hit.kind == "demonym" or hit.kind == "place GPE" then return true end
  end
  return false
end

local nothing = {}

-- A word: its text, low (folded), ending; its flags (given name, surname, ordinary, upper case, length, digit); what `says` has of it; is
-- it a title; what the lists say of it alone; what it weighs.
local word, known = remember(function(text, token)
  local low, is_ordinary = token.norm, ordinary:has(token)
  local flags = (part_flags[person_names:get(token)] or "") .. (is_ordinary and "o" or "")
    .. (#text > 1 and text == text:upper() and "U" or "") .. (#text < 4 and #text or "") .. (text:find "%d" and "d" or "")
  local behind_prefix = text:match "^%l+%-(%u.*)"                -- "non-European" is listed without "non-"
  local hits = hits_of(behind_prefix or token, 1)
  return {
    text = text, low = low, ending = low:sub(utf8.offset(low, -3) or 1), flags = flags == "" and "-" or flags, ordinary = is_ordinary,
    says = says[text] or nothing, is_title = titles:has(token), hits = hits, is_known = is_known(hits), row = clues.row_of(low, token),
    behind_prefix = behind_prefix, names = false,
  }
end)
name_words.word, name_words.known = word, known

local dash = { text = "–", low = "–", ending = "–", flags = "-", says = { stop = true } }

-- The words of a run. A hyphen between spaces is a dash.
function name_words.of(run)
  local words = {}
  for i = 1, #run do
    local token = run[i]
    local text = token.text
    words[i] = text == "-" and i > 1 and token.first > run[i - 1].last + 1 and dash or known[text] or word(text, token)
  end
  return words
end

-- The listed names of several words in a run, by the number of their first word: lists of hits; and the last words of its titles, by
-- the first. "post-World War Two" is listed without "post-".
function name_words.listed(run, words)
  local base, found, last = run.index - 1, {}, {}
  for _, list in ipairs(lists) do
    for match in list.gazetteer:matches(run) do
      local length = #match
      if length > 1 then
        local first = match.index - base
        found[first] = found[first] or {}
        table.insert(found[first], hit_of(list, match.entry, length))
      end
    end
  end
  local first = words[1]
  if first.behind_prefix then found[1] = hits_of(first.behind_prefix .. run.plain:sub(#first.text + 1), #run) end
  for match in titles:matches(run) do
    local first = match.index - base
    last[first] = first + #match - 1
  end
  return found, last
end

return name_words

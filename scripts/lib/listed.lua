-- What the lists say of the words in a run of capitals: which are names of persons, of every day, titles, and what is listed as a whole.
local gloss, remember = require "gloss", require "remember"

local listed = {}

local lists = {
  place = gloss.gazetteer "places.tsv", demonym = gloss.gazetteer "demonyms.tsv", org = gloss.gazetteer "organizations.tsv",
  event = gloss.gazetteer "events.tsv", work = gloss.gazetteer "works_laws_products.tsv",
}
local types = { demonym = "NORP", event = "EVENT" }
local order = { "place", "demonym", "org", "event", "work" }
local person_names = gloss.lexicon("person_names.tsv", { case = "smart" })      -- 1 given names, 2 family names, 3 both
local ordinary = gloss.wordset("ordinary.txt", { by = "lemma" })
local titles = gloss.wordset("titles.txt", { case = "smart" })

-- What the lists say: the kind is a clue, the type what a name of it is called.
local function note(hits, i, length, list, entry)
  local has_type = list ~= "demonym" and list ~= "event"
  local doubt = list == "place" and entry.common and " ?" .. (entry.also or "") or list == "org" and entry.common and " ?" or ""
  local kind = has_type and list .. " " .. entry.type .. doubt or list
  hits[i] = hits[i] or {}
  table.insert(hits[i], { length = length, kind = kind, list = list, type = has_type and entry.type or types[list] })
end

-- The listed names in a run: the number of the first word -> a list of { length, kind, list, type }.
function listed.hits(run)
  local base, hits = run.index - 1, {}
  for _, list in ipairs(order) do
    for match in lists[list]:matches(run) do
      note(hits, match.index - base, #match, list, match.entry)
    end
  end
  local behind_prefix = run[1].text:match "^%l+%-(%u.*)"         -- "post-World War Two" is listed without "post-"
  if behind_prefix then
    local key = behind_prefix .. run.plain:sub(#run[1].text + 1)
    for _, list in ipairs(order) do
      local entries = lists[list]:get(key)
      if entries then note(hits, 1, #run, list, entries[1]) end
    end
  end
  return hits
end

local part_flags = { "g", "s", "gs" }

local function describe_word(text, token)
  local low = token.norm
  local is_ordinary = ordinary:has(token)
  local flags = (part_flags[person_names:get(token)] or "") .. (is_ordinary and "o" or "")
    .. (#text > 1 and text == text:upper() and "U" or "") .. (#text < 4 and tostring(#text) or "") .. (text:find "%d" and "d" or "")
  return { text = text, low = low, ending = low:sub(utf8.offset(low, -3) or 1), ordinary = is_ordinary, flags = flags == "" and "-" or flags }
end

-- What is said of a word: { text, low, ending, ordinary, flags }.
listed.word = remember(describe_word)

function listed.words(run)
  local words = {}
  for i, token in ipairs(run) do words[i] = listed.word(token.text, token) end
  return words
end

-- The titles in a run: the number of the first word -> that of the last.
function listed.titles(run)
  local base, found = run.index - 1, {}
  for title in titles:matches(run) do found[title.index - base] = title.index - base + #title - 1 end
  return found
end

return listed

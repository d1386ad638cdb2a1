-- What the word lists of the language say of capitalised words: sets for capitals.lua, and more.
local gloss = require "gloss"

local org_rows, place_rows = gloss.data "org_words.tsv", gloss.data "place_words.tsv"

local function last_words(rows)
  local found = {}
  for _, row in ipairs(rows) do
    if row.place == "last" then found[row.word] = row.type or row.sure end
  end
  return found
end

local name_words = {
  org_end = last_words(org_rows), place_end = last_words(place_rows),   -- Inc. is sure, "1"; County is a "GPE"
  takes_of = {},                                                        -- University, Bank: "of" goes on with the name
  heads = {},                                                           -- first words: Lake is a "LOC", Bank "org"
  breaks = {},                                                          -- capitalised, and no part of a name: However, Monday
  events = {},                                                          -- War, Cup
  starters = {},                                                        -- words that open sentences
}

for _, rows in ipairs { org_rows, place_rows } do
  for _, row in ipairs(rows) do
    local head = row.word:match "^(%S+) of" or row.word:match "^(%S+) for"
    if head then name_words.takes_of[head] = true end
    if row.place == "first" then name_words.heads[row.word:match "^%S+"] = row.type or "org" end
  end
end
for _, word in ipairs(gloss.data "event_words.txt") do name_words.events[word] = true end

local also_names = { Jan = true, Mar = true, Jun = true, Sun = true, Sat = true }
for _, file in ipairs { "stop.txt", "sentence_starters.txt", "months.txt", "weekdays.txt" } do
  for _, word in ipairs(gloss.data(file)) do
    local capital = word:sub(1, 1):upper() .. word:sub(2)
    if not also_names[word] then name_words.breaks[capital] = true end
    if word:find "^%l%l+$" and word ~= "the" then table.insert(name_words.starters, capital) end
  end
end

return name_words

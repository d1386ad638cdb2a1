local gloss = require "gloss"
local given = gloss.gazetteer("given_names.tsv", { case = "exact" })

local words = {}                                 -- "she", "Mrs": what tells it beside the name
for _, row in ipairs(gloss.data "gendered.tsv") do words[row.word] = row.gender end

local labels = { f = "women", m = "men" }

-- "Mrs. Jones"
local function told_by_title(place)
  local before = place:before(2)
  local title = before[-1] and before[-1].text == "." and before[-2] or before[-1]
  return title and words[title.norm]
end

local function told_by_name(name)
  local entry = (given:get(name:match "^%S+" or "") or {})[1]
  return entry and labels[entry.gender] and entry.gender
end

-- What tells most comes first: who "she" is may be mistaken, a title is not.
local function evidence(speaker)
  local by_title = told_by_title(speaker) or told_by_title(speaker.ref)
  if by_title then return 3, by_title end
  local by_name = told_by_name(speaker.name)
  if by_name then return 2, by_name end
  return words[speaker.norm] and 1 or 0, words[speaker.norm]
end

-- The people who speak in a document, by name: how often, and what is known.
local function speakers_of(document)
  local people = {}
  for quote in document:annotations "quote" do
    local speaker = quote.type ~= "term" and quote.speaker
    if speaker and speaker.ref and speaker.ref.type == "PERSON" then
      local person = people[speaker.name] or { quotes = 0, sure = 0 }
      local sure, gender = evidence(speaker)
      if sure > person.sure then person.sure, person.gender = sure, gender end
      people[speaker.name], person.quotes = person, person.quotes + 1
    end
  end
  return people
end

local fold = gloss.tally {
  by = { "gender" }, sum = { "quotes" },
  rows = function(document, add)
    for _, person in pairs(speakers_of(document)) do
      add { gender = labels[person.gender] or "not known", quotes = person.quotes }
    end
  end,
}

local finish = fold.finish

return {
  about    = "How many of the people who are quoted are women, men: by pronoun, title and given name",
  tags     = { "fold" },
  requires = { "quote", "entity" },

  fold = {
    columns = { "gender", "people", "quotes", "share" },
    init = fold.init, step = fold.step, merge = fold.merge,
    finish = function(groups, options)
      local rows, all = finish(groups, options), 0
      for _, row in ipairs(rows) do all = all + row.count end
      for i, row in ipairs(rows) do
        rows[i] = { gender = row.gender, people = row.count, quotes = row.quotes, share = row.count / all }
      end
      return rows
    end,
  },

  tests = {
    { name = "a given name, a title and a pronoun tell; each person of a document is one",
      texts = { "“It rained,” said Mary Jones. “It snowed,” Mary Jones said. “No,” said John Roe.",
                "“It rained,” said Mrs. Achterberg.",
                "Kim Achterberg came on Monday. “It rained,” she said." },
      rows = { { gender = "women", people = 3, quotes = 4, share = 0.75 }, { gender = "men", people = 1, quotes = 1 } } },
    { name = "what nothing tells is not guessed", texts = { "“It rained,” said Achterberg.", "“It rained,” said the council." },
      rows = { { gender = "not known", people = 1, share = 1 } } },
  },
}

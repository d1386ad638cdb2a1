local gloss = require "gloss"

local lengths = { year = 4, month = 7, day = 10 }

-- The tone toward the one who was asked for; without a name that of the whole document.
local function score_of(document, name)
  if name == "" then
    local tone = document:get "tone"
    return tone and tone.score
  end
  for tone in document:annotations "tone" do
    if tone.name == name then return tone.score end
  end
end

local fold = gloss.tally {
  by = { "period" }, mean = { "tone" }, sum = { "negative", "positive" },
  rows = function(document, add, options)
    local score = score_of(document, options.toward)
    if not document.date or not score then return end
    add { period = document.date:sub(1, lengths[options.period]), tone = score, negative = score < 0 and 1 or 0,
          positive = score > 0 and 1 or 0 }
  end,
}

-- In the order of time, not of counts.
local finish = fold.finish
fold.finish = function(periods, options)
  local rows = finish(periods, options)
  table.sort(rows, function(a, b) return a.period < b.period end)
  return rows
end

return {
  about    = "The tone of a corpus, or toward a name, by month; of documents with a date",
  tags     = { "fold" },
  requires = { "tone" },
  options  = {
    period = { default = "month", choices = { "year", "month", "day" }, about = "what a row is of" },
    toward = { default = "", about = "a name, as `entity.name` has it: only the tone toward it" },
  },
  fold = fold,

  tests = {
    { name = "a row a month, in the order of time; documents without a date are left out",
      texts = { { "A disaster.", date = "2024-05-02", layers = { entity = {} } },
                { "A triumph.", date = "2024-02-01", layers = { entity = {} } },
                { "A wonderful triumph.", date = "2024-05-03T10:00:00", layers = { entity = {} } },
                { "A disaster.", layers = { entity = {} } } },
      rows = { { period = "2024-02", count = 1, negative = 0, positive = 1 },
               { period = "2024-05", count = 2, negative = 1, positive = 1 } } },
    { name = "the tone toward a name", given = { options = { toward = "Lee", period = "year" } },
      texts = { { "The judge praised Lee.", date = "2023-05-02",
                  layers = { entity = { { "Lee", type = "PERSON", name = "Lee" } } } },
                { "A disaster.", date = "2024-05-02", layers = { entity = {} } } },
      rows = { { period = "2023", count = 1, positive = 1 } } },
  },
}

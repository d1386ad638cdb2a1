local counts = require "counts"

local named = { PERSON = true, ORG = true, GPE = true, NORP = true }
local MOST = 5                                   -- names that a row has

-- The names in the quotation, each once, but for the speaker's own.
local function add_names(about, quote, speaker)
  local seen = { [speaker] = true }
  for entity in quote:annotations("entity", "inside") do
    if named[entity.type] and not seen[entity.name] then
      seen[entity.name] = true
      counts.add(about, entity.name)
    end
  end
end

return {
  about    = "Who speaks how often, and about whom",
  tags     = { "fold" },
  requires = { "quote", "entity" },
  options  = { least = { default = 2, about = "speakers of fewer quotations are left out" } },

  fold = {
    columns = { "speaker", "quotes", "documents", "about", "example" },
    init    = function() return {} end,

    step = function(speakers, document)
      for quote in document:annotations "quote" do
        local speaker = quote.type ~= "term" and quote.speaker
        if speaker and speaker.ref then
          local of = speakers[speaker.name] or { quotes = 0, documents = 1, about = {}, example = quote.plain }
          speakers[speaker.name], of.quotes = of, of.quotes + 1
          add_names(of.about, quote, speaker.name)
        end
      end
    end,

    merge = function(speakers, later)
      for name, more in pairs(later) do
        local of = speakers[name]
        if of then
          of.quotes, of.documents = of.quotes + more.quotes, of.documents + more.documents
          counts.merge(of.about, more.about)
        else
          speakers[name] = more
        end
      end
    end,

    finish = function(speakers, options)
      local rows = {}
      for name, of in pairs(speakers) do
        if of.quotes >= options.least then
          rows[#rows + 1] = { speaker = name, quotes = of.quotes, documents = of.documents, about = counts.most(of.about, MOST),
                              example = of.example }
        end
      end
      table.sort(rows, function(a, b) return a.quotes > b.quotes end)
      return rows
    end,
  },

  tests = {
    { name = "quotations of a speaker are counted over all documents, and whom they are about",
      given = { options = { least = 1 } },
      texts = { "“The council and the mayor have failed,” Ann Lee said.\n\n“It rained,” said Bob Roe.",
                "“Bob Roe is right,” said Ann Lee. “Bob Roe is always right,” she said." },
      rows = { { speaker = "Ann Lee", quotes = 3, documents = 2, about = { "Bob Roe" } },
               { speaker = "Bob Roe", quotes = 1, documents = 1, about = {}, example = "“It rained,”" } } },
    { name = "those who speak seldom are left out, and so are those without a name",
      texts = { "“It rained,” Ann Lee said. “It snowed,” a man said.", "“No,” said a man." }, rows = {} },
  },
}

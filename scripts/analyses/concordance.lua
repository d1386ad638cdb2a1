local gloss = require "gloss"

local pattern

return {
  about   = "Where a word or a pattern stands in a corpus, with the words beside it",
  tags    = { "fold" },
  options = {
    query = { default = "[lemma=\"say\"]", about = "a pattern" },
    words = { default = 6, about = "so many words on either side" },
    top   = { default = 100, about = "so many rows, in the order of the input" },
  },
  setup = function(options) pattern = gloss.pattern(options.query) end,

  fold = {
    columns = { "document", "before", "match", "after" },
    init    = function() return {} end,

    step = function(rows, document, options)
      for match in pattern:matches(document) do
        if #rows == options.top then return end
        rows[#rows + 1] = { document = document.id, before = match:before(options.words).plain, match = match.plain,
                            after = match:after(options.words).plain }
      end
    end,

    merge = function(rows, later, options) table.move(later, 1, options.top - #rows, #rows + 1, rows) end,
    finish = function(rows) return rows end,
  },

  tests = {
    { name = "each place has the words beside it", given = { options = { query = "\"night\" \"trains?\"", words = 2 } },
      texts = { { "Council backs the night trains again.", id = "a" }, { "A night train left.", id = "b" } },
      rows = { { document = "a", before = "backs the", match = "night trains", after = "again." },
               { document = "b", before = "A", match = "night train", after = "left." } } },
    { name = "the first of them are kept", given = { options = { top = 2 } },
      texts = { "She says so. He said no.", "They say yes.", "We say maybe." },
      rows = { { match = "says" }, { match = "said" } } },
  },
}

local function group_of(document, by)
  local name = by == "source" and document.source or by == "lang" and document.lang or document.meta[by]
  return name ~= nil and tostring(name) or "none"
end

local function add(words, word, counts)
  local of = words[word]
  if of then of[1], of[2] = of[1] + counts[1], of[2] + counts[2]
  else words[word] = { counts[1], counts[2] } end
end

-- Log-likelihood (Dunning 1993, as Rayson and Garside 2000 use it): how surely a word is more frequent in one corpus than in
-- another. a, b: how often it is there; c, d: the words of each.
local function likelihood(a, b, c, d)
  local function part(n, expected) return n > 0 and n * math.log(n / expected) or 0 end
  return 2 * (part(a, c * (a + b) / (c + d)) + part(b, d * (a + b) / (c + d)))
end

-- All groups in one: what each of them is held against.
local function sum_up(groups)
  local all = { total = 0, words = {} }
  for _, group in pairs(groups) do
    all.total = all.total + group.total
    for word, counts in pairs(group.words) do add(all.words, word, counts) end
  end
  return all
end

local function rows_of(name, group, all, options)
  local rows = {}
  for word, counts in pairs(group.words) do
    local n, rest = counts[1], all.words[word][1] - counts[1]
    local size, others = group.total, all.total - group.total
    if counts[2] >= options.documents and others > 0 and n / size > rest / others then
      rows[#rows + 1] = { group = name, word = word, count = n, rest = rest, score = likelihood(n, rest, size, others),
                          times = (n / size) / ((rest + 0.5) / others) }
    end
  end
  table.sort(rows, function(a, b) return a.score > b.score end)
  return table.move(rows, 1, options.top, 1, {})
end

return {
  about   = "Words that tell each group of documents from all others, by log-likelihood",
  tags    = { "fold" },
  options = {
    by        = { default = "source", about = "what groups them: source, lang, or a key of meta" },
    documents = { default = 3, about = "a word stands in at least so many documents of the group" },
    top       = { default = 10, about = "so many words a group" },
  },

  fold = {
    columns = { "group", "word", "count", "rest", "score", "times" },
    init    = function() return {} end,

    step = function(groups, document, options)
      local counts, total = {}, 0
      for token in document:tokens() do
        if token.is_alpha and not token.is_clitic then
          total = total + 1
          local word = not token.is_stop and token.lemma
          if word then counts[word] = (counts[word] or 0) + 1 end
        end
      end
      local words = {}
      for word, n in pairs(counts) do words[word] = { n, 1 } end
      groups[group_of(document, options.by)] = { total = total, words = words }
    end,

    merge = function(groups, later)
      for name, more in pairs(later) do
        local group = groups[name] or { total = 0, words = {} }
        groups[name], group.total = group, group.total + more.total
        for word, counts in pairs(more.words) do add(group.words, word, counts) end
      end
    end,

    finish = function(groups, options)
      local all, rows = sum_up(groups), {}
      for name, group in pairs(groups) do
        local of = rows_of(name, group, all, options)
        table.move(of, 1, #of, #rows + 1, rows)
      end
      return rows
    end,
  },

  tests = {
    { name = "a word that all groups have tells none of them apart",
      given = { options = { by = "desk", documents = 2 } },
      texts = { { "The striker scored a goal in the city.", meta = { desk = "sport" } },
                { "A goal decided the match in the city.", meta = { desk = "sport" } },
                { "The minister raised a tax in the city.", meta = { desk = "politics" } },
                { "The tax divides the council of the city.", meta = { desk = "politics" } } },
      rows = { { group = "politics", word = "tax", count = 2, rest = 0 },
               { group = "sport", word = "goal", count = 2, rest = 0 } } },
    { name = "a group alone has nothing to be held against", given = { options = { documents = 1 } },
      texts = { { "A goal.", source = "Post" } }, rows = {} },
    { name = "the score is the one of the method", given = { options = { by = "desk", documents = 1, top = 1 } },
      texts = { { "goal goal match match", meta = { desk = "sport" } }, { "tax tax tax goal", meta = { desk = "politics" } } },
      rows = { { group = "politics", word = "tax", score = 6 * math.log(2) },
               { group = "sport", word = "match", score = 4 * math.log(2) } } },
  },
}

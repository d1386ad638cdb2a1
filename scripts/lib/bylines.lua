-- The names in a byline: "By ANN LEE and Tom Okafor, Staff Writers" is Ann's and Tom's.
local gloss = require "gloss"

local bylines = {}

local words = {
  before = {}, between = { ",", ";", "·", "•", "/" }, after = {},    -- names follow; another name follows; the name is over
  titles = gloss.wordset "titles.txt", roles = gloss.wordset "roles.txt",
  particles = { "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ter", "van", "von",
                "y" },
}
for _, row in ipairs(gloss.data "byline.tsv") do table.insert(words[row.use], row.word) end

local function capital(conditions)
  local query = [[ [word="[^\p{Ll}\p{N}\p{P}].*" & norm!=$between & norm!=$after]] .. conditions .. [[] ("-" [is_alpha])? ]]
  return gloss.pattern(query, words)
end

words.first, words.last = capital " & norm!=$titles", capital " & norm!=$roles & lemma!=$roles"
words.part = gloss.pattern([[ $capital | [norm=$particles] ]], { capital = capital "", particles = words.particles })

-- These are asked for in a block here and there: `within document` makes of it a stretch, which is searched alone.

-- What stands before the last "by" is what was done, not who did it.
local opening = gloss.pattern([[ <block> [word!="\("]* [norm=$before] within document ]], words)

-- A name, or what is none: what somebody is, where, an aside, a row of too many words.
local person = gloss.pattern([[
    [norm=$titles]* name:($first $part{0,3} $last)
  | $part* [norm=$roles | lemma=$roles | is_lower & norm!=$particles & norm!=$between & norm!=$after] [norm!=$between]*
  | [norm=$after] [norm!=$between]*
  | "\(" [word!="\)"]* "\)" | "\|" []*
  | $part{6,}
  within document
]], words)

function bylines.names(block)
  local names, done = {}, opening:match(block)
  for match in person:matches(done and block:sub(#done + 1) or block) do
    if match.name then names[#names + 1] = match.name.plain end
  end
  return names
end

return bylines

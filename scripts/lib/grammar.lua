-- How English says who says what: the patterns that quotes.lua searches with, and the words that they are made of. A list of
-- clause_words.tsv or quote_words.tsv goes by its name: [norm=$pronoun].
local gloss = require "gloss"

local UNMARKED = 0.5       -- the least weight of a verb of saying that may report without quotation marks
local MARKED = 0.3         -- and with them

-- closed: those of all classes; no noun is among them. say, think: lemmas of verbs that report without marks, and only with them.
local words = { closed = {}, say = {}, think = {} }

for _, name in ipairs { "clause_words.tsv", "quote_words.tsv" } do
  for _, row in ipairs(gloss.data(name)) do
    local list = row.class or row.list
    words[list] = words[list] or {}
    table.insert(words[list], row.word)
    if row.class and row.class ~= "word" then table.insert(words.closed, row.word) end
  end
end
for _, row in ipairs(gloss.data "say.tsv") do
  local weight = tonumber(row.weight)
  if weight >= MARKED then table.insert(weight >= UNMARKED and words.say or words.think, row.lemma) end
end

local variables = {}
for name, list in pairs(words) do variables[name] = gloss.wordset(list) end

local function pattern(query) return gloss.pattern(query, variables) end
local function define(name, query) variables[name] = pattern(query) end

-- -- Mentions

-- Any word that is in no list: verbs and adjectives too, so that what stands beside it decides. An adverb in -ly is not one.
local noun = [[ (kind="word|number|url" | word="%") & (norm!="[a-z]{2,}ly" | norm=$word)
                & norm!=$closed & norm!=$finite & norm!=$governor ]]
define("noun",    "[" .. noun .. "]")
-- After another such word it is not a verb of saying: "the alleged gunman", but not "Lee argued Roe"
define("more",    "[" .. noun .. [[ & (lemma!=$say | norm!=".*ed" & norm!=$past) ] ]])
define("tie",     [[ [norm=$link | norm="'s|'"] [norm=$determiner]? | "-" ]])

-- "Ann Lee", "the head of the company", "Lee's adviser", "officials"
define("phrase",  [[ [norm=$determiner]? $noun ($tie $noun | $more)* ]])
-- also "he", "most of them"
define("who",     [[ pronoun:[norm=$pronoun] | who:($phrase | [norm=$quantity] ("of" [norm=$object])?) ]])

-- -- From who speaks to the verb

-- ", 52, a nurse from Hull,"   ", who"   "(R-Ohio)"   "– a nurse –"
define("part",    [[ "," [norm!=$subordinator & norm!=$conjunction & word!="," & !is_quote] [word!="," & !is_quote]* ]])
define("aside",   [[ $part{1,3} "," | "," "which|who" | "\(" [word!="\)"]* "\)"
                   | "–|—|--|-" [word!="–|—|--|-"]+ "–|—|--|-" ]])

-- "has also", "on Tuesday", "last week", "went on to"
define("between", [[ [norm=$adverb | norm=$be | norm=$modal | norm=$have | norm=$day | norm=$time | norm=$which | norm=$governor
                      | norm="late|early|that|which|as" | norm="[a-z]{2,}ly"]
                   | "on|this" [norm=$day | norm=$time] | "on|used|continue|continues|continued" "to" ]])

-- In "In a statement, Lee, 52," the statement has no apposition.
define("subject", [[ ([norm=$preposition & norm!="with"] $phrase ",")? $who aside:$aside? gap:$between* ]])
-- What stands before a verb that shares the subject of the one before: ", adding", "and warned"
define("sharing", [[ share:[norm=$shared | norm="but"] [norm="[a-z]{2,}ly"]? ]])

-- -- From the verb to what is said

-- "on Tuesday night", "last week", "again"
define("when",    [[ [norm=$adverb & norm!="there" | norm="[a-z]{2,}ly"] | [norm=$day] [norm=$time]?
                   | [norm=$which | norm="this"] [norm=$time | norm=$day] ]])
-- "a statement", "the February conference", "Good Morning Hull"
define("inner",   [[ $noun | [norm="'s|'|-" | is_title & (norm=$adverb | norm=$time)] ]])
define("nouns",   [[ [norm=$determiner]+ ($inner | [norm=$day])+ | $inner+ ]])
define("in",      [[ [norm=$preposition] ($nouns | $when) ]])
define("where",   [[ $in | "to" $nouns ]])
define("whom",    [[ [norm=$object | norm=$pronoun | norm="her"] | $nouns ("and" $nouns)? ]])

-- What begins what is said, whatever stands before it: a colon, "that", "whether", a mark; ", however, that"
define("opener",  [[ ":" start:[] | start:("that" | [norm=$question | norm="if" | is_quote])
                   | "," ([word!="," & !is_quote & lemma!=$say]{1,15} ",")? start:([is_quote] | "that") ]])
-- and what begins a clause: "he", "the", or the noun before "is"
define("starter", [[ start:[norm=$pronoun | norm=$object | norm=$determiner | norm="there"]
                   | start:$noun [norm=$be | norm=$have | norm=$modal] ]])

-- What begins something else after a comma or a mark: "but", "adding"
define("other",   [[ [norm=$contrast | norm=".*ing" & norm!=$closed] ]])

-- The words of lists as keys of a table, to look up one that is at hand.
local function set_of(...)
  local set = {}
  for _, list in ipairs { ... } do
    for _, word in ipairs(list) do set[word] = true end
  end
  return set
end

return {
  words = words, set_of = set_of,

  -- who says so, up to the verb; "… ,” said Lee", ", said the head of the company"
  said = pattern [[
      ($subject | $sharing) [lemma=$say]
    | [is_quote | word=","] [lemma=$say & norm!=".*ing" & lemma!="tell" & !is_title]
      ([norm=$pronoun] | head:([norm=$determiner]? $noun+) ([norm=$link] [norm=$determiner]? $noun+)*)
  ]],

  -- "according to officials who were there"
  source = pattern [[
    ("according"%c "to" | "as"%c "per")
    ( [norm=$pronoun | norm=$object]
    | [kind!="punct" & norm!=$pronoun] [(kind!="punct" | word="-") & norm!=$pronoun & norm!=$modal & norm!=$have]* )
  ]],

  -- verbs of thinking after marks, and any verb, asked for before them: "… ,” he went on", "Lee attacked the bill as “"
  thinks = pattern [[ [is_quote] $subject [lemma=$think] ]],
  does   = pattern [[ $subject (think:[lemma=$think & !is_title]
                              | [(norm=".*(ed|ing|[^s]s)" | norm=$past) & norm!=$closed & !is_title]) ]],

  -- whom a sentence is about: "In May, after the vote, Lee"
  front = pattern [[
    <s> [norm=$conjunction | norm=$adverb | word=","]*
    ([norm=$preposition | norm=$subordinator | norm=".*ing"] [word!=","]* "," ([norm=$adverb] ",")?)* $who
  ]],

  -- from the verb to where what is said starts: "promised to", "said in Ohio that", "warned of", "told reporters on Monday he"
  content = pattern [[ (?all)
      [lemma=$say & lemma!=$tells] ( start:[norm="to|if" | norm=$question | norm=$be | norm=$have | norm=$modal]
                                      | $when* start:($noun | [kind="symbol"])
                                      | start:[norm=$adverb] "-" )
    | [lemma=$say & lemma!=$tells & lemma!=$plain] (start:[norm=$preposition] | ($when ($when | $where)*)? ($opener | $starter))
    | [lemma=$plain & lemma!=$tells] (($when | $in) ($when | $where)*)? ($opener | $starter)
    | [lemma=$tells] ($when* $opener | $whom ($when | $in)* ($opener | $starter | start:"to"))
  ]],

  -- where it stops, at a comma or with a quotation
  stop = pattern [[ [word="," | is_quote] $other ]],

  -- a name or title in marks, which is not speech: "The Late Show"
  title = pattern [[
    [is_quote] [is_title | is_upper | norm=$closed | kind="punct"]{0,7} [is_title | is_upper | norm=$closed] [is_quote]
  ]],
}

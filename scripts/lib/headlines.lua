-- Headlines in Title Case or capitals: every word is capitalised, so that only known names count in them.
local gloss, name_words = require "gloss", require "name_words"

local headlines = {}

local small = gloss.data "small_words.txt"
table.move({ "is", "are", "be" }, 1, 3, #small + 1, small)
local title_case = gloss.pattern([[ <s> [is_punct]* ([is_title | is_upper | is_number | word=$small] [is_punct | is_clitic]*){5,} </s> ]],
  { small = gloss.wordset(small, { case = "exact" }) })

-- Is a quarter of its capitalised words of every day, and no part of a person's name?
local function is_headline(place)
  local plain, capitalised = 0, 0
  for token in place:tokens() do
    if token.is_title or token.is_upper then
      local flags = name_words.word(token.text, token).flags
      capitalised = capitalised + 1
      if flags:find "o" and not flags:find "[gs]" then plain = plain + 1 end
    end
  end
  return plain * 4 >= capitalised
end

-- The sentences that are: a list of { first =, last = }, numbers of tokens.
function headlines.find(document)
  local found = {}
  for match in title_case:matches(document) do
    if is_headline(match) then found[#found + 1] = { first = match.index, last = match.index + #match - 1 } end
  end
  return found
end

-- The last word of the name that begins at the word i, or nil: what is_known(key) says, what the lists are sure of, and given names with
-- what follows.
local function last_of_name(words, hits, i, is_known)
  local last, known
  local key = ""
  for j = i, math.min(#words, i + 5) do
    key = j == i and words[j].low or key .. " " .. words[j].low
    if is_known(key) then known = j end
  end
  if known then return known end
  local function see(hit)
    if not hit.kind:find "?" and not hit.kind:find "^work" then last = math.max(last or 0, i + hit.length - 1) end
  end
  for _, hit in ipairs(words[i].hits or {}) do see(hit) end
  for _, hit in ipairs(hits[i] or {}) do see(hit) end
  local word, after = words[i], words[i + 1]
  if not last and word.flags:find "g" and not word.ordinary and after and not after.ordinary and not after.says.joiner then last = i + 1 end
  return last
end

-- The names in a run of a headline: a list of { first =, last = }.
function headlines.names(words, hits, is_known)
  local found, i = {}, 1
  while i <= #words do
    local last = last_of_name(words, hits, i, is_known)
    if last then found[#found + 1] = { first = i, last = last } end
    i = (last or i) + 1
  end
  return found
end

return headlines

-- Headlines in Title Case or capitals: every word is capitalised, so that only known names count in them.
local gloss, capitals, listed = require "gloss", require "capitals", require "listed"

local headlines = {}

local small_words = table.concat(gloss.data "small_words.txt", "|")
local word = [[(?:\p{Lu}[\p{L}\p{M}\d'’.-]*+|\d[\d.,%]*+|(?:]] .. small_words .. [[|is|are|be)\b)]]
local title_case = gloss.regex([[\A[^\p{L}\d]*+(?:]] .. word .. [[[^\p{L}\d]++){4,60}+]] .. word .. [[[^\p{L}\d]*+\z]])

-- Is a quarter of its capitalised words of every day, and no part of a person's name?
local function is_headline(place)
  local plain, capitalised = 0, 0
  for token in place:tokens() do
    if token.is_title or token.is_upper then
      local flags = listed.word(token.text, token).flags
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

local function is_sure(kind) return not kind:find "?" and not kind:find "^work" end

-- The names in a run of a headline: what is_known(key) says, what the lists are sure of, and given names with what follows.
-- A list of { first =, last = }; and the run's words and hits.
function headlines.names(run, is_known)
  local words, hits, found, i = listed.words(run), listed.hits(run), {}, 1
  while i <= #words do
    local last
    for j = math.min(#words, i + 5), i, -1 do
      local low = {}
      for k = i, j do low[#low + 1] = words[k].low end
      if is_known(table.concat(low, " ")) then last = j break end
    end
    for _, hit in ipairs(not last and hits[i] or {}) do
      if is_sure(hit.kind) then last = math.max(last or 0, i + hit.length - 1) end
    end
    local word, after = words[i], words[i + 1]
    if not last and word.flags:find "g" and not word.ordinary and after and not after.ordinary and not capitals.joiners[after.text] then last = i + 1 end
    if last then found[#found + 1] = { first = i, last = last } end
    i = (last or i) + 1
  end
  return found, words, hits
end

return headlines

-- Headlines in Title Case or capitals: every word is capitalised, so that only known names count in them.
local gloss, name_words = require "gloss", require "name_words"

local headlines = {}

local small = table.concat(gloss.data "small_words.txt", "|") .. "|is|are|be"
local v = {}
v.word  = gloss.pattern('[is_title | is_upper | is_number | word="' .. small .. '"] [is_punct | is_clitic]*')
v.start = gloss.pattern([[
  [is_first & (is_title | is_upper | is_number)] [is_punct | is_clitic]* | [is_first & is_quote] [is_punct]* $word ]], v)
local title_case = gloss.pattern([[ $start $word{4,} </s> ]], v)

-- Are a quarter of its capitalised words everyday words, and not part of a person's name?
local function is_headline(place)
  local plain, capitalised = 0, 0
  for token in place:tokens() do
    if token.is_title or token.is_upper then
      local flags = name_words.of(token).flags
      capitalised = capitalised + 1
      if flags:find "o" and not flags:find "[gs]" then plain = plain + 1 end
    end
  end
  return plain * 4 >= capitalised
end

-- The numbers of the tokens that are in one, as a set.
function headlines.tokens(document)
  local found = {}
  for match, first, last in title_case:matches(document) do
    if is_headline(match) then
      for i = first, last do found[i] = true end
    end
  end
  return found
end

local function last_of_known(words, i, is_known)
  local key, last = words[i].low, nil
  for j = i, math.min(#words, i + 5) do
    if j > i then key = key .. " " .. words[j].low end
    if is_known(key) then last = j end
  end
  return last
end

local function is_given_name(word, after)
  return word.flags:find "g" and not word.ordinary and after and not after.ordinary and not after.says.joiner
end

-- The names in a run of a headline, found(first, last): what is_known(key), what the lists are sure of, and given names with what
-- follows.
function headlines.names(words, hits, is_known, found)
  local i = 1
  while i <= #words do
    local listed = hits[i] and hits[i].is_sure and hits[i] or words[i].hits
    local last = last_of_known(words, i, is_known) or listed.is_sure and i + listed.length - 1
      or is_given_name(words[i], words[i + 1]) and i + 1
    if last then found(i, last) end
    i = (last or i) + 1
  end
end

return headlines

-- What is said: where the content of a verb of saying begins and ends. Pure: it sees tokens by index through a reader (reader.lua),
-- to which the marks are added: read.opens and read.closes give for the token of a mark the last and the first token of its quotation.
local reported = {}

local ADJUNCT = 25         -- tokens between the verb and what is said: "told reporters in Ohio on Sunday that"
local PARENTHESIS = 15     -- tokens between two commas

-- Verbs whose first object is who is told.
local tells = { tell = true, ask = true, inform = true, remind = true, assure = true, notify = true, reassure = true, advise = true, convince = true }

local function is_nominal(read, i)
  return not read.class[i] and read.norm[i] ~= ""
end

local function is_clause_start(read, i)
  local class = read.class[i]
  return not class and read.norm[i] ~= "" or class == "determiner" or class == "pronoun" or class == "question" or class == "adverb" and read.norm[i] == "there"
end

-- Over a noun phrase: determiners, names, then words in lower case. A capital behind a small word begins another.
local function skip_phrase(read, i, last)
  local has_word = false
  if read.class[i] == "object" or read.class[i] == "pronoun" then return i + 1 end
  while i <= last and read.class[i] == "determiner" do i = i + 1 end
  while i <= last and (is_nominal(read, i) or read.norm[i] == "'s" or read.norm[i] == "-") do
    if read.norm[i] == "'s" or read.norm[i] == "-" then has_word = false
    elseif not read.capital[i] then has_word = true
    elseif has_word then break end
    i = i + 1
  end
  if read.norm[i] == "and" and is_clause_start(read, i + 1) and i < last then return skip_phrase(read, i + 1, last) end
  return i
end

-- The comma that closes the parenthesis this one opens, when what is said follows it: "said, however, that".
local function after_parenthesis(read, comma, last)
  for i = comma + 1, math.min(last, comma + PARENTHESIS) do
    if read.norm[i] == "," then
      local after = i + 1
      return (read.norm[after] == "that" or read.opens[after]) and after or nil
    end
    if read.opens[i] then return nil end
  end
end

-- Where the content begins to the right of the verb, and what is there ("quote", "that", "to", "question", "preposition",
-- "clause"); nil when nothing follows but where and when it was said.
function reported.start(read, verb, last, lemma)
  local i, is_fresh, is_told = verb + 1, true, not tells[lemma]
  local stop = math.min(last, verb + ADJUNCT)
  while i <= stop do
    local norm, class = read.norm[i], read.class[i]
    if read.speech[i] then return i, "quote" end
    if norm == ":" then return i + 1, read.opens[i + 1] and "quote" or "colon" end
    if read.opens[i] then i = read.opens[i] + 1
    elseif norm == "," then
      if read.speech[i + 1] then return i + 1, "quote" end
      i = after_parenthesis(read, i, last)
      if not i then return nil end
    elseif norm == "that" then return i, "that"
    elseif class == "mark" then return nil
    elseif class == "adverb" and read.norm[i + 1] == "-" then return i, "clause"
    elseif class == "day" or class == "adverb" and norm ~= "there" then i = i + 1
    elseif class == "which" and (read.class[i + 1] == "time" or read.class[i + 1] == "day") then i = i + 2
    elseif class == "time" and i > verb + 1 then i = i + 1
    elseif norm == "this" and read.class[i + 1] == "time" then i = i + 2
    elseif class == "object" and i == verb + 1 then i, is_told = i + 1, true
    elseif not is_told and is_clause_start(read, i) and class ~= "question" then i, is_told = skip_phrase(read, i, last), true
    elseif class == "to" then
      if is_fresh then return i, "to" end
      i, is_fresh = skip_phrase(read, i + 1, last), true
    elseif class == "question" then return i, "question"
    elseif class == "preposition" then
      if i == verb + 1 and lemma ~= "say" and lemma ~= "tell" and lemma ~= "add" and lemma ~= "write" then return i, "preposition" end
      i = skip_phrase(read, i + 1, last)
      if read.class[i] == "modal" or read.class[i] == "have" or read.class[i] == "be" then return i - 1, "clause" end
    elseif is_clause_start(read, i) then return i, "clause"
    elseif i == verb + 1 and (class == "be" or class == "have" or class == "modal") then return i, "relative"
    elseif class == "subordinator" and norm == "if" then return i, "question"
    elseif class == "subordinator" then return nil
    else return nil end
  end
end

local goes_on = { [","] = true, ["."] = true, ["?"] = true, ["!"] = true }
local dashes = { ["-"] = true, ["--"] = true, ["–"] = true, ["—"] = true }
local breaks = { ["but"] = true, ["while"] = true, ["whereas"] = true, ["according"] = true }

-- Is the content over at a comma, behind which `after` stands?
local function ends_at_comma(read, after, heads, is_saying)
  local norm = read.norm[after]
  if heads[after] or breaks[norm] then return true end
  if norm:find "ing$" and (is_saying(after) or not read.class[after]) then return true end
  return (norm == "and" or norm == "or") and heads[after + 1]
end

-- The last token of content that begins at `start`: at ", but", at ", adding", where the next attribution begins.
--   heads        token -> true where an attribution begins
--   is_subclause the verb stands in a clause of when, as, while: its content ends with it
function reported.stop(read, start, last, heads, is_subclause, is_saying)
  local i = start
  while i <= last do
    local close = read.opens[i]
    if close then
      if heads[close + 1] and i > start and read.class[i - 1] == "mark" then return i - 1 end
      i = close
      local ends = goes_on[read.norm[close - 1]]
      if ends and (i < last) then
        if read.opens[start] == close or is_subclause or ends_at_comma(read, close + 1, heads, is_saying) then return close end
      end
    elseif read.norm[i] == "," and i > start then
      if is_subclause or ends_at_comma(read, i + 1, heads, is_saying) then return i - 1 end
    elseif dashes[read.norm[i]] and heads[i + 1] then return i - 1
    elseif read.norm[i] == ";" and heads[i + 1] then return i - 1
    elseif read.class[i] == "conjunction" and heads[i + 1] and i > start then return i - 1 end
    i = i + 1
  end
  return last
end

return reported

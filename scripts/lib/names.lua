-- Names in a text: which short form belongs to which full one.
local gloss = require "gloss"

local names = {}

local small = { of = true, the = true, ["and"] = true, ["for"] = true, on = true, ["in"] = true, de = true, la = true, ["&"] = true }
local suffixes = { jr = true, sr = true, ii = true, iii = true, iv = true }

-- A form: a name as it is written, in all its mentions.
local function form_of(text, type)
  local form = { type = type, words = {}, size = 0 }
  local initials, of_great = "", ""                -- of all words, and of those that are not small: "doj" and "dj"
  for word in text:gmatch "[^%s.]+%.?" do
    local norm = gloss.fold(word):gsub("%.$", "")
    if norm ~= "" and not (norm == "the" and #form.words == 0) then
      form.words[#form.words + 1] = norm
      form.size = form.size + utf8.len(norm)
      local initial = norm:match(utf8.charpattern)
      initials = initials .. initial
      if not small[norm] then of_great = of_great .. initial end
    end
  end
  form.acronyms = { [initials] = true, [of_great] = true }
  form.key = table.concat(form.words, " ")
  form.letters = text:find "%l" and "" or gloss.fold((text:gsub("[^%w]", "")))   -- "NATO", "U.S.": the letters of an acronym
  return form
end

-- Is it the word, or an initial of it?
local function stands_for(short, word)
  return short == word or utf8.len(short) == 1 and word:sub(1, #short) == short
end

local function last_word(words)
  local last = #words
  while last > 1 and suffixes[words[last]] do last = last - 1 end
  return last
end

-- Do the words of the short form stand in the full one, in this order, one of them in full? A single word is its first or last.
local function is_part_of_person(short, full)
  local words, at, whole = full.words, 0, false
  if #short.words == 1 then return short.words[1] == words[1] or short.words[1] == words[last_word(words)] end
  for _, word in ipairs(short.words) do
    repeat
      at = at + 1
      if at > #words then return false end
    until stands_for(word, words[at])
    whole = whole or word == words[at]
  end
  return whole
end

-- The words at one end of a longer name: "Gazprom" of "Gazprom Neft", "Commission" of "European Commission".
local function is_end_of(short, full)
  local n, starts, ends = #short.words, true, true
  for i, word in ipairs(short.words) do
    starts = starts and word == full.words[i]
    ends = ends and word == full.words[#full.words - n + i]
  end
  return n < #full.words and (starts or ends)
end

local function is_acronym_of(short, full)
  return #short.letters >= 2 and #full.words >= 2 and short.size < full.size and full.acronyms[short.letters]
end

local function fits(short, full)
  if short.type and full.type and short.type ~= full.type then return false end
  local type = short.type or full.type
  if is_acronym_of(short, full) then return type ~= "PERSON" end
  if short.size >= full.size or #short.words > #full.words then return false end
  if type == "PERSON" or not type then return is_part_of_person(short, full) end
  return type == "ORG" and is_end_of(short, full)
end

-- The forms of the mentions, in order of appearance, and the form of each mention.
local function forms_of(mentions)
  local forms, known, of = {}, {}, {}
  for i, mention in ipairs(mentions) do
    local is_string = type(mention) == "string"
    local form = form_of(is_string and mention or mention.text, not is_string and mention.type or nil)
    local key = (form.type or "") .. "\0" .. form.key
    if not known[key] then
      known[key], form.first = form, i
      forms[#forms + 1] = form
    end
    of[i] = known[key]
  end
  return forms, of
end

-- For each word and each acronym the forms that have it: only those are compared.
local function index_of(forms)
  local index = {}
  local function add(key, form)
    index[key] = index[key] or {}
    table.insert(index[key], form)
  end
  for _, form in ipairs(forms) do
    local seen = {}
    for _, word in ipairs(form.words) do
      if not seen[word] then add(word, form) end
      seen[word] = true
    end
    for acronym in pairs(form.acronyms) do add("\0" .. acronym, form) end
  end
  return index
end

-- The fullest forms that this may be short for: not those that are short for others themselves. Fuller ones have more letters or
-- more words, so there is no circle.
local function fullest(form, index)
  if form.fullest then return form.fullest end
  local found, seen = {}, {}
  form.fullest = found
  local function add(full)
    if not seen[full.key] then found[#found + 1] = full end
    seen[full.key] = true
  end
  local function try(list)
    for _, full in ipairs(list or {}) do
      if full ~= form and fits(form, full) then
        local above = fullest(full, index)
        if #above == 0 then add(full) end
        for _, one in ipairs(above) do add(one) end
      end
    end
  end
  for _, word in ipairs(form.words) do try(index[word]) end
  if form.letters ~= "" then try(index["\0" .. form.letters]) end
  return found
end

-- Of several the one that was spoken of last, else the one that comes first.
local function choose(candidates)
  local best
  for _, full in ipairs(candidates) do
    local is_later = best and (full.last or 0) > (best.last or 0)
    local is_sooner = best and not full.last and not best.last and full.first < best.first
    if not best or is_later or is_sooner then best = full end
  end
  return best
end

--- names.link(mentions) -> list
-- Mentions in the order of the text: annotations, or tables with `text` and `type`, or strings. For each of them the number of the mention that
-- is its bearer's fullest name: "Putin" and "V. Putin" belong to "Vladimir Putin", "NATO" to "North Atlantic Treaty Organization". Its own
-- number when it is the fullest, or when nothing is known of it.
function names.link(mentions)
  local forms, of = forms_of(mentions)
  local index, links = index_of(forms), {}
  for i, form in ipairs(of) do
    local full = choose(fullest(form, index)) or form
    full.last, form.last = i, i
    links[i] = full.first
  end
  return links
end

return names

-- Links short names to full ones: "Xi" and "Mr. Xi" to "Xi Jinping", "Merrill" to "Merrill Lynch", "SCO" to "Shanghai
-- Cooperation Organization". Pure. A name is { key = its folded words with one space between, head =, tail = the first and the last of
-- them, is_acronym =, type = }; a name of one word has no head.
local bearers = {}

local suffixes = { ["jr."] = true, jr = true, ["sr."] = true, sr = true, ii = true, iii = true, iv = true }
local small = { of = true, ["for"] = true, ["and"] = true, the = true, on = true, de = true }

-- The first and the last word of a name: the head and the tail.
function bearers.ends(words, first, last)
  local tail = last
  while tail > first and suffixes[words[tail].low] do tail = tail - 1 end
  return first < last and words[first].low or nil, words[tail].low
end

-- Is a word of a few letters made of the first ones of the name's words, the small words left out or not?
local function is_acronym(short, key)
  local all, great = {}, {}
  for word in key:gmatch "%S+" do
    local letter = word:match "^%w"
    all[#all + 1] = letter
    if not small[word] then great[#great + 1] = letter end
  end
  return short == table.concat(all) or short == table.concat(great)
end

-- The names of several words: people by head and by tail, the earliest each; organisations by head, all.
-- An item of the list is { name =, type = }, and so are the answers below.
function bearers.index(list)
  local index = { heads = {}, tails = {}, orgs = {}, all_orgs = {} }
  for _, item in ipairs(list) do
    local name = item.name
    if name.head and item.type == "PERSON" then
      index.heads[name.head] = index.heads[name.head] or item
      index.tails[name.tail] = index.tails[name.tail] or item
    elseif name.head and item.type == "ORG" then
      local same = index.orgs[name.head]
      if same then same[#same + 1] = item else index.orgs[name.head] = { item } end
      index.all_orgs[#index.all_orgs + 1] = item
    end
  end
  return index
end

local function begins(long, short) return #long > #short and long:sub(1, #short + 1) == short .. " " end

-- The person whose family name this is, which may stand first; or whose given and family name these are.
function bearers.fuller_person(index, name)
  local by_tail, by_head = index.tails[name.tail], index.heads[name.head or name.tail]
  if by_tail and by_tail.name ~= name and (not name.head or name.head == by_tail.name.head and #by_tail.name.key > #name.key) then return by_tail end
  if by_head and begins(by_head.name.key, name.key) then return by_head end
end

-- The organisation whose beginning this is, or whose initials.
function bearers.fuller_org(index, name)
  local same = index.orgs[name.head or name.tail]
  for i = 1, same and #same or 0 do
    if begins(same[i].name.key, name.key) then return same[i] end
  end
  if not name.is_acronym or #index.all_orgs == 0 then return end
  local letters = name.key:gsub("%.", "")
  for _, other in ipairs(index.all_orgs) do
    if is_acronym(letters, other.name.key) then return other end
  end
end

return bearers

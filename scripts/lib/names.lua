-- Links short names to full ones: "Xi" and "Mr. Xi" to "Xi Jinping", "Merrill" to "Merrill Lynch", "SCO" to "Shanghai
-- Cooperation Organization". Pure. A name is { key = its folded words, type = }.
local names = {}

local small = { of = true, ["for"] = true, ["and"] = true, the = true, de = true, ["&"] = true, ["'s"] = true, on = true }
local suffixes = { ["jr."] = true, jr = true, ["sr."] = true, sr = true, ii = true, iii = true, iv = true }

-- The first letters of its words: all of them, and the great ones.
local function initials(words)
  local all, great = {}, {}
  for _, word in ipairs(words) do
    local letter = word:match "^%w"
    if letter then
      all[#all + 1] = letter
      if not small[word] then great[#great + 1] = letter end
    end
  end
  return table.concat(all), table.concat(great)
end

local function last_of(words)
  local n = #words
  while n > 1 and suffixes[words[n]] do n = n - 1 end
  return words[n]
end

-- Under what short forms a name is found again: a table from key to how good a key it is, smaller is better.
local function keys_of(name)
  local words, keys = {}, {}
  for word in name.key:gmatch "%S+" do words[#words + 1] = word end
  local function key(text, rank) keys[#keys + 1] = { text = text, rank = rank } end
  if name.type == "PERSON" then
    key(last_of(words), 1)
    key(words[1], 2)
    if #words > 2 then
      key(words[1] .. " " .. last_of(words), 1)
      key(words[#words - 1] .. " " .. words[#words], 1)
    end
  elseif name.type == "ORG" then
    for n = 1, #words - 1 do key(table.concat(words, " ", 1, n), 3 - n / 10) end
    local all, great = initials(words)
    if #all > 1 then key(all, 1) end
    if #great > 1 then key(great, 1) end
  end
  return keys
end

-- The short forms of all names of several words: key -> type -> { name =, rank = }. Of two equally good the earlier stays.
function names.index(list)
  local index = {}
  for _, name in ipairs(list) do
    if name.key:find " " then
      for _, key in ipairs(keys_of(name)) do
        local found = index[key.text] or {}
        index[key.text] = found
        local before = found[name.type]
        if not before or key.rank < before.rank then found[name.type] = { name = name, rank = key.rank } end
      end
    end
  end
  return index
end

-- What a name may be short for: type -> { name =, rank = }, or nil.
function names.fuller(index, key)
  return index[key] or key:find "^%w%.%w" and index[(key:gsub("%.", ""))] or nil
end

return names

-- The names in a byline: "By ANN LEE and Tom Okafor, Staff Writers" is Ann's and Tom's. Pure.
--   uses     word -> "before" (names follow: by), "between" (another name follows: and), "after" (the name is over: in Nairobi)
--   is_role  says of a word in lower case whether it is what somebody is, not who: writer
--   is_title says it of a word before a name: Dr
local bylines = {}

local LONGEST = 5          -- words of a name
local particles = { de = true, da = true, di = true, du = true, la = true, le = true, van = true, von = true, der = true,
                    den = true, al = true, bin = true, ibn = true, el = true, dos = true, del = true, ter = true, ["y"] = true }

-- What stands in front of the last "by" is what was done, not who did it.
local function after_before(words, uses)
  for i = #words, 1, -1 do
    if uses[words[i]:lower()] == "before" then return i + 1 end
  end
  return 1
end

local function is_capital(word)
  return word:find "^[^%l%d%p]" ~= nil and word:find "[^%d%p]" ~= nil
end

local function is_name(words, is_role)
  if #words < 2 or #words > LONGEST then return false end
  for i, word in ipairs(words) do
    if not is_capital(word) and not (i > 1 and particles[word]) then return false end
  end
  return is_capital(words[#words]) and not is_role(words[#words]:lower())
end

function bylines.names(text, uses, is_role, is_title)
  local names, name, is_over = {}, {}, false
  local function close()
    while name[1] and is_title(name[1]) do table.remove(name, 1) end
    if is_name(name, is_role) then names[#names + 1] = table.concat(name, " ") end
    name, is_over = {}, false
  end
  local words = {}
  for word in text:gsub("%b()", " "):gsub("|.*", ""):gsub("[,;·•&/]", " %0 "):gmatch "%S+" do words[#words + 1] = word end
  for i = after_before(words, uses), #words do
    local word = words[i]
    local use = uses[word:lower()]
    if use == "between" or word:find "^[,;·•/]" then close()
    elseif use == "after" then is_over = true
    elseif not is_over then name[#name + 1] = word end
  end
  close()
  return names
end

return bylines

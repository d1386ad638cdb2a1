-- Which short form of a name belongs to which full one: "Xi" to "Xi Jinping", "Merrill" to "Merrill Lynch", "SCO" to
-- "Shanghai Cooperation Organization". A form is a name as it is written: its key, the folded words with one space between them;
-- head and tail, the first and the last of them; and, for an acronym, its letters. A form of one word has no head. An item is a
-- form with a type, and whatever else its owner keeps in it: { name =, type = }.
local bearers = {}

local CROWD = 200       -- names in a text that share a word, or their initials

local suffixes, small = {}, {}
for word in ("jr jr. sr sr. ii iii iv"):gmatch "%S+" do suffixes[word] = true end
for word in ("of the and for on in de la &"):gmatch "%S+" do small[word] = true end

-- The head and the tail of a list of folded words.
function bearers.ends(words)
  local n = #words
  local tail = n
  while tail > 1 and suffixes[words[tail]] do tail = tail - 1 end
  return n > 1 and words[1] or nil, words[tail]
end

-- Initials of all words of a key, and of those that are not small: "doj" and "dj".
local function initials_of(key)
  local all, great = "", ""
  for word in key:gsub(" 's", ""):gmatch "%S+" do
    local letter = word:match(utf8.charpattern)
    all = all .. letter
    if not small[word] then great = great .. letter end
  end
  return all, great
end

-- Items that share a key are a chain, in their order: chain[key] is the first, and item[chain] the next.
local function add(chain, key, item)
  item[chain], chain[key] = chain[key], item
end

local function add_initials(index, item)
  local name = item.name
  if not name.initials then name.initials, name.great_initials = initials_of(name.key) end
  add(index.initials, name.initials, item)
  if name.great_initials ~= name.initials then add(index.great_initials, name.great_initials, item) end
end

-- The items of several words: people, those of no type and organisations by head and tail, and all but people by their
-- initials. What has the type false is not a name.
function bearers.index(items)
  local index = { heads = {}, tails = {}, orgs = {}, org_tails = {}, initials = {}, great_initials = {} }
  for i = #items, 1, -1 do
    local item = items[i]
    local name, type = item.name, item.type
    if name.head and type ~= false then
      if type == "PERSON" or not type then
        add(index.heads, name.head, item)
        add(index.tails, name.tail, item)
      elseif type == "ORG" then
        add(index.orgs, name.head, item)
        add(index.org_tails, name.tail, item)
      end
      if type ~= "PERSON" then add_initials(index, item) end
    end
  end
  return index
end

-- Among the items with a key, the one that was mentioned last, if its owner keeps track of that, or else the first. Only some of a
-- crowd are looked at.
function bearers.choose(chain, key, name, fits)
  local item, best, seen = chain[key], nil, 0
  while item and seen < CROWD do
    if item.name ~= name and fits(name, item.name, item) and (not best or (item.last or 0) > (best.last or 0)) then best = item end
    item, seen = item[chain], seen + 1
  end
  return best
end

local function begins(short, full)
  local size = #short.key
  return #full.key > size and full.key:byte(size + 1) == 32 and full.key:sub(1, size) == short.key
end

function bearers.ends_with(short, full)
  local size = #short.key
  return #full.key > size and full.key:byte(-size - 1) == 32 and full.key:sub(-size) == short.key
end

local function is_initial(short, word) return short:gsub("%.$", "") == word:match(utf8.charpattern) end

-- A family name alone, or with its given name, or with an initial.
local function is_family(short, full)
  return not short.head or #full.key > #short.key and (short.head == full.head or is_initial(short.head, full.head))
end

-- The person whose family name this is, which may come first; or whose given and family names these are, if no other with that
-- given name came before.
function bearers.fuller_person(index, name)
  local full = index.tails[name.tail] and bearers.choose(index.tails, name.tail, name, is_family)
  local same_head = not full and index.heads[name.head or name.tail]
  if not same_head then return full end
  if not name.head then return bearers.choose(index.heads, name.tail, name, begins) end
  return begins(name, same_head.name) and same_head
end

-- The organisation whose beginning this is, or the name of that type whose initials these are.
function bearers.fuller_org(index, name, type)
  local head = name.head or name.tail
  local full = index.orgs[head] and bearers.choose(index.orgs, head, name, begins)
  if full or not name.letters then return full end
  local function fits(_, _, item) return item.type == type or not (item.type and type) end
  return bearers.choose(index.initials, name.letters, name, fits) or bearers.choose(index.great_initials, name.letters, name, fits)
end

return bearers

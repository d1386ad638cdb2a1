-- Names in a text: which short form belongs to which full one.
local gloss, bearers = require "gloss", require "bearers"

local names = {}

-- The items of mentions, in order of appearance, and the item of each mention.
local function items_of(mentions)
  local items, known, of = {}, {}, {}
  for i, mention in ipairs(mentions) do
    local is_string = type(mention) == "string"
    local text, kind, words = is_string and mention or mention.text, not is_string and mention.type or nil, {}
    for word in gloss.fold(text):gmatch "[^%s.]+" do
      if word ~= "the" or words[1] then words[#words + 1] = word end
    end
    if text:find "%.%S" and not text:find "%l" then words = { table.concat(words) } end                 -- "U.S."
    local key = table.concat(words, " ")
    local id = (kind or "") .. "\0" .. key
    if not known[id] then
      local head, tail = bearers.ends(words)
      local letters = #words == 1 and #key > 1 and not text:find "%l" and key or nil
      known[id] = { name = { key = key, head = head, tail = tail or "", letters = letters }, type = kind, first = i }
      items[#items + 1] = known[id]
    end
    of[i] = known[id]
  end
  return items, of
end

-- "Commission" is also short for "European Commission".
local function fuller(index, item)
  local type, name = item.type, item.name
  local full = (type == "PERSON" or type == nil) and bearers.fuller_person(index, name)
  full = full or type ~= "PERSON" and bearers.fuller_org(index, name, type)
  return full or type == "ORG" and bearers.choose(index.org_tails, name.tail, name, bearers.ends_with)
end

--- names.link(mentions) -> list
-- Mentions in the order of the text: annotations, or tables with `text` and `type`, or strings. For each of them the number of
-- the mention that is its bearer's fullest name: "Putin" and "V. Putin" belong to "Vladimir Putin", "NATO" to "North Atlantic
-- Treaty Organization". Its own number when it is the fullest, or when nothing is known of it.
function names.link(mentions)
  local items, of = items_of(mentions)
  local index, links = bearers.index(items), {}
  for i, item in ipairs(of) do
    local full = item
    repeat
      local next = fuller(index, full)
      full = next or full
    until not next
    full.last, item.last = i, i
    links[i] = full.first
  end
  return links
end

return names

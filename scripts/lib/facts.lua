-- What is known of a document and of an annotation, by names as a user writes them: "title", "meta.desk", "speaker.name".
local gloss = require "gloss"

local facts = {}

local of_document = { id = true, source = true, title = true, date = true, lang = true, text = true }
local of_annotation = { id = true, layer = true, type = true, script = true, text = true, plain = true }

-- The part of a value that a list of names leads to.
local function follow(value, names, from)
  for i = from, #names do
    if type(value) ~= "table" then return nil end
    value = value[math.tointeger(tonumber(names[i])) or names[i]]
  end
  return value
end

local function split(path)
  local names = {}
  for name in path:gmatch "[^.]+" do names[#names + 1] = name end
  return names
end

-- A link is called what it means.
local function name_of(place) return gloss.type(place) == "link" and place.name or place.plain end

local function is_place(value) return gloss.type(value) ~= type(value) end

--- facts.plain(value) -> string, number, boolean or nil
-- Places by their text, lists with "; " between.
function facts.plain(value)
  if is_place(value) then return value.plain end
  if type(value) ~= "table" then return value end
  if value[1] == nil and next(value) ~= nil then return gloss.encode("json", value) end
  local parts = {}
  for i = 1, #value do parts[i] = tostring(facts.plain(value[i])) end
  return table.concat(parts, "; ")
end

--- facts.of_document(document, path) -> value
-- Its own facts, `meta.NAME`, and values by name.
function facts.of_document(document, path)
  local names = split(path)
  if of_document[path] then return document[path] end
  if names[1] == "meta" then return follow(document.meta, names, 2) end
  if names[1] == "warnings" or names[1] == "errors" then return #document[names[1]] end
  return follow(document:get(names[1]), names, 2)
end

local function field_of(annotation, name)
  for field, value in annotation:fields() do
    if field == name then return value end
  end
end

--- facts.of_annotation(annotation, path) -> value
-- Its own facts, `start` and `end` as in files, its `sentence`, its fields, and of its document all that begins with `document.`.
function facts.of_annotation(annotation, path)
  local names = split(path)
  if names[1] == "document" then
    return facts.of_document(annotation.document, path == "document" and "id" or path:sub(#"document." + 1))
  end
  if of_annotation[path] then return annotation[path] end
  if path == "start" then return (annotation:offsets()) end
  if path == "end" then return select(2, annotation:offsets()) end
  if path == "sentence" then return annotation.sentence.plain end
  local value = field_of(annotation, names[1])
  if names[2] == "name" and is_place(value) then return name_of(value) end
  if #names > 1 and not is_place(value) then return follow(value, names, 2) end
  return value
end

--- facts.fields(annotation) -> { name = plain value }
function facts.fields(annotation)
  local fields = {}
  for name, value in annotation:fields() do fields[name] = facts.plain(value) end
  return fields
end

return facts

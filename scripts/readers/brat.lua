local gloss = require "gloss"

-- Lines of an .ann file by their ids, and the order of those that mark text.
local function parse(lines)
  local marks, order, relations = {}, {}, {}
  for line in lines do
    local id, body, rest = line:match "^(%S+)\t([^\t]*)\t?(.*)$"
    local kind = id and id:sub(1, 1)
    if kind == "T" then
      local type, first, last = body:match "^(%S+) (%d+).-(%d+)$"
      if type then
        marks[id] = { id = id, type = type, first = tonumber(first), last = tonumber(last), attributes = {} }
        order[#order + 1] = id
      end
    elseif kind == "R" then
      local type, from, to = body:match "^(%S+) [^:]+:(%S+) [^:]+:(%S+)"
      if type then relations[#relations + 1] = { type = type, from = from, to = to } end
    elseif (kind == "A" or kind == "M") and body:match "^%S+ T%d+" then
      local name, mark, value = body:match "^(%S+) (T%d+) ?(.*)$"
      if marks[mark] then table.insert(marks[mark].attributes, value ~= "" and name .. "=" .. value or name) end
    elseif kind == "#" then
      local mark = body:match "^%S+ (T%d+)"
      if marks[mark or ""] then marks[mark].note = rest end
    end
  end
  return marks, order, relations
end

-- brat counts characters from 0; a document counts bytes from 1.
local function bytes_of(text, mark)
  local first, after = utf8.offset(text, mark.first + 1), utf8.offset(text, mark.last + 1)
  if first and after and after > first then return { first, after - 1 } end
end

local function annotations_of(text, lines)
  local marks, order, relations = parse(lines)
  local spans, links = {}, {}
  for _, id in ipairs(order) do
    local mark = marks[id]
    mark.bytes = bytes_of(text, mark)
    if not mark.bytes then error(id .. " lies outside the text") end
    spans[#spans + 1] = { mark.bytes[1], mark.bytes[2], type = mark.type, mark = id, note = mark.note,
                          attributes = #mark.attributes > 0 and mark.attributes or nil }
  end
  for _, relation in ipairs(relations) do
    local from, to = marks[relation.from], marks[relation.to]
    if from and to then
      links[#links + 1] = { from.bytes[1], from.bytes[2], type = relation.type, arg1 = from.bytes, arg2 = to.bytes }
    end
  end
  return { brat = spans, brat_relation = links }
end

-- -- Writing: an archive (tar) with two files for each document

local function octal(number, width) return ("%0" .. width .. "o\0"):format(number) end

local function pad(text, size) return text .. ("\0"):rep(size - #text) end

-- A file of an archive as POSIX has it: a block of 512 bytes says what it is, and its content fills blocks.
local function file(name, content)
  local head = pad(name, 100) .. octal(420, 7) .. octal(0, 7) .. octal(0, 7) .. octal(#content, 11) .. octal(0, 11) .. "        0"
    .. pad("", 100) .. "ustar\00000" .. pad("", 247)
  local sum = 0
  for i = 1, #head do sum = sum + head:byte(i) end
  head = head:sub(1, 148) .. ("%06o\0 "):format(sum) .. head:sub(157)
  return head .. content .. ("\0"):rep(-#content % 512)
end

-- A name of a file that is no way out of the folder it is unpacked in, and short enough for an archive.
local function name_of(id)
  local name = id:gsub("[^%w%.%-_]+", "_"):gsub("^%.+", "_")
  return #name <= 80 and name or ("%s_%x"):format(name:sub(1, 60), gloss.hash(id))
end

local function line_of(id, annotation)
  local places, texts = {}, {}
  for _, span in ipairs(annotation.spans) do
    local first, last = span:offsets()
    places[#places + 1], texts[#texts + 1] = first .. " " .. last, span.plain
  end
  local type = (annotation.type or annotation.layer):gsub("[^%w_%-]", "_")
  return ("%s\t%s %s\t%s\n"):format(id, type, table.concat(places, ";"), table.concat(texts, " "))
end

local function ann_of(document)
  local lines, notes = {}, {}
  for layer in document:layers() do
    for annotation in document:annotations(layer) do
      local id = "T" .. #lines + 1
      lines[#lines + 1] = line_of(id, annotation)
      local name = annotation.layer ~= "brat" and gloss.type(annotation) == "annotation" and annotation.id
      if name then notes[#notes + 1] = ("#%d\tAnnotatorNotes %s\t%s\n"):format(#notes + 1, id, name) end
    end
  end
  return table.concat(lines) .. table.concat(notes)
end

return {
  about = "Annotations beside a text, as brat has them: .ann files with the .txt of that name; written as a tar of both",
  endings = { ".ann" },
  ending = ".tar",
  provides = {
    brat = { mark = "string", note = "string", attributes = "list" },
    brat_relation = { arg1 = "place", arg2 = "place" },
  },

  read = function(input, add)
    local text = input:beside ".txt"
    if not text then error("there is no " .. input.name:gsub("%.[^.]*$", ".txt") .. " beside it") end
    add { text = text, annotations = annotations_of(text, input:lines()) }
  end,

  write = function(document)
    local name = name_of(document.id)
    return file(name .. ".txt", document.text) .. file(name .. ".ann", ann_of(document))
  end,

  footer = ("\0"):rep(1024),
}

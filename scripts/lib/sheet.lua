-- Rows for a spreadsheet: one for each annotation, or one for each document.
local gloss, facts = require "gloss", require "facts"

local sheet = {}

local usual = {
  annotation = "document,layer,id,start,end,text,type,fields",
  document = "id,source,title,date,lang,text,values",
}

sheet.options = {
  columns = { default = "", about = "columns, with commas between: document.title, type, speaker.name, …" },
  rows = { default = "annotation", choices = { "annotation", "document" }, about = "what a row is" },
  bom = { default = false, about = "begin with a byte order mark, by which Excel knows UTF-8" },
}

--- sheet.columns(options) -> list
function sheet.columns(options)
  local columns = {}
  local chosen = options.columns ~= "" and options.columns or usual[options.rows]
  for name in chosen:gmatch "[^,]+" do columns[#columns + 1] = name:match "^%s*(.-)%s*$" end
  return columns
end

-- What begins so a spreadsheet takes for a formula; after an apostrophe it is text.
local function safe(cell)
  if type(cell) ~= "string" then return cell == nil and "" or cell end
  return cell:find "^[=+%-@\t\r]" and "'" .. cell or cell
end

local function values_of(document)
  local values = {}
  for name, value in document:values() do values[name] = value end
  return next(values) and gloss.encode("json", values) or ""
end

local function document_row(document, columns)
  local row = {}
  for i, column in ipairs(columns) do
    row[i] = safe(column == "values" and values_of(document) or facts.plain(facts.of_document(document, column)))
  end
  return row
end

local function annotation_row(annotation, columns)
  local row = {}
  for i, column in ipairs(columns) do
    if column == "fields" then
      local fields = facts.fields(annotation)
      row[i] = next(fields) and gloss.encode("json", fields) or ""
    else
      row[i] = safe(facts.plain(facts.of_annotation(annotation, column)))
    end
  end
  return row
end

--- sheet.header(options, encode) -> string
function sheet.header(options, encode)
  return (options.bom and "\u{feff}" or "") .. encode(sheet.columns(options)) .. "\n"
end

--- sheet.rows(document, options, encode) -> string
function sheet.rows(document, options, encode)
  local columns = sheet.columns(options)
  if options.rows == "document" then return encode(document_row(document, columns)) .. "\n" end
  local lines = {}
  for layer in document:layers() do
    for annotation in document:annotations(layer) do lines[#lines + 1] = encode(annotation_row(annotation, columns)) .. "\n" end
  end
  return table.concat(lines)
end

return sheet

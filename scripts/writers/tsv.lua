local gloss, sheet = require "gloss", require "sheet"

-- A cell of TSV holds neither tabs nor line ends: each is a space.
local function encode(row)
  local cells = {}
  for i, cell in ipairs(row) do cells[i] = type(cell) == "string" and cell:gsub("[\t\r\n]", " ") or cell end
  return gloss.encode("tsv", cells)
end

return {
  about = "Rows for a spreadsheet, with tabs: one for each annotation, or for each document",
  ending = ".tsv",
  options = sheet.options,
  header = function(options) return sheet.header(options, encode) end,
  write = function(document, options) return sheet.rows(document, options, encode) end,

  tests = {
    {
      text = "Ann\tLee\nspoke.",
      given = { id = "a", options = { rows = "document", columns = "id,text" } },
      output = "id\ttext\na\tAnn Lee spoke.\n",
    },
  },
}

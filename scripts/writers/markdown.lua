local facts = require "facts"

local prefixes = { title = "# ", heading = "## ", list_item = "- ", caption = "> ", boilerplate = "" }

-- What Markdown would read as a mark is text.
local function escape(text) return (text:gsub("[\\`*_{}%[%]<>#|]", "\\%0")) end

local function head_of(document)
  local lines, known = {}, {}
  local has_title = false
  for block in document:blocks() do has_title = has_title or block.kind == "title" end
  if document.title and not has_title then lines[1] = "# " .. escape(document.title) end
  for _, fact in ipairs { document.source or false, document.date or false } do
    if fact then known[#known + 1] = escape(fact) end
  end
  if #known > 0 then lines[#lines + 1] = "*" .. table.concat(known, ", ") .. "*" end
  return lines
end

local function line_of(annotation)
  local parts = { "- **" .. escape(annotation.plain) .. "**" }
  if annotation.type then parts[#parts + 1] = " " .. escape(annotation.type) end
  local fields = {}
  for name, value in pairs(facts.fields(annotation)) do fields[#fields + 1] = name .. ": " .. escape(tostring(value)) end
  if #fields > 0 then parts[#parts + 1] = " (" .. table.concat(fields, ", ") .. ")" end
  return table.concat(parts)
end

local function add_layer(parts, document, layer)
  local lines = {}
  for annotation in document:annotations(layer) do lines[#lines + 1] = line_of(annotation) end
  if #lines > 0 then parts[#parts + 1] = "### " .. layer .. "\n\n" .. table.concat(lines, "\n") end
end

return {
  about = "Markdown: the text, and after it what was found, layer by layer",
  ending = ".md",

  write = function(document)
    local parts = head_of(document)
    for block in document:blocks() do parts[#parts + 1] = (prefixes[block.kind] or "") .. escape(block.plain) end
    for layer in document:layers() do add_layer(parts, document, layer) end
    return table.concat(parts, "\n\n") .. "\n\n---\n\n"
  end,

  tests = {
    {
      text = "Rain\n\nAnn Lee saw it * again.",
      given = { date = "2026-03-01", layers = { entity = { { "Ann Lee", type = "PERSON", name = "Ann Lee" } } } },
      entity = { "Ann Lee" },
      output = "*2026-03-01*\n\n# Rain\n\nAnn Lee saw it \\* again.\n\n"
        .. "### entity\n\n- **Ann Lee** PERSON (name: Ann Lee)\n\n---\n\n",
    },
  },
}

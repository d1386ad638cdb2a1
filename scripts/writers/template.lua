local facts = require "facts"

-- Where the text goes on after a section's mark: one that has a line to itself leaves no empty line.
local function after_mark(text, first, last)
  local is_alone = first == 1 or text:sub(first - 1, first - 1) == "\n"
  return is_alone and text:match("^\n()", last + 1) or last + 1
end

-- A template is text with names in braces. Parts of it: { text }, { name }, { section = name, inverted, … }.
local function parse(text)
  local root = {}
  local open, at = { root }, 1
  while true do
    local first, last, mark, name = text:find("{{([#^/]?)%s*([^{}]-)%s*}}", at)
    local parts = open[#open]
    parts[#parts + 1] = { text = text:sub(at, (first or #text + 1) - 1) }
    if not first then break end
    at = last + 1
    if mark == "" then
      parts[#parts + 1] = { name = name }
    elseif mark == "/" then
      if #open == 1 or parts.section ~= name then error("{{/" .. name .. "}} closes nothing that is open") end
      open[#open] = nil
      at = after_mark(text, first, last)
    else
      local part = { section = name, inverted = mark == "^" }
      parts[#parts + 1] = part
      open[#open + 1] = part
      at = after_mark(text, first, last)
    end
  end
  if #open > 1 then error("{{#" .. open[#open].section .. "}} is not closed: {{/" .. open[#open].section .. "}} is missing") end
  return root
end

-- What stands before the documents, is said of each, and stands after them.
local function split(text)
  local before, each, after = text:match "^(.-){{#documents}}\n?(.-){{/documents}}\n?(.*)$"
  if before then return before, parse(each), after end
  return "", parse(text), ""
end

local escapes = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function show(value, options)
  local text = tostring(facts.plain(value) == nil and "" or facts.plain(value))
  return options.html and text:gsub('[&<>"]', escapes) or text
end

local function has_layer(document, name)
  for layer in document:layers() do
    if layer == name then return true end
  end
  return false
end

-- Where a name has no meaning for the annotation, it is one of the document.
local function look_up(document, item, name)
  if type(item) == "string" or type(item) == "number" then
    if name == "." then return item end
  elseif item then
    local value = facts.of_annotation(item, name)
    if value ~= nil then return value end
  end
  return facts.of_document(document, name)
end

local render

local function items_of(document, item, name)
  local items = {}
  if not item and has_layer(document, name) then
    for annotation in document:annotations(name) do items[#items + 1] = annotation end
    return items
  end
  local value = look_up(document, item, name)
  if type(value) == "table" and value[1] ~= nil then return value end
  if value == nil or value == false or value == "" then return items end
  return { item or false }
end

local function render_section(part, document, item, options, out)
  local items = items_of(document, item, part.section)
  if part.inverted then
    if #items == 0 then render(part, document, item, options, out) end
    return
  end
  for i = 1, #items do render(part, document, items[i], options, out) end
end

function render(parts, document, item, options, out)
  for _, part in ipairs(parts) do
    if part.text then out[#out + 1] = part.text
    elseif part.name then out[#out + 1] = show(look_up(document, item, part.name), options)
    else render_section(part, document, item, options, out) end
  end
end

local before, each, after

return {
  about = "A template of one's own: -f template:FILE",
  options = {
    text = { default = "{{id}}\n", about = "the template" },
    html = { default = false, about = "escape what is put in, as HTML needs it" },
  },

  setup = function(options) before, each, after = split(options.text) end,
  header = function() return before end,
  footer = function() return after end,

  write = function(document, options)
    local out = {}
    render(each, document, nil, options, out)
    return table.concat(out)
  end,

  tests = {
    {
      name = "names are replaced, and layers repeated",
      text = "Ann Lee met Bo Ek.",
      given = { id = "a", title = "A & B", layers = { entity = { { "Ann Lee", type = "PERSON" }, { "Bo Ek", type = "PERSON" } } },
                options = { html = true, text = "<ul>\n{{#documents}}\n<li>{{title}}{{^date}} (no date){{/date}}\n"
                  .. "{{#entity}}\n{{text}}: {{type}} in {{document}}\n{{/entity}}\n{{/documents}}\n</ul>\n" } },
      entity = { "Ann Lee", "Bo Ek" },
      output = "<ul>\n<li>A &amp; B (no date)\nAnn Lee: PERSON in a\nBo Ek: PERSON in a\n</ul>\n",
    },
  },
}

-- Blocks of a document from a node of HTML, or of XML that names its parts alike (NITF): paragraphs, headings, items of lists,
-- captions.
local markup = {}

local kinds = {
  p = "paragraph", div = "paragraph", section = "paragraph", article = "paragraph", blockquote = "paragraph", pre = "paragraph",
  td = "paragraph", th = "paragraph", tr = "paragraph", dd = "list_item", dt = "list_item", li = "list_item",
  h1 = "heading", h2 = "heading", h3 = "heading", h4 = "heading", h5 = "heading", h6 = "heading", hl2 = "heading",
  figcaption = "caption", caption = "caption", ["media-caption"] = "caption", byline = "byline", dateline = "dateline",
}
local unread = { script = true, style = true, template = true, noscript = true, head = true, ["media-reference"] = true }

local function close(blocks, open)
  local text = table.concat(open.text):gsub("[ \t\r\n]+", " "):gsub("^ ", ""):gsub(" $", "")
  if text ~= "" then blocks[#blocks + 1] = { kind = open.kind, text = text } end
  open.text = {}
end

local function walk(node, blocks, open)
  for _, child in ipairs(node) do
    if type(child) == "string" then
      open.text[#open.text + 1] = child
    elseif child.name == "br" then
      open.text[#open.text + 1] = " "
    elseif kinds[child.name] then
      local outer = open.kind
      close(blocks, open)
      open.kind = kinds[child.name]
      walk(child, blocks, open)
      close(blocks, open)
      open.kind = outer
    elseif not unread[child.name] then
      walk(child, blocks, open)
    end
  end
end

--- markup.blocks(node) -> list of { kind, text }
-- What stands between two blocks is a paragraph of its own.
function markup.blocks(node)
  local blocks, open = {}, { kind = "paragraph", text = {} }
  walk(node, blocks, open)
  close(blocks, open)
  return blocks
end

return markup

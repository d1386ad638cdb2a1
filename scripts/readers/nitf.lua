local gloss, markup = require "gloss", require "markup"

local function text_of(node, name)
  local found = node and node:find(name)
  local text = found and found.text:gsub("%s+", " "):match "^ ?(.-) ?$"
  return text ~= "" and text or nil
end

-- "20260301T080000Z" is how NITF writes it.
local function date_of(node)
  local norm = node and node.attributes.norm
  if not norm then return nil end
  local year, month, day, rest = norm:match "^(%d%d%d%d)(%d%d)(%d%d)(.*)$"
  if not year then return norm end
  local hour, minute, second, zone = rest:match "^T(%d%d)(%d%d)(%d%d)(.*)$"
  if not hour then return year .. "-" .. month .. "-" .. day end
  return ("%s-%s-%sT%s:%s:%s%s"):format(year, month, day, hour, minute, second, (zone:gsub("^([+-]%d%d)(%d%d)$", "%1:%2")))
end

local function add_nitf(nitf, item, add)
  local head, body = nitf:find "head", nitf:find "body" or nitf
  local identifier = nitf:find "doc-id"
  local blocks = markup.blocks(body:find "body.content" or body)
  local dateline = text_of(body, "dateline")
  if dateline then table.insert(blocks, 1, { kind = "dateline", text = dateline }) end
  local byline = text_of(body, "byline")
  if byline then table.insert(blocks, 1, { kind = "byline", text = byline }) end
  add {
    id = item.id or identifier and identifier.attributes["id-string"],
    title = text_of(body, "hl1") or text_of(head, "title") or item.title,
    date = date_of(nitf:find "date.issue") or date_of(nitf:find "story.date") or item.date,
    source = identifier and identifier.attributes["regsrc"] or item.source,
    lang = nitf.attributes["xml:lang"] or item.lang,
    blocks = blocks,
  }
end

-- NewsML-G2 carries a story as NITF, as XHTML, or as plain text, and has its own words for what is known about it.
local function add_item(item, add)
  local known = {
    id = item.attributes.guid, lang = item.attributes["xml:lang"], title = text_of(item, "headline"),
    date = text_of(item, "versionCreated"), source = text_of(item:find "provider", "name") or text_of(item, "copyrightHolder"),
  }
  local content, plain = item:find "contentSet", item:find "inlineData"
  local nitf, html = content and content:find "nitf", content and content:find "html"
  if nitf then return add_nitf(nitf, known, add) end
  if not html and not plain then error("an item carries no NITF, XHTML or text") end
  known.blocks = html and markup.blocks(html:find "body" or html) or nil
  known.text = not html and plain.text or nil
  add(known)
end

return {
  about = "News in XML, as the IPTC has it: NITF, and NewsML-G2 that carries NITF, XHTML or text",
  tags = { "news" },
  endings = { ".nitf", ".xml" },

  detect = function(head)
    return head:find "<nitf[%s>]" ~= nil or head:find "<newsItem[%s>]" ~= nil or head:find "<newsMessage[%s>]" ~= nil
  end,

  read = function(input, add)
    local root = gloss.decode("xml", input:bytes())
    if root.name == "newsItem" then return add_item(root, add) end
    local count = 0
    for item in root:all "newsItem" do
      count = count + 1
      add_item(item, add)
    end
    local nitf = root.name == "nitf" and root or root:find "nitf"
    if count == 0 and nitf then add_nitf(nitf, {}, add) end
  end,

  tests = {
    {
      name = "a story in NITF",
      input = [[<nitf><head><title>x</title><docdata><doc-id id-string="n1" regsrc="AB"/><date.issue norm="20260301T080000Z"/>
        </docdata></head><body><body.head><hedline><hl1>Bridge opens</hl1></hedline><byline>By Ann Lee</byline>
        <dateline>OSLO</dateline></body.head><body.content><p>It is <em>open</em>.</p><hl2>Cost</hl2><p>Much.</p></body.content>
        </body></nitf>]],
      documents = {
        { id = "n1", title = "Bridge opens", date = "2026-03-01T08:00:00Z", source = "AB",
          blocks = { { kind = "byline", text = "By Ann Lee" }, { kind = "dateline", text = "OSLO" },
                     { kind = "paragraph", text = "It is open." }, { kind = "heading", text = "Cost" },
                     { kind = "paragraph", text = "Much." } } },
      },
    },
    {
      name = "an item of NewsML-G2 with XHTML",
      input = [[<newsItem guid="urn:1" xml:lang="en"><itemMeta><provider><name>AB</name></provider>
        <versionCreated>2026-03-01T08:00:00Z</versionCreated></itemMeta><contentMeta><headline>Rain</headline></contentMeta>
        <contentSet><inlineXML><html><head><title>t</title></head><body><p>It rains.</p></body></html></inlineXML></contentSet>
        </newsItem>]],
      documents = { { id = "urn:1", title = "Rain", lang = "en", source = "AB", date = "2026-03-01T08:00:00Z",
                      text = "It rains." } },
    },
  },
}

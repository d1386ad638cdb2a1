local gloss, mail_date, markup = require "gloss", require "mail_date", require "markup"

-- Names of the same thing in RSS and in Atom, the fullest first.
local bodies = { "content:encoded", "content", "description", "summary" }
local dates = { "pubDate", "published", "dc:date", "updated" }
local authors = { "dc:creator", "author" }

local function text_of(entry, names)
  for _, name in ipairs(names) do
    local node = entry:find(name)
    local text = node and (node:find "name" or node).text:match "^%s*(.-)%s*$"
    if text and text ~= "" then return text end
  end
end

local function link_of(entry)
  for link in entry:all "link" do
    local href = link.attributes.href
    if not href then return link.text:match "^%s*(.-)%s*$" end
    if (link.attributes.rel or "alternate") == "alternate" then return href end
  end
end

-- HTML is written in a feed as text, or, in Atom, as nodes.
local function blocks_of(entry)
  for _, name in ipairs(bodies) do
    local body = entry:find(name)
    if body and body.attributes.type == "xhtml" then return markup.blocks(body) end
    if body and body.text:find "%S" then return markup.blocks(gloss.decode("html", body.text)) end
  end
  return {}
end

local function categories_of(entry)
  local list = {}
  for category in entry:all "category" do list[#list + 1] = category.attributes.term or category.text end
  return list
end

local function add_entry(entry, feed, add)
  local title, written = text_of(entry, { "title" }), text_of(entry, dates)
  local author, categories = text_of(entry, authors), categories_of(entry)
  add {
    id = text_of(entry, { "guid", "id" }) or link_of(entry),
    title = title and gloss.decode("html", "<p>" .. title).text,
    date = written and (mail_date(written) or written),
    blocks = blocks_of(entry),
    source = feed.title,
    lang = feed.lang,
    meta = { link = link_of(entry), author = author, categories = #categories > 0 and categories or nil },
  }
end

return {
  about = "Feeds: RSS and Atom, an article an entry",
  tags = { "news" },
  endings = { ".rss", ".atom", ".xml" },

  detect = function(head)
    return (head:find "<rss[%s>]" or head:find "<feed[%s>]" or head:find "<rdf:RDF[%s>]") ~= nil
  end,

  read = function(input, add)
    local root = gloss.decode("xml", input:bytes())
    local channel = root:find "channel" or root
    local feed = { title = text_of(channel, { "title" }), lang = text_of(channel, { "language" }) or root.attributes["xml:lang"] }
    for item in root:all "item" do add_entry(item, feed, add) end
    for entry in root:all "entry" do add_entry(entry, feed, add) end
  end,

  tests = {
    {
      name = "an item of RSS is a document",
      input = [[<rss version="2.0"><channel><title>Harbour News</title><language>en</language>
        <item><title>Ferry &amp; fog</title><guid>ferry-1</guid><pubDate>Tue, 03 Mar 2026 07:05:00 +0100</pubDate>
        <link>https://news.example/ferry</link><dc:creator>Ann Lee</dc:creator><category>Traffic</category>
        <description>&lt;p&gt;The ferry waits.&lt;/p&gt;&lt;p&gt;Fog lies on the bay.&lt;/p&gt;</description></item>
        </channel></rss>]],
      documents = {
        { id = "ferry-1", title = "Ferry & fog", date = "2026-03-03T07:05:00+01:00", source = "Harbour News", lang = "en",
          text = "The ferry waits.\n\nFog lies on the bay.",
          meta = { link = "https://news.example/ferry", author = "Ann Lee", categories = { "Traffic" } } },
      },
    },
    {
      name = "an entry of Atom is a document",
      file = "feed.atom",
      input = [[<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Town</title>
        <entry><id>urn:1</id><title>Sun</title><updated>2026-03-04T10:00:00Z</updated><author><name>Bo Ek</name></author>
        <link href="https://town.example/1"/><content type="xhtml"><div><p>It shines.</p></div></content></entry></feed>]],
      documents = {
        { id = "urn:1", title = "Sun", date = "2026-03-04T10:00:00Z", source = "Town", lang = "en", text = "It shines.",
          meta = { link = "https://town.example/1", author = "Bo Ek" } },
      },
    },
  },
}

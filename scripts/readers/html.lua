local gloss, article, markup = require "gloss", require "article", require "markup"

local function trimmed(text)
  text = text and text:gsub("%s+", " "):match "^ ?(.-) ?$"
  return text ~= "" and text or nil
end

-- What <meta> elements say, by name or property.
local function read_metas(root)
  local metas = {}
  for meta in root:all "meta" do
    local name, content = meta.attributes.property or meta.attributes.name or meta.attributes.itemprop, meta.attributes.content
    if name and content and not metas[name:lower()] then metas[name:lower()] = trimmed(content) end
  end
  return metas
end

-- What JSON-LD says of the article: an object, or one in a list or graph.
local function find_article(value)
  if type(value) ~= "table" then return nil end
  if value.datePublished or value.headline then return value end
  for _, one in ipairs(value["@graph"] or value) do
    local found = find_article(one)
    if found then return found end
  end
end

local function read_linked(root)
  for script in root:all "script" do
    if script.attributes.type == "application/ld+json" then
      local is_json, value = pcall(gloss.decode, "json", script.text)
      local found = is_json and find_article(value)
      if found then return found end
    end
  end
  return {}
end

local function string_of(value) return type(value) == "string" and trimmed(value) or nil end

local function authors_of(linked, metas)
  local author, list = linked.author, {}
  if type(author) == "string" then return { author } end
  if type(author) == "table" then
    for _, one in ipairs(author.name and { author } or author) do
      list[#list + 1] = string_of(one) or type(one) == "table" and string_of(one.name) or nil
    end
  end
  if #list == 0 then list[1] = metas.author or metas["article:author"] end
  return #list > 0 and list or nil
end

local function link_of(root, rel)
  for link in root:all "link" do
    if link.attributes.rel == rel then return link.attributes.href end
  end
end

local function date_of(root, linked, metas)
  local written = string_of(linked.datePublished) or metas["article:published_time"] or metas.datepublished or metas.date
  local time = not written and root:find "time"
  written = written or time and time.attributes.datetime
  return written and written:match "^%d%d%d%d%-%d%d%-%d%d.*"
end

return {
  about = "Web pages: the article found in a page, its title, authors, date",
  tags = { "news" },
  endings = { ".html", ".htm", ".xhtml" },

  detect = function(head)
    local start = head:gsub("<!%-%-.-%-%->", ""):match "^[%s\xef\xbb\xbf]*(<[!?]?%a+)"
    if start == "<?xml" then return head:find "<html[%s>]" ~= nil end
    start = start and start:lower()
    if start == "<!doctype" then return head:lower():find "<!doctype%s+html" ~= nil end
    return start == "<html" or start == "<head" or start == "<body"
  end,

  read = function(input, add)
    local root = gloss.decode("html", input:text())
    local metas, linked, html = read_metas(root), read_linked(root), root:find "html"
    local heading, title = root:find "h1", root:find "title"
    local known = {
      title = metas["og:title"] or string_of(linked.headline) or heading and trimmed(heading.text) or title and trimmed(title.text),
      date = date_of(root, linked, metas),
      lang = html and html.attributes.lang and html.attributes.lang:match "^%a%a%a?",
      source = metas["og:site_name"],
      meta = { authors = authors_of(linked, metas), url = link_of(root, "canonical") or metas["og:url"],
               section = metas["article:section"] or string_of(linked.articleSection) },
    }
    local found = article.find(root)
    known.blocks = found and markup.blocks(found) or {}
    if #known.blocks == 0 then error("has no article: nothing in it reads like one", 0) end
    add(known)
  end,
  tests = {
    {
      name = "the article is found between menus and what else there is to read",
      input = [[<!DOCTYPE html><html lang="en-GB"><head><title>Rain - The Paper</title><meta property="og:site_name"
        content="The Paper"><meta property="article:published_time" content="2024-05-03T10:00:00Z"><link rel="canonical"
        href="https://paper.example/rain"></head><body><nav><a href="/">Home</a> <a href="/w">Weather</a></nav><div><h1>Rain</h1>
        <p>It will rain on Friday, the weather office said, and on Saturday too.</p><ul><li><a href="/snow">Snow</a></li></ul>
        <p>“Take an umbrella,” said Bo Orr, who leads the office, “and a coat.”</p></div><div class="related-links"><p>Ten
        umbrellas that we like, and where to buy them, by our own experts.</p></div><footer>All rights reserved</footer></body>]],
      documents = { { title = "Rain", source = "The Paper", date = "2024-05-03T10:00:00Z", lang = "en",
        meta = { url = "https://paper.example/rain" },
        text = "Rain\n\nIt will rain on Friday, the weather office said, and on Saturday too.\n\n"
          .. "“Take an umbrella,” said Bo Orr, who leads the office, “and a coat.”" } },
    },
    {
      name = "what JSON-LD says of it is taken",
      input = [[<html><head><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Snow",
        "datePublished": "2024-01-02", "articleSection": "Weather", "author": [{"name": "Ann Lee"}, {"name": "Bo Orr"}]}]}</script>
        </head><body><article>It snowed all day in the north, and the trains stood still, the railway said.<br><br>More snow is
        expected, it said, but not before the weekend.</article></body></html>]],
      documents = { { title = "Snow", date = "2024-01-02", meta = { authors = { "Ann Lee", "Bo Orr" }, section = "Weather" } } },
    },
  },
}

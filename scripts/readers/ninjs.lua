local gloss, markup = require "gloss", require "markup"

-- The value of the first item whose role is main, or of the first.
local function main_of(list)
  local chosen = list and list[1]
  for _, item in ipairs(list or {}) do
    if item.role == "main" then chosen = item end
  end
  return chosen
end

local function is_html(kind) return kind and kind:find "html" ~= nil end

-- ninjs 2 has lists of headlines and bodies, ninjs 1 keys of its own.
local function body_of(news)
  local body = main_of(news.bodies)
  if body then return body.value, is_html(body.contentType or body.contenttype) end
  if news.body_text then return news.body_text, false end
  return news.body_html or news.body_xhtml or "", true
end

local function headline_of(news)
  local headline = main_of(news.headlines)
  return headline and headline.value or news.headline or news.title
end

local function names_of(list)
  local names = {}
  for _, item in ipairs(list or {}) do names[#names + 1] = item.name end
  return #names > 0 and names or nil
end

local function blocks_of(text, html)
  if html then return markup.blocks(gloss.decode("html", text)) end
  local blocks = {}
  for line in text:gmatch "[^\r\n]+" do blocks[#blocks + 1] = { text = line } end
  return blocks
end

return {
  about = "News items in JSON, as the IPTC has them: ninjs 1 and 2",
  tags = { "news" },
  endings = { ".ninjs", ".json" },

  -- One item a file: of lines of JSON each is an object, and begins one.
  detect = function(head)
    local has_body = head:find '"body_x?html"%s*:' or head:find '"body_text"%s*:' or head:find '"bodies"%s*:%s*%['
    return has_body ~= nil and head:find '"uri"%s*:' ~= nil and not head:find "\n{"
  end,

  read = function(input, add)
    local news = gloss.decode("json", input:text())
    local text, html = body_of(news)
    add {
      id = news.uri,
      title = headline_of(news),
      date = news.versioncreated or news.versionCreated or news.firstcreated or news.firstCreated,
      lang = news.language,
      source = news.copyrightholder or news.copyrightHolder,
      blocks = blocks_of(text, html),
      meta = { byline = news.byline or news.by, located = news.located, subjects = names_of(news.subject or news.subjects),
               people = names_of(news.person or news.people), places = names_of(news.place or news.places) },
    }
  end,

  tests = {
    {
      name = "ninjs 2",
      input = [[{ "uri": "urn:news:1", "type": "text", "versionCreated": "2026-02-01T08:00:00Z", "language": "en",
        "by": "Ann Lee", "headlines": [ { "role": "main", "value": "Snow" } ],
        "bodies": [ { "role": "main", "contentType": "text/plain", "value": "It snows.\nAll day." } ],
        "subjects": [ { "name": "weather" } ] }]],
      documents = { { id = "urn:news:1", title = "Snow", date = "2026-02-01T08:00:00Z", lang = "en", text = "It snows.\n\nAll day.",
                      meta = { byline = "Ann Lee", subjects = { "weather" } } } },
    },
    {
      name = "ninjs 1",
      input = [[{ "uri": "urn:news:2", "headline": "Rain", "body_html": "<h2>North</h2><p>It rains.</p>" }]],
      documents = { { id = "urn:news:2", title = "Rain",
                      blocks = { { kind = "heading", text = "North" }, { kind = "paragraph", text = "It rains." } } } },
    },
  },
}

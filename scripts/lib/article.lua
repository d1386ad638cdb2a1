-- The article in a page: the part of it that reads like one. An element gains by paragraphs of some length with few links in them,
-- and loses by all else that is in it; the one that gains most is taken. Menus, forms, and what names itself an advert, a comment
-- or the like are left out before.
local article = {}

local never = { script = true, style = true, template = true, noscript = true, head = true, nav = true, footer = true, aside = true,
                form = true, button = true, select = true, textarea = true, iframe = true, svg = true, object = true, menu = true,
                dialog = true, video = true, audio = true, canvas = true }
local breaks = { p = true, div = true, section = true, article = true, ul = true, ol = true, table = true, pre = true,
                 blockquote = true, figure = true, h1 = true, h2 = true, h3 = true, h4 = true, h5 = true, h6 = true, dl = true }

-- Words of a class, id or role. Those that begin so (or are just so) speak against an element, unless it names itself an article's
-- body.
local against = { "comment", "share", "sharing", "social", "related", "promo", "newsletter", "sidebar", "footer", "nav",
                  "navigation", "menu", "cookie", "ad", "ads", "advert", "sponsor", "recommend", "popular", "breadcrumb",
                  "subscri", "signup", "outbrain", "taboola", "trending", "widget", "masthead", "disqus", "byline", "tags",
                  "toolbar", "popup", "modal", "banner", "hidden", "caption", "credit", "copyright", "pagination",
                  "skip", "timestamp", "dateline" }
local exact = { ad = true, ads = true, nav = true, skip = true, tags = true, share = true, hidden = true, menu = true }
local for_it = { "article%-?_*body", "story%-?_*body", "entry%-?_*content", "post%-?_*content", "article%-?_*content",
                 "story%-?_*content", "post%-?_*body", "content%-?_*body", "main%-?_*content" }

local unwanted, longest = {}, 0
for _, word in ipairs(against) do unwanted[word], longest = true, math.max(longest, #word) end

local function is_unwanted(word)
  if exact[word] then return true end
  for size = 4, math.min(#word, longest) do
    local start = word:sub(1, size)
    if unwanted[start] and not exact[start] then return true end
  end
  return false
end

local SHORT, LINKED = 25, 0.5     -- a paragraph has so many letters at least; and no more of them in links
local COST = 1.5                  -- what a letter costs that is none of an article, in letters that are

-- What the names of an element say: does it name itself an article's body, or something else?
local function read_names(node)
  local attributes = node.attributes
  local names = (attributes.class or "") .. " " .. (attributes.id or "") .. " " .. (attributes.role or "")
  local low = names:lower()
  for i = 1, #for_it do
    if low:find(for_it[i]) then return true, false end
  end
  for word in names:gsub("(%l)(%u)", "%1 %2"):lower():gmatch "%a+" do
    if is_unwanted(word) then return false, true end
  end
  return false, false
end

local function is_hidden(node)
  local style = node.attributes.style
  return node.attributes.hidden or node.attributes["aria-hidden"] == "true" or style and style:find "display:%s*none"
end

-- How much text is in a node, how much of it in links, how many commas, does it break lines; children that are left out are gone.
local function measure(node, facts, in_link)
  local fact = { size = 0, linked = 0, commas = 0, good = 0, broken = false }
  facts[node] = fact
  in_link = in_link or node.name == "a"
  local kept = {}
  for _, child in ipairs(node) do
    if type(child) == "string" then
      local size, _, commas = #child:gsub("%s+", ""), child:gsub(",", "")
      fact.size, fact.commas = fact.size + size, fact.commas + commas
      if in_link then fact.linked = fact.linked + size end
      kept[#kept + 1] = child
    elseif not never[child.name] and not is_hidden(child) then
      local inner = measure(child, facts, in_link)
      inner.for_it, inner.against = read_names(child)
      fact.size, fact.linked, fact.commas = fact.size + inner.size, fact.linked + inner.linked, fact.commas + inner.commas
      fact.broken = fact.broken or breaks[child.name] or inner.broken
      kept[#kept + 1] = child
    end
  end
  for i = 1, math.max(#node, #kept) do node[i] = kept[i] end
  return fact
end

-- Takes away what speaks against itself, unless it is most of the page.
local function prune(node, facts, whole)
  local kept = {}
  for _, child in ipairs(node) do
    local fact = facts[child]
    if not fact or not (fact.against and fact.size < whole / 2) then
      kept[#kept + 1] = child
      if fact then prune(child, facts, whole) end
    end
  end
  for i = 1, math.max(#node, #kept) do node[i] = kept[i] end
end

-- How much of so much text, with so much of it in links, reads like an article.
local function good_of(size, linked, commas)
  if size < SHORT or linked > size * LINKED then return 0 end
  return (size - linked) * (commas == 0 and size < 3 * SHORT and 0.5 or 1)
end

-- How much of a node does: its paragraphs, and what stands in it between them.
local function weigh(node, facts)
  local fact = facts[node]
  if not fact.broken then
    fact.good = good_of(fact.size, fact.linked, fact.commas)
    return
  end
  local size, linked = 0, 0
  for _, child in ipairs(node) do
    local inner = facts[child]
    if not inner then
      size = size + #child:gsub("%s+", "")
    elseif breaks[child.name] or inner.broken or child.name == "li" then
      weigh(child, facts)
      fact.good = fact.good + inner.good
    else
      size, linked = size + inner.size, linked + inner.linked
    end
  end
  fact.good = fact.good + good_of(size, linked, 1)
end

-- The node that gains most: what is good in it, less what is not.
local function best_of(node, facts, best)
  local fact = facts[node]
  local gain = (fact.good - (fact.size - fact.good) * COST) * (fact.for_it and 1.3 or 1)
  if gain > best.gain then best.node, best.gain = node, gain end
  for _, child in ipairs(node) do
    if facts[child] then best_of(child, facts, best) end
  end
  return best
end

-- Lists of links, and what is too short to say anything, stand beside the text.
local function clean(node, facts)
  local kept = {}
  for _, child in ipairs(node) do
    local fact = facts[child]
    local is_block = fact and (breaks[child.name] or child.name == "li")
    if not is_block or (fact.size > 0 and fact.linked <= fact.size * LINKED) then
      kept[#kept + 1] = child
      if fact then clean(child, facts) end
    end
  end
  for i = 1, math.max(#node, #kept) do node[i] = kept[i] end
end

--- article.find(root) -> node?
-- The node that holds the article of a page (gloss.decode "html"), and nothing else; what does not belong to it is taken out of the
-- page. Nil when nothing reads like one.
function article.find(root)
  local body, facts = root:find "body" or root, {}
  local whole = measure(body, facts).size
  prune(body, facts, whole)
  facts = {}
  measure(body, facts)
  weigh(body, facts)
  local found = best_of(body, facts, { gain = 0 }).node
  if found then clean(found, facts) end
  return found
end

return article

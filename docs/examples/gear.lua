local gloss = require "gloss"

local gear

-- How many of the entry's context words are in the sentence.
local function fit(entry, sentence)
  local context, n = " " .. (entry.context or "") .. " ", 0
  for token in sentence:tokens() do
    if context:find(" " .. token.lemma .. " ", 1, true) then n = n + 1 end
  end
  return n
end

-- The entry that fits best, and how well; nil when several fit equally well.
local function choose(entries, sentence)
  local best, most = nil, -1
  for _, entry in ipairs(entries) do
    local n = fit(entry, sentence)
    if n > most then best, most = entry, n elseif n == most then best = nil end
  end
  return best, most
end

return {
  about    = "Things from a list, with ids; a name that several share goes to the one whose context words are near",
  provides = { gear = { name = "string", number = "string", sure = "boolean" } },
  options  = { list = { default = "gear.tsv", file = true, about = "columns: name, number, context" } },
  setup    = function(options) gear = gloss.gazetteer(options.list) end,

  document = function(document)
    for match in gear:matches(document) do
      local entry, n = choose(match.entries, match.sentence)
      if entry then
        document:annotate("gear", match, { type = "PRODUCT", name = entry.name, number = entry.number, sure = n > 0 })
      end
    end
  end,

  tests = {
    { name = "context tells which one", text = "The Kestrel flies to Oslo. Her Kestrel needs new tyres.",
      gear = { { "Kestrel", type = "PRODUCT", number = "A-7", sure = true }, { "Kestrel", number = "B-2", sure = true } } },
    { name = "without context nobody knows", text = "The Kestrel is loud.", gear = {} },
    { name = "a name of its own needs none", text = "We tried the Osprey Mini.",
      gear = { { "Osprey Mini", number = "B-3", sure = false } } },
    { name = "capitals are the same name", text = "OSPREY MINI recalled", gear = { { "OSPREY MINI", name = "Osprey Mini" } } },
    { name = "small letters are the bird", text = "An osprey mini zoo.", gear = {} },
  },
}

local counts = require "counts"

local MOST = 5                                   -- names that a row has beside its own

local function set_of(words)
  local set = {}
  for word in words:gmatch "%u[%u_]*" do set[word] = true end
  return set
end

-- "Follow us on …" names nobody.
local function is_named(entity, types) return types[entity.type] and entity.block.kind ~= "boilerplate" end

-- Who is named in the sentence, each once.
local function names_in(sentence, types)
  local list, seen = {}, {}
  for entity in sentence:annotations("entity", "inside") do
    if is_named(entity, types) and not seen[entity.name] then
      seen[entity.name], list[#list + 1] = true, entity.name
    end
  end
  return list
end

local function add_company(names, together)
  for _, name in ipairs(together) do
    for _, other in ipairs(together) do
      if other ~= name then counts.add(names[name].with, other) end
    end
  end
end

return {
  about    = "Who is named most, and with whom in one sentence",
  tags     = { "fold" },
  requires = { "entity" },
  options  = {
    types = { default = "PERSON ORG GPE", about = "types of entities that count" },
    top   = { default = 50, about = "so many rows" },
  },

  fold = {
    columns = { "name", "type", "documents", "mentions", "with" },
    init    = function() return {} end,

    step = function(names, document, options)
      local types = set_of(options.types)
      for entity in document:annotations "entity" do
        if is_named(entity, types) then
          local of = names[entity.name] or { type = entity.type, documents = 1, mentions = 0, with = {} }
          names[entity.name], of.mentions = of, of.mentions + 1
        end
      end
      for sentence in document:sentences() do add_company(names, names_in(sentence, types)) end
    end,

    merge = function(names, later)
      for name, more in pairs(later) do
        local of = names[name]
        if of then
          of.documents, of.mentions = of.documents + more.documents, of.mentions + more.mentions
          counts.merge(of.with, more.with)
        else
          names[name] = more
        end
      end
    end,

    finish = function(names, options)
      local rows = {}
      for name, of in pairs(names) do
        rows[#rows + 1] = { name = name, type = of.type, documents = of.documents, mentions = of.mentions,
                            with = counts.most(of.with, MOST) }
      end
      table.sort(rows, function(a, b)
        if a.documents ~= b.documents then return a.documents > b.documents end
        return a.mentions > b.mentions
      end)
      return table.move(rows, 1, options.top, 1, {})
    end,
  },

  tests = {
    { name = "documents count first, then mentions; names of one sentence go together",
      texts = {
        { "Lee met Roe. Roe went home. Roe slept.",
          layers = { entity = { { "Lee", type = "PERSON", name = "Ann Lee" }, { "Roe", type = "PERSON", name = "Bob Roe" },
                                { "Roe", type = "PERSON", name = "Bob Roe" }, { "Roe", type = "PERSON", name = "Bob Roe" } } } },
        { "Lee spoke on Monday.",
          layers = { entity = { { "Lee", type = "PERSON", name = "Ann Lee" }, { "Monday", type = "DATE", name = "Monday" } } } },
      },
      rows = { { name = "Ann Lee", type = "PERSON", documents = 2, mentions = 2, with = { "Bob Roe" } },
               { name = "Bob Roe", type = "PERSON", documents = 1, mentions = 3, with = { "Ann Lee" } } } },
    { name = "other types count when they are asked for", given = { options = { types = "DATE", top = 1 } },
      texts = { { "Lee spoke on Monday and Sunday.",
                  layers = { entity = { { "Lee", type = "PERSON", name = "Lee" }, { "Monday", type = "DATE", name = "Monday" },
                                        { "Sunday", type = "DATE", name = "Sunday" } } } } },
      rows = { { name = "Monday", type = "DATE" } } },
  },
}

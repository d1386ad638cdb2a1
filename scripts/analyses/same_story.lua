local similar = require "similar"

local FEW = 5                                    -- words below which nothing can be told
local ROWS = 3                                   -- hashes of a key: of 64, two that are half alike share one in 15 of 16 cases
local CROWD = 20                                 -- documents under one key that are compared; so the whole is linear

-- Of the earlier documents that share a key with this one, the first that is most alike.
local function find_original(document, keys, least)
  local best, score = nil, least
  for _, key in ipairs(similar.bands(document.sketch, ROWS)) do
    for _, original in ipairs(keys[key] or {}) do
      local alike = similar.alike(original.sketch, document.sketch)
      if alike > score or alike == score and (not best or original.place < best.place) then best, score = original, alike end
    end
  end
  return best, score
end

local function add_keys(document, keys)
  for _, key in ipairs(similar.bands(document.sketch, ROWS)) do
    keys[key] = keys[key] or {}
    if #keys[key] < CROWD then table.insert(keys[key], document) end
  end
end

-- By date; those without one, and those of one day, as they stood in the input.
local function sort_by_date(documents)
  table.sort(documents, function(a, b) return a.date < b.date end)
  for place, document in ipairs(documents) do document.place = place end
end

return {
  about   = "Stories that stand in several places, word for word or nearly: which was first, and who has it too",
  tags    = { "fold" },
  options = {
    alike = { default = 0.5, about = "share of their runs of five words that two of them have in common, 0 to 1" },
    size  = { default = 64, about = "hashes that are kept of a document; more tell the share more exactly" },
  },

  fold = {
    columns = { "original", "copy", "date", "source", "title", "alike" },
    init    = function() return {} end,

    step = function(documents, document, options)
      if #document < FEW then return end
      documents[1] = { id = document.id, source = document.source, title = document.title, date = document.date or "",
                       sketch = similar.sketch(document, options.size) }
    end,

    merge = function(documents, later) table.move(later, 1, #later, #documents + 1, documents) end,

    finish = function(documents, options)
      local rows, keys = {}, {}
      sort_by_date(documents)
      for _, document in ipairs(documents) do
        local original, alike = find_original(document, keys, options.alike)
        if original then
          rows[#rows + 1] = { original = original.id, copy = document.id, date = document.date ~= "" and document.date or nil,
                              source = document.source, title = document.title, alike = alike }
        end
        add_keys(document, keys)
      end
      return rows
    end,
  },

  tests = {
    { name = "the later of two that are the same is the copy",
      texts = { { "The council voted on Tuesday to keep the night trains.", id = "late", date = "2024-02-02", source = "Post" },
                { "The harbour was closed on Monday because of the storm.", id = "other", date = "2024-02-01" },
                { "The council voted on Tuesday to keep the night trains.", id = "early", date = "2024-02-01" } },
      rows = { { original = "early", copy = "late", date = "2024-02-02", source = "Post", alike = 1 } } },
    { name = "one that was changed a little is still a copy", given = { options = { alike = 0.4 } },
      texts = { { "The town council voted on Tuesday evening to keep all the night trains for another five years.", id = "1" },
                { "The town council voted on Tuesday evening to keep all the night trains for another ten years.", id = "2" } },
      rows = { { original = "1", copy = "2" } } },
    { name = "short ones are left alone", texts = { "It rained.", "It rained." }, rows = {} },
  },
}

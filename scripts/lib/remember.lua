-- remember(make): a function from a key to make(key, thing), which must follow from the key alone, and is remembered: from one
-- document to the next too, since nothing of a document is in it. And the table of what is remembered, for who asks often:
-- known[key] or learn(key, thing).
local most = 20000

return function(make)
  local known, count = {}, 0
  local function learn(key, thing)
    local value = known[key]
    if value == nil then
      if count == most then
        for old in pairs(known) do known[old] = nil end
        count = 0
      end
      value = make(key, thing)
      known[key], count = value, count + 1
    end
    return value
  end
  return learn, known
end

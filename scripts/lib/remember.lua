-- remember(make): what make(key, thing) gives, which must depend on the key alone, is remembered, even from one document to the
-- next, since it holds nothing of a document. Returns what is known, by key, and a function to learn what is not:
-- known[key] or learn(key, thing).
local most = 20000

return function(make)
  local known, count = {}, 0
  return known, function(key, thing)
    if count == most then
      for old in pairs(known) do known[old] = nil end
      count = 0
    end
    local value = make(key, thing)
    known[key], count = value, count + 1
    return value
  end
end

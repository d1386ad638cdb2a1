-- How often each of some names was met: a table from name to number.
local counts = {}

--- counts.add(of, name, n = 1)
function counts.add(of, name, n) of[name] = (of[name] or 0) + (n or 1) end

--- counts.merge(of, later)
function counts.merge(of, later)
  for name, n in pairs(later) do counts.add(of, name, n) end
end

--- counts.most(of, n) -> list
-- The n most frequent, the most frequent first; of equal ones in the order of their bytes.
function counts.most(of, n)
  local names = {}
  for name in pairs(of) do names[#names + 1] = name end
  table.sort(names, function(a, b) return of[a] > of[b] end)
  return table.move(names, 1, n, 1, {})
end

return counts

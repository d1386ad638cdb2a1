-- Words as a part of a regular expression: alternatives that share their beginnings, so that most texts fail at the first letter.
-- Pure. A space stands for any white space.
local function escape(char)
  if char == " " then return "\\s+" end
  return (char:find "%w" or char:byte() > 127) and char or "\\" .. char
end

local function write(node)
  local list = {}
  for char, below in pairs(node) do
    if char ~= "" then list[#list + 1] = char .. write(below) end
  end
  if #list == 0 then return "" end
  local all = "(?:" .. table.concat(list, "|") .. ")"
  return node[""] and all .. "?" or #list == 1 and list[1] or all
end

return function(words)
  local root = {}
  for _, word in ipairs(words) do
    local node = root
    for _, code in utf8.codes(word) do
      local char = escape(utf8.char(code))
      node[char] = node[char] or {}
      node = node[char]
    end
    node[""] = true
  end
  return write(root)
end

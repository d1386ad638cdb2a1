---@meta names

---Names in a text: which short form belongs to which full one.
---@class gloss.Names
local names = {}

---For each mention, in the order of the text, the number of the one that is its bearer's fullest name; its own when it is that, or
---when nothing is known of it.
---@param mentions (gloss.Annotation|{ text: string, type: string? }|string)[]
---@return integer[]
function names.link(mentions) end

return names

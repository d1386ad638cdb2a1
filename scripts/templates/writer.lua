local gloss = require "gloss"

---@type gloss.Script
return {
  about  = "Say in one line what @NAME@ writes: here, a row for each name in an article",
  ending = ".csv",
  header = "document,type,name\n",
  write  = function(document)
    local rows = {}
    for layer in document:layers() do
      for annotation in document:annotations(layer) do
        rows[#rows + 1] = gloss.encode("csv", { document.id, annotation.type or layer, annotation.plain }) .. "\n"
      end
    end
    return table.concat(rows)
  end,

  tests = {
    { name = "an annotation is a row", text = "Ann Lee spoke.",
      given = { id = "a", layers = { entity = { { "Ann Lee", type = "PERSON" } } } },
      entity = { "Ann Lee" }, output = "document,type,name\na,PERSON,Ann Lee\n" },
  },
}

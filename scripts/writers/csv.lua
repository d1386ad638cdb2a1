local gloss, sheet = require "gloss", require "sheet"

local function encode(row) return gloss.encode("csv", row) end

return {
  about = "Rows for a spreadsheet, with commas: one for each annotation, or for each document",
  ending = ".csv",
  options = sheet.options,
  header = function(options) return sheet.header(options, encode) end,
  write = function(document, options) return sheet.rows(document, options, encode) end,

  tests = {
    {
      name = "a row is an annotation",
      text = "Ann Lee spoke.",
      given = { id = "a", layers = { entity = { { "Ann Lee", type = "PERSON", name = "Ann Lee" } } } },
      entity = { "Ann Lee" },
      output = 'document,layer,id,start,end,text,type,fields\na,entity,entity:1,0,7,Ann Lee,PERSON,"{""name"":""Ann Lee""}"\n',
    },
    {
      name = "or a document, with the columns that are chosen",
      text = "=1+1, she said.",
      given = { id = "-2", title = "A, B", meta = { desk = "news" },
                options = { rows = "document", columns = "id, title,meta.desk,text" } },
      output = "id,title,meta.desk,text\n'-2,\"A, B\",news,\"'=1+1, she said.\"\n",
    },
  },
}

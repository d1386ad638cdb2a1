---@type gloss.Script
return {
  about   = "Say in one line what @NAME@ reads: here, articles with a line of dashes between, title first",
  endings = { ".@NAME@" },
  read    = function(input, add)
    for article in (input:text() .. "\n---\n"):gmatch("(.-)\n%-%-%-+\n") do
      local title, text = article:match("^(.-)\n+(.*)$")
      if title then add { title = title, text = text } end
    end
  end,

  tests = {
    { name = "a line of dashes ends an article", input = "One\n\nIt rained.\n---\nTwo\n\nIt snowed.\n",
      documents = { { title = "One", text = "It rained." }, { title = "Two" } } },
  },
}

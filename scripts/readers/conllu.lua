-- -- Reading

local function field(text) return text ~= "_" and text ~= "" and text or nil end

-- A document as it grows: its text, and a word for each of its tokens.
local function begin(id) return { id = id, text = {}, size = 0, words = {}, gap = "" } end

local function put(document, text)
  document.text[#document.text + 1] = text
  document.size = document.size + #text
end

local function finish(document, add)
  if document.size > 0 then
    add { id = document.id, text = table.concat(document.text), annotations = { conllu = document.words } }
  end
end

-- A token of several words ("zum" is "zu" and "dem") stands in the text, and its words lie over it.
local function put_token(document, columns, range)
  local id, form = columns[1], columns[2]
  local number = tonumber(id)
  local covered = range.last and number and number <= range.last
  if not covered then
    put(document, document.gap)
    range.start = document.size + 1
    put(document, form)
    document.gap = (columns[10] or ""):find "SpaceAfter=No" and "" or " "
    range.last = tonumber(id:match "^%d+%-(%d+)$")
  end
  if not number then return end
  document.words[#document.words + 1] = {
    range.start, document.size, type = field(columns[4]), form = form, lemma = field(columns[3]), tag = field(columns[5]),
    features = field(columns[6]), head = tonumber(columns[7]), relation = field(columns[8]), number = number,
  }
end

local function split(line)
  local columns = {}
  for column in (line .. "\t"):gmatch "([^\t]*)\t" do columns[#columns + 1] = column end
  return columns
end

local function read(input, add)
  local document, range, count = begin(), {}, 0
  for line in input:lines() do
    count = count + 1
    local id = line:match "^# ?newdoc id = (.+)$" or (line:find "^# ?newdoc" and false)
    if id ~= nil then
      finish(document, add)
      document = begin(id or nil)
    elseif line:find "^# ?newpar" then
      document.gap = document.size > 0 and "\n\n" or ""
    elseif line == "" then
      range = {}
    elseif line:sub(1, 1) ~= "#" then
      local columns = split(line)
      if #columns ~= 10 then error(("line %d: has %d columns, not 10"):format(count, #columns)) end
      if not columns[1]:find "%." then put_token(document, columns, range) end
    end
  end
  finish(document, add)
end

-- -- Writing

-- The annotations that a token lies in: "entity=B-PERSON", I where it goes on with one.
local function marks_of(token, following, layers)
  local marks = {}
  for _, layer in ipairs(layers) do
    for annotation in token:annotations(layer, "covering") do
      local part = annotation.first == token.first and "B" or "I"
      marks[#marks + 1] = ("%s=%s-%s"):format(layer, part, (annotation.type or layer):gsub("[|%s]", "_"))
    end
  end
  if following and following.first == token.last + 1 then marks[#marks + 1] = "SpaceAfter=No" end
  return #marks > 0 and table.concat(marks, "|") or "_"
end

-- Without a tagger for its language a document has no parts of speech.
local function has_pos(document)
  return document[1] ~= nil and pcall(function() return document[1].pos end)
end

local function write(document)
  local lines, number, tagged, layers = { "# newdoc id = " .. document.id:gsub("\n", " ") }, 0, has_pos(document), {}
  for layer in document:layers() do layers[#layers + 1] = layer end
  for sentence in document:sentences() do
    local tokens = {}
    for token in sentence:tokens() do tokens[#tokens + 1] = token end
    number = number + 1
    lines[#lines + 1] = ("# sent_id = %s-%d\n# text = %s"):format(document.id:gsub("\n", " "), number, sentence.plain)
    for i, token in ipairs(tokens) do
      local following = tokens[i + 1] or token:next()
      lines[#lines + 1] = ("%d\t%s\t%s\t%s\t_\t_\t_\t_\t_\t%s"):format(i, token.plain, (token.lemma:gsub("%s", " ")),
        tagged and token.pos or "_", marks_of(token, following, layers))
    end
    lines[#lines + 1] = ""
  end
  return table.concat(lines, "\n") .. "\n"
end

return {
  about = "Sentences and words in columns, as Universal Dependencies has them (CoNLL-U)",
  endings = { ".conllu" },
  ending = ".conllu",
  provides = {
    conllu = { form = "string", lemma = "string", tag = "string", features = "string", head = "number", relation = "string",
               number = "number" },
  },
  read = read,
  write = write,

  tests = {
    {
      name = "words are laid over the text they make",
      input = "# newdoc id = a\n# text = He's in.\n1\tHe\the\tPRON\tPRP\t_\t3\tnsubj\t_\tSpaceAfter=No\n"
        .. "2\t's\tbe\tAUX\t_\t_\t3\tcop\t_\t_\n3\tin\tin\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No\n"
        .. "4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n"
        .. "\n# newdoc id = b\n1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n",
      documents = {
        { id = "a", text = "He's in.", conllu = {
          { "He", type = "PRON", lemma = "he", tag = "PRP", head = 3, relation = "nsubj" }, { "'s", type = "AUX" }, "in", "." } },
        { id = "b", text = "Go", conllu = { { "Go", head = 0 } } },
      },
    },
    {
      name = "a sentence is written word by word",
      text = "Ann Lee's car.",
      given = { id = "x", layers = { entity = { { "Ann Lee", type = "PERSON" } } } },
      entity = { "Ann Lee" },
      output = "# newdoc id = x\n# sent_id = x-1\n# text = Ann Lee's car.\n1\tAnn\tann\tPROPN\t_\t_\t_\t_\t_\tentity=B-PERSON\n"
        .. "2\tLee\tlee\tPROPN\t_\t_\t_\t_\t_\tentity=I-PERSON|SpaceAfter=No\n3\t's\t's\tPART\t_\t_\t_\t_\t_\t_\n"
        .. "4\tcar\tcar\tNOUN\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_\n\n",
    },
  },
}

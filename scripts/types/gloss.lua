---@meta gloss

-- What a gloss script has, for lua-language-server: point its `workspace.library` to this folder. A test holds the names here
-- against the engine; beside it stand the modules that come with gloss.

---A place in a document: a token, span, sentence, block, annotation, match, link, or the document itself. Any of them goes
---where a place is asked for. Equal places are `==`, and one key of a table; `#place` is the number of its tokens, `place[i]` the
---i-th (from the end when `i < 0`).
---@class gloss.Place
---@field text string as it stands in the text
---@field first integer its first byte, as `string.sub` takes it
---@field last integer its last byte; of an empty span `first - 1`
---@field plain string the text on one line: a run of white space is one space
---@field norm string that, case-folded, apostrophes and dashes made plain
---@field index integer of its first token in the document: `document[place.index] == place[1]`
---@field document gloss.Document
---@field block gloss.Block? where it begins; a document has none
---@field sentence gloss.Sentence? where it begins; a document and a block have none
---@field [integer] gloss.Token?
---@operator len: integer
local place = {}

---Its tokens, in order.
---@return fun(): gloss.Token?, integer, integer
function place:tokens() end

---The sentences it touches, in order.
---@return fun(): gloss.Sentence?, integer, integer
function place:sentences() end

---Its tokens `i` to `j`, as `string.sub` takes them.
---@param i integer
---@param j? integer -1 when left out
---@return gloss.Span
function place:sub(i, j) end

---From its first token to the other's last; empty when the other ends before it begins.
---@param other gloss.Place
---@return gloss.Span
function place:to(other) end

---At most `n` tokens before it, in the same sentence; may be empty.
---@param n integer
---@return gloss.Span
function place:before(n) end

---At most `n` tokens after it, in the same sentence; may be empty.
---@param n integer
---@return gloss.Span
function place:after(n) end

---Does the other lie inside it?
---@param other gloss.Place
---@return boolean
function place:covers(other) end

---Do they share a token?
---@param other gloss.Place
---@return boolean
function place:overlaps(other) end

---Where it starts and ends as files have it: code points, 0-based, half-open.
---@return integer first
---@return integer last
function place:offsets() end

---Where it starts: line and column in code points, 1-based.
---@return integer line
---@return integer column
function place:position() end

---@alias gloss.How
---| "overlaps" # shares a token with the place (the default)
---| "inside" # lies inside the place
---| "covering" # covers the place

---The annotations of a layer that lie so to the place: earlier first, then longer, then older.
---@param layer string in `requires` or `provides`
---@param how? gloss.How
---@return fun(): gloss.Annotation?, integer, integer
function place:annotations(layer, how) end

---The first of them.
---@param layer string in `requires` or `provides`
---@param how? gloss.How
---@return gloss.Annotation?
function place:annotation(layer, how) end

---The nearest annotation of the layer that begins after the place. Without a layer: the next sentence, block, or annotation of
---the same layer; for a token, span, match or link the next token.
---@param layer? string
---@return gloss.Place?
---@overload fun(self: gloss.Place, layer: string): gloss.Annotation?
function place:next(layer) end

---The nearest annotation of the layer that ends before the place. Without a layer: the sentence, block, or annotation of the
---same layer before it; for a token, span, match or link the token before.
---@param layer? string
---@return gloss.Place?
---@overload fun(self: gloss.Place, layer: string): gloss.Annotation?
function place:prev(layer) end

---All of its text, white space too, split where an annotation of these layers begins or ends: each piece with the annotations it
---lies in.
---@param ... string layers
---@return fun(): string?, gloss.Annotation[]?
function place:pieces(...) end

---A run of tokens, perhaps empty.
---@class gloss.Span: gloss.Place

---@class gloss.Sentence: gloss.Place

---@alias gloss.BlockKind "title"|"heading"|"byline"|"dateline"|"caption"|"paragraph"|"list_item"|"boilerplate"

---A paragraph-level piece.
---@class gloss.Block: gloss.Place
---@field kind gloss.BlockKind

---@alias gloss.TokenKind "word"|"number"|"punct"|"symbol"|"url"|"email"|"handle"|"hashtag"|"emoji"

---@class gloss.Token: gloss.Place
---@field lemma string from the language's data: "said" has "say"
---@field pos string part of speech; raises until there is a tagger for the language
---@field shape string "Xxxx", "dd.d": runs are shortened to four
---@field kind gloss.TokenKind
---@field is_title boolean begins with a capital, and is one letter or has a small one
---@field is_upper boolean has letters, none of them small
---@field is_lower boolean has letters, none of them a capital
---@field is_alpha boolean letters only, with marks, apostrophes and hyphens inside
---@field is_number boolean
---@field is_punct boolean
---@field is_quote boolean a quotation mark
---@field is_stop boolean a stop word of the language
---@field is_first boolean of its sentence
---@field is_clitic boolean belongs to the word before it: n't, 's

---A span in a layer, with the fields that the layer's scripts declare: nil when not set. They can be assigned in scripts that
---provide the layer.
---@class gloss.Annotation: gloss.Place
---@field id string "layer:N"
---@field layer string
---@field type string?
---@field script string who made it
---@field spans gloss.Span[] its pieces; `text` includes what lies between them
---@field [string] any
local annotation = {}

---Name and value of the fields that are set, by name.
---@return fun(): string?, any
function annotation:fields() end

---Takes it away, in scripts that provide the layer.
function annotation:remove() end

---What a resource has found. A regular expression's named groups are fields of its matches: strings, or nil for a group that took
---no part.
---@class gloss.Match: gloss.Place
---@field weight number of a lexicon
---@field entry gloss.Entry of a gazetteer: the first of that name
---@field entries gloss.Entry[] of a gazetteer: all of that name
---@field type string of a tagger
---@field score number of a tagger: how sure it is, from 0 to 1
---@field [string] string|gloss.Span|nil of a regex the text of a group, of a pattern the span of a label

---An entry of a gazetteer: its columns by name; empty ones are nil, others raise.
---@class gloss.Entry
---@field name string the phrase, as the list has it
---@field [string] any an integer, number, string, boolean, list or table

---A place that refers to an annotation.
---@class gloss.Link: gloss.Place
---@field ref gloss.Annotation?
---@field name string? the annotation's field `name`, else its text

---What a script that failed on the document left behind.
---@class gloss.Failure
---@field script string
---@field at string? file and line
---@field message string
---@field traceback string?

---One article: its text, its metadata, and everything laid over it.
---@class gloss.Document: gloss.Place
---@field id string
---@field source string?
---@field title string? a title in the metadata is not in `text`
---@field date string? ISO 8601
---@field lang string?
---@field meta table<string, any> read-only
---@field errors gloss.Failure[]
---@field warnings string[]
local document = {}

---@return fun(): gloss.Block?, integer, integer
function document:blocks() end

---The names of the layers that the script may read.
---@return fun(): string?
function document:layers() end

---Name and value of the document's values that the script may read.
---@return fun(): string?, any
function document:values() end

---Lays an annotation over a place; over several they are its pieces. The fields are copied; `type` among them sets the type.
---@param layer string in `provides`
---@param place gloss.Place|gloss.Place[]
---@param fields? table<string, any>
---@return gloss.Annotation
function document:annotate(layer, place, fields) end

---Sets the document's value of that name: a string, finite number, boolean, list, or table with names; nil takes it away.
---@param name string in `provides`
---@param value any
function document:set(name, value) end

---@param name string in `requires` or `provides`
---@return any
function document:get(name) end

---The tokens that the bytes `first` to `last` touch.
---@param first integer
---@param last integer
---@return gloss.Span
function document:span(first, last) end

---Adds to the record's warnings.
---@param message string
function document:warn(message) end

---@class gloss.Settings
---@field case? "exact"|"smart"|"fold" smart: a phrase in small letters matches any case, another as written or in capitals
---@field by? "word"|"lemma"

---A set of words and phrases.
---@class gloss.Wordset
local wordset = {}

---@param phrase gloss.Place|string
---@return boolean
function wordset:has(phrase) end
---Leftmost, longest, not overlapping, within a sentence.
---@param place gloss.Place
---@return fun(): gloss.Match?, integer, integer
function wordset:matches(place) end
---@param place gloss.Place
---@return gloss.Match?
function wordset:match(place) end

---Words and phrases with weights; `abus*` takes all words that begin so.
---@class gloss.Lexicon
local lexicon = {}

---@param phrase gloss.Place|string
---@return number?
function lexicon:get(phrase) end
---Leftmost, longest, not overlapping, within a sentence.
---@param place gloss.Place
---@return fun(): gloss.Match?, integer, integer
function lexicon:matches(place) end
---@param place gloss.Place
---@return gloss.Match?
function lexicon:match(place) end

---Names, each with fields.
---@class gloss.Gazetteer
local gazetteer = {}

---All entries of that name.
---@param phrase gloss.Place|string
---@return gloss.Entry[]?
function gazetteer:get(phrase) end
---Leftmost, longest, not overlapping, within a sentence.
---@param place gloss.Place
---@return fun(): gloss.Match?, integer, integer
function gazetteer:matches(place) end
---@param place gloss.Place
---@return gloss.Match?
function gazetteer:match(place) end

---What a regular expression finds in a string; its named groups are fields.
---@class gloss.StringMatch
---@field text string
---@field first integer
---@field last integer
---@field [string] string?

---@class gloss.Regex
local regex = {}

---On a place: within a sentence, widened to whole tokens.
---@param place gloss.Place
---@return fun(): gloss.Match?, integer, integer
---@overload fun(self: gloss.Regex, text: string): fun(): gloss.StringMatch?
function regex:matches(place) end
---@param place gloss.Place
---@return gloss.Match?
---@overload fun(self: gloss.Regex, text: string): gloss.StringMatch?
function regex:match(place) end

---@class gloss.Pattern
local pattern = {}

---Leftmost, longest, not overlapping, within a sentence, unless the query says otherwise. The labels of a match are its fields:
---spans, or nil where they took no part. It sees the annotations made so far.
---@param place gloss.Place
---@return fun(): gloss.Match?, integer, integer
function pattern:matches(place) end
---@param place gloss.Place
---@return gloss.Match?
function pattern:match(place) end

---Finds annotations by a model that was learned from examples (docs/learning.md).
---@class gloss.Tagger
local tagger = {}

---In text order. A match has `type`, and `score`: how sure it is, from 0 to 1.
---@param place gloss.Place
---@return fun(): gloss.Match?, integer, integer
function tagger:matches(place) end
---@param place gloss.Place
---@return gloss.Match?
function tagger:match(place) end

---Tells what a place is, by a model that was learned from examples (docs/learning.md).
---@class gloss.Classifier
local classifier = {}
---The likeliest label, and how sure that is, from 0 to 1.
---@param place gloss.Place
---@return string label, number score
function classifier:label(place) end
---How likely each label is, 1 in all.
---@param place gloss.Place
---@return table<string, number>
function classifier:scores(place) end

---What a script says of a whole corpus. An accumulator is plain data; a function that returns nil has changed it in place.
---@class gloss.Fold
---@field columns string[] of the rows
---@field init fun(options: table): any an accumulator without anything in it
---@field step fun(accumulator: any, document: gloss.Document, options: table): any adds a document
---@field merge fun(accumulator: any, later: any, options: table): any adds what comes of later documents
---@field finish fun(accumulator: any, options: table): table<string, any>[] the rows

---What a tally groups and counts.
---@class gloss.TallySettings
---@field by? string[] columns: rows that are equal in all of them are a group
---@field sum? string[] columns that are added up: exactly, whatever the order
---@field mean? string[]
---@field min? string[] numbers or strings
---@field max? string[] numbers or strings
---@field first? string[] the value of the first row that has one
---@field top? integer so many rows are kept
---@field rows fun(document: gloss.Document, add: fun(row: table<string, any>), options: table)

---@class gloss.Gloss
---@field version string
local gloss = {}

---A set of words and phrases: a data file, or a list. Made when the script is loaded, or in setup; so are the other resources.
---@param source string|string[]
---@param settings? gloss.Settings `case` is "fold" when left out
---@return gloss.Wordset
function gloss.wordset(source, settings) end
---@param source string|{ [1]: string, [2]: number }[]|table<string, number>
---@param settings? gloss.Settings `case` is "fold" when left out
---@return gloss.Lexicon
function gloss.lexicon(source, settings) end
---@param source string|({ name: string, [string]: any }|string)[]
---@param settings? gloss.Settings `case` is "smart" when left out
---@return gloss.Gazetteer
function gloss.gazetteer(source, settings) end
---@param pattern string as PCRE2 has it, over Unicode
---@param flags? string letters out of "imsx"
---@return gloss.Regex
function gloss.regex(pattern, flags) end

---What `$name` stands for in a query: words inside brackets, a pattern outside.
---@alias gloss.Variable gloss.Wordset|gloss.Lexicon|gloss.Gazetteer|gloss.Pattern|string|string[]

---A query over tokens and annotations, as CQP and BlackLab have them; docs/patterns.md teaches the language.
---@param query string
---@param variables? table<string, gloss.Variable>
---@return gloss.Pattern
function gloss.pattern(query, variables) end
---@param model string the name of a data file that ends in .model; `gloss train` makes it
---@return gloss.Tagger
function gloss.tagger(model) end
---@param model string the name of a data file that ends in .model; `gloss train` makes it
---@return gloss.Classifier
function gloss.classifier(model) end

---A place that refers, to an annotation or to what another link refers to.
---@param place gloss.Place
---@param annotation? gloss.Annotation|gloss.Link|false
---@return gloss.Link
function gloss.link(place, annotation) end

---What a data file holds. `.tsv`, `.csv`: a list of rows by header, empty cells nil; `.jsonl`: a list; `.json`: a value; `.txt`: a
---list of lines.
---@param name string
---@return any
function gloss.data(name) end

---@param format "json"|"csv"|"tsv"|"xml"|"html" csv and tsv: one row; xml and html: a gloss.Node
---@param text string
---@return any
function gloss.decode(format, text) end

---@param format "json"|"csv"|"tsv"|"xml"|"html" csv and tsv: one row; xml and html: a gloss.Node
---@param value any
---@return string
function gloss.encode(format, value) end

---As `token.norm`: case-folded, apostrophes and dashes made plain.
---@param text string
---@return string
function gloss.fold(text) end

---64 bits, the same everywhere.
---@param text string
---@return integer
function gloss.hash(text) end

---A fold that groups the rows which `rows` adds, and counts them: its columns are those of `by`, `count`, and the others.
---@param settings gloss.TallySettings
---@return gloss.Fold
function gloss.tally(settings) end

---"token", "span", "document", "wordset", …, else as `type` has it.
---@param value any
---@return string
function gloss.type(value) end

---@class gloss.Option
---@field default string|number|boolean its type is the option's
---@field about? string
---@field choices? (string|number|boolean)[]
---@field file? boolean looked up as data

---A node of XML or HTML: its children, nodes and strings, are its items. It is a table of its own, and may be changed.
---@class gloss.Node
---@field name string as it is written; of HTML in small letters
---@field attributes table<string, string>
---@field text string all text inside it
---@field [integer] gloss.Node|string
local node = {}

---The first element of that name inside it.
---@param name string
---@return gloss.Node?
function node:find(name) end

---All elements of that name inside it, in order.
---@param name string
---@return fun(): gloss.Node?
function node:all(name) end

---What `read` of a reader is given.
---@class gloss.Input
---@field name string of the file, without folders
local input = {}

---The file as UTF-8.
---@return string
function input:text() end

---The file as it stands.
---@return string
function input:bytes() end

---Its lines, without their ends.
---@return fun(): string?
function input:lines() end

---The text of the file beside it with that ending.
---@param ending string
---@return string?
function input:beside(ending) end

---The table that a script returns.
---@class gloss.Script
---@field about? string one line
---@field version? string
---@field tags? string[]
---@field requires? string[] layers and values it reads; "name?": run after it if it is chosen
---@field provides? table a list of names, and names with their fields: `money = { amount = "number" }`
---@field options? table<string, gloss.Option>
---@field setup? fun(options: table)
---@field document? fun(document: gloss.Document, options: table)
---@field block? fun(block: gloss.Block, options: table)
---@field sentence? fun(sentence: gloss.Sentence, options: table)
---@field fold? gloss.Fold
---@field tests? table[]

return gloss

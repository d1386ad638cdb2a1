"""What is read and written: readers and writers in Lua, templates, tables, lists, encodings."""
import io
import json
import subprocess
import tarfile
import unittest

from gloss import GLOSS, MARK, Case

WIRE = """
return {
  about = "Wire copy: a slug, then the story",
  endings = { ".wire" },
  provides = { slug = { priority = "number" } },
  detect = function(head) return head:sub(1, 4) == "NNNN" end,
  read = function(input, add)
    for slug, text in input:text():gmatch("NNNN ([^\\n]*)\\n(.-)\\n%.\\n") do
      add { title = slug, text = text, annotations = { slug = { { 1, 3, type = "SLUG", priority = 3 } } } }
    end
  end,
}
"""
LIST = """
return {
  header = "begin\\n", footer = function() return "end\\n" end,
  write = function(document)
    local words = {}
    for layer in document:layers() do
      for annotation in document:annotations(layer) do words[#words + 1] = layer .. "=" .. annotation.text end
    end
    return document.id .. ": " .. table.concat(words, " ") .. "\\n"
  end,
}
"""
STORIES = "NNNN One\nRed door.\n.\nNNNN Two\nGreen house.\n.\n"


class Formats(Case):
    def setUp(self):
        super().setUp()
        self.write("mark.lua", MARK)

    def run_on(self, *words, scripts="./mark.lua", **more):
        return self.gloss("run", "-s", scripts, "-f", "jsonl", *words, **more)

    def texts(self, *words, **more):
        return [record["text"] for record in self.run_on(*words, **more).records]


class Readers(Formats):
    def setUp(self):
        super().setUp()
        self.write("own/readers/wire.lua", WIRE)
        self.write("a.wire", STORIES)

    def own(self, *words, **more):
        return self.run_on("--script-path", "own", *words, **more)

    def test_a_file_is_told_by_its_ending_and_its_beginning(self):
        self.write("b", STORIES)
        self.write("c.wire", "no wire copy")
        result = self.own("a.wire", "b", "c.wire")
        self.assertEqual([r["id"] for r in result.records], ["a", "a:2", "b", "b:2", "c"])
        self.assertEqual([r.get("title") for r in result.records], ["One", "Two", "One", "Two", None])

    def test_a_format_that_is_named_needs_no_ending(self):
        self.write("x.txt", STORIES)
        self.assertEqual(len(self.own("-i", "wire", "x.txt").records), 2)
        self.assertEqual(len(self.run_on("-i", "own/readers/wire.lua", "x.txt").records), 2)

    def test_what_it_provides_is_written_where_it_is(self):
        record = self.own("a.wire").records[0]
        self.assertEqual(record["annotations"]["slug"], [{"id": "slug:1", "start": 0, "end": 3, "text": "Red", "type": "SLUG",
                                                          "script": "wire", "fields": {"priority": 3}}])
        self.write("plain.txt", "red")
        self.assertNotIn("slug", self.own("plain.txt").records[0]["annotations"])

    def test_a_script_can_require_what_a_reader_provides(self):
        self.write("uses.lua", 'return { requires = { "slug" }, provides = { "n" }, document = function(d) '
                               'd:set("n", d:annotation("slug").priority) end }')
        self.assertEqual(self.own("-i", "wire", "a.wire", scripts="./uses.lua").records[0]["values"], {"n": 3})

    def test_it_can_be_asked_why(self):
        out = self.gloss("why", "--script-path", "own", "-s", "./mark.lua", "a.wire").out
        self.assertIn('slug:1 SLUG "Red" at 1:1\n  made by script wire\n', out)

    def test_the_output_does_not_depend_on_the_workers(self):
        for i in range(40):
            self.write(f"in/{i:02}.wire", STORIES * (i % 5 + 1))
        one = self.own("-j", "1", "in").out
        self.assertEqual(len(one.splitlines()), 240)
        self.assertEqual(self.own("-j", "7", "in").out, one)

    def test_a_reader_that_fails_costs_the_rest_of_its_file(self):
        self.write("own/readers/bad.lua", 'return { endings = { ".bad" }, read = function(input, add)\n'
                                          'add { text = "first" }\nadd { txt = "second" }\nend }')
        self.write("x.bad", "x")
        result = self.own("x.bad", "a.wire")
        self.assertEqual((result.status, [r["text"] for r in result.records]), (1, ["first", "Red door.", "Green house."]))
        self.assertIn('gloss: x.bad: own/readers/bad.lua:3: a document has no "txt"; did you mean "text"?\n', result.err)

    def test_what_add_is_given_is_checked(self):
        for given, message in (
            ("1", "table expected, got number"),
            ("{}", "a document is a table by name"),
            ("{ title = 'x' }", 'a document needs "text" or "blocks"'),
            ("{ text = 1 }", '"text" is a number, not a string'),
            ("{ text = 'x', blocks = {} , title = 'y'}", 'a document has "text" or "blocks", not both'),
            ("{ blocks = { { kind = 'titel', text = 'x' } } }", 'block 1: no kind of block "titel"; did you mean "title"?'),
            ("{ text = 'x', annotations = { no = {} } }", 'no layer "no"; the reader says it in `provides`'),
            ("{ text = 'x', annotations = { m = { { 2, 9 } } } }", "m 1: is { first, last, type"),
            ("{ text = 'x', annotations = { m = { { 1, 1, n = 'x' } } } }",
             'm 1: field "n" of layer "m" is a number, not a string'),
        ):
            with self.subTest(given):
                self.write("own/readers/odd.lua", 'return { endings = { ".odd" }, provides = { m = { n = "number" } },\n'
                                                  f"read = function(input, add) add({given}) end }}")
                self.write("x.odd", "x")
                result = self.own("x.odd")
                self.assertEqual((result.status, result.out), (1, ""))
                self.assertIn(message, result.err)

    def test_a_reader_has_a_budget_and_a_memory_of_its_own(self):
        self.write("own/readers/loop.lua", 'return { endings = { ".loop" }, read = function() while true do end end }')
        self.write("own/readers/big.lua", 'return { endings = { ".big" }, read = function() local t = {} '
                                          'for i = 1, 1e9 do t[i] = { i } end end }')
        self.write("x.loop", "x")
        self.write("x.big", "x")
        result = self.own("--budget", "5000", "--memory", "8", "x.big", "a.wire")
        self.assertIn("out of memory: a script may hold 8 MB", result.err)
        self.assertEqual(len(result.records), 2)
        self.assertIn("over its budget of 3 million steps", self.own("--budget", "3", "x.loop").err)

    def test_no_file_becomes_documents_without_end(self):
        self.write("own/readers/many.lua", 'return { endings = { ".many" }, read = function(input, add) '
                                           'while true do add { text = "x" } end end }')
        self.write("x.many", "x")
        result = self.own("--budget", "5", "x.many")
        self.assertIn("over its budget of 5 million steps", result.err)
        self.assertEqual(result.out, self.own("--budget", "5", "-j", "3", "x.many").out)
        self.assertLess(len(result.records), 600)

    def test_add_may_be_called_from_anywhere_in_read(self):
        self.write("own/readers/odd.lua", """return { endings = { ".odd" }, read = function(input, add)
          coroutine.wrap(function() add { text = "one" } end)()
          ;("x"):gsub("x", function() add { text = "two" } end)
          print(pcall(add, { txt = "three" }))
          add { text = "four" }
        end }""")
        self.write("x.odd", "x")
        result = self.own("x.odd")
        self.assertEqual([r["text"] for r in result.records], ["one", "two", "four"])
        self.assertIn('a document has no "txt"', result.err)

    def test_the_input_ends_with_the_reading(self):
        self.write("own/readers/keep.lua", 'local kept\nreturn { endings = { ".keep" }, read = function(input, add)\n'
                                           'if kept then kept:text() end\nkept = input\nadd { text = "x" }\nend }')
        self.write("a.keep", "x")
        self.write("b.keep", "x")
        self.assertIn("the input is closed: `read` has returned", self.own("-j", "1", "a.keep", "b.keep").err)

    def test_a_broken_reader_costs_nobody_else(self):
        self.write("own/readers/broken.lua", "return {")
        result = self.own("a.wire")
        self.assertEqual((result.status, len(result.records)), (0, 2))
        self.assertIn("broken.lua", result.err)

    def test_an_unknown_format_names_the_nearest(self):
        result = self.own("-i", "wier", "a.wire")
        self.assertEqual(result.status, 2)
        self.assertIn('did you mean "wire"?', result.err)

    def test_readers_are_no_analyses(self):
        result = self.gloss("run", "--script-path", "own", "-s", "wire", "a.wire")
        self.assertEqual((result.status, result.err), (2, "gloss: -s wire: wire is a reader and no analysis: -i wire\n"))
        self.assertEqual(self.own("a.wire", scripts="mark or w*").status, 2)

    def test_a_title_can_be_analysed_with_the_text(self):
        record = self.own("--with-title", "a.wire").records[0]
        self.assertEqual(record["text"], "One\n\nRed door.")
        self.assertEqual(record["annotations"]["slug"][0]["text"], "Red")


class Writers(Formats):
    def setUp(self):
        super().setUp()
        self.write("own/writers/list.lua", LIST)
        self.write("a.txt", "Red door.")
        self.write("b.txt", "A green house and a red one.")

    def written(self, *words, status=0):
        result = self.gloss("run", "-s", "./mark.lua", "--script-path", "own", *words, "a.txt", "b.txt")
        self.assertEqual(result.status, status, result.err)
        return result.out

    def test_documents_stand_between_header_and_footer(self):
        self.assertEqual(self.written("-f", "list"), "begin\na: colour=Red\nb: colour=green colour=red\nend\n")
        self.assertEqual(self.written("-f", "list", "--layers", "none"), "begin\na: \nb: \nend\n")

    def test_a_writer_that_fails_costs_one_document(self):
        self.write("own/writers/fails.lua", 'return { write = function(document) if document.id == "a" then error "no" end\n'
                                            'return document.id .. "\\n" end }')
        result = self.gloss("run", "-s", "./mark.lua", "--script-path", "own", "-f", "fails", "a.txt", "b.txt")
        self.assertEqual((result.status, result.out), (1, "b\n"))
        self.assertIn("a: fails: fails.lua:1: no", result.err)

    def test_a_writer_changes_nothing(self):
        self.write("own/writers/adds.lua", 'return { write = function(document) document:set("x", 1) return "" end }')
        result = self.gloss("run", "-s", "./mark.lua", "--script-path", "own", "-f", "adds", "a.txt")
        self.assertEqual(result.status, 1)

    def test_csv_opens_without_running_anything(self):
        self.write("a.txt", "=cmd() red")
        out = self.written("-f", "csv", "--columns", "document,text,name,document.text")
        self.assertEqual(out.splitlines()[:2], ["document,text,name,document.text", "a,red,red,'=cmd() red"])

    def test_json_is_one_list(self):
        for jobs in "1", "3":
            self.assertEqual([r["id"] for r in json.loads(self.written("-f", "json", "-j", jobs))], ["a", "b"])
        self.assertEqual(json.loads(self.gloss("run", "-s", "./mark.lua", "-f", "json", "-i", "jsonl").out), [])

    def test_a_template_is_filled(self):
        self.write("page.html", "<ul>\n{{#documents}}\n<li>{{id}}{{#colour}} {{text}}/{{name}}{{/colour}}"
                                "{{^title}} & {{text}}{{/title}}\n{{/documents}}\n</ul>\n")
        self.write("a.txt", "Red < door.")
        self.assertEqual(self.written("-f", "template:page.html").splitlines(),
                         ["<ul>", "<li>a Red/red & Red &lt; door.", "<li>b green/green red/red & A green house and a red one.",
                          "</ul>"])

    def test_a_template_that_is_not_closed_is_refused(self):
        self.write("page.txt", "{{#colour}}x")
        result = self.gloss("run", "-s", "./mark.lua", "-f", "template:page.txt", "a.txt")
        self.assertEqual(result.status, 2)
        self.assertIn("{{#colour}} is not closed", result.err)
        self.assertEqual(self.gloss("run", "-f", "template:none.txt", "a.txt").status, 2)

    def test_brat_comes_back_as_it_went(self):
        done = subprocess.run([GLOSS, "run", "-s", "./mark.lua", "-f", "brat", "b.txt"], capture_output=True, cwd=self.folder,
                              env=self.environment, check=True)
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            for member in archive:
                self.write("brat/" + member.name, archive.extractfile(member).read())
        record, = self.run_on("-i", "brat", "brat", scripts="structure").records
        self.assertEqual([(a["start"], a["text"], a["type"]) for a in record["annotations"]["brat"]],
                         [(2, "green", "colour"), (20, "red", "colour")])

    def test_conllu_comes_back_as_it_went(self):
        self.write("a.conllu", self.written("-f", "conllu"))
        records = self.run_on("a.conllu", scripts="structure").records
        self.assertEqual([r["id"] for r in records], ["a", "b"])
        self.assertEqual([r["text"] for r in records], ["Red door.", "A green house and a red one."])


class Tables(Formats):
    def test_rows_of_csv_are_documents(self):
        self.write("a.csv", 'id,title,text,desk\n7,"A ""b""","red\ndoor",news\n\n,,"x, y",\n')
        first, second = self.run_on("a.csv").records
        self.assertEqual((first["id"], first["title"], first["text"], first["meta"]), ("7", 'A "b"', "red\ndoor", {"desk": "news"}))
        self.assertEqual((second["id"], second["text"]), ("a:5", "x, y"))

    def test_semicolons_separate_where_the_first_row_has_them(self):
        self.write("a.csv", "id;text\n1;red, green\n")
        self.assertEqual(self.texts("a.csv"), ["red, green"])

    def test_tsv_has_no_quotes(self):
        self.write("a.tsv", 'text\tid\n"red\t1\n')
        self.assertEqual(self.texts("a.tsv"), ['"red'])

    def test_columns_say_which_has_what(self):
        self.write("a.csv", "no,headline,content,text\n3,Door,red,other\n")
        record, = self.run_on("--columns", "text=content,title=headline,id=no", "a.csv").records
        self.assertEqual((record["id"], record["title"], record["text"], record["meta"]), ("3", "Door", "red", {"text": "other"}))
        self.write("b.jsonl", '{"content":{"body":"red"},"k":1}\n')
        self.assertEqual(self.texts("--columns", "text=content.body", "b.jsonl"), ["red"])

    def test_columns_that_cannot_be_are_refused(self):
        for columns, message in (("txet=a", 'did you mean "text"?'), ("text=a,text=b", '"text" is there twice'),
                                 ("text=", "write what a document has and where it is"), ("id", "-f csv, tsv")):
            with self.subTest(columns):
                result = self.run_on("--columns", columns, "x.csv")
                self.assertEqual(result.status, 2)
                self.assertIn(message, result.err)

    def test_a_bad_row_costs_itself(self):
        self.write("a.csv", 'text,id\nred,1,2\n"x"y,3\ngreen,4\n"open,5\n')
        result = self.run_on("a.csv")
        self.assertEqual((result.status, [r["text"] for r in result.records]), (1, ["green"]))
        self.assertIn("a.csv:2: 3 cells, where the first row names 2 columns\n", result.err)
        self.assertIn("a.csv:3: there is text between a closing quote and the next comma\n", result.err)
        self.assertIn("a.csv:5: a quote is not closed\n", result.err)

    def test_a_table_without_text_says_what_it_has(self):
        self.write("a.csv", "one,two\n1,2\n")
        self.assertIn('a.csv:2: no "text" (or "body"); --columns text=NAME says which column it is: one, two',
                      self.run_on("a.csv").err)

    def test_elements_of_a_list_are_documents(self):
        self.write("a.json", ' [ {"text":"red ]}"},\n3, {"id":"x","text":"green"} , {"text":"\\\\"}]\n')
        result = self.run_on("a.json")
        self.assertEqual([(r["id"], r["text"]) for r in result.records], [("a:1", "red ]}"), ("x", "green"), ("a:4", "\\")])
        self.assertIn("a.json:2: not an object\n", result.err)

    def test_a_list_that_is_cut_off_gives_what_came_before(self):
        for end, message in ((', {"text":"gr', "the list is cut off before its end"), ("", "the list is cut off before its end"),
                             ("] x", "something stands after the end of the list")):
            self.write("a.json", '[{"text":"red"}' + end)
            result = self.run_on("a.json")
            self.assertEqual((result.status, [r["text"] for r in result.records]), (1, ["red"]))
            self.assertIn("a.json: " + message, result.err)

    def test_a_list_longer_than_what_is_read_at_once_is_split_alike(self):
        texts = [f"text {i} " + "x" * (i * 37 % 3000) + ' "q" ] } \\' for i in range(2000)]
        self.write("a.json", json.dumps([{"text": text} for text in texts]))
        self.assertEqual(self.texts("a.json", scripts="structure"), texts)


class Encodings(Formats):
    def test_windows_1252_is_told_by_its_bytes(self):
        self.write("a.txt", "“Café” – naïve, £5".encode("cp1252"))
        self.write("a.jsonl", '{"text":"Zoë’s"}'.encode("cp1252"))
        first, second = self.run_on("a.txt", "a.jsonl").records
        self.assertEqual((first["text"], second["text"]), ("“Café” – naïve, £5", "Zoë’s"))
        self.assertEqual(first["warnings"], ["not UTF-8; read as Windows-1252 (--encoding says it for sure)"])

    def test_broken_utf8_is_not_taken_for_it(self):
        for broken in b"caf\xc3\xa9 and caf\xe9", b"x \xff\xff y", b"caf\xc3":
            self.write("a.txt", broken)
            self.assertIn("now U+FFFD", self.run_on("a.txt").records[0]["warnings"][0])

    def test_utf16_is_told_by_its_mark_in_lines_and_tables_too(self):
        self.write("a.jsonl", '{"text":"é red"}\n{"text":"green 😀"}\n'.encode("utf-16"))
        self.write("a.csv", "text\nrôd\n".encode("utf-16-be").join([b"\xfe\xff", b""]))
        self.assertEqual(self.texts("a.jsonl", "a.csv"), ["é red", "green 😀", "rôd"])

    def test_the_user_can_say_the_encoding(self):
        self.write("a.txt", "Привет".encode("koi8-r"))
        self.write("b.txt", "日本語".encode("shift-jis"))
        self.assertEqual(self.texts("--encoding", "koi8-r", "a.txt"), ["Привет"])
        self.assertEqual(self.texts("--encoding", "shift-jis", "b.txt"), ["日本語"])
        self.assertEqual(self.run_on("--encoding", "koi9", "a.txt").status, 2)

    def test_what_the_encoding_does_not_have_is_a_warning(self):
        self.write("a.txt", b"red \xff\xff door")
        record, = self.run_on("--encoding", "utf-8", "a.txt").records
        self.assertEqual(record["text"], "red \ufffd\ufffd door")
        record, = self.run_on("--encoding", "ascii", "a.txt").records
        self.assertIn("not UTF-8 in 2 places", record["warnings"][0])


if __name__ == "__main__":
    unittest.main()

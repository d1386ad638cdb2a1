"""What is read and written: readers and writers in Lua, tables, lists, encodings, archives, web archives, databases, templates."""
import bz2
import gzip
import io
import json
import lzma
import sqlite3
import subprocess
import tarfile
import unittest
import zipfile

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
            ("{ text = 'x', annotations = { m = { { 1, 1, n = 'x' } } } }", 'm 1: field "n" of layer "m" is a number, not a string'),
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
        self.write("page.html", "<ul>\n{{#documents}}\n<li>{{id}}{{#colour}} {{text}}/{{name}}{{/colour}}{{^title}} & {{text}}{{/title}}\n"
                                "{{/documents}}\n</ul>\n")
        self.write("a.txt", "Red < door.")
        self.assertEqual(self.written("-f", "template:page.html").splitlines(),
                         ["<ul>", "<li>a Red/red & Red &lt; door.", "<li>b green/green red/red & A green house and a red one.", "</ul>"])

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
        self.assertIn('a.csv:2: no "text" (or "body"); --columns text=NAME says which column it is: one, two', self.run_on("a.csv").err)

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


class Archives(Formats):
    def zipped(self, members, **how):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **how) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return made.getvalue()

    def tarred(self, members):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w") as archive:
            for name, content in members.items():
                about = tarfile.TarInfo(name)
                about.size = len(content)
                archive.addfile(about, io.BytesIO(content))
        return made.getvalue()

    def test_compressed_files_are_what_they_hold(self):
        for ending, pack in ((".gz", gzip.compress), (".xz", lzma.compress), (".bz2", bz2.compress)):
            self.write("a.jsonl" + ending, pack(b'{"text":"red"}\n{"text":"green"}\n'))
            self.assertEqual([r["id"] for r in self.run_on("a.jsonl" + ending).records], ["a:1", "a:2"])

    def test_archives_are_read_like_folders(self):
        inner = self.zipped({"d/x.txt": b"x", "photo.jpg": b"no", ".hidden.txt": b"no"})
        self.write("a.tar.gz", gzip.compress(self.tarred({"1.txt": b"one", "in.zip": inner, "2.jsonl": b'{"text":"two"}\n'})))
        result = self.run_on("a.tar.gz")
        self.assertEqual([(r["id"], r["text"]) for r in result.records], [("1", "one"), ("x", "x"), ("2:1", "two")])
        self.assertIn("1 file was passed over: .jpg 1", result.err)

    def test_messages_name_the_member(self):
        self.write("a.zip", self.zipped({"d/b.jsonl": b'{"text":"red"}\ntorn\n'}))
        self.assertIn("gloss: a.zip/d/b.jsonl:2: not an object\n", self.run_on("a.zip").err)

    def test_archives_in_folders_are_found(self):
        self.write("in/a.txt.gz", gzip.compress(b"one"))
        self.write("in/b.zip", self.zipped({"x.txt": b"two"}))
        self.write("in/c.bin.gz", gzip.compress(b"no"))
        self.assertEqual(self.texts("in"), ["one", "two"])

    def test_standard_input_is_unpacked_too(self):
        self.assertEqual(self.texts("-", stdin=gzip.compress(b"red")), ["red"])

    def test_no_name_leaves_the_archive(self):
        self.write("a.tar", self.tarred({"../../out.txt": b"one", "/etc/abs.txt": b"two"}))
        self.assertEqual(self.texts("a.tar"), ["one", "two"])
        self.assertFalse((self.folder.parent / "out.txt").exists())

    def test_a_bomb_stops_and_the_rest_goes_on(self):
        self.write("bomb.txt.gz", gzip.compress(bytes([65]) * (100 << 20)))
        self.write("deep.zip", self.zipped({"b.txt.gz": gzip.compress(gzip.compress(bytes([65]) * (100 << 20)))}))
        self.write("z.txt", "red")
        result = self.run_on("bomb.txt.gz", "deep.zip", "z.txt")
        self.assertEqual((result.status, [r["text"] for r in result.records]), (1, ["red"]))
        self.assertIn("bomb.txt.gz: unpacks to more than 250 times its size", result.err)
        self.assertIn("deep.zip/b.txt.gz: unpacks to more than 250 times its size", result.err)

    def test_one_that_is_cut_off_gives_what_came_before(self):
        lines = b"".join(b'{"id":"%d","text":"%d red %d"}\n' % (i, i * 7919, i * i) for i in range(20000))
        packed = gzip.compress(lines)
        self.write("a.jsonl.gz", packed[:len(packed) // 2])
        result = self.run_on("--layers", "none", "a.jsonl.gz")
        self.assertEqual(result.status, 1)
        self.assertGreater(len(result.records), 5000)
        self.assertIn("a.jsonl.gz: truncated gzip input\n", result.err)

    def test_a_member_that_is_encrypted_says_so(self):
        plain = self.zipped({"a.txt": b"one", "b.txt": b"two"})
        at = plain.index(b"PK\x03\x04") + 6
        self.write("a.zip", plain[:at] + b"\x01" + plain[at + 1:])
        result = self.run_on("a.zip")
        self.assertIn("a.zip: a.txt: is encrypted: unpack it with its password first\n", result.err)
        self.assertEqual([r["text"] for r in result.records], ["two"])

    def test_archives_are_not_nested_without_end(self):
        data, name = b"red", "a.txt"
        for i in range(5):
            data, name = self.zipped({name: data}), f"{i}.zip"
        self.write("a.zip", data)
        self.assertIn("a.zip/3.zip/2.zip/1.zip/0.zip: archives are nested deeper than 4\n", self.run_on("a.zip").err)

    def test_what_is_no_archive_costs_itself(self):
        self.write("a.zip", b"PK\3\4 not at all")
        self.write("b.gz", b"\x1f\x8b")
        self.write("c.txt", "red")
        result = self.run_on("a.zip", "b.gz", "c.txt")
        self.assertEqual([r["text"] for r in result.records], ["red"])


class WebArchives(Formats):
    def record(self, kind, content_type, body, length=None):
        head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
                f"WARC-Record-ID: <urn:uuid:r1>\r\nContent-Type: {content_type}\r\nContent-Length: {length or len(body)}\r\n\r\n")
        return head.encode() + body + b"\r\n\r\n"

    def http(self, body, *headers, status="200 OK", content_type="text/plain"):
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers]
        return self.record("response", "application/http; msgtype=response", ("\r\n".join(lines) + "\r\n\r\n").encode() + body)

    def test_texts_of_records_are_documents(self):
        self.write("a.warc", self.record("warcinfo", "application/warc-fields", b"software: x")
                   + self.record("conversion", "text/plain", b"A red title\n\nText."))
        record, = self.run_on("a.warc").records
        self.assertEqual((record["id"], record["source"], record["title"]), ("r1", "http://a.example/", "A red title"))
        self.assertEqual(record["meta"], {"address": "http://a.example/", "fetched": "2026-01-02T03:04:05Z"})

    def test_what_the_server_did_for_the_way_is_undone(self):
        packed = gzip.compress("Привет".encode("koi8-r"))
        chunked = b"%x\r\n" % 5 + packed[:5] + b"\r\n%x\r\n" % (len(packed) - 5) + packed[5:] + b"\r\n0\r\n\r\n"
        self.write("a.warc", self.http(chunked, "Content-Encoding: gzip", "Transfer-Encoding: chunked",
                                       content_type="text/plain; charset=koi8-r"))
        self.assertEqual(self.texts("a.warc"), ["Привет"])

    def test_each_record_may_be_compressed_by_itself(self):
        self.write("a.warc.gz", b"".join(gzip.compress(self.http(b"text %d" % i)) for i in range(50)))
        self.assertEqual(self.texts("a.warc.gz"), [f"text {i}" for i in range(50)])

    def test_what_is_no_text_is_passed_over_and_counted(self):
        self.write("a.warc", self.http(b"x", content_type="image/png") + self.http(b"x", status="404 No") + self.http(b"red"))
        result = self.run_on("a.warc")
        self.assertEqual((result.status, [r["text"] for r in result.records]), (0, ["red"]))
        self.assertIn("2 files were passed over: image/png 1, not status 200 1", result.err)

    def test_after_garbage_the_next_record_is_found(self):
        self.write("a.warc", self.http(b"one") + b"WAR garbage " * 9000 + self.http(b"two"))
        result = self.run_on("a.warc")
        self.assertEqual((result.status, [r["text"] for r in result.records]), (1, ["one", "two"]))
        self.assertIn("a.warc:2: no record begins where the one before ends; the next one is looked for\n", result.err)

    def test_one_that_is_cut_off_gives_what_came_before(self):
        self.write("a.warc", self.http(b"one") + self.http(b"two is longer")[:-12])
        result = self.run_on("a.warc")
        self.assertEqual([r["text"] for r in result.records], ["one"])
        self.assertIn("a.warc: the last record is cut off\n", result.err)


class Databases(Formats):
    def store(self, *words):
        return self.gloss("run", "-s", "./mark.lua", "-f", "sqlite", "-o", "news.db", *words)

    def rows(self, sql):
        base = sqlite3.connect(self.folder / "news.db")
        try:
            return base.execute(sql).fetchall()
        finally:
            base.close()

    def test_documents_and_annotations_are_rows(self):
        self.write("a.jsonl", '{"id":"1","title":"T","text":"Red door.","desk":"x"}\n{"id":"2","text":"green"}\n')
        self.assertEqual(self.store("a.jsonl").status, 0)
        self.assertEqual(self.rows("SELECT id, title, text, meta FROM documents"),
                         [("1", "T", "Red door.", '{"desk":"x"}'), ("2", None, "green", "{}")])
        self.assertEqual(self.rows("SELECT document, start, \"end\", text, name FROM colour"),
                         [("1", 0, 3, "Red", "red"), ("2", 0, 5, "green", "green")])

    def test_the_text_can_be_searched(self):
        self.write("a.jsonl", '{"id":"1","text":"The dam broke in the flood."}\n{"id":"2","text":"A dry day."}\n')
        self.store("a.jsonl")
        query = "SELECT id FROM documents WHERE number IN (SELECT rowid FROM search WHERE search MATCH 'NEAR(dam flood)')"
        self.assertEqual(self.rows(query), [("1",)])

    def test_a_document_takes_the_place_of_the_one_with_its_id(self):
        self.write("a.jsonl", '{"id":"1","text":"red green"}\n{"id":"2","text":"red"}\n')
        self.store("a.jsonl")
        self.write("a.jsonl", '{"id":"1","text":"no colour"}\n{"id":"3","text":"red"}\n')
        self.assertEqual(self.store("a.jsonl").err, "")
        self.assertEqual(self.rows("SELECT id FROM documents ORDER BY id"), [("1",), ("2",), ("3",)])
        self.assertEqual(self.rows("SELECT document FROM colour ORDER BY document"), [("2",), ("3",)])
        self.assertEqual(self.rows("SELECT count(*) FROM search WHERE search MATCH 'green'"), [(0,)])

    def test_ids_that_come_twice_in_a_run_are_told(self):
        self.write("a.jsonl", '{"id":"1","text":"red"}\n{"id":"1","text":"green"}\n')
        self.assertIn("gloss: 1 document has an id that came before in this run", self.store("a.jsonl").err)

    def test_a_place_in_a_field_has_columns_of_its_own(self):
        self.write("a.txt", "“We won,” Ann Lee said.")
        self.assertEqual(self.gloss("run", "-s", "quotes", "-f", "sqlite", "-o", "news.db", "a.txt").status, 0)
        self.assertEqual(self.rows("SELECT speaker, speaker_start, speaker_name FROM quote"), [("Ann Lee", 10, "Ann Lee")])

    def test_others_can_read_while_it_is_written(self):
        self.write("a.jsonl", "".join(f'{{"id":"{i}","text":"red {i}"}}\n' for i in range(3000)))
        self.store("a.jsonl")
        base = sqlite3.connect(self.folder / "news.db")
        base.execute("BEGIN")
        base.execute("SELECT count(*) FROM documents").fetchall()
        self.assertEqual(self.store("a.jsonl").status, 0)
        base.close()
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])

    def test_what_is_not_its_own_is_left_alone(self):
        self.write("text.db", "no database, but a long enough text " * 100)
        result = self.gloss("run", "-s", "./mark.lua", "-f", "sqlite", "-o", "text.db", "mark.lua")
        self.assertEqual((result.status, result.err), (2, "gloss: text.db: file is not a database\n"))
        base = sqlite3.connect(self.folder / "news.db")
        base.execute("CREATE TABLE mine (x)")
        base.close()
        self.assertIn("news.db: is a database of another program; name another file", self.store("mark.lua").err)
        self.assertEqual(self.rows("SELECT name FROM sqlite_master"), [("mine",)])

    def test_a_database_needs_a_name(self):
        result = self.gloss("run", "-s", "./mark.lua", "-f", "sqlite", "mark.lua")
        self.assertEqual((result.status, result.err), (2, "gloss: -f sqlite: makes a database; name it with -o news.db\n"))


if __name__ == "__main__":
    unittest.main()

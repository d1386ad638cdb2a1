"""Lists as people write them: what is wrong with one is told with file and line, and all else is found."""
import json
import pathlib
import resource
import subprocess
import unittest

from gloss import GLOSS, Case

SCRIPT = """
local gloss = require "gloss"
local list = gloss.KIND "FILE"
return {
  provides = { "found" },
  document = function(document)
    local found = {}
    for match in list:matches(document) do
      if gloss.type(list) == "gazetteer" then for _, entry in ipairs(match.entries) do found[#found + 1] = entry end
      else found[#found + 1] = { match.text, gloss.type(list) == "lexicon" and match.weight or nil } end
    end
    document:set("found", found)
  end,
}
"""
LOOK = ["run", "--script-path", "p", "-s", "look", "--layers", "none", "-f", "jsonl"]
TEXT = {"text": "Ann Lee met Bob Roe, a good man."}
NO_NAME = ' is not the name of a column: the first line must name them, that of the phrases "name"'
LONG = 100_000_000


class Lists(Case):
    def run_list(self, kind, name, content, **environment):
        if content is not None:
            self.write(f"p/{name}", content)
        self.write("p/look.lua", SCRIPT.replace("KIND", kind).replace("FILE", name))
        return self.gloss(*LOOK, stdin=json.dumps(TEXT), **environment)

    def found(self, kind, name, content, **environment):
        result = self.run_list(kind, name, content, **environment)
        self.assertEqual((result.status, result.err), (0, ""))
        return result.records[0]["values"]["found"]

    def refuses(self, kind, name, content, message):
        with self.subTest(name=name, message=message):
            result = self.run_list(kind, name, content)
            self.assertEqual((result.status, result.out, result.err), (2, "", f"gloss: p/look.lua:3: p/{name}{message}\n"))

    def test_a_table_needs_a_header(self):
        self.refuses("gazetteer", "list.tsv", "Ann Lee\tQ1\nBob Roe\tQ2\n", ':1: "Ann Lee"' + NO_NAME)
        self.refuses("gazetteer", "list.csv", "Ann Lee,Q1\n", ':1: "Ann Lee"' + NO_NAME)
        self.refuses("wordset", "list.tsv", "\nKraków\nŁódź\n", ':2: "Kraków"' + NO_NAME)
        self.refuses("lexicon", "list.tsv", "good\t1\nbad\t-1\n",
                     ':1: begins with a row; its first line must name the columns: "word", "weight"')
        for content in ("", "\n \n", "\ufeff"):
            for ending in ("tsv", "csv"):
                self.refuses("gazetteer", f"list.{ending}", content, ": is empty; its first line must name the columns")

    def test_cells_are_parted_by_tabs(self):
        self.refuses("gazetteer", "list.tsv", "name id\nAnn Lee 1\n", ':1: "name id"' + NO_NAME)
        self.refuses("lexicon", "list.tsv", "word\tweight\ngood 1\n", ':2: the weight of "good 1" is missing')
        self.refuses("gazetteer", "list.tsv", "name\tid\nAnn Lee   1\n",
                     ':2: "Ann Lee   1" has spaces where a tab should separate the cells')
        self.assertEqual(self.found("gazetteer", "list.tsv", "name\tid\nAnn  Lee\t1\n"), [{"name": "Ann  Lee", "id": "1"}])
        self.refuses("gazetteer", "list.tsv", "name\tid\nAnn Lee\t1\t3\n", ":2: 3 cells, where the header names 2 columns")
        self.refuses("gazetteer", "list.tsv", "name\tid\tid\n", ':1: two columns are named "id"')
        self.refuses("gazetteer", "list.tsv", "name\t\tid\n", ":1: column 2 has no name")
        self.assertEqual(self.found("gazetteer", "list.tsv", "name\tid\n Ann Lee  \nBob Roe\t2\n"),
                         [{"name": " Ann Lee  "}, {"name": "Bob Roe", "id": "2"}])

    def test_a_list_may_be_empty(self):
        empty = {"list.tsv": "name\tid\n", "list.csv": "name,id", "list.txt": "", "blank.txt": "\n# none\n",
                 "list.jsonl": "", "blank.jsonl": "\n\r\n"}
        for name, content in empty.items():
            self.assertEqual(self.found("gazetteer", name, content), [])

    def test_an_item_has_a_phrase(self):
        for phrase in ("", "   ", "\u00a0"):
            self.refuses("gazetteer", "list.tsv", f"name\tid\nAnn Lee\t1\n{phrase}\t2\n", ":3: the phrase is missing")
            self.refuses("gazetteer", "list.jsonl", json.dumps({"name": phrase, "id": 1}), ":1: the phrase is missing")
        self.assertEqual(self.found("gazetteer", "list.tsv", "name\tid\n,\t1\n...\t2\n"), [{"name": ",", "id": "1"}])

    def test_a_name_keeps_all_its_entries_in_the_order_of_the_file(self):
        table = "name\tid\nAnn Lee\t1\nBob Roe\t2\nAnn Lee\t3\nAnn Lee\t1\n"
        entries = [{"name": "Ann Lee", "id": id} for id in ("1", "3", "1")] + [{"name": "Bob Roe", "id": "2"}]
        self.assertEqual(self.found("gazetteer", "list.tsv", table), entries)
        items = [{"name": "Ann Lee", "id": 1}, {"name": "Ann Lee", "land": "Wales"}, {"id": [1, {"of": True}], "name": "Ann Lee"}]
        self.assertEqual(self.found("gazetteer", "list.jsonl", "".join(json.dumps(item) + "\n" for item in items)), items)

    def test_a_weight_is_a_number(self):
        for weight in ("x", "inf", "nan", "0x10", "1,5", "1e999", "--1"):
            self.refuses("lexicon", "list.tsv", f"word\tweight\ngood\t{weight}\n",
                         f':2: the weight of "good" is not a number: "{weight}"')
        self.refuses("lexicon", "list.tsv", "word\tweight\ngood\n", ':2: the weight of "good" is missing')
        self.refuses("lexicon", "list.tsv", "word\ngood\n", ":1: a lexicon needs a column of weights after its phrases")
        self.refuses("lexicon", "list.txt", "good\n", ": a lexicon needs weights, and a list of lines has none; make it a .tsv")
        self.refuses("lexicon", "list.jsonl", '"good"', ':1: the weight of "good" is missing')
        self.refuses("lexicon", "list.jsonl", '{"word": "good"}', ':1: the weight of "good" is missing')
        self.refuses("lexicon", "list.jsonl", '{"word": "good", "weight": "much"}',
                     ':1: the weight of "good" is not a number: "much"')
        self.refuses("lexicon", "list.jsonl", '["good", [1]]', ':1: the weight of "good" is a list, not a number')
        self.refuses("lexicon", "list.jsonl", '["good", 1e999]', ":1: broken JSON: a number is too large or too small at byte 10")
        self.assertEqual(self.found("lexicon", "list.jsonl", '["good", -2]\n{"name": "man", "weight": "1.5"}'),
                         [["good", -2], ["man", 1.5]])

    def test_a_line_of_jsonl_is_a_string_a_list_or_an_object(self):
        wanted = ', where a string or an object with a "name" is expected'
        self.refuses("gazetteer", "list.jsonl", '"Ann Lee"\n\n5\n', ":3: is a number" + wanted)
        self.refuses("gazetteer", "list.jsonl", "null", ":1: is null" + wanted)
        self.refuses("gazetteer", "list.jsonl", "[]", ":1: is a list" + wanted)
        self.refuses("gazetteer", "list.jsonl", '{"title": "Ann Lee"}', ':1: the object has no "name"')
        self.refuses("gazetteer", "list.jsonl", '{"name": 1984}', ":1: the phrase is a number, not a string")
        self.refuses("gazetteer", "list.jsonl", '{"name": "Bob"}\nAnn Lee\n', ":2: broken JSON: a value is expected at byte 1")
        self.refuses("gazetteer", "list.jsonl", '{"name": "Bob"}\n{"name": "Ann', ":2: truncated JSON: a string is not closed")

    def test_a_list_is_utf_8(self):
        broken = " is not valid UTF-8; save the list as UTF-8"
        zero = " has a zero byte, which a list cannot have; save the list as UTF-8"
        self.refuses("gazetteer", "list.tsv", b"name\tid\nAnn Lee\t1\nCaf\xe9\t2\n", ":3:" + broken)
        self.refuses("gazetteer", "list.tsv", b"name\tid\nAnn Lee\t\xff\n", ":2:" + broken)
        self.refuses("gazetteer", "list.tsv", b"name\t\xff\nAnn Lee\t1\n", ":1:" + broken)
        self.refuses("gazetteer", "list.txt", b"Ann Lee\nCaf\xe9\n", ":2:" + broken)
        self.refuses("gazetteer", "list.tsv", "name\tid\nAnn\0Lee\t1\n", ":2:" + zero)
        self.refuses("gazetteer", "list.tsv", "name\tid\nAnn Lee\t1\n".encode("utf-16"), ":1:" + zero)
        self.refuses("gazetteer", "list.jsonl", b'"Ann Lee"\n{"name": "Caf\xe9"}\n',
                     ":2: is not valid UTF-8; save the file as UTF-8")
        self.refuses("gazetteer", "list.jsonl", '"Ann Lee"\n'.encode("utf-16"),
                     ":1: has a zero byte, which JSON cannot have; save the file as UTF-8")

    def test_a_binary_file_is_refused(self):
        program = pathlib.Path("/bin/sh").read_bytes()
        for ending in ("tsv", "csv", "txt", "jsonl"):
            result = self.run_list("gazetteer", f"list.{ending}", program)
            self.assertEqual((result.status, result.out), (2, ""))
            self.assertRegex(result.err, rf"^gloss: p/look.lua:3: p/list\.{ending}:1: .{{1,200}}\n$")

    def test_line_ends_and_byte_order_marks_of_windows_do_no_harm(self):
        lines = {"list.tsv": "\ufeffname\tid\r\nAnn Lee\t1\r\n\r\nBob Roe\t2\r\n",
                 "list.csv": "\ufeffname,id\r\nAnn Lee,1\r\nBob Roe,2",
                 "list.jsonl": '\ufeff{"name": "Ann Lee", "id": "1"}\r\n\r\n{"name": "Bob Roe", "id": "2"}\r\n'}
        entries = [{"name": "Ann Lee", "id": "1"}, {"name": "Bob Roe", "id": "2"}]
        for name, content in lines.items():
            self.assertEqual(self.found("gazetteer", name, content), entries)
        self.refuses("gazetteer", "list.tsv", "name\tid\rAnn Lee\t1\r", ":1: lines end in \\r alone; they must end in \\n")

    def test_a_hundred_megabytes_on_one_line_end(self):
        words, shown = "ab cd " * (LONG // 6), "ab cd ab cd ab cd ab cd ab cd ab cd ab c…"
        self.refuses("wordset", "list.txt", "a" * LONG, f':1: "{"a" * 40}…" has {-(-LONG // 65535)} words; a phrase may have 255')
        self.refuses("wordset", "list.jsonl", f'"{words}"', f':1: "{shown}" has {LONG // 6 * 2} words; a phrase may have 255')
        self.refuses("wordset", "list.tsv", words, f':1: "{words[:40]}"' + NO_NAME)
        self.refuses("gazetteer", "list.csv", f'name,id\n"{words}\n', ":2: a quote is not closed")
        self.refuses("gazetteer", "list.jsonl", "[" * LONG, ":1: lists and objects are nested deeper than 1000")
        self.assertEqual(self.found("wordset", "list.tsv", f"name\tid\nAnn Lee\t{words}\n"), [["Ann Lee"]])

    def test_short_rows_under_very_many_columns_end(self):
        content = "name" + "".join(f"\tc{i}" for i in range(300000)) + "\n" + "".join(f"Row{i}\n" for i in range(20000))
        self.refuses("gazetteer", "list.tsv", content,
                     ":335: more than 100 million cells are missing up to here; leave out columns that are empty")

    def test_as_many_columns_as_rows_are_no_trouble(self):
        names = [f"c{i}" for i in range(200_000)]
        self.assertEqual(self.found("wordset", "list.tsv", "name\t" + "\t".join(names) + "\nAnn Lee\t1\n"), [["Ann Lee"]])
        rows = "".join(f'{{"name": "{name if i else "Ann Lee"}", "{name}": {i}}}\n' for i, name in enumerate(names))
        self.assertEqual(self.found("gazetteer", "list.jsonl", rows), [{"name": "Ann Lee", "c0": 0}])

    def test_a_file_that_is_not_there_is_told_with_the_nearest(self):
        self.write("p/towns.tsv", "name\n")
        result = self.run_list("gazetteer", "tows.tsv", None)
        self.assertEqual(result.status, 2)
        self.assertIn('no data file "tows.tsv"; did you mean "towns.tsv"? (looked in p, ', result.err)

    def test_a_disk_that_is_full_is_no_error(self):
        """No file may have more than 20,000 bytes: writing fails in the middle, and nothing is left."""
        self.write("p/list.tsv", "name\tid\n" + "".join(f"Ann{i} Lee\t{i}\n" for i in range(5000)))
        self.write("p/look.lua", SCRIPT.replace("KIND", "gazetteer").replace("FILE", "list.tsv"))
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
        for _ in range(2):
            done = subprocess.run([GLOSS, *LOOK], input=b'{"text": "Ann77 Lee came."}', capture_output=True,
                                  cwd=self.folder, env=self.environment, preexec_fn=limit)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertEqual(json.loads(done.stdout)["values"]["found"], [{"name": "Ann77 Lee", "id": "77"}])
            self.assertEqual([path.name for path in (self.folder / "home/.cache/gloss").iterdir()], [])


if __name__ == "__main__":
    unittest.main()

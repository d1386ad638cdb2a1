"""gloss run: what goes in, what comes out, and what is said when something is wrong."""
import json
import os
import pty
import resource
import signal
import subprocess
import unittest

from gloss import GLOSS, MARK, Case


class Running(Case):
    def test_a_text_file_becomes_a_record_with_its_name_as_id(self):
        self.write("mark.lua", MARK)
        self.write("story.txt", "A title\n\nA red door, and a green one.\n")
        result = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "story.txt")
        self.assertEqual((result.status, result.err), (0, ""))
        record, = result.records
        self.assertEqual((record["id"], record["title"], record["lang"]), ("story", "A title", "en"))
        self.assertEqual([a["text"] for a in record["annotations"]["colour"]], ["red", "green"])
        self.assertEqual([a["id"] for a in record["annotations"]["colour"]], ["colour:1", "colour:2"])
        self.assertEqual(record["annotations"]["colour"][0]["fields"], {"name": "red"})
        self.assertEqual(record["annotations"]["colour"][0]["script"], "mark")

    def test_offsets_count_code_points(self):
        self.write("mark.lua", MARK)
        text = "Łódź — a “red” 🐬 door, and a green one."
        record, = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "-i", "text", "-", stdin=text).records
        self.assertEqual(record["text"], text)
        for annotation in record["annotations"]["colour"] + record["annotations"]["sentence"]:
            covered = text[annotation["start"]:annotation["end"]]
            self.assertEqual(covered, annotation.get("text", covered))
        self.assertEqual([text[a["start"]:a["end"]] for a in record["annotations"]["colour"]], ["red", "green"])

    def test_keys_stand_in_a_fixed_order(self):
        self.write("mark.lua", MARK)
        line = json.dumps({"text": "Red.", "date": "2024-01-02", "title": "T", "source": "S", "id": 7, "lang": "en"})
        record, = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", stdin=line).records
        self.assertEqual(list(record), "id source title date lang meta text annotations values warnings errors".split())

    def test_what_came_with_the_text_is_written_with_it(self):
        self.write("mark.lua", MARK)
        line = json.dumps({"text": "Red.", "date": "2024-01-02", "title": "T", "source": "S", "id": 7, "desk": [1, 2.5, None]})
        record, = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", stdin=line).records
        self.assertEqual([record[key] for key in ("id", "source", "title", "date")], ["7", "S", "T", "2024-01-02"])
        self.assertEqual(record["meta"], {"desk": [1, 2.5, None]})

    def test_documents_without_a_date_have_that_of_the_command_line(self):
        self.write("mark.lua", MARK)
        lines = json.dumps({"text": "Red."}) + "\n" + json.dumps({"text": "Green.", "date": "2024-01-02"})
        records = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "--date", "2024-02-29", stdin=lines).records
        self.assertEqual([record["date"] for record in records], ["2024-02-29", "2024-01-02"])

    def test_a_date_that_is_no_day_is_refused(self):
        for date in ("2023-02-29", "2024-13-01", "3/5/2024", "2024-5-3", "yesterday", ""):
            result = self.gloss("run", "--date", date, stdin="Red.")
            self.assertEqual((result.status, result.out), (2, ""))
            self.assertIn(f"--date {date}: give a day of the calendar as year, month and day, like 2024-05-03", result.err)

    def test_the_output_is_the_same_from_run_to_run(self):
        self.write("mark.lua", MARK)
        lines = "".join(json.dumps({"id": i, "text": f"Door {i} is red, {i % 3} are green."}) + "\n" for i in range(200))
        first, second = (self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", stdin=lines) for _ in range(2))
        self.assertEqual(first.out, second.out)
        self.assertEqual([r["id"] for r in first.records], [str(i) for i in range(200)])

    def test_a_folder_is_walked_in_the_order_of_names(self):
        self.write("mark.lua", MARK)
        for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt", "b/note.bin"):
            self.write("in/" + name, "red")
        result = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "in")
        self.assertEqual([r["id"] for r in result.records], ["a", "1", "2"])

    def test_with_title_puts_the_title_in_front_of_the_text(self):
        self.write("mark.lua", MARK)
        line = json.dumps({"id": "x", "title": "Green again", "text": "A red door."})
        words = "run", "-s", "./mark.lua", "-f", "jsonl"
        record, = self.gloss(*words, "--with-title", "--layers", "colour,block", stdin=line).records
        self.assertTrue(record["text"].startswith("Green again"))
        self.assertEqual(record["annotations"]["block"][0]["type"], "title")
        self.assertEqual([a["text"] for a in record["annotations"]["colour"]], ["Green", "red"])
        record, = self.gloss(*words, stdin=line).records
        self.assertEqual(record["text"], "A red door.")

    def test_layers_chooses_what_is_written(self):
        self.write("mark.lua", MARK)

        def layers(*words):
            record, = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", *words, stdin='{"text":"Red."}').records
            return set(record["annotations"])

        self.assertEqual(layers(), {"sentence", "colour"})
        self.assertEqual(layers("--layers", "none"), set())
        self.assertEqual(layers("--layers", "all"), {"block", "sentence", "token", "colour"})
        self.assertEqual(layers("--layers", "token,colour"), {"token", "colour"})

    def test_an_option_reaches_the_script(self):
        self.write("greet.lua", 'return { about = "Says", provides = { "greeting" },'
                                ' options = { word = { default = "hi" }, n = { default = 1 } },'
                                ' document = function(d, options) d:set("greeting", options.word .. options.n) end }')

        def greeting(*words):
            record, = self.gloss("run", "-s", "./greet.lua", "-f", "jsonl", *words, stdin='{"text":"x"}').records
            return record["values"]["greeting"]

        self.assertEqual(greeting(), "hi1")
        self.assertEqual(greeting("-O", "greet.word=ho", "-O", "greet.n=2"), "ho2")

    def test_the_view_for_people_brackets_what_was_found_with_its_layer(self):
        self.write("mark.lua", MARK)
        result = self.gloss("run", "-s", "./mark.lua", "-f", "text", "-i", "text", stdin="A title\n\nA red door.")
        self.assertEqual(result.status, 0)
        self.assertIn("\n# A title\n\nA [red colour] door.\n", result.out)

    def test_the_view_has_no_colours_where_no_terminal_is(self):
        self.write("mark.lua", MARK)
        result = self.gloss("run", "-s", "./mark.lua", "-f", "text", "-i", "text", stdin="A red door.")
        self.assertNotIn("\x1b", result.out)


class Output(Case):
    def test_a_file_is_written_whole(self):
        self.write("mark.lua", MARK)
        result = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "-o", "out.jsonl", stdin='{"text":"Red."}')
        self.assertEqual((result.status, result.out), (0, ""))
        self.assertEqual(len((self.folder / "out.jsonl").read_text().splitlines()), 1)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["mark.lua", "out.jsonl"])

    def test_a_full_disk_is_said(self):
        self.write("mark.lua", MARK)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([GLOSS, "run", "-s", "./mark.lua", "-f", "jsonl"], input=b'{"text":"Red."}\n', stdout=full,
                                  stderr=subprocess.PIPE, cwd=self.folder, env=self.environment)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.decode(), "gloss: standard output: No space left on device\n")

    def test_a_file_that_cannot_be_written_to_its_end_is_not_left(self):
        self.write("mark.lua", MARK)
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        done = subprocess.run([GLOSS, "run", "-s", "./mark.lua", "-f", "jsonl", "-o", "out.jsonl"], cwd=self.folder,
                              input=b'{"text":"Red."}\n' * 100, capture_output=True, env=self.environment, preexec_fn=limit)
        self.assertEqual((done.returncode, done.stderr.decode()), (1, "gloss: out.jsonl: File too large\n"))
        self.assertEqual([path.name for path in self.folder.iterdir()], ["mark.lua"])

    def test_a_folder_that_is_not_there_is_said_before_anything_runs(self):
        self.write("fails.lua", 'return { about = "F", document = function() error "it ran" end }')
        result = self.gloss("run", "-s", "./fails.lua", "-o", "nowhere/out.jsonl", stdin='{"text":"Red."}')
        self.assertEqual((result.status, result.err), (2, "gloss: nowhere/out.jsonl: No such file or directory\n"))

    def test_a_reader_that_leaves_ends_the_run_quietly(self):
        self.write("mark.lua", MARK)
        self.write("in.jsonl", '{"text":"A red door and a green one."}\n' * 50000)
        script = f"'{GLOSS}' run -s ./mark.lua -f jsonl in.jsonl | head -c 100 >/dev/null; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=self.folder, env=self.environment)
        self.assertEqual((done.stdout.decode(), done.stderr.decode()), ("1\n", ""))


class Telling(Case):
    """What is said on standard error while it runs, and where it ends."""

    def setUp(self):
        super().setUp()
        self.write("mark.lua", MARK)

    def on_a_terminal(self, *words):
        """What a terminal shows that standard error is; standard output is a pipe."""
        ours, theirs = pty.openpty()
        subprocess.run([GLOSS, "run", "-s", "./mark.lua", *words], stdout=subprocess.PIPE, stderr=theirs, cwd=self.folder,
                       env=self.environment, timeout=300)
        os.close(theirs)
        shown = os.read(ours, 65536).decode()
        os.close(ours)
        return shown.replace("\r\n", "\n")

    def test_on_a_terminal_the_last_line_says_how_many_how_long_and_where(self):
        self.write("in.jsonl", '{"text":"Red."}\n' * 2)
        line = r"^gloss: 2 documents in \d+\.\d s, written to {}\n$"
        self.assertRegex(self.on_a_terminal("in.jsonl"), line.format("standard output"))
        self.assertRegex(self.on_a_terminal("in.jsonl", "-o", "out.jsonl"), line.format("out.jsonl"))

    def test_files_that_no_reader_takes_are_counted(self):
        for name in ("a.txt", "b.xls", "c.xls", "d/e.pdf"):
            self.write("in/" + name, "red")
        result = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "in")
        self.assertEqual((result.status, [r["id"] for r in result.records]), (0, ["a"]))
        self.assertEqual(result.err, "gloss: in: 3 files were passed over: .xls 2, .pdf 1 (no reader for these endings)\n")
        self.write("in/a.jsonl", '{"text":"Red."}')
        result = self.gloss("run", "-s", "./mark.lua", "-i", "jsonl", "in/d", "in")
        self.assertIn("gloss: 1 file was passed over: .txt 1 (these endings are of another format)\n", result.err)

    def test_a_file_of_another_kind_is_told_with_what_to_do(self):
        self.write("page.html", "<p>red</p>")
        self.write("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        self.write("good.txt", "red")
        result = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "page.html", "a.doc", "good.txt")
        self.assertEqual((result.status, [r["id"] for r in result.records]), (1, ["good"]))
        self.assertIn("gloss: page.html: is HTML: read it with -i html", result.err)
        self.assertIn("gloss: a.doc: is a document of an older Office: `catdoc FILE | gloss run -`\n", result.err)
        record, = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "-i", "text", "page.html").records
        self.assertEqual(record["text"], "<p>red</p>")

    def test_nothing_that_a_terminal_obeys_is_said(self):
        self.write("shout.lua", r"""return { document = function()
            print("a\0b\27[2J", "c\rd")
            error("no\0more\27[2J\xc2\x9b", 0)
        end }""")
        result = self.gloss("run", "-s", "./shout.lua", "-f", "jsonl", stdin='{"id":"x\\u001b","text":"Red."}')
        printed, failed = result.err.splitlines()[:2]
        self.assertEqual(printed, "a\ufffdb\ufffd[2J\tc\ufffdd")
        self.assertEqual(failed, "gloss: x\ufffd: shout: shout.lua:3: no\ufffdmore\ufffd[2J\ufffd")
        self.assertEqual(result.records[0]["errors"][0]["message"], "no\ufffdmore\ufffd[2J\ufffd")


class Help(Case):
    def test_help_is_a_command_and_an_option_alike(self):
        about = self.gloss("--help")
        self.assertEqual((about.status, about.err), (0, ""))
        for words in (["help"], ["-h"], ["help", "--help"], ["help", "help"], ["help", "-h"], []):
            self.assertEqual((self.gloss(*words).out, self.gloss(*words).status), (about.out, 0), words)
        self.assertEqual(self.gloss("help", "run").out, self.gloss("run", "--help").out)
        self.assertIn("gloss version\n", self.gloss("version", "--help").out)
        self.assertEqual(self.gloss("help", "rnu").status, 2)


class Mistakes(Case):
    """Bad input gets a message that names it and says what to do."""

    def refused(self, *words, stdin=b""):
        result = self.gloss("run", *words, stdin=stdin)
        self.assertEqual((result.status, result.out), (2, ""), result.err)
        return result.err

    def test_an_unknown_script_names_the_nearest(self):
        self.write("mine/mark.lua", MARK)
        self.assertIn('did you mean "mark"?', self.refused("--script-path", "mine", "-s", "marc"))

    def test_an_unknown_option_of_a_script_names_the_nearest(self):
        self.write("o.lua", 'return { about = "O", options = { currency = { default = "USD" } } }')
        self.assertIn('did you mean "currency"?', self.refused("-s", "./o.lua", "-O", "o.curency=EUR"))

    def test_an_option_is_given_with_a_script_that_is_chosen(self):
        self.write("o.lua", 'return { about = "O", options = { currency = { default = "USD" } } }')
        self.assertIn('no script "p"', self.refused("-s", "./o.lua", "-O", "p.currency=EUR"))
        self.assertIn("SCRIPT.OPTION=VALUE", self.refused("-s", "./o.lua", "-O", "currency"))

    def test_an_unknown_option_of_the_command_names_the_nearest(self):
        self.assertIn('did you mean "scripts"?', self.refused("--scirpts", "x"))

    def test_an_unknown_layer_names_the_nearest(self):
        self.write("mark.lua", MARK)
        self.assertIn('did you mean "colour"?', self.refused("-s", "./mark.lua", "--layers", "color"))

    def test_an_unknown_format_names_the_known(self):
        self.write("mark.lua", MARK)
        self.assertIn("jsonl", self.refused("-s", "./mark.lua", "-f", "jsnl"))
        self.assertIn("jsonl", self.refused("-s", "./mark.lua", "-i", "jsnl"))

    def test_an_expression_that_ends_too_early_is_said(self):
        self.write("mark.lua", MARK)
        self.assertIn("a name is missing", self.refused("-s", "./mark.lua and"))
        self.assertIn("not closed", self.refused("-s", "(./mark.lua"))

    def test_a_script_with_a_syntax_error_is_named_with_its_line(self):
        self.write("bad.lua", "return {\n  about = = 1 }")
        self.assertIn("bad.lua:2", self.refused("-s", "./bad.lua"))

    def test_an_unknown_key_of_a_script_names_the_nearest(self):
        self.write("bad.lua", 'return { abuot = "x" }')
        self.assertIn('did you mean "about"?', self.refused("-s", "./bad.lua"))

    def test_a_layer_that_nobody_provides_is_said(self):
        self.write("want.lua", 'return { about = "W", requires = { "entitty" } }')
        self.assertIn("no script provides", self.refused("-s", "./want.lua"))

    def test_scripts_that_wait_for_each_other_are_told_as_a_circle(self):
        self.write("p/a.lua", 'return { about = "A", requires = { "y" }, provides = { "x" } }')
        self.write("p/b.lua", 'return { about = "B", requires = { "x" }, provides = { "y" } }')
        self.assertIn("circle", self.refused("--script-path", "p", "-s", "a"))

    def test_several_providers_of_which_none_is_chosen_are_listed(self):
        for name in "ab":
            self.write(f"p/{name}.lua", 'return { about = "P", provides = { "thing" } }')
        self.write("p/want.lua", 'return { about = "W", requires = { "thing" } }')
        self.assertIn("a, b", self.refused("--script-path", "p", "-s", "want"))

    def test_a_field_of_two_types_is_said(self):
        self.write("p/a.lua", 'return { about = "P", provides = { thing = { x = "number" } } }')
        self.write("p/b.lua", 'return { about = "P", provides = { thing = { x = "string" } } }')
        self.assertIn("both as", self.refused("--script-path", "p", "-s", "a,b"))

    def test_an_output_without_a_name_is_refused(self):
        self.write("fails.lua", 'return { about = "F", document = function() error "it ran" end }')
        self.assertEqual(self.refused("-s", "./fails.lua", "-o", "", stdin='{"text":"Red."}'),
                         "gloss: the path of the output is empty; name a file, or - for standard output\n")

    def test_a_number_of_workers_is_one_that_can_be(self):
        self.write("mark.lua", MARK)
        for count in ("0", "-1", "many", "2x", "100000"):
            self.assertIn(f"-j {count}: give a number of workers, from 1 to 1024", self.refused("-s", "./mark.lua", "-j", count))


class Documents(Case):
    """One bad document costs a message and no other document."""

    def setUp(self):
        super().setUp()
        self.write("mark.lua", MARK)

    def run_lines(self, *lines, options=()):
        return self.gloss("run", "-s", "./mark.lua", "-i", "jsonl", "-f", "jsonl", *options, stdin=b"\n".join(lines))

    def test_a_torn_line_is_reported_by_number_and_the_run_goes_on(self):
        result = self.run_lines(b'{"id":"a","text":"red"}', b'{"id":"b","text":"gre', b"[1]", b'{"id":"c"}',
                                b'{"id":"d","text":"green"}')
        self.assertEqual(result.status, 1)
        self.assertEqual([r["id"] for r in result.records], ["a", "d"])
        for line in ("stdin:2:", "stdin:3:", "stdin:4:"):
            self.assertIn(line, result.err)

    def test_broken_utf8_is_repaired_with_a_warning(self):
        result = self.run_lines(b'{"id":"a","text":"red \xff door"}')
        self.assertEqual(result.status, 0)
        self.assertEqual(result.records[0]["text"], "red \ufffd door")
        warning, = result.records[0]["warnings"]
        self.assertIn("not UTF-8 in 1 place", warning)

    def test_strict_makes_broken_utf8_an_error(self):
        result = self.run_lines(b'{"id":"a","text":"red \xff door"}', b'{"id":"b","text":"red"}', options=["--strict"])
        self.assertEqual((result.status, [r["id"] for r in result.records]), (1, ["b"]))
        self.assertIn("not UTF-8 in 1 place", result.err)

    def test_a_lone_surrogate_becomes_the_replacement_character(self):
        result = self.run_lines(b'{"id":"a","text":"red \\ud83d door"}')
        self.assertEqual(result.records[0]["text"], "red \ufffd door")
        self.assertEqual(len(result.records[0]["warnings"]), 1)

    def test_hostile_texts_cost_no_other_document(self):
        hostile = ["", "\0" * 1000, "[" * 5000, "x" * 2_000_000, '"' * 1_000_000, "“" * 200_000, "a\n" * 100_000, "." * 300_000,
                   "é" * 300_000]
        lines = [json.dumps({"id": str(i), "text": text}).encode() for i, text in enumerate(hostile)]
        lines.append(b'{"id":"last","text":"red"}')
        result = self.run_lines(*lines, options=["--layers", "colour"])
        self.assertEqual((result.status, result.records[-1]["id"], len(result.records)), (0, "last", len(lines)))
        self.assertEqual(len(result.records[-1]["annotations"]["colour"]), 1)

    def test_deep_json_is_that_lines_error(self):
        result = self.run_lines(b'{"id":"a","x":' + b"[" * 5000 + b"]" * 5000 + b',"text":"red"}', b'{"id":"b","text":"red"}')
        self.assertEqual((result.status, [r["id"] for r in result.records]), (1, ["b"]))

    def test_files_that_cannot_be_read_are_named(self):
        self.write("empty.txt", "")
        self.write("binary.txt", bytes(range(256)) * 10)
        self.write("good.txt", "red")
        result = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "empty.txt", "binary.txt", "missing.txt", "good.txt")
        self.assertEqual(result.status, 1)
        self.assertEqual([r["id"] for r in result.records], ["empty", "good"])
        self.assertIn("binary.txt", result.err)
        self.assertIn("missing.txt", result.err)

    def test_an_unknown_language_is_read_by_neutral_rules_with_a_warning(self):
        text = "Dr. Ann can't"
        result = self.run_lines(json.dumps({"lang": "tlh", "text": text}).encode(), options=["--layers", "token"])
        record, = result.records
        self.assertEqual((result.status, record["warnings"]), (0, ['no data for language "tlh": read by neutral rules']))
        tokens = [text[token["start"]:token["end"]] for token in record["annotations"]["token"]]
        self.assertEqual(tokens, ["Dr", ".", "Ann", "can't"])


class Failures(Case):
    """A failing script costs one document's result of that script, and nothing else."""

    FAILS = """
return {
  about = "Fails on some",
  provides = { mark = { n = "number" }, "count" },
  document = function(document)
    document:annotate("mark", document[1], { n = 1 })
    document:set("count", 1)
    document:warn("seen")
    if document.id == "b" then local x = document.metaa end
  end,
}
"""

    def setUp(self):
        super().setUp()
        self.write("p/mark.lua", MARK)
        self.write("p/fails.lua", self.FAILS)
        self.write("p/after.lua", 'return { about = "Needs it", requires = { "mark" }, provides = { "after" },'
                                  ' document = function(d) d:set("after", true) end }')
        self.write("p/maybe.lua", 'return { about = "Likes it", requires = { "mark?" }, provides = { "maybe" },'
                                  ' document = function(d) d:set("maybe", true) end }')

    def records(self):
        lines = "".join(json.dumps({"id": i, "text": "A red door."}) + "\n" for i in "abc")
        result = self.gloss("run", "--script-path", "p", "-s", "mark,fails,after,maybe", "-f", "jsonl", stdin=lines)
        self.assertEqual(result.status, 1)
        return {r["id"]: r for r in result.records}, result.err

    def test_what_it_did_to_that_document_is_gone(self):
        records, _ = self.records()
        self.assertEqual(records["b"]["annotations"]["mark"], [])
        self.assertEqual(records["b"]["values"], {"maybe": True})
        self.assertEqual(records["b"]["warnings"], [])

    def test_other_scripts_and_documents_stand(self):
        records, _ = self.records()
        self.assertEqual([len(records[i]["annotations"]["colour"]) for i in "abc"], [1, 1, 1])
        self.assertEqual([len(records[i]["annotations"]["mark"]) for i in "ac"], [1, 1])

    def test_the_record_has_script_line_message_and_traceback(self):
        records, err = self.records()
        failure = records["b"]["errors"][0]
        self.assertEqual((failure["script"], failure["at"]), ("fails", "fails.lua:9"))
        self.assertIn('did you mean "meta"?', failure["message"])
        self.assertIn("fails.lua:9", failure["traceback"])
        self.assertIn("fails.lua:9", err)

    def test_scripts_that_require_its_layers_are_skipped_there(self):
        records, _ = self.records()
        self.assertIn("skipped", records["b"]["errors"][1]["message"])
        self.assertNotIn("after", records["b"]["values"])
        self.assertTrue(records["a"]["values"]["after"])


if __name__ == "__main__":
    unittest.main()

"""Folds: rows of a corpus, with any number of workers, shared among machines, interrupted; and what they cost when they fail."""
import fcntl
import json
import os
import random
import signal
import struct
import subprocess
import termios
import time
import unittest

from gloss import GLOSS, MARK, Case

# Counts colours, with sums that would depend on the order if they were rounded on the way.
COLOURS = """
local gloss = require "gloss"
return {
  about = "Colours of a corpus", tags = { "fold" }, requires = { "colour" },
  options = { most = { default = 100 } },
  fold = gloss.tally {
    by = { "colour" }, sum = { "bytes", "share" }, mean = { "half" }, min = { "earliest" }, max = { "latest" },
    first = { "example" },
    rows = function(document, add, options)
      for mark in document:annotations "colour" do
        add { colour = mark.name, bytes = #document.text, share = 0.1 * #document.text, half = #document.text / 2,
              earliest = document.id, latest = document.id, example = document.id }
      end
    end,
  },
}
"""

# Keeps the ids in their order.
ORDER = """
return {
  fold = {
    columns = { "n", "id" },
    init = function() return {} end,
    step = function(acc, document) acc[1] = document.id end,
    merge = function(acc, later) table.move(later, 1, #later, #acc + 1, acc) end,
    finish = function(acc)
      local rows = {}
      for n, id in ipairs(acc) do rows[n] = { n = n, id = id } end
      return rows
    end,
  },
}
"""


def lines(count, word=lambda i: "", slow=0):
    texts = (f"A red door {word(i)}. " + "It is green. " * (i * 7 % 50 + slow) for i in range(count))
    return "".join(json.dumps({"id": f"{i:05}", "text": text}) + "\n" for i, text in enumerate(texts))


def fold(**functions):
    """A script that folds, with other functions than the usual ones."""
    usual = {"init": "function() return { n = 0 } end", "step": "function(acc) acc.n = acc.n + 1 end",
             "merge": "function(acc, later) acc.n = acc.n + later.n end", "finish": "function(acc) return { { n = acc.n } } end"}
    body = ", ".join(f"{name} = {text}" for name, text in {**usual, **functions}.items())
    return f"return {{ fold = {{ columns = {{ 'n' }}, {body} }} }}\n"


class Folds(Case):
    def setUp(self):
        super().setUp()
        for name, script in (("mark", MARK), ("colours", COLOURS), ("order", ORDER)):
            self.write(f"mine/{name}.lua", script)

    def fold(self, scripts, *words, stdin=b""):
        return self.gloss("run", "--script-path", "mine", "-s", scripts, *words, stdin=stdin)

    def one(self, script, *words, stdin=b""):
        self.write("one.lua", script)
        return self.gloss("run", "-s", "./one.lua", *words, stdin=stdin or lines(3))


class Rows(Folds):
    def test_rows_are_written_in_place_of_the_documents(self):
        got = self.fold("colours", stdin=lines(3))
        self.assertEqual([list(row) for row in got.records], [["colour", "count", "bytes", "share", "half", "earliest", "latest",
                                                               "example"]] * 2)
        self.assertEqual([(row["colour"], row["count"], row["example"]) for row in got.records],
                         [("green", 21, "00001"), ("red", 3, "00000")])

    def test_each_row_says_its_fold_when_there_are_several(self):
        got = self.fold("order,colours", stdin=lines(2))
        self.assertEqual([row["fold"] for row in got.records], ["colours", "colours", "order", "order"])

    def test_csv_has_a_header_and_quotes_what_needs_it(self):
        script = fold(finish="function() return { { n = 'a,\"b\"' }, { n = 1.5 }, {}, { n = true } } end")
        self.assertEqual(self.one(script, "-f", "csv").out, 'n\n"a,""b"""\n1.5\n\ntrue\n')

    def test_csv_has_room_for_one_fold(self):
        got = self.fold("order,colours", "-f", "csv")
        self.assertEqual((got.status, got.err),
                         (2, "gloss: csv has room for the columns of one fold, and 2 are chosen; jsonl takes several\n"))

    def test_text_stands_in_columns(self):
        got = self.fold("order,colours", "-f", "text", stdin=lines(2))
        self.assertEqual(got.out, "# colours\n\n"
                                  "colour  count  bytes  share   half  earliest  latest  example\n"
                                  "green       7    728   72.8     52  00001     00001   00001\n"
                                  "red         2    117   11.7  29.25  00000     00001   00000\n"
                                  "\n# order\n\n"
                                  "n  id\n"
                                  "1  00000\n"
                                  "2  00001\n")

    def test_an_empty_corpus_has_no_rows(self):
        got = self.fold("colours", "-i", "jsonl")
        self.assertEqual((got.out, got.status), ("", 0))
        self.assertEqual(self.fold("colours", "-i", "jsonl", "-f", "csv").out,
                         "colour,count,bytes,share,half,earliest,latest,example\n")

    def test_documents_are_written_too_when_rows_have_a_file(self):
        got = self.fold("mark,colours", "--fold-output", "rows.csv", stdin=lines(3))
        self.assertEqual([record["id"] for record in got.records], ["00000", "00001", "00002"])
        self.assertEqual((self.folder / "rows.csv").read_text().split("\n")[1].split(",")[:2], ["green", "21"])

    def test_a_file_of_rows_has_an_ending_that_says_how(self):
        self.assertIn("the ending says how rows are written", self.fold("colours", "--fold-output", "rows.xls").err)

    def test_without_a_fold_there_is_nothing_to_write(self):
        for option in ("--fold-output", "--fold-parts"):
            got = self.fold("mark", option, "rows.csv")
            self.assertEqual((got.status, got.err),
                             (2, f"gloss: {option}: no fold is chosen; `gloss scripts tag:fold` lists them\n"))

    def test_scripts_says_what_a_fold_has(self):
        self.assertIn("    fold      rows of n, id\n", self.gloss("scripts", "--script-path", "mine", "order").out)

    def test_a_fold_that_was_pulled_in_is_not_asked(self):
        folding = "fold = require('gloss').tally { rows = function(document, add) add {} end },\n  provides"
        self.write("mine/mark.lua", MARK.replace("provides", folding))
        self.assertEqual(self.fold("mark", stdin=lines(3)).records, [{"count": 3}])
        self.assertEqual(len(self.fold("colours", stdin=lines(3)).records), 2)


class Same(Folds):
    def test_rows_are_the_same_with_any_number_of_workers(self):
        one = self.fold("order,colours", "-j", "1", stdin=lines(700))
        self.assertEqual([row["id"] for row in one.records if row["fold"] == "order"], [f"{i:05}" for i in range(700)])
        for workers in ("2", "7"):
            self.assertEqual(self.fold("order,colours", "-j", workers, stdin=lines(700)).out, one.out)

    def test_machines_share_a_corpus(self):
        whole = self.fold("order,colours", stdin=lines(300))
        input_lines = lines(300).splitlines(keepends=True)
        for name, share in (("a", input_lines[:7]), ("b", input_lines[7:8]), ("c", input_lines[8:8]), ("d", input_lines[8:])):
            self.fold("order,colours", "-i", "jsonl", "--fold-parts", name, stdin="".join(share))
        merge = ["merge", "--script-path", "mine", "-s", "order,colours"]
        self.assertEqual(self.gloss(*merge, "a", "b", "c", "d").out, whole.out)
        self.gloss(*merge, "--fold-parts", "bcd", "b", "c", "d")
        self.assertEqual(self.gloss(*merge, "a", "bcd").out, whole.out)

    def test_numbers_come_back_as_they_were(self):
        script = fold(init="function() return { 5.0, 5, -0.0, 1e300, 0.1, 1 << 62, math.mininteger, true, 'é\\n\\0' } end",
                      step="function() end", merge="function() end",
                      finish="function(acc) for i, v in ipairs(acc) do acc[i] = tostring(v) end "
                             "return { { n = table.concat(acc, ' ') } } end")
        whole = self.one(script, "--fold-parts", "parts")
        self.assertEqual(self.gloss("merge", "-s", "./one.lua", "parts").out, whole.out)
        self.assertTrue(whole.records[0]["n"].startswith("5.0 5 -0.0 1e+300 0.1 4611686018427387904 -9223372036854775808 true é"))

    def test_sums_do_not_depend_on_the_order(self):
        script = ("local gloss = require 'gloss'\nreturn { fold = gloss.tally { sum = { 'x', 'i' }, mean = { 'm' }, "
                  "rows = function(d, add) local x = tonumber(d.text) add { x = x, m = x, i = math.tointeger(x) or 0 } end } }")
        values = [1e16, 1.0, -1e16, 0.1, 0.2, 0.3, -0.6, 1e-30, 3.0, 2.0**53, 1.0, 1.0]
        place, outs = random.Random(3), set()
        for _ in range(12):
            place.shuffle(values)
            outs.add(self.one(script, stdin="".join(json.dumps({"text": repr(x)}) + "\n" for x in values)).out)
        self.assertEqual(len(outs), 1, outs)

    def test_integers_are_summed_up_as_such(self):
        script = ("local gloss = require 'gloss'\nreturn { fold = gloss.tally { sum = { 'i' }, "
                  "rows = function(d, add) add { i = math.tointeger(d.text) } end } }")
        def total(*numbers):
            return self.one(script, stdin="".join(json.dumps({"text": str(n)}) + "\n" for n in numbers)).records[0]["i"]
        self.assertEqual(total(2**62, 2**62 - 1025), 2**63 - 1025)
        self.assertEqual(total(2**62, 2**62, -3), 2**63 - 3)
        self.assertEqual(total(2**62, 2**62), 2.0**63)
        self.assertEqual(total(2**53, 1, 1), 2**53 + 2)
        self.assertEqual(total(2**61 + 1, 2**60 + 3, 5), 2**61 + 2**60 + 9)
        self.assertEqual(total(2**63 - 1, -(2**63 - 1), 7), 7)
        self.assertEqual(total(-(2**62), -(2**62) + 1), total(-(2**62) + 1, -(2**62)))

    def test_parts_of_another_script_are_refused(self):
        self.fold("order", "--fold-parts", "parts", stdin=lines(2))
        self.assertEqual(self.gloss("merge", "--script-path", "mine", "-s", "colours", "parts").err,
                         'gloss: parts:1: no fold "order" is chosen; -s chooses it\n')
        self.write("mine/order.lua", ORDER + "-- changed\n")
        got = self.gloss("merge", "--script-path", "mine", "-s", "order", "parts")
        self.assertEqual((got.status, got.err),
                         (2, "gloss: parts:1: order was made by another version of the script, or with other options\n"))

    def test_what_is_no_part_is_refused_with_its_line(self):
        self.write("parts", '{"id": "a", "text": "b"}\n')
        self.assertEqual(self.gloss("merge", "--script-path", "mine", "-s", "order", "parts").err,
                         "gloss: parts:1: is no part of a fold, as `gloss run --fold-parts` writes them\n")
        self.assertEqual(self.gloss("merge", "--script-path", "mine", "-s", "mark", "parts").err,
                         "gloss: no fold is chosen: -s names those that the parts are of\n")
        self.assertEqual(self.gloss("merge", "-s", "order").status, 2)


class Failing(Folds):
    def test_a_step_that_fails_costs_what_its_document_would_have_added(self):
        got = self.one(fold(step="function(acc, d) acc.n = acc.n + 1; if d.text:find 'fail' then error('no') end end"),
                       stdin=lines(40, lambda i: "fail" if i % 4 == 0 else ""))
        self.assertEqual((got.out, got.status), ('{"n":30}\n', 1))
        self.assertIn("gloss: 00004: one: one.lua:1: no\n", got.err)
        self.assertTrue(got.err.endswith("gloss: 40 read; 0 could not be read; scripts failed on 10\n"), got.err)

    def test_the_record_says_that_a_step_has_failed(self):
        got = self.one(fold(step="function() error('no') end"), "--fold-output", "rows.csv")
        self.assertEqual({record["errors"][0]["message"] for record in got.records}, {"no"})
        self.assertIn("in step", got.records[0]["errors"][0]["traceback"])
        self.assertEqual((self.folder / "rows.csv").read_text(), "n\n0\n")

    def test_a_step_that_loops_is_stopped_and_the_others_count(self):
        got = self.one(fold(step="function(acc, d) acc.n = 1; while d.text:find 'fail' do end end"), "--budget", "5",
                       stdin=lines(20, lambda i: "fail" if i == 7 else ""))
        self.assertEqual((got.out, got.status), ('{"n":19}\n', 1))
        self.assertIn("over its budget", got.err)

    def test_a_document_that_what_it_requires_has_failed_on_adds_nothing(self):
        self.write("mine/mark.lua", MARK.replace("for match", "if #document.text > 300 then error('long') end\n    for match"))
        got = self.fold("colours", stdin=lines(20))
        self.assertEqual(got.status, 1)
        self.assertLess(got.records[-1]["count"], 20)

    def test_a_merge_that_fails_breaks_its_fold_only(self):
        self.write("one.lua", fold(merge="function() error('no') end"))
        got = self.fold("order,./one.lua", stdin=lines(3))
        self.assertEqual((got.out, got.status), ("", 1))
        self.assertIn("gloss: ./one.lua:1: no\n", got.err)
        got = self.fold("mark,./one.lua", "--fold-output", "rows.csv", stdin=lines(3))
        self.assertEqual((len(got.records), got.status), (3, 1))
        self.assertFalse((self.folder / "rows.csv").exists())

    def test_when_no_fold_is_left_the_run_ends(self):
        got = self.one(fold(merge="function() error('no') end"), "-o", "out", stdin=lines(3))
        self.assertEqual(got.err, "gloss: ./one.lua:1: no\ngloss: no fold can go on: nothing would come of the run\n")
        self.assertEqual((got.status, (self.folder / "out").exists()), (1, False))

    def test_what_comes_out_wrong_says_what_it_should_be(self):
        for functions, message in (
            ({"init": "function() end"}, "`init` returned nothing; it returns the accumulator"),
            ({"init": "function() return { n = 1, [{}] = 1 } end"}, "a table as a key has no order"),
            ({"step": "function(acc, d) acc.token = d[1] end"}, "the accumulator: a token is not data here"),
            ({"step": "function(acc, d) acc[2020] = 1 end"}, "the accumulator: a table with the key 2020 is neither a list"),
            ({"finish": "function() end"}, "`finish` returns a list of rows, not a nil"),
            ({"finish": "function() return { n = 1 } end"}, "`finish` returns a list of rows, and this is one table by name"),
            ({"finish": "function() return { 1 } end"}, "`finish` returns a list of rows, and a row is a table by column"),
            ({"finish": "function() return { { nn = 1 } } end"}, '`finish`: no column "nn"'),
        ):
            with self.subTest(message=message):
                got = self.one(fold(**functions))
                self.assertEqual(got.status, 1)
                self.assertIn(message, got.err)

    def test_add_says_what_a_row_must_be(self):
        for row, message in (
            ("{ by = 1, n = 'x' }", '"n" is summed up, and needs a finite number, not string'),
            ("{ n = 1 }", 'no "by", which rows are grouped by'),
            ("{ by = {}, n = 1 }", '"by" is a table: rows are grouped by strings, numbers and booleans'),
            ("{ bye = 1 }", 'no column "bye" in this tally'),
            ("1", "needs a table by column, not a number"),
        ):
            with self.subTest(row=row):
                got = self.one("local gloss = require 'gloss'\nreturn { fold = gloss.tally { by = { 'by' }, sum = { 'n' },\n"
                               f"  rows = function(document, add)\n    add({row})\n  end }} }}", stdin=lines(1))
                self.assertEqual(got.err.split("\n")[0], f"gloss: 00000: one: one.lua:4: add: {message}")


class Tested(Folds):
    def run_tests(self, script):
        self.write("one.lua", script)
        return self.gloss("test", "./one.lua")

    def test_a_fold_is_tested_with_texts_and_rows(self):
        tests = 'tests = { { texts = { "A", { "A b", source = "x" } }, rows = { { n = 2 } } } },'
        self.assertEqual(self.run_tests(fold().replace("return {", "return { " + tests, 1)).out, "1 passed, 0 failed\n")
        got = self.run_tests(fold().replace("return {", "return { " + tests.replace("n = 2", "n = 3"), 1))
        self.assertEqual(got.out, 'FAIL  one: test 1\n        rows should be [{"n":3}]\n        are [{"n":2}]\n'
                                  '0 passed, 1 failed\n')

    def test_a_merge_that_is_not_associative_fails_its_test(self):
        script = fold(step="function(acc) acc.n = 1 end", merge="function(acc, later) acc.n = acc.n - later.n end")
        tests = 'tests = { { texts = { "A", "B", "C" }, rows = { { n = -1 } } } },'
        got = self.run_tests(script.replace("return {", "return { " + tests, 1))
        self.assertIn("merge(a, merge(b, c)) gives other rows than merge(merge(a, b), c)", got.out)

    def test_texts_are_for_folds(self):
        got = self.run_tests('return { tests = { { texts = { "A" }, rows = {} } } }')
        self.assertIn("`texts` are for a fold, and the script has none", got.out)


class Resumed(Folds):
    def test_after_kill_9_the_rows_are_those_of_an_undisturbed_run(self):
        self.write("in.jsonl", lines(1500))
        whole = self.fold("order,colours", "in.jsonl").out
        self.write("mine/mark.lua", MARK.replace("for match", "local n = 0 for i = 1, 3000000 do n = n + i end\n    for match"))
        command = [GLOSS, "run", "--script-path", "mine", "-s", "order,colours", "-o", "out", "--resume", "in.jsonl"]
        place, kills = random.Random(2), 0
        for _ in range(100):
            running = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=self.folder, env=self.environment)
            try:
                running.wait(timeout=place.uniform(2.1, 3.2))
                break
            except subprocess.TimeoutExpired:
                os.kill(running.pid, signal.SIGKILL)
                running.wait()
                kills += 1
        self.assertEqual((self.folder / "out").read_text(), whole)
        self.assertGreater(kills, 0, "it was too quick to be killed")

    def test_after_an_interruption_the_same_command_goes_on(self):
        reading, writing = os.pipe()
        command = ["run", "--script-path", "mine", "-s", "order,colours", "-i", "jsonl", "-o", "out"]
        running = subprocess.Popen([GLOSS, *command], stdin=reading, stderr=subprocess.PIPE, cwd=self.folder, env=self.environment)
        os.write(writing, lines(300).encode()[:30000])
        while struct.unpack("i", fcntl.ioctl(reading, termios.FIONREAD, b"1234"))[0] > 0 and running.poll() is None:
            time.sleep(0.1)
        time.sleep(1)  # all is read; what was read first is merged by then
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=20)[1].decode()
        self.assertRegex(said, r"documents are kept in out.resume; the same command with --resume goes on\n$")
        again = self.gloss(*command, "--resume", stdin=lines(300))
        self.assertEqual((again.status, again.err), (0, ""))
        self.assertEqual((self.folder / "out").read_text(), self.fold("order,colours", stdin=lines(300)).out)
        os.close(reading)
        os.close(writing)


if __name__ == "__main__":
    unittest.main()

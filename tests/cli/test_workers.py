"""Runs with many workers: the same bytes with any number of them, in input order; interrupted, and gone on with."""
import fcntl
import json
import os
import random
import signal
import subprocess
import time
import unittest

from gloss import GLOSS, MARK, Case

# Fails where a text says so, prints where another does, and takes unequal time.
MOODY = """
return {
  provides = { "size" },
  document = function(document)
    if document.text:find("fail") then error("no") end
    if document.text:find("print") then print("printed", document.id) end
    local sum = 0
    for i = 1, #document.text * 200 do sum = sum + i end
    document:set("size", sum)
  end,
}
"""


def lines(count, word=lambda i: ""):
    texts = (f"A red door. {word(i)} " + "Green. " * (i * 7 % 50) for i in range(count))
    return "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts))


class Workers(Case):
    def setUp(self):
        super().setUp()
        self.write("mark.lua", MARK)
        self.write("moody.lua", MOODY)

    def run_with(self, workers, *words, stdin=b""):
        return self.gloss("run", "-s", "./mark.lua,./moody.lua", "-f", "jsonl", "-j", str(workers), *words, stdin=stdin)

    def test_output_and_messages_are_the_same_with_any_number(self):
        self.write("in.jsonl", lines(700, lambda i: {3: "fail", 11: "print"}.get(i % 13, "")) + "torn\n" + lines(50))
        one = self.run_with(1, "in.jsonl")
        self.assertEqual([r["id"] for r in one.records], [str(i) for i in [*range(700), *range(50)]])
        self.assertIn("printed\t11\n", one.err)
        for workers in (2, 3, 16):
            other = self.run_with(workers, "in.jsonl")
            self.assertEqual((other.out, other.err, other.status), (one.out, one.err, one.status))

    def test_a_script_that_fails_on_most_documents_is_switched_off_at_the_same_place(self):
        self.write("in.jsonl", lines(3000, lambda i: "fail" if i % 3 else ""))
        one = self.run_with(1, "in.jsonl")
        errors = [r["errors"][0]["message"] if r["errors"] else "" for r in one.records]
        first = next(i for i, message in enumerate(errors) if message.startswith("switched off"))
        self.assertRegex(errors[first], r"^switched off: it failed on \d+ of the first \d+ documents$")
        self.assertEqual(set(errors[:first]), {"", "no"})
        self.assertEqual(set(errors[first:]), {errors[first]})
        self.assertIn("colour", one.records[-1]["annotations"])
        self.assertEqual(self.run_with(4, "in.jsonl").out, one.out)
        never = self.run_with(2, "--max-failures", "1", "in.jsonl")
        self.assertEqual({r["errors"][0]["message"] for r in never.records if r["errors"]}, {"no"})

    def test_one_document_can_be_run_again_alone(self):
        self.write("in.jsonl", lines(100, lambda i: "fail" if i == 77 else ""))
        again = self.run_with(2, "--only", "77", "in.jsonl")
        self.assertEqual(([r["id"] for r in again.records], again.status), (["77"], 1))

    def test_numbers_are_shown_when_they_are_asked_for(self):
        self.write("in.jsonl", lines(20, lambda i: "fail" if i == 7 else ""))
        self.assertEqual(self.run_with(2, "in.jsonl", "-o", "out.jsonl").err.count("\n"), 2)
        shown = self.run_with(2, "--progress", "--profile", "in.jsonl").err
        self.assertIn("gloss: moody failed on 1\n", shown)
        self.assertRegex(shown, r"\n  moody +\d+\.\d+ s +\d+\.\d % +\d+ ns a token\n")
        self.assertRegex(shown, r"gloss: 20 documents in \d+\.\d s, written to standard output\n$")


class Verified(Case):
    """gloss verify names scripts that carry something from one document to the next, and no others."""

    def verify(self, script, *options):
        self.write("script.lua", script)
        self.write("in.jsonl", lines(20, lambda i: "fail" if i == 3 else ""))
        return self.gloss("verify", "-s", "./script.lua", *options, "in.jsonl")

    def test_a_script_that_keeps_nothing_passes(self):
        for script in (MARK, MOODY.replace("200", "2")):
            said = self.verify(script)
            self.assertEqual((said.status, said.out), (0, "1 script says the same of 20 documents in any order\n"))

    def test_values_annotations_and_failures_that_depend_on_the_order_are_found(self):
        for kept in ('document:set("x", seen)', 'if seen > 5 then document:annotate("x", document[1]) end',
                     'if seen == 7 then error("seven") end'):
            said = self.verify('local seen = 0 return { provides = { "x" }, document = function(document) seen = seen + 1 '
                               + kept + " end }")
            self.assertEqual(said.status, 1)
            line = r'^script says different things of a document in another order: \d+ times, first of "\d+"\n$'
            self.assertRegex(said.out, line)

    def test_a_sample_is_a_number(self):
        self.assertIn("--sample x: give a number of documents", self.verify(MARK, "--sample", "x").err)


class Interrupted(Case):
    """SIGINT and SIGTERM are heard at once wherever the run waits, and what was done is kept."""

    def setUp(self):
        super().setUp()
        self.write("mark.lua", MARK)

    def start(self, *words, **pipes):
        return subprocess.Popen([GLOSS, "run", "-s", "./mark.lua", "-f", "jsonl", *words], stderr=subprocess.PIPE,
                                cwd=self.folder, env=self.environment, **pipes)

    def end(self, running, number=signal.SIGINT):
        time.sleep(0.3)
        running.send_signal(number)
        said = running.communicate(timeout=20)[1].decode()
        self.assertEqual(running.returncode, 1, said)
        return said

    def test_while_standard_input_says_nothing(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            waiting, _ = ends = os.pipe()
            self.assertEqual(self.end(self.start(stdin=waiting, stdout=subprocess.PIPE), number), "gloss: interrupted\n")
            for end in ends:
                os.close(end)

    def test_while_a_named_pipe_has_no_writer(self):
        os.mkfifo(self.folder / "pipe")
        self.assertEqual(self.end(self.start("pipe", stdout=subprocess.PIPE)), "gloss: interrupted\n")

    def test_while_nobody_reads_the_output(self):
        self.write("in.jsonl", lines(20000))
        reading, writing = os.pipe()
        running = self.start("in.jsonl", stdout=writing)
        self.assertEqual(self.end(running), "gloss: interrupted\n")
        os.close(reading)
        os.close(writing)

    def test_while_nobody_reads_what_scripts_print(self):
        self.write("chatty.lua", 'return { document = function() for i = 1, 1000 do print(("x"):rep(1000)) end end }')
        reading, writing = os.pipe()
        running = subprocess.Popen([GLOSS, "run", "-s", "./chatty.lua", "-f", "jsonl"], stdin=subprocess.DEVNULL, stderr=writing,
                                   stdout=subprocess.DEVNULL, cwd=self.folder, env=self.environment)
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(timeout=20), 1)
        os.close(reading)
        os.close(writing)

    def test_in_an_endless_record(self):
        with open("/dev/zero", "rb") as zeros:
            self.assertEqual(self.end(self.start("-i", "jsonl", stdin=zeros, stdout=subprocess.PIPE)), "gloss: interrupted\n")

    def test_what_was_done_is_kept_and_gone_on_with(self):
        self.write("in.jsonl", lines(200))
        whole = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "-i", "jsonl", stdin=lines(200)).out
        reading, writing = os.pipe()
        running = self.start("-i", "jsonl", "-o", "out.jsonl", stdin=reading)
        os.write(writing, lines(200).encode()[:15000])
        said = self.end(running)
        self.assertRegex(said, r"^gloss: interrupted\ngloss: \d+ documents are kept in out.jsonl.partial; "
                               r"the same command with --resume goes on\n$")
        self.assertFalse((self.folder / "out.jsonl").exists())
        again = self.gloss("run", "-s", "./mark.lua", "-f", "jsonl", "-i", "jsonl", "-o", "out.jsonl", "--resume", stdin=lines(200))
        self.assertEqual((again.status, again.err), (0, ""))
        self.assertEqual((self.folder / "out.jsonl").read_text(), whole)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["in.jsonl", "mark.lua", "out.jsonl"])
        os.close(reading)
        os.close(writing)


class Resumed(Case):
    def setUp(self):
        super().setUp()
        self.write("moody.lua", MOODY.replace("200", "20000"))
        self.write("in.jsonl", lines(400, lambda i: "fail" if i % 9 == 0 else ""))
        self.command = ["run", "-s", "./moody.lua", "-f", "jsonl", "-o", "out.jsonl"]

    def test_after_kill_9_nothing_is_lost_and_nothing_is_there_twice(self):
        whole = self.gloss("run", "-s", "./moody.lua", "-f", "jsonl", "in.jsonl").out
        place = random.Random(1)
        for attempt in range(200):
            running = subprocess.Popen([GLOSS, *self.command, "--resume", "in.jsonl"], stderr=subprocess.DEVNULL, cwd=self.folder,
                                       env=self.environment)
            try:
                running.wait(timeout=2.2 + place.random())
                break
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
        self.assertGreater(attempt, 0)
        self.assertEqual(running.returncode, 1)  # scripts failed
        self.assertEqual((self.folder / "out.jsonl").read_text(), whole)

    def test_another_run_does_not_go_on_with_it(self):
        running = subprocess.Popen([GLOSS, *self.command, "in.jsonl"], stderr=subprocess.PIPE, cwd=self.folder,
                                   env=self.environment)
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        running.communicate()
        self.write("moody.lua", MOODY.replace("fail", "fall"))
        refused = self.gloss(*self.command, "--resume", "in.jsonl")
        self.assertEqual(refused.status, 2)
        self.assertIn("out.jsonl.resume: is from a run with other scripts, options or input", refused.err)
        self.assertTrue((self.folder / "out.jsonl.partial").exists())
        self.assertEqual(self.gloss(*self.command, "in.jsonl").status, 0)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["in.jsonl", "moody.lua", "out.jsonl"])

    def test_a_damaged_checkpoint_is_told(self):
        self.write("out.jsonl.resume", "gloss checkpoint 1\nrun zz\n")
        self.write("out.jsonl.partial", "")
        refused = self.gloss(*self.command, "--resume", "in.jsonl")
        self.assertEqual((refused.status, refused.err),
                         (2, "gloss: out.jsonl.resume: is damaged; run without --resume to start from the beginning\n"))

    def test_it_needs_a_file(self):
        self.assertEqual(self.gloss("run", "-s", "./moody.lua", "--resume", "in.jsonl").err,
                         "gloss: --resume: continues a file; name it with -o PATH\n")

    def test_two_runs_do_not_write_one_file(self):
        with open(self.folder / "out.jsonl.partial", "w") as taken:
            fcntl.flock(taken, fcntl.LOCK_EX)
            refused = self.gloss(*self.command, "in.jsonl")
            self.assertEqual((refused.status, refused.err), (2, "gloss: out.jsonl: another run is writing to it\n"))
            self.assertTrue((self.folder / "out.jsonl.partial").exists())


if __name__ == "__main__":
    unittest.main()

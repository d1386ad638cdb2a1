"""Scripts of strangers: each does what its line says must happen, the article after it is done, and a second run says the same."""
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest

GLOSS = os.environ["GLOSS"]
HERE = pathlib.Path(__file__).parent
# Small where they are to be reached; the budget in millions of steps, the memory in megabytes.
LIMITS = {"loops": ("3", "128"), "late": ("50", "128"), "memory": ("200", "48")}
USUAL = ("100", "128")
ARTICLES = "".join(json.dumps({"id": id, "text": 'Ann Lee said on Monday: "We won." It rained in Ohio.'}) + "\n"
                   for id in ("attacked", "next"))
SAID = {"budget": "over its budget of ", "memory": "out of memory: a script may hold "}
BODY = """return {{ document = function(document)
if document.id == "next" then return document:warn("done") end
{}
end }}
"""


# Holds most of its 64 MB, and leaves many small things behind.
FULL = """return { document = function(document)
  local keep = {}
  for i = 1, 560 do keep[i] = ("x"):rep(100000) .. i end
  for i = 1, 300000 do local one = { i, tostring(i) } end
end }
"""


def attacks(path):
    for part in re.split(r"^== ", path.read_text(), flags=re.MULTILINE)[1:]:
        head, _, lua = part.partition("\n")
        name, _, must = head.partition(": ")
        yield name, must, lua


def script_of(lua, must):
    is_whole = must.startswith("refused") or re.search(r"^return \{", lua, re.MULTILINE)
    return lua if is_whole else BODY.format(lua)


class Attack(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {**os.environ, "HOME": folder.name}
        (self.folder / "in.jsonl").write_text(ARTICLES)

    def run_script(self, script, kind, workers):
        budget, memory = LIMITS.get(kind, USUAL)
        limits = ["--budget", budget, "--memory", memory]
        (self.folder / "attack.lua").write_text(script)
        return subprocess.run([GLOSS, "run", "-s", "./attack.lua", *limits, "-j", workers, "-f", "jsonl", "in.jsonl"],
                              capture_output=True, cwd=self.folder, env=self.environment, timeout=120)

    def check(self, must, done):
        kind, _, message = must.partition(" ")
        if kind == "refused":
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            return self.assertIn(message, done.stderr.decode())
        self.assertIn(done.returncode, (0, 1), done.stderr.decode()[-2000:])
        attacked, after = (json.loads(line) for line in done.stdout.decode().split("\n")[:2])
        said = [error["message"] for error in attacked["errors"]]
        if kind == "ok":
            return self.assertEqual(said + after["errors"], [])
        self.assertEqual((len(said), attacked["warnings"], attacked["values"]), (1, [], {}), said)
        self.assertIn(SAID.get(kind, message), said[0])
        self.assertTrue(all(not layer for name, layer in attacked["annotations"].items() if name != "sentence"))
        if after["errors"]:
            self.assertEqual(after["errors"][0]["message"], said[0])  # a whole script that spares no article

    def run_kind(self, kind):
        for name, must, lua in attacks(HERE / f"{kind}.txt"):
            with self.subTest(attack=name):
                script = script_of(lua, must)
                first, second = self.run_script(script, kind, "1"), self.run_script(script, kind, "2")
                self.check(must, first)
                self.assertEqual((first.stdout, first.returncode), (second.stdout, second.returncode))
                self.assertLessEqual(first.stderr.count(b"once"), 1)


def add_test(kind):
    setattr(Attack, f"test_{kind}", lambda self: self.run_kind(kind))


for path in HERE.glob("*.txt"):
    add_test(path.stem)


class Interrupted(unittest.TestCase):
    """Not among the tests of the thread sanitizer, which holds signals back while nothing but Lua runs."""

    def test_a_script_that_loops_does_not_outlive_an_interruption(self):
        with tempfile.TemporaryDirectory() as folder:
            loops = pathlib.Path(folder) / "loops.lua"
            loops.write_text("return { document = function() while true do pcall(function() while true do end end) end end }")
            words = [GLOSS, "run", "-s", str(loops), "--budget", "1000000", "-f", "jsonl"]  # a budget of hours
            running = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       env={**os.environ, "HOME": folder})
            running.stdin.write(b"An article.")
            running.stdin.close()
            running.stdin = None
            time.sleep(1)
            running.send_signal(signal.SIGINT)
            said = running.communicate(timeout=60)
            self.assertEqual((running.returncode, said), (1, (b"", b"gloss: interrupted\n")))


class Shared(unittest.TestCase):
    def test_what_a_document_leaves_in_memory_takes_no_room_from_the_next(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "full.lua"
            script.write_text(FULL)
            for workers in "1", "2":
                done = subprocess.run([GLOSS, "run", "-s", str(script), "--memory", "64", "-j", workers, "-f", "jsonl"],
                                      input=ARTICLES.encode(), capture_output=True, env={**os.environ, "HOME": folder}, timeout=120)
                self.assertEqual((done.returncode, done.stderr), (0, b""))


class Suite(unittest.TestCase):
    def test_there_are_many_of_each_kind(self):
        counts = {path.stem: len(list(attacks(path))) for path in HERE.glob("*.txt")}
        self.assertEqual(set(counts), {"loops", "late", "memory", "escapes", "integrity", "determinism", "errors"})
        self.assertGreaterEqual(sum(counts.values()), 100, counts)


if __name__ == "__main__":
    unittest.main()

"""What the tests of the command line share: running gloss, and a folder with scripts of one's own."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

GLOSS = os.environ.get("GLOSS", str(pathlib.Path(__file__).parents[2] / "build" / "gloss"))
SEEDS = pathlib.Path(__file__).parents[2] / "seeds"
SCRIPTS = pathlib.Path(__file__).parents[2] / "scripts"

MARK = """
local gloss = require "gloss"
local colours = gloss.wordset { "red", "green" }
return {
  about = "Colours",
  tags = { "test" },
  provides = { colour = { name = "string" } },
  document = function(document)
    for match in colours:matches(document) do document:annotate("colour", match, { name = match.norm }) end
  end,
  tests = { { text = "A red door.", colour = { { "red", name = "red" } } } },
}
"""


class Result:
    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()

    @property
    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Case(unittest.TestCase):
    """A test with a folder of its own, in which it runs; nothing of the user's is seen."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._folder.name)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder / "home"), "LC_ALL": "C.UTF-8"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def tearDown(self):
        self._folder.cleanup()

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def gloss(self, *words, stdin=b"", **environment):
        done = subprocess.run([GLOSS, *words], input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True,
                              cwd=self.folder, env={**self.environment, **environment}, timeout=300)
        self.assertGreaterEqual(done.returncode, 0, f"gloss was killed: {done.stderr.decode()[-2000:]}")
        return Result(done)

"""What somebody sees who types `tools/run` for the first time: a line, not a log; the log when something fails. The programs that
install and build are played by others here."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).parents[2] / "tools"
BUILT = 'echo chatter; mkdir -p "$ROOT/build"; touch "$ROOT/build/build.ninja"; cp /bin/echo "$ROOT/build/gloss"'


class Setup(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self._folder.name)
        shutil.copytree(TOOLS, self.root / "tools")
        self.play("dpkg-query", 'for word; do echo "installed $word"; done')
        self.play("apt-get", "echo chatter of apt")
        self.play("cmake", BUILT)
        self.play("ninja", "echo ninja: no work to do.")

    def tearDown(self):
        self._folder.cleanup()

    def play(self, name, body):
        path = self.root / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("#!/bin/sh\n" + body + "\n")
        path.chmod(0o755)

    def run_it(self):
        path = f"{self.root / 'bin'}:{os.environ['PATH']}"
        return subprocess.run([self.root / "tools" / "run", "a.txt"], env={**os.environ, "PATH": path, "ROOT": str(self.root)},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)

    def test_a_build_is_one_line_and_none_when_there_is_nothing_to_do(self):
        done = self.run_it()
        self.assertEqual((done.returncode, done.stdout), (0, "run a.txt\n"))
        self.assertEqual(done.stderr, "run: building in build/, which takes up to a minute\n")
        self.assertEqual(self.run_it().stderr, "")

    def test_a_build_that_fails_shows_its_log(self):
        self.play("cmake", "echo what went wrong; exit 1")
        done = self.run_it()
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.splitlines()[1:],
                         ["what went wrong", "run: could not build in build/; the log above says why"])

    def test_installing_is_one_line(self):
        self.play("dpkg-query", "exit 1")
        self.play("sudo", 'exec "$@"')
        done = self.run_it()
        self.assertRegex(done.stderr, r"^run: installing cmake .*\nrun: building .*\n$")

    def test_installing_that_fails_shows_its_log_and_says_what_to_type(self):
        self.play("dpkg-query", "exit 1")
        self.play("sudo", 'exec "$@"')
        self.play("apt-get", "echo no network; exit 1")
        done = self.run_it()
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"\nno network\nrun: could not install them; as root, this should: apt-get install cmake ")


if __name__ == "__main__":
    unittest.main()

"""What the Tab key offers: what --help says."""
import pathlib
import re
import shutil
import subprocess
import unittest

from gloss import GLOSS, Case

FOLDER = pathlib.Path(__file__).parents[2] / "tools" / "completion"


class Completion(Case):
    def run_shell(self, *words):
        path = f"{pathlib.Path(GLOSS).resolve().parent}:{self.environment['PATH']}"
        done = subprocess.run(words, cwd=self.folder, env={**self.environment, "PATH": path}, capture_output=True, text=True,
                              timeout=60)
        self.assertEqual(done.stderr, "")
        return done.stdout.split("\n")[:-1]

    def bash(self, *words):
        return self.run_shell("bash", "-c", f'. {FOLDER}/gloss.bash; COMP_WORDS=(gloss "$@"); COMP_CWORD=$#; _gloss; '
                                            'printf "%s\\n" "${COMPREPLY[@]}"', "bash", *words)

    def options(self, command):
        return sorted(set(re.findall(r"(?:^  |, +| {4})(--[a-z-]+)", self.gloss(command, "--help").out, re.MULTILINE)))

    def test_commands_are_offered(self):
        self.assertEqual(self.bash("ver"), ["verify", "version"])

    def test_all_options_of_a_command_are_offered_and_no_others(self):
        for command in ("run", "new", "test", "train", "why"):
            with self.subTest(command=command):
                self.assertEqual(sorted(self.bash(command, "--")), self.options(command))

    def test_scripts_and_sets_are_offered_where_one_is_named(self):
        self.assertEqual(self.bash("run", "-s", "qu"), ["quotes"])
        self.assertEqual(self.bash("run", "-s", "new"), ["news"])
        self.assertEqual(self.bash("test", "ton"), ["tone", "tone_over_time"])

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish_offers_the_same(self):
        offered = self.run_shell("fish", "-c", f'source {FOLDER}/gloss.fish; complete -C "gloss run --"')
        self.assertLessEqual(set(self.options("run")), set(offered))
        offered = self.run_shell("fish", "-c", f'source {FOLDER}/gloss.fish; complete -C "gloss ver"')
        self.assertEqual([line.split("\t")[0] for line in offered], ["verify", "version"])

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_reads_its_file(self):
        self.assertEqual(self.run_shell("zsh", "-n", str(FOLDER / "_gloss")), [])

    def test_man_pages_say_what_help_says(self):
        self.run_shell(str(FOLDER.parent / "man"), GLOSS, "man")
        for command in ("run", "new", "why-not"):
            page = (self.folder / f"man/gloss-{command}.1").read_text()
            said = page.replace("\\&", "").replace("\\-", "-").replace("\\e", "\\")
            for line in self.gloss(command, "--help").out.splitlines():
                self.assertIn(line + "\n", said)


if __name__ == "__main__":
    unittest.main()

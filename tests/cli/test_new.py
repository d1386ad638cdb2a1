"""gloss new, and the gloss.toml of a project."""
import json
import os
import unittest

from gloss import MARK, SCRIPTS, Case

PASSES = r"^[1-9]\d* passed, 0 failed\n$"


class New(Case):
    def test_whatever_is_made_passes_its_tests(self):
        for words in ([], ["--fold"], ["--reader"], ["--writer"], ["--like", "quotes"]):
            with self.subTest(words=words):
                name = f"a{len(os.listdir(self.folder))}"
                self.assertEqual(self.gloss("new", name, *words).status, 0)
                self.assertRegex(self.gloss("test", f"./{name}.lua").out, PASSES)

    def test_it_says_what_to_type_next(self):
        self.write("a.txt", "A night train.")
        lines = self.gloss("new", "hedges").out.splitlines()
        self.assertEqual(lines[0], "./hedges.lua is written. To go on:")
        self.assertEqual(lines[2:], ["  gloss test ./hedges.lua", "  gloss run -s ./hedges.lua ARTICLE"])
        record, = self.gloss("run", "-s", "./hedges.lua", "-f", "jsonl", "a.txt").records
        self.assertEqual([found["text"] for found in record["annotations"]["hedges"]], ["night train"])

    def test_a_copy_is_the_script_as_it_is(self):
        self.gloss("new", "mine", "--like", "quotes")
        self.assertEqual((self.folder / "mine.lua").read_text(), (SCRIPTS / "analyses/quotes.lua").read_text())

    def test_what_is_there_is_never_written_over(self):
        self.write("mine.lua", "-- precious")
        self.write("house/a.txt", "precious")
        self.assertEqual(self.gloss("new", "mine").err, "gloss: ./mine.lua: is there already; nothing was written\n")
        self.assertEqual(self.gloss("new", "--project", "house").err, "gloss: ./house: is there already; nothing was written\n")
        self.assertEqual((self.folder / "mine.lua").read_text(), "-- precious")

    def test_a_name_that_cannot_be_one_is_refused(self):
        for words, said in (
            (["Night-Trains"],
             '"Night-Trains": a name has small letters, digits and _, and begins with a letter, like night_trains'),
            (["end"], '"end" has a meaning of its own in a script; choose another name'),
            (["no/such/folder"], "no/such/folder.lua: No such file or directory"),
            (["--like", "quuotes", "a"],
             '"quuotes" is not a script, set or tag; did you mean "quotes"? (`gloss scripts` lists them)'),
            (["--like", "news", "a"], "--like news: name one script; this chooses 4"),
            (["--fold", "--project", "a"], "gloss new: give one of --like, --fold, --reader, --writer and --project"),
            (["a", "b"], 'gloss new: "b" is one name too many'),
            ([], "gloss new needs a name: gloss new night_trains"),
        ):
            with self.subTest(words=words):
                done = self.gloss("new", *words)
                self.assertEqual((done.status, done.err), (2, f"gloss: {said}\n"))
        self.assertEqual([*self.folder.glob("*.lua")], [])

    def test_templates_of_ones_own_come_first(self):
        self.write("own/templates/analysis.lua", 'return { about = "@NAME@ of the house" }')
        self.gloss("new", "mine", "--script-path", "own")
        self.assertEqual((self.folder / "mine.lua").read_text(), 'return { about = "mine of the house" }')


class Projects(Case):
    def setUp(self):
        super().setUp()
        self.write("mark.lua", MARK)
        self.write("own/mark.lua", MARK.replace('"red"', '"blue"'))
        self.write("own/tone.tsv", "phrase\tweight\nred\t1\n")
        self.write("a.txt", "A red door, a blue house.")

    def project(self, text):
        return self.write("gloss.toml", text)

    def found(self, *words, **more):
        record, = self.gloss("run", "-f", "jsonl", *words, **more).records
        return [annotation["text"] for annotation in record["annotations"].get("colour", [])]

    def test_a_new_one_runs_and_passes_its_tests(self):
        self.gloss("new", "--project", "trains")
        self.folder /= "trains"
        self.assertRegex(self.gloss("test", "project").out, PASSES)
        record, = self.gloss("run", "-f", "jsonl", "articles").records
        self.assertEqual([found["text"] for found in record["annotations"]["trains"]], ["may", "It seems"])
        library, = json.loads((self.folder / ".luarc.json").read_text())["workspace.library"]
        self.assertTrue(os.path.exists(f"{library}/gloss.lua"))

    def test_a_script_made_in_one_is_found_by_its_name(self):
        self.gloss("new", "--project", "trains")
        self.folder /= "trains/articles"
        self.assertIn("../scripts/night.lua is written", self.gloss("new", "night").out)
        self.assertRegex(self.gloss("test", "night").out, PASSES)

    def test_it_is_read_from_the_folders_below_it_too(self):
        self.project('script-path = "own"\nscripts = "mark"\n')
        self.write("deep/er/b.txt", "A blue door.")
        self.assertEqual(self.found("a.txt"), ["blue"])
        self.folder /= "deep/er"
        self.assertEqual(self.found("b.txt"), ["blue"])

    def test_the_command_line_comes_first(self):
        self.project('script-path = ["own"]\nscripts = ["mark"]\nlang = "xx"\nmemory = 1\n')
        self.assertEqual(self.found("-s", "./mark.lua", "--lang", "en", "--memory", "64", "a.txt"), ["red"])

    def test_options_are_those_of_scripts_that_may_not_be_chosen(self):
        self.project('script-path = "own"\n[options]\ntone.lexicon = "tone.tsv"\n')
        self.assertEqual(self.found("-s", "mark", "a.txt"), ["blue"])
        record, = self.gloss("run", "-s", "tone", "-f", "jsonl", "a.txt").records
        self.assertEqual(record["values"]["tone"]["positive"], 1)

    def test_what_is_wrong_is_said_with_its_line(self):
        for text, said in (
            ("\nscript = 1", 'gloss.toml:2: unknown key "script"; did you mean "scripts"?'),
            ('script-path = "nowhere"', 'gloss.toml:1: script-path: no such folder: "nowhere"'),
            ("scripts = 3", 'gloss.toml:1: scripts: give text, as in "news", or a list of texts'),
            ("memory = -1", "gloss.toml:1: memory: give a whole number, 1 or more"),
            ("trust = true", 'gloss.toml:1: unknown key "trust"'),
            ("[options]\ntone = 3", "gloss.toml:2: options: write SCRIPT.OPTION = VALUE"),
            ("[options]\ntoone.lexicon = 3", 'gloss.toml: options: no script "toone"; did you mean "tone"?'),
            ("[options]\ntone.lexicn = 3",
             'gloss.toml: options: -O tone.lexicn=3: tone has no option "lexicn"; did you mean "lexicon"?'),
        ):
            with self.subTest(text=text):
                self.project(text)
                done = self.gloss("run", "-s", "tone", "a.txt")
                self.assertEqual((done.status, done.err), (2, f"gloss: {said}\n"))

    def test_what_is_not_toml_ends_in_a_message(self):
        for content in (b"scripts = ", b"\xff\xfe\x00", b"[" * 10000, b"a = [" * 10000, b"scripts = \"a\nb\""):
            with self.subTest(content=content[:20]):
                self.project(content)
                done = self.gloss("run", "a.txt")
                self.assertEqual(done.status, 2)
                self.assertRegex(done.err, r"^gloss: gloss\.toml:\d+:\d+: ")


if __name__ == "__main__":
    unittest.main()

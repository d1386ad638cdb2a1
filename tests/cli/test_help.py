"""gloss help TOPIC: the pages in the terminal."""
import pathlib
import re
import unittest

from gloss import Case

PAGES = pathlib.Path(__file__).parents[2] / "docs"


class Help(Case):
    def help(self, *words):
        done = self.gloss("help", *words)
        self.assertEqual((done.status, done.err), (0, ""))
        return done.out

    def test_a_name_gives_its_row(self):
        self.assertRegex(self.help("token.pos"), r"^Token  \(docs/lua-api\.md\)\n  `pos`\n      its part of speech: ")
        self.assertRegex(self.help("document:annotate"), r"^Document .*\n  `:annotate\(layer, place, fields\?\)`\n")

    def test_a_name_that_all_places_have_is_found_with_a_token_too(self):
        self.assertRegex(self.help("token.plain"), r"(?m)^Places .*\n  `plain`\n")

    def test_every_name_in_the_tables_of_the_interface_is_found(self):
        rows = re.findall(r"^\| `([:\w]+)", (PAGES / "lua-api.md").read_text(), re.MULTILINE)
        self.assertGreater(len(rows), 50)
        for name in rows:
            with self.subTest(name=name):
                self.assertRegex(self.help(name.lstrip(":")), rf"`{re.escape(name)}|{re.escape(name)}")

    def test_words_give_the_section_that_has_them(self):
        self.assertRegex(self.help("labels"), r"^Labels  \(docs/patterns\.md\)\n")
        self.assertEqual(self.help("how", "are", "labels", "written"), self.help("how are labels written"))
        self.assertIn("\nSee also:\n", self.help("how are labels written"))

    def test_lines_fit_the_terminal_but_for_programs(self):
        for page in PAGES.glob("*.md"):
            for line in self.help(f"the page {page.stem}").splitlines():
                self.assertTrue(len(line) <= 80 or line.startswith("    ") or " " not in line.strip(), line)

    def test_every_command_still_gives_its_own(self):
        for name in re.findall(r"^  ([\w-]+) +\w", self.gloss("--help").out.partition("Commands:")[2], re.MULTILINE):
            if name not in ("help", "version"):
                self.assertRegex(self.help(name), rf"^gloss {name} ")

    def test_what_the_pages_do_not_say_ends_in_a_message(self):
        for word, hint in (("scrpts", '; did you mean "scripts"?'), ("zzzz", "")):
            done = self.gloss("help", word)
            self.assertEqual((done.status, done.err), (2, f'gloss: no command is called "{word}", and the pages say nothing of '
                                                          f"it{hint} (`gloss --help` lists the commands)\n"))
        for word in ("", ".", ":", "`", "\x1b[31m", "\u0308", "a" * 10000):
            with self.subTest(word=word[:5]):
                self.assertIn(self.gloss("help", word).status, (0, 2))

    def test_a_file_in_place_of_a_command_is_told_how_it_is_read(self):
        self.write("a.txt", "Red.")
        self.assertEqual(self.gloss("a.txt").err, 'gloss: "a.txt" is a file; to analyse it: gloss run a.txt\n')


if __name__ == "__main__":
    unittest.main()

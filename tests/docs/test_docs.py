"""Every example of the pages, run as a reader runs it: files are written, commands are typed, and what comes out is compared."""
import tempfile
import unittest

import page
from reader import PAGES, ROOT, Reader

EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.lua"))
SAMPLE = "sample.txt"  # what the examples of a page are run over


def plain(text):
    """A tab is seen as a space; spaces at the end of a line are not seen."""
    return "\n".join(line.replace("\t", " ").rstrip() for line in text.strip("\n").split("\n"))


class Pages(unittest.TestCase):
    maxDiff = None

    def read(self, path):
        with tempfile.TemporaryDirectory() as folder:
            reader = Reader(folder)
            for block in page.blocks(path.read_text()):
                with self.subTest(page=path.name, line=block.line):
                    self.follow(reader, block)

    def follow(self, reader, block):
        if block.kind == "file":
            reader.write(block.name, block.content)
        elif block.kind == "console":
            self.run_console(reader, block)
        elif block.kind == "lua":
            self.run_example(reader, block)
        elif block.kind == "":
            self.assertNotRegex(block.content, r"(?m)^\$ ", "a drawing, which nobody runs, has no command")
        else:
            self.fail(f"a block of kind \"{block.kind}\" that nobody runs")

    def run_console(self, reader, block):
        self.assertTrue(block.content.startswith("$ "), "a console begins with a command")
        for command, expected in page.commands(block.content):
            self.assertEqual(plain(reader.type(command)), plain(expected), command)

    def run_example(self, reader, block):
        example = page.Example(block.content)
        reader.write("example.lua", example.script)
        self.assertTrue((reader.folder / SAMPLE).exists(), f"the page has examples, and no {SAMPLE}")
        said = reader.type(f"gloss run {example.options} ./example.lua -o example.jsonl {SAMPLE}").splitlines()
        errors = [line for line in said if line.startswith("gloss: ")]
        self.assertEqual(plain("\n".join(line for line in said if line not in errors)), plain("\n".join(example.printed)))
        if example.raised:
            self.assertTrue(errors and errors[0].endswith(": " + example.raised), f"{errors} should say {example.raised}")
        else:
            self.assertEqual(errors, [])
        if example.has_tests:
            self.assertRegex(reader.type("gloss test ./example.lua"), r"^[1-9]\d* passed, 0 failed\n$")

    def test_no_block_is_hidden(self):
        for path in PAGES:
            with self.subTest(page=path.name):
                text = path.read_text()
                self.assertEqual(text.count("```"), 2 * len(list(page.blocks(text))))

    def test_what_pages_name_is_there(self):
        for path in PAGES:
            for name in page.named_files(path.read_text()):
                with self.subTest(page=path.name, name=name):
                    self.assertTrue(any((folder / name).exists() for folder in (path.parent, ROOT, ROOT / "engine")))

    def test_block_kinds_are_told_apart(self):
        text = "`a.lua`:\n```lua\nreturn {}\n```\n\n```console\n$ ls\na.lua\n```\n\nIn `b`\n```lua\nprint(1)  --> 1\n```\n"
        self.assertEqual([(b.kind, b.name) for b in page.blocks(text)], [("file", "a.lua"), ("console", None), ("lua", None)])


class Examples(unittest.TestCase):
    def test_every_example_passes_its_tests(self):
        for path in EXAMPLES:
            with self.subTest(example=path.name), tempfile.TemporaryDirectory() as folder:
                self.assertRegex(Reader(folder).type(f"gloss test {path}"), r"^[1-9]\d* passed, 0 failed\n$")

    def test_every_example_is_told_of(self):
        told = (ROOT / "docs" / "writing-an-analysis.md").read_text()
        for path in EXAMPLES:
            self.assertIn(f"`{path.name}`", told)


def add_page(path):
    def test(self):
        self.read(path)
    setattr(Pages, f"test_{path.stem.replace('-', '_').lower()}_says_what_happens", test)


for path in PAGES:
    add_page(path)

if __name__ == "__main__":
    unittest.main()

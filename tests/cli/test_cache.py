"""Compiled lists: kept where the user's environment says, used by the next run, and never in the way."""
import json
import subprocess
import unittest

from gloss import GLOSS, Case

SCRIPT = """
local gloss = require "gloss"
local names = gloss.gazetteer "names.tsv"
return {
  about = "Names",
  provides = { name = { number = "string" } },
  document = function(document)
    for match in names:matches(document) do document:annotate("name", match, { number = match.entry.number }) end
  end,
}
"""


class Cache(Case):
    def setUp(self):
        super().setUp()
        self.write("p/named.lua", SCRIPT)
        self.write_names("Q1")

    def write_names(self, last):
        many = "".join(f"Name Number{i}\tQ{i}\n" for i in range(5000))
        self.write("p/names.tsv", f"name\tnumber\n{many}New York\t{last}\n")

    def run_names(self, **environment):
        result = self.gloss("run", "--script-path", "p", "-s", "named", stdin='{"text":"He left New York."}', **environment)
        self.assertEqual((result.status, result.err), (0, ""))
        return [name["fields"]["number"] for name in result.records[0]["annotations"]["name"]]

    def kept(self, folder):
        return sorted(path.name for path in (self.folder / folder).glob("*"))

    def test_a_list_is_kept_in_the_cache_of_the_home_folder(self):
        for _ in range(2):
            self.assertEqual(self.run_names(), ["Q1"])
        self.assertEqual([name.partition("-")[0] for name in self.kept("home/.cache/gloss")], ["names.tsv"])

    def test_the_variable_says_another_folder(self):
        self.assertEqual(self.run_names(XDG_CACHE_HOME=str(self.folder / "cache")), ["Q1"])
        self.assertEqual(len(self.kept("cache/gloss")), 1)
        self.assertEqual(self.kept("home/.cache/gloss"), [])

    def test_a_relative_folder_is_none(self):
        self.assertEqual(self.run_names(XDG_CACHE_HOME="cache"), ["Q1"])
        self.assertEqual(self.kept("cache"), [])

    def test_a_changed_list_is_seen(self):
        self.assertEqual(self.run_names(), ["Q1"])
        self.write_names("Q2")
        self.assertEqual(self.run_names(), ["Q2"])
        self.assertEqual(len(self.kept("home/.cache/gloss")), 1)

    def test_lists_of_every_format_are_kept(self):
        names = [f"Name Number{i}" for i in range(5000)] + ["New York"]
        lines = "".join(name + "\n" for name in names)
        objects = "".join(f'{{"name": "{name}", "number": "{i}"}}\n' for i, name in enumerate(names))
        contents = {"names.txt": lines, "names.csv": "name\n" + lines, "names.jsonl": objects}
        for name, content in contents.items():
            self.write(f"p/{name}", content)
            self.write("p/named.lua", SCRIPT.replace("names.tsv", name).replace("match.entry.number", "match.entry.name"))
            for _ in range(2):
                self.assertEqual(self.run_names(), ["New York"])
        self.assertEqual([name.partition("-")[0] for name in self.kept("home/.cache/gloss")], sorted(contents))

    def test_a_kept_list_of_jsonl_has_the_types_of_its_fields(self):
        item = {"name": "New York", "number": "Q1", "size": 8804190, "share": 0.1, "is_large": True,
                "parts": ["Bronx", {"rank": -1}]}
        self.write("p/names.jsonl", json.dumps(item) + "\n" + "".join(f'"Name Number{i}"\n' for i in range(5000)))
        script = SCRIPT.replace("names.tsv", "names.jsonl")
        self.write("p/named.lua", script.replace("match.entry.number", 'gloss.encode("json", match.entry)'))
        built, kept = self.run_names(), self.run_names()
        self.assertEqual(built, kept)
        self.assertEqual(json.loads(kept[0]), item)

    def test_no_place_to_keep_it_is_no_error(self):
        for environment in ({"XDG_CACHE_HOME": "/dev/null"}, {"HOME": ""}, {"HOME": "/dev/null"},
                            {"XDG_CACHE_HOME": self.write("a_file", "")}):
            for _ in range(2):
                self.assertEqual(self.run_names(**environment), ["Q1"])

    def test_a_damaged_file_is_replaced(self):
        self.assertEqual(self.run_names(), ["Q1"])
        path = next((self.folder / "home/.cache/gloss").glob("*"))
        whole = path.read_bytes()
        for damaged in (b"", whole[:100], whole[:-1], whole[:5000] + b"?" + whole[5001:]):
            path.write_bytes(damaged)
            self.assertEqual(self.run_names(), ["Q1"])
            self.assertEqual(path.read_bytes(), whole)

    def test_runs_at_once_do_no_harm(self):
        command = [GLOSS, "run", "--script-path", "p", "-s", "named"]
        runs = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self.folder, env=self.environment)
                for _ in range(6)]
        outputs = {run.communicate(b'{"text":"He left New York."}')[0] for run in runs}
        self.assertEqual(len(outputs), 1)
        self.assertIn(b'"Q1"', outputs.pop())
        self.assertEqual(len(self.kept("home/.cache/gloss")), 1)


if __name__ == "__main__":
    unittest.main()

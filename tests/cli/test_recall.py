"""--cache: what has not changed since is taken from an earlier run, and nothing else is."""
import re
import subprocess
import unittest

from gloss import GLOSS, Case

SCRIPT = """
local gloss, mine = require "gloss", require "mine"
local words = gloss.wordset "words.txt"
local facts = gloss.data "facts.json"
return {
  about = "Marks",
  provides = { mark = { of = "string" } },
  options = { more = { default = "no", about = "said with each" } },
  document = function(document, options)
    for match in words:matches(document) do
      document:annotate("mark", match, { of = mine.name .. facts.name .. options.more })
    end
    if document.text:find "fails" then error "as it was asked" end
    if document.text:find "prints" then print(document.id) end
  end,
}
"""

ARTICLES = "".join('{"id":"%d","text":"A red door, number %d."}\n' % (i, i) for i in range(40))


class Recall(Case):
    def setUp(self):
        super().setUp()
        self.write("p/marks.lua", SCRIPT)
        self.write("p/mine.lua", 'return { name = "mine" }')
        self.write("p/words.txt", "red\n")
        self.write("p/facts.json", '{"name":"fact"}')
        self.write("in.jsonl", ARTICLES)

    def run_marks(self, *words, paths=("in.jsonl",), **environment):
        result = self.gloss("run", "--script-path", "p", "-s", "marks", "--cache", "kept", "--progress", *words, *paths,
                            **environment)
        recalled = re.search(r"(\d+) of them from the cache", result.err)
        self.recalled = int(recalled[1]) if recalled else 0
        return result

    def anew(self, *words, paths=("in.jsonl",)):
        return self.gloss("run", "--script-path", "p", "-s", "marks", *words, *paths)

    def test_what_has_not_changed_is_recalled(self):
        first = self.run_marks()
        self.assertEqual(self.recalled, 0)
        for workers in "1", "2", "4":
            again = self.run_marks("-j", workers)
            self.assertEqual((self.recalled, again.out), (40, first.out))
        self.assertEqual(first.out, self.anew().out)

    def test_new_and_changed_documents_are_done(self):
        self.run_marks()
        lines = ARTICLES.splitlines(keepends=True)
        lines[7] = lines[7].replace("red", "red, red")
        self.write("in.jsonl", '{"id":"new","text":"A red one."}\n' + "".join(lines))
        again = self.run_marks()
        self.assertEqual((self.recalled, again.out), (39, self.anew().out))

    def test_whatever_else_results_depend_on_is_noticed(self):
        changes = {
            "the script": lambda: self.write("p/marks.lua", SCRIPT.replace("mine.name ..", '"x" .. mine.name ..')),
            "a module": lambda: self.write("p/mine.lua", 'return { name = "other" }'),
            "a list": lambda: self.write("p/words.txt", "red\ndoor\n"),
            "data": lambda: self.write("p/facts.json", '{"name":"more"}'),
            "the language's words": lambda: self.write("p/lang/en/stop.txt", "door\n"),
        }
        self.run_marks()
        for what, change in changes.items():
            with self.subTest(what):
                change()
                changed = self.run_marks()
                self.assertEqual((self.recalled, changed.out), (0, self.anew().out))
                self.run_marks()
                self.assertEqual(self.recalled, 40)

    def test_options_are_noticed(self):
        self.run_marks()
        for words in (["-O", "marks.more=yes"], ["--layers", "all"], ["--lang", "de"], ["--memory", "64"], ["--budget", "100"],
                      ["--why"], ["-f", "text"], ["--with-title"], ["--strict"], ["--trust"], ["--date", "2024-05-01"]):
            with self.subTest(words):
                changed = self.run_marks(*words)
                self.assertEqual((self.recalled, changed.out), (0, self.anew(*words).out))

    def test_a_module_that_hides_another_is_noticed(self):
        self.run_marks()
        self.write("q/mine.lua", 'return { name = "nearer" }')
        (self.folder / "p/mine.lua").unlink()
        changed = self.run_marks("--script-path", "q")
        self.assertEqual((self.recalled, changed.records[0]["annotations"]["mark"][0]["fields"]["of"]), (0, "nearerfactno"))

    def test_a_list_that_came_later_is_noticed(self):
        self.write("p/marks.lua", 'return { about = "x", provides = { "n" }, document = function(document)\n'
                   'local found, words = pcall(require("gloss").data, "late.txt")\n'
                   'document:set("n", found and #words or 0) end }')
        self.run_marks()
        self.write("p/late.txt", "a\nb\n")
        self.assertEqual({record["values"]["n"] for record in self.run_marks().records}, {2})

    def test_failures_and_prints_are_recalled_too(self):
        self.write("in.jsonl", '{"id":"1","text":"This fails."}\n{"id":"2","text":"This prints."}\nno document\n')
        first, second = self.run_marks(), self.run_marks()
        self.assertEqual(self.recalled, 2)
        said = [line for line in second.err.splitlines() if "from the cache" not in line]
        self.assertEqual((second.status, second.out, said),
                         (1, first.out, [line for line in first.err.splitlines() if " documents in " not in line]))

    def test_what_a_reader_in_lua_gives_is_recalled(self):
        reader = 'return { about = "Lines", endings = { ".lines" }, read = function(input, add)\n' \
                 'for line in input:lines() do add { text = line .. SUFFIX, id = line:sub(1, 5) } end end }'
        self.write("p/readers/lines.lua", reader.replace("SUFFIX", '""'))
        self.write("in.lines", "Red one.\nThe red two.\n")
        self.run_marks(paths=["in.lines"])
        self.run_marks(paths=["in.lines"])
        self.assertEqual(self.recalled, 2)
        self.write("p/readers/lines.lua", reader.replace("SUFFIX", '" Red."'))
        changed = self.run_marks(paths=["in.lines"])
        self.assertEqual((self.recalled, changed.out), (0, self.anew(paths=["in.lines"]).out))

    def test_two_runs_at_once_share_it(self):
        command = [GLOSS, "run", "--script-path", "p", "-s", "marks", "--cache", "kept", "in.jsonl"]
        running = [subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                   for _ in range(4)]
        results = [run.communicate(timeout=120) for run in running]
        self.assertEqual({(out.decode(), err.decode()) for out, err in results}, {(self.anew().out, "")})
        self.run_marks()
        self.assertEqual(self.recalled, 40)

    def test_a_damaged_one_is_made_anew(self):
        first = self.run_marks()
        self.write("kept/results.db", b"not a database, but as long as one" * 1000)
        again = self.run_marks()
        self.assertEqual((self.recalled, again.status, again.out), (0, 0, first.out))
        self.assertIn("gloss: kept/results.db: was damaged, and is made anew\n", again.err)
        self.run_marks()
        self.assertEqual(self.recalled, 40)

    def test_damage_in_the_middle_gives_no_wrong_results(self):
        first = self.run_marks()
        path = self.folder / "kept/results.db"
        whole = path.read_bytes()
        for start in range(0, len(whole), len(whole) // 20):
            path.write_bytes(whole[:start] + bytes(b ^ 0x55 for b in whole[start:start + 2000]) + whole[start + 2000:])
            again = self.run_marks()
            self.assertEqual((again.status, again.out), (0, first.out))

    def test_what_cannot_be_is_said_before_the_run(self):
        self.write("file", "")
        refused = self.gloss("run", "--cache", "file", "in.jsonl")
        self.assertEqual((refused.status, refused.err), (2, "gloss: --cache file: this folder cannot be made\n"))
        folds = self.gloss("run", "-s", "most_named", "--cache", "kept", "in.jsonl")
        self.assertEqual((folds.status, folds.err),
                         (2, "gloss: --cache: keeps results of documents, and a fold has none; leave one of them out\n"))


if __name__ == "__main__":
    unittest.main()

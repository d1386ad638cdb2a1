"""What the scripts that come with gloss do on text that repeats one thing: three times the text, three times the steps of Lua."""
import json
import unittest

from gloss import SCRIPTS, Case

FEW, TIMES = 2000, 3
MARKS = ['"', "“", "”", "„", "«", "»", "‹", "›", "``", "''", "‘", "’", "‚", "'", "`"]
SHAPES = ["_", "_ ", "_a ", "a_ ", "_Aa bb.\n\n", "He said _we aa. ", "Photo by _Ann\n\n", "He said _no.\n\nPhoto by Ann\n\n"]
OTHERS = [
    " ".join(MARKS) + " a ", "a ".join(reversed(MARKS)), "“a ‘b ", "(\"a 'b ", "‘The players’ union ", "'s players' union ",
    '"Aa bb cc dd." ', '"Aa bb cc," said Lee. ', '"Aa bb cc dd ee" and ', '"Aa", ', '"Aa bb cc." Lee laughed. ',
    "said ", "Lee said that ", "according to ", "Lee, ", 'Lee did not deny that "it" ', "Lee said it. ",
]


def repeated(marks):
    return [shape.replace("_", mark) for mark in marks for shape in SHAPES] + OTHERS


# The script NAME as it is, with its steps counted and printed for each document.
COUNTED = """
local script = (function()
SOURCE
end)()
local run = script.document
script.tests = nil
function script.document(document, options)
  local steps = 0
  debug.sethook(function() steps = steps + 1 end, "", 10)
  run(document, options)
  debug.sethook()
  print(steps)
end
return script
"""


class Steps(Case):
    def count(self, name, texts):
        self.write(f"counted/{name}.lua", COUNTED.replace("SOURCE", (SCRIPTS / "analyses" / f"{name}.lua").read_text()))
        articles = "\n".join(json.dumps({"text": text}) for text in texts)
        done = self.gloss("run", "--trust", "--script-path", "counted", "-s", name, "-f", "jsonl", "-o", "out.jsonl", "-",
                          stdin=articles)
        self.assertEqual(done.status, 0, done.err)
        return [int(line) for line in done.err.splitlines()]

    def check(self, name, pieces):
        few = self.count(name, [piece * FEW for piece in pieces])
        many = self.count(name, [piece * FEW * TIMES for piece in pieces])
        self.assertEqual(len(few), len(pieces))
        for piece, less, more in zip(pieces, few, many):
            with self.subTest(script=name, repeated=piece):
                self.assertLess(more, (less + 100) * TIMES * 1.2)

    def test_structure_is_linear_whatever_the_text_repeats(self):
        self.check("structure", repeated(MARKS))

    def test_quotes_is_linear_whatever_the_text_repeats(self):
        self.check("quotes", repeated(["\"", "“", "'"]))


if __name__ == "__main__":
    unittest.main()

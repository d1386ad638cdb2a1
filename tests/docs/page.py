"""A page of Markdown as a reader goes through it: the files he writes and the commands he types, in order.

  `NAME`:         a line that ends so, before a block: the block is the file NAME
  ```console      commands after "$ ", further lines of one after "> ", and what they print, both streams, as a terminal shows it
  ```lua          an example: what it prints stands after "-->", what it raises after "--!"; see `Example`
  ```             a drawing
"""
import re

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")
FOLDERS = "engine|scripts|tests|tools|docs|seeds"
ROOMS = "base|text|match|script|run|read|write|segment|unicode|cli"
PATH = re.compile(rf"`((?:{FOLDERS}|{ROOMS})/[\w./-]*\w)`")
NAMED = re.compile(r"`([\w./-]+)`:$")


class Block:
    def __init__(self, line, kind, name, content):
        self.line, self.kind, self.name, self.content = line, kind, name, content


def blocks(text):
    for match in FENCE.finditer(text):
        before = text[:match.start()].rstrip("\n").rpartition("\n")[2]
        named = NAMED.search(before)
        line = text.count("\n", 0, match.start()) + 1
        kind = "file" if named else match[1]
        yield Block(line, kind, named and named[1], match[2])


def commands(console):
    """The commands of a console, each with what it prints."""
    found = []
    for line in console.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith("> ") and not found[-1][1]:
            found[-1] = (found[-1][0] + "\n" + line[2:], [])
        else:
            found[-1][1].append(line)
    return [(command, "\n".join(lines)) for command, lines in found]


def named_files(text):
    """The files and folders that a page links to, or names from one of the project's folders or rooms."""
    return sorted({*LINK.findall(text), *PATH.findall(text)})


class Example:
    """An example as a whole script. One that begins with `return` is that already; one that begins with a key of a script's
    table is entries of it; else it is what the function `document` does, and what stands before a first line without anything
    is the top of the file."""

    KEYS = ("about", "version", "tags", "requires", "provides", "options", "setup", "document", "block", "sentence", "tests")
    PROVIDES = """
  provides = { "score", colour = { shade = "string", sure = "boolean", beside = "place", words = "list" } },
"""

    def __init__(self, content):
        self.has_tests = bool(re.search(r"\btests\s*=", content))
        reads, writes = (re.search(rf"^  {hook}\s*=", content, re.MULTILINE) for hook in ("read", "write"))
        self.options = "-f jsonl -i" if reads else "-f" if writes else "-f jsonl -s"  # by which such a script is chosen
        self.printed = re.findall(r"--> (.*)$", content, re.MULTILINE)
        raised = re.findall(r"--! (.*)$", content, re.MULTILINE)
        self.raised = raised[0] if raised else None
        self.script = self._script(content)

    def _script(self, content):
        lines = [line for line in content.splitlines() if not line.startswith("--")]
        first = next(line for line in lines if line.strip())
        if re.search(r"^return\b", content, re.MULTILINE):
            return content
        if re.match(r"(\w+)\s*=", first) and first.split()[0] in self.KEYS:
            return "return {\n" + content + "\n}\n"
        top, gap, body = content.partition("\n\n")
        if not gap:
            top, body = "", content
        requires = ' requires = { "quoted" },' if "quoted" in body else ""
        return (f'local gloss = require "gloss"\n{top}\n'
                f"return {{{requires}{self.PROVIDES}  document = function(document, options)\n{body}\nend }}\n")

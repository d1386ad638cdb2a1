"""The architecture: what engine/CMakeLists.txt says of the rooms, held against what the files of engine/ do; and of all code,
how long its files and lines are."""
import os
import re
import shutil
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "engine"

# The headers of each foreign library, by the name that NEEDS gives it.
LIBRARIES = {
    "PkgConfig::utf8proc": {"utf8proc.h"},
    "PkgConfig::pcre2": {"pcre2.h"},
    "gloss_lua": {"lua.h", "lauxlib.h", "lualib.h"},
    "simdjson::simdjson": {"simdjson.h"},
    "Threads::Threads": {"pthread.h"},
    "gloss_math": set(),  # of the standard library, whose headers are everybody's
    "PkgConfig::libxml2": {"libxml/HTMLparser.h", "libxml/parser.h", "libxml/parserInternals.h"},
    "PkgConfig::libarchive": {"archive.h", "archive_entry.h"},
    "PkgConfig::sqlite": {"sqlite3.h"},
}
SHARED = {"Threads::Threads", "gloss_lua"}  # what several rooms may be a door to: Lua's machine, its objects, its scripts

SYSTEM = set("""
    assert.h ctype.h dirent.h emmintrin.h errno.h fcntl.h fnmatch.h iconv.h inttypes.h limits.h malloc.h math.h poll.h signal.h
    stdalign.h stdarg.h stdatomic.h
    stdbool.h stddef.h stdint.h stdio.h stdlib.h string.h strings.h sys/file.h sys/ioctl.h sys/mman.h sys/resource.h sys/stat.h
    time.h unistd.h
    charconv cmath cstdlib memory new
    sanitizer/asan_interface.h
""".split())

# What only the command line does, and what would make an output depend on the time or the machine.
CALLS = set("""
    printf vprintf puts putchar perror exit _exit _Exit quick_exit abort system popen fork
    getenv secure_getenv setenv putenv setlocale
    time clock gettimeofday clock_gettime localtime rand random srand srandom
""".split())
STREAMS = {"stdout", "stderr"}

EXCEPTIONS = {
    ("base/memory.c", "stderr"): "there is no memory left to tell a caller",
    ("base/memory.c", "abort"): "there is no memory left to tell a caller",
    ("base/search_path.c", "getenv"): "the folders of the user are found in the environment",
    ("run/corpus.c", "clock_gettime"): "when the checkpoint is due, and when to look after signals",
    ("run/worker.c", "clock_gettime"): "how long scripts take is told, and decides nothing",
    ("unicode/make_classes.c", "printf"): "a program of its own, run when gloss is built",
    ("unicode/make_classes.c", "stdout"): "a program of its own, run when gloss is built",
}


# Where code is, and how it is known there: by its name, or as a program that has none of these. Pages and data are no code.
FOLDERS = (".ci", "docs", "engine", "scripts", "tests", "tools")
CODE = {".c", ".h", ".cpp", ".py", ".lua", ".sh", ".cmake"}
LINES, COLUMNS = 499, 132
FILES = 20  # source files of a room: as many as can be seen at a glance


class Room:
    def __init__(self, name, body):
        self.name, self.files, self.uses, self.needs = name, set(), [], []
        words = None
        for word in body.split():
            if word in ("FILES", "USES", "NEEDS"):
                words = word
            elif words == "FILES":
                self.files.add(word)
            else:
                (self.uses if words == "USES" else self.needs).append(word)


class Engine:
    def __init__(self, folder):
        self.folder = folder
        self.table = re.sub(r"#.*", "", (folder / "CMakeLists.txt").read_text())
        self.rooms = {name: Room(name, body) for name, body in re.findall(r"^gloss_room\((\w+)([^)]*)\)", self.table, re.MULTILINE)}
        paths = sorted(path for path in folder.rglob("*") if path.suffix in (".c", ".h", ".cpp"))
        self.files = {str(path.relative_to(folder)): path.read_text() for path in paths}

    def includes(self, name):
        return re.findall(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', self.files[name], re.MULTILINE)

    def lists(self, name):
        room, _, file = name.partition("/")
        return file == "without.c" or file in self.rooms[room].files or re.search(rf"[\s(]{re.escape(name)}[\s)]", self.table)


def bare(text):
    """The text without what is in comments, strings and characters."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, lambda found: "\n" * found.group().count("\n") or " ", text, flags=re.DOTALL)


def wrong_rooms(engine):
    known, doors = [], {}
    for room in engine.rooms.values():
        for used in room.uses:
            if used not in known:
                yield f"{room.name}: uses {used}, which is not a room above it in the table"
        for library in room.needs:
            if library not in LIBRARIES:
                yield f"{room.name}: needs {library}, whose headers tests/architecture.py does not know"
            elif library not in SHARED and library in doors:
                yield f"{room.name}: needs {library}, whose one door is {doors[library]}"
            doors.setdefault(library, room.name)
        known.append(room.name)


def unlisted_files(engine):
    for name in engine.files:
        if name.partition("/")[0] not in engine.rooms:
            yield f"{name}: stands in no room of the table"
        elif not name.endswith(".h") and not engine.lists(name):
            yield f"{name}: is not listed in engine/CMakeLists.txt"


def full_rooms(engine):
    for room in engine.rooms.values():
        if len(room.files) > FILES:
            yield f"{room.name}: has {len(room.files)} files, and a room has up to {FILES}"


def wrong_include(engine, room, kind, header):
    """What is wrong with an include of a file of the room, or None."""
    library = next((library for library, headers in LIBRARIES.items() if header in headers), None)
    if library:
        return None if library in room.needs else f"is a header of {library}, which {room.name} does not need"
    if kind == "<":
        return None if header in SYSTEM else "is no system header that tests/architecture.py knows"
    if ".." in header.split("/"):
        return "leaves its folder"
    if header.endswith((".c", ".cpp")):
        return "is no header"
    owner = header.partition("/")[0]
    if header.endswith(".inc"):
        return None  # made by the build, for the file that includes it
    if header not in engine.files:
        return "is not room/header.h"
    if owner != room.name and owner not in room.uses:
        return f"is of {owner}, which {room.name} does not use"
    if owner != room.name and "this room" in engine.files[header].partition("*/")[0]:
        return f"is for the room {owner} only"
    return None


def wrong_includes(engine):
    for name in engine.files:
        room = engine.rooms.get(name.partition("/")[0])
        for kind, header in engine.includes(name) if room else ():
            wrong = wrong_include(engine, room, kind, header)
            if wrong:
                yield f"{name}: includes {header}, which {wrong}"


def circles(engine):
    """Headers that include one another, each circle once."""
    done, found = set(), []

    def visit(name, path):
        if name in path:
            found.append(" -> ".join(path[path.index(name):] + [name]))
        elif name in engine.files and name not in done:
            for _, header in engine.includes(name):
                visit(header, path + [name])
            done.add(name)

    for name in engine.files:
        if name.endswith(".h"):
            visit(name, [])
    return [f"headers include one another: {circle}" for circle in found]


def declarations(engine):
    """What a source file says of another's functions or variables, which is for a header to say."""
    variable = re.compile(r'\s*extern\b(?!\s*"?\s*[{]?\s*$)')
    prototype = re.compile(r"(?!static\b|return\b|typedef\b)\w[\w *]*\bgloss_\w+\([^;{}=]*\);\s*$")
    for name, text in engine.files.items():
        if name.endswith(".h"):
            continue
        for line in bare(text).splitlines():
            if variable.match(line) or prototype.match(line):
                yield f"{name}: declares what a header should: {line.strip()}"


def doings(engine):
    """What only the command line does."""
    used = set()
    for name, text in engine.files.items():
        if name.startswith("cli/"):
            continue
        code = bare(text)
        words = {word for word in re.findall(r"(?<![\w.>])(\w+)\s*\(", code) if word in CALLS}
        words |= STREAMS & set(re.findall(r"\w+", code))
        for word in sorted(words):
            used.add((name, word))
            if (name, word) not in EXCEPTIONS:
                yield f"{name}: {word} is for the command line only"
    for name, word in EXCEPTIONS.keys() - used:
        yield f"{name}: is an exception for {word}, and has none"


CHECKS = (wrong_rooms, full_rooms, unlisted_files, wrong_includes, circles, declarations, doings)


def violations(folder):
    engine = Engine(folder)
    return [violation for check in CHECKS for violation in check(engine)]


def is_code(path):
    is_program = not path.suffix and os.access(path, os.X_OK)
    return path.is_file() and (path.suffix in CODE or path.name == "CMakeLists.txt" or is_program)


def too_long(root):
    paths = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*"))]
    for path in filter(is_code, [*root.glob("*"), *paths]):
        name, lines = path.relative_to(root), path.read_text().splitlines()
        if len(lines) > LINES:
            yield f"{name}: has {len(lines)} lines, and a file has up to {LINES}"
        for number, line in enumerate(lines, 1):
            if len(line) > COLUMNS:
                yield f"{name}:{number}: has {len(line)} columns, and a line has up to {COLUMNS}"


class Architecture(unittest.TestCase):
    def test_every_file_keeps_to_the_table(self):
        self.assertEqual(violations(ENGINE), [])

    def test_no_file_or_line_of_code_is_too_long(self):
        self.assertEqual(list(too_long(ROOT)), [])

    def test_the_table_has_been_read(self):
        engine = Engine(ENGINE)
        self.assertEqual(list(engine.rooms)[0], "base")
        self.assertIn("unicode", engine.rooms["text"].uses)
        self.assertGreater(len(engine.files), 50)


class Violations(unittest.TestCase):
    """Each check finds what is planted in a copy of the engine, and nothing else."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp()) / "engine"
        self.addCleanup(shutil.rmtree, self.folder.parent)
        shutil.copytree(ENGINE, self.folder)

    def plant(self, file, text, expected):
        path = self.folder / file
        path.write_text((path.read_text() if path.exists() else "") + "\n" + text + "\n")
        self.assertEqual(violations(self.folder), expected)

    def test_an_include_of_a_room_that_is_not_used(self):
        self.plant("text/layer.c", '#include "regex/regex.h"',
                   ["text/layer.c: includes regex/regex.h, which is of regex, which text does not use"])

    def test_an_include_of_a_header_for_its_room_only(self):
        self.plant("segment/segment.c", '#include "text/room.h"',
                   ["segment/segment.c: includes text/room.h, which is for the room text only"])

    def test_an_include_out_of_the_folder(self):
        self.plant("text/layer.c", '#include "../match/regex.h"',
                   ["text/layer.c: includes ../match/regex.h, which leaves its folder"])

    def test_an_include_without_its_room(self):
        self.plant("text/layer.c", '#include "layer.h"', ["text/layer.c: includes layer.h, which is not room/header.h"])

    def test_an_include_of_a_source_file(self):
        self.plant("text/layer.c", '#include "text/place.c"', ["text/layer.c: includes text/place.c, which is no header"])

    def test_a_foreign_library_elsewhere_than_at_its_door(self):
        self.plant("segment/segment.c", "#  include <utf8proc.h>",
                   ["segment/segment.c: includes utf8proc.h, which is a header of PkgConfig::utf8proc, "
                    "which segment does not need"])

    def test_a_foreign_library_without_a_door(self):
        self.plant("read/text.c", "#include <curl/curl.h>",
                   ["read/text.c: includes curl/curl.h, which is no system header that tests/architecture.py knows"])

    def test_a_second_door(self):
        self.plant("CMakeLists.txt", "gloss_room(extra\n  USES base\n  NEEDS PkgConfig::pcre2)",
                   ["extra: needs PkgConfig::pcre2, whose one door is regex"])

    def test_a_room_that_uses_one_below_it(self):
        table = self.folder / "CMakeLists.txt"
        table.write_text(table.read_text().replace("USES base unicode)", "USES base unicode match)", 1))
        self.assertEqual(violations(self.folder), ["text: uses match, which is not a room above it in the table"])

    def test_a_file_that_is_not_listed(self):
        self.plant("text/extra.c", "", ["text/extra.c: is not listed in engine/CMakeLists.txt"])

    def test_a_room_of_too_many_files(self):
        self.plant("CMakeLists.txt", "gloss_room(extra\n  FILES " + " ".join(f"{i}.c" for i in range(21)) + ")",
                   ["extra: has 21 files, and a room has up to 20"])

    def test_a_file_in_no_room(self):
        (self.folder / "extra").mkdir()
        self.plant("extra/extra.h", "", ["extra/extra.h: stands in no room of the table"])

    def test_a_circle_of_headers(self):
        self.plant("text/value.h", '#include "text/layer.h"',
                   ["headers include one another: text/layer.h -> text/value.h -> text/layer.h"])

    def test_an_extern_declaration(self):
        self.plant("text/layer.c", "extern int depth;", ["text/layer.c: declares what a header should: extern int depth;"])

    def test_a_prototype_of_another_files_function(self):
        self.plant("text/layer.c", "void gloss_document_hide(int depth);",
                   ["text/layer.c: declares what a header should: void gloss_document_hide(int depth);"])

    def test_printing_and_leaving(self):
        self.plant("text/layer.c", 'static void say(void) { printf("%d", 1); fputs("x", stderr); exit (1); }',
                   [f"text/layer.c: {word} is for the command line only" for word in ("exit", "printf", "stderr")])

    def test_an_exception_that_is_not_needed(self):
        path = self.folder / "base/search_path.c"
        path.write_text(path.read_text().replace("getenv(", "look("))
        self.assertEqual(violations(self.folder), ["base/search_path.c: is an exception for getenv, and has none"])

    def test_words_in_comments_and_strings_do_nothing(self):
        self.plant("text/layer.c", '/* exit(1), stdout */ static const char *const x = "printf(1) stderr"; // abort()', [])


class Length(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, file, text, mode=0o644):
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)

    def test_a_line_too_long_is_told_with_its_number(self):
        self.write("tests/test_a.c", "\n" + "a" * 133 + "\n")
        self.assertEqual(list(too_long(self.folder)),
                         ["tests/test_a.c:2: has 133 columns, and a line has up to 132"])

    def test_a_file_too_long_is_told_with_its_lines(self):
        self.write("tools/long.py", "a\n" * 500)
        self.write("tools/as_long_as_may_be.py", "a\n" * 499)
        self.assertEqual(list(too_long(self.folder)), ["tools/long.py: has 500 lines, and a file has up to 499"])

    def test_columns_are_code_points(self):
        self.write("scripts/lib/a.lua", "é" * 132)
        self.assertEqual(list(too_long(self.folder)), [])

    def test_programs_and_lists_of_cmake_are_code(self):
        self.write("tools/run", "a" * 140, 0o755)
        self.write("CMakeLists.txt", "a" * 150)
        self.assertEqual([told.partition(":")[0] for told in too_long(self.folder)], ["CMakeLists.txt", "tools/run"])

    def test_pages_data_and_what_is_built_are_no_code(self):
        for file in ("docs/page.md", "scripts/data/list.tsv", "tests/fuzz/corpus/script/whole", "build/made.c"):
            self.write(file, "a" * 200)
        self.assertEqual(list(too_long(self.folder)), [])


if __name__ == "__main__":
    unittest.main()

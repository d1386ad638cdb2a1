#!/usr/bin/env python3
"""Are the data files well formed? Prints 'N passed, N failed'."""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scripts")
DATA, ENGLISH = os.path.join(ROOT, "data"), os.path.join(ROOT, "lang", "en")
HEADERS = {
    "names.tsv": "name list type of common also",
    "given_names.tsv": "name gender share count common",
    "surnames.tsv": "name count common",
    "person_names.tsv": "name part",
    "tone.tsv": "word weight",
}
LISTS = ("titles.txt roles.txt event_words.txt units.tsv negators.txt org_words.tsv place_words.tsv say.tsv "
         "currencies.tsv number_words.tsv boosters.tsv ordinary.txt name_clues.tsv").split()
TYPES = {"place": {"GPE", "LOC", "FAC"}, "people": {"NORP"}, "event": {"EVENT"}, "work": {"LAW", "PRODUCT", "WORK_OF_ART"}}
WEIGHTS = {"tone.tsv": (-4, 4), "boosters.tsv": (-1, 1), "say.tsv": (0, 1)}
passed = failed = 0


def expect(what, holds):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print("FAILED:", what)


def lines_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read().split("\n")


def check_table(path, name, header=None):
    lines = lines_of(path)
    expect(f"{name} ends in one newline", lines[-1] == "" and lines[-2] != "")
    rows = [tuple(line.split("\t")) for line in lines[:-1]]
    head, rows = rows[0], rows[1:]
    if header:
        expect(f"{name} has its header", head == tuple(header.split()))
    expect(f"{name} has rows", len(rows) > 0)
    expect(f"{name} has as many cells in each row as in its header", all(len(row) == len(head) for row in rows))
    expect(f"{name} has no empty first cell", all(row[0].strip() for row in rows))
    expect(f"{name} has no cell with blanks around it", all(cell == cell.strip() for row in rows for cell in row))
    expect(f"{name} is sorted", rows == sorted(rows))
    expect(f"{name} has no row twice", len(set(rows)) == len(rows))
    expect(f"{name} has no stray character", all(re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f\ufffd]*", line) for line in lines))
    if name == "names.tsv":
        expect(f"{name} has known lists and types", all(row[1] == "org" or row[2] in TYPES.get(row[1], ()) for row in rows))
    if name in WEIGHTS:
        low, high = WEIGHTS[name]
        expect(f"{name} has weights in range", all(low <= float(row[1]) <= high for row in rows))
        expect(f"{name} has each phrase once", len({row[0] for row in rows}) == len(rows))
    return rows


for name, header in HEADERS.items():
    check_table(os.path.join(DATA, name), name, header)
for name in LISTS:
    path = os.path.join(ENGLISH, name)
    if name.endswith(".tsv"):
        check_table(path, name)
        continue
    entries = [line for line in lines_of(path) if line and not line.startswith("# ")]
    expect(f"{name} has entries", entries)
    expect(f"{name} has no entry twice", len(set(entries)) == len(entries))
    expect(f"{name} is sorted", entries == sorted(entries))
    expect(f"{name} has no blanks around an entry", all(entry == entry.strip() for entry in entries))

with open(os.path.join(DATA, "README.md"), encoding="utf-8") as file:
    readme = file.read()
for name in sorted(os.listdir(DATA)):
    if name != "README.md":
        expect(f"{name} is described in README.md", f"`{name}`" in readme)

# What a script may use is told on the pages, with its columns.
PAGES = os.path.join(ROOT, "..", "docs")
told = "".join(open(os.path.join(PAGES, page), encoding="utf-8").read() for page in ("data.md", "languages.md"))
for folder in (DATA, ENGLISH):
    for name in sorted(os.listdir(folder)):
        if name != "README.md":
            expect(f"{name} is described in docs/data.md or docs/languages.md", f"`{name}`" in told)
for path in [*(os.path.join(DATA, name) for name in HEADERS), *(os.path.join(ENGLISH, name) for name in LISTS)]:
    if path.endswith(".tsv"):
        name, columns = os.path.basename(path), lines_of(path)[0].replace("\t", " ")
        expect(f"docs/data.md has the columns of {name}", f"| `{name}` | `{columns}` |" in told)
size = sum(os.path.getsize(os.path.join(DATA, name)) for name in os.listdir(DATA))
expect("the data is smaller than 8 MB", size < 8e6)

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)

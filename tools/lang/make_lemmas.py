#!/usr/bin/env python3
"""Makes lemmas.tsv and words.txt of scripts/lang/en from WordNet 3.0 (Debian's package wordnet-base) and corrections.tsv
beside this file.

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb wordnet
    tools/lang/make_lemmas.py wordnet/usr/share/wordnet scripts/lang/en

What the endings (scripts/lang/en/endings.tsv) get right needs no row. A row is written for

- irregular forms: WordNet's lists of exceptions, and the corrections, which win over all else;
- base words that an ending would change: "news", "bus", "building";
- regular forms that the endings get wrong: "movies", "hoping";
- comparatives, which no ending can tell from other words in -er: "older".

words.txt holds the verbs: what -ed and -ing may leave behind.
"""
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

VOWELS = "aeiou"


def read_wordnet(folder):
    """The single lower-case words of each part of speech, and how often each stood in the tagged texts of WordNet."""
    words, names = defaultdict(set), set()
    for pos in ("noun", "verb", "adj", "adv"):
        for line in open(folder / f"data.{pos}", encoding="latin-1"):
            if not line.startswith(" "):
                parts = line.split(" ")
                for word in parts[4:4 + 2 * int(parts[3], 16):2]:
                    word = re.sub(r"\(.*\)", "", word)
                    if re.fullmatch(r"[a-z]+", word):
                        words[pos].add(word)
                    elif re.fullmatch(r"[A-Z][a-z]+", word):
                        names.add(word.lower())
    counts = Counter()
    kinds = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
    for line in open(folder / "cntlist.rev"):
        key, _, count = line.split()
        word, rest = key.split("%")
        counts[word, kinds[rest[0]]] += int(count)
    return words, names, counts


def read_table(path):
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    return [row for row in lines if len(row) > 1]


class Endings:
    """What the engine does with a word that no row lists."""

    def __init__(self, path, known):
        self.rows = [(row[0], row[1], int(row[2]), row[3] == "1") for row in read_table(path)[1:]]
        self.known = known

    def lemma(self, word):
        for ending, replacement, minimum, known in self.rows:
            stem = word[:len(word) - len(ending)]
            if word.endswith(ending) and len(stem) >= minimum and (not known or stem + replacement in self.known):
                return stem + replacement
        return word


def doubles(verb):
    """Is the last letter doubled: one syllable, one vowel, one consonant?"""
    return bool(re.fullmatch(r"(?:[^aeiou]*|qu)[aeiou][^aeiouwxy]", verb))


def inflected(word, pos):
    """The regular forms."""
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        plural = word[:-1] + "ies"
    elif re.search(r"(s|x|z|ch|sh)$", word):
        plural = word + "es"
    else:
        plural = word + "s"
    yield plural
    if pos != "verb":
        return
    if word.endswith("ie"):
        yield from (word + "d", word[:-2] + "ying")
    elif re.search(r"(ee|oe|ye)$", word):
        yield from (word + "d", word + "ing")
    elif word.endswith("e"):
        yield from (word + "d", word[:-1] + "ing")
    elif word.endswith("y") and word[-2:-1] not in VOWELS:
        yield from (word[:-1] + "ied", word + "ing")
    elif doubles(word):
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")
    else:
        yield from (word + "ed", word + "ing")


def compared(word):
    if word.endswith("e"):
        return word + "r", word + "st"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ier", word[:-1] + "iest"
    if doubles(word):
        return word + word[-1] + "er", word + word[-1] + "est"
    return word + "er", word + "est"


def syllables(word):
    return len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word)))


def stays(word, lemma, words, counts):
    """Is a word that WordNet lists its own lemma, though by its ending it is another's form? By how often each was met."""
    own = {pos: counts[word, pos] for pos in words if word in words[pos]}
    if word.endswith("ing"):
        return sum(own.values()) * ING_SHARE > counts[lemma, "verb"]
    if word.endswith("ed"):
        return sum(own.values()) * ED_SHARE > counts[lemma, "verb"]
    return bool(own) and sum(own.values()) >= sum(counts[lemma, pos] for pos in words)


# Of all that is met of a verb, so small a part are nouns in -ing and adjectives in -ed.
ING_SHARE, ED_SHARE = 4, 2


def exceptions(folder, pos):
    for line in open(folder / f"{pos}.exc", encoding="latin-1"):
        form, *lemmas = line.split()
        if re.fullmatch(r"[a-z]+", form) and re.fullmatch(r"[a-z]+", lemmas[0]):
            yield form, lemmas[0]


def make(folder, language, corrections):
    words, names, counts = read_wordnet(folder)
    endings = Endings(language / "endings.tsv", words["verb"])
    rows, comparatives, irregular, weight = {}, {}, set(), Counter()

    def offer(form, lemma, count):
        if form not in rows or count > weight[form]:
            rows[form], weight[form] = lemma, count

    for pos in ("noun", "verb"):
        for word in words[pos]:
            for form in inflected(word, pos):
                offer(form, word, counts[word, pos] + 0.1 * (pos == "verb"))
    for word in words["adj"]:
        if counts[word, "adj"] and syllables(word) <= (2 if word.endswith("y") else 1):
            for form in compared(word):
                if not any(counts[form, pos] for pos in ("noun", "verb")):
                    comparatives[form] = word
    for pos in ("adj", "noun", "verb"):
        for form, lemma in exceptions(folder, pos):
            if counts[lemma, pos] or form not in rows:
                rows[form] = lemma
                irregular.add(form)
    for word in set().union(*words.values()):
        lemma = rows.get(word, endings.lemma(word))
        if word not in irregular and lemma != word and stays(word, lemma, words, counts):
            rows[word] = word
    for name in names:
        if name not in rows and endings.lemma(name) not in words["noun"]:
            rows[name] = name
    rows.update(comparatives)
    rows.update(corrections)
    rows = {form: lemma for form, lemma in rows.items() if endings.lemma(form) != lemma}
    return rows, words["verb"]


def main():
    folder, language = Path(sys.argv[1]), Path(sys.argv[2])
    corrections = dict(row for row in read_table(Path(__file__).with_name("corrections.tsv"))[1:])
    rows, verbs = make(folder, language, corrections)
    with open(language / "lemmas.tsv", "w", encoding="utf-8") as out:
        print("form\tlemma", file=out)
        for form in sorted(rows):
            print(form, rows[form], sep="\t", file=out)
    with open(language / "words.txt", "w", encoding="utf-8") as out:
        print(*sorted(verbs), sep="\n", file=out)


if __name__ == "__main__":
    main()

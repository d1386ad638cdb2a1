#!/usr/bin/env python3
"""Makes scripts/lang/en/pos.model, the tagger for English parts of speech.

    tools/lang/make_pos.py --gloss build/gloss --ud EWT.jsonl --penn MASC.jsonl --penn GMB.jsonl -o scripts/lang/en/pos.model

--ud: texts with parts of speech of Universal Dependencies: `text`, and `tokens` with `start`, `end`, `upos`.
--penn: texts with tags of the Penn Treebank: `text`, and `tokens`, each [start, end, tag]. A tag leaves a choice (IN
is ADP or SCONJ), which a model that has learned from --ud only decides; where the two disagree about words such as "that" or
marks, nothing is learned.
Offsets are in code points. Where the data comes from is said in scripts/data/README.md; none of it is kept.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
FEATURES = HERE.parent.parent / "scripts" / "lang" / "en" / "pos.features"

# Parts of speech that any word may have; the others are of few words, which the texts of --ud show.
OPEN = {"ADJ", "ADV", "NOUN", "NUM", "PROPN", "VERB"}

# What a tag may be.
PENN = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET PRON", "EX": "PRON", "FW": "X", "IN": "ADP SCONJ", "JJ": "ADJ", "JJR": "ADJ",
    "JJS": "ADJ", "LS": "X NUM", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNPS": "PROPN",
    "NNP": "PROPN ADJ VERB NUM ADP DET CCONJ",
    "PDT": "DET",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV PART", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM PUNCT",
    "TO": "PART ADP", "UH": "INTJ", "VB": "VERB AUX", "VBD": "VERB AUX", "VBG": "VERB AUX", "VBN": "VERB AUX", "VBP": "VERB AUX",
    "VBZ": "VERB AUX", "WDT": "PRON DET", "WP": "PRON", "WP$": "PRON", "WRB": "ADV SCONJ", "$": "SYM", "#": "SYM",
    ".": "PUNCT", ",": "PUNCT", ":": "PUNCT SYM", "``": "PUNCT", "''": "PUNCT", "(": "PUNCT", ")": "PUNCT", "-LRB-": "PUNCT",
    "-RRB-": "PUNCT", "LRB": "PUNCT", "RRB": "PUNCT", "HYPH": "PUNCT", "NFP": "PUNCT SYM",
}


def rows(path):
    with open(path, encoding="utf-8") as lines:
        yield from map(json.loads, filter(str.strip, lines))


def token(start, end, pos):
    return {"start": start, "end": end, "fields": {"pos": pos}}


def write(out, number, text, tokens):
    out.write(json.dumps({"id": str(number), "text": text, "annotations": {"token": tokens}}, ensure_ascii=False) + "\n")


def write_ud(paths, target):
    with open(target, "w", encoding="utf-8") as out:
        for path in paths:
            for number, row in enumerate(rows(path)):
                write(out, number, row["text"], [token(t["start"], t["end"], t["upos"]) for t in row["tokens"] if t["upos"] != "_"])


def train(gloss, gold, model, *options):
    subprocess.run([gloss, "train", FEATURES, *gold, "--layer", "token", "-o", model, *options], check=True)


def tagged(gloss, path, model, folder):
    """The texts of the file with what the model says of their tokens: {(start, end): pos}, in order."""
    language = folder / "lang" / "en"
    language.mkdir(parents=True)
    for file in FEATURES.parent.iterdir():
        if file.name != "pos.model":
            (language / file.name).symlink_to(file)
    (language / "pos.model").symlink_to(model)
    texts = folder / "texts.jsonl"
    with open(texts, "w", encoding="utf-8") as out:
        for number, row in enumerate(rows(path)):
            out.write(json.dumps({"id": str(number), "text": row["text"]}, ensure_ascii=False) + "\n")
    command = [gloss, "run", "--script-path", folder, "-s", "structure", "--layers", "token", "-f", "jsonl", texts]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout:
            yield {(t["start"], t["end"]): t["fields"]["pos"] for t in json.loads(line)["annotations"]["token"]}


def decide(tag, guess):
    """What tag and guess agree upon; else what the tag says first, where it is about open parts of speech; else nothing."""
    options = PENN.get(tag, "").split()
    if guess in options:
        return guess
    return None


def write_penn(gloss, path, base, folder, target):
    with open(target, "w", encoding="utf-8") as out:
        for number, (row, guesses) in enumerate(zip(rows(path), tagged(gloss, path, base, folder))):
            tokens = [(start, end, decide(tag, guesses.get((start, end)))) for start, end, tag in row["tokens"]]
            write(out, number, row["text"], [token(*t) for t in tokens if t[2] and t[:2] in guesses])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gloss", required=True)
    parser.add_argument("--ud", action="append", required=True)
    parser.add_argument("--penn", action="append", default=[])
    parser.add_argument("--repeat", default="3", help="so often the texts of --ud count")
    parser.add_argument("--rounds", default="8")
    parser.add_argument("--size", default="4")
    parser.add_argument("-o", dest="model", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        gold, base = [folder / "ud.jsonl"], folder / "base.model"
        write_ud(options.ud, gold[0])
        train(options.gloss, gold, base)
        gold *= int(options.repeat)
        for number, path in enumerate(options.penn):
            gold.append(folder / f"penn{number}.jsonl")
            write_penn(options.gloss, path, base, folder / f"tagged{number}", gold[-1])
        train(options.gloss, gold, options.model, "--rounds", options.rounds, "--size", options.size)


if __name__ == "__main__":
    main()

"""Counts which verbs introduce speech: learn_cues.py PACKAGES ANNOTATED -> scripts/lang/en/say.tsv.

ANNOTATED: JSON lines with `text` and `quotes` (each with `type` and `cue`, a place). A verb's weight is the share of its uses in
the text that are cues, drawn toward the middle when there are few; own/say.tsv adds verbs and has the last word. No text is
kept."""
import json
import os
import re
import sys

from lemma import lemma
from shelf import HERE, own, wordnet

WORD = re.compile(r"[a-z]+")


def main():
    verbs = {w for s in wordnet("verb").values() for w in s.words}
    uses, cues = {}, {}
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            places = set()
            for quote in document["quotes"]:
                cue = quote.get("cue")
                if cue:
                    for word in WORD.finditer(document["text"], cue["start"], cue["end"]):
                        places.add(word.span())
            for word in WORD.finditer(document["text"]):
                base = lemma(word.group())
                if base in verbs:
                    uses[base] = uses.get(base, 0) + 1
                    cues[base] = cues.get(base, 0) + (word.span() in places)
    weights = {}
    given = {row["lemma"]: float(row["weight"]) for row in own("say.tsv")}
    for base, count in cues.items():
        share = (count + 0.5) / (uses[base] + 2)
        if count >= 5 and share >= 0.35 and base not in STOP:
            weights[base] = share
    weights.update(given)
    with open(os.path.join(HERE, "..", "..", "scripts", "lang", "en", "say.tsv"), "w", encoding="utf-8") as file:
        file.write("lemma\tweight\n")
        for base in sorted(weights):
            if weights[base] > 0:
                file.write(f"{base}\t{weights[base]:.2f}\n")
    print(len(weights), "verbs")


STOP = set("to be have do go get make take put keep let accord in of on for that as with by from at an or".split())

if __name__ == "__main__":
    main()

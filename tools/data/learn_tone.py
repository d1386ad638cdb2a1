"""Learns own/tone_learned.tsv: small changes of the lexicon's weights, by ridge regression on rated sentences.

learn_tone.py PACKAGES RATED [LABELLED] [--check FILE ...]
RATED: JSON lines with `text` and `score` (-4..4). LABELLED: `text` and `label` pos, neu, neg. Says what it reaches on halves of
RATED kept apart by article, then learns from all. --check: other rated or labelled files, only measured."""
import json
import math
import os
import re
import sys

from lemma import lemma
from shelf import HERE, wordnet
from tone import prior

LANG = os.path.join(HERE, "..", "..", "scripts", "lang", "en")
TOKEN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")


def lines(name):
    with open(os.path.join(LANG, name), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if not line.startswith("# ")]


NEGATORS = {row[0] for row in lines("negators.txt")}
BOOSTERS = {row[0]: float(row[1]) for row in lines("boosters.tsv")[1:]}
STOP = set("the a an and or of to in for on at by with from as is was are were be been has have had do did does he she it they we i you his her its "
           "their our that this these those who which what when where how will would can could may might must should not but if than then so there "
           "mr mrs ms said say says one two three year years".split())


def tokens(text):
    for part in TOKEN.findall(text.replace("’", "'")):
        if part.lower().endswith("n't"):
            yield part[:-3]
            yield "n't"
        else:
            yield re.sub("'s$", "", part)


def features(text, known):
    """key -> how often, negation and boosters counted in; a key is a word of the lexicon or a lemma."""
    words = list(tokens(text))
    folded = [word.lower() for word in words]
    found = {}
    for i, word in enumerate(folded):
        key = word if word in known else lemma(word)
        if key in STOP or key in NEGATORS or word in NEGATORS or len(key) < 3 or (key not in known and words[i][0].isupper()):
            continue
        value, before = 1.0, folded[max(0, i - 3):i]
        for other in before:
            value *= 1 + BOOSTERS.get(other, 0)
        if any(other in NEGATORS for other in before):
            value *= -0.74
        found[key] = found.get(key, 0) + value
    return found


def score(found, weights):
    total = sum(weights.get(key, 0) * value for key, value in found.items())
    return total / math.sqrt(total * total + 15)


def pearson(xs, ys):
    n, mx, my = len(xs), sum(xs) / len(xs), sum(ys) / len(ys)
    sxy = sum((x - mx) * (y - my) for x, y in zip(xs, ys))
    return sxy / math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))


def macro(predicted, gold):
    total = 0
    for label in ("neg", "neu", "pos"):
        hit = sum(p == g == label for p, g in zip(predicted, gold))
        total += 2 * hit / max(1, sum(p == label for p in predicted) + sum(g == label for g in gold))
    return total / 3


def learn(rows, base, shrink, least, rounds=25):
    """rows: (features, target, weight of the row, source). Coordinate descent; returns the changes."""
    where = {}
    for i, (found, _, _, _) in enumerate(rows):
        for key in found:
            where.setdefault(key, []).append(i)
    keys = [key for key, places in sorted(where.items()) if len(places) >= least]
    slope = {}
    for source in {row[3] for row in rows}:
        mine = [(sum(base.get(k, 0) * v for k, v in found.items()), target) for found, target, _, s in rows if s == source]
        mx, my = (sum(column) / len(mine) for column in zip(*mine))
        slope[source] = (sum((x - mx) * (y - my) for x, y in mine) / sum((x - mx) ** 2 for x, _ in mine), mx, my)
    rest = []
    for found, target, _, source in rows:
        a, mx, my = slope[source]
        rest.append(target - my - a * (sum(base.get(k, 0) * v for k, v in found.items()) - mx))
    change = dict.fromkeys(keys, 0.0)
    for _ in range(rounds):
        for key in keys:
            over = under = 0
            for i in where[key]:
                x, w = rows[i][0][key] * slope[rows[i][3]][0], rows[i][2]
                over += w * x * (rest[i] + x * change[key])
                under += w * x * x
            new = over / (under + shrink * (1 if key in base else 3))
            step = new - change[key]
            if abs(step) > 1e-4:
                for i in where[key]:
                    rest[i] -= rows[i][0][key] * slope[rows[i][3]][0] * step
                change[key] = new
    return change


def keep(change, base):
    """Of the learned changes those worth a reader's time: a list of many faint words calls every sentence toned."""
    return {k: v for k, v in change.items() if abs(v) >= (0.1 if k in base else 0.5)}


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main():
    arguments = sys.argv[2:]
    checks = []
    if "--check" in arguments:
        checks = arguments[arguments.index("--check") + 1:]
        arguments = arguments[:arguments.index("--check")]
    base = prior()
    known = set(base)
    rated = [(features(row["text"], known), row["score"], 1.0, "rated", int(re.search(r"(\d+)_\d+$", row["id"]).group(1)))
             for row in read(arguments[0])]
    labelled = []
    if len(arguments) > 1:
        texts = {}
        for row in read(arguments[1]):
            texts.setdefault(row["text"], []).append({"pos": 1.0, "neu": 0.0, "neg": -1.0}[row["label"]])
        labelled = [(features(text, known), sum(v) / len(v), 1.0, "labelled") for text, v in sorted(texts.items())]
    before = pearson([score(row[0], base) for row in rated], [row[1] for row in rated])
    print(f"rated, as it comes: {before:.3f}")
    best = None
    for share in (0.5,):
        for shrink in (1, 2, 4):
            reached = []
            for half in (0, 1):
                train = [row[:4] for row in rated if row[4] % 2 == half] + [(f, t, share, s) for f, t, _, s in labelled]
                test = [row for row in rated if row[4] % 2 != half]
                change = keep(learn(train, base, shrink, 4), base)
                weights = {k: base.get(k, 0) + change.get(k, 0) for k in set(base) | set(change)}
                reached.append(pearson([score(row[0], weights) for row in test], [row[1] for row in test]))
            mean = sum(reached) / 2
            print(f"labelled counts {share}, shrink {shrink}: halves kept apart {reached[0]:.3f} {reached[1]:.3f}, mean {mean:.3f}", flush=True)
            if best is None or mean > best[0]:
                best = (mean, share, shrink)
    _, share, shrink = best
    change = learn([row[:4] for row in rated] + [(f, t, share, s) for f, t, _, s in labelled], base, shrink, 4)
    adjectives = {w for pos in ("adj", "adv", "verb", "noun") for s in wordnet(pos).values() for w in s.words}
    kept = {k: v for k, v in keep(change, base).items() if k in adjectives | known and abs(base.get(k, 0) + v) >= 0.15 or k in base}
    kept = {k: v for k, v in kept.items() if v}
    with open(os.path.join(HERE, "own", "tone_learned.tsv"), "w", encoding="utf-8") as file:
        file.write("# made by learn_tone.py: how much each weight moves\nword\tchange\n")
        for key in sorted(kept):
            file.write(f"{key}\t{kept[key]:.2f}\n")
    print(f"{len(kept)} changes, share {share}, shrink {shrink}")
    after = {k: base.get(k, 0) + kept.get(k, 0) for k in set(base) | set(kept)}
    for path in checks:
        rows = read(path)
        for name, weights in (("prior", base), ("learned", after)):
            scores = [score(features(row["text"], known), weights) for row in rows]
            told = f"{os.path.basename(path)} {name}:"
            if rows[0].get("score") is not None:
                told += f" Pearson {pearson(scores, [row['score'] for row in rows]):.3f}"
            labels = ["pos" if s > 0.05 else "neg" if s < -0.05 else "neu" for s in scores]
            told += f" macro-F1 {macro(labels, [row['label'][:3] for row in rows]):.3f}"
            print(told)


if __name__ == "__main__":
    main()

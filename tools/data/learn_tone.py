"""Measures how a name takes the tone of words beside it; tone.lua's BEFORE_NAME and AFTER_NAME come from here.

learn_tone.py LABELLED RECORDS: LABELLED has JSON lines with `id`, `label` (neg, neu, pos) and `target` (start, end, text);
RECORDS is what `gloss run -s entities --layers token,sentence` makes of it. Says how much of a word reaches a name, by side and
distance (least squares), and how well each pair of half distances goes with the labels (Pearson). Nothing is written."""
import csv
import json
import os
import sys

from shelf import DATA

EDGES = (1, 2, 3, 5, 8, 12, 20)
VALUE = {"neg": -1, "neu": 0, "pos": 1}
HALVES = [(before, after) for before in (1, 2, 3, 4, 6) for after in (4, 6, 8, 10)]


def lexicon():
    with open(os.path.join(DATA, "tone.tsv"), encoding="utf-8") as file:
        return {row["word"]: float(row["weight"]) for row in csv.DictReader(file, delimiter="\t")}


def read(path):
    with open(path, encoding="utf-8") as file:
        return {row["id"]: row for row in map(json.loads, file)}


def around(record, target):
    """The tokens of the sentence the target stands in: (distance, below 0 before it; word; lemma)."""
    text, layers = record["text"], record["annotations"]
    for sentence in layers["sentence"]:
        if sentence["start"] <= target["start"] < sentence["end"]:
            tokens = [t for t in layers["token"] if sentence["start"] <= t["start"] < sentence["end"]]
            own = [i for i, t in enumerate(tokens) if t["start"] < target["end"] and target["start"] < t["end"]]
            if own:
                yield from ((i - own[0] if i < own[0] else i - own[-1], text[t["start"]:t["end"]].lower(), t["fields"].get("lemma"))
                            for i, t in enumerate(tokens) if i < own[0] or i > own[-1])
            return


def hits(record, target, weights):
    """(distance, weight) of the toned words."""
    for distance, word, lemma in around(record, target):
        weight = weights.get(word, weights.get(lemma, 0))
        if weight and abs(distance) <= EDGES[-1]:
            yield distance, weight


def column(distance):
    place = next(i for i, edge in enumerate(EDGES) if abs(distance) <= edge)
    return place + (len(EDGES) if distance > 0 else 0)


def least_squares(rows, values, sweeps=50):
    """Coordinate descent; rows are dictionaries of column to value."""
    share, rest = [0.0] * (2 * len(EDGES)), list(values)
    for _ in range(sweeps):
        for c in range(len(share)):
            mine = [(i, row[c]) for i, row in enumerate(rows) if c in row]
            step = sum(x * rest[i] for i, x in mine) / (1 + sum(x * x for _, x in mine))
            share[c] += step
            for i, x in mine:
                rest[i] -= step * x
    return share


def pearson(xs, ys):
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    covariance = sum((x - mx) * (y - my) for x, y in zip(xs, ys))
    return covariance / (sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)) ** 0.5


def squashed(found, before, after):
    total = sum(weight / (1 + (abs(distance) - 1) / (after if distance > 0 else before)) for distance, weight in found)
    return total / (total * total + 15) ** 0.5


def main():
    weights, gold, records = lexicon(), read(sys.argv[1]), read(sys.argv[2])
    found = [list(hits(records[key], row["target"], weights)) for key, row in gold.items()]
    values = [VALUE[row["label"]] for row in gold.values()]
    rows = []
    for places in found:
        row = {}
        for distance, weight in places:
            row[column(distance)] = row.get(column(distance), 0) + weight
        rows.append(row)
    mean = sum(values) / len(values)
    share = least_squares(rows, [value - mean for value in values])
    for side, part in (("before the name", share[:len(EDGES)]), ("after it", share[len(EDGES):])):
        print(side + ":", ", ".join(f"up to {edge}: {s:.2f}" for edge, s in zip(EDGES, part)))
    for before, after in HALVES:
        print(f"half before {before}, after {after}: {pearson([squashed(f, before, after) for f in found], values):.3f}")


if __name__ == "__main__":
    main()

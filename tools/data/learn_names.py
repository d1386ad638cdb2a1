"""Learns scripts/lang/en/name_clues.tsv: what each clue of a capitalised name weighs, by logistic regression.

learn_names.py OUT CLUES GOLD [CLUES GOLD ...]
OUT: a clue a row, with what it weighs for a person, an organisation, a place, another name, in hundredths.
CLUES: what `gloss run -s tools/data/name_clues.lua` wrote for the texts of GOLD, whose lines have `id`, `text` and
`entities` (start, end, type). No text is kept: only weights."""
import json
import math
import random
import sys

TYPES = {"PER": 0, "PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 2, "MISC": 3, "NORP": 3, "EVENT": 3, "PRODUCT": 3,
         "WORK_OF_ART": 3, "LAW": 3, "LANGUAGE": 3}
NONE, EPOCHS, RATE, DECAY, RARE = 4, 6, 0.15, 1e-4, 4


def label(mention, gold):
    """The type of the gold name that is the mention or nearly; None where they only touch."""
    start, end = mention["start"], mention["end"]
    touching = [e for e in gold if e["start"] < end and start < e["end"]]
    if not touching:
        return NONE
    best = max(touching, key=lambda e: min(end, e["end"]) - max(start, e["start"]))
    shared = min(end, best["end"]) - max(start, best["start"])
    return TYPES.get(best["type"]) if shared * 3 >= 2 * (max(end, best["end"]) - min(start, best["start"])) else None


def read(clues, gold):
    with open(gold, encoding="utf-8") as file:
        known = {str(row["id"]): row["entities"] for row in map(json.loads, file)}
    with open(clues, encoding="utf-8") as file:
        for row in map(json.loads, file):
            for mention in row["annotations"]["clue"]:
                wanted = label(mention, known[row["id"]])
                if wanted is not None:
                    cells = mention["fields"]["list"].split("\t")
                    yield wanted, [clue for clue in zip(cells[::2], cells[1::2]) if clue[1]]


def learn(examples):
    counts = {}
    for _, clues in examples:
        for clue in clues:
            counts[clue] = counts.get(clue, 0) + 1
    weights = {clue: [0.0] * 5 for clue, n in counts.items() if n >= RARE}
    squares = {clue: [1e-2] * 5 for clue in weights}
    order = random.Random(1)
    for epoch in range(EPOCHS):
        order.shuffle(examples)
        for wanted, clues in examples:
            known = [clue for clue in clues if clue in weights]
            sums = [sum(weights[clue][k] for clue in known) for k in range(5)]
            top = max(sums)
            odds = [math.exp(s - top) for s in sums]
            total = sum(odds)
            slopes = [o / total - (k == wanted) for k, o in enumerate(odds)]
            for clue in known:
                w, q = weights[clue], squares[clue]
                for k in range(5):
                    slope = slopes[k] + DECAY * w[k]
                    q[k] += slope * slope
                    w[k] -= RATE * slope / math.sqrt(q[k])
        print(epoch, file=sys.stderr)
    return weights


def main():
    out, files = sys.argv[1], sys.argv[2:]
    examples = [example for pair in zip(files[::2], files[1::2]) for example in read(*pair)]
    print(f"{len(examples)} mentions", file=sys.stderr)
    rows = []
    for (clue, value), w in learn(examples).items():
        relative = [round(100 * (w[k] - w[NONE])) for k in range(4)]
        if max(map(abs, relative)) >= 25:
            rows.append((value, clue, *map(str, relative)))
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        file.write("value\tclue\tperson\torg\tplace\tother\n")
        file.writelines("\t".join(row) + "\n" for row in sorted(rows))
    print(f"{len(rows)} weights", file=sys.stderr)


if __name__ == "__main__":
    main()

"""Makes person_names.tsv, which tells given names from family names: those of given_names.tsv and surnames.tsv that are borne
often, and those of own/. Rare ones say little: an unknown word between capitals is a name, too."""
import csv
import os

from shelf import DATA, own, write

OFTEN_GIVEN, OFTEN_FAMILY = 1000, 3000


def often(name, least):
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return {row["name"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if int(row["count"]) >= least}


def main():
    given = often("given_names.tsv", OFTEN_GIVEN) | {row["name"] for row in own("given_names.tsv")}
    family = often("surnames.tsv", OFTEN_FAMILY) | set(own("surnames.txt"))
    write("person_names.tsv", ["name", "part"], [(name, (name in given) + 2 * (name in family)) for name in given | family])


if __name__ == "__main__":
    main()

"""The events, works, laws and products of names.tsv."""
import re

from shelf import instances, own, wordnet, write_names

WAR = {"war", "battle", "military action", "campaign", "siege", "revolution", "rebellion", "crusade", "massacre", "uprising",
       "civil war", "warfare"}
LAW = {"treaty", "law", "statute", "legal document", "constitutional amendment", "pact", "written agreement"}
WORK = {"literary composition", "novel", "play", "poem", "epic", "painting", "opera", "musical composition", "sacred text",
        "book", "film"}
PART = re.compile(r"(?:Book|Epistle|Gospel|Letter|First|Second|Third) ")


def main():
    events = {row["name"] for row in own("events.tsv")}
    dropped = set(own("not_events.txt"))
    other = {(row["name"], row["type"]) for row in own("works_laws_products.tsv")}
    for synset, above in instances():
        for word in synset.words:
            if not re.match(r"[A-Z]", word) or " " not in word or word in dropped:
                continue
            if synset.file in (4, 11, 26) and above & WAR or synset.file == 28:
                if not re.search(r"\b(?:Period|Age|Epoch|Era|century)\b", word):
                    events.add(word)
            elif synset.file == 10 and above & LAW:
                other.add((word, "LAW"))
            elif synset.file in (6, 10) and above & WORK and not PART.match(word):
                other.add((word, "WORK_OF_ART"))
    write_names("event", [(name, "EVENT") for name in events])
    write_names("work", other)


if __name__ == "__main__":
    main()

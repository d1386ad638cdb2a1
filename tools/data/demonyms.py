"""The peoples of names.tsv: peoples, nationalities, faiths and parties' followers, and the place where there is one."""
import re

from shelf import own, package, read_json, wordnet, write_names

PLACE = re.compile(r"(?:native or inhabitant|native|inhabitant|citizen|resident|person(?: who comes)?|member)"
                   r" (?:or \w+ )?(?:of|from) (?:the )?([A-Z][\w. -]*?)"
                   r"(?:$|[;,(]| \bor\b| \band\b| who| which| in | near | on )")
GROUP = re.compile(r"\b(?:native|inhabitant|citizen|resident|member of|adherent|follower|believer|ethnic|people|"
                   r"religio|faith|church|sect|tribe|speaking|born in|descent|supporter|advocate)\b", re.I)
SLUR = re.compile(r"slur|offensive|disparag|derogat|slang|informal term|pejorative|former(?:ly)? ", re.I)


def plural(name):
    if re.search(r"(?:[sxz]|sh|ch|ese)$", name):
        return None if name.endswith("ese") or name.endswith("s") else name + "es"
    if name.endswith("man") and name not in ("German", "Roman", "Ottoman", "Norman", "Omani"):
        return name[:-3] + "men"
    return name + "s"


def main():
    countable = set()
    found, names = {}, {row["name"]: row["place"] for row in own("demonyms.tsv")}
    dropped = set(own("not_demonyms.txt"))
    nationalities = read_json(package("i18n-nationality", "langs", "en.json"))["nationalities"]
    countries = {c["alpha_2"]: c.get("common_name", c["name"]) for c in
                 read_json(package("pycountry", "pycountry", "databases", "iso3166-1.json"))["3166-1"]}
    for code, name in nationalities.items():
        if re.fullmatch(r"[A-Z][a-z]+", name) and code in countries:
            found[name] = countries[code].split(",")[0]
    for synset in wordnet("noun").values():
        if synset.file not in (14, 18) or any(kind == "@i" for kind, *_ in synset.pointers) or not GROUP.search(synset.gloss) \
                or SLUR.search(synset.gloss):
            continue
        place = PLACE.search(synset.gloss)
        for word in synset.words:
            if re.fullmatch(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?|[A-Z][a-z]+ [A-Z][a-z]+", word) and (place or len(word) > 4) \
                    and not word.endswith(("ism", "ity")):
                where = place.group(1).strip() if place else ""
                found.setdefault(word, where if len(where.split()) <= 3 and "people" not in where and "Indian" not in where else "")
                countable.add(word)
    for synset in wordnet("adj").values():
        for word in synset.words:
            if re.fullmatch(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?", word) and len(word) > 3:
                for kind, offset, pos, _ in synset.pointers:
                    if kind == "\\" and pos == "n" and wordnet("noun")[offset].file in (14, 15, 18):
                        target = wordnet("noun")[offset]
                        found.setdefault(word, target.words[0] if target.file == 15 else "")
    kept = countable - dropped
    for name in list(found):
        if name in kept and re.fullmatch(r"[A-Z][a-z]+", name) and not name.endswith(("ic", "al", "ics")):
            many = plural(name)
            if many:
                found.setdefault(many, found[name])
    found.update(names)
    for name in list(names):
        many = plural(name)
        if many and " " not in name:
            found.setdefault(many, names[name])
    write_names("people", [(name, "NORP", place) for name, place in found.items() if name not in dropped])


if __name__ == "__main__":
    main()

"""The organisations of names.tsv: name, type (what kind of organisation), common."""
import ast
import re
import subprocess

from shelf import DATA, instances, is_word, names_but, own, package, write_names

LEGAL = re.compile(r"[,.]? (?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|PLC|plc|Plc|AG|SE|SA|S\.A|NV|N\.V|AB|ASA|"
                   r"Oyj|SpA|S\.p\.A|KGaA|GmbH|Holdings?|Group|A/S|Class [A-C]|& Co|The)\.?$")
KIND = (("party", {"political party", "party"}),
        ("agency", {"agency", "government department", "executive department", "bureau", "law enforcement agency"}),
        ("team", {"team"}),
        ("university", {"university", "college", "school"}),
        ("armed group", {"terrorist organization", "terrorist group", "foreign terrorist organization"}),
        ("company", {"company", "corporation", "firm", "business"}),
        ("union", {"union", "labor union"}),
        ("organisation", {"organization", "organisation", "world organization", "alliance", "international organization",
                          "committee", "force", "institution"}))
PAST = re.compile(r"\b(?:former|ancient|century|medieval|dynasty|family|royal)\b")


def companies():
    """Constituents of the stock indices, with and without the legal form."""
    path = package("pytickersymbols", "pytickersymbols", "indices_data.py")
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    indices = next(node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "INDICES")
    for index in ast.literal_eval(indices).values():
        for company in index["companies"]:
            name = re.sub(r"[*†]| \(.*?\)", "", company["name"]).strip()
            yield name
            while LEGAL.search(name):
                name = LEGAL.sub("", name).strip(" ,.&")
                yield name


def lexicon(tag):
    script = ("const m=require(process.argv[1]).model().one.lexicon;"
              "for(const [w,t] of Object.entries(m)) console.log(w+'\\t'+[].concat(t).join('+'))")
    out = subprocess.run(["node", "-e", script, package("compromise", "builds", "three", "compromise-three.cjs")],
                         capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        word, _, found = line.partition("\t")
        if found == tag:
            yield word


def titled(name):
    small = {"of", "and", "the", "for", "de", "in", "on"}
    words = [w if w in small and i
             else w.upper() if len(w) <= 3 and not re.search("[aeiou]", w)
             else w[:1].upper() + w[1:] for i, w in enumerate(name.split())]
    return " ".join(words)


def known(file):
    with open(f"{DATA}/{file}", encoding="utf-8") as rows:
        next(rows)
        return {row.split("\t")[0] for row in rows}


def main():
    found = {}
    dropped = set(own("not_organizations.txt"))
    taken = {row[0] for row in names_but("org") if row[1] in ("place", "people")}
    people = known("given_names.tsv") | known("surnames.tsv")
    for row in own("organizations.tsv"):
        found[row["name"]] = (row["type"], row["common"])

    def add(name, kind):
        name = name.strip().replace("’", "'")
        if len(name) < 2 or name in found or name in dropped or name in taken or not re.match(r"[\w&]", name):
            return
        common = " " not in name and (is_word(name) or name in people) and not name.isupper()
        if " " not in name and is_word(name) and kind != "team":
            return
        if name.isupper() and len(name) < 3:
            return
        found[name] = (kind, 1 if common else "")

    for name in companies():
        add(name, "company")
    for name in lexicon("SportsTeam"):
        add(titled(name), "team")
    for name in lexicon("Organization"):
        if " " in name and name == name.lower():
            add(titled(name), "organisation")
    for synset, above in instances():
        if synset.file == 14 and not PAST.search(synset.gloss):
            kind = next((label for label, words in KIND if words & above), None)
            if kind:
                for word in synset.words:
                    if re.match(r"[A-Z]", word) and (len(word) > 3 or word.isupper() and len(word) == 3):
                        add(word, kind)
    write_names("org", [(name, kind, "", common) for name, (kind, common) in found.items()])


if __name__ == "__main__":
    main()

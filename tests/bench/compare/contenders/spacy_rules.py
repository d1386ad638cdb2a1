import spacy
from contender import run
from spacy.matcher import Matcher
from spacy.util import filter_spans

nlp = spacy.blank("en")


def build(names):
    matcher = Matcher(nlp.vocab)
    matcher.add("NAME", [[{"ORTH": word} for word in name.split(" ")] for name in set(names)])
    return matcher


run(build, lambda matcher, document: len(filter_spans(matcher(document, as_spans=True))), nlp.make_doc)

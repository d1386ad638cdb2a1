import spacy
from contender import run
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

nlp = spacy.blank("en")


def build(names):
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("NAME", nlp.tokenizer.pipe(names))
    return matcher


run(build, lambda matcher, document: len(filter_spans(matcher(document, as_spans=True))), nlp.make_doc)

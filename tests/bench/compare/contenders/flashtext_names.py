from contender import run
from flashtext import KeywordProcessor


def build(names):
    processor = KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name)
    return processor


run(build, lambda processor, text: len(processor.extract_keywords(text)))

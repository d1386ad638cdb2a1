"""Lists of names, texts that hold some of them, and patterns over such texts, made from a seed.

Words are syllables, and how often each comes is as Zipf has it, of 60,000, as two million words of news have. One word in forty
of a text begins a name of the list, one in twenty looks as if. The words of names stand nowhere else."""
import json
import math
import random

WORDS = 60_000  # of a text; names have as many of their own, and twenty times as many that are a name alone
SENTENCE, DOCUMENT = 20, 50  # words, sentences


def word(rank):
    letters, rest = [], rank + 70
    while rest:
        letters.append("bdfgklmnprstvz"[rest % 14] + "aeiou"[rest // 14 % 5])
        rest //= 70
    return "".join(letters)


class Corpus:
    def __init__(self, names, tokens, seed=1):
        self.random = random.Random(seed)
        self.names = [self.name() for _ in range(names)]
        self.known = set(self.names)
        self.longest = max(name.count(" ") + 1 for name in self.names)
        self.documents, self.tokens, self.hits = [], 0, []
        while self.tokens < tokens:
            self.add_document()

    def rank(self):
        return int(math.exp(self.random.random() * math.log(WORDS)))

    def name(self):
        count = self.random.randint(1, 3)
        if count == 1:
            return word(2 * WORDS + self.random.randrange(20 * WORDS)).capitalize()
        return " ".join(word(WORDS + self.rank()).capitalize() for _ in range(count))

    def sentence(self):
        words = [word(self.rank()).capitalize()]
        while len(words) < SENTENCE:
            choice = self.random.random()
            if choice < 0.025:
                words += self.random.choice(self.names).split(" ")
            else:
                words.append(word(WORDS + self.rank()).capitalize() if choice < 0.075 else word(self.rank()))
        return words

    def add_document(self):
        sentences = [self.sentence() for _ in range(DOCUMENT)]
        self.documents.append(" ".join(" ".join(words) + "." for words in sentences))
        self.tokens += sum(len(words) + 1 for words in sentences)
        self.hits.append(sum(self.count(words) for words in sentences))

    def count(self, words):
        """The hits in a sentence, leftmost and longest: slowly, and plain to see."""
        at = hits = 0
        while at < len(words):
            size = next((size for size in range(self.longest, 0, -1) if " ".join(words[at:at + size]) in self.known), 0)
            hits += size > 0
            at += size or 1
        return hits


def patterns(count, seed=2):
    """So many patterns, each as CQP has it and as spaCy's Matcher has it: words, any word, words that begin with a capital."""
    chance = random.Random(seed)

    def words():
        return [word(int(20 * 250 ** chance.random())) for _ in range(chance.randint(1, 4))]

    def of(words):
        return f'[word="{"|".join(words)}"]', [{"ORTH": {"IN": words}}]

    gap = "[]{0,2}", [{"IS_PUNCT": False, "OP": "?"}] * 2
    titles = "[is_title]+", [{"IS_TITLE": True, "OP": "+"}]
    for _ in range(count):
        kinds = ([of(words()), gap, of(words())], [of(words()), titles], [titles, of(words())], [of(words()), of(words())])
        parts = chance.choice(kinds)
        yield " ".join(query for query, _ in parts), json.dumps([rule for _, rules in parts for rule in rules])

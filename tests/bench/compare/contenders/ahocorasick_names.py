"""pyahocorasick knows no words: what it finds inside one is left out afterwards."""
import ahocorasick
from contender import run


def build(names):
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    return automaton


def find(automaton, text):
    hits = 0
    for last, size in automaton.iter_long(text):
        first = last + 1 - size
        hits += not text[first - 1:first].isalnum() and not text[last + 1:last + 2].isalnum()
    return hits


run(build, find)

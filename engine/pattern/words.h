/* words: which elements of a group's patterns a word of the vocabulary fits, decided once a word and kept as bits.
 * Words that fit the same elements are of one class; most words of a text fit none. What an element asks of the token where
 * the word stands (is_first, is_clitic) is decided too: it has a bit for each of the four answers. All classes of a vocabulary
 * together take about GLOSS_PATTERN_CLASSES_SIZE bytes, beyond which they are forgotten and found again. For this room only. */
#ifndef GLOSS_PATTERN_WORDS_H
#define GLOSS_PATTERN_WORDS_H

#include "pattern/matcher.h"
#include "pattern/elements.h"
#include "text/document.h"

enum { GLOSS_PATTERN_CLASSES_SIZE = 1 << 26 };

/* Which words of 64 bits of a row have a mark, ascending. */
typedef struct gloss_marked {
  const uint32_t *items;
  uint32_t count;
} gloss_marked;

typedef struct gloss_word_class {
  const uint64_t *bits;
  const uint64_t *marks; /* row after row */
  gloss_marked marked[GLOSS_MARK_ROWS];
} gloss_word_class;

static inline bool gloss_word_class_has(const gloss_word_class *class, uint32_t bit) {
  return class->bits[bit >> 6] >> (bit & 63) & 1;
}

/* The classes of one vocabulary's words. */
typedef struct gloss_pattern_words gloss_pattern_words;

/* All that is given must outlive it. */
gloss_pattern_words *gloss_pattern_words_new(const gloss_pattern_elements *elements, gloss_matcher *matcher,
                                             gloss_vocabulary *vocabulary);
void gloss_pattern_words_free(gloss_pattern_words *words);

/* Goes to a document. */
void gloss_pattern_words_open(gloss_pattern_words *words);

/* The classes of the words of so many tokens; valid until those of others are asked for. A regex that gave up is not run again
 * for the document: what would run it is undecided, too. */
void gloss_pattern_words_find(gloss_pattern_words *words, const gloss_token *tokens, uint32_t count,
                              const gloss_word_class **classes);

#endif

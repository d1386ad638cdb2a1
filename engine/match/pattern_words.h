/* pattern_words: which elements of a group's patterns a word of the vocabulary fits, decided once a word and kept as bits.
 * Words that fit the same elements are of one class; most words of a text fit none. What an element asks of the token where
 * the word stands (is_first, is_clitic) is decided too: it has a bit for each of the four answers. All classes of a vocabulary
 * together take about GLOSS_PATTERN_CLASSES_SIZE bytes, beyond which they are forgotten and found again. For this room only. */
#ifndef GLOSS_MATCH_PATTERN_WORDS_H
#define GLOSS_MATCH_PATTERN_WORDS_H

#include "base/table.h"
#include "match/library.h"
#include "match/pattern_room.h"
#include "text/document.h"

enum { GLOSS_PATTERN_CLASSES_SIZE = 1 << 26, GLOSS_TOKEN_ANSWERS = GLOSS_IS_FIRST | GLOSS_IS_CLITIC };

/* The distinct token elements of a group, and the comparisons they are made of. */
typedef struct gloss_pattern_elements gloss_pattern_elements;

gloss_pattern_elements *gloss_pattern_elements_new(void);
void gloss_pattern_elements_free(gloss_pattern_elements *elements);

/* What fits a token: its class has the bit `number + (flags of the token & flags)`. Equal tests have one number, a bit's. */
typedef struct gloss_token_element {
  uint32_t number;
  uint16_t flags; /* GLOSS_TOKEN_ANSWERS when it looks at the token, else 0 */
} gloss_token_element;

/* All are added before the first word is asked for. */
gloss_token_element gloss_pattern_elements_add(gloss_pattern_elements *elements, const gloss_test *test);
uint32_t gloss_pattern_elements_count(const gloss_pattern_elements *elements); /* of bits */

/* Marks are bits of a class too, a bit a pattern in each row, which say what its words may be good for (pattern_ahead.h). */
typedef enum gloss_mark_row {
  GLOSS_MARK_FIRST,     /* it may be the first token of a match, */
  GLOSS_MARK_SECOND,    /* the second, or a match does without one, */
  GLOSS_MARK_THIRD,     /* the third, or a match does without one */
  GLOSS_MARK_NEEDED,    /* some token of each match is of a class that has this mark */
  GLOSS_MARK_UNDECIDED, /* a regex of the pattern gave up on the word */
  GLOSS_MARK_ROWS,
} gloss_mark_row;

/* A row has `size` words of 64 bits; rows are made before the first mark. */
void gloss_pattern_elements_make_rows(gloss_pattern_elements *elements, uint32_t size);

/* Marks the classes that fit an element, on one token or another; those for which a regex of the element gives up; and all. */
void gloss_pattern_elements_mark(gloss_pattern_elements *elements, gloss_token_element element, gloss_mark_row row, uint32_t bit);
void gloss_pattern_elements_mark_undecided(gloss_pattern_elements *elements, const gloss_test *test, uint32_t bit);
void gloss_pattern_elements_mark_all(gloss_pattern_elements *elements, gloss_mark_row row, uint32_t bit);
const uint64_t *gloss_pattern_elements_marks(const gloss_pattern_elements *elements); /* those that all have */

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

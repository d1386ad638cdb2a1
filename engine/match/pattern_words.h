/* pattern_words: which elements of a group's patterns a word of the vocabulary fits, decided once a word and kept as bits.
 * Words that fit the same elements are of one class; most words of a text fit none. For this room only. */
#ifndef GLOSS_MATCH_PATTERN_WORDS_H
#define GLOSS_MATCH_PATTERN_WORDS_H

#include "base/table.h"
#include "match/library.h"
#include "match/pattern_room.h"

/* The distinct token elements of a group, and the simple tests they are made of. */
typedef struct gloss_pattern_elements gloss_pattern_elements;

gloss_pattern_elements *gloss_pattern_elements_new(void);
void gloss_pattern_elements_free(gloss_pattern_elements *elements);

/* The number of the element that tests so; equal tests have one number. All are added before the first word is asked for. */
uint32_t gloss_pattern_elements_add(gloss_pattern_elements *elements, const gloss_test *test);
uint32_t gloss_pattern_elements_count(const gloss_pattern_elements *elements);

/* The same for what is asked of an annotation: a copy of the test, whose comparisons can then be put to a field's text. */
const gloss_test *gloss_pattern_elements_add_fields(gloss_pattern_elements *elements, const gloss_test *test);
bool gloss_pattern_elements_compare(const gloss_pattern_elements *elements, const gloss_test *comparison, gloss_slice text, gloss_matcher *matcher);

/* Does it also look at the token where the word stands (is_first, is_clitic)? Then its bit says that the word allows it. */
bool gloss_pattern_element_looks_at_token(const gloss_pattern_elements *elements, uint32_t element);

typedef struct gloss_word_class {
  uint64_t *bits;   /* an element each */
  uint32_t *fits;   /* the same as a list, ascending */
  uint32_t fit_count;
  uint32_t number;
} gloss_word_class;

static inline bool gloss_word_class_has(const gloss_word_class *class, uint32_t element) {
  return class->bits[element >> 6] >> (element & 63) & 1;
}

/* The classes of one vocabulary's words. */
typedef struct gloss_pattern_words gloss_pattern_words;

/* All that is given must outlive it. */
gloss_pattern_words *gloss_pattern_words_new(const gloss_pattern_elements *elements, gloss_matcher *matcher, gloss_vocabulary *vocabulary);
void gloss_pattern_words_free(gloss_pattern_words *words);

/* The class of a word. A regex that hits a limit of PCRE2 fits nothing. */
const gloss_word_class *gloss_pattern_words_class(gloss_pattern_words *words, uint32_t word);
uint32_t gloss_pattern_words_class_count(const gloss_pattern_words *words);

/* Does the element fit the token, word and place? */
bool gloss_pattern_element_fits(const gloss_pattern_elements *elements, gloss_pattern_words *words, uint32_t element, const gloss_token *token);

#endif

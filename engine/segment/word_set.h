/* word_set: words that a rule speaks of, each with a number.
 * ASCII letters are compared without regard to case; of a word with other letters, and with apostrophes, the usual ways of writing
 * it are all in the set. Most words of a text are refused by their ends and size alone. */
#ifndef GLOSS_SEGMENT_WORD_SET_H
#define GLOSS_SEGMENT_WORD_SET_H

#include "base/table.h"

enum { GLOSS_WORD_SET_SIZE_MAX = 63 }; /* bytes of a word */

typedef struct gloss_word_set {
  gloss_table words;
  uint64_t sieve[256]; /* by first byte: a bit for last byte and size; most words fall through */
  uint64_t sizes[256]; /* by first byte: bit n is set when there is a word of n bytes */
} gloss_word_set;

#define GLOSS_WORD_NONE UINT32_MAX

void gloss_word_set_free(gloss_word_set *set);

/* False when the word is empty or too long. */
bool gloss_word_set_add(gloss_word_set *set, gloss_slice word, uint32_t value);

uint32_t gloss_word_set_find(const gloss_word_set *set, gloss_slice word); /* use the one below */

static inline uint64_t gloss_word_set_sieve_bit(gloss_slice word) {
  return UINT64_C(1) << ((((unsigned char)word.data[word.size - 1] | 0x20u) + word.size * 11) & 63);
}

/* The number of the word, or GLOSS_WORD_NONE. */
static inline uint32_t gloss_word_set_get(const gloss_word_set *set, gloss_slice word) {
  if (word.size - 1 >= GLOSS_WORD_SET_SIZE_MAX || !(set->sieve[(unsigned char)word.data[0]] & gloss_word_set_sieve_bit(word)))
    return GLOSS_WORD_NONE;
  return gloss_word_set_find(set, word);
}

static inline bool gloss_word_set_has(const gloss_word_set *set, gloss_slice word) {
  return gloss_word_set_get(set, word) != GLOSS_WORD_NONE;
}

#endif

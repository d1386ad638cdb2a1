/* vocabulary: each distinct word once, with what follows from it alone.
 * Words are numbered. Two tiers bound it: the first words stay for the run, with all that is known of them; later ones are
 * numbered from GLOSS_TAIL and are forgotten after each document. One a worker and language; nothing here is shared. */
#ifndef GLOSS_TEXT_VOCABULARY_H
#define GLOSS_TEXT_VOCABULARY_H

#include <stdint.h>

#include "text/language.h"

typedef enum gloss_word_kind {
  GLOSS_WORD,
  GLOSS_NUMERAL, /* Lua: "number" */
  GLOSS_PUNCT,
  GLOSS_SYMBOL,
  GLOSS_URL,
  GLOSS_EMAIL,
  GLOSS_HANDLE,  /* @name */
  GLOSS_HASHTAG, /* #name */
  GLOSS_EMOJI,
} gloss_word_kind;

const char *gloss_word_kind_name(gloss_word_kind kind);

enum { /* flags of a word */
  GLOSS_IS_TITLE = 1 << 0, /* begins with a capital, and is one letter or has a small one: "Ann", "McKay", "A" */
  GLOSS_IS_UPPER = 1 << 1, /* has capitals and no small letters: "NATO", "U.S.", "A" */
  GLOSS_IS_LOWER = 1 << 2, /* has small letters and no capitals */
  GLOSS_IS_ALPHA = 1 << 3, /* letters only, with marks, apostrophes and hyphens inside */
  GLOSS_IS_NUMBER = 1 << 4, /* kind is number */
  GLOSS_IS_PUNCT = 1 << 5,  /* kind is punct */
  GLOSS_IS_QUOTE = 1 << 6,  /* a quotation mark, also '' and `` */
  GLOSS_IS_STOP = 1 << 7,
};

enum {
  GLOSS_KEPT_WORDS = 1 << 18, /* so many words of texts stay; what is derived from them stays too */
  GLOSS_TAIL = 1 << 22,       /* the first number of the tail; from far fewer kept ones so much is not derived */
};

#define GLOSS_UNKNOWN UINT32_MAX

typedef struct gloss_word {
  const char *text; /* ends in a zero byte */
  uint32_t size;
  uint32_t norm, lemma, shape; /* words too; GLOSS_UNKNOWN until asked for */
  uint16_t flags;
  uint8_t kind;
} gloss_word;

typedef struct gloss_vocabulary gloss_vocabulary;

gloss_vocabulary *gloss_vocabulary_new(const gloss_language *language);
void gloss_vocabulary_free(gloss_vocabulary *vocabulary);

/* The number of the word; it is added when it is new. */
uint32_t gloss_vocabulary_intern(gloss_vocabulary *vocabulary, gloss_slice word);

/* The number of the word, or GLOSS_UNKNOWN. Adds nothing. */
uint32_t gloss_vocabulary_find(const gloss_vocabulary *vocabulary, gloss_slice word);

/* What is known of a word: valid until the tail is truncated, for a kept word as long as the vocabulary. */
const gloss_word *gloss_vocabulary_word(const gloss_vocabulary *vocabulary, uint32_t word);

static inline gloss_slice gloss_word_text(const gloss_word *word) {
  return (gloss_slice){word->text, word->size};
}

/* The folded form, the lemma ("said": "say") and the shape ("Xxxx", "dd.d", runs shortened to four) as words; found at the first
 * question and kept. */
uint32_t gloss_vocabulary_norm(gloss_vocabulary *vocabulary, uint32_t word);
uint32_t gloss_vocabulary_lemma(gloss_vocabulary *vocabulary, uint32_t word);
uint32_t gloss_vocabulary_shape(gloss_vocabulary *vocabulary, uint32_t word);

/* Forgets the tail. Its numbers will be given again, to other words: `tail_generation` counts how often. */
void gloss_vocabulary_truncate(gloss_vocabulary *vocabulary);
uint32_t gloss_vocabulary_tail_generation(const gloss_vocabulary *vocabulary);

/* Kept words are numbered from 0 to below this. */
uint32_t gloss_vocabulary_kept(const gloss_vocabulary *vocabulary);

const gloss_language *gloss_vocabulary_language(const gloss_vocabulary *vocabulary);

#endif

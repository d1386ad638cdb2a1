/* rules: how the texts of a language are split, read from its folder (docs/languages.md).
 * All of it is data; a rule that is absent is empty, and what is left is neutral. */
#ifndef GLOSS_SEGMENT_RULES_H
#define GLOSS_SEGMENT_RULES_H

#include "base/buffer.h"
#include "base/error.h"
#include "segment/word_set.h"
#include "text/document.h"

typedef enum gloss_abbreviation {
  GLOSS_ABBREVIATION_NAME,   /* stands before a name, ends no sentence: "Mr." */
  GLOSS_ABBREVIATION_NUMBER, /* is one before a number only: "No." */
  GLOSS_ABBREVIATION_INNER,  /* ends no sentence: "e.g." */
  GLOSS_ABBREVIATION_END,    /* may end a sentence: "Inc." */
  GLOSS_ABBREVIATION_TIME,   /* may, before any capital: "p.m." */
  GLOSS_ABBREVIATION_DATE,   /* is one before a word of a date only; "0." stands for a number: "3. Oktober" */
  GLOSS_ABBREVIATION_KINDS,
  GLOSS_ABBREVIATION_CAPITAL = 8, /* and only when it begins with a capital, as it is listed */
} gloss_abbreviation;

enum { GLOSS_WHOLE_WORD, GLOSS_WHOLE_SMILE }; /* numbers of gloss_rules.whole */

/* The pieces of a contraction: "cannot" has two, of 3 bytes each. */
typedef struct gloss_word_split {
  uint8_t sizes[4];
  uint8_t count;
} gloss_word_split;

typedef enum gloss_where {
  GLOSS_STARTS, /* the block starts with it */
  GLOSS_ENDS,
  GLOSS_HAS,
  GLOSS_IS,
  GLOSS_NAMES, /* starts with it, and goes on with names only: "By Ann Lee" */
  GLOSS_WHERES,
} gloss_where;

/* A block that is no paragraph, known by its words. */
typedef struct gloss_block_rule {
  gloss_slice words; /* plain */
  uint32_t longest;  /* words of the block at most */
  gloss_block_kind kind;
  gloss_where where;
  uint32_t next; /* rule with the same key, or GLOSS_WORD_NONE */
} gloss_block_rule;

typedef struct gloss_rules {
  gloss_word_set abbreviations; /* gloss_abbreviation */
  gloss_word_set contractions;  /* index in splits */
  gloss_word_set clitics;       /* 's n't after a word, l' before one */
  gloss_word_set prefixes;      /* of words that a hyphen does not split: anti-; empty: it splits none */
  gloss_word_set units;         /* split off the number they are glued to: km */
  gloss_word_set whole;         /* tokens whatever marks are in them: Yahoo! b/c, and smiles :-) */
  gloss_word_set last_parts;    /* of host and file names: com pdf */
  gloss_word_set starters;      /* begin a sentence, even after an abbreviation */
  gloss_word_set reporting;     /* said asked: after a closing quotation mark the sentence goes on */
  gloss_word_set small;         /* words in lower case between the capitals of a headline or a name: of and the */
  gloss_word_set dates;         /* words of a date line: months, days */
  gloss_word_split *splits;
  uint32_t split_count, split_capacity;
  gloss_word_set front_keys;    /* first words of block rules for the start of a block: a rule, the others follow by `next` */
  gloss_word_set inner_keys;    /* the longest words of the rules for any place in it */
  gloss_block_rule *blocks;
  uint32_t block_count, block_capacity;
  uint32_t longest_block; /* words; no rule fits a longer one */
  gloss_arena arena;
} gloss_rules;

/* Appends the words as rules of blocks are compared: folded, and with no space before a mark that needs none. */
void gloss_plain_words(gloss_slice words, gloss_buffer *to);

/* Reads the folder; NULL gives neutral rules. `rules` is to be freed also when this fails. */
bool gloss_rules_read(gloss_rules *rules, const char *folder, gloss_error *error);
void gloss_rules_free(gloss_rules *rules);

#endif

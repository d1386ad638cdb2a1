/* elements: what a group's patterns ask of tokens: the distinct elements, and the comparisons they are made of, numbered,
 * so that the answers for a word are bits. For this room only. */
#ifndef GLOSS_PATTERN_ELEMENTS_H
#define GLOSS_PATTERN_ELEMENTS_H

#include "base/table.h"
#include "pattern/room.h"

enum { GLOSS_TOKEN_ANSWERS = GLOSS_IS_FIRST | GLOSS_IS_CLITIC, GLOSS_POS_ANSWERS = GLOSS_POS_MASK };

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

/* Marks are bits of a class too, a bit a pattern in each row, which say what its words may be good for (pattern/ahead.h). */
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

/* -- For pattern/words.c, which puts them to words */

/* A comparison with words of a list, or with a regex. Most regexes are found by hashing: they are words with | between, or
 * begin with certain letters; they are met by a word that is one of the words or begins so, and fit no other. */
typedef struct gloss_atom {
  const gloss_test *test;
  bool is_met;     /* found so */
  uint32_t bit;    /* of a class: its regex gave up on the word */
  uint32_t *users; /* then: the elements with it */
  uint32_t user_count, user_capacity;
} gloss_atom;

typedef struct gloss_element {
  const gloss_test *test;
  gloss_token_element bits;
  bool asks; /* it has an atom that is not found by hashing */
} gloss_element;

typedef struct gloss_numbers {
  uint32_t *items;
  uint32_t count, capacity;
} gloss_numbers;

/* What a word is compared in: each attribute as it is, or folded for %c. */
enum { GLOSS_COMPARED_FORMS = GLOSS_ATTRIBUTES * 2 };

typedef struct gloss_literal { /* one of the atoms that a word or a beginning belongs to */
  uint32_t atom, next;   /* next + 1; 0: the last */
} gloss_literal;

/* Words or beginnings of one form: each leads to the first of a chain of literals, + 1. */
typedef struct gloss_literals {
  gloss_table words, beginnings;
  uint32_t sizes; /* of the beginnings: a bit each */
} gloss_literals;

typedef struct gloss_mark { /* one of those of a bit */
  uint32_t mark, next; /* next + 1; 0: the last */
} gloss_mark;

struct gloss_pattern_elements {
  gloss_table atom_names, element_names;
  gloss_atom *atoms;
  gloss_element *elements;
  gloss_numbers general; /* the elements that may fit a word that meets none of their atoms: those that ask nothing, */
  gloss_numbers asking;  /* and those that ask */
  uint32_t atom_count, atom_capacity, element_count, element_capacity, bit_count;
  gloss_arena tests; /* copies, in which comparisons know their atom */
  gloss_literals literals[GLOSS_COMPARED_FORMS];
  gloss_literal *chain;
  uint32_t chain_count, chain_capacity;
  uint32_t row_size;
  uint64_t *marks;     /* that all classes have */
  uint32_t *marks_of;  /* of each bit: the first of a chain of marks, + 1 */
  gloss_mark *mark_chain;
  uint32_t marks_of_capacity, mark_count, mark_capacity;
};

#endif

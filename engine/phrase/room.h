/* room: what the files of phrases share while a list is built, and nobody else sees. */
#ifndef GLOSS_PHRASE_ROOM_H
#define GLOSS_PHRASE_ROOM_H

#include "base/table.h"
#include "phrase/block.h"

struct gloss_phrase_builder {
  gloss_phrase_settings settings;
  gloss_phrase_tokenizer tokenizer;
  gloss_table columns;     /* by name, in the order they came */
  size_t column_size;      /* of their names */

  gloss_table written;     /* a word as the list has it: its spelling */
  gloss_table spellings;   /* by the bytes of a gloss_phrase_spelling */
  gloss_table words;       /* folded */
  gloss_buffer folded;

  uint32_t *sequence;      /* the spellings of all phrases, one after the other */
  uint32_t *starts;        /* of each entry in it */
  uint32_t *rows;          /* of each entry in the strings */
  double *weights;
  gloss_buffer strings;    /* of each entry: the phrase; its fields, each after the number of its column + 1; 0 */
  uint32_t sequence_count, entry_count;
  uint32_t sequence_capacity, start_capacity, row_capacity, weight_capacity;
};

/* The phrase of an entry: its spellings, and how many. */
static inline const uint32_t *gloss_phrase_sequence(const gloss_phrase_builder *list, uint32_t entry, uint32_t *count) {
  uint32_t end = entry + 1 < list->entry_count ? list->starts[entry + 1] : list->sequence_count;
  *count = end - list->starts[entry];
  return list->sequence + list->starts[entry];
}

/* The spelling as the table keeps it. */
static inline gloss_phrase_spelling gloss_phrase_spelling_of(const gloss_phrase_builder *list, uint32_t spelling) {
  gloss_phrase_spelling copy;
  memcpy(&copy, list->spellings.entries[spelling].key.data, sizeof copy);
  return copy;
}

/* Splits it with the tokenizer, or at white space when there is none. */
void gloss_phrase_split(gloss_phrase_tokenizer tokenizer, gloss_slice phrase, gloss_phrase_word *word, void *context);

/* Which letters of a word are capitals, as a gloss_phrase_spelling has it, and whether one is small. */
uint32_t gloss_phrase_capitals(gloss_slice word, bool *has_small);

/* As much of a text as a message shows. */
gloss_slice gloss_phrase_beginning(gloss_slice text);

/* A decimal number, all of the text but white space at its ends. */
bool gloss_phrase_read_weight(gloss_slice text, double *weight);

/* phrase/cell.c: numbers, strings after their size, and values that are no places, one after the other. What is read is
 * lent; lists and maps are made in the arena. */
void gloss_phrase_add_number(gloss_buffer *to, size_t number);
void gloss_phrase_add_string(gloss_buffer *to, gloss_slice string);
void gloss_phrase_add_value(gloss_buffer *to, gloss_value value);
size_t gloss_phrase_read_number(const char **at);
gloss_slice gloss_phrase_read_string(const char **at);
gloss_value gloss_phrase_read_value(const char **at, gloss_arena *arena);

#endif

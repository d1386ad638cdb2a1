/* phrase_room: what the files of phrases share while a list is built, and nobody else sees. */
#ifndef GLOSS_MATCH_PHRASE_ROOM_H
#define GLOSS_MATCH_PHRASE_ROOM_H

#include "base/table.h"
#include "match/phrase_block.h"

struct gloss_phrase_builder {
  gloss_phrase_settings settings;
  gloss_phrase_cutter cutter;
  uint32_t column_count;
  gloss_buffer columns;    /* their names, as strings */

  gloss_table written;     /* a word as the list has it: its spelling */
  gloss_table spellings;   /* by the bytes of a gloss_phrase_spelling */
  gloss_table words;       /* folded */
  gloss_buffer folded;

  uint32_t *sequence;      /* the spellings of all phrases, one after the other */
  uint32_t *starts;        /* of each entry in it */
  uint32_t *rows;          /* of each entry in the strings */
  double *weights;
  gloss_buffer strings;
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

/* Cuts with the cutter, or at white space when there is none. */
void gloss_phrase_cut(gloss_phrase_cutter cutter, gloss_slice phrase, gloss_phrase_word *word, void *context);

/* Which letters of a word are capitals, as a gloss_phrase_spelling has it, and whether one is small. */
uint32_t gloss_phrase_capitals(gloss_slice word, bool *has_small);

/* A decimal number, all of the text but white space at its ends. */
bool gloss_phrase_read_weight(gloss_slice text, double *weight);

/* Strings with their size in front; no data comes back as no data. */
void gloss_phrase_add_string(gloss_buffer *strings, gloss_slice string);
gloss_slice gloss_phrase_read_string(const char **at);

#endif

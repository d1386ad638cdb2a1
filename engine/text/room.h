/* room: what the files of this room share. For this room only. */
#ifndef GLOSS_TEXT_ROOM_H
#define GLOSS_TEXT_ROOM_H

#include "text/document.h"

/* -- word.c: what follows from the bytes of a word alone; and, for its kind, from the names of hosts that its language knows */

gloss_word_kind gloss_word_kind_of(const gloss_language *language, gloss_slice word, gloss_slice norm);
uint16_t gloss_word_flags_of(gloss_slice word, gloss_word_kind kind);
void gloss_word_shape_of(gloss_slice word, gloss_buffer *shape); /* appends */

/* -- vocabulary.c */

/* Interns the words of tokens in batches, with the memory they need fetched ahead. */
void gloss_vocabulary_intern_tokens(gloss_vocabulary *vocabulary, const char *text, gloss_token *tokens, uint32_t count);

/* -- layer.c */

void gloss_layer_clear(gloss_layer *layer);
void gloss_layer_free(gloss_layer *layer);
uint32_t gloss_layer_add(gloss_layer *layer, gloss_annotation annotation);
void gloss_layer_truncate(gloss_layer *layer, uint32_t count); /* takes the rows from `count` on away */

/* -- offset.c, long_span.c */

void gloss_offsets_clear(gloss_document *document);
void gloss_long_spans_clear(gloss_document *document);

/* -- document.c */

typedef struct gloss_change gloss_change;

struct gloss_document_room {
  uint32_t token_capacity, sentence_capacity, block_capacity, value_capacity, warning_capacity, failure_capacity;
  uint32_t match_capacity, link_capacity, long_span_capacity;

  uint32_t *long_span_slots; /* long_span.c's own */
  uint32_t long_span_slot_count;

  uint32_t *code_points, *lines; /* offset.c's own: counted when somebody asks */
  uint32_t code_point_capacity, line_capacity, line_count;
  bool is_counted, is_ascii;

  bool recording;
  uint16_t script;           /* who is at work */
  uint32_t *counts_before;   /* of each layer */
  uint32_t values_before, warnings_before, matches_before, links_before;
  gloss_arena_mark arena_before;
  gloss_change *changes;     /* of what stood before, to be undone backwards */
  uint32_t change_count, change_capacity;
};

void gloss_document_clear(gloss_document *document); /* empty, its columns kept for the next */
void gloss_document_free(gloss_document *document);

#endif

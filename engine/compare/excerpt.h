/* excerpt: what stands around a place, to be read on a line. For this room only. */
#ifndef GLOSS_COMPARE_EXCERPT_H
#define GLOSS_COMPARE_EXCERPT_H

#include "base/buffer.h"
#include "text/document.h"

/* The first byte of the character that the byte `at` is in. */
uint32_t gloss_excerpt_start_of_character(gloss_slice text, size_t at);

/* The beginning of a text on one line, in quotation marks. */
void gloss_excerpt_add_start(gloss_buffer *out, gloss_slice text);

/* Some characters before and after a place; and itself, of a long one the beginning. Each on one line. */
typedef struct gloss_excerpt {
  gloss_slice before, text, after; /* in the arena */
} gloss_excerpt;

gloss_excerpt gloss_excerpt_of(gloss_slice text, gloss_span bytes, gloss_arena *arena);

#endif

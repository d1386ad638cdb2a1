/* excerpt: texts of an article inside lines that are to be read on a terminal. For this room only. */
#ifndef GLOSS_WHY_EXCERPT_H
#define GLOSS_WHY_EXCERPT_H

#include "text/document.h"

/* On one line, in quotation marks, control characters escaped; of a long one the beginning and the end. */
void gloss_excerpt_add_text(gloss_buffer *out, gloss_slice text);
void gloss_excerpt_add_tokens(gloss_buffer *out, const gloss_document *document, gloss_span tokens);

/* "3:14", the line and column of a byte. */
void gloss_excerpt_add_position(gloss_buffer *out, const gloss_document *document, uint32_t byte);

/* What a pattern or a regex says, on one line; of a long one the beginning. */
void gloss_excerpt_add_query(gloss_buffer *out, gloss_slice query);

#endif

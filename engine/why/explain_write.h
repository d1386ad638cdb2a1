/* explain_write: an explanation, to read and as JSON; with it, one level deep, those of the annotations that it goes back to. */
#ifndef GLOSS_WHY_EXPLAIN_WRITE_H
#define GLOSS_WHY_EXPLAIN_WRITE_H

#include "why/explain.h"

/* What is being written, and for which open document. */
typedef struct gloss_explaining {
  const gloss_worker *worker;
  gloss_document *document;
  gloss_arena arena; /* of the explanations; the caller frees it */
  gloss_buffer *out;
} gloss_explaining;

/* {"id":…,"explanations":[ : what stands before those of a document. */
void gloss_explain_begin_json(const gloss_document *document, gloss_buffer *out);

void gloss_explain_write_text(gloss_explaining *explaining, uint32_t layer, uint32_t row);
void gloss_explain_write_json(gloss_explaining *explaining, uint32_t layer, uint32_t row);

#endif

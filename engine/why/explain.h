/* explain: why an annotation is there: who made it, on which line, out of what, and what that goes back to.
 * Nothing of this is kept in an ordinary run. Who wants to know runs the document again with `explain` of gloss_environment, which
 * gives the same annotations, and asks while it is open. */
#ifndef GLOSS_WHY_EXPLAIN_H
#define GLOSS_WHY_EXPLAIN_H

#include "run/worker.h"
#include "bind/evidence.h"

typedef enum gloss_role { /* what a match has to do with the annotation */
  GLOSS_ROLE_PLACE,  /* it is what was annotated, or one of its captures is */
  GLOSS_ROLE_FIELD,  /* it, or one of its captures, stands in a field */
  GLOSS_ROLE_INSIDE, /* its script has found it inside the annotation, of which no field says more, or inside a field's place */
} gloss_role;

typedef struct gloss_reason {
  gloss_role role;
  gloss_slice field; /* of the place in a field; no data: it is about the annotation's own */
  gloss_evidence evidence;
} gloss_reason;

typedef struct gloss_read { /* an annotation that it goes back to */
  gloss_slice as; /* the field that links to it, the element of a pattern that took it; no data: it is what was annotated */
  uint32_t layer, row;
} gloss_read;

typedef struct gloss_explanation {
  uint32_t layer, row;
  gloss_origin origin;
  const gloss_reason *reasons; /* those of its place first */
  const gloss_read *reads;
  uint32_t reason_count, read_count;
  uint32_t left_out;           /* so many reasons beyond GLOSS_REASONS_MAX */
} gloss_explanation;

enum { GLOSS_REASONS_MAX = 12 };

/* The document was analysed by the worker, and is open. All of it is made in the arena. */
gloss_explanation gloss_explain(const gloss_worker *worker, const gloss_document *document, uint32_t layer, uint32_t row,
                                gloss_arena *arena);
#endif

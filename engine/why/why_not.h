/* why_not: how far the patterns of a script came in each stretch of a text that they look at, and what stopped them.
 * The document was analysed by the script and those it requires, so that the layers its patterns read are there. */
#ifndef GLOSS_WHY_WHY_NOT_H
#define GLOSS_WHY_WHY_NOT_H

#include "pattern/group.h"
#include "pattern/trace.h"
#include "run/worker.h"
#include "bind/evidence.h"

/* A pattern in one sentence (block, document: as it says). */
typedef struct gloss_attempt {
  const gloss_finder *finder;
  gloss_span tokens;
  gloss_pattern_found found;
  gloss_trace trace; /* when nothing was found: how far it came */
} gloss_attempt;

/* Told of each pattern before its attempts: they are NULL then. */
typedef void gloss_attempt_report(void *context, const gloss_finder *finder, const gloss_attempt *attempt);

/* Those patterns of the script that it made on that line of its file, or with 0 all of them. False when there are none: the message
 * says where it makes patterns. */
bool gloss_why_not_find(const gloss_state *state, const char *path, uint32_t line, gloss_arena *arena, const gloss_finder **finders,
                        uint32_t *count, gloss_error *error);

void gloss_why_not(const gloss_worker *worker, const gloss_document *document, const gloss_finder *finders, uint32_t count,
                   gloss_attempt_report *report, void *context);

/* What they are written with: `why_not` is the context. */
typedef struct gloss_why_not_writing {
  const gloss_document *document;
  gloss_buffer *out;
  uint32_t patterns, attempts; /* told so far; attempts of the pattern at hand */
  uint32_t hopeless;           /* of these, those in which nothing began it, beyond the first */
} gloss_why_not_writing;

gloss_attempt_report gloss_why_not_write_text, gloss_why_not_write_json;

/* What stands before and after those of a document. */
void gloss_why_not_end_text(gloss_why_not_writing *writing);
void gloss_why_not_begin_json(gloss_why_not_writing *writing);
void gloss_why_not_end_json(gloss_why_not_writing *writing);

#endif

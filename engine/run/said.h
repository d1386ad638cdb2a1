/* said: what there is to tell the user of some documents, in their order: a worker says it, and it is told when their turn
 * comes. */
#ifndef GLOSS_RUN_SAID_H
#define GLOSS_RUN_SAID_H

#include "base/buffer.h"

typedef enum gloss_said_kind {
  GLOSS_SAID_REJECTED, /* a record is no document, a file cannot be read */
  GLOSS_SAID_FAILED,   /* a script failed on a document; its record says so too */
  GLOSS_SAID_PRINTED,  /* by a script */
} gloss_said_kind;

/* Adds a line. */
void gloss_say(gloss_buffer *said, gloss_said_kind kind, gloss_slice line);

/* Takes the next off `rest`, which is all that was said; false when there is none. */
bool gloss_said_next(gloss_slice *rest, gloss_said_kind *kind, gloss_slice *line);

#endif

/* tally: what a run has done, in numbers. Time is measured for those who look; nothing is decided by it. */
#ifndef GLOSS_RUN_TALLY_H
#define GLOSS_RUN_TALLY_H

#include <stdint.h>

#include "base/buffer.h"

enum { GLOSS_SLOWEST = 5 };

typedef struct gloss_script_tally {
  uint64_t failed, skipped; /* documents; skipped: it was switched off, or a script whose layers it requires had failed there */
  uint64_t nanoseconds;
} gloss_script_tally;

typedef struct gloss_slow {
  char *id; /* of the document; NULL: none */
  uint64_t nanoseconds;
} gloss_slow;

typedef struct gloss_tally {
  uint64_t documents, tokens, bytes; /* bytes of input */
  uint64_t recalled;                 /* of the documents: those whose results an earlier run had kept */
  uint64_t rejected;                 /* records that are no document, files that cannot be read */
  uint64_t failures;                 /* of scripts on documents */
  uint64_t troubled;                 /* documents on which a script failed */
  uint64_t reading, writing;         /* nanoseconds: parsing and segmenting; the writer */
  gloss_script_tally *scripts;       /* one a step of the plan */
  uint32_t script_count;
  gloss_slow slowest[GLOSS_SLOWEST]; /* the slowest first */
} gloss_tally;

gloss_tally gloss_tally_new(uint32_t script_count);
void gloss_tally_free(gloss_tally *tally);
void gloss_tally_clear(gloss_tally *tally);

/* Adds what another part of the run has done. `bytes` are left: they are counted where the input is read. */
void gloss_tally_add(gloss_tally *tally, const gloss_tally *more);

/* Notes how long a document took, if it is one of the slowest. */
void gloss_tally_note_time(gloss_tally *tally, gloss_slice id, uint64_t nanoseconds);

#endif

/* verify: do scripts say the same of a document whatever came before it? A sample of the documents is taken in the order of the
 * input, backwards, and each second one alone, as another worker would: what a script then says otherwise of the same document it
 * has carried over from another one. */
#ifndef GLOSS_RUN_VERIFY_H
#define GLOSS_RUN_VERIFY_H

#include "source/source.h"
#include "run/worker.h"

typedef struct gloss_difference { /* of a script */
  uint32_t documents;  /* of which it does not always say the same */
  gloss_buffer first;  /* the id of the first of them */
} gloss_difference;

typedef struct gloss_verification {
  uint32_t documents;            /* in the sample */
  gloss_difference *differences; /* one a step of the plan */
} gloss_verification;

/* Takes up to `most` documents from the source. False when scripts cannot be loaded. */
bool gloss_verify(const gloss_work *work, gloss_source *source, uint32_t most, gloss_verification *verification,
                  gloss_error *error);

void gloss_verification_free(const gloss_work *work, gloss_verification *verification);

#endif

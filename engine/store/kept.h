/* kept: bytes by key in a file that several programs may use at a time. What cannot be kept is lost and no error. Thread-safe. */
#ifndef GLOSS_STORE_KEPT_H
#define GLOSS_STORE_KEPT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

typedef struct gloss_kept gloss_kept;

typedef struct gloss_kept_key {
  uint64_t parts[2];
} gloss_kept_key;

/* Opens the file, or makes it. One that is damaged is made anew: `was_damaged` says so. `most`: beyond so many bytes what has not
 * been asked for longest, give or take eight openings, is given up when it is closed. */
gloss_kept *gloss_kept_open(const char *path, uint64_t most, bool *was_damaged, gloss_error *error);
void gloss_kept_close(gloss_kept *kept);

/* Replaces the content of `value`; false: there is nothing of that key. */
bool gloss_kept_get(gloss_kept *kept, gloss_kept_key key, gloss_buffer *value);
void gloss_kept_put(gloss_kept *kept, gloss_kept_key key, gloss_slice value);

#endif

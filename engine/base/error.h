/* error: what went wrong, in words for a person.
 * What can fail takes a last `gloss_error *error` and returns bool or a pointer. The message is written once, where the
 * failure is first known, and names the thing: "news.jsonl:7: not an object". It has no final full stop and no newline. */
#ifndef GLOSS_BASE_ERROR_H
#define GLOSS_BASE_ERROR_H

#include <stdbool.h>

typedef struct gloss_error {
  char *message; /* NULL: nothing failed; owned by the error */
} gloss_error;

/* Writes the message, in place of an earlier one, and returns false, so that a failure is `return gloss_fail(error, …);`. */
__attribute__((format(printf, 2, 3))) bool gloss_fail(gloss_error *error, const char *format, ...);

/* Puts words before the message: the place, known to a caller only. Returns false. */
__attribute__((format(printf, 2, 3))) bool gloss_fail_at(gloss_error *error, const char *format, ...);

/* Frees the message; the error can be used again. */
void gloss_error_clear(gloss_error *error);

#endif

/* transcoder: a stream of bytes in some encoding as UTF-8; what is broken becomes bytes that are no UTF-8.
 * For `read` and `source` only. */
#ifndef GLOSS_READ_TRANSCODER_H
#define GLOSS_READ_TRANSCODER_H

#include "base/buffer.h"
#include "base/error.h"

typedef struct gloss_transcoder gloss_transcoder;

/* For an encoding as iconv names it: "windows-1252", "utf-16". An unknown one is an error: NULL. */
gloss_transcoder *gloss_transcoder_new(const char *encoding, gloss_error *error);
void gloss_transcoder_free(gloss_transcoder *transcoder);

/* Begins with another stream. */
void gloss_transcoder_reset(gloss_transcoder *transcoder);

/* Appends what the bytes, which follow on those before, are as UTF-8; the end of a character that they break off waits for more,
 * unless `is_end`. */
void gloss_transcoder_add(gloss_transcoder *transcoder, gloss_slice bytes, bool is_end, gloss_buffer *to);

#endif

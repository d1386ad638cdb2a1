/* encoding: the bytes of a record as UTF-8.
 * Without a word from the user they are UTF-8; UTF-16 when they begin with its byte order mark; and Windows-1252 when they are no
 * UTF-8 but read as that throughout. What is broken becomes U+FFFD. */
#ifndef GLOSS_READ_ENCODING_H
#define GLOSS_READ_ENCODING_H

#include "base/buffer.h"

/* What was done to make UTF-8 of bytes. */
typedef struct gloss_decoded {
  size_t sequences, first; /* not UTF-8, now U+FFFD; the byte where the first of them was */
  size_t surrogates;       /* of UTF-16 that stood alone, now U+FFFD */
  bool is_western;         /* they were read as Windows-1252 */
} gloss_decoded;

/* The bytes as UTF-8: themselves, or in `space`, which is cleared. `is_told`: the user has named the encoding, and what of it is
 * no UTF-8 now is broken. */
gloss_slice gloss_decode(gloss_slice bytes, bool is_told, gloss_buffer *space, gloss_decoded *decoded);

/* Do they read as Windows-1252, and as nothing else? Only of what is no UTF-8. */
bool gloss_looks_western(gloss_slice bytes);

/* Appends Windows-1252 as UTF-8. */
void gloss_decode_western(gloss_slice bytes, gloss_buffer *text);

#endif

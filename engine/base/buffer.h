/* buffer: bytes that grow.
 * A buffer that is all zeroes is empty and ready; gloss_buffer_free gives back what it holds. */
#ifndef GLOSS_BASE_BUFFER_H
#define GLOSS_BASE_BUFFER_H

#include "base/slice.h"

typedef struct gloss_buffer {
  char *data;
  size_t size, capacity;
} gloss_buffer;

void gloss_buffer_free(gloss_buffer *buffer);

static inline void gloss_buffer_clear(gloss_buffer *buffer) {
  buffer->size = 0;
}

static inline gloss_slice gloss_buffer_slice(const gloss_buffer *buffer) {
  return (gloss_slice){buffer->data, buffer->size};
}

/* Room for `more` bytes behind those there are; returns where they begin. The caller adds to `size` what he wrote. */
char *gloss_buffer_reserve(gloss_buffer *buffer, size_t more);

void gloss_buffer_add(gloss_buffer *buffer, gloss_slice slice);
void gloss_buffer_add_char(gloss_buffer *buffer, char c);
__attribute__((format(printf, 2, 3))) void gloss_buffer_print(gloss_buffer *buffer, const char *format, ...);

/* The content with a zero byte behind it that is not counted; valid until the buffer changes. */
const char *gloss_buffer_string(gloss_buffer *buffer);

#endif

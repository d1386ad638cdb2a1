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

/* Makes room for `more` bytes; for gloss_buffer_reserve, which knows when there is none. */
void gloss_buffer_grow(gloss_buffer *buffer, size_t more);

/* Room for `more` bytes after those there are; returns where they begin. The caller adds to `size` what he wrote. */
static inline char *gloss_buffer_reserve(gloss_buffer *buffer, size_t more) {
  if (buffer->data == NULL || buffer->capacity - buffer->size < more) gloss_buffer_grow(buffer, more);
  return buffer->data + buffer->size;
}

static inline void gloss_buffer_add(gloss_buffer *buffer, gloss_slice slice) {
  if (slice.size == 0) return;
  memcpy(gloss_buffer_reserve(buffer, slice.size), slice.data, slice.size);
  buffer->size += slice.size;
}

static inline void gloss_buffer_add_char(gloss_buffer *buffer, char c) {
  *gloss_buffer_reserve(buffer, 1) = c;
  buffer->size++;
}

__attribute__((format(printf, 2, 3))) void gloss_buffer_print(gloss_buffer *buffer, const char *format, ...);

/* The content with a zero byte after it that is not counted; valid until the buffer changes. */
const char *gloss_buffer_string(gloss_buffer *buffer);

#endif

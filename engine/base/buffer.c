#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

void gloss_buffer_free(gloss_buffer *buffer) {
  free(buffer->data);
  *buffer = (gloss_buffer){0};
}

void gloss_buffer_grow(gloss_buffer *buffer, size_t more) {
  size_t wanted = buffer->capacity ? buffer->capacity * 2 : 256;
  if (wanted < buffer->size + more) wanted = buffer->size + more;
  buffer->data = gloss_reallocate(buffer->data, wanted);
  buffer->capacity = wanted;
}

void gloss_buffer_print(gloss_buffer *buffer, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  size_t size = (size_t)vsnprintf(NULL, 0, format, again);
  va_end(again);
  vsnprintf(gloss_buffer_reserve(buffer, size + 1), size + 1, format, arguments);
  va_end(arguments);
  buffer->size += size;
}

const char *gloss_buffer_string(gloss_buffer *buffer) {
  *gloss_buffer_reserve(buffer, 1) = '\0';
  return buffer->data;
}

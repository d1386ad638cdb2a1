#include "run/said.h"

#include <stdint.h>

/* A line is its head and its text. */
typedef struct head {
  uint32_t kind, size;
} head;

void gloss_say(gloss_buffer *said, gloss_said_kind kind, gloss_slice line) {
  head head = {kind, line.size < UINT32_MAX ? (uint32_t)line.size : UINT32_MAX};
  gloss_buffer_add(said, (gloss_slice){(const char *)&head, sizeof head});
  gloss_buffer_add(said, gloss_slice_cut(line, 0, head.size));
}

bool gloss_said_next(gloss_slice *rest, gloss_said_kind *kind, gloss_slice *line) {
  head head;
  if (rest->size == 0) return false;
  memcpy(&head, rest->data, sizeof head);
  *kind = (gloss_said_kind)head.kind;
  *line = gloss_slice_cut(*rest, sizeof head, sizeof head + head.size);
  *rest = gloss_slice_cut(*rest, sizeof head + head.size, rest->size);
  return true;
}

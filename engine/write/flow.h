/* flow: running text for a terminal, wrapped at its width, in colours where it shows them.
 * Control characters of the text never reach the terminal: they become U+FFFD. */
#ifndef GLOSS_WRITE_FLOW_H
#define GLOSS_WRITE_FLOW_H

#include <stdint.h>

#include "base/buffer.h"

typedef struct gloss_flow {
  gloss_buffer *out;
  uint32_t width;  /* columns */
  uint32_t indent; /* of every line */
  bool colour;
  uint32_t column;
  gloss_buffer word; /* waits until it is known whether it fits on the line */
  uint32_t word_width;
} gloss_flow;

void gloss_flow_free(gloss_flow *flow);

/* A run of white space is one space, where the line may break. */
void gloss_flow_add(gloss_flow *flow, gloss_slice text);
void gloss_flow_print(gloss_flow *flow, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* One space, where the line does not break. */
void gloss_flow_glue(gloss_flow *flow);

/* What follows has this style: numbers of "select graphic rendition" with semicolons; "": none. */
void gloss_flow_style(gloss_flow *flow, const char *style);

void gloss_flow_end_line(gloss_flow *flow);

#endif

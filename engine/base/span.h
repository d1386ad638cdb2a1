/* span: a half-open range, start <= end.
 * Of bytes of a text, or of the tokens of a document: the name of the variable says which. */
#ifndef GLOSS_BASE_SPAN_H
#define GLOSS_BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

typedef struct gloss_span {
  uint32_t start, end;
} gloss_span;

static inline uint32_t gloss_span_size(gloss_span span) {
  return span.end - span.start;
}

static inline bool gloss_span_covers(gloss_span outer, gloss_span inner) {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/* They share something; an empty span shares nothing. */
static inline bool gloss_span_overlaps(gloss_span a, gloss_span b) {
  return (a.start > b.start ? a.start : b.start) < (a.end < b.end ? a.end : b.end);
}

/* The order of gloss: earlier first, then longer. Negative, zero or positive. */
static inline int gloss_span_compare(gloss_span a, gloss_span b) {
  if (a.start != b.start) return a.start < b.start ? -1 : 1;
  return (a.end < b.end) - (a.end > b.end);
}

#endif

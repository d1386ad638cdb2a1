/* trace: how far a pattern comes in a stretch of text, element by element, and what stops it there.
 * A slow and clear second reading of a compiled pattern, for those who ask why: all ways at once, one boundary between tokens after
 * the other, nothing forgotten. It finds a match where pattern_group does. */
#ifndef GLOSS_PATTERN_TRACE_H
#define GLOSS_PATTERN_TRACE_H

#include "pattern/matcher.h"
#include "pattern/pattern.h"

typedef struct gloss_trace_step { /* an element that was taken */
  gloss_slice element;            /* as it stands in the query */
  gloss_span tokens;
  uint32_t layer, row;            /* of an annotation; else GLOSS_NO_LAYER */
} gloss_trace_step;

typedef struct gloss_trace_stop { /* an element that was not */
  gloss_slice element;
  uint32_t token;                 /* where it was wanted; GLOSS_TRACE_NOWHERE: it fits nowhere. After the stretch: at its end */
  gloss_slice reason;             /* lemma "promise" is not in $say */
} gloss_trace_stop;

#define GLOSS_TRACE_NOWHERE UINT32_MAX

typedef struct gloss_trace_way {  /* from where it began to its end, if it has no stops, or else to where it got no further */
  gloss_span tokens;              /* those it has taken */
  const gloss_trace_step *steps;
  const gloss_trace_stop *stops;
  uint32_t step_count, stop_count;
} gloss_trace_way;

typedef struct gloss_trace {
  bool matched;                   /* then the ways are matches, of all lengths, the leftmost for each end; else those that came
                                     furthest */
  const gloss_trace_way *ways;
  uint32_t way_count;
  uint32_t more;                  /* so many others came as far, and are left out */
} gloss_trace;

enum { GLOSS_TRACE_WAYS_MAX = 3 };

/* What counts is the element reached, in the order of the query; of those that reached the same, how many conditions of the next
 * one hold. Everything is made in the arena. */
gloss_trace gloss_pattern_trace(const gloss_pattern *pattern, const gloss_document *document, gloss_span tokens,
                                gloss_matcher *matcher, gloss_arena *arena);

#endif

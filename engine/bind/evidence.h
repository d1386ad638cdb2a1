/* evidence: what a script's own matches say for themselves, when somebody asks why an annotation is there.
 * It reads what a state keeps anyway: the resources it has made, and what they found in the document that it ran on last. Of a run
 * with `explain` of gloss_environment that is also what lookups (`list:get(place)`) found. */
#ifndef GLOSS_BIND_EVIDENCE_H
#define GLOSS_BIND_EVIDENCE_H

#include "machine/environment.h"

/* What a script looks for things with. Lent by the state. */
typedef struct gloss_finder {
  const char *kind;             /* "pattern", "regex", "wordset", … */
  const char *made;             /* "money.lua:5": where the script asked for it */
  const char *source;           /* of a list its file, of a regex its text; NULL: it was written down in the script */
  const gloss_pattern *pattern; /* or NULL */
  const gloss_phrases *phrases; /* or NULL */
  const gloss_model *model;     /* or NULL */
  const void *identity;         /* of the finder: equal for two matches of it */
} gloss_finder;

typedef struct gloss_capture { /* a label or a group that took part */
  gloss_slice name;
  gloss_span bytes;
} gloss_capture;

typedef struct gloss_evidence { /* a match */
  gloss_finder finder;
  gloss_span tokens;
  gloss_span entries; /* of a list: those of that name */
  const gloss_capture *captures;
  uint32_t capture_count;
} gloss_evidence;

/* The script's finders in the order they were made, in the arena; returns how many. */
uint32_t gloss_state_finders(const gloss_state *state, gloss_arena *arena, const gloss_finder **finders);

/* Those matches of the document that are the script's own, as numbers; and one of them, its captures in the arena. Both hold until
 * the state runs again or the document is closed. */
gloss_span gloss_state_matches(const gloss_state *state);
gloss_evidence gloss_state_evidence(const gloss_state *state, const gloss_document *document, uint32_t match, gloss_arena *arena);

#endif

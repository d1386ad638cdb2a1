/* pattern: queries over tokens and annotations, as CWB's CQP and BlackLab have them; docs/patterns.md teaches the language.
 * A pattern is regular by design: it becomes positions (Glushkov 1961), each with the edges to those that may follow, and is
 * simulated with one list of active positions: time is tokens times edges, memory positions, whatever the pattern. Compiled,
 * it is immutable and shared; many are searched for in one pass by a gloss_pattern_group (pattern/group.h). */
#ifndef GLOSS_PATTERN_PATTERN_H
#define GLOSS_PATTERN_PATTERN_H

#include "phrase/phrases.h"
#include "regex/regex.h"

typedef struct gloss_pattern gloss_pattern;

enum {
  GLOSS_PATTERN_POSITIONS_MAX = 4096, /* elements, with counted repetitions written out */
  GLOSS_PATTERN_EDGES_MAX = 65536,    /* between them */
  GLOSS_PATTERN_LABELS_MAX = 32,
  GLOSS_PATTERN_ALL_MAX = 128,        /* tokens of a match of (?all): of longer ones there may be as many as tokens squared */
};

/* What `$name` stands for: words inside brackets, a pattern outside. */
typedef struct gloss_pattern_variable {
  const gloss_phrases *words;
  const gloss_pattern *pattern; /* its labels become labels of the pattern that uses it */
} gloss_pattern_variable;

/* Finds what a name stands for; `inside` brackets or not. False, with the message, when there is nothing of that kind. */
typedef bool gloss_pattern_lookup(void *context, gloss_slice name, bool inside, gloss_pattern_variable *variable,
                                  gloss_error *error);

/* Compiles the query. The message of a bad one shows its line with a caret under the mistake; a pattern beyond the bounds
 * above is refused with its size. What variables stand for must outlive the pattern. NULL on failure. */
gloss_pattern *gloss_pattern_new(gloss_slice query, gloss_pattern_lookup *lookup, void *context, gloss_error *error);
void gloss_pattern_free(gloss_pattern *pattern);

typedef enum gloss_within { GLOSS_WITHIN_SENTENCE, GLOSS_WITHIN_BLOCK, GLOSS_WITHIN_DOCUMENT } gloss_within;

gloss_slice gloss_pattern_query(const gloss_pattern *pattern);
gloss_within gloss_pattern_within(const gloss_pattern *pattern);

/* Bytes that it takes, about. */
size_t gloss_pattern_size(const gloss_pattern *pattern);

/* Does it look at parts of speech? Then the document must be tagged before it is searched for (text/pos.h). */
bool gloss_pattern_looks_at_pos(const gloss_pattern *pattern);

uint32_t gloss_pattern_label_count(const gloss_pattern *pattern);
gloss_slice gloss_pattern_label(const gloss_pattern *pattern, uint32_t label);

/* What it looks at of annotations: a layer, or a field of one. `type` is a field that every layer has. */
typedef struct gloss_pattern_field {
  gloss_slice layer, field; /* no data: the layer */
} gloss_pattern_field;

uint32_t gloss_pattern_field_count(const gloss_pattern *pattern);
gloss_pattern_field gloss_pattern_field_at(const gloss_pattern *pattern, uint32_t index);

#endif

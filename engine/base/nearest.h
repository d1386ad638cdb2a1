/* nearest: the known name that a misspelt one was meant to be.
 * Every message about an unknown name ends in what these give. */
#ifndef GLOSS_BASE_NEAREST_H
#define GLOSS_BASE_NEAREST_H

#include "base/slice.h"

/* A search among names that are offered one by one. Start with the word in `word` and the rest zero. */
typedef struct gloss_nearest {
  gloss_slice word;
  gloss_slice best; /* the nearest so far; no data: none is near enough */
  size_t distance;
} gloss_nearest;

/* Considers a name: near is an edit distance (Damerau 1964, neighbours swapped count once; case counts half) of at most a
 * third of the word's letters, or a name that begins with the word. The slice is kept, not copied. */
void gloss_nearest_offer(gloss_nearest *nearest, gloss_slice name);

/* `; did you mean "tone"?`, or "" when none is near; in `space`, which it returns. */
const char *gloss_nearest_hint(const gloss_nearest *nearest, char space[128]);

#endif

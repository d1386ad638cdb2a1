#include "base/nearest.h"

#include <ctype.h>
#include <stdio.h>

enum { LONGEST = 64 }; /* longer words are not names that somebody mistyped */

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* In halves: another letter costs 2, the same in another case 1. */
static size_t replace_cost(char a, char b) {
  if (a == b) return 0;
  return tolower((unsigned char)a) == tolower((unsigned char)b) ? 1 : 2;
}

static size_t distance_between(gloss_slice a, gloss_slice b) {
  size_t rows[3][LONGEST + 1], *before = rows[0], *last = rows[1], *row = rows[2];
  for (size_t j = 0; j <= b.size; j++) last[j] = 2 * j;
  for (size_t i = 1; i <= a.size; i++) {
    row[0] = 2 * i;
    for (size_t j = 1; j <= b.size; j++) {
      row[j] = least(last[j - 1] + replace_cost(a.data[i - 1], b.data[j - 1]), least(last[j], row[j - 1]) + 2);
      if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1])
        row[j] = least(row[j], before[j - 2] + 2);
    }
    size_t *spare = before;
    before = last, last = row, row = spare;
  }
  return last[b.size];
}

void gloss_nearest_offer(gloss_nearest *nearest, gloss_slice name) {
  gloss_slice word = nearest->word;
  if (word.size == 0 || word.size > LONGEST || name.size > LONGEST) return;
  size_t distance = distance_between(word, name);
  bool near = distance <= 2 * ((word.size + 2) / 3) && distance < 2 * name.size;
  if (!near && word.size >= 3 && gloss_slice_starts_with(name, word)) near = true;
  if (!near || (nearest->best.data && distance >= nearest->distance)) return;
  nearest->best = name;
  nearest->distance = distance;
}

const char *gloss_nearest_hint(const gloss_nearest *nearest, char space[128]) {
  space[0] = '\0';
  if (nearest->best.data) snprintf(space, 128, "; did you mean \"%.*s\"?", GLOSS_PRINT(nearest->best));
  return space;
}

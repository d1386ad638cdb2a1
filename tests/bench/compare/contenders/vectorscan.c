/* Literals, which Vectorscan finds wherever they are, inside words and inside each other: the leftmost, longest whole words of
 * them are chosen afterwards. */
#define _GNU_SOURCE
#include <ctype.h>
#include <hs.h>
#include <stdint.h>

#include "contender.h"

typedef struct span {
  uint32_t start, end;
} span;

typedef struct matcher {
  hs_database_t *database;
  hs_scratch_t *scratch;
  size_t *sizes;
  const char *text;
  size_t size;
  span *found;
  size_t count, capacity;
} matcher;

static int take(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  matcher *matcher = context;
  size_t start = (size_t)to - matcher->sizes[id], end = (size_t)to;
  (void)from;
  (void)flags;
  if (start > 0 && isalnum((unsigned char)matcher->text[start - 1])) return 0;
  if (end < matcher->size && isalnum((unsigned char)matcher->text[end])) return 0;
  if (matcher->count == matcher->capacity)
    matcher->found = realloc(matcher->found, (matcher->capacity = matcher->capacity * 2 + 64) * sizeof *matcher->found);
  matcher->found[matcher->count++] = (span){(uint32_t)start, (uint32_t)end};
  return 0;
}

static int compare(const void *a, const void *b) {
  const span *one = a, *other = b;
  if (one->start != other->start) return one->start < other->start ? -1 : 1;
  return (one->end < other->end) - (one->end > other->end);
}

static size_t find(void *built, const char *text, size_t size) {
  matcher *matcher = built;
  size_t hits = 0, end = 0;
  matcher->text = text;
  matcher->size = size;
  matcher->count = 0;
  hs_scan(matcher->database, text, (unsigned)size, 0, matcher->scratch, take, matcher);
  qsort(matcher->found, matcher->count, sizeof *matcher->found, compare);
  for (size_t i = 0; i < matcher->count; i++) {
    if (matcher->found[i].start < end) continue;
    end = matcher->found[i].end;
    hits++;
  }
  return hits;
}

int main(int count, char **words) {
  if (count < 4) return 2;
  names names = read_names(words[1]);
  matcher matcher = {.sizes = malloc(names.count * sizeof(size_t))};
  unsigned *flags = calloc(names.count, sizeof *flags), *ids = malloc(names.count * sizeof *ids);
  for (size_t i = 0; i < names.count; i++) {
    matcher.sizes[i] = strlen(names.items[i]);
    ids[i] = (unsigned)i;
  }
  hs_compile_error_t *error;
  double start = now();
  if (hs_compile_lit_multi((const char *const *)names.items, flags, ids, matcher.sizes, (unsigned)names.count, HS_MODE_BLOCK, NULL,
                           &matcher.database, &error) != HS_SUCCESS)
    return refuse(error->message);
  if (hs_alloc_scratch(matcher.database, &matcher.scratch) != HS_SUCCESS) return refuse("no scratch");
  return run(find, &matcher, now() - start, words[2], atof(words[3]));
}

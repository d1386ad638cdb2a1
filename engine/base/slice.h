/* slice: bytes that belong to somebody else.
 * A slice is a small value: it is passed and returned by copy, lends, and never frees. It need not end in a zero byte. */
#ifndef GLOSS_BASE_SLICE_H
#define GLOSS_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct gloss_slice {
  const char *data;
  size_t size;
} gloss_slice;

/* A slice of a string literal; and of any zero-terminated string. */
#define GLOSS_SLICE(literal) ((gloss_slice){(literal), sizeof(literal) - 1})

static inline gloss_slice gloss_slice_of(const char *string) {
  return (gloss_slice){string, strlen(string)};
}

/* For printf: printf("%.*s", GLOSS_PRINT(slice)). */
#define GLOSS_PRINT(slice) (int)(slice).size, (slice).data

static inline bool gloss_slice_equal(gloss_slice a, gloss_slice b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool gloss_slice_is(gloss_slice slice, const char *string) {
  return gloss_slice_equal(slice, gloss_slice_of(string));
}

/* The bytes from `start` to before `end`. */
static inline gloss_slice gloss_slice_cut(gloss_slice slice, size_t start, size_t end) {
  return (gloss_slice){start ? slice.data + start : slice.data, end - start}; /* nothing may be added to NULL, not even 0 */
}

bool gloss_slice_starts_with(gloss_slice slice, gloss_slice start);
bool gloss_slice_ends_with(gloss_slice slice, gloss_slice end);

/* Order by bytes, the shorter first where one begins the other: negative, zero or positive, as memcmp. */
int gloss_slice_compare(gloss_slice a, gloss_slice b);

/* Without the ASCII white space at both ends. */
gloss_slice gloss_slice_trim(gloss_slice slice);

/* Takes the next part of `rest`, up to `separator` or the end, and moves `rest` past it.
 * False when nothing is left: "a,,b" has three parts, "" none, and "a," one, as a last line has. */
bool gloss_slice_split(gloss_slice *rest, char separator, gloss_slice *part);

/* As above for lines: "\n" and "\r\n" end one. */
bool gloss_slice_line(gloss_slice *rest, gloss_slice *line);

#endif

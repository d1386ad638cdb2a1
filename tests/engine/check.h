/* check: cmocka, with what it wants included before it, and slices compared with strings. */
#ifndef GLOSS_TESTS_CHECK_H
#define GLOSS_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/slice.h"

#define assert_slice(slice, string) check_slice(slice, string, __FILE__, __LINE__)

static inline void check_slice(gloss_slice slice, const char *string, const char *file, int line) {
  if (gloss_slice_is(slice, string)) return;
  print_error("\"%.*s\" is not \"%s\"\n", GLOSS_PRINT(slice), string);
  _fail(file, line);
}

/* The same numbers in every run: xorshift (Marsaglia 2003). */
static inline uint32_t random_below(uint64_t *state, uint32_t limit) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (uint32_t)((*state >> 32) * limit >> 32);
}

#endif

/* check: cmocka, with what it wants included before it, and slices compared with strings. */
#ifndef GLOSS_TESTS_CHECK_H
#define GLOSS_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/slice.h"
#include "random.h"

#define assert_slice(slice, string) check_slice(slice, string, __FILE__, __LINE__)

static inline void check_slice(gloss_slice slice, const char *string, const char *file, int line) {
  if (gloss_slice_is(slice, string)) return;
  print_error("\"%.*s\" is not \"%s\"\n", GLOSS_PRINT(slice), string);
  _fail(file, line);
}

#endif

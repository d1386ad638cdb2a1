#include "base/slice.h"

#include <stdio.h>

#include "check.h"

static const gloss_slice none = {NULL, 0};

/* The parts in <>. */
static const char *parts_of(gloss_slice rest, bool next(gloss_slice *, gloss_slice *)) {
  static char shown[256];
  size_t size = 0;
  gloss_slice part;
  shown[0] = '\0';
  while (next(&rest, &part)) size += (size_t)snprintf(shown + size, sizeof shown - size, "<%.*s>", GLOSS_PRINT(part));
  return shown;
}

static bool next_cell(gloss_slice *rest, gloss_slice *part) {
  return gloss_slice_split(rest, ',', part);
}

static void equal_slices_have_the_same_bytes(void **state) {
  (void)state;
  assert_true(gloss_slice_equal(none, GLOSS_SLICE("")));
  assert_true(gloss_slice_equal(GLOSS_SLICE("a\0b"), GLOSS_SLICE("a\0b")));
  assert_false(gloss_slice_equal(GLOSS_SLICE("a\0b"), GLOSS_SLICE("a\0c")));
  assert_false(gloss_slice_is(GLOSS_SLICE("a\0b"), "a"));
}

static void starts_and_ends_may_be_empty_or_whole(void **state) {
  (void)state;
  assert_true(gloss_slice_starts_with(none, none));
  assert_true(gloss_slice_ends_with(none, GLOSS_SLICE("")));
  assert_true(gloss_slice_starts_with(GLOSS_SLICE("abc"), GLOSS_SLICE("abc")));
  assert_true(gloss_slice_ends_with(GLOSS_SLICE("abc"), GLOSS_SLICE("bc")));
  assert_false(gloss_slice_starts_with(GLOSS_SLICE("ab"), GLOSS_SLICE("abc")));
  assert_false(gloss_slice_ends_with(GLOSS_SLICE("bc"), GLOSS_SLICE("abc")));
  assert_false(gloss_slice_ends_with(GLOSS_SLICE("abd"), GLOSS_SLICE("bc")));
}

static void order_is_by_unsigned_bytes_and_the_shorter_first(void **state) {
  (void)state;
  assert_true(gloss_slice_compare(GLOSS_SLICE("a"), GLOSS_SLICE("ab")) < 0);
  assert_true(gloss_slice_compare(GLOSS_SLICE("b"), GLOSS_SLICE("ab")) > 0);
  assert_true(gloss_slice_compare(GLOSS_SLICE("z"), GLOSS_SLICE("\xc3\xa9")) < 0);
  assert_int_equal(gloss_slice_compare(none, GLOSS_SLICE("")), 0);
}

static void trimming_takes_white_space_off_both_ends_only(void **state) {
  (void)state;
  assert_slice(gloss_slice_trim(GLOSS_SLICE(" \t\r\n\v\f a b \n")), "a b");
  assert_slice(gloss_slice_trim(GLOSS_SLICE(" \n ")), "");
  assert_slice(gloss_slice_trim(none), "");
}

static void a_separator_ends_a_part(void **state) {
  (void)state;
  assert_string_equal(parts_of(GLOSS_SLICE("a,,b"), next_cell), "<a><><b>");
  assert_string_equal(parts_of(GLOSS_SLICE(",a"), next_cell), "<><a>");
  assert_string_equal(parts_of(GLOSS_SLICE("a,"), next_cell), "<a>");
  assert_string_equal(parts_of(GLOSS_SLICE("a,,"), next_cell), "<a><>");
  assert_string_equal(parts_of(GLOSS_SLICE(","), next_cell), "<>");
  assert_string_equal(parts_of(GLOSS_SLICE("a"), next_cell), "<a>");
}

static void nothing_has_no_parts(void **state) {
  (void)state;
  assert_string_equal(parts_of(GLOSS_SLICE(""), next_cell), "");
  assert_string_equal(parts_of(none, next_cell), "");
}

static void the_rest_is_what_comes_after_the_separator(void **state) {
  (void)state;
  gloss_slice rest = GLOSS_SLICE("a,b,c"), part;
  assert_true(gloss_slice_split(&rest, ',', &part));
  assert_slice(rest, "b,c");
}

static void lines_end_in_a_newline_with_or_without_a_return(void **state) {
  (void)state;
  assert_string_equal(parts_of(GLOSS_SLICE("a\r\n\nb\rc\n"), gloss_slice_line), "<a><><b\rc>");
  assert_string_equal(parts_of(GLOSS_SLICE("a\r"), gloss_slice_line), "<a>");
  assert_string_equal(parts_of(GLOSS_SLICE("\r\n"), gloss_slice_line), "<>");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_slices_have_the_same_bytes),
      cmocka_unit_test(starts_and_ends_may_be_empty_or_whole),
      cmocka_unit_test(order_is_by_unsigned_bytes_and_the_shorter_first),
      cmocka_unit_test(trimming_takes_white_space_off_both_ends_only),
      cmocka_unit_test(a_separator_ends_a_part),
      cmocka_unit_test(nothing_has_no_parts),
      cmocka_unit_test(the_rest_is_what_comes_after_the_separator),
      cmocka_unit_test(lines_end_in_a_newline_with_or_without_a_return),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

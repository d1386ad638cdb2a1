#include "write/json_text.h"

#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static gloss_buffer out;

static int free_buffer(void **state) {
  (void)state;
  gloss_buffer_free(&out);
  return 0;
}

static const char *number(double value) {
  gloss_buffer_clear(&out);
  gloss_json_add_number(&out, value);
  return gloss_buffer_string(&out);
}

static const char *integer(int64_t value) {
  gloss_buffer_clear(&out);
  gloss_json_add_integer(&out, value);
  return gloss_buffer_string(&out);
}

static const char *string(gloss_slice value) {
  gloss_buffer_clear(&out);
  gloss_json_add_string(&out, value);
  return gloss_buffer_string(&out);
}

static void numbers_are_the_shortest_that_read_back(void **state) {
  (void)state;
  assert_string_equal(number(5e6), "5000000");
  assert_string_equal(number(0.1), "0.1");
  assert_string_equal(number(-0.31), "-0.31");
  assert_string_equal(number(1.0 / 3), "0.3333333333333333");
  assert_string_equal(number(0.00001), "0.00001");
  assert_string_equal(number(0.000001), "1e-06");
  assert_string_equal(number(1e16), "10000000000000000");
  assert_string_equal(number(1e300), "1e+300");
  assert_string_equal(number(5e-324), "5e-324");
  assert_string_equal(number(DBL_MAX), "1.7976931348623157e+308");
  assert_string_equal(number(0), "0");
  assert_string_equal(number(-0.0), "-0");
  assert_string_equal(number(5.684341886080802e-14), "5.684341886080802e-14");
}

static void every_number_reads_back_the_same(void **state) {
  (void)state;
  uint64_t random = 11;
  for (int i = 0; i < 20000; i++) {
    uint64_t bits = (uint64_t)random_below(&random, UINT32_MAX) << 32 | random_below(&random, UINT32_MAX);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (value - value != 0) continue;
    assert_true(strtod(number(value), NULL) == value);
  }
}

/* A locale whose numbers have a comma, made in that folder and entered; false where it cannot be made. */
static bool enter_locale_with_comma(const char *folder) {
  char command[128];
  snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 %s/comma.UTF-8 2>/dev/null", folder);
  if (system(command) != 0) return false;
  setenv("LOCPATH", folder, true);
  return setlocale(LC_ALL, "comma.UTF-8") && strcmp(localeconv()->decimal_point, ",") == 0;
}

static void a_locale_with_a_decimal_comma_does_not_matter(void **state) {
  (void)state;
  char folder[] = "/tmp/gloss-locale-XXXXXX", command[64];
  assert_non_null(mkdtemp(folder));
  bool is_entered = enter_locale_with_comma(folder);
  const char *written = number(1234.5);
  setlocale(LC_ALL, "C");
  unsetenv("LOCPATH");
  snprintf(command, sizeof command, "rm -r %s", folder);
  assert_int_equal(system(command), 0);
  if (!is_entered) print_message("localedef makes no locale de_DE here: install the package locales\n");
  if (!is_entered) skip();
  assert_string_equal(written, "1234.5");
}

static void integers_are_exact(void **state) {
  (void)state;
  assert_string_equal(integer(0), "0");
  assert_string_equal(integer(-1), "-1");
  assert_string_equal(integer(INT64_MAX), "9223372036854775807");
  assert_string_equal(integer(INT64_MIN), "-9223372036854775808");
}

static void only_what_must_be_is_escaped(void **state) {
  (void)state;
  assert_string_equal(string(GLOSS_SLICE("a\"b\\c/\b\f\n\r\t\x01\x1f\x7fé€😀")),
                      "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f\x7fé€😀\"");
  assert_string_equal(string(GLOSS_SLICE("")), "\"\"");
  assert_string_equal(string((gloss_slice){"a\0b", 3}), "\"a\\u0000b\"");
}

/* At every place in a step and around its end, also where pieces meet. */
static void an_escape_is_seen_at_every_place(void **state) {
  (void)state;
  static const size_t sizes[] = {1, 15, 16, 17, 31, 32, 33, 4095, 4096, 4097, 8200};
  char text[8200], expected[8210];
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    for (size_t at = sizes[i] > 40 ? sizes[i] - 40 : 0; at < sizes[i]; at++) {
      memset(text, 'x', sizes[i]);
      text[at] = '\n';
      int size = snprintf(expected, sizeof expected, "\"%.*s\\n%.*s\"", (int)at, text, (int)(sizes[i] - at - 1), text + at + 1);
      assert_int_equal(size, sizes[i] + 3);
      assert_string_equal(string((gloss_slice){text, sizes[i]}), expected);
    }
}

static void a_text_of_escapes_only_has_room(void **state) {
  (void)state;
  enum { SIZE = 10000 };
  char text[SIZE];
  memset(text, 1, SIZE);
  string((gloss_slice){text, SIZE});
  assert_int_equal(out.size, SIZE * 6 + 2);
}

static void values_in_lists_and_maps_are_written_inside_them(void **state) {
  (void)state;
  const gloss_value items[] = {
      {.kind = GLOSS_INTEGER, .integer = 1}, {.kind = GLOSS_NIL}, {.kind = GLOSS_BOOLEAN, .boolean = true}};
  const gloss_pair pairs[] = {{GLOSS_SLICE("a\"b"), {.kind = GLOSS_LIST, .size = 3, .items = items}},
                              {GLOSS_SLICE("n"), {.kind = GLOSS_NUMBER, .number = 0.5}}};
  gloss_buffer_clear(&out);
  gloss_json_add_value(&out, (gloss_value){.kind = GLOSS_MAP, .size = 2, .pairs = pairs}, NULL, NULL);
  assert_string_equal(gloss_buffer_string(&out), "{\"a\\\"b\":[1,null,true],\"n\":0.5}");
}

static void what_is_read_back_keeps_floats_apart_from_integers(void **state) {
  (void)state;
  const gloss_value items[] = {{.kind = GLOSS_NUMBER, .number = 5}, {.kind = GLOSS_INTEGER, .integer = 5}, {.kind = GLOSS_NUMBER},
                               {.kind = GLOSS_NUMBER, .number = 1e300}, {.kind = GLOSS_NUMBER, .number = 0.1}};
  gloss_buffer_clear(&out);
  gloss_json_add_exact(&out, (gloss_value){.kind = GLOSS_LIST, .size = 5, .items = items});
  assert_string_equal(gloss_buffer_string(&out), "[5.0,5,0.0,1e+300,0.1]");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_the_shortest_that_read_back),
      cmocka_unit_test(every_number_reads_back_the_same),
      cmocka_unit_test(a_locale_with_a_decimal_comma_does_not_matter),
      cmocka_unit_test(integers_are_exact),
      cmocka_unit_test(only_what_must_be_is_escaped),
      cmocka_unit_test(an_escape_is_seen_at_every_place),
      cmocka_unit_test(a_text_of_escapes_only_has_room),
      cmocka_unit_test(values_in_lists_and_maps_are_written_inside_them),
      cmocka_unit_test(what_is_read_back_keeps_floats_apart_from_integers),
  };
  return cmocka_run_group_tests(tests, NULL, free_buffer);
}

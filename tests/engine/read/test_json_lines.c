#include "check.h"

#include <stdlib.h>

#include "read/json_lines.h"

/* The values of the text as "LINE:KIND ", up to the end or to a mistake, whose message comes last. */
static void show(gloss_slice text, gloss_buffer *shown) {
  gloss_error error = {0};
  gloss_json_lines lines;
  gloss_json_lines_open(&lines, "list", text);
  while (gloss_json_lines_next(&lines, &error) == GLOSS_JSON_LINES_READ)
    gloss_buffer_print(shown, "%u:%s ", lines.line, gloss_value_kind_name(lines.value));
  if (error.message) gloss_buffer_print(shown, "%s", error.message);
  gloss_json_lines_close(&lines);
  gloss_error_clear(&error);
}

static void assert_lines(gloss_slice text, const char *expected) {
  gloss_buffer shown = {0};
  show(text, &shown);
  assert_string_equal(gloss_buffer_string(&shown), expected);
  gloss_buffer_free(&shown);
}

static void a_line_is_a_value(void **state) {
  (void)state;
  assert_lines(GLOSS_SLICE("{\"a\": 1}\n\"b\"\n[1]\n2.5\nnull"), "1:an object 2:a string 3:a list 4:a number 5:null ");
  assert_lines(GLOSS_SLICE(""), "");
}

static void blank_lines_are_passed_over_and_counted(void **state) {
  (void)state;
  assert_lines(GLOSS_SLICE("\xef\xbb\xbf\r\n1\r\n \t\r\n\n2\n"), "2:a number 5:a number ");
}

static void a_mistake_names_the_line(void **state) {
  (void)state;
  assert_lines(GLOSS_SLICE("1\n\n{\n3"), "1:a number list:3: truncated JSON: it ends where a key is expected");
  assert_lines(GLOSS_SLICE("\"\xff\""), "list:1: is not valid UTF-8; save the file as UTF-8");
  assert_lines(GLOSS_SLICE("1\n\0\n"), "1:a number list:2: has a zero byte, which JSON cannot have; save the file as UTF-8");
}

/* What may be read after a text is not: the text is a block of its own, which the checking build guards. */
static void nothing_is_read_past_the_text(void **state) {
  (void)state;
  for (size_t size = 1; size < 200; size++) {
    gloss_buffer text = {0};
    char *copy = malloc(size);
    for (size_t i = 0; i < size; i++) gloss_buffer_add_char(&text, i % 2 && i + 1 < size ? '\n' : '7');
    memcpy(copy, text.data, size);
    gloss_buffer shown = {0};
    show((gloss_slice){copy, size}, &shown);
    assert_null(strstr(gloss_buffer_string(&shown), "list"));
    gloss_buffer_free(&shown);
    gloss_buffer_free(&text);
    free(copy);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_is_a_value),
      cmocka_unit_test(blank_lines_are_passed_over_and_counted),
      cmocka_unit_test(a_mistake_names_the_line),
      cmocka_unit_test(nothing_is_read_past_the_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

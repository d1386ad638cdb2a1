#include "read/format.h"

#include "check.h"

static const char *guess(const char *ending, const char *head) {
  return gloss_format_guess(NULL, gloss_slice_of(ending), gloss_slice_of(head))->name;
}

static void the_ending_decides(void **state) {
  (void)state;
  assert_string_equal(guess(".txt", "{\"text\":\"x\"}"), "text");
  assert_string_equal(guess(".JSONL", "torn"), "jsonl");
  assert_string_equal(guess(".ndjson", ""), "jsonl");
}

static void an_unknown_ending_leaves_it_to_the_content(void **state) {
  (void)state;
  assert_string_equal(guess("", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n"), "jsonl");
  assert_string_equal(guess(".log", "{\"text\":\"torn\n{\"text\":\"y\"}\n"), "jsonl");
  assert_string_equal(guess("", "{\n  \"text\": \"x\"\n}\n"), "json");
  assert_string_equal(guess("", "{\"text\":\"a line that goes on"), "jsonl");
  assert_string_equal(guess("", "{not JSON}\n"), "text");
  assert_string_equal(guess("", "[Update] The house\n"), "text");
  assert_string_equal(guess("", ""), "text");
}

static void a_json_file_holds_lines_or_one_object(void **state) {
  (void)state;
  assert_string_equal(guess(".json", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n"), "jsonl");
  assert_string_equal(guess(".json", "{\n  \"text\": \"x\"\n}\n"), "json");
  assert_string_equal(guess(".json", "[{}]"), "json");
}

static void auto_is_each_files_own(void **state) {
  (void)state;
  const gloss_format *format;
  gloss_error error = {0};
  assert_true(gloss_format_find(GLOSS_SLICE("auto"), NULL, &format, &error));
  assert_null(format);
  assert_true(gloss_format_find(GLOSS_SLICE("text"), NULL, &format, &error));
  assert_string_equal(format->name, "text");
}

static void an_unknown_format_is_an_error_with_the_nearest(void **state) {
  (void)state;
  const gloss_format *format;
  gloss_error error = {0};
  assert_false(gloss_format_find(GLOSS_SLICE("jsnol"), NULL, &format, &error));
  assert_string_equal(error.message,
                      "no input format \"jsnol\" (there are auto, jsonl, json, csv, tsv, warc, text); did you mean \"jsonl\"?");
  gloss_error_clear(&error);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_ending_decides),
      cmocka_unit_test(an_unknown_ending_leaves_it_to_the_content),
      cmocka_unit_test(a_json_file_holds_lines_or_one_object),
      cmocka_unit_test(auto_is_each_files_own),
      cmocka_unit_test(an_unknown_format_is_an_error_with_the_nearest),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

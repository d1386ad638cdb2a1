#include "base/error.h"

#include "check.h"

static void failing_writes_the_message_and_is_false(void **state) {
  (void)state;
  gloss_error error = {0};
  assert_false(gloss_fail(&error, "%s:%d: not an object", "news.jsonl", 7));
  assert_string_equal(error.message, "news.jsonl:7: not an object");
  gloss_error_clear(&error);
  assert_null(error.message);
}

static void a_new_message_takes_the_place_of_the_old_one_and_may_quote_it(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_fail(&error, "first");
  gloss_fail(&error, "after %s", error.message);
  assert_string_equal(error.message, "after first");
  gloss_error_clear(&error);
}

static void the_place_is_put_in_front(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_fail(&error, "not a number: %s", "x%s");
  assert_false(gloss_fail_at(&error, "%s:%d", "tone.tsv", 3));
  assert_string_equal(error.message, "tone.tsv:3: not a number: x%s");
  gloss_error_clear(&error);
  assert_false(gloss_fail_at(&error, "tone.tsv"));
  assert_string_equal(error.message, "tone.tsv: failed");
  gloss_error_clear(&error);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(failing_writes_the_message_and_is_false),
      cmocka_unit_test(a_new_message_takes_the_place_of_the_old_one_and_may_quote_it),
      cmocka_unit_test(the_place_is_put_in_front),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/nearest.h"

#include <stdio.h>

#include "check.h"

/* The best of the names, separated by spaces, or "". */
static const char *nearest_of(const char *word, const char *names) {
  static char best[256];
  gloss_nearest nearest = {.word = gloss_slice_of(word)};
  gloss_slice rest = gloss_slice_of(names), name;
  while (gloss_slice_split(&rest, ' ', &name)) gloss_nearest_offer(&nearest, name);
  snprintf(best, sizeof best, "%.*s", GLOSS_PRINT(nearest.best));
  return best;
}

static void a_misspelt_name_finds_the_one_that_was_meant(void **state) {
  (void)state;
  const char *names = "document tokens sentences entity tone";
  assert_string_equal(nearest_of("tokesn", names), "tokens");
  assert_string_equal(nearest_of("tokn", names), "tokens");
  assert_string_equal(nearest_of("sentance", names), "sentences");
  assert_string_equal(nearest_of("Entity", names), "entity");
  assert_string_equal(nearest_of("otne", names), "tone");
}

static void the_beginning_of_a_name_is_near(void **state) {
  (void)state;
  assert_string_equal(nearest_of("doc", "tone document"), "document");
  assert_string_equal(nearest_of("do", "tone document"), "");
}

static void a_name_that_differs_in_case_only_is_nearest(void **state) {
  (void)state;
  assert_string_equal(nearest_of("TONE", "bone tone"), "tone");
  assert_string_equal(nearest_of("Tone", "bone tone"), "tone");
}

static void neighbours_swapped_are_one_mistake(void **state) {
  (void)state;
  assert_string_equal(nearest_of("ab", "ba"), "ba");
  assert_string_equal(nearest_of("abc", "cba"), "");
}

static void of_equally_near_names_the_first_stays(void **state) {
  (void)state;
  assert_string_equal(nearest_of("tane", "tune tone"), "tune");
}

static void what_is_far_is_not_offered(void **state) {
  (void)state;
  assert_string_equal(nearest_of("quotation", "tone entity document"), "");
  assert_string_equal(nearest_of("x", "y a zz"), "");
  assert_string_equal(nearest_of("", "a"), "");
  assert_string_equal(nearest_of("a", ""), "");
}

static void long_words_are_left_alone(void **state) {
  (void)state;
  char word[200];
  memset(word, 'a', sizeof word - 1);
  word[sizeof word - 1] = '\0';
  assert_string_equal(nearest_of(word, word), "");
  assert_string_equal(nearest_of("aaaa", word), "");
  word[64] = '\0';
  assert_string_equal(nearest_of(word, word), word);
}

static void the_hint_is_a_question_or_nothing(void **state) {
  (void)state;
  char space[128];
  gloss_nearest nearest = {.word = GLOSS_SLICE("tome")};
  assert_string_equal(gloss_nearest_hint(&nearest, space), "");
  gloss_nearest_offer(&nearest, GLOSS_SLICE("tone"));
  assert_string_equal(gloss_nearest_hint(&nearest, space), "; did you mean \"tone\"?");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_misspelt_name_finds_the_one_that_was_meant),
      cmocka_unit_test(the_beginning_of_a_name_is_near),
      cmocka_unit_test(a_name_that_differs_in_case_only_is_nearest),
      cmocka_unit_test(neighbours_swapped_are_one_mistake),
      cmocka_unit_test(of_equally_near_names_the_first_stays),
      cmocka_unit_test(what_is_far_is_not_offered),
      cmocka_unit_test(long_words_are_left_alone),
      cmocka_unit_test(the_hint_is_a_question_or_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

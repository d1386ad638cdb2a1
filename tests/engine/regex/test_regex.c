#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "regex/regex.h"

static gloss_regex *compile(const char *pattern, const char *flags) {
  gloss_error error = {0};
  gloss_regex *regex = gloss_regex_new(gloss_slice_of(pattern), gloss_slice_of(flags), &error);
  if (regex == NULL) fail_msg("%s", error.message);
  return regex;
}

/* All matches in "<>", the strings of the groups after them in "()", with "-" for one that took no part. */
static void assert_matches(const char *pattern, const char *flags, const char *text, const char *expected) {
  gloss_regex *regex = compile(pattern, flags);
  gloss_regex_scratch *scratch = gloss_regex_scratch_new();
  gloss_slice subject = gloss_slice_of(text);
  gloss_buffer found = {0};
  gloss_error error = {0};
  gloss_span groups[64];
  for (uint32_t from = 0; gloss_regex_find(regex, scratch, subject, from, groups, &error) == GLOSS_REGEX_FOUND;
       from = gloss_regex_after(subject, groups[0])) {
    gloss_buffer_print(&found, "<%.*s>", (int)gloss_span_size(groups[0]), text + groups[0].start);
    for (uint32_t i = 1; i <= gloss_regex_group_count(regex); i++) {
      if (groups[i].start == UINT32_MAX) gloss_buffer_add_char(&found, '-');
      else gloss_buffer_print(&found, "(%.*s)", (int)gloss_span_size(groups[i]), text + groups[i].start);
    }
  }
  assert_null(error.message);
  assert_string_equal(gloss_buffer_string(&found), expected);
  gloss_buffer_free(&found);
  gloss_regex_scratch_free(scratch);
  gloss_regex_free(regex);
}

static void assert_bad(const char *pattern, const char *flags, const char *message) {
  gloss_error error = {0};
  assert_null(gloss_regex_new(gloss_slice_of(pattern), gloss_slice_of(flags), &error));
  assert_string_equal(error.message, message);
  gloss_error_clear(&error);
}

static void matches_follow_each_other(void **state) {
  (void)state;
  assert_matches("\\d+", "", "1 of 22 in 333", "<1><22><333>");
  assert_matches("x", "", "", "");
}

static void classes_and_case_know_unicode(void **state) {
  (void)state;
  assert_matches("\\w+", "", "Žižek ate 3 crêpes", "<Žižek><ate><3><crêpes>");
  assert_matches("ÉTÉ", "i", "été", "<été>");
  assert_matches("\\p{Lu}", "", "aÄÖ", "<Ä><Ö>");
  assert_matches("^.$", "", "€", "<€>");
}

static void flags_mean_what_they_mean_in_pcre(void **state) {
  (void)state;
  assert_matches("^b", "", "a\nb", "");
  assert_matches("^b", "m", "a\nb", "<b>");
  assert_matches("a.b", "", "a\nb", "");
  assert_matches("a.b", "s", "a\nb", "<a\nb>");
  assert_matches("a b # c", "ix", "AB", "<AB>");
  assert_matches("A B", "i x", "ab", "<ab>");
}

static void groups_are_spans_and_know_who_took_no_part(void **state) {
  (void)state;
  assert_matches("(a)|(b)(c)?", "", "ab", "<a>(a)--<b>-(b)-");
  assert_matches("(x?)y", "", "y", "<y>()");
}

static void groups_have_names(void **state) {
  (void)state;
  gloss_regex *regex = compile("(?<day>\\d+)(-)(?<month>\\d+)", "");
  assert_int_equal(gloss_regex_group_count(regex), 3);
  assert_true(gloss_slice_is(gloss_regex_group_name(regex, 1), "day"));
  assert_null(gloss_regex_group_name(regex, 2).data);
  assert_true(gloss_slice_is(gloss_regex_group_name(regex, 3), "month"));
  gloss_regex_free(regex);
}

static void an_empty_match_moves_on_by_a_character(void **state) {
  (void)state;
  assert_matches("a*", "", "éaa€", "<><aa><><>");
  assert_matches("", "", "", "<>");
  assert_matches("$", "", "né", "<>");
}

static void what_stands_before_the_start_is_seen(void **state) {
  (void)state;
  assert_matches("(?<=a)b|a", "", "abb", "<a><b>");
}

static void a_bad_pattern_says_where_and_why(void **state) {
  (void)state;
  assert_bad("(?<a>x", "", "regex at character 7, after \"(?<a>x\": missing closing parenthesis");
  assert_bad("é[b", "", "regex at character 4, after \"é[b\": missing terminating ] for character class");
  assert_bad("*", "", "regex at character 1: quantifier does not follow a repeatable item");
  assert_bad("a long pattern, with many words (", "",
             "regex at character 34, after \"…ttern, with many words (\": missing closing parenthesis");
  assert_bad("a", "ig", "unknown regex flag \"g\"; the flags are i, m, s and x");
  assert_bad("\xff", "", "a regex that is not valid UTF-8");
}

static void characters_cannot_be_split(void **state) {
  (void)state;
  gloss_error error = {0};
  assert_null(gloss_regex_new(GLOSS_SLICE("\\C"), GLOSS_SLICE(""), &error));
  assert_non_null(strstr(error.message, "\\C"));
  gloss_error_clear(&error);
}

/* The message of a search that would otherwise not end. */
static void assert_runs_away(const char *pattern, char filler, size_t size, const char *message) {
  gloss_regex *regex = compile(pattern, "");
  gloss_regex_scratch *scratch = gloss_regex_scratch_new();
  char *text = malloc(size);
  memset(text, filler, size);
  gloss_span groups[8];
  gloss_error error = {0};
  assert_int_equal(gloss_regex_find(regex, scratch, (gloss_slice){text, size}, 0, groups, &error), GLOSS_REGEX_FAILED);
  assert_string_equal(error.message, message);
  gloss_error_clear(&error);
  free(text);
  gloss_regex_scratch_free(scratch);
  gloss_regex_free(regex);
}

static void a_pattern_that_runs_away_is_stopped(void **state) {
  (void)state;
  const char *steps = "the regex \"(a+)+\\d\" takes too many steps on this text: "
                      "give what is repeated only one way to match, a+ instead of (a+)+";
  assert_runs_away("(a+)+\\d", 'a', 100, steps);
  assert_runs_away("(a+)+\\d", 'a', 1000000, steps);
}

static void a_scratch_serves_any_regex(void **state) {
  (void)state;
  gloss_regex_scratch *scratch = gloss_regex_scratch_new();
  gloss_regex *one = compile("a", ""), *many = compile("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)(m)(n)(o)(p)(q)(r)(s)(t)", "");
  gloss_span groups[21];
  gloss_error error = {0};
  gloss_slice text = GLOSS_SLICE("abcdefghijklmnopqrst");
  for (int i = 0; i < 2; i++) {
    assert_int_equal(gloss_regex_find(one, scratch, text, 0, groups, &error), GLOSS_REGEX_FOUND);
    assert_int_equal(gloss_regex_find(one, scratch, text, 1, groups, &error), GLOSS_REGEX_NONE);
    assert_int_equal(gloss_regex_find(many, scratch, text, 0, groups, &error), GLOSS_REGEX_FOUND);
    assert_int_equal(groups[20].start, 19);
  }
  assert_int_equal(gloss_regex_find(one, scratch, text, 21, groups, &error), GLOSS_REGEX_NONE);
  gloss_regex_free(one);
  gloss_regex_free(many);
  gloss_regex_scratch_free(scratch);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(matches_follow_each_other),
    cmocka_unit_test(classes_and_case_know_unicode),
    cmocka_unit_test(flags_mean_what_they_mean_in_pcre),
    cmocka_unit_test(groups_are_spans_and_know_who_took_no_part),
    cmocka_unit_test(groups_have_names),
    cmocka_unit_test(an_empty_match_moves_on_by_a_character),
    cmocka_unit_test(what_stands_before_the_start_is_seen),
    cmocka_unit_test(a_bad_pattern_says_where_and_why),
    cmocka_unit_test(characters_cannot_be_split),
    cmocka_unit_test(a_pattern_that_runs_away_is_stopped),
    cmocka_unit_test(a_scratch_serves_any_regex),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

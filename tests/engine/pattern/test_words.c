#include <stdio.h>

#include "patterned.h"
#include "unicode/unicode.h"

/* What elements fit, seen from outside: queries of one element, or few. */

static void regex_fits_the_whole_token(void **state) {
  (void)state;
  check_in("say says essay", "'say'", "say");
  check_in("say says essay", "'says?'", "say; says");
  check_in("say says essay", "'.*say'", "say; essay");
  check_in("say says essay", "[word='say|essay']", "say; essay");
  check_in("sa saay", "'sa{2}y'", "saay");
}

static void literals_are_found_whatever_is_escaped(void **state) {
  (void)state;
  check_in("$ 3.50 U.S. USS a|b", "'\\$'", "$");
  check_in("$ 3.50 U.S. USS a|b", "'U\\.S\\.'", "U.S.");
  check_in("$ 3.50 U.S. USS a|b", "'U.S.?'", "U.S.; USS");
  check_in("$ 3.50 U.S. USS a|b", "'a\\|b|\\$'", "$; a|b");
  check_in("it's \"", "\"\\\"\" | 'it\\'s'", "it's; \"");
}

static void what_a_regex_begins_with_may_be_a_class(void **state) {
  (void)state;
  check_in("7 17 a7 70s b7 -7", "'[0-9]+'", "7; 17");
  check_in("7 17 a7 70s b7 -7", "'[ab][0-9]|[17-9]7|[-][0-9]'", "17; a7; b7; -7");
  check_in("7 17 a7 70s b7 -7", "'[a]?[0-9]'", "7; a7");
  check_in("7 17 a7 70s b7 -7", "'[^0-9][0-9]|[7]0s'", "a7; 70s; b7; -7");
  check_in("Am pm PM xm", "'[ap]m'%c", "Am; pm; PM");
  check_in("] a ]a a]", "'[]a]a|[a]\\]'", "]a; a]");
}

static void attributes_are_those_of_tokens(void **state) {
  (void)state;
  check_in("Ann ANN ann", "[norm='ann']", "Ann; ANN; ann");
  check_in("Ann ANN ann", "[word='Ann']", "Ann");
  check_in("Ann ANN 12 ann", "[shape='Xxx']", "Ann");
  check_in("Ann 12 3.5", "[kind='word']", "Ann");
  check_in("Ann 12 x", "[kind!='word']", "12");
}

static void percent_c_compares_as_norm_does(void **state) {
  (void)state;
  check_in("Don’t DON'T don't", "\"don't\"%c", "Don’t; DON'T; don't");
  check_in("Don’t DON'T don't", "'don’t'%c", "Don’t; DON'T; don't");
  check_in("Don’t DON'T don'ts", "\"don’ts?\"%c", "Don’t; DON'T; don'ts");
  check_in("STRASSE Straße", "'straße'%c", "STRASSE; Straße");
  check_in("STRASSE Straßen", "'straßen?'%c", "STRASSE; Straßen");
  check_in("a – - b", "'[–]'%c", "–; -");
  check_in("a b c d", "'[a–c]'%c", "a; c");
  check_in("Été été", "'ÉT.'%c", "Été; été");
}

static void flags_are_tests_too(void **state) {
  (void)state;
  check_in("Ann NATO x 12 , \" | Bob y", "[is_title]", "Ann; Bob");
  check_in("Ann NATO x 12 , \" | Bob y", "[is_upper]", "NATO");
  check_in("Ann NATO x 12 , \" | Bob y", "[is_number]", "12");
  check_in("Ann NATO x 12 , \" | Bob y", "[is_quote]", "\"");
  check_in("Ann NATO x 12 , \" | Bob y", "[is_punct & !is_quote]", ",");
  check_in("Ann NATO x 12 , \" | Bob y", "[is_first]", "Ann; Bob");
  check_in("Ann Ann | Ann Ann", "[is_first & word='Ann']", "Ann; Ann");
  check_in("Ann Eve | Ann Bob", "[is_title & !is_first]", "Eve; Bob");
  check_in("Ann Eve | Ann Bob", "[!(is_first | word='Eve')]", "Bob");
}

static void tests_combine(void **state) {
  (void)state;
  check_in("a b c d", "[word='a' | word='b' & word='c' | word='d']", "a; d");
  check_in("a b c d", "[(word='a' | word='b') & word!='a']", "b");
  check_in("a b c d", "[!!word='a']", "a");
  check_in("a b c d", "[!(word='a') & word!='b']", "c; d");
  check_in("a b c d", "[]", "a; b; c; d");
  check_in("a b c d", "[word!='a|b|c']", "d");
}

static void word_sets_stand_inside_brackets(void **state) {
  (void)state;
  check_in("a b E", "[word=$vowels]", "a; E");
  check_in("a b E", "[word!=$vowels]", "b");
  check_in("a b E", "[norm=$vowels & word='E']", "E");
}

/* More elements than 64 × 64, so that a class has more than one word of map. */
static void many_elements_keep_apart(void **state) {
  enum { WORDS = 6000 };
  ground ground;
  gloss_buffer text = {0};
  const gloss_pattern **patterns = gloss_allocate(WORDS * sizeof *patterns);
  (void)state;
  open_ground(&ground);
  for (int i = 0; i < WORDS; i++) {
    char query[64];
    snprintf(query, sizeof query, i % 2 ? "'w%d'" : "[word='w%d' & !is_first]", i);
    patterns[i] = ground_pattern(&ground, query);
    gloss_buffer_print(&text, "w%d ", i);
  }
  ground_text(&ground, gloss_buffer_slice(&text));
  gloss_pattern_group *group = gloss_pattern_group_new(patterns, WORDS, ground.matcher);
  for (int round = 0; round < 2; round++) {
    gloss_pattern_group_scan(group, ground.document, (gloss_span){0, WORDS});
    for (uint32_t i = 0; i < WORDS; i++) {
      gloss_pattern_found found = gloss_pattern_group_found(group, i);
      assert_int_equal(found.count, i == 0 ? 0 : 1);
      if (i > 0) assert_int_equal(found.hits[0].tokens.start, i);
    }
  }
  gloss_pattern_group_free(group);
  for (int i = 0; i < WORDS; i++) gloss_pattern_free((gloss_pattern *)patterns[i]);
  free(patterns);
  close_ground(&ground);
  gloss_buffer_free(&text);
}

/* A word's class is a bit a regex: as many classes as words, beyond what is kept. */
static void each_of_many_classes_is_found_again_in_a_second_pass(void **state) {
  enum { REGEXES = 4000, WORDS = 140000 };
  ground ground;
  gloss_buffer query = {0}, text = {0};
  (void)state;
  open_ground(&ground);
  gloss_buffer_add(&query, GLOSS_SLICE("["));
  for (int i = 0; i < REGEXES; i++) gloss_buffer_print(&query, "%sword='n%d'", i ? "]|[" : "", i);
  gloss_buffer_add(&query, GLOSS_SLICE("]"));
  for (int i = 0; i < WORDS; i++) gloss_buffer_print(&text, "n%d ", i);
  gloss_pattern *pattern = ground_pattern(&ground, gloss_buffer_string(&query));
  gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, ground.matcher);
  ground_text(&ground, gloss_buffer_slice(&text));
  for (int round = 0; round < 2; round++) {
    gloss_pattern_group_scan(group, ground.document, (gloss_span){0, WORDS});
    assert_int_equal(gloss_pattern_group_found(group, 0).count, REGEXES);
  }
  gloss_pattern_group_free(group);
  gloss_pattern_free(pattern);
  close_ground(&ground);
  gloss_buffer_free(&query);
  gloss_buffer_free(&text);
}

/* Words of the tail have the numbers of other words in the next document. */
static void words_of_the_tail_are_judged_anew(void **state) {
  ground ground;
  gloss_buffer text = {0};
  (void)state;
  open_ground(&ground);
  for (int i = 0; i < GLOSS_KEPT_WORDS; i++) gloss_buffer_print(&text, "k%d ", i);
  gloss_pattern *pattern = ground_pattern(&ground, "'yes'");
  gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, ground.matcher);
  ground_text(&ground, gloss_buffer_slice(&text));
  const char *texts[] = {"yes no", "no yes", "no no", "yes"};
  uint32_t counts[] = {1, 1, 0, 1};
  for (int i = 0; i < 4; i++) {
    ground_text(&ground, gloss_slice_of(texts[i]));
    gloss_pattern_group_scan(group, ground.document, (gloss_span){0, ground.document->token_count});
    assert_int_equal(gloss_pattern_group_found(group, 0).count, counts[i]);
  }
  gloss_pattern_group_free(group);
  gloss_pattern_free(pattern);
  close_ground(&ground);
  gloss_buffer_free(&text);
}

/* Does the engine, which runs as few regexes as it can, say of each word what the regex says? */
static void check_regex(ground *ground, const char *text, bool ignores_case) {
  gloss_error error = {0};
  gloss_buffer query = {0}, whole = {0}, folded = {0};
  gloss_buffer_print(&query, "\"%s\"%s", text, ignores_case ? "%c" : "");
  gloss_buffer_print(&whole, "^(?:%s)$", text);
  gloss_regex *regex = gloss_regex_new(gloss_buffer_slice(&whole), ignores_case ? GLOSS_SLICE("i") : GLOSS_SLICE(""), &error);
  gloss_pattern *pattern = ground_pattern(ground, gloss_buffer_string(&query));
  gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, ground->matcher);
  gloss_pattern_group_scan(group, ground->document, (gloss_span){0, ground->document->token_count});
  gloss_pattern_found found = gloss_pattern_group_found(group, 0);
  uint32_t next = 0;
  for (uint32_t i = 0; i < ground->document->token_count; i++) {
    gloss_span groups[8];
    gloss_buffer_clear(&folded);
    gloss_fold(gloss_document_token_text(ground->document, i), &folded);
    gloss_slice word = ignores_case ? gloss_buffer_slice(&folded) : gloss_document_token_text(ground->document, i);
    bool fits = gloss_regex_find(regex, gloss_matcher_regex(ground->matcher), word, 0, groups, &error) == GLOSS_REGEX_FOUND;
    bool is_found = next < found.count && found.hits[next].tokens.start == i;
    if (fits != is_found) fail_msg("%s: %.*s", text, GLOSS_PRINT(gloss_document_token_text(ground->document, i)));
    next += is_found;
  }
  gloss_pattern_group_free(group);
  gloss_pattern_free(pattern);
  gloss_regex_free(regex);
  gloss_buffer_free(&query);
  gloss_buffer_free(&whole);
  gloss_buffer_free(&folded);
}

static void regex_that_is_not_run_says_the_same(void **state) {
  static const char *const regexes[] = {
    "a", "ab?", "ab*c", "ab+", "ab{0,2}", "ab{1}", "a|b", "a|bc?|c.", "(a)b", "(?:a|b)c", "a(b|c)", "a(?:b|)c",
    "[ab]c", "a[bc]", "a[]b]|b", "a[^]b]|bc", "a[\\]]|c", "\\.a|b\\.", "a\\d", "\\w", "\\Qab\\E", "(?i)ab", "(?i:a)b|c",
    "a.c|", "|a", "a||b", "über?", "é|è", "éa?", "éa?b", "ü*b", "日本.*", "日本?",
    "abcdefgh.", "abcdefg?h", "äöüäöü.", "[[:alpha:]]b|a", "a\\|b.?", "(a|b|(c|d)e)f|g",
    "a$|b", "^a.", "A.*", "a(?=b)b", "a\\bx|b", "\\x61b",
  };
  ground ground;
  (void)state;
  open_ground(&ground);
  ground_text(&ground, GLOSS_SLICE("a b c ab ac bc abc abb abbc acc A AB Ab aB B a] a[ .a b. a. a1 "
                                   "ü über übe b üüb é è éa éb éab 日 日本 日本語 abcdefgh abcdefh abcdefghi äöüäöüx äöüäöü "
                                   "a|b a|bb af bf cef def g ÜBER É cx aa a^ a\\ \\"));
  for (size_t i = 0; i < sizeof regexes / sizeof *regexes; i++) {
    check_regex(&ground, regexes[i], false);
    check_regex(&ground, regexes[i], true);
  }
  close_ground(&ground);
}

/* Of each pattern of the group: where it failed in the text, or "-", and what it found. */
static void check_failures(ground *ground, gloss_pattern_group *group, const gloss_pattern *const *patterns, uint32_t count,
                           const char *text, const char *expected) {
  gloss_buffer shown = {0}, found_of_one = {0};
  ground_text(ground, gloss_slice_of(text));
  gloss_pattern_group_scan(group, ground->document, (gloss_span){0, ground->document->token_count});
  for (uint32_t i = 0; i < count; i++) {
    gloss_pattern_found found = gloss_pattern_group_found(group, i);
    if (i > 0) gloss_buffer_add(&shown, GLOSS_SLICE(" / "));
    if (found.failed != GLOSS_PATTERN_DONE) gloss_buffer_print(&shown, "at %u", found.failed);
    else if (found.count == 0) gloss_buffer_add_char(&shown, '-');
    gloss_buffer_clear(&found_of_one);
    if (found.failed == GLOSS_PATTERN_DONE) show_found(ground, patterns[i], found, &found_of_one);
    gloss_buffer_add(&shown, gloss_buffer_slice(&found_of_one));
  }
  assert_string_equal(gloss_buffer_string(&shown), expected);
  gloss_buffer_free(&shown);
  gloss_buffer_free(&found_of_one);
}

#define RUNAWAY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"
#define OTHER_RUNAWAY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"

/* Whatever came before: what was decided for a word once is kept, what was not is not. */
static void regex_that_runs_away_fails_its_pattern_where_it_does(void **state) {
  static const char *const queries[] = {"'(a+)+' 'x'?", "'x'", "'y' | [word='(a+)+' & is_title]", "'x' [is_title & word='(a+)+']?"};
  enum { COUNT = sizeof queries / sizeof *queries };
  ground ground;
  const gloss_pattern *patterns[COUNT];
  (void)state;
  open_ground(&ground);
  for (int i = 0; i < COUNT; i++) patterns[i] = ground_pattern(&ground, queries[i]);
  gloss_pattern_group *group = gloss_pattern_group_new(patterns, COUNT, ground.matcher);
  check_failures(&ground, group, patterns, COUNT, "aa x y", "aa x / x / y / x");
  for (int round = 0; round < 2; round++) {
    check_failures(&ground, group, patterns, COUNT, "aa x " RUNAWAY " aaa x y", "at 2 / x; x / at 2 / at 2");
    check_failures(&ground, group, patterns, COUNT, "aaa x | y", "aaa x / x / y / x");
    check_failures(&ground, group, patterns, COUNT, "x " OTHER_RUNAWAY " aaaa " RUNAWAY, "at 1 / x / at 1 / at 1");
    check_failures(&ground, group, patterns, COUNT, "y aaaa", "aaaa / - / y / -");
  }
  gloss_pattern_found one = gloss_pattern_group_scan_one(group, 0, ground.document, (gloss_span){0, 2});
  assert_int_equal(one.failed, GLOSS_PATTERN_DONE);
  ground_text(&ground, GLOSS_SLICE("aa | " RUNAWAY));
  assert_int_equal(gloss_pattern_group_scan_one(group, 0, ground.document, (gloss_span){0, 1}).failed, GLOSS_PATTERN_DONE);
  assert_int_equal(gloss_pattern_group_scan_one(group, 0, ground.document, (gloss_span){0, 2}).failed, 1);
  assert_int_equal(gloss_pattern_group_scan_one(group, 1, ground.document, (gloss_span){0, 2}).failed, GLOSS_PATTERN_DONE);
  gloss_pattern_group_free(group);
  for (int i = 0; i < COUNT; i++) gloss_pattern_free((gloss_pattern *)patterns[i]);
  close_ground(&ground);
}

/* Each of these words takes ten million steps; were all put to the regex, this would not end. */
static void regex_that_runs_away_does_so_once_a_document(void **state) {
  enum { WORDS = 20000, SIZE = 40 };
  ground ground;
  gloss_buffer text = {0};
  (void)state;
  open_ground(&ground);
  for (int i = 0; i < WORDS; i++) {
    for (int j = 0; j < SIZE; j++) gloss_buffer_add_char(&text, 'a');
    gloss_buffer_print(&text, "b%d ", i);
  }
  gloss_pattern *pattern = ground_pattern(&ground, "[word='(a+)+$']");
  gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, ground.matcher);
  check_failures(&ground, group, (const gloss_pattern *const *)&pattern, 1, gloss_buffer_string(&text), "at 0");
  gloss_pattern_group_free(group);
  gloss_pattern_free(pattern);
  close_ground(&ground);
  gloss_buffer_free(&text);
}

typedef struct long_token {
  const char *query;
  uint32_t count;
  bool may_fail; /* has so many ways that PCRE2 may give up */
} long_token;

/* A token has at most 65,535 bytes. */
static void longest_token_is_decided_or_where_there_are_too_many_ways_fails(void **state) {
  enum { SIZE = 65535 };
  static const long_token tokens[] = {{"'a+b'", 1, false},    {"'(?:a|b)+'", 1, false}, {"'.*c'", 0, false},
                                      {"'(a+)+$'", 0, true}, {"'(a|aa)+$'", 0, true},  {"'([ab]*)*c'", 0, true}};
  ground ground;
  gloss_buffer text = {0};
  (void)state;
  for (int i = 1; i < SIZE; i++) gloss_buffer_add_char(&text, 'a');
  gloss_buffer_add_char(&text, 'b');
  for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
    open_ground(&ground);
    gloss_pattern *pattern = ground_pattern(&ground, tokens[i].query);
    gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, ground.matcher);
    ground_text(&ground, gloss_buffer_slice(&text));
    gloss_pattern_group_scan(group, ground.document, (gloss_span){0, 1});
    gloss_pattern_found found = gloss_pattern_group_found(group, 0);
    bool decided = found.failed == GLOSS_PATTERN_DONE && found.count == tokens[i].count;
    if (!decided && !(tokens[i].may_fail && found.failed == 0)) fail_msg("%s", tokens[i].query);
    gloss_pattern_group_free(group);
    gloss_pattern_free(pattern);
    close_ground(&ground);
  }
  gloss_buffer_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(regex_fits_the_whole_token),
    cmocka_unit_test(literals_are_found_whatever_is_escaped),
    cmocka_unit_test(what_a_regex_begins_with_may_be_a_class),
    cmocka_unit_test(attributes_are_those_of_tokens),
    cmocka_unit_test(percent_c_compares_as_norm_does),
    cmocka_unit_test(flags_are_tests_too),
    cmocka_unit_test(tests_combine),
    cmocka_unit_test(word_sets_stand_inside_brackets),
    cmocka_unit_test(many_elements_keep_apart),
    cmocka_unit_test(each_of_many_classes_is_found_again_in_a_second_pass),
    cmocka_unit_test(words_of_the_tail_are_judged_anew),
    cmocka_unit_test(regex_that_is_not_run_says_the_same),
    cmocka_unit_test(regex_that_runs_away_fails_its_pattern_where_it_does),
    cmocka_unit_test(regex_that_runs_away_does_so_once_a_document),
    cmocka_unit_test(longest_token_is_decided_or_where_there_are_too_many_ways_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <stdio.h>

#include "patterned.h"

static void matches_are_leftmost_and_longest(void **state) {
  (void)state;
  check_in("a a b a b b", "'a'+ 'b'*", "a a b; a b b");
  check_in("a b c", "'a' | 'a' 'b' 'c' | 'b'", "a b c");
  check_in("x a b c d y", "[word!='x|y']{2}", "a b; c d");
}

/* The match that would begin in b ends what the first leaves; it must not keep a later one from being found. */
static void match_begins_where_an_earlier_way_was_covered(void **state) {
  (void)state;
  check_in("a x x d", "'a' 'x' | 'x' 'x'* 'd'", "a x; x d");
  check_in("a x x x x d", "'a' 'x' | 'x' 'x'* 'd'", "a x; x x x d");
  check_in("a b b b c", "'a' []* 'z' | 'b' | 'b' 'b' 'c'", "b; b b c");
}

static void shortest_ends_as_soon_as_it_can(void **state) {
  (void)state;
  check_in("a b b a c b", "(?shortest) 'a' []* 'b'", "a b; a c b");
  check_in("a a b b", "(?shortest) 'a'+ 'b'+", "a a b");
  check_in("a b", "(?longest) 'a' []*", "a b");
}

static void all_matches_overlap(void **state) {
  (void)state;
  check_in("a b c", "(?all) []+", "a b c; a b; a; b c; b; c");
  check_in("a a b", "(?all) 'a'* 'b'", "a a b; a b; b");
  check_in("a a", "(?all) ('a' | 'a' 'a' | 'a'+)", "a a; a; a");
}

static void matches_stay_in_their_region(void **state) {
  (void)state;
  check_in("a b | a b || a b", "'b' 'a'", "");
  check_in("a b | a b || a b", "'b' 'a' within block", "b | a");
  check_in("a b | a b || a b", "'b' 'a' within document", "b | a; b || a");
  check_in("a b | a b || a b", "[]+", "a b; a b; a b");
}

static void bounds_stand_where_regions_begin_and_end(void **state) {
  (void)state;
  check_in("a b | a b || a b", "<s> 'a'", "a; a; a");
  check_in("a b | b a || a b", "'b' </s>", "b; b");
  check_in("a b | a b || a b", "<block> 'a'", "a; a");
  check_in("a b | a b || a b", "'b' </block>", "b; b");
  check_in("a b | a b || a b", "<s> []+ </s>", "a b; a b; a b");
  check_in("a b | a b || a b", "'b' </s> <s> 'a' within document", "b | a; b || a");
  check_in("a b | a b || a b", "'b' (<block> | <s>) 'a' within block", "b | a");
  check_in("a b a", "(<s>)? 'a'", "a; a");
  check_in("a b a", "'b' <s> 'a'", "");
}

static void repetitions_count(void **state) {
  (void)state;
  check_in("a a a a a", "'a'{2}", "a a; a a");
  check_in("a a a a a", "'a'{2,3}", "a a a; a a");
  check_in("a a a a a", "'a'{4,}", "a a a a a");
  check_in("b a a a", "'b' 'a'{,2}", "b a a");
  check_in("a b a b a", "('a' 'b'?){2,}", "a b a b a");
  check_in("a b c", "'a' 'b'{0} 'c'", "");
  check_in("a c", "'a' 'b'{0} 'c'", "a c");
}

static void labels_take_their_repetition(void **state) {
  (void)state;
  check_in("a b b c", "'a' x:'b'+ 'c'", "a b b c(x=b b)");
  check_in("a c", "'a' x:'b'* 'c'", "a c(x=-)");
  check_in("a b c", "x:('a' y:'b') z:'c'", "a b c(x=a b, y=b, z=c)");
}

static void last_turn_of_a_loop_wins(void **state) {
  (void)state;
  check_in("a b c", "(x:[])+", "a b c(x=c)");
  check_in("a b a c", "(x:'a' | [])+", "a b a c(x=a)");
  check_in("a b b", "(x:'a'? 'b')+", "a b b(x=a)");
  check_in("a b a b c", "(x:'a' y:'b')+ 'c'", "a b a b c(x=a, y=b)");
}

static void label_may_stand_in_several_branches(void **state) {
  (void)state;
  check_in("a b | b a", "'a' x:'b' | x:'b' 'a'", "a b(x=b); b a(x=b)");
}

static void pattern_within_a_pattern_brings_its_labels(void **state) {
  (void)state;
  check_in("a p q", "'a' $pair", "a p q(left=p, right=q)");
  check_in("p a p b", "all:$pair+", "p a p b(all=p a p b, left=p, right=b)");
}

/* -- Annotations */

static void annotated(const char *query, const char *expected) {
  ground ground;
  open_ground(&ground);
  ground_text(&ground, GLOSS_SLICE("Ann Lee of New York City | said no"));
  ground_annotate(&ground, 0, 2, "PERSON");
  ground_annotate(&ground, 1, 2, NULL);
  uint32_t short_one = ground_annotate(&ground, 3, 5, "GPE"), long_one = ground_annotate(&ground, 3, 6, "GPE");
  ground_set(&ground, short_one, "of", gloss_value_string(GLOSS_SLICE("state")));
  ground_set(&ground, long_one, "of", gloss_value_string(GLOSS_SLICE("City’s")));
  ground_set(&ground, long_one, "size", (gloss_value){.kind = GLOSS_NUMBER, .number = 8.5});
  ground_annotate(&ground, 4, 4, "EMPTY");
  ground_annotate(&ground, 5, 7, "ACROSS");
  gloss_document_remove(ground.document, ground.layer, ground_annotate(&ground, 2, 3, "GONE"));
  check_query(&ground, query, expected);
  close_ground(&ground);
}

static void annotation_is_one_element(void **state) {
  (void)state;
  annotated("<name type='PERSON'/>", "Ann Lee");
  annotated("<name type='PERSON'/> 'of' place:<name type='GPE'/>", "Ann Lee of New York City(place=New York City)");
  annotated("<name type='GPE'/> 'City'", "New York City");
  annotated("(?shortest) <name type='GPE'/>", "New York");
  annotated("(?all) <name type='GPE'/>", "New York City; New York");
  annotated("<other/>", "");
  annotated("<name type='GONE|EMPTY'/>", "");
}

static void annotation_lies_inside_its_region(void **state) {
  (void)state;
  annotated("<name type='ACROSS'/>", "");
  annotated("<name type='ACROSS'/> within block", "City | said");
  annotated("<name type='ACROSS'/> 'no' within document", "City | said no");
}

static void nested_and_overlapping_annotations_are_all_tried(void **state) {
  (void)state;
  annotated("'Ann' <name/>", "Ann Lee");
  annotated("<name/> | 'Ann' <name/> 'of'", "Ann Lee of; New York City");
  annotated("<name/> 'said' within document", "New York City | said");
  annotated("'York' <name/> 'no' within document", "York City | said no");
}

static void fields_are_compared_as_text(void **state) {
  (void)state;
  annotated("<name of='state'/>", "New York");
  annotated("<name of=\"city's\"%c/>", "New York City");
  annotated("<name size='8\\.5'/>", "New York City");
  annotated("<name size='.*'/>", "New York City");
  annotated("<name type!='GPE'/>", "Ann Lee");
  annotated("<name type!='.*'/>", "Lee");
  annotated("<name (type='PERSON' | of='state') & !size='8.*'/>", "Ann Lee; New York");
  annotated("<name nothing='x'/>", "");
}

/* The preferred way is taken, whatever others ask of the same tokens. */
static void labels_do_not_depend_on_other_patterns(void **state) {
  static const char *const queries[] = {"'a'%c", "(l:'a' | 'a'%c) 'b'"};
  ground ground;
  gloss_buffer shown = {0};
  (void)state;
  open_ground(&ground);
  const gloss_pattern *patterns[] = {ground_pattern(&ground, queries[0]), ground_pattern(&ground, queries[1])};
  gloss_pattern_group *group = gloss_pattern_group_new(patterns, 2, ground.matcher);
  ground_text(&ground, GLOSS_SLICE("a b | A b"));
  gloss_pattern_group_scan(group, ground.document, (gloss_span){0, ground.document->token_count});
  show_found(&ground, patterns[1], gloss_pattern_group_found(group, 1), &shown);
  assert_string_equal(gloss_buffer_string(&shown), "a b(l=a); A b(l=-)");
  gloss_pattern_group_free(group);
  for (int i = 0; i < 2; i++) gloss_pattern_free((gloss_pattern *)patterns[i]);
  close_ground(&ground);
  gloss_buffer_free(&shown);
}

static void regex_that_runs_away_on_a_field_fails_its_pattern(void **state) {
  static const char *const queries[] = {"'a' <name of='(a+)+$'/>", "<name/>", "<name type='X' of='(a+)+$'/>"};
  uint32_t failed[] = {1, GLOSS_PATTERN_DONE, GLOSS_PATTERN_DONE};
  ground ground;
  (void)state;
  open_ground(&ground);
  const gloss_pattern *patterns[3];
  for (int i = 0; i < 3; i++) patterns[i] = ground_pattern(&ground, queries[i]);
  gloss_pattern_group *group = gloss_pattern_group_new(patterns, 3, ground.matcher);
  ground_text(&ground, GLOSS_SLICE("a b"));
  ground_set(&ground, ground_annotate(&ground, 1, 2, NULL), "of",
             gloss_value_string(GLOSS_SLICE("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")));
  for (int round = 0; round < 2; round++) {
    gloss_pattern_group_scan(group, ground.document, (gloss_span){0, 2});
    for (uint32_t i = 0; i < 3; i++) assert_int_equal(gloss_pattern_group_found(group, i).failed, failed[i]);
  }
  gloss_pattern_group_free(group);
  for (int i = 0; i < 3; i++) gloss_pattern_free((gloss_pattern *)patterns[i]);
  close_ground(&ground);
}

/* -- Long texts */

static uint32_t count_in(ground *ground, const char *query) {
  gloss_pattern *pattern = ground_pattern(ground, query);
  gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, ground->matcher);
  gloss_pattern_group_scan(group, ground->document, (gloss_span){0, ground->document->token_count});
  uint32_t count = gloss_pattern_group_found(group, 0).count;
  gloss_pattern_group_free(group);
  gloss_pattern_free(pattern);
  return count;
}

/* A region of more tokens than are looked up at once, with a match at each place. */
static void match_is_found_where_the_stretch_of_known_classes_ends(void **state) {
  enum { TOKENS = 20000 };
  ground ground;
  gloss_buffer text = {0};
  (void)state;
  open_ground(&ground);
  for (int i = 0; i < TOKENS; i++) gloss_buffer_print(&text, "w%d ", i);
  ground_text(&ground, gloss_buffer_slice(&text));
  assert_int_equal(count_in(&ground, "(?all) 'w.*' 'w.*' 'w.*' 'w.*' within document"), TOKENS - 3);
  for (int i = 3; i < TOKENS; i = i * 2 + 1) {
    char query[64];
    snprintf(query, sizeof query, "'w%d' [] 'w%d' within document", i, i + 2);
    assert_int_equal(count_in(&ground, query), i + 2 < TOKENS);
  }
  for (int i = 4090; i < 4100; i++) {
    char query[64];
    snprintf(query, sizeof query, "'w%d' 'w%d' 'w%d' within block", i, i + 1, i + 2);
    assert_int_equal(count_in(&ground, query), 1);
  }
  close_ground(&ground);
  gloss_buffer_free(&text);
}

static void matches_of_all_are_bounded_in_length(void **state) {
  ground ground;
  gloss_buffer text = {0};
  (void)state;
  open_ground(&ground);
  for (int i = 0; i < 1000; i++) gloss_buffer_print(&text, "a ");
  ground_text(&ground, gloss_buffer_slice(&text));
  assert_int_equal(count_in(&ground, "(?all) []+"), (1000 - GLOSS_PATTERN_ALL_MAX) * GLOSS_PATTERN_ALL_MAX +
                                                        GLOSS_PATTERN_ALL_MAX * (GLOSS_PATTERN_ALL_MAX + 1) / 2);
  ground_annotate(&ground, 0, GLOSS_PATTERN_ALL_MAX, NULL);
  ground_annotate(&ground, 0, GLOSS_PATTERN_ALL_MAX + 1, NULL);
  assert_int_equal(count_in(&ground, "(?all) <name/>"), 1);
  close_ground(&ground);
  gloss_buffer_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(matches_are_leftmost_and_longest),
    cmocka_unit_test(match_begins_where_an_earlier_way_was_covered),
    cmocka_unit_test(shortest_ends_as_soon_as_it_can),
    cmocka_unit_test(all_matches_overlap),
    cmocka_unit_test(matches_stay_in_their_region),
    cmocka_unit_test(bounds_stand_where_regions_begin_and_end),
    cmocka_unit_test(repetitions_count),
    cmocka_unit_test(labels_take_their_repetition),
    cmocka_unit_test(last_turn_of_a_loop_wins),
    cmocka_unit_test(label_may_stand_in_several_branches),
    cmocka_unit_test(pattern_within_a_pattern_brings_its_labels),
    cmocka_unit_test(annotation_is_one_element),
    cmocka_unit_test(annotation_lies_inside_its_region),
    cmocka_unit_test(nested_and_overlapping_annotations_are_all_tried),
    cmocka_unit_test(fields_are_compared_as_text),
    cmocka_unit_test(labels_do_not_depend_on_other_patterns),
    cmocka_unit_test(regex_that_runs_away_on_a_field_fails_its_pattern),
    cmocka_unit_test(match_is_found_where_the_stretch_of_known_classes_ends),
    cmocka_unit_test(matches_of_all_are_bounded_in_length),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

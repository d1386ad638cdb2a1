/* What patterns cost, in steps: ten times as much takes about ten times as many, where a quadratic way would take a hundred. */
#include <inttypes.h>
#include <stdio.h>

#include "patterned.h"
#include "steps.h"

typedef struct work {
  uint64_t steps;
  uint32_t count; /* of matches */
} work;

static work search(ground *ground, const char *query) {
  gloss_pattern *pattern = ground_pattern(ground, query);
  gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, ground->matcher);
  steps = 0;
  gloss_pattern_group_scan(group, ground->document, (gloss_span){0, ground->document->token_count});
  work work = {steps, gloss_pattern_group_found(group, 0).count};
  gloss_pattern_group_free(group);
  gloss_pattern_free(pattern);
  return work;
}

static void check_tenfold(const char *what, uint64_t few, uint64_t many) {
  if (few == 0 || many > few * 15) fail_msg("%s: %" PRIu64 " steps, for ten times as much %" PRIu64, what, few, many);
}

/* Searches in a text that repeats the words, and that `annotate` has annotated, if it is one. */
static work search_in(const char *words, uint32_t turns, void (*annotate)(ground *, uint32_t), const char *query) {
  ground ground;
  gloss_buffer text = {0};
  open_ground(&ground);
  for (uint32_t i = 0; i < turns; i++) gloss_buffer_print(&text, "%s ", words);
  ground_text(&ground, gloss_buffer_slice(&text));
  if (annotate) annotate(&ground, turns);
  work work = search(&ground, query);
  close_ground(&ground);
  gloss_buffer_free(&text);
  return work;
}

static void steps_are_linear_in_the_tokens(void **state) {
  enum { TURNS = 250 };
  static const struct { const char *query; uint32_t few, many; } queries[] = {
    {"'a' ('a'|'b'|[])*", 1, 1},
    {"[]*[]*[]*'x'", 0, 0},
    {"'a' | 'a' []* 'x'", TURNS, TURNS * 10},
    {"'b' | 'a' []* 'x'", TURNS, TURNS * 10},
    {"'a' 'b' | 'b' []* 'x' | 'a' []+ 'y'", TURNS, TURNS * 10},
    {"(?shortest) 'b' | 'a' []* 'x'", TURNS, TURNS * 10},
    {"((('a'*)*)*'b')+", 1, 1},
    {"('a' l:'b')+", 1, 1},
    {"(?all) 'a' [] 'a'", TURNS - 1, TURNS * 10 - 1},
  };
  (void)state;
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    char query[64];
    snprintf(query, sizeof query, "%s within document", queries[i].query);
    work few = search_in("a b", TURNS, NULL, query), many = search_in("a b", TURNS * 10, NULL, query);
    check_tenfold(query, few.steps, many.steps);
    assert_int_equal(few.count, queries[i].few);
    assert_int_equal(many.count, queries[i].many);
  }
}

/* In its elements, and in the ways from one to the next: the fourth has ten times the ways with three times the elements. */
static void steps_are_linear_in_the_size_of_the_pattern(void **state) {
  static const struct { const char *query; int small, large; } queries[] = {
    {"[]{0,%d} 'x'", 100, 1000}, {"('a' []{0,%d}){0,3} 'x'", 100, 1000}, {"([]{0,%d}){0,15} 'x'", 2, 20},
    {"([]? []?){%d} 'x'", 47, 150}, {"l:([]{0,%d}) 'x'", 100, 1000}};
  (void)state;
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    char small[64], large[64];
    snprintf(small, sizeof small, queries[i].query, queries[i].small);
    snprintf(large, sizeof large, queries[i].query, queries[i].large);
    check_tenfold(large, search_in("a b", 400, NULL, small).steps, search_in("a b", 400, NULL, large).steps);
  }
}

/* From the first token to each, and from each to the last. */
static void annotate_all(ground *ground, uint32_t tokens) {
  for (uint32_t i = 1; i <= tokens; i++) ground_annotate(ground, 0, i, NULL);
  for (uint32_t i = 0; i < tokens; i++) ground_annotate(ground, i, tokens, NULL);
}

static void steps_are_linear_in_the_annotations_at_one_place(void **state) {
  static const struct { const char *query; uint32_t count; } queries[] = {
    {"<name/> <name/>", 1}, {"(?shortest) <name/> <name/> []", 0}};
  (void)state;
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    work few = search_in("a", 200, annotate_all, queries[i].query), many = search_in("a", 2000, annotate_all, queries[i].query);
    check_tenfold(queries[i].query, few.steps, many.steps);
    assert_int_equal(few.count, queries[i].count);
    assert_int_equal(many.count, queries[i].count);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(steps_are_linear_in_the_tokens),
    cmocka_unit_test(steps_are_linear_in_the_size_of_the_pattern),
    cmocka_unit_test(steps_are_linear_in_the_annotations_at_one_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

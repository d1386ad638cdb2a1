#include <stdlib.h>

#include "pattern/trace.h"
#include "patterned.h"

/* What a trace tells, beside what is traced. */
typedef struct tracing {
  ground ground;
  gloss_arena arena;
  gloss_buffer told;
} tracing;

static int open_tracing(void **state) {
  tracing *tracing = calloc(1, sizeof *tracing);
  open_ground(&tracing->ground);
  *state = tracing;
  return 0;
}

static int close_tracing(void **state) {
  tracing *tracing = *state;
  close_ground(&tracing->ground);
  gloss_arena_free(&tracing->arena);
  gloss_buffer_free(&tracing->told);
  free(tracing);
  return 0;
}

static void open_text(tracing *tracing, const char *text) {
  ground_text(&tracing->ground, gloss_slice_of(text));
}

static void annotate(tracing *tracing, uint32_t start, uint32_t end, const char *type) {
  ground_annotate(&tracing->ground, start, end, type);
}

static gloss_slice text_of(const tracing *tracing, gloss_span tokens) {
  const gloss_document *document = tracing->ground.document;
  return gloss_document_slice(document, gloss_document_bytes_of(document, tokens));
}

static void tell_way(tracing *tracing, const gloss_trace_way *way) {
  gloss_buffer *told = &tracing->told;
  for (uint32_t i = 0; i < way->step_count; i++)
    gloss_buffer_print(told, "%.*s took %.*s\n", GLOSS_PRINT(way->steps[i].element),
                       GLOSS_PRINT(text_of(tracing, way->steps[i].tokens)));
  for (uint32_t i = 0; i < way->stop_count; i++) {
    gloss_buffer_print(told, "%.*s", GLOSS_PRINT(way->stops[i].element));
    uint32_t token = way->stops[i].token;
    if (token < tracing->ground.document->token_count)
      gloss_buffer_print(told, " on %.*s", GLOSS_PRINT(text_of(tracing, (gloss_span){token, token + 1})));
    gloss_buffer_print(told, ": %.*s\n", GLOSS_PRINT(way->stops[i].reason));
  }
}

/* What the trace tells of the first sentence. */
static void check_trace(tracing *tracing, const char *query, const char *expected) {
  gloss_pattern *pattern = ground_pattern(&tracing->ground, query);
  const gloss_document *document = tracing->ground.document;
  gloss_trace trace =
      gloss_pattern_trace(pattern, document, document->sentences[0].tokens, tracing->ground.matcher, &tracing->arena);
  gloss_buffer_clear(&tracing->told);
  if (trace.matched) gloss_buffer_print(&tracing->told, "matched\n");
  for (uint32_t i = 0; i < trace.way_count; i++) tell_way(tracing, &trace.ways[i]);
  if (trace.more) gloss_buffer_print(&tracing->told, "%u more\n", trace.more);
  assert_string_equal(gloss_buffer_string(&tracing->told), expected);
  gloss_pattern_free(pattern);
}

/* -- What it tells */

static void the_furthest_element_is_told_with_its_reason(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "Ann went . Ann Lee promised");
  check_trace(tracing, "'Ann' 'Lee' [word=$say]",
              "'Ann' took Ann\n"
              "'Lee' took Lee\n"
              "[word=$say] on promised: word \"promised\" is not in $say\n");
}

static void an_element_that_fits_nowhere_has_no_token(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "Ann went");
  check_trace(tracing, "'Bob' 'went'", "'Bob': nothing here fits it\n");
}

static void the_nearest_token_is_told_when_nothing_begins(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "it was Monday");
  check_trace(tracing, "[is_title & norm=\"tuesday|friday\"]",
              "[is_title & norm=\"tuesday|friday\"] on Monday: is_title holds, but norm \"monday\" is not \"tuesday|friday\"\n");
}

static void a_regex_that_gave_up_is_told(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "x aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
  check_trace(tracing, "'x' [word='(a+)+[b-e]']",
              "'x' took x\n[word='(a+)+[b-e]'] on aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!: word "
              "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" takes too many steps to compare with \"(a+)+[b-e]\"\n");
}

static void conditions_are_told_as_they_decide(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "x said");
  check_trace(tracing, "'x' [word!=$say]", "'x' took x\n[word!=$say] on said: word \"said\" is in $say\n");
  check_trace(tracing, "'x' [!(word='said' | is_upper)]",
              "'x' took x\n"
              "[!(word='said' | is_upper)] on said: word \"said\" is \"said\"\n");
  check_trace(tracing, "'x' [word='a' | is_upper]",
              "'x' took x\n"
              "[word='a' | is_upper] on said: word \"said\" is not \"a\" and is_upper does not hold\n");
  check_trace(tracing, "'x' [is_first]", "'x' took x\n[is_first] on said: is_first does not hold\n");
}

static void the_end_of_the_sentence_stops_it(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "a b | c");
  check_trace(tracing, "'a' 'b' 'c'", "'a' took a\n'b' took b\n'c' on c: the sentence ends here\n");
}

static void a_bound_that_does_not_hold_stops_it(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "a b c");
  check_trace(tracing, "'a' 'b' </s>", "'a' took a\n'b' took b\n</s> on c: the sentence does not end here\n");
}

static void all_that_could_follow_is_told(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "a x");
  check_trace(tracing, "'a' 'b'? 'c'", "'a' took a\n'b' on x: word \"x\" is not \"b\"\n'c' on x: word \"x\" is not \"c\"\n");
}

static void an_annotation_says_why_it_is_not_taken(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "then Ford Motor said");
  annotate(tracing, 1, 3, "ORG");
  check_trace(tracing, "<name type='PERSON'/>",
              "<name type='PERSON'/> on Ford: name \"Ford Motor\": type \"ORG\" is not \"PERSON\"\n");
  check_trace(tracing, "'then' 'Ford' <name/>",
              "'then' took then\n"
              "'Ford' took Ford\n"
              "<name/> on Motor: no name begins here; \"Ford Motor\" has begun before\n");
  check_trace(tracing, "'Motor' <name/>", "'Motor' took Motor\n<name/> on said: no name begins here\n");
  check_trace(tracing, "'then' <place/>", "'then' took then\n<place/> on Ford: this run has no layer \"place\"\n");
  check_trace(tracing, "<place/>", "<place/>: this run has no layer \"place\"\n");
}

static void an_annotation_that_reaches_out_is_not_taken(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "a b | c");
  annotate(tracing, 1, 3, "ORG");
  check_trace(tracing, "'a' <name/>", "'a' took a\n<name/> on b: name \"b | c\" ends after the place where the match must end\n");
}

static void a_match_is_told_step_by_step(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "so Ford Motor said it");
  annotate(tracing, 1, 3, "ORG");
  check_trace(tracing, "<name/> [word=$say]", "matched\n<name/> took Ford Motor\n[word=$say] took said\n");
}

static void of_many_that_came_as_far_the_first_are_told(void **state) {
  tracing *tracing = *state;
  open_text(tracing, "a x a x a x a x a x");
  check_trace(tracing, "'a' 'b'",
              "'a' took a\n'b' on x: word \"x\" is not \"b\"\n"
              "'a' took a\n'b' on x: word \"x\" is not \"b\"\n"
              "'a' took a\n'b' on x: word \"x\" is not \"b\"\n"
              "2 more\n");
}

/* -- It agrees with the quick search */

static void add_element(uint64_t *dice, gloss_buffer *query) {
  static const char *const elements[] = {"'a'", "'b'", "[]", "[word!='a']", "[word='a|c' & !is_first]", "<name/>",
      "<name type='x'/>", "[word='[bc]' | is_first]"};
  gloss_buffer_add(query, gloss_slice_of(elements[random_below(dice, sizeof elements / sizeof *elements)]));
}

static void add_query(uint64_t *dice, gloss_buffer *query, uint32_t depth) {
  static const char *const repeats[] = {"?", "*", "+", "{2}", "{1,3}", ""};
  uint32_t kind = depth == 0 ? 0 : random_below(dice, 5);
  if (kind < 2) {
    add_element(dice, query);
    return;
  }
  gloss_buffer_add_char(query, '(');
  add_query(dice, query, depth - 1);
  if (kind < 4) gloss_buffer_print(query, kind == 2 ? " " : " | ");
  if (kind < 4) add_query(dice, query, depth - 1);
  gloss_buffer_add_char(query, ')');
  gloss_buffer_add(query, gloss_slice_of(repeats[random_below(dice, 6)]));
}

static void open_random(tracing *tracing, uint64_t *dice, char text[static 64]) {
  uint32_t size = 0, tokens = 1 + random_below(dice, 8);
  for (uint32_t i = 0; i < tokens; i++) {
    text[size++] = "abcd"[random_below(dice, 4)];
    text[size++] = ' ';
    if (random_below(dice, 6) == 0) text[size++] = '|', text[size++] = ' ';
  }
  text[size] = '\0';
  open_text(tracing, text);
  for (uint32_t i = random_below(dice, 4); i > 0; i--) {
    uint32_t start = random_below(dice, tokens), end = start + 1 + random_below(dice, tokens - start);
    annotate(tracing, start, end, random_below(dice, 2) ? "x" : "y");
  }
}

/* The leftmost match, of those the longest; false when there is none. */
static bool leftmost_longest(tracing *tracing, const gloss_pattern *pattern, gloss_span tokens, gloss_span *best) {
  gloss_trace trace = gloss_pattern_trace(pattern, tracing->ground.document, tokens, tracing->ground.matcher, &tracing->arena);
  assert_true(trace.matched || trace.way_count == 0 || trace.ways[0].stop_count > 0);
  *best = (gloss_span){UINT32_MAX, UINT32_MAX};
  for (uint32_t i = 0; trace.matched && i < trace.way_count; i++)
    if (gloss_span_compare(trace.ways[i].tokens, *best) < 0) *best = trace.ways[i].tokens;
  return trace.matched;
}

static void compare_in(tracing *tracing, const gloss_pattern *pattern, gloss_pattern_group *group, gloss_span sentence) {
  uint32_t at = 0;
  gloss_pattern_group_scan(group, tracing->ground.document, sentence);
  gloss_pattern_found found = gloss_pattern_group_found(group, 0);
  for (gloss_span rest = sentence, best; leftmost_longest(tracing, pattern, rest, &best); rest.start = best.end, at++) {
    if (at == found.count || gloss_span_compare(found.hits[at].tokens, best) != 0)
      fail_msg("%.*s on %.*s: no %u-%u found", GLOSS_PRINT(gloss_pattern_query(pattern)), GLOSS_PRINT(text_of(tracing, sentence)),
               best.start, best.end);
  }
  if (at != found.count) fail_msg("%.*s: %u found, not %u", GLOSS_PRINT(gloss_pattern_query(pattern)), found.count, at);
}

static void compare_on_random_text(tracing *tracing, uint64_t *dice) {
  char text[64];
  gloss_buffer query = {0};
  gloss_error error = {0};
  add_query(dice, &query, 3);
  gloss_pattern *pattern = gloss_pattern_new(gloss_buffer_slice(&query), ground_lookup, &tracing->ground, &error);
  if (pattern) { /* else it would also match nothing at all */
    open_random(tracing, dice, text);
    gloss_pattern_group *group = gloss_pattern_group_new((const gloss_pattern *const *)&pattern, 1, tracing->ground.matcher);
    for (uint32_t i = 0; i < tracing->ground.document->sentence_count; i++)
      compare_in(tracing, pattern, group, tracing->ground.document->sentences[i].tokens);
    gloss_pattern_group_free(group);
  }
  gloss_pattern_free(pattern);
  gloss_error_clear(&error);
  gloss_buffer_free(&query);
  gloss_arena_reset(&tracing->arena);
}

static void it_matches_where_the_search_does(void **state) {
  uint64_t dice = 7;
  for (int i = 0; i < 20000; i++) compare_on_random_text(*state, &dice);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_furthest_element_is_told_with_its_reason, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(an_element_that_fits_nowhere_has_no_token, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(the_nearest_token_is_told_when_nothing_begins, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(a_regex_that_gave_up_is_told, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(conditions_are_told_as_they_decide, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(the_end_of_the_sentence_stops_it, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(a_bound_that_does_not_hold_stops_it, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(all_that_could_follow_is_told, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(an_annotation_says_why_it_is_not_taken, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(an_annotation_that_reaches_out_is_not_taken, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(a_match_is_told_step_by_step, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(of_many_that_came_as_far_the_first_are_told, open_tracing, close_tracing),
      cmocka_unit_test_setup_teardown(it_matches_where_the_search_does, open_tracing, close_tracing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <stdio.h>

#include "patterned.h"

/* What the query finds in these tokens, asked as pattern `number` of the search. */
static void finds(ground *ground, gloss_pattern_search *search, uint32_t number, const gloss_pattern *pattern, gloss_span tokens,
                  const char *expected) {
  gloss_buffer shown = {0};
  show_found(ground, pattern, gloss_pattern_search_find(search, number, ground->document, tokens), &shown);
  assert_string_equal(gloss_buffer_string(&shown), expected);
  gloss_buffer_free(&shown);
}

static gloss_span all_of(const ground *ground) {
  return (gloss_span){0, ground->document->token_count};
}

static void parts_of_a_document_have_their_own_matches(void **state) {
  ground ground;
  (void)state;
  open_ground(&ground);
  gloss_pattern_search *search = gloss_matcher_patterns(ground.matcher);
  gloss_pattern *in_sentence = ground_pattern(&ground, "'a'+"), *in_block = ground_pattern(&ground, "'a'+ within block");
  gloss_pattern *in_document = ground_pattern(&ground, "'a'+ within document");
  uint32_t sentence = gloss_pattern_search_add(search, in_sentence, NULL), block = gloss_pattern_search_add(search, in_block, NULL);
  uint32_t document = gloss_pattern_search_add(search, in_document, NULL);
  ground_text(&ground, GLOSS_SLICE("a a | a a || a a"));
  finds(&ground, search, sentence, in_sentence, all_of(&ground), "a a; a a; a a");
  finds(&ground, search, block, in_block, all_of(&ground), "a a | a a; a a");
  finds(&ground, search, document, in_document, all_of(&ground), "a a | a a || a a");
  for (int turn = 0; turn < 2; turn++) {
    finds(&ground, search, sentence, in_sentence, (gloss_span){2, 4}, "a a");
    finds(&ground, search, sentence, in_sentence, (gloss_span){1, 3}, "a; a");
    finds(&ground, search, sentence, in_sentence, (gloss_span){2, 6}, "a a; a a");
    finds(&ground, search, block, in_block, (gloss_span){2, 4}, "a a");
    finds(&ground, search, block, in_block, (gloss_span){4, 6}, "a a");
    finds(&ground, search, block, in_block, (gloss_span){3, 5}, "a; a");
    finds(&ground, search, document, in_document, (gloss_span){1, 5}, "a | a a || a");
    finds(&ground, search, document, in_document, (gloss_span){3, 3}, "");
    finds(&ground, search, sentence, in_sentence, all_of(&ground), "a a; a a; a a");
  }
  gloss_matcher_free(ground.matcher);
  ground.matcher = NULL;
  gloss_pattern_free(in_sentence);
  gloss_pattern_free(in_block);
  gloss_pattern_free(in_document);
  close_ground(&ground);
}

static void annotations_made_meanwhile_are_seen(void **state) {
  ground ground;
  int script;
  (void)state;
  open_ground(&ground);
  gloss_pattern_search *search = gloss_matcher_patterns(ground.matcher);
  gloss_pattern *name = ground_pattern(&ground, "<name/> 'b'"), *words = ground_pattern(&ground, "'a' 'b'"),
                *other = ground_pattern(&ground, "<other/>");
  uint32_t names = gloss_pattern_search_add(search, name, &script), plain = gloss_pattern_search_add(search, words, &script);
  uint32_t others = gloss_pattern_search_add(search, other, &script);
  ground_text(&ground, GLOSS_SLICE("a b | a b"));
  finds(&ground, search, names, name, all_of(&ground), "");
  finds(&ground, search, plain, words, all_of(&ground), "a b; a b");
  uint32_t row = ground_annotate(&ground, 2, 3, "X");
  finds(&ground, search, names, name, (gloss_span){0, 2}, "");
  finds(&ground, search, names, name, (gloss_span){2, 4}, "a b");
  finds(&ground, search, names, name, all_of(&ground), "a b");
  finds(&ground, search, plain, words, all_of(&ground), "a b; a b");
  finds(&ground, search, others, other, all_of(&ground), "");
  gloss_document_remove(ground.document, ground.layer, row);
  finds(&ground, search, names, name, all_of(&ground), "");
  ground_text(&ground, GLOSS_SLICE("a b"));
  ground_annotate(&ground, 0, 1, "X");
  finds(&ground, search, names, name, all_of(&ground), "a b");
  gloss_matcher_free(ground.matcher);
  ground.matcher = NULL;
  gloss_pattern_free(name);
  gloss_pattern_free(words);
  gloss_pattern_free(other);
  close_ground(&ground);
}

static void pattern_of_an_owner_is_added_once(void **state) {
  ground ground;
  int one, two;
  (void)state;
  open_ground(&ground);
  gloss_pattern_search *search = gloss_matcher_patterns(ground.matcher);
  gloss_pattern *name = ground_pattern(&ground, "<name/>"), *words = ground_pattern(&ground, "'a'");
  uint32_t first = gloss_pattern_search_add(search, name, &one), second = gloss_pattern_search_add(search, words, &one);
  assert_int_not_equal(first, second);
  assert_int_equal(gloss_pattern_search_add(search, name, &one), first);
  assert_int_not_equal(gloss_pattern_search_add(search, name, &two), first);
  assert_int_equal(gloss_pattern_search_add(search, words, &two), second); /* it looks at no annotations: all scripts share it */
  gloss_matcher_free(ground.matcher);
  ground.matcher = NULL;
  gloss_pattern_free(name);
  gloss_pattern_free(words);
  close_ground(&ground);
}

static void pattern_that_comes_late_is_found_too(void **state) {
  ground ground;
  (void)state;
  open_ground(&ground);
  gloss_pattern_search *search = gloss_matcher_patterns(ground.matcher);
  gloss_pattern *a = ground_pattern(&ground, "'a'"), *b = ground_pattern(&ground, "x:'b'");
  uint32_t first = gloss_pattern_search_add(search, a, NULL);
  ground_text(&ground, GLOSS_SLICE("a b"));
  finds(&ground, search, first, a, all_of(&ground), "a");
  uint32_t second = gloss_pattern_search_add(search, b, NULL);
  finds(&ground, search, second, b, all_of(&ground), "b(x=b)");
  finds(&ground, search, first, a, all_of(&ground), "a");
  gloss_matcher_free(ground.matcher);
  ground.matcher = NULL;
  gloss_pattern_free(a);
  gloss_pattern_free(b);
  close_ground(&ground);
}

static void pattern_that_left_is_found_when_it_is_asked_for(void **state) {
  ground ground;
  (void)state;
  open_ground(&ground);
  gloss_pattern_search *search = gloss_matcher_patterns(ground.matcher);
  gloss_pattern *a = ground_pattern(&ground, "'a'"), *b = ground_pattern(&ground, "'b'"), *c = ground_pattern(&ground, "'c'");
  gloss_pattern_search_add(search, a, NULL);
  uint32_t second = gloss_pattern_search_add(search, b, NULL), third = gloss_pattern_search_add(search, c, NULL);
  gloss_pattern_search_leave(search, second);
  gloss_pattern_search_leave(search, second);
  ground_text(&ground, GLOSS_SLICE("a b c"));
  finds(&ground, search, third, c, all_of(&ground), "c");
  assert_int_equal(gloss_pattern_search_add(search, b, NULL), second);
  finds(&ground, search, second, b, all_of(&ground), "b");
  finds(&ground, search, third, c, all_of(&ground), "c");
  gloss_matcher_free(ground.matcher);
  ground.matcher = NULL;
  gloss_pattern_free(a);
  gloss_pattern_free(b);
  gloss_pattern_free(c);
  close_ground(&ground);
}

static void stretches_and_the_whole_may_be_asked_in_turn(void **state) {
  ground ground;
  (void)state;
  open_ground(&ground);
  gloss_pattern_search *search = gloss_matcher_patterns(ground.matcher);
  gloss_pattern *a = ground_pattern(&ground, "'a'"), *b = ground_pattern(&ground, "x:'b'");
  uint32_t first = gloss_pattern_search_add(search, a, NULL), second = gloss_pattern_search_add(search, b, NULL);
  gloss_span stretch = {1, 3};
  ground_text(&ground, GLOSS_SLICE("a b a b"));
  for (int round = 0; round < 2; round++) {
    finds(&ground, search, second, b, stretch, "b(x=b)");
    finds(&ground, search, first, a, stretch, "a");
    finds(&ground, search, second, b, all_of(&ground), "b(x=b); b(x=b)");
    finds(&ground, search, first, a, all_of(&ground), "a; a");
  }
  gloss_matcher_free(ground.matcher);
  ground.matcher = NULL;
  gloss_pattern_free(a);
  gloss_pattern_free(b);
  close_ground(&ground);
}

static void empty_document_has_no_matches(void **state) {
  ground ground;
  (void)state;
  open_ground(&ground);
  gloss_pattern_search *search = gloss_matcher_patterns(ground.matcher);
  gloss_pattern *any = ground_pattern(&ground, "<s> [] within document");
  uint32_t number = gloss_pattern_search_add(search, any, NULL);
  ground_text(&ground, GLOSS_SLICE(""));
  finds(&ground, search, number, any, all_of(&ground), "");
  ground_text(&ground, GLOSS_SLICE("a"));
  finds(&ground, search, number, any, all_of(&ground), "a");
  gloss_matcher_free(ground.matcher);
  ground.matcher = NULL;
  gloss_pattern_free(any);
  close_ground(&ground);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(parts_of_a_document_have_their_own_matches),
    cmocka_unit_test(annotations_made_meanwhile_are_seen),
    cmocka_unit_test(pattern_of_an_owner_is_added_once),
    cmocka_unit_test(pattern_that_comes_late_is_found_too),
    cmocka_unit_test(pattern_that_left_is_found_when_it_is_asked_for),
    cmocka_unit_test(stretches_and_the_whole_may_be_asked_in_turn),
    cmocka_unit_test(empty_document_has_no_matches),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

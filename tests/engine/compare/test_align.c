#include "compare/align.h"

#include "check.h"

static gloss_gold_span place(uint32_t start, uint32_t end, const char *type) {
  return (gloss_gold_span){.bytes = {start, end}, .type = gloss_slice_of(type)};
}

typedef struct lists {
  gloss_gold_span left[4], right[4];
  gloss_gold left_list, right_list;
  gloss_alignments alignments;
} lists;

static void align(lists *lists, uint32_t left, uint32_t right) {
  lists->left_list = (gloss_gold){.spans = lists->left, .count = left};
  lists->right_list = (gloss_gold){.spans = lists->right, .count = right};
  gloss_align(&lists->alignments, &lists->left_list, &lists->right_list);
}

static void what_has_place_and_type_is_the_same(void **state) {
  (void)state;
  lists lists = {.left = {place(0, 3, "A"), place(5, 9, "B")}, .right = {place(0, 3, "A"), place(5, 9, "B")}};
  align(&lists, 2, 2);
  for (uint32_t i = 0; i < 2; i++) {
    assert_int_equal(lists.alignments.left[i].how, GLOSS_SAME);
    assert_int_equal(lists.alignments.left[i].other, i);
    assert_int_equal(lists.alignments.right[i].other, i);
  }
  gloss_alignments_free(&lists.alignments);
}

static void another_type_at_a_place_is_taken_only_when_the_right_one_is_not_there(void **state) {
  (void)state;
  lists lists = {.left = {place(0, 3, "B")}, .right = {place(0, 3, "A"), place(0, 3, "B")}};
  align(&lists, 1, 2);
  assert_int_equal(lists.alignments.left[0].how, GLOSS_SAME);
  assert_int_equal(lists.alignments.right[0].how, GLOSS_ALONE);
  align(&lists, 1, 1);
  assert_int_equal(lists.alignments.left[0].how, GLOSS_RETYPED);
  gloss_alignments_free(&lists.alignments);
}

static void an_overlapping_one_belongs_to_one_only(void **state) {
  (void)state;
  lists lists = {.left = {place(0, 3, "A"), place(4, 7, "A"), place(9, 12, "A")}, .right = {place(0, 7, "A")}};
  align(&lists, 3, 1);
  assert_int_equal(lists.alignments.left[0].how, GLOSS_OVERLAPPING);
  assert_int_equal(lists.alignments.left[1].how, GLOSS_ALONE);
  assert_int_equal(lists.alignments.left[2].how, GLOSS_ALONE);
  assert_int_equal(lists.alignments.right[0].how, GLOSS_OVERLAPPING);
  gloss_alignments_free(&lists.alignments);
}

static void places_that_touch_do_not_overlap(void **state) {
  (void)state;
  lists lists = {.left = {place(0, 3, "A")}, .right = {place(3, 6, "A")}};
  align(&lists, 1, 1);
  assert_int_equal(lists.alignments.left[0].how, GLOSS_ALONE);
  gloss_alignments_free(&lists.alignments);
}

static void of_one_said_twice_one_is_alone(void **state) {
  (void)state;
  lists lists = {.left = {place(0, 3, "A")}, .right = {place(0, 3, "A"), place(0, 3, "A")}};
  align(&lists, 1, 2);
  assert_int_equal(lists.alignments.right[0].how, GLOSS_SAME);
  assert_int_equal(lists.alignments.right[1].how, GLOSS_ALONE);
  align(&lists, 0, 2);
  assert_int_equal(lists.alignments.right[0].how, GLOSS_ALONE);
  gloss_alignments_free(&lists.alignments);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_has_place_and_type_is_the_same),
      cmocka_unit_test(another_type_at_a_place_is_taken_only_when_the_right_one_is_not_there),
      cmocka_unit_test(an_overlapping_one_belongs_to_one_only),
      cmocka_unit_test(places_that_touch_do_not_overlap),
      cmocka_unit_test(of_one_said_twice_one_is_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

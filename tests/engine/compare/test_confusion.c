#include "compare/confusion.h"

#include <stdlib.h>

#include "check.h"

static void add(gloss_confusion *confusion, const char *gold, const char *said, int times) {
  while (times--) gloss_confusion_add(confusion, gloss_slice_of(gold), gloss_slice_of(said));
}

static void nothing_said_is_nothing_right(void **state) {
  (void)state;
  gloss_confusion confusion = {0};
  assert_true(gloss_confusion_accuracy(&confusion) == 0);
  assert_true(gloss_confusion_macro_f1(&confusion) == 0);
  free(gloss_confusion_cells(&confusion));
}

static void a_label_is_counted_where_it_is_gold_and_where_it_was_said(void **state) {
  (void)state;
  gloss_confusion confusion = {0};
  add(&confusion, "sport", "sport", 3);
  add(&confusion, "sport", "weather", 1);
  add(&confusion, "weather", "weather", 4);
  gloss_count sport = confusion.counts[0], weather = confusion.counts[1];
  assert_int_equal(sport.gold, 4);
  assert_int_equal(sport.said, 3);
  assert_int_equal(weather.said, 5);
  assert_true(gloss_count_precision(&sport) == 1);
  assert_true(gloss_count_recall(&sport) == 0.75);
  assert_true(gloss_confusion_accuracy(&confusion) == 7. / 8);
  assert_true(gloss_confusion_macro_f1(&confusion) == (6. / 7 + 8. / 9) / 2);
  gloss_confusion_free(&confusion);
}

static void cells_are_sorted_by_their_labels(void **state) {
  (void)state;
  gloss_confusion confusion = {0};
  add(&confusion, "b", "a", 2);
  add(&confusion, "a", "b", 1);
  gloss_cell *cells = gloss_confusion_cells(&confusion);
  assert_int_equal(confusion.cells.count, 2);
  assert_slice(cells[0].gold, "a");
  assert_int_equal(cells[1].times, 2);
  assert_int_equal(gloss_confusion_times(&confusion, 0, 0), 0);
  free(cells);
  gloss_confusion_free(&confusion);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_said_is_nothing_right),
      cmocka_unit_test(a_label_is_counted_where_it_is_gold_and_where_it_was_said),
      cmocka_unit_test(cells_are_sorted_by_their_labels),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

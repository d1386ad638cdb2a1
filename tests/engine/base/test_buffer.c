#include "base/buffer.h"

#include <stdlib.h>

#include "base/memory.h"
#include "check.h"

static void what_is_added_comes_after_what_was_there(void **state) {
  (void)state;
  gloss_buffer buffer = {0};
  gloss_buffer_add(&buffer, GLOSS_SLICE("a\0b"));
  gloss_buffer_add(&buffer, (gloss_slice){NULL, 0});
  gloss_buffer_add_char(&buffer, 'c');
  gloss_buffer_print(&buffer, "%03d", 7);
  assert_true(gloss_slice_equal(gloss_buffer_slice(&buffer), GLOSS_SLICE("a\0bc007")));
  gloss_buffer_free(&buffer);
}

static void a_buffer_grows_as_far_as_it_must(void **state) {
  (void)state;
  gloss_buffer buffer = {0};
  for (int i = 0; i < 100000; i++) gloss_buffer_print(&buffer, "%d,", i % 10);
  assert_int_equal(buffer.size, 200000);
  for (size_t i = 0; i < buffer.size; i += 2) assert_int_equal(buffer.data[i], '0' + (int)(i / 2 % 10));
  gloss_buffer_free(&buffer);
}

static void reserving_leaves_the_size_to_the_caller(void **state) {
  (void)state;
  gloss_buffer buffer = {0};
  memset(gloss_buffer_reserve(&buffer, 1000), 'x', 1000);
  assert_int_equal(buffer.size, 0);
  assert_true(buffer.capacity >= 1000);
  gloss_buffer_free(&buffer);
}

static void the_string_has_a_zero_byte_that_is_not_counted(void **state) {
  (void)state;
  gloss_buffer buffer = {0};
  assert_string_equal(gloss_buffer_string(&buffer), "");
  gloss_buffer_add(&buffer, GLOSS_SLICE("abc"));
  assert_string_equal(gloss_buffer_string(&buffer), "abc");
  assert_int_equal(buffer.size, 3);
  gloss_buffer_clear(&buffer);
  assert_string_equal(gloss_buffer_string(&buffer), "");
  gloss_buffer_free(&buffer);
  assert_null(buffer.data);
}

static void growing_keeps_the_items_and_leaves_enough_alone(void **state) {
  (void)state;
  uint32_t capacity = 0;
  int *items = gloss_grow(NULL, &capacity, 3, sizeof *items);
  assert_true(capacity >= 3);
  for (int i = 0; i < 3; i++) items[i] = i;
  items = gloss_grow(items, &capacity, 5000, sizeof *items);
  assert_true(capacity >= 5000);
  for (int i = 0; i < 3; i++) assert_int_equal(items[i], i);
  assert_ptr_equal(gloss_grow(items, &capacity, capacity, sizeof *items), items);
  free(items);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_added_comes_after_what_was_there),
      cmocka_unit_test(a_buffer_grows_as_far_as_it_must),
      cmocka_unit_test(reserving_leaves_the_size_to_the_caller),
      cmocka_unit_test(the_string_has_a_zero_byte_that_is_not_counted),
      cmocka_unit_test(growing_keeps_the_items_and_leaves_enough_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

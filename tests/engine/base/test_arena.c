#include "base/arena.h"

#include <stdalign.h>

#include "check.h"

static void memory_is_aligned_and_does_not_overlap(void **state) {
  (void)state;
  gloss_arena arena = {0};
  unsigned char *blocks[500];
  size_t sizes[500];
  uint64_t seed = 1;
  for (size_t i = 0; i < 500; i++) {
    sizes[i] = i % 50 ? random_below(&seed, 300) : random_below(&seed, 200000);
    blocks[i] = gloss_arena_allocate(&arena, sizes[i]);
    assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
    memset(blocks[i], (int)(i & 0xff), sizes[i]);
  }
  for (size_t i = 0; i < 500; i++)
    for (size_t j = 0; j < sizes[i]; j++) assert_int_equal(blocks[i][j], i & 0xff);
  gloss_arena_free(&arena);
}

static void nothing_at_all_may_be_asked_for(void **state) {
  (void)state;
  gloss_arena arena = {0};
  assert_non_null(gloss_arena_allocate(&arena, 0));
  gloss_slice copy = gloss_arena_copy(&arena, (gloss_slice){NULL, 0});
  assert_non_null(copy.data);
  assert_slice(copy, "");
  gloss_arena_free(&arena);
  gloss_arena_free(&arena);
  gloss_arena_reset(&arena);
}

static void a_reset_arena_gives_the_same_memory_again(void **state) {
  (void)state;
  gloss_arena arena = {0};
  void *first = gloss_arena_allocate(&arena, 100);
  gloss_arena_reset(&arena);
  assert_ptr_equal(gloss_arena_allocate(&arena, 100), first);
  gloss_arena_free(&arena);
}

static void a_reset_arena_that_grew_large_gives_its_memory_back(void **state) {
  (void)state;
  gloss_arena arena = {0};
  memset(gloss_arena_allocate(&arena, 100 << 20), 1, 1000);
  gloss_arena_reset(&arena);
  assert_null(arena.blocks);
  assert_slice(gloss_arena_copy(&arena, GLOSS_SLICE("again")), "again");
  gloss_arena_free(&arena);
}

static void copies_and_prints_end_in_a_zero_byte_that_is_not_counted(void **state) {
  (void)state;
  gloss_arena arena = {0};
  gloss_slice copy = gloss_arena_copy(&arena, GLOSS_SLICE("a\0b")), print = gloss_arena_print(&arena, "%d-%s", 7, "x");
  assert_true(gloss_slice_equal(copy, GLOSS_SLICE("a\0b")));
  assert_int_equal(copy.data[3], 0);
  assert_string_equal(print.data, "7-x");
  assert_int_equal(print.size, 3);
  gloss_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_aligned_and_does_not_overlap),
      cmocka_unit_test(nothing_at_all_may_be_asked_for),
      cmocka_unit_test(a_reset_arena_gives_the_same_memory_again),
      cmocka_unit_test(a_reset_arena_that_grew_large_gives_its_memory_back),
      cmocka_unit_test(copies_and_prints_end_in_a_zero_byte_that_is_not_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

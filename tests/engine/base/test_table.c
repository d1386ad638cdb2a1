#include "base/table.h"

#include <stdio.h>

#include "base/hash.h"
#include "check.h"

static gloss_slice key_of(uint32_t i, char space[16]) {
  return (gloss_slice){space, (size_t)snprintf(space, 16, "key %u", i)};
}

static void an_empty_table_has_nothing(void **state) {
  (void)state;
  gloss_table table = {0};
  assert_int_equal(gloss_table_find(&table, GLOSS_SLICE("")), GLOSS_TABLE_NONE);
  assert_int_equal(gloss_table_get(&table, GLOSS_SLICE("a"), 7), 7);
  gloss_table_free(&table);
}

static void many_keys_are_all_found_and_no_other(void **state) {
  (void)state;
  enum { MANY = 100000 };
  gloss_table table = {0};
  char space[16];
  for (uint32_t i = 0; i < MANY; i++) assert_int_equal(gloss_table_set(&table, key_of(i, space), i * 3), i);
  for (uint32_t i = 0; i < MANY; i++) assert_int_equal(gloss_table_get(&table, key_of(i, space), 1), i * 3);
  for (uint32_t i = MANY; i < 2 * MANY; i++) assert_false(gloss_table_has(&table, key_of(i, space)));
  gloss_table_free(&table);
}

static void entries_stand_in_the_order_of_their_first_setting(void **state) {
  (void)state;
  gloss_table table = {0};
  gloss_table_set(&table, GLOSS_SLICE("b"), 1);
  gloss_table_set(&table, GLOSS_SLICE("a"), 2);
  assert_int_equal(gloss_table_set(&table, GLOSS_SLICE("b"), 3), 0);
  assert_int_equal(table.count, 2);
  assert_slice(table.entries[0].key, "b");
  assert_int_equal(table.entries[0].value, 3);
  assert_slice(table.entries[1].key, "a");
  gloss_table_free(&table);
}

static void keys_are_copied_and_may_hold_any_bytes(void **state) {
  (void)state;
  gloss_table table = {0};
  char key[] = "abc";
  gloss_table_set(&table, gloss_slice_of(key), 1);
  key[0] = 'x';
  gloss_table_set(&table, GLOSS_SLICE("a\0b"), 2);
  gloss_table_set(&table, (gloss_slice){NULL, 0}, 3);
  assert_int_equal(gloss_table_get(&table, GLOSS_SLICE("abc"), 0), 1);
  assert_int_equal(gloss_table_get(&table, GLOSS_SLICE("a\0b"), 0), 2);
  assert_int_equal(gloss_table_get(&table, GLOSS_SLICE(""), 0), 3);
  assert_false(gloss_table_has(&table, gloss_slice_of(key)));
  gloss_table_free(&table);
}

static void the_hash_is_the_same_on_every_machine(void **state) {
  (void)state;
  const char *text = "The quick brown fox jumps over the lazy dog, twice over";
  const struct { size_t size; uint64_t hash; } known[] = {
      {0, 0x42bc986dc5eec4d3u}, {1, 0xd175cfb4f697b5dcu}, {3, 0x21777ba2af65b8d2u}, {4, 0x09e2550513a0c076u},
      {7, 0x6cc301c30f965307u}, {8, 0xe1b93a23d259758eu}, {15, 0xc126e0ea88e478adu}, {16, 0xe57eb7d80af07b63u},
      {17, 0x0720ad67c60140ecu}, {33, 0x304623b4856c7770u}, {55, 0x1279943eee3e03f0u},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    assert_int_equal(gloss_hash((gloss_slice){text, known[i].size}), known[i].hash);
}

static void the_hash_depends_on_every_byte_and_on_the_size(void **state) {
  (void)state;
  char text[64] = {0};
  for (size_t size = 1; size <= 64; size++) {
    uint64_t hash = gloss_hash((gloss_slice){text, size});
    assert_int_not_equal(hash, gloss_hash((gloss_slice){text, size - 1}));
    for (size_t i = 0; i < size; i++) {
      text[i] = 1;
      assert_int_not_equal(hash, gloss_hash((gloss_slice){text, size}));
      text[i] = 0;
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_table_has_nothing),
      cmocka_unit_test(many_keys_are_all_found_and_no_other),
      cmocka_unit_test(entries_stand_in_the_order_of_their_first_setting),
      cmocka_unit_test(keys_are_copied_and_may_hold_any_bytes),
      cmocka_unit_test(the_hash_is_the_same_on_every_machine),
      cmocka_unit_test(the_hash_depends_on_every_byte_and_on_the_size),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

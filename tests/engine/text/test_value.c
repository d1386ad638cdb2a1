#include "text/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static gloss_value integer(int64_t i) {
  return (gloss_value){.kind = GLOSS_INTEGER, .integer = i};
}

static gloss_value number(double n) {
  return (gloss_value){.kind = GLOSS_NUMBER, .number = n};
}

static gloss_value string(const char *s) {
  return gloss_value_string(gloss_slice_of(s));
}

static void a_map_is_sorted_by_bytes_and_finds_its_keys(void **state) {
  (void)state;
  gloss_pair pairs[] = {{GLOSS_SLICE("b"), integer(1)},
                        {GLOSS_SLICE("a"), integer(2)},
                        {GLOSS_SLICE("ab"), integer(3)},
                        {GLOSS_SLICE("\xc3\xa9"), integer(4)}};
  gloss_value map = gloss_map_of(pairs, 4);
  assert_int_equal(map.size, 4);
  const char *order[] = {"a", "ab", "b", "\xc3\xa9"};
  for (uint32_t i = 0; i < 4; i++) assert_slice(map.pairs[i].key, order[i]);
  assert_int_equal(gloss_map_get(map, GLOSS_SLICE("ab")).integer, 3);
  assert_int_equal(gloss_map_get(map, GLOSS_SLICE("c")).kind, GLOSS_NIL);
}

static void what_is_no_map_has_no_keys(void **state) {
  (void)state;
  assert_int_equal(gloss_map_get(integer(1), GLOSS_SLICE("a")).kind, GLOSS_NIL);
  assert_int_equal(gloss_map_get(gloss_map_of(NULL, 0), GLOSS_SLICE("a")).kind, GLOSS_NIL);
}

/* As a dictionary would have it, for maps of all sizes. */
static void of_several_with_one_key_the_last_stays(void **state) {
  (void)state;
  uint64_t seed = 5;
  for (uint32_t count = 1; count < 600; count += count < 70 ? 1 : 97) {
    gloss_pair *pairs = malloc(count * sizeof *pairs);
    char names[600][8];
    int64_t last[300];
    uint32_t distinct = 0, keys = 1 + count / 2;
    for (uint32_t i = 0; i < keys; i++) last[i] = -1;
    for (uint32_t i = 0; i < count; i++) {
      uint32_t key = random_below(&seed, keys);
      pairs[i].key = (gloss_slice){names[i], (size_t)snprintf(names[i], 8, "k%u", key)};
      pairs[i].value = integer(i);
      distinct += last[key] < 0;
      last[key] = i;
    }
    gloss_value map = gloss_map_of(pairs, count);
    assert_int_equal(map.size, distinct);
    for (uint32_t i = 0; i < map.size; i++) {
      assert_int_equal(map.pairs[i].value.integer, last[atoi(map.pairs[i].key.data + 1)]);
      if (i > 0) assert_true(gloss_slice_compare(map.pairs[i - 1].key, map.pairs[i].key) < 0);
    }
    free(pairs);
  }
}

static void numbers_are_equal_when_they_are_the_same_number(void **state) {
  (void)state;
  assert_true(gloss_value_equal(integer(2), number(2.0)));
  assert_true(gloss_value_equal(number(-3.0), integer(-3)));
  assert_false(gloss_value_equal(integer(2), number(2.5)));
  assert_false(gloss_value_equal(integer((1ll << 53) + 1), number(0x1p53)));
  assert_true(gloss_value_equal(integer(INT64_MIN), number(-0x1p63)));
  assert_false(gloss_value_equal(integer(INT64_MAX), number(0x1p63)));
  assert_false(gloss_value_equal(integer(0), number(NAN)));
  assert_true(gloss_value_equal(number(0.0), number(-0.0)));
}

static void values_of_different_kinds_differ(void **state) {
  (void)state;
  gloss_value nil = {.kind = GLOSS_NIL}, no = {.kind = GLOSS_BOOLEAN, .boolean = false};
  assert_true(gloss_value_equal(nil, nil));
  assert_false(gloss_value_equal(nil, no));
  assert_false(gloss_value_equal(string("1"), integer(1)));
  assert_false(gloss_value_equal(string(""), nil));
  assert_true(gloss_value_equal(string("a"), string("a")));
}

static void a_copy_is_equal_and_shares_nothing(void **state) {
  (void)state;
  gloss_arena arena = {0};
  char text[] = "text";
  gloss_value items[] = {string(text), integer(1), {.kind = GLOSS_LIST}, {.kind = GLOSS_PLACE, .place = 7}};
  gloss_pair pairs[] = {{gloss_slice_of(text), {.kind = GLOSS_LIST, .size = 4, .items = items}}};
  gloss_value map = gloss_map_of(pairs, 1), copy = gloss_value_copy(&arena, map);
  assert_true(gloss_value_equal(copy, map));
  text[0] = 'n';
  assert_false(gloss_value_equal(copy, map));
  assert_slice(gloss_value_slice(gloss_map_get(copy, GLOSS_SLICE("text")).items[0]), "text");
  gloss_arena_free(&arena);
}

static void lists_and_maps_are_equal_item_by_item(void **state) {
  (void)state;
  gloss_value a[] = {integer(1), integer(2)}, b[] = {integer(1), number(2.0)}, c[] = {integer(2), integer(1)};
  gloss_value one = {.kind = GLOSS_LIST, .size = 2, .items = a}, two = {.kind = GLOSS_LIST, .size = 2, .items = b};
  gloss_value three = {.kind = GLOSS_LIST, .size = 2, .items = c}, shorter = {.kind = GLOSS_LIST, .size = 1, .items = a};
  assert_true(gloss_value_equal(one, two));
  assert_false(gloss_value_equal(one, three));
  assert_false(gloss_value_equal(one, shorter));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_map_is_sorted_by_bytes_and_finds_its_keys),
      cmocka_unit_test(what_is_no_map_has_no_keys),
      cmocka_unit_test(of_several_with_one_key_the_last_stays),
      cmocka_unit_test(numbers_are_equal_when_they_are_the_same_number),
      cmocka_unit_test(values_of_different_kinds_differ),
      cmocka_unit_test(a_copy_is_equal_and_shares_nothing),
      cmocka_unit_test(lists_and_maps_are_equal_item_by_item),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

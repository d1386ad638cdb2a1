#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/kept.h"

static char path[64];

static int set_up(void **state) {
  (void)state;
  snprintf(path, sizeof path, "/tmp/gloss-kept-XXXXXX");
  int file = mkstemp(path);
  close(file);
  return unlink(path);
}

static int tear_down(void **state) {
  (void)state;
  return unlink(path);
}

static gloss_kept *open_kept(uint64_t most) {
  gloss_error error = {0};
  bool was_damaged;
  gloss_kept *kept = gloss_kept_open(path, most, &was_damaged, &error);
  if (kept == NULL) fail_msg("%s", error.message);
  assert_false(was_damaged);
  return kept;
}

static gloss_kept_key key_of(uint64_t number) {
  return (gloss_kept_key){{number, ~number}};
}

static bool has(gloss_kept *kept, uint64_t number) {
  gloss_buffer value = {0};
  bool found = gloss_kept_get(kept, key_of(number), &value);
  gloss_buffer_free(&value);
  return found;
}

static void what_is_put_is_there_in_the_next_run(void **state) {
  (void)state;
  gloss_buffer value = {0};
  gloss_kept *kept = open_kept(1 << 20);
  gloss_kept_put(kept, key_of(1), GLOSS_SLICE("one"));
  gloss_kept_put(kept, key_of(1), GLOSS_SLICE("one, anew"));
  gloss_kept_close(kept);
  kept = open_kept(1 << 20);
  assert_true(gloss_kept_get(kept, key_of(1), &value));
  assert_slice(gloss_buffer_slice(&value), "one, anew");
  assert_false(has(kept, 2));
  gloss_kept_close(kept);
  gloss_buffer_free(&value);
}

static void what_was_not_asked_for_longest_is_given_up(void **state) {
  (void)state;
  static char large[100000];
  const gloss_slice value = {large, sizeof large};
  for (uint64_t turn = 0; turn < 40; turn++) { /* each adds half a megabyte, and asks for the first */
    gloss_kept *kept = open_kept(8 << 20);
    for (uint64_t i = 0; i < 5; i++) gloss_kept_put(kept, key_of(turn * 5 + i), value);
    assert_true(has(kept, 0));
    assert_true(has(kept, turn * 5 + 4));
    gloss_kept_close(kept);
  }
  gloss_kept *kept = open_kept(8 << 20);
  assert_true(has(kept, 0) && has(kept, 199));
  assert_false(has(kept, 10) || has(kept, 50));
  gloss_kept_close(kept);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(what_is_put_is_there_in_the_next_run, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_was_not_asked_for_longest_is_given_up, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

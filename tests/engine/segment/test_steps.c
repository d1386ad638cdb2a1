#include <inttypes.h>

#include "segmented.h"
#include "steps.h"

static uint64_t steps_for(segmenting *c, const char *piece, size_t times) {
  gloss_buffer text = split_repeated(piece, times);
  segmenting_begin(c, gloss_buffer_slice(&text));
  steps = 0;
  segmenting_split(c, GLOSS_LAYOUT_ARTICLE);
  segmenting_end(c);
  gloss_buffer_free(&text);
  return steps;
}

/* Ten times the text takes about ten times the steps: a quadratic rule would take a hundred times as many. */
static void steps_are_linear_whatever_the_text_repeats(void **state) {
  (void)state;
  static const char *const pieces[] = {
    "\"", "'", "(", "[", "a", "a.", "a-", "-", ".", ". ", "1", "1,", "1-", "@", "#", "x@", "www.a", "/", "a/", "http://a", "…",
    "'s", "n't", "a'", "’", "\n", "\n\n", "a\n", "1. ", "U.S. ", "👍", "\xe2\x80\x8d", "é", "A", "A. ", "AT&T", "1/1/1 1:1 ",
    "[1] ", ". . ", "a) "};
  enum { TIMES = 2000 };
  segmenting c = segmenting_open(GLOSS_SCRIPTS "/lang/en");
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    uint64_t few = steps_for(&c, pieces[i], TIMES), many = steps_for(&c, pieces[i], TIMES * 10);
    if (few < TIMES || many > few * 11)
      fail_msg("\"%s\": %" PRIu64 " steps, ten times as often %" PRIu64, pieces[i], few, many);
  }
  segmenting_close(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(steps_are_linear_whatever_the_text_repeats),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

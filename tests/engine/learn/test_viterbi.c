#include "check.h"

#include <stdlib.h>

#include "learn/viterbi.h"

enum { LABELS = 3, TOKENS = 5, SEQUENCES = 243 };

static int32_t worth(const int16_t *transitions, const int16_t *scores, const uint8_t *labels) {
  int32_t sum = 0;
  for (int i = 0; i < TOKENS; i++) sum += scores[i * LABELS + labels[i]];
  for (int i = 1; i < TOKENS; i++) sum += transitions[labels[i - 1] * LABELS + labels[i]];
  return sum;
}

/* The best of all sequences, tried one by one. */
static int32_t best_worth(const int16_t *transitions, const int16_t *scores) {
  int32_t best = INT32_MIN;
  for (int number = 0; number < SEQUENCES; number++) {
    uint8_t labels[TOKENS];
    for (int i = 0, rest = number; i < TOKENS; i++, rest /= LABELS) labels[i] = (uint8_t)(rest % LABELS);
    int32_t sum = worth(transitions, scores, labels);
    if (sum > best) best = sum;
  }
  return best;
}

static void fill(int16_t *numbers, int count, int most) {
  for (int i = 0; i < count; i++) numbers[i] = (int16_t)(rand() % (2 * most + 1) - most);
}

static void no_sequence_is_worth_more(void **state) {
  (void)state;
  int16_t transitions[LABELS * LABELS], scores[TOKENS * LABELS];
  uint8_t labels[TOKENS];
  srand(1);
  for (int round = 0; round < 2000; round++) {
    fill(transitions, LABELS * LABELS, 20);
    fill(scores, TOKENS * LABELS, 1 + round % 60);
    gloss_viterbi *viterbi = gloss_viterbi_new(transitions, LABELS, round % 2 == 0);
    gloss_viterbi_find(viterbi, scores, LABELS, TOKENS, labels);
    assert_int_equal(worth(transitions, scores, labels), best_worth(transitions, scores));
    gloss_viterbi_free(viterbi);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_sequence_is_worth_more)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

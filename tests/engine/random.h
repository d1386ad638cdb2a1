/* random: numbers for tests and benches that are the same in every run. */
#ifndef GLOSS_TESTS_RANDOM_H
#define GLOSS_TESTS_RANDOM_H

#include <stdint.h>

/* Below the limit: xorshift (Marsaglia 2003); the state is not 0. */
static inline uint32_t random_below(uint64_t *state, uint32_t limit) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (uint32_t)((*state >> 32) * limit >> 32);
}

#endif

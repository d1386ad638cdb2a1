/* steps: the work of a room, counted: in a test made by gloss_counted_test the compiler has put a call of this function wherever
 * the room's code branches. The count is the same on every machine that has the same compiler. */
#ifndef GLOSS_TESTS_STEPS_H
#define GLOSS_TESTS_STEPS_H

#include <stdint.h>

static uint64_t steps;

void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void) {
  steps++;
}

#endif

/* script_test: runs the tests that a script brings along.
 * A test is a text and what must be found in it; layers that it gives stand in for their providers, others are provided for real.
 */
#ifndef GLOSS_RUN_SCRIPT_TEST_H
#define GLOSS_RUN_SCRIPT_TEST_H

#include "run/worker.h"

typedef struct gloss_test_tally {
  uint32_t passed, failed;
} gloss_test_tally;

/* Told of each test: its name, and what was wrong with it, line by line, or NULL when it passed. */
typedef void gloss_test_report(void *context, const gloss_script *script, const char *name, const char *wrong);

/* Runs all tests of a script of the catalog. A test that cannot be run (its plan is impossible, it names what is not there) has
 * failed. */
void gloss_script_test(gloss_catalog *catalog, uint32_t entry, gloss_languages *languages, const char *lang,
                       gloss_test_report *report, void *context, gloss_test_tally *tally);

#endif

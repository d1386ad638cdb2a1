/* in_flight: which record a thread is working on, where a handler of crashes can read it: it runs in the thread that crashed.
 * A crash is ours to prevent; should there be one, it is told on which document. */
#ifndef GLOSS_RUN_IN_FLIGHT_H
#define GLOSS_RUN_IN_FLIGHT_H

#include <stdint.h>

#include "base/slice.h"

/* The thread that calls begins with a record, and ends with it. */
void gloss_in_flight_begin(gloss_slice path, uint64_t line);
void gloss_in_flight_end(void);

/* What this thread is at: "news.jsonl:17"; "": nothing. Safe in a signal's handler. */
const char *gloss_in_flight(void);

#endif

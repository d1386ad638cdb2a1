/* running: what the user sees of a run while it goes on, and at its end; and what signals do to it.
 * On a terminal one line is drawn again and again; what scripts print and how they fail stands above it. */
#ifndef GLOSS_CLI_RUNNING_H
#define GLOSS_CLI_RUNNING_H

#include <time.h>

#include "run/corpus.h"

typedef struct running {
  const gloss_plan *plan;
  bool is_shown;    /* progress, and the numbers at the end */
  bool is_folded;   /* documents are not written, but what they add up to is */
  bool is_profiled; /* what each script took is said at the end */
  bool is_redrawn;  /* progress is a line of a terminal; else lines, seldom */
  uint64_t total;   /* bytes of input; 0: not known */
  struct timespec started;
  double shown;     /* seconds since then when progress was last shown */
  uint32_t failures_said;
} running;

/* From now on the first SIGINT or SIGTERM interrupts (base/interrupt.h), the third ends the program at once, and a crash says on
 * which document. */
void running_begin(running *running);

gloss_observer running_observer(running *running);

/* Says what was done: `where` is what the results were written to. */
void running_end(running *running, const gloss_tally *tally, const char *where);

#endif

/* interrupt: the user wants it to end.
 * A signal's handler says so, and whatever may take long asks, or waits here for a file. Signals are the process's own, and so is
 * this: it is the one thing that is global. */
#ifndef GLOSS_BASE_INTERRUPT_H
#define GLOSS_BASE_INTERRUPT_H

#include <stdbool.h>

/* Once, before the first signal. Without it nothing is ever interrupted. */
void gloss_interrupt_open(void);

void gloss_interrupt(void); /* for a signal's handler; safe there */
bool gloss_is_interrupted(void);

/* Waits until the file can be read from, or written to. False: interrupted before that. */
bool gloss_wait_to_read(int file);
bool gloss_wait_to_write(int file);

/* Waits too, to say what must be said even after an interruption; then false when it cannot be written at once. */
bool gloss_wait_to_tell(int file);

#endif

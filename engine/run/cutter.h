/* cutter: cuts the phrases of lists into tokens just as texts are cut, by segmenting each as a small document.
 * Thread-safe: workers that load scripts at once wait for each other. */
#ifndef GLOSS_RUN_CUTTER_H
#define GLOSS_RUN_CUTTER_H

#include "phrase/phrases.h"
#include "run/languages.h"

typedef struct gloss_cutter gloss_cutter;

gloss_cutter *gloss_cutter_new(const gloss_tongue *tongue); /* which must outlive it */
void gloss_cutter_free(gloss_cutter *cutter);

gloss_phrase_cutter gloss_cutter_of(gloss_cutter *cutter);

#endif

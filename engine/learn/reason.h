/* reason: why a model says what it says: the label, the one that came next, and the features that told them apart. */
#ifndef GLOSS_LEARN_REASON_H
#define GLOSS_LEARN_REASON_H

#include "learn/model.h"

enum { GLOSS_WEIGHED_MOST = 6 };

typedef struct gloss_weighed {
  gloss_slice feature; /* norm[-1] "said" */
  double weight;       /* for the label, less that for the next one: above 0 it speaks for the label; a log of odds */
} gloss_weighed;

typedef struct gloss_judgement {
  gloss_slice label, next;
  double score, next_score; /* 0 to 1 */
  gloss_weighed weighed[GLOSS_WEIGHED_MOST]; /* the heaviest first */
  uint32_t count;
} gloss_judgement;

/* Of the first of the tokens, by a tagger; of all of them as a place, by a classifier. Text is made in the arena. */
gloss_judgement gloss_judge(const gloss_model *model, const gloss_document *document, gloss_span tokens, gloss_arena *arena);

#endif

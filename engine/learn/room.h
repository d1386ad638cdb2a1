/* room: what the files of this room share. For this room only. */
#ifndef GLOSS_LEARN_ROOM_H
#define GLOSS_LEARN_ROOM_H

#include "learn/train.h"

/* -- compress.c: makes a model of weights as they were learned: features × labels, and of a tagger labels × labels. */
typedef struct gloss_learned {
  const gloss_examples *examples;
  gloss_model_kind kind;
  gloss_slice features;
  const double *weights, *transitions;
  double scale;
  size_t size;
} gloss_learned;

void gloss_compress(const gloss_learned *learned, gloss_buffer *model);

/* -- Numbers in an order that is the same in each run: those below `count`, mixed anew by each call with the same `seed`. */
void gloss_mix_order(uint32_t *order, uint32_t count, uint64_t *seed);

/* -- train_tagger.c, train_classifier.c: learn from the sequences of `order`; the weights are allocated here. */
void gloss_learn_tagger(const gloss_examples *examples, uint32_t *order, uint32_t count, const gloss_train_settings *settings,
                        double **weights, double **transitions);
void gloss_learn_classifier(const gloss_examples *examples, uint32_t *order, uint32_t count, const gloss_train_settings *settings,
                            double **weights);

#endif

/* train: makes models of examples. The same examples and settings give the same bytes.
 *
 * A tagger is an averaged structured perceptron (Collins 2002): a sentence is labelled, and where that is wrong the weights of what
 * is right go up by one and those of what was said go down; what counts in the end is the average over all sentences of all rounds.
 * A classifier is multinomial logistic regression with a quadratic penalty, by stochastic gradient descent whose steps become
 * shorter for each weight as it is changed (AdaGrad, Duchi et al. 2011). */
#ifndef GLOSS_LEARN_TRAIN_H
#define GLOSS_LEARN_TRAIN_H

#include "learn/examples.h"
#include "learn/model.h"

typedef struct gloss_train_settings {
  uint32_t rounds;     /* over all examples */
  size_t size;         /* at most so many bytes: the lightest features are left out */
  uint32_t held_back;  /* sequences of every group that is `part` modulo this are left out; 0: none */
  uint32_t part;
  double penalty;      /* of a classifier */
} gloss_train_settings;

/* Is the sequence one that was held back? */
static inline bool gloss_is_held_back(const gloss_train_settings *settings, const gloss_sequence *sequence) {
  return settings->held_back > 0 && sequence->group % settings->held_back == settings->part;
}

/* Trains, and writes the model (gloss_model_write). `features` is the text that the examples were made with; `scale`, when not 0,
 * the model's, else 1. */
void gloss_train(const gloss_examples *examples, gloss_model_kind kind, gloss_slice features, double scale,
                 const gloss_train_settings *settings, gloss_buffer *model);

/* What the model says of a sequence of examples: a label each item, valid until the next. */
typedef struct gloss_trial gloss_trial;
gloss_trial *gloss_trial_new(const gloss_examples *examples, const gloss_model *model, gloss_model_kind kind);
void gloss_trial_free(gloss_trial *trial);
const uint8_t *gloss_trial_label(gloss_trial *trial, const gloss_sequence *sequence);

/* How badly the probabilities of models fit what was held back from them, by scale: all zeroes at first, then added to by each
 * trial. The best scale; with little to go by it stays near 1, the scale of the weights as they were learned. */
enum { GLOSS_SCALES = 61 };

typedef struct gloss_calibration {
  double losses[GLOSS_SCALES];
} gloss_calibration;

void gloss_trial_calibrate(gloss_trial *trial, const gloss_train_settings *settings, gloss_calibration *calibration);
double gloss_calibration_scale(const gloss_calibration *calibration);

#endif

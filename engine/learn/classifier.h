/* classifier: gives a place a label by a model. One a classifier a worker and vocabulary. */
#ifndef GLOSS_LEARN_CLASSIFIER_H
#define GLOSS_LEARN_CLASSIFIER_H

#include "learn/model.h"

typedef struct gloss_classifier gloss_classifier;

/* Both must outlive it; the model is a resolved one of a classifier. */
gloss_classifier *gloss_classifier_new(const gloss_model *model, gloss_vocabulary *vocabulary);
void gloss_classifier_free(gloss_classifier *classifier);

/* How probable each label of the model is for the tokens (0 to 1, 1 in sum): lent until the next question. The likeliest label. */
uint32_t gloss_classifier_label(gloss_classifier *classifier, const gloss_document *document, gloss_span tokens,
                                const double **scores);

#endif

/* places: the features of a place as a whole, for a classifier. Beside what the templates find there is one that all places
 * have. */
#ifndef GLOSS_LEARN_PLACES_H
#define GLOSS_LEARN_PLACES_H

#include "learn/extract.h"

/* `template` is NULL for what all places have; `token` is where the template's parts are seen from, -1 where that is no one
 * token. */
typedef void gloss_feature_visit(void *context, const gloss_template *template, int64_t token, uint64_t feature, double value);

/* Opens the extractor over the sentences of the tokens, and calls `visit` with each feature of them and how much it counts: 1, or,
 * of several that a template finds, so much that the squares of them add up to 1. */
void gloss_place_features(gloss_extractor *extractor, const gloss_features *features, const gloss_document *document,
                          gloss_span tokens, gloss_feature_visit *visit, void *context);

#endif

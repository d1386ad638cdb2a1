/* extract: what the templates of a model find at a token. One an extractor a worker and vocabulary.
 *
 * What a part finds is a value of 64 bits, 0 when it finds nothing. A feature is a template and the values of its parts; it is not
 * there (0) when one of them is not. Outside the sentence that is open words have one value of their own, and nothing else is. */
#ifndef GLOSS_LEARN_EXTRACT_H
#define GLOSS_LEARN_EXTRACT_H

#include "base/hash.h"
#include "learn/features.h"

typedef struct gloss_extractor gloss_extractor;

/* All three must outlive it. */
gloss_extractor *gloss_extractor_new(const gloss_features *features, gloss_vocabulary *vocabulary);
void gloss_extractor_free(gloss_extractor *extractor);

/* What a part that is of a word finds in it; GLOSS_UNKNOWN: there is none here. */
uint64_t gloss_extractor_word(gloss_extractor *extractor, const gloss_feature_part *part, uint32_t word);

/* Looks at these tokens of the document from now on: a sentence, as a rule. */
void gloss_extractor_open(gloss_extractor *extractor, const gloss_document *document, gloss_span tokens);

/* What any part but those of a classifier finds, seen from that token: of the document, not of the sentence. */
uint64_t gloss_extractor_at(gloss_extractor *extractor, const gloss_feature_part *part, int64_t token);

/* What the phrases of a lexicon weigh there, in sum. */
double gloss_extractor_sum(gloss_extractor *extractor, const gloss_feature_part *part, gloss_span tokens);

/* The feature of a template with all its parts, seen from that token, or 0. */
uint64_t gloss_extractor_feature(gloss_extractor *extractor, const gloss_template *template, int64_t token);

static inline uint64_t gloss_feature_mix(uint64_t hash, uint64_t value) {
  return gloss_hash_fold(hash ^ 0x8ebc6af09c88c6e3u, value ^ 0x589965cc75374cc3u);
}

#endif

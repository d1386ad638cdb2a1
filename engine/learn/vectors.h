/* vectors: what words weigh for the labels of a tagger, summed once a word and kept with the vocabulary of a worker.
 *
 * All templates that look at one word alone are, seen from that word, numbers for the labels of the tokens around it: a vector for
 * each distance. With these a token costs a few additions of vectors, and hashes nothing. */
#ifndef GLOSS_LEARN_VECTORS_H
#define GLOSS_LEARN_VECTORS_H

#include "learn/extract.h"
#include "learn/model.h"

/* Eight labels. */
typedef int16_t gloss_lanes __attribute__((vector_size(16)));

typedef struct gloss_vectors gloss_vectors;

/* All of them must outlive it; the model is resolved. */
gloss_vectors *gloss_vectors_new(const gloss_model *model, gloss_extractor *extractor, gloss_vocabulary *vocabulary);
void gloss_vectors_free(gloss_vectors *vectors);

uint32_t gloss_vectors_lanes(const gloss_vectors *vectors); /* so many gloss_lanes a label vector */

/* The scores of the labels at the tokens of a sentence, by all templates: rows of `lanes`, one a token. The extractor is opened
 * here. */
void gloss_vectors_score(gloss_vectors *vectors, const gloss_document *document, gloss_span tokens, gloss_lanes *scores);

#endif

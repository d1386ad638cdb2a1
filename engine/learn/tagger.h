/* tagger: gives each token of a sentence a label by a model. One a tagger a worker and vocabulary.
 *
 * A linear chain: what the features of a token weigh for each label, and what it weighs that one label follows another; the best
 * sequence is found exactly. The labels of a layer are those of Ramshaw and Marcus (1995): "B-" and its type where an annotation
 * begins, "I-" where it goes on, "O" elsewhere. Parts of speech are labels themselves. */
#ifndef GLOSS_LEARN_TAGGER_H
#define GLOSS_LEARN_TAGGER_H

#include "learn/model.h"

typedef struct gloss_tagger gloss_tagger;

/* Both must outlive it; the model is a resolved one of a tagger. */
gloss_tagger *gloss_tagger_new(const gloss_model *model, gloss_vocabulary *vocabulary);
void gloss_tagger_free(gloss_tagger *tagger);

/* The labels of the tokens, which are a sentence or part of one; beyond some thousand they are taken in stretches. With `scores`
 * also how probable each is (0 to 1), those of its neighbours taken for right. */
void gloss_tagger_label(gloss_tagger *tagger, const gloss_document *document, gloss_span tokens, uint8_t *labels, double *scores);

/* Of "B-PERSON" and "I-PERSON" what comes after the hyphen. */
gloss_slice gloss_label_type(gloss_slice label);

typedef struct gloss_tagged { /* an annotation that labels make */
  gloss_span tokens;
  gloss_slice type;
  uint32_t label; /* of its first token */
} gloss_tagged;

/* The first one at `from` or after it, before `end`; `labels` are those of the tokens from `start` on. False: there is none. An
 * "I-" that follows nothing of its type begins one. */
bool gloss_tagged_next(const gloss_model *model, const uint8_t *labels, uint32_t start, uint32_t from, uint32_t end,
                       gloss_tagged *tagged);

#endif

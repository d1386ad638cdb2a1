/* viterbi: the best sequence of labels, by their scores at each token and what it weighs that one follows another.
 * The algorithm is Viterbi's (1967). A label that is further below the best one of its token than its neighbours, whatever
 * they are, could make good is left out beforehand: the result is the same, at a small part of the cost. */
#ifndef GLOSS_LEARN_VITERBI_H
#define GLOSS_LEARN_VITERBI_H

#include <stdbool.h>
#include <stdint.h>

typedef struct gloss_viterbi gloss_viterbi;

/* `transitions`: labels × labels, a row a label, of the one before; they must outlive the object. While they change between
 * questions (`is_learning`) nothing is left out. */
gloss_viterbi *gloss_viterbi_new(const int16_t *transitions, uint32_t labels, bool is_learning);
void gloss_viterbi_free(gloss_viterbi *viterbi);

/* The best labels of `count` tokens; `scores` has rows of `stride` numbers. Of equal sequences the one with the lower numbers, from
 * the end on, is taken. */
void gloss_viterbi_find(gloss_viterbi *viterbi, const int16_t *scores, uint32_t stride, uint32_t count, uint8_t *labels);

#endif

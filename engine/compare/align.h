/* align: which annotation of one list is which of another: first those with the same place and type, then those with the same
 * place only; what is left may overlap. For this room only. */
#ifndef GLOSS_COMPARE_ALIGN_H
#define GLOSS_COMPARE_ALIGN_H

#include "teach/gold.h"

typedef enum gloss_alignment {
  GLOSS_ALONE,       /* the other list has nothing there */
  GLOSS_OVERLAPPING, /* it has something that overlaps, and that is nobody else's */
  GLOSS_RETYPED,     /* it has that place with another type */
  GLOSS_SAME,
} gloss_alignment;

typedef struct gloss_aligned {
  gloss_alignment how;
  uint32_t other; /* the partner, unless alone; of overlapping ones the first */
} gloss_aligned;

typedef struct gloss_alignments {
  gloss_aligned *left, *right; /* one for each annotation */
  uint32_t left_capacity, right_capacity;
} gloss_alignments;

/* The lists are in text order, as gloss_gold_read_all leaves them. */
void gloss_align(gloss_alignments *alignments, const gloss_gold *left, const gloss_gold *right);
void gloss_alignments_free(gloss_alignments *alignments);

#endif

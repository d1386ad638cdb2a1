#include "compare/align.h"

#include <stdlib.h>

#include "base/memory.h"

void gloss_alignments_free(gloss_alignments *alignments) {
  free(alignments->left);
  free(alignments->right);
  *alignments = (gloss_alignments){0};
}

static void join(gloss_alignments *alignments, uint32_t left, uint32_t right, gloss_alignment how) {
  alignments->left[left] = (gloss_aligned){how, right};
  alignments->right[right] = (gloss_aligned){how, left};
}

static int compare(const gloss_gold_span *a, const gloss_gold_span *b, bool with_type) {
  int order = gloss_span_compare(a->bytes, b->bytes);
  return order == 0 && with_type ? gloss_slice_compare(a->type, b->type) : order;
}

/* Walks both lists, which are sorted; those that have a partner already are passed over. */
static void align_places(gloss_alignments *alignments, const gloss_gold *left, const gloss_gold *right, gloss_alignment how) {
  for (uint32_t i = 0, j = 0; i < left->count && j < right->count;) {
    if (alignments->left[i].how != GLOSS_ALONE) i++;
    else if (alignments->right[j].how != GLOSS_ALONE) j++;
    else {
      int order = compare(&left->spans[i], &right->spans[j], how == GLOSS_SAME);
      if (order == 0) join(alignments, i, j, how);
      if (order <= 0) i++;
      if (order >= 0) j++;
    }
  }
}

/* `from` moves to the first of the list that ends after the place begins: what comes before it never overlaps again, unless a
 * longer one lies before; that one keeps `from` where it is. */
static void align_overlapping(gloss_alignments *alignments, const gloss_gold *left, const gloss_gold *right) {
  for (uint32_t i = 0, from = 0; i < left->count; i++) {
    gloss_span bytes = left->spans[i].bytes;
    if (alignments->left[i].how != GLOSS_ALONE) continue;
    while (from < right->count && (alignments->right[from].how != GLOSS_ALONE || right->spans[from].bytes.end <= bytes.start)) {
      from++;
    }
    for (uint32_t j = from; j < right->count && right->spans[j].bytes.start < bytes.end; j++)
      if (alignments->right[j].how == GLOSS_ALONE && gloss_span_overlaps(bytes, right->spans[j].bytes)) {
        join(alignments, i, j, GLOSS_OVERLAPPING);
        break;
      }
  }
}

void gloss_align(gloss_alignments *alignments, const gloss_gold *left, const gloss_gold *right) {
  alignments->left = gloss_grow(alignments->left, &alignments->left_capacity, left->count + 1u, sizeof *alignments->left);
  alignments->right = gloss_grow(alignments->right, &alignments->right_capacity, right->count + 1u, sizeof *alignments->right);
  memset(alignments->left, 0, left->count * sizeof *alignments->left);
  memset(alignments->right, 0, right->count * sizeof *alignments->right);
  align_places(alignments, left, right, GLOSS_SAME);
  align_places(alignments, left, right, GLOSS_RETYPED);
  align_overlapping(alignments, left, right);
}

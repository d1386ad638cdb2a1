#include "learn/viterbi.h"

#include <stdlib.h>

#include "base/memory.h"

typedef struct candidate {
  int32_t score;   /* of the best sequence that ends with it */
  uint32_t before; /* the candidate before it there */
  uint8_t label;
} candidate;

struct gloss_viterbi {
  const int16_t *transitions;
  uint32_t labels;
  int32_t *leads; /* labels × labels: by how much less than the row's label, the best of its token, another may have; or NULL */
  candidate *candidates;
  uint32_t candidate_capacity;
};

void gloss_viterbi_free(gloss_viterbi *viterbi) {
  if (viterbi == NULL) return;
  free(viterbi->leads);
  free(viterbi->candidates);
  free(viterbi);
}

/* The most by which the neighbours of a token can prefer the label `i` to the label `j`. */
static int32_t lead_of(const gloss_viterbi *viterbi, uint32_t i, uint32_t j) {
  const int16_t *transitions = viterbi->transitions;
  uint32_t labels = viterbi->labels;
  int32_t before = INT16_MIN, after = INT16_MIN;
  for (uint32_t k = 0; k < labels; k++) {
    int32_t led = transitions[k * labels + i] - transitions[k * labels + j];
    int32_t leading = transitions[i * labels + k] - transitions[j * labels + k];
    before = led > before ? led : before;
    after = leading > after ? leading : after;
  }
  return (before > 0 ? before : 0) + (after > 0 ? after : 0); /* there may be no neighbour */
}

gloss_viterbi *gloss_viterbi_new(const int16_t *transitions, uint32_t labels, bool is_learning) {
  gloss_viterbi *viterbi = gloss_allocate_zeroed(1, sizeof *viterbi);
  viterbi->transitions = transitions;
  viterbi->labels = labels;
  if (is_learning) return viterbi;
  viterbi->leads = gloss_allocate((size_t)labels * labels * sizeof *viterbi->leads);
  for (uint32_t best = 0; best < labels; best++)
    for (uint32_t i = 0; i < labels; i++) viterbi->leads[best * labels + i] = lead_of(viterbi, i, best);
  return viterbi;
}

static uint32_t add_all(const gloss_viterbi *viterbi, const int16_t *scores, candidate *to) {
  for (uint32_t i = 0; i < viterbi->labels; i++) to[i] = (candidate){.score = scores[i], .label = (uint8_t)i};
  return viterbi->labels;
}

static uint32_t add_candidates(const gloss_viterbi *viterbi, const int16_t *scores, candidate *to) {
  uint32_t count = 0, best = 0;
  if (viterbi->leads == NULL) return add_all(viterbi, scores, to);
  for (uint32_t i = 1; i < viterbi->labels; i++)
    if (scores[i] > scores[best]) best = i;
  const int32_t *leads = viterbi->leads + (size_t)best * viterbi->labels;
  for (uint32_t i = 0; i < viterbi->labels; i++) {
    to[count] = (candidate){.score = scores[i], .label = (uint8_t)i};
    count += scores[i] + leads[i] >= scores[best];
  }
  return count;
}

static void follow(const gloss_viterbi *viterbi, uint32_t before, uint32_t from, uint32_t end) {
  candidate *all = viterbi->candidates;
  for (uint32_t i = from; i < end; i++) {
    int32_t best = INT32_MIN;
    for (uint32_t j = before; j < from; j++) {
      int32_t score = all[j].score + viterbi->transitions[all[j].label * viterbi->labels + all[i].label];
      if (score > best) best = score, all[i].before = j;
    }
    all[i].score += best;
  }
}

static uint32_t best_of(const candidate *candidates, uint32_t from, uint32_t end) {
  uint32_t best = from;
  for (uint32_t i = from + 1; i < end; i++)
    if (candidates[i].score > candidates[best].score) best = i;
  return best;
}

void gloss_viterbi_find(gloss_viterbi *viterbi, const int16_t *scores, uint32_t stride, uint32_t count, uint8_t *labels) {
  uint32_t from = 0, before = 0;
  if (count == 0) return;
  viterbi->candidates = gloss_grow(viterbi->candidates, &viterbi->candidate_capacity,
                                   (size_t)count * viterbi->labels + 1, sizeof *viterbi->candidates);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t end = from + add_candidates(viterbi, scores + (size_t)i * stride, viterbi->candidates + from);
    if (i > 0) follow(viterbi, before, from, end);
    before = from;
    from = end;
  }
  uint32_t at = best_of(viterbi->candidates, before, from);
  for (uint32_t i = count; i-- > 0; at = viterbi->candidates[at].before) labels[i] = viterbi->candidates[at].label;
}

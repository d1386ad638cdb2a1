#include "learn/train.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "learn/room.h"

void gloss_mix_order(uint32_t *order, uint32_t count, uint64_t *seed) {
  for (uint32_t i = count; i > 1; i--) {
    *seed += 0x9e3779b97f4a7c15u;
    uint32_t other = (uint32_t)(gloss_hash_fold(*seed, 0xd1b54a32d192ed03u) % i), moved = order[i - 1];
    order[i - 1] = order[other];
    order[other] = moved;
  }
}

static uint32_t choose(const gloss_examples *examples, const gloss_train_settings *settings, uint32_t *order) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < examples->sequence_count; i++)
    if (!gloss_is_held_back(settings, &examples->sequences[i])) order[count++] = i;
  return count;
}

void gloss_train(const gloss_examples *examples, gloss_model_kind kind, gloss_slice features, double scale,
                 const gloss_train_settings *settings, gloss_buffer *model) {
  uint32_t *order = gloss_allocate((examples->sequence_count + 1u) * sizeof *order);
  uint32_t count = choose(examples, settings, order);
  double *weights = NULL, *transitions = NULL;
  if (kind == GLOSS_MODEL_TAGGER) gloss_learn_tagger(examples, order, count, settings, &weights, &transitions);
  else gloss_learn_classifier(examples, order, count, settings, &weights);
  gloss_learned learned = {examples, kind, features, weights, transitions, scale > 0 ? scale : 1, settings->size};
  gloss_compress(&learned, model);
  free(order);
  free(weights);
  free(transitions);
}

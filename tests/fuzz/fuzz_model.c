/* Any bytes as a model: with a good head and checksum put before them, so that what follows is looked at too. */
#include <stdlib.h>

#include "base/hash.h"
#include "learn/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const gloss_model *model) {
  const gloss_weight *weights;
  for (uint64_t feature = 1; feature; feature <<= 7) {
    uint32_t count = gloss_model_weights(model, feature, &weights);
    for (uint32_t i = 0; i < count; i++)
      if (weights[i].label >= gloss_model_label_count(model)) abort();
  }
}

static void open_and_ask(gloss_slice bytes) {
  gloss_error error = {0};
  gloss_model *model = gloss_model_open("fuzz.model", bytes, GLOSS_MODEL_TAGGER, &error);
  if ((model == NULL) != (error.message != NULL)) abort();
  if (model) ask(model);
  gloss_model_free(model);
  gloss_error_clear(&error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { CHECKSUM = 24, AFTER = 32 };
  gloss_buffer mended = {0};
  gloss_slice bytes = {(const char *)data, size};
  open_and_ask(bytes);
  if (size < AFTER + 8) return 0;
  gloss_buffer_add(&mended, bytes);
  uint64_t whole = size;
  memcpy(mended.data + AFTER, &whole, sizeof whole);
  uint64_t checksum = gloss_hash(gloss_slice_cut(gloss_buffer_slice(&mended), AFTER, size));
  memcpy(mended.data + CHECKSUM, &checksum, sizeof checksum);
  open_and_ask(gloss_buffer_slice(&mended));
  gloss_buffer_free(&mended);
  return 0;
}

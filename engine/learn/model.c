#include "learn/model.h"

#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"

static const char magic[16] = "gloss model 1\n\0";
enum { BYTE_ORDER_MARK = 0x01020304 };

/* The file: a head; then, each at a multiple of eight, the labels (one a line), the text of the features, the transitions, the
 * slots (open addressing, begun where the lower half of the feature says), the weights. */
typedef struct head {
  char magic[16];
  uint32_t byte_order, kind;
  uint64_t checksum; /* of all that follows it */
  uint64_t size;     /* of the whole file */
  double scale;
  uint32_t label_count, label_size, feature_size, transition_count, slot_count, weight_count;
} head;

typedef struct slot {
  uint32_t upper;      /* half of the feature */
  uint32_t first : 24; /* of its weights */
  uint32_t count : 8;  /* 0: the slot is free */
} slot;

static uint32_t start_of(uint64_t feature, uint32_t slot_count) {
  return (uint32_t)((feature & UINT32_MAX) * slot_count >> 32);
}

struct gloss_model {
  char *path;
  head *head; /* and all of the file after it */
  gloss_slice labels[GLOSS_MODEL_LABELS];
  gloss_features *features;
  const int16_t *transitions;
  const slot *slots;
  const gloss_weight *weights;
};

static size_t padded(size_t size) {
  return (size + 7) & ~(size_t)7;
}

/* -- Reading */

/* Where each part begins, and where the last one ends: in 64 bits, so that no number of a file makes it wrap. */
typedef struct layout {
  size_t labels, features, transitions, slots, weights, end;
} layout;

static layout layout_of(const head *head) {
  layout at = {.labels = padded(sizeof *head)};
  at.features = at.labels + padded(head->label_size);
  at.transitions = at.features + padded(head->feature_size);
  at.slots = at.transitions + padded(head->transition_count * sizeof(int16_t));
  at.weights = at.slots + padded(head->slot_count * sizeof(slot));
  at.end = at.weights + padded(head->weight_count * sizeof(gloss_weight));
  return at;
}

static gloss_slice after_checksum(const head *head) {
  const size_t from = offsetof(struct head, size);
  return (gloss_slice){(const char *)head + from, head->size - from};
}

static bool check_head(const head *head, size_t size, gloss_model_kind kind, gloss_error *error) {
  if (size < sizeof *head || memcmp(head->magic, magic, 12) != 0)
    return gloss_fail(error, "is not a model; `gloss train` makes one");
  if (memcmp(head->magic, magic, sizeof magic) != 0)
    return gloss_fail(error, "is a model of another version of gloss; make it again with `gloss train`");
  if (head->byte_order != BYTE_ORDER_MARK) return gloss_fail(error, "was made on a machine with another order of bytes");
  if (head->size != size || layout_of(head).end != size) return gloss_fail(error, "is cut short or damaged; make it again");
  if (gloss_hash(after_checksum(head)) != head->checksum)
    return gloss_fail(error, "is damaged: its checksum is wrong; make it again");
  if (head->kind == kind) return true;
  return gloss_fail(error, kind == GLOSS_MODEL_TAGGER ? "is a classifier, and a tagger is expected here"
                                                      : "is a tagger, and a classifier is expected here");
}

static bool take_labels(gloss_model *model, gloss_slice text, gloss_error *error) {
  uint32_t count = 0;
  gloss_slice label;
  while (gloss_slice_split(&text, '\n', &label) && count < GLOSS_MODEL_LABELS) model->labels[count++] = label;
  if (count == model->head->label_count && count > 1 && text.size == 0) return true;
  return gloss_fail(error, "has no sensible list of labels");
}

/* What a wrong number would let us read beyond the block, or for ever. */
static bool check_slots(const gloss_model *model, gloss_error *error) {
  const head *head = model->head;
  uint32_t used = 0;
  bool good = isfinite(head->scale);
  for (uint32_t i = 0; good && i < head->slot_count; i++) {
    const slot *slot = &model->slots[i];
    used += slot->count > 0;
    good = slot->first <= head->weight_count && slot->count <= head->weight_count - slot->first;
  }
  for (uint32_t i = 0; good && i < head->weight_count; i++) good = model->weights[i].label < head->label_count;
  uint64_t square = (uint64_t)head->label_count * head->label_count;
  good = good && used < head->slot_count && head->transition_count == (head->kind == GLOSS_MODEL_TAGGER ? square : 0);
  return good || gloss_fail(error, "has weights that do not fit together");
}

static bool check_weights(const gloss_model *model, gloss_error *error) {
  int32_t most = gloss_model_most((gloss_model_kind)model->head->kind, model->features->count);
  for (uint32_t i = 0; i < model->head->weight_count; i++)
    if (abs(model->weights[i].weight) > most) return gloss_fail(error, "has a weight that is too great");
  return true;
}

static bool take(gloss_model *model, gloss_error *error) {
  layout at = layout_of(model->head);
  const char *block = (const char *)model->head;
  model->transitions = (const int16_t *)(block + at.transitions);
  model->slots = (const slot *)(block + at.slots);
  model->weights = (const gloss_weight *)(block + at.weights);
  if (!take_labels(model, (gloss_slice){block + at.labels, model->head->label_size}, error)) return false;
  if (!check_slots(model, error)) return false;
  gloss_slice features = {block + at.features, model->head->feature_size};
  model->features = gloss_features_read("features", features, model->head->kind == GLOSS_MODEL_CLASSIFIER, error);
  return model->features != NULL && check_weights(model, error);
}

gloss_model *gloss_model_open(const char *path, gloss_slice content, gloss_model_kind kind, gloss_error *error) {
  gloss_model *model = gloss_allocate_zeroed(1, sizeof *model);
  model->path = gloss_copy_string(path);
  model->head = gloss_allocate(content.size + sizeof *model->head);
  memcpy(model->head, content.data, content.size);
  if (check_head(model->head, content.size, kind, error) && take(model, error)) return model;
  gloss_model_free(model);
  gloss_fail_at(error, "%s", path);
  return NULL;
}

gloss_model *gloss_model_read(const char *path, gloss_model_kind kind, gloss_error *error) {
  gloss_buffer content = {0};
  gloss_model *model = NULL;
  if (gloss_file_read(path, &content, error)) model = gloss_model_open(path, gloss_buffer_slice(&content), kind, error);
  gloss_buffer_free(&content);
  return model;
}

void gloss_model_free(gloss_model *model) {
  if (model == NULL) return;
  gloss_features_free(model->features);
  free(model->head);
  free(model->path);
  free(model);
}

/* -- Asking */

bool gloss_model_resolve(gloss_model *model, gloss_feature_list *find, void *context, gloss_error *error) {
  return gloss_features_resolve(model->features, find, context, error) || gloss_fail_at(error, "%s", model->path);
}

gloss_model_kind gloss_model_kind_of(const gloss_model *model) {
  return (gloss_model_kind)model->head->kind;
}

const char *gloss_model_path(const gloss_model *model) {
  return model->path;
}

size_t gloss_model_size(const gloss_model *model) {
  return model->head->size;
}

const gloss_features *gloss_model_features(const gloss_model *model) {
  return model->features;
}

uint32_t gloss_model_label_count(const gloss_model *model) {
  return model->head->label_count;
}

gloss_slice gloss_model_label(const gloss_model *model, uint32_t label) {
  return model->labels[label];
}

double gloss_model_scale(const gloss_model *model) {
  return model->head->scale;
}

const int16_t *gloss_model_transitions(const gloss_model *model, uint32_t before) {
  return model->transitions + (size_t)before * model->head->label_count;
}

uint32_t gloss_model_weights(const gloss_model *model, uint64_t feature, const gloss_weight **weights) {
  uint32_t count = model->head->slot_count, upper = (uint32_t)(feature >> 32), at = start_of(feature, count);
  while (model->slots[at].count > 0 && model->slots[at].upper != upper) at = at + 1 < count ? at + 1 : 0;
  *weights = model->weights + model->slots[at].first;
  return model->slots[at].count;
}

void gloss_model_fetch(const gloss_model *model, uint64_t feature) {
  __builtin_prefetch(&model->slots[start_of(feature, model->head->slot_count)]);
}

/* -- Writing */

static uint32_t slots_for(uint32_t rows) {
  return rows + rows / 4 + 8;
}

size_t gloss_model_rows_size(uint32_t rows, uint64_t weights) {
  return slots_for(rows) * sizeof(slot) + (size_t)weights * sizeof(gloss_weight);
}

static void add_padded(gloss_buffer *to, const void *data, size_t size) {
  gloss_buffer_add(to, (gloss_slice){data, size});
  while (to->size % 8) gloss_buffer_add_char(to, '\0');
}

static void add_labels(const gloss_model_content *content, gloss_buffer *to) {
  gloss_buffer labels = {0};
  for (uint32_t i = 0; i < content->label_count; i++) {
    gloss_buffer_add(&labels, content->labels[i]);
    gloss_buffer_add_char(&labels, '\n');
  }
  add_padded(to, labels.data, labels.size);
  gloss_buffer_free(&labels);
}

static size_t labels_size(const gloss_model_content *content) {
  size_t size = 0;
  for (uint32_t i = 0; i < content->label_count; i++) size += content->labels[i].size + 1;
  return size;
}

static void add_slots(const gloss_model_content *content, uint32_t slot_count, gloss_buffer *to) {
  slot *slots = gloss_allocate_zeroed(slot_count, sizeof *slots);
  uint32_t first = 0;
  for (uint32_t i = 0; i < content->row_count; i++) {
    const gloss_model_row *row = &content->rows[i];
    uint32_t at = start_of(row->feature, slot_count);
    while (slots[at].count > 0) at = at + 1 < slot_count ? at + 1 : 0;
    slots[at] = (slot){.upper = (uint32_t)(row->feature >> 32), .first = first & 0xffffff, .count = row->count & 0xff};
    first += row->count;
  }
  add_padded(to, slots, slot_count * sizeof *slots);
  free(slots);
}

static uint32_t count_weights(const gloss_model_content *content) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < content->row_count; i++) count += content->rows[i].count;
  return count;
}

static void add_weights(const gloss_model_content *content, gloss_buffer *to) {
  for (uint32_t i = 0; i < content->row_count; i++)
    gloss_buffer_add(to, (gloss_slice){(const char *)content->rows[i].weights, content->rows[i].count * sizeof(gloss_weight)});
  add_padded(to, NULL, 0);
}

void gloss_model_write(const gloss_model_content *content, gloss_buffer *to) {
  uint32_t transitions = content->transitions ? content->label_count * content->label_count : 0;
  head head = {.byte_order = BYTE_ORDER_MARK, .kind = content->kind, .scale = content->scale,
               .label_count = content->label_count, .label_size = (uint32_t)labels_size(content),
               .feature_size = (uint32_t)content->features.size, .transition_count = transitions,
               .slot_count = slots_for(content->row_count), .weight_count = count_weights(content)};
  memcpy(head.magic, magic, sizeof magic);
  gloss_buffer_clear(to);
  add_padded(to, &head, sizeof head);
  add_labels(content, to);
  add_padded(to, content->features.data, content->features.size);
  add_padded(to, content->transitions, transitions * sizeof(int16_t));
  add_slots(content, head.slot_count, to);
  add_weights(content, to);
  struct head *written = (struct head *)to->data;
  written->size = to->size;
  written->checksum = gloss_hash(after_checksum(written));
}

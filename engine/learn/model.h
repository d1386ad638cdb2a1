/* model: what was learned, as one file: labels, the text of its features, and the weights that each seen feature has for the
 * labels. All of it is one block, read as it lies and shared by all workers.
 *
 * A feature is a hash of 64 bits: of a template, and of what the template found. Weights are whole numbers; `scale` times the sum
 * of them is the log of a probability, up to what makes all of them add up to one. Numbers have the machine's order of bytes; a
 * file with another is refused, as is one that is cut short or damaged: a checksum covers the block. */
#ifndef GLOSS_LEARN_MODEL_H
#define GLOSS_LEARN_MODEL_H

#include "learn/features.h"

typedef enum gloss_model_kind {
  GLOSS_MODEL_TAGGER = 1,     /* a label for each token */
  GLOSS_MODEL_CLASSIFIER = 2, /* a label for a place */
} gloss_model_kind;

enum {
  GLOSS_MODEL_LABELS = 250,
  GLOSS_MODEL_WEIGHTS = 1 << 24, /* at most so many */
};

/* The greatest weight: those that a tagger adds up, one a template, fit 16 bits. */
static inline int32_t gloss_model_most(gloss_model_kind kind, uint32_t templates) {
  return kind == GLOSS_MODEL_TAGGER ? INT16_MAX / (int32_t)(templates + 1) : INT16_MAX;
}

typedef struct gloss_weight {
  uint16_t label;
  int16_t weight;
} gloss_weight;

typedef struct gloss_model gloss_model;

/* Reads the file. Messages name it. */
gloss_model *gloss_model_read(const char *path, gloss_model_kind kind, gloss_error *error);
/* The same from bytes; `path` is for messages. They may be anything. */
gloss_model *gloss_model_open(const char *path, gloss_slice content, gloss_model_kind kind, gloss_error *error);
void gloss_model_free(gloss_model *model);

/* Gives its lists their phrases, once, before it is used. */
bool gloss_model_resolve(gloss_model *model, gloss_feature_list *find, void *context, gloss_error *error);

gloss_model_kind gloss_model_kind_of(const gloss_model *model);
const char *gloss_model_path(const gloss_model *model);
size_t gloss_model_size(const gloss_model *model); /* bytes */
const gloss_features *gloss_model_features(const gloss_model *model);
uint32_t gloss_model_label_count(const gloss_model *model);
gloss_slice gloss_model_label(const gloss_model *model, uint32_t label);
double gloss_model_scale(const gloss_model *model);

/* Of a tagger: what it weighs that one label follows another; a row a label, of the one before. */
const int16_t *gloss_model_transitions(const gloss_model *model, uint32_t before);

/* The weights of a feature, by label; 0: it has none. */
uint32_t gloss_model_weights(const gloss_model *model, uint64_t feature, const gloss_weight **weights);

/* Says that they will be asked for soon. */
void gloss_model_fetch(const gloss_model *model, uint64_t feature);

/* -- Making one */

typedef struct gloss_model_row {
  uint64_t feature;
  const gloss_weight *weights; /* by label, none is 0 */
  uint32_t count;
} gloss_model_row;

typedef struct gloss_model_content {
  gloss_model_kind kind;
  gloss_slice features; /* their text */
  const gloss_slice *labels;
  uint32_t label_count;
  const int16_t *transitions; /* labels × labels; or NULL */
  const gloss_model_row *rows;
  uint32_t row_count;
  double scale;
} gloss_model_content;

/* Appends the model as a file has it: the same content gives the same bytes. */
void gloss_model_write(const gloss_model_content *content, gloss_buffer *to);

/* How many bytes so many rows with so many weights take, less what all models have. */
size_t gloss_model_rows_size(uint32_t rows, uint64_t weights);

#endif

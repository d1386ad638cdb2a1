/* score: how good an output is, held against gold: by layer and type, and by label, with examples of what is wrong. */
#ifndef GLOSS_COMPARE_SCORE_H
#define GLOSS_COMPARE_SCORE_H

#include "compare/confusion.h"
#include "compare/excerpt.h"
#include "compare/join.h"

typedef enum gloss_fault {
  GLOSS_FAULT_MISSED,   /* the gold has it, the output has nothing there */
  GLOSS_FAULT_INVENTED, /* the output has it, the gold has nothing there */
  GLOSS_FAULT_BOUNDS,   /* both have something there, that begins or ends elsewhere */
  GLOSS_FAULT_MISTYPED, /* both have it, with different types or labels */
  GLOSS_FAULTS,
} gloss_fault;

const char *gloss_fault_name(gloss_fault fault);

typedef struct gloss_example { /* what it points to lives as long as the score */
  gloss_fault fault;
  const char *path;
  uint64_t file_line;
  gloss_slice id;
  gloss_slice gold, said; /* types or labels; no data: there is none */
  uint32_t line, column;  /* in the text; 0: it is of the whole document */
  uint32_t start, end;    /* code points */
  gloss_excerpt excerpt;  /* of the whole document its beginning, as `text` */
  gloss_slice other;      /* of bounds: what the output has there */
} gloss_example;

typedef struct gloss_examples_kept {
  gloss_example *items;
  uint32_t count, capacity;
  uint64_t seen[GLOSS_FAULTS]; /* all there were */
} gloss_examples_kept;

typedef struct gloss_layer_score {
  gloss_slice name;
  bool in_gold, in_said;
  gloss_count all;
  gloss_table types; /* to `counts`; without a type: "" */
  gloss_count *counts;
  uint32_t capacity;
  gloss_confusion types_said; /* of places that both have */
  gloss_examples_kept examples;
} gloss_layer_score;

typedef struct gloss_label_score {
  gloss_slice gold, said; /* paths: "section", "values.topic" */
  gloss_confusion confusion;
  gloss_examples_kept examples;
} gloss_label_score;

typedef struct gloss_score_settings {
  const gloss_slice *layers; /* none: all that both have */
  const gloss_slice *labels; /* "PATH", or "PATH=PATH" when the output has it elsewhere than the gold */
  uint32_t layer_count, label_count;
  bool may_say_more; /* layers that only the output has are not worth a word */
  uint32_t examples; /* of each fault of a layer or label */
} gloss_score_settings;

typedef struct gloss_score {
  gloss_score_settings settings;
  gloss_layer_score *layers; /* by name, once it is finished */
  gloss_label_score *labels;
  uint32_t layer_count, layer_capacity;
  uint64_t documents;    /* of the gold that were scored */
  uint64_t without_said; /* of those: the output has none; all is missed */
  uint64_t without_gold; /* of the output; not scored */
  gloss_arena arena;
} gloss_score;

gloss_score *gloss_score_new(gloss_score_settings settings);
void gloss_score_free(gloss_score *score);

/* Adds a document: `left` is the gold. When it fails nothing of the document counts; the message says where. */
bool gloss_score_add(gloss_score *score, const gloss_joined *joined, gloss_error *error);

/* Sorts the layers. Those that only one file has are left out, unless they were asked for by name: their names are added to
 * `left_out`. Fails when there is nothing to score. */
bool gloss_score_finish(gloss_score *score, gloss_buffer *left_out, gloss_error *error);

/* A report to read, and one to compute with. */
void gloss_score_add_text(gloss_buffer *out, const gloss_score *score);
void gloss_score_add_json(gloss_buffer *out, const gloss_score *score);

#endif

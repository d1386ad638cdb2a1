/* lesson: from labelled articles to a model, and how good such a model is on articles that it has not seen.
 *
 * A tenth of the documents is held back, and a model of the others is tried on it: that is what the report says, and how sure the
 * model may be (its scale) comes from there. Up to a thousand documents each tenth has its turn. The model that is written has
 * learned from all of them. With fewer than twenty documents sentences are held back in place of documents. */
#ifndef GLOSS_TEACH_LESSON_H
#define GLOSS_TEACH_LESSON_H

#include "learn/model.h"

typedef struct gloss_lesson_settings {
  gloss_model_kind kind;
  gloss_slice subject;            /* of a tagger a layer, of a classifier the path of a label (gold.h); lent */
  const gloss_features *features; /* resolved; lent */
  gloss_slice text;               /* of the features; lent */
  uint32_t rounds;                /* over all examples; 0: as is usual for the kind */
  size_t size;                    /* at most so many bytes */
} gloss_lesson_settings;

typedef struct gloss_lesson gloss_lesson;

gloss_lesson *gloss_lesson_new(gloss_lesson_settings settings);
void gloss_lesson_free(gloss_lesson *lesson);

/* Takes what the record of the document says, which is segmented. */
bool gloss_lesson_add(gloss_lesson *lesson, gloss_document *document, gloss_error *error);

typedef struct gloss_grade { /* of a label of a classifier, a type of a layer, a part of speech */
  gloss_slice name;
  uint32_t gold, said, right;
} gloss_grade;

typedef struct gloss_report {
  uint32_t documents, examples, features; /* examples: tokens, or places */
  uint32_t parts;                         /* of ten: so many were held back, one after the other */
  uint32_t right, of;                     /* examples held back that were labelled right, of how many */
  gloss_grade *grades;                    /* by name */
  uint32_t grade_count;
} gloss_report;

/* Makes the model. Fails when there is nothing to learn from: no document, or one label only. The report lives as long as the
 * lesson. */
bool gloss_lesson_learn(gloss_lesson *lesson, gloss_buffer *model, gloss_report *report, gloss_error *error);

#endif

/* grades: what a model said of examples that it had not seen, counted by label: of a layer whole annotations, else each item. */
#ifndef GLOSS_TEACH_GRADES_H
#define GLOSS_TEACH_GRADES_H

#include "learn/examples.h"
#include "teach/lesson.h"

typedef struct gloss_grades {
  gloss_grade *items; /* in the order of first sight, until they are sorted by name; their names are lent by the examples */
  uint32_t count, capacity;
  uint32_t right, of; /* of all items whose label is known */
} gloss_grades;

void gloss_grades_free(gloss_grades *grades);
void gloss_grades_add(gloss_grades *grades, const gloss_examples *examples, const gloss_sequence *sequence, const uint8_t *said,
                      bool is_layer);
void gloss_grades_sort(gloss_grades *grades);

#endif

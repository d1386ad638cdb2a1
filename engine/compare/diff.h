/* diff: what two outputs say differently of a document: of its annotations, and of everything else that is known of it.
 * Ids of annotations, and the scripts and lines that made them, are not compared. */
#ifndef GLOSS_COMPARE_DIFF_H
#define GLOSS_COMPARE_DIFF_H

#include "compare/excerpt.h"
#include "compare/join.h"
#include "teach/gold.h"

typedef enum gloss_change {
  GLOSS_CHANGE_ADDED,   /* an annotation that only the right one has */
  GLOSS_CHANGE_REMOVED, /* one that only the left one has */
  GLOSS_CHANGE_TYPE,    /* of an annotation */
  GLOSS_CHANGE_FIELD,   /* of an annotation */
  GLOSS_CHANGE_VALUE,   /* of the document: "values.tone.label", "meta.section", "title" */
  GLOSS_CHANGE_TEXT,    /* the texts differ: annotations were not compared */
  GLOSS_CHANGE_MISSING, /* the right file has no such document */
  GLOSS_CHANGE_NEW,     /* only the right file has the document */
  GLOSS_CHANGES,
} gloss_change;

const char *gloss_change_name(gloss_change change);

typedef struct gloss_difference_found {
  gloss_change change;
  gloss_slice key;        /* the field, or the path of the value */
  gloss_value was, now;   /* nil: there is none; of types strings; of a text a message stands in `now` */
  gloss_slice layer, type;
  uint32_t line, column;  /* in the text; 0: it is of the whole document */
  uint32_t start, end;    /* code points */
  gloss_slice text;
} gloss_difference_found;

typedef struct gloss_diff {
  const gloss_slice *layers; /* these only; none: all */
  uint32_t layer_count;
  gloss_difference_found *items; /* of the last two documents; valid as long as they are */
  uint32_t count, capacity;
  gloss_arena arena;
  uint64_t documents, differing, counts[GLOSS_CHANGES]; /* so far */
} gloss_diff; /* all zeroes but for the layers: ready */

void gloss_diff_free(gloss_diff *diff);

/* Fails when an annotation is none, or lies outside the text. */
bool gloss_diff_find(gloss_diff *diff, const gloss_joined *joined, gloss_error *error);

/* Are they the same, but for the ids of annotations that they point to? */
bool gloss_says_same(gloss_value one, gloss_value other);

/* The differences of the last two documents, to read and to compute with; nothing when there are none. And all in numbers. */
void gloss_diff_add_text(gloss_buffer *out, const gloss_diff *diff, const gloss_joined *joined);
void gloss_diff_add_json(gloss_buffer *out, const gloss_diff *diff, const gloss_joined *joined);
void gloss_diff_add_text_summary(gloss_buffer *out, const gloss_diff *diff);
void gloss_diff_add_json_summary(gloss_buffer *out, const gloss_diff *diff);

#endif

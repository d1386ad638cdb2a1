/* marks: the text of a block with its annotations marked in it.
 * An annotation that has no more to say than a type and a name says it in the text: "[Xi PERSON = Xi Jinping]"; another gets a
 * number, "[we agreed ¹]", under which a note can be found. In colours the brackets are left out. For this room only. */
#ifndef GLOSS_WRITE_MARKS_H
#define GLOSS_WRITE_MARKS_H

#include "write/flow.h"
#include "write/writer.h"

typedef struct gloss_note {
  uint32_t number, layer, row;
} gloss_note;

typedef struct gloss_mark gloss_mark;

typedef struct gloss_marks {
  const gloss_writer_settings *settings;
  gloss_document *document;
  uint32_t **numbers; /* of each layer's rows that have one */
  gloss_mark *marks;  /* of the block */
  gloss_note *notes;  /* of annotations that begin in the block, by number */
  uint32_t mark_count, mark_capacity, note_count, note_capacity;
  uint32_t last_number;
} gloss_marks;

/* What it holds is in the document's arena, but for the lists. */
gloss_marks gloss_marks_new(const gloss_writer_settings *settings, gloss_document *document);
void gloss_marks_free(gloss_marks *marks);

/* Adds the text of the block, in this style where no annotation has another. Afterwards `notes` are the block's. */
void gloss_marks_add_block(gloss_marks *marks, gloss_flow *flow, const gloss_block *block, const char *style);

/* Adds the number of a note as it stands in the text. */
void gloss_marks_add_number(gloss_flow *flow, uint32_t number);

/* The colour of an annotation: of its type, or of its layer. */
const char *gloss_marks_colour(const gloss_document *document, uint32_t layer, uint32_t row);

#endif

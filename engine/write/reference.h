/* reference: what a place in a field says to a reader: where it is, what stands there, which annotation it means and what that
 * is called. */
#ifndef GLOSS_WRITE_REFERENCE_H
#define GLOSS_WRITE_REFERENCE_H

#include "text/document.h"

typedef struct gloss_reference {
  gloss_span bytes;
  gloss_slice text;
  uint32_t layer, row; /* of the annotation; GLOSS_NO_ROW: it means none, or one that was removed */
  gloss_slice name;    /* with an annotation: its field `name`, else its text */
} gloss_reference;

/* An annotation, and a link to one, mean it; any other place means only itself. */
gloss_reference gloss_reference_of(const gloss_document *document, gloss_place place);

/* The value of the field of that name, or nil. */
gloss_value gloss_reference_field(const gloss_document *document, uint32_t layer, uint32_t row, gloss_slice name);

#endif

/* view: a document for a reader at a terminal: its text with the annotations marked in it, and what they say beside it. */
#ifndef GLOSS_WRITE_VIEW_H
#define GLOSS_WRITE_VIEW_H

#include "write/writer.h"

void gloss_view_write(const gloss_writer *writer, const gloss_writer_settings *settings, gloss_document *document,
                      gloss_buffer *out);

#endif

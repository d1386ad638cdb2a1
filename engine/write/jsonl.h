/* jsonl: a document as a line of JSON, its keys in a fixed order. */
#ifndef GLOSS_WRITE_JSONL_H
#define GLOSS_WRITE_JSONL_H

#include "write/writer.h"

void gloss_jsonl_write(const gloss_writer *writer, const gloss_writer_settings *settings, gloss_document *document,
                       gloss_buffer *out);

/* The same without the line end. */
void gloss_jsonl_write_bare(const gloss_writer *writer, const gloss_writer_settings *settings, gloss_document *document,
                            gloss_buffer *out);

/* One annotation as it stands in there. With "by", the line that made it, when that was noted (gloss_origin). */
void gloss_jsonl_add_annotation(gloss_document *document, uint32_t layer, uint32_t row, gloss_buffer *out);

#endif

/* jsonl: a document as a line of JSON, its keys in a fixed order. */
#ifndef GLOSS_WRITE_JSONL_H
#define GLOSS_WRITE_JSONL_H

#include "write/writer.h"

void gloss_jsonl_write(const gloss_writer *writer, const gloss_writer_settings *settings, gloss_document *document,
                       gloss_buffer *out);

#endif

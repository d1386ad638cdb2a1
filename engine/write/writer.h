/* writer: what a format of output is.
 * A writer turns a document into bytes at the end of a buffer and keeps nothing, so workers write in parallel, each into a buffer
 * of its own, and one thread hands the buffers to an output (output.h) in order. */
#ifndef GLOSS_WRITE_WRITER_H
#define GLOSS_WRITE_WRITER_H

#include "base/buffer.h"
#include "base/error.h"
#include "text/document.h"

typedef struct gloss_writer_settings {
  const uint32_t *layers; /* of the schema: those to write, in this order */
  uint32_t layer_count;
  uint32_t spare;              /* so many of them, the last, are left out where they are empty */
  bool block, sentence, token; /* the engine's own layers, written before the others */
  bool colour;                 /* for a terminal that shows it */
  uint32_t width;              /* columns of the terminal; 0: 80 */
} gloss_writer_settings;

typedef struct gloss_writer gloss_writer;

struct gloss_writer {
  const char *name, *about, *ending;
  gloss_slice header, footer; /* what stands before the first document and after the last */
  gloss_slice between;        /* what stands before each document but the first */
  bool is_stored;             /* in a database, which takes what is written */
  /* NULL: a script writes (script/writer.h). */
  void (*write)(const gloss_writer *writer, const gloss_writer_settings *settings, gloss_document *document, gloss_buffer *out);
};

const gloss_writer *gloss_writers(size_t *count);

/* The writer of that name. An unknown name is an error with the known ones and the nearest: NULL. */
const gloss_writer *gloss_writer_find(gloss_slice name, gloss_error *error);

#endif

/* each_document: what `why` and `why-not` share: the documents of a file, or a text, are read and analysed one by one, and what is
 * to be told of each is printed. */
#ifndef GLOSS_CLI_EACH_DOCUMENT_H
#define GLOSS_CLI_EACH_DOCUMENT_H

#include "source/source.h"
#include "run/worker.h"

/* Adds to `out` what is to be told of a document. */
typedef void document_teller(void *teller, gloss_document *document, gloss_buffer *out);

typedef struct telling {
  gloss_worker *worker;
  gloss_source_settings reading; /* the format */
  document_teller *tell;
  void *teller;
  bool is_json;     /* what is told is: else it is to be read, on a terminal perhaps */
  bool is_troubled; /* a document could not be read; the message was said */
} telling;

/* Of the text, or of the file when that is NULL. */
void tell_each_document(telling *telling, const char *text, const char *file);

#endif

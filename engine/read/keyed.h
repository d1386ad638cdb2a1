/* keyed: what a document is made of, key by key: the members of a JSON object, the cells of a row. For this room only.
 * The keys are text (or body), id, title, source, date and lang; all others are metadata. --columns says which key has what. */
#ifndef GLOSS_READ_KEYED_H
#define GLOSS_READ_KEYED_H

#include "read/parser.h"

typedef struct gloss_keyed {
  const gloss_parser *parser;
  gloss_document *document;
  gloss_value text, body;
  gloss_pair *meta;
  uint32_t meta_count, most;
} gloss_keyed;

/* For so many keys at most. */
gloss_keyed gloss_keyed_new(const gloss_parser *parser, gloss_document *document, uint32_t most);

/* A key with its value, both in the document's arena. `raw` is how a number was written. */
void gloss_keyed_add(gloss_keyed *keyed, gloss_slice key, gloss_value value, gloss_slice raw);

/* All were added. False: there is no text. */
bool gloss_keyed_finish(gloss_keyed *keyed, gloss_error *error);

#endif

/* added: a document that is given as data, as a reader in Lua gives it: its text, or its blocks, and what is known about it.
 *
 *   text = "…"                             or   blocks = { { kind = "title", text = "…" }, … }
 *   id, title, source, date, lang = "…"    meta = { … }
 *   annotations = { LAYER = { { first, last, type = "…", FIELD = … }, … } }    bytes of `text`, as string.sub takes them */
#ifndef GLOSS_READ_ADDED_H
#define GLOSS_READ_ADDED_H

#include "read/record.h"
#include "text/value.h"

/* Fills the open, empty document from the map; all of it is copied. False: the message names the key. Plain text is an article,
 * whose first block is the title, unless a title is given, too. */
bool gloss_added_fill(gloss_value added, gloss_parser_settings settings, gloss_document *document, gloss_parsed *parsed,
                      gloss_error *error);

/* Lays its annotations over the document, which has its tokens now, as done by that script of the schema. */
bool gloss_added_annotate(gloss_value added, gloss_document *document, uint16_t script, gloss_error *error);

#endif

/* columns: which key, or which column of a table, has what of a document: "text=content,title=headline". */
#ifndef GLOSS_READ_COLUMNS_H
#define GLOSS_READ_COLUMNS_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

enum { GLOSS_COLUMNS_MOST = 6 }; /* what a document has: text, id, title, source, date, lang */

typedef struct gloss_columns { /* all zeroes: each key says itself what it has */
  struct {
    gloss_slice field, key; /* "content.body" is a key in an object that is the value of another */
  } items[GLOSS_COLUMNS_MOST];
  uint32_t count;
} gloss_columns;

/* Reads such a list, by which it is lent. What a document has not is an error with the nearest. */
bool gloss_columns_parse(const char *list, gloss_columns *columns, gloss_error *error);

/* What the key has: what --columns says, else what it is called; no data: nothing, since another key has what it is called. */
gloss_slice gloss_columns_field(const gloss_columns *columns, gloss_slice key);

#endif

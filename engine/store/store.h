/* store: documents in a database. The one door to SQLite.
 *
 *   documents   number, id, source, title, date, lang, text, meta, warnings, errors (the last three as JSON)
 *   LAYER       a table for each: document, id, start, end, text, type, script, and a column for each field; of a place it has the
 *               text, and beside it FIELD_start, FIELD_end, FIELD_ref and FIELD_name
 *   values      document, name ("tone.score"), value
 *   search      full text: ... WHERE search MATCH 'NEAR(flood dam)'
 *
 * A document takes the place of an earlier one with its id. Others may read meanwhile. */
#ifndef GLOSS_STORE_STORE_H
#define GLOSS_STORE_STORE_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

typedef struct gloss_store gloss_store;

/* Opens the database, or makes it; one that is not gloss's own is refused. NULL on failure. */
gloss_store *gloss_store_open(const char *path, gloss_error *error);

/* Adds documents, each a line of JSON as `-f jsonl` writes it (write/jsonl.h): all of them or, on failure, none. */
bool gloss_store_add(gloss_store *store, gloss_slice lines, gloss_error *error);

/* Documents that took the place of one that was added through this store. */
uint64_t gloss_store_repeated(const gloss_store *store);

void gloss_store_close(gloss_store *store);

#endif

/* list_file: the plain files of a language folder.
 * A .txt file is a list, a word a line, where blank lines and lines that begin with "# " are left out; a .tsv file is a table with
 * a header. A file that is absent is empty. */
#ifndef GLOSS_BASE_LIST_FILE_H
#define GLOSS_BASE_LIST_FILE_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

/* Takes a row: one cell of a list, or as many as the table has columns. A mistake in it is an error; file and line are put in
 * front. */
typedef bool gloss_list_take(void *taker, const gloss_slice *cells, gloss_error *error);

/* Reads the list or table folder/name; a table must have so many columns. */
bool gloss_list_read(const char *folder, const char *name, uint32_t columns, gloss_list_take *take, void *taker,
                     gloss_error *error);

#endif

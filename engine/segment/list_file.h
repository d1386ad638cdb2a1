/* list_file: the plain files of a language folder, read row by row.
 * In a .txt file a line is a row of one cell; a .tsv file has a first line that names its columns and a tab between cells. Blank
 * lines and lines that begin with "# " are left out of both. */
#ifndef GLOSS_SEGMENT_LIST_FILE_H
#define GLOSS_SEGMENT_LIST_FILE_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

enum { GLOSS_LIST_COLUMNS_MAX = 4 };

/* Takes the cells of a row. A mistake in them is an error; file and line are put in front of it. */
typedef bool gloss_list_take(void *taker, const gloss_slice *cells, gloss_error *error);

/* Reads folder/name; a file that is absent has no rows. Every row must have so many columns. */
bool gloss_list_read(const char *folder, const char *name, uint32_t columns, gloss_list_take *take, void *taker, gloss_error *error);

#endif

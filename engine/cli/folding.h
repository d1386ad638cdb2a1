/* folding: what commands do with the rows of folds, and with the parts they are made of: where they are written, and how. */
#ifndef GLOSS_CLI_FOLDING_H
#define GLOSS_CLI_FOLDING_H

#include "run/fold.h"
#include "write/output.h"

typedef struct folding {
  const char *output, *parts; /* paths that the user named, or NULL */
  gloss_folds *folds;         /* NULL: no fold is chosen */
  const gloss_sheet_format *format;
  gloss_output *rows_to, *parts_to; /* the files of these paths */
} folding;

/* Makes the folds of the plan, if there are any, and opens the files. The rows have the format of their own file, by its ending,
 * else the one that is given. */
bool folding_open(folding *folding, const gloss_environment *environment, const gloss_plan *plan, gloss_slice format,
                  gloss_error *error);
void folding_close(folding *folding);

/* Do rows stand where the documents would? They do, unless they have a file of their own. */
bool folding_replaces_documents(const folding *folding);

/* Writes parts and rows; the rows to `output` unless they have a file of their own. */
bool folding_write(folding *folding, gloss_output *output, gloss_sheet_look look, gloss_error *error);

#endif

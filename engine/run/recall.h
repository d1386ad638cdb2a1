/* recall: what became of a document in an earlier run, kept in a folder, so that a run costs what changed.
 *
 * A document is the same when all that its reader gave is the same; and it is recalled only when all else is that it depends on:
 * the scripts, their options and limits, the files that they have read, the languages, what is written and how, and the program.
 * What cannot be told apart from a change counts as one. Thread-safe. */
#ifndef GLOSS_RUN_RECALL_H
#define GLOSS_RUN_RECALL_H

#include "base/search_path.h"
#include "library/inputs.h"
#include "read/format.h"
#include "run/tally.h"
#include "store/kept.h"

typedef struct gloss_recall gloss_recall;

/* Opens the folder, which is made if need be. `run` is a hash of what the command line says that results depend on; `inputs` notes
 * what scripts read. A damaged store is made anew, which is said. NULL on failure. */
gloss_recall *gloss_recall_open(const char *folder, uint64_t run, const gloss_search_path *path, gloss_inputs *inputs,
                                void (*say)(const char *), gloss_error *error);
void gloss_recall_close(gloss_recall *recall);

/* The scripts of a worker are loaded: from the first time on it is known what they have read. */
void gloss_recall_ready(gloss_recall *recall);

/* The key of a document that is read and not segmented yet; `added` is what a reader in Lua gave, or nil. */
gloss_kept_key gloss_recall_key(gloss_recall *recall, const gloss_document *document, const gloss_parsed *parsed,
                                gloss_value added);

/* What came of a document: what was written and said, and what it added to the tally. */
typedef struct gloss_recalled {
  gloss_buffer *out, *said;
  gloss_tally *tally;
} gloss_recalled;

/* Adds what the document of that key came to; false: nobody knows. */
bool gloss_recall_find(gloss_recall *recall, gloss_kept_key key, gloss_recalled to);

/* Where things stood before a document, and after it: the difference is kept. */
typedef struct gloss_recall_mark {
  size_t out, said;
  gloss_tally tally; /* but for the slowest */
} gloss_recall_mark;

gloss_recall_mark gloss_recall_begin(gloss_recalled before);
void gloss_recall_keep(gloss_recall *recall, gloss_kept_key key, const gloss_recall_mark *mark, gloss_recalled after);
void gloss_recall_forget(gloss_recall_mark *mark); /* frees it */

#endif

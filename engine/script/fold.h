/* fold: what a script says of a corpus, on its way: what one document adds, the merging of that, the rows at the end.
 *
 * Each document has an accumulator of its own, made by `init` and filled by `step`. It leaves the worker's state as plain data and
 * is merged, in the order of the documents, in another state, which has seen no document. So a `step` that fails costs what this
 * document would have added and nothing else, and no result depends on which worker did what. */
#ifndef GLOSS_SCRIPT_FOLD_H
#define GLOSS_SCRIPT_FOLD_H

#include "script/state.h"

/* `init`, then `step` over the open document; all other scripts have run on it. Where it fails, the document's record says so, as
 * with gloss_state_run. */
bool gloss_fold_step(gloss_state *state, gloss_document *document, gloss_arena *arena, gloss_value *accumulator);

/* The others are of a state that merges. After one of them has failed, what it had merged is of no use. `tokens`: of all documents
 * in question; their budget grows with them as that of a document does. */

/* `merge`: adds what stands after all that is there; the first is taken as it is. */
bool gloss_fold_merge(gloss_state *state, gloss_value later, uint64_t tokens, gloss_error *error);

/* What is merged so far, as data; `init` when that is nothing. */
bool gloss_fold_read(gloss_state *state, gloss_arena *arena, gloss_value *accumulator, gloss_error *error);

/* `finish`: the rows, a list of maps by column. The accumulator is used up. */
bool gloss_fold_finish(gloss_state *state, uint64_t tokens, gloss_arena *arena, gloss_value *rows, gloss_error *error);

#endif

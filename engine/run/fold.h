/* fold: the folds of a run: what each document adds to them, and what they come to.
 *
 * A worker makes a part of some documents that follow one another; whoever has the turn to write adds the parts in the order of the
 * input. So accumulators are merged one document after the other, whatever the number of workers. What is merged can be saved as a
 * line for each fold, and loaded: by a run that goes on, or by `gloss merge`. */
#ifndef GLOSS_RUN_FOLD_H
#define GLOSS_RUN_FOLD_H

#include "run/plan.h"
#include "run/said.h"
#include "script/fold.h"
#include "write/sheet.h"

typedef struct gloss_share { /* what a document adds to one fold */
  uint32_t step;             /* of the plan */
  uint64_t tokens;
  gloss_value accumulator;
} gloss_share;

typedef struct gloss_fold_part { /* all zeroes: empty and ready */
  gloss_arena arena;
  gloss_share *shares;
  uint32_t count, capacity;
} gloss_fold_part;

/* Adds what the open document adds to the fold of that step; false when its script fails on it, as the document's record says. */
bool gloss_fold_part_add(gloss_fold_part *part, uint32_t step, gloss_state *state, gloss_document *document);
void gloss_fold_part_clear(gloss_fold_part *part);
void gloss_fold_part_free(gloss_fold_part *part);

typedef struct gloss_folds gloss_folds;

/* A state for each chosen script of the plan that folds; both must outlive them. NULL on failure. */
gloss_folds *gloss_folds_new(const gloss_environment *environment, const gloss_plan *plan, gloss_error *error);
void gloss_folds_free(gloss_folds *folds);
uint32_t gloss_folds_count(const gloss_folds *folds);

/* Merges what stands after all that was added. A fold whose `merge` fails is broken, which is said: nothing more is added to it,
 * and the others go on. False: a merging was interrupted, and nothing of the folds is of use any more. */
bool gloss_folds_add(gloss_folds *folds, const gloss_fold_part *part, gloss_buffer *said);
bool gloss_folds_are_broken(const gloss_folds *folds); /* all of them */

/* Saves what is merged, a line of JSON for each fold. Loads such a line, after what there is: false when it is none, of a fold that
 * is not here, or of one with another script or other options. */
bool gloss_folds_save(gloss_folds *folds, gloss_buffer *lines, gloss_error *error);
bool gloss_folds_load(gloss_folds *folds, gloss_slice line, gloss_error *error);

/* The rows of each fold, in the order of the plan, as long as the folds live; false when one of them is broken. What was merged is
 * used up. */
bool gloss_folds_finish(gloss_folds *folds, const gloss_sheet **sheets, gloss_error *error);

#endif

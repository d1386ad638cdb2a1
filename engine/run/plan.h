/* plan: who runs, in which order, and which layers there will be.
 * The chosen scripts, and those that provide what they require and was not chosen; each runs after the providers of what it reads.
 */
#ifndef GLOSS_RUN_PLAN_H
#define GLOSS_RUN_PLAN_H

#include "run/catalog.h"
#include "run/selection.h"

typedef struct gloss_step {
  const gloss_script *script;
  bool is_chosen;         /* false: it was pulled in, because others require what it provides */
  gloss_value options;    /* a map with a value for each of its options */
} gloss_step;

typedef struct gloss_plan {
  gloss_step *steps; /* in the order they run; the place here is the number of the script in the schema */
  gloss_step *readers; /* numbered on after them */
  gloss_step *writer;  /* NULL: no script writes */
  uint32_t count, reader_count;
  gloss_schema *schema;
  gloss_arena arena;
} gloss_plan;

/* Layers and values that are given, as in a script's test: nobody is pulled in or run to provide them. */
typedef struct gloss_given {
  const gloss_slice *names;
  uint32_t count;
} gloss_given;

/* The scripts that read and write the documents: entries of the catalog, loaded. All zeroes: there are none. */
typedef struct gloss_ends {
  gloss_selection readers;
  gloss_selection writer; /* one at most */
} gloss_ends;

/* Fails, with the words for the user, when a script cannot be loaded, when something required has no provider, or several of which
 * none was chosen, when scripts wait for each other in a circle, or a field has two types. NULL on failure. */
gloss_plan *gloss_plan_new(gloss_catalog *catalog, const gloss_selection *chosen, const gloss_ends *ends, gloss_given given,
                           gloss_error *error);
void gloss_plan_free(gloss_plan *plan);

/* Sets an option of a script of the plan, readers and writer too, as written on the command line: "tone.lexicon=mine.tsv". */
bool gloss_plan_set_option(gloss_plan *plan, gloss_slice setting, gloss_error *error);

/* Fails when a script of the list is not in the plan, or does not ask for what it is given. */
bool gloss_plan_check_granted(gloss_plan *plan, const gloss_grant_list *granted, gloss_error *error);

/* Of the text of its script and its options: what is made with another one cannot be mixed with what this one makes. */
uint64_t gloss_step_hash(const gloss_step *step);

/* Is it chosen, and has it a fold? */
bool gloss_step_folds(const gloss_step *step);

/* Does the script of this step read or write that layer or value? */
bool gloss_script_requires(const gloss_script *script, gloss_slice name);
bool gloss_script_provides(const gloss_script *script, gloss_slice name);

#endif

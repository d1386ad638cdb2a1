/* selection: the scripts that an expression chooses.
 *
 *   EXPRESSION: what stands between commas or `or` is chosen together; `and` and `not` narrow; parentheses group.
 *   A word is a name ("quotes"): of a script, else of a set, else a tag ("tag:news" is only the tag); a pattern of names with * and
 * ?
 *   ("q*"); or a file: a path that has a slash or ends in ".lua". `not` means: all other scripts on the search path. */
#ifndef GLOSS_RUN_SELECTION_H
#define GLOSS_RUN_SELECTION_H

#include "run/catalog.h"

typedef struct gloss_selection { /* entries of the catalog, ascending, each once */
  uint32_t *entries;
  uint32_t count, capacity;
} gloss_selection;

/* Adds what the expression chooses. Words that are nothing are errors with the nearest name; so is an expression that is not
 * well-formed, with the place. `warn` is told of scripts that could not be asked for their tags. */
bool gloss_selection_add(gloss_selection *selection, gloss_catalog *catalog, gloss_slice expression,
                         void (*warn)(const char *message), gloss_error *error);

void gloss_selection_free(gloss_selection *selection);

#endif

/* set: a named selection of scripts: a file sets/NAME.lua that returns { about = "…", "structure", "tag:numbers", … }.
 * Each member is an expression, as the command line takes it. */
#ifndef GLOSS_SCRIPT_SET_H
#define GLOSS_SCRIPT_SET_H

#include "script/script.h"

typedef struct gloss_set {
  gloss_arena arena;
  gloss_slice about;
  gloss_slice *members;
  uint32_t count;
} gloss_set;

/* NULL on failure: a file that returns no such table is an error that names it. */
gloss_set *gloss_set_load(const gloss_environment *environment, const char *path, gloss_error *error);
void gloss_set_free(gloss_set *set);

#endif

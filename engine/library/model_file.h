/* model_file: models as files of the search path, shared by all scripts and workers of a run, with the lists that their features
 * name: those are looked for beside the model first, then where a script's data is. */
#ifndef GLOSS_LIBRARY_MODEL_FILE_H
#define GLOSS_LIBRARY_MODEL_FILE_H

#include "base/search_path.h"
#include "library/inputs.h"
#include "library/library.h"

typedef struct gloss_model_place { /* where lists are looked for */
  gloss_library *library;
  const gloss_search_path *path;
  const gloss_language *language; /* of the run; NULL: neutral */
  gloss_inputs *inputs;           /* where lists are noted; NULL: nowhere */
} gloss_model_place;

/* NULL on failure. */
const gloss_model *gloss_model_file_read(gloss_model_place place, const char *path, gloss_model_kind kind, gloss_error *error);

/* Gives features that are not a model's yet their lists; `folder` is searched first. */
bool gloss_model_file_resolve(gloss_model_place place, const char *folder, gloss_features *features, gloss_error *error);

#endif

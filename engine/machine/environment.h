/* environment: what all scripts of a run share.
 * A gloss_state is what runs one of them; script/state.h says how. */
#ifndef GLOSS_MACHINE_ENVIRONMENT_H
#define GLOSS_MACHINE_ENVIRONMENT_H

#include "base/search_path.h"
#include "library/model_file.h"
#include "machine/grants.h"
#include "pattern/matcher.h"
#include "text/document.h"

typedef struct gloss_state gloss_state;

enum { GLOSS_MEMORY_CAP = 256 << 20 };

/* What all scripts of a run share. */
typedef struct gloss_environment {
  const gloss_search_path *path;
  gloss_library *library;
  const gloss_language *language; /* of the run, for data files and lists */
  bool trust;                     /* the sandbox is lifted */
  gloss_grant_list granted;       /* what scripts have beyond it */
  bool explain; /* annotations say where they come from (gloss_origin), lookups are kept as matches (evidence.h) */
  uint64_t budget;                /* steps a script may take over a document, and more for its tokens; 0: GLOSS_BUDGET millions */
  size_t memory_cap;              /* bytes a state may hold, what C allocates for it included; 0: GLOSS_MEMORY_CAP */
  gloss_inputs *inputs;           /* where the files that scripts read are noted; NULL: nowhere */
  void (*print)(void *context, const gloss_document *document, gloss_slice line); /* document: NULL while loading */
  void *print_context;
} gloss_environment;

static inline gloss_model_place gloss_environment_models(const gloss_environment *environment) {
  return (gloss_model_place){environment->library, environment->path, environment->language, environment->inputs};
}

#endif

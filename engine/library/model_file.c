#include "library/model_file.h"

#include <stdlib.h>

#include "library/phrase_file.h"

typedef struct finding {
  gloss_model_place place;
  const char *folder;
} finding;

static char *find_path(const finding *finding, gloss_slice name) {
  const gloss_search_path *path = finding->place.path;
  const char *language = finding->place.language ? gloss_language_name(finding->place.language) : NULL;
  char *found = gloss_search_path_find(path, GLOSS_FIND_DATA, finding->folder, language, name);
  return found ? found : gloss_search_path_find(path, GLOSS_FIND_DATA, finding->folder, GLOSS_STANDARD_LANGUAGE, name);
}

static const gloss_phrases *find_list(void *context, gloss_slice name, bool is_lexicon, gloss_error *error) {
  const finding *finding = context;
  char *path = find_path(finding, name);
  if (path == NULL) return gloss_fail(error, "no data file \"%.*s\", which its features name", GLOSS_PRINT(name)), NULL;
  gloss_phrase_settings settings = {.letter_case = is_lexicon ? GLOSS_CASE_FOLD : GLOSS_CASE_SMART, .weights = is_lexicon,
                                    .language = finding->place.language};
  gloss_inputs_add(finding->place.inputs, path);
  const gloss_phrases *phrases = gloss_library_phrases(finding->place.library, path, settings, gloss_phrase_file_read, error);
  free(path);
  return phrases;
}

const gloss_model *gloss_model_file_read(gloss_model_place place, const char *path, gloss_model_kind kind, gloss_error *error) {
  gloss_slice folder = gloss_path_folder(path);
  char *own = strndup(folder.data, folder.size);
  finding finding = {place, own};
  const gloss_model *model = gloss_library_model(place.library, path, kind, find_list, &finding, error);
  free(own);
  return model;
}

bool gloss_model_file_resolve(gloss_model_place place, const char *folder, gloss_features *features, gloss_error *error) {
  return gloss_features_resolve(features, find_list, &(finding){place, folder}, error);
}

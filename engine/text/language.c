#include "text/language.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/table.h"

struct gloss_language {
  char *name, *folder;
  gloss_table stop;
};

gloss_language *gloss_language_new(const char *name, const char *folder, gloss_error *error) {
  (void)error;
  gloss_language *language = gloss_allocate_zeroed(1, sizeof *language);
  language->name = gloss_copy_string(name);
  language->folder = folder ? gloss_copy_string(folder) : NULL;
  return language;
}

void gloss_language_free(gloss_language *language) {
  if (language == NULL) return;
  free(language->name);
  free(language->folder);
  gloss_table_free(&language->stop);
  free(language);
}

const char *gloss_language_name(const gloss_language *language) {
  return language->name;
}

const char *gloss_language_folder(const gloss_language *language) {
  return language->folder;
}

bool gloss_language_is_stop(const gloss_language *language, gloss_slice norm) {
  return gloss_table_has(&language->stop, norm);
}

gloss_slice gloss_language_lemma(const gloss_language *language, gloss_slice norm, gloss_buffer *space) {
  (void)language;
  (void)space;
  return norm;
}

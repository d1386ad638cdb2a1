/* Without libxml2. */
#include "markup/markup.h"

bool gloss_markup_is_here(void) {
  return false;
}

const gloss_node *gloss_markup_parse(gloss_markup_language language, gloss_slice text, size_t most, gloss_arena *arena,
                                     gloss_error *error) {
  (void)text, (void)most, (void)arena;
  gloss_fail(error, "%s is not read: gloss was built without libxml2", language == GLOSS_XML ? "XML" : "HTML");
  return NULL;
}

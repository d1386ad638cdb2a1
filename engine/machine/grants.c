#include "machine/grants.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"

const char *const gloss_grant_names[] = {"read files", "clock", NULL};

gloss_grants gloss_grant_of(gloss_slice name, gloss_error *error) {
  gloss_nearest nearest = {.word = name};
  char hint[128];
  for (int i = 0; gloss_grant_names[i]; i++) {
    if (gloss_slice_is(name, gloss_grant_names[i])) return 1u << i;
    gloss_nearest_offer(&nearest, gloss_slice_of(gloss_grant_names[i]));
  }
  const char *found = gloss_nearest_hint(&nearest, hint);
  if (found[0] == '\0') found = "; there are \"read files\" and \"clock\"";
  gloss_fail(error, "unknown grant \"%.*s\"%s", GLOSS_PRINT(name), found);
  return 0;
}

bool gloss_grant_list_add(gloss_grant_list *list, gloss_slice text, gloss_error *error) {
  const char *colon = text.size ? memchr(text.data, ':', text.size) : NULL;
  if (colon == NULL || colon == text.data)
    return gloss_fail(error, "--grant %.*s: write SCRIPT:WHAT, as in --grant %.*s:clock", GLOSS_PRINT(text),
                      (int)(colon || text.size == 0 ? 4 : text.size), colon || text.size == 0 ? "tone" : text.data);
  size_t end = (size_t)(colon - text.data);
  gloss_grants grant = gloss_grant_of(gloss_slice_cut(text, end + 1, text.size), error);
  if (grant == 0) return gloss_fail_at(error, "--grant %.*s", GLOSS_PRINT(text));
  list->items = gloss_grow(list->items, &list->capacity, list->count + 1u, sizeof *list->items);
  list->items[list->count++] = (gloss_granted){gloss_slice_cut(text, 0, end), grant};
  return true;
}

void gloss_grant_list_free(gloss_grant_list *list) {
  free(list->items);
  *list = (gloss_grant_list){0};
}

gloss_grants gloss_granted_to(const gloss_grant_list *list, const char *path) {
  gloss_grants grants = 0;
  gloss_slice script = gloss_path_stem(path);
  for (uint32_t i = 0; i < list->count; i++)
    if (gloss_slice_equal(list->items[i].script, script)) grants |= list->items[i].grants;
  return grants;
}

void gloss_grants_write(gloss_grants grants, gloss_buffer *to) {
  const char *before = "";
  for (int i = 0; gloss_grant_names[i]; i++) {
    if (!(grants & 1u << i)) continue;
    gloss_buffer_print(to, "%s\"%s\"", before, gloss_grant_names[i]);
    before = ", ";
  }
}

bool gloss_grants_check(const gloss_grant_list *list, const char *path, gloss_grants asked, gloss_error *error) {
  gloss_grants missing = asked & ~gloss_granted_to(list, path);
  if (missing == 0) return true;
  gloss_slice script = gloss_path_stem(path);
  gloss_buffer what = {0}, how = {0};
  gloss_grants_write(missing, &what);
  for (int i = 0; gloss_grant_names[i]; i++)
    if (missing & 1u << i) gloss_buffer_print(&how, " --grant \"%.*s:%s\"", GLOSS_PRINT(script), gloss_grant_names[i]);
  gloss_fail(error, "%s: it asks for %s, which the sandbox does not have; to let it:%s", path, gloss_buffer_string(&what),
             gloss_buffer_string(&how));
  gloss_buffer_free(&what);
  gloss_buffer_free(&how);
  return false;
}

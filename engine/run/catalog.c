#include "run/catalog.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/table.h"

struct gloss_catalog {
  const gloss_environment *environment;
  gloss_catalog_entry *entries;
  uint32_t count, capacity;
  gloss_table names; /* to the entry found first */
  gloss_arena strings;
};

static const char *copy(gloss_catalog *catalog, gloss_slice text) {
  return gloss_arena_copy(&catalog->strings, text).data;
}

static uint32_t add_entry(gloss_catalog *catalog, const char *path, bool is_named) {
  gloss_slice name = gloss_path_stem(path);
  uint32_t first = gloss_table_get(&catalog->names, name, GLOSS_NO_ENTRY);
  catalog->entries = gloss_grow(catalog->entries, &catalog->capacity, catalog->count + 1u, sizeof *catalog->entries);
  catalog->entries[catalog->count] = (gloss_catalog_entry){.name = copy(catalog, name), .path = copy(catalog, gloss_slice_of(path)),
                                                           .is_named = is_named, .hidden_by = is_named ? GLOSS_NO_ENTRY : first};
  if (first == GLOSS_NO_ENTRY && !is_named) gloss_table_set(&catalog->names, name, catalog->count);
  return catalog->count++;
}

gloss_catalog *gloss_catalog_new(const gloss_environment *environment) {
  gloss_catalog *catalog = gloss_allocate_zeroed(1, sizeof *catalog);
  gloss_names paths = {0};
  catalog->environment = environment;
  gloss_search_path_list(environment->path, GLOSS_FIND_SCRIPT, NULL, NULL, &paths);
  for (uint32_t i = 0; i < paths.count; i++) add_entry(catalog, paths.items[i], false);
  gloss_names_free(&paths);
  return catalog;
}

void gloss_catalog_free(gloss_catalog *catalog) {
  if (catalog == NULL) return;
  for (uint32_t i = 0; i < catalog->count; i++) {
    gloss_script_free(catalog->entries[i].script);
    gloss_error_clear(&catalog->entries[i].error);
  }
  free(catalog->entries);
  gloss_table_free(&catalog->names);
  gloss_arena_free(&catalog->strings);
  free(catalog);
}

uint32_t gloss_catalog_count(const gloss_catalog *catalog) {
  return catalog->count;
}

const gloss_catalog_entry *gloss_catalog_at(const gloss_catalog *catalog, uint32_t entry) {
  return &catalog->entries[entry];
}

uint32_t gloss_catalog_find(const gloss_catalog *catalog, gloss_slice name) {
  return gloss_table_get(&catalog->names, name, GLOSS_NO_ENTRY);
}

static bool is_same_file(const char *a, const char *b) {
  char *x = realpath(a, NULL), *y = realpath(b, NULL);
  bool same = x && y && strcmp(x, y) == 0;
  free(x);
  free(y);
  return same;
}

uint32_t gloss_catalog_find_file(gloss_catalog *catalog, const char *path, gloss_error *error) {
  if (!gloss_file_exists(path)) return gloss_fail(error, "%s: no such script", path), GLOSS_NO_ENTRY;
  if (gloss_folder_exists(path))
    return gloss_fail(error, "%s: is a folder; name a script, or add the folder with --script-path", path), GLOSS_NO_ENTRY;
  gloss_slice name = gloss_path_stem(path);
  for (uint32_t i = 0; i < catalog->count; i++)
    if (gloss_slice_is(name, catalog->entries[i].name) && is_same_file(catalog->entries[i].path, path)) return i;
  return add_entry(catalog, path, true);
}

const gloss_script *gloss_catalog_load(gloss_catalog *catalog, uint32_t entry, gloss_error *error) {
  gloss_catalog_entry *of = &catalog->entries[entry];
  if (of->script == NULL && of->error.message == NULL) of->script = gloss_script_load(catalog->environment, of->path, &of->error);
  if (of->script == NULL) gloss_fail(error, "%s", of->error.message);
  return of->script;
}

void gloss_catalog_sets(const gloss_catalog *catalog, gloss_names *paths) {
  gloss_search_path_list(catalog->environment->path, GLOSS_FIND_SET, NULL, NULL, paths);
}

char *gloss_catalog_find_set(const gloss_catalog *catalog, gloss_slice name) {
  return gloss_search_path_find(catalog->environment->path, GLOSS_FIND_SET, NULL, NULL, name);
}

const gloss_environment *gloss_catalog_environment(const gloss_catalog *catalog) {
  return catalog->environment;
}

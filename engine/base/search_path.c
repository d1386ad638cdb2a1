#include "base/search_path.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

/* Where in a folder each kind of thing lives; "%s" is the language. */
static const struct {
  const char *rooms[6];
  const char *ending;
} places[] = {
    [GLOSS_FIND_SCRIPT] = {{"", "analyses/", "readers/", "writers/"}, ".lua"},
    [GLOSS_FIND_SET] = {{"sets/"}, ".lua"},
    [GLOSS_FIND_MODULE] = {{"", "lib/"}, ".lua"},
    [GLOSS_FIND_DATA] = {{"", "data/", "lang/%s/"}, ""},
    [GLOSS_FIND_TEMPLATE] = {{"templates/"}, ""},
    [GLOSS_FIND_LANGUAGE] = {{"lang/"}, ""},
};

void gloss_search_path_add(gloss_search_path *path, const char *folder) {
  gloss_slice name = gloss_slice_of(folder);
  if (!gloss_folder_exists(folder)) return;
  while (name.size > 1 && name.data[name.size - 1] == '/') name.size--;
  for (uint32_t i = 0; i < path->folders.count; i++)
    if (gloss_slice_is(name, path->folders.items[i])) return;
  gloss_names_add(&path->folders, name);
}

static void add_user_folder(gloss_search_path *path) {
  gloss_buffer folder = {0};
  const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
  if (config && config[0]) gloss_buffer_print(&folder, "%s/gloss/scripts", config);
  else if (home && home[0]) gloss_buffer_print(&folder, "%s/.config/gloss/scripts", home);
  if (folder.size > 0) gloss_search_path_add(path, gloss_buffer_string(&folder));
  gloss_buffer_free(&folder);
}

void gloss_search_path_add_usual(gloss_search_path *path, const char *installed) {
  const char *variable = getenv("GLOSS_PATH");
  gloss_slice rest = variable ? gloss_slice_of(variable) : (gloss_slice){0}, folder;
  while (gloss_slice_split(&rest, ':', &folder)) {
    if (folder.size == 0) continue;
    char *copy = gloss_allocate(folder.size + 1);
    snprintf(copy, folder.size + 1, "%.*s", GLOSS_PRINT(folder));
    gloss_search_path_add(path, copy);
    free(copy);
  }
  add_user_folder(path);
  gloss_search_path_add(path, installed);
}

void gloss_search_path_free(gloss_search_path *path) {
  gloss_names_free(&path->folders);
}

/* A document may say of itself that its language is "../../home". */
static bool stays_in_the_folder(gloss_slice name) {
  gloss_slice rest = name, part;
  while (gloss_slice_split(&rest, '/', &part))
    if (part.size == 0 || gloss_slice_is(part, ".") || gloss_slice_is(part, "..")) return false;
  return name.size > 0 && !gloss_slice_ends_with(name, GLOSS_SLICE("/")) && memchr(name.data, '\0', name.size) == NULL;
}

/* Calls `visit` with each room of each folder until it returns true. */
typedef bool visitor(void *context, const char *room);

static bool visit_folder(const char *folder, gloss_find kind, const char *language, visitor *visit, void *context) {
  bool done = false;
  for (int i = 0; !done && i < 6 && places[kind].rooms[i]; i++) {
    const char *room = places[kind].rooms[i];
    bool of_language = strstr(room, "%s") != NULL;
    if (of_language && (language == NULL || !stays_in_the_folder(gloss_slice_of(language)))) continue;
    gloss_buffer path = {0};
    gloss_buffer_print(&path, "%s/", folder);
    if (of_language) gloss_buffer_print(&path, "lang/%s/", language);
    else gloss_buffer_add(&path, gloss_slice_of(room));
    done = visit(context, gloss_buffer_string(&path));
    gloss_buffer_free(&path);
  }
  return done;
}

static void visit_all(const gloss_search_path *path, gloss_find kind, const char *first, const char *language, visitor *visit,
                      void *context) {
  if (first && visit_folder(first, kind, language, visit, context)) return;
  for (uint32_t i = 0; i < path->folders.count; i++) {
    const char *folder = path->folders.items[i];
    if (first && strcmp(first, folder) == 0) continue;
    if (visit_folder(folder, kind, language, visit, context)) return;
  }
}

typedef struct search {
  gloss_find kind;
  gloss_slice name;
  char *found;
} search;

static bool look_in(void *context, const char *room) {
  search *search = context;
  gloss_buffer path = {0};
  gloss_buffer_print(&path, "%s%.*s%s", room, GLOSS_PRINT(search->name), places[search->kind].ending);
  const char *candidate = gloss_buffer_string(&path);
  bool wants_folder = search->kind == GLOSS_FIND_LANGUAGE;
  if (gloss_file_exists(candidate) && gloss_folder_exists(candidate) == wants_folder) search->found = gloss_copy_string(candidate);
  gloss_buffer_free(&path);
  return search->found != NULL;
}

char *gloss_search_path_find(const gloss_search_path *path, gloss_find kind, const char *first, const char *language,
                             gloss_slice name) {
  if (!stays_in_the_folder(name)) return NULL;
  search search = {.kind = kind, .name = name};
  visit_all(path, kind, first, language, look_in, &search);
  return search.found;
}

typedef struct listing {
  gloss_find kind;
  gloss_names *paths;
} listing;

static bool list_room(void *context, const char *room) {
  listing *listing = context;
  gloss_names names = {0};
  gloss_error error = {0};
  bool wants_folder = listing->kind == GLOSS_FIND_LANGUAGE;
  gloss_slice ending = gloss_slice_of(places[listing->kind].ending);
  if (gloss_folder_exists(room)) gloss_folder_list(room, &names, &error);
  gloss_error_clear(&error); /* a folder that cannot be read offers nothing */
  for (uint32_t i = 0; i < names.count; i++) {
    gloss_buffer path = {0};
    gloss_buffer_print(&path, "%s%s", room, names.items[i]);
    bool fits = gloss_slice_ends_with(gloss_slice_of(names.items[i]), ending) &&
                gloss_folder_exists(gloss_buffer_string(&path)) == wants_folder;
    if (fits) gloss_names_add(listing->paths, gloss_buffer_slice(&path));
    gloss_buffer_free(&path);
  }
  gloss_names_free(&names);
  return false;
}

void gloss_search_path_list(const gloss_search_path *path, gloss_find kind, const char *first, const char *language,
                            gloss_names *paths) {
  listing listing = {kind, paths};
  visit_all(path, kind, first, language, list_room, &listing);
}

#include "source/walk.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"

typedef struct open_folder {
  char *path;
  gloss_names names;
  uint32_t next;
} open_folder;

struct gloss_walk {
  const char *const *paths;
  uint32_t count, next;
  open_folder *folders; /* on the way to the file, the innermost last */
  uint32_t folder_count, folder_capacity;
};

gloss_walk *gloss_walk_new(const char *const *paths, uint32_t count) {
  gloss_walk *walk = gloss_allocate_zeroed(1, sizeof *walk);
  walk->paths = paths;
  walk->count = count;
  return walk;
}

static void close_folder(gloss_walk *walk) {
  open_folder *folder = &walk->folders[--walk->folder_count];
  free(folder->path);
  gloss_names_free(&folder->names);
}

void gloss_walk_free(gloss_walk *walk) {
  if (walk == NULL) return;
  while (walk->folder_count > 0) close_folder(walk);
  free(walk->folders);
  free(walk);
}

static bool open_folder_at(gloss_walk *walk, const char *path, gloss_error *error) {
  gloss_names names = {0};
  if (!gloss_folder_list(path, &names, error)) return false;
  walk->folders = gloss_grow(walk->folders, &walk->folder_capacity, walk->folder_count + 1u, sizeof *walk->folders);
  walk->folders[walk->folder_count++] = (open_folder){.path = gloss_copy_string(path), .names = names};
  return true;
}

/* GLOSS_WALKED_END: it was a folder, which is open now, or is left out. */
static gloss_walked visit_found(gloss_walk *walk, const char *path, gloss_error *error) {
  struct stat own, target;
  bool is_there = lstat(path, &own) == 0 && stat(path, &target) == 0;
  if (!is_there) return gloss_fail(error, "%s: %s", path, strerror(errno)), GLOSS_WALKED_FAILED;
  if (S_ISDIR(own.st_mode)) return open_folder_at(walk, path, error) ? GLOSS_WALKED_END : GLOSS_WALKED_FAILED;
  return S_ISREG(target.st_mode) ? GLOSS_WALKED_FOUND : GLOSS_WALKED_END;
}

static gloss_walked visit_folder(gloss_walk *walk, gloss_buffer *path, gloss_error *error) {
  open_folder *folder = &walk->folders[walk->folder_count - 1];
  if (folder->next == folder->names.count) return close_folder(walk), GLOSS_WALKED_END;
  const char *name = folder->names.items[folder->next++];
  if (name[0] == '.') return GLOSS_WALKED_END;
  bool has_slash = gloss_slice_ends_with(gloss_slice_of(folder->path), GLOSS_SLICE("/"));
  gloss_buffer_clear(path);
  gloss_buffer_print(path, "%s%s%s", folder->path, has_slash ? "" : "/", name);
  return visit_found(walk, gloss_buffer_string(path), error);
}

static gloss_walked visit_named(gloss_walk *walk, gloss_buffer *path, gloss_error *error) {
  const char *named = walk->paths[walk->next++];
  if (named[0] == '\0') return gloss_fail(error, "a path is empty"), GLOSS_WALKED_FAILED;
  if (gloss_folder_exists(named)) return open_folder_at(walk, named, error) ? GLOSS_WALKED_END : GLOSS_WALKED_FAILED;
  gloss_buffer_clear(path);
  gloss_buffer_add(path, gloss_slice_of(named));
  gloss_buffer_string(path);
  return GLOSS_WALKED_NAMED;
}

gloss_walked gloss_walk_next(gloss_walk *walk, gloss_buffer *path, gloss_error *error) {
  gloss_walked walked = GLOSS_WALKED_END;
  while (walked == GLOSS_WALKED_END && (walk->folder_count > 0 || walk->next < walk->count))
    walked = walk->folder_count > 0 ? visit_folder(walk, path, error) : visit_named(walk, path, error);
  return walked;
}

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/memory.h"

enum { CHUNK = 64 * 1024, BELIEVED = 1 << 30 };

/* Room for what the file says it holds, at once; some say nothing, and some under /proc say too much. */
static void reserve_all(FILE *stream, gloss_buffer *content) {
  struct stat status;
  if (fstat(fileno(stream), &status) == 0 && status.st_size < BELIEVED)
    gloss_buffer_reserve(content, (size_t)status.st_size + CHUNK);
}

static bool read_stream(FILE *stream, gloss_buffer *content) {
  size_t got;
  reserve_all(stream, content);
  do {
    got = fread(gloss_buffer_reserve(content, CHUNK), 1, CHUNK, stream);
    content->size += got;
  } while (got > 0);
  return !ferror(stream);
}

bool gloss_file_read(const char *path, gloss_buffer *content, gloss_error *error) {
  if (gloss_folder_exists(path)) return gloss_fail(error, "%s: is a folder, not a file", path);
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) return gloss_fail(error, "%s: %s", path, strerror(errno));
  bool read = read_stream(stream, content) || gloss_fail(error, "%s: %s", path, strerror(errno));
  fclose(stream);
  return read;
}

bool gloss_file_exists(const char *path) {
  struct stat status;
  return stat(path, &status) == 0;
}

uint64_t gloss_file_size(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
}

bool gloss_folder_exists(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool gloss_folder_make(const char *path) {
  char *part = gloss_copy_string(path);
  for (char *slash = strchr(part + (*part == '/'), '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(part, 0700);
    *slash = '/';
  }
  mkdir(part, 0700);
  free(part);
  return gloss_folder_exists(path);
}

void gloss_names_add(gloss_names *names, gloss_slice name) {
  names->items = gloss_grow(names->items, &names->capacity, names->count + 1u, sizeof *names->items);
  char *copy = gloss_allocate(name.size + 1);
  if (name.size > 0) memcpy(copy, name.data, name.size);
  copy[name.size] = '\0';
  names->items[names->count++] = copy;
}

void gloss_names_free(gloss_names *names) {
  for (uint32_t i = 0; i < names->count; i++) free(names->items[i]);
  free(names->items);
  *names = (gloss_names){0};
}

static int compare_names(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

bool gloss_folder_list(const char *path, gloss_names *names, gloss_error *error) {
  DIR *folder = opendir(path);
  if (folder == NULL) return gloss_fail(error, "%s: %s", path, strerror(errno));
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) gloss_names_add(names, gloss_slice_of(entry->d_name));
  closedir(folder);
  if (names->count > 1) qsort(names->items, names->count, sizeof *names->items, compare_names);
  return true;
}

gloss_slice gloss_path_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return gloss_slice_of(slash ? slash + 1 : path);
}

gloss_slice gloss_path_ending(const char *path) {
  gloss_slice name = gloss_path_name(path);
  const char *dot = strrchr(name.data, '.');
  return dot == NULL || dot == name.data ? GLOSS_SLICE("") : gloss_slice_of(dot);
}

gloss_slice gloss_path_stem(const char *path) {
  gloss_slice name = gloss_path_name(path);
  name.size -= gloss_path_ending(path).size;
  return name;
}

gloss_slice gloss_path_folder(const char *path) {
  const char *slash = strrchr(path, '/');
  if (slash == NULL) return GLOSS_SLICE(".");
  return slash == path ? GLOSS_SLICE("/") : (gloss_slice){path, (size_t)(slash - path)};
}

#include "author/template.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* -- Names */

/* What a name of a layer cannot be: Lua's own words, and what the tests of a script call something else. */
static const char *const taken[] = {
    "and",   "break", "do",    "else",   "elseif", "end",     "false",   "for",    "function", "goto",   "if",       "in",
    "local", "nil",   "not",   "or",     "repeat", "return",  "then",    "true",   "until",    "while",  "block",    "document",
    "given", "gloss", "input", "name",   "output", "rows",    "sentence", "text",  "texts",    "token",  "values",   "warnings",
    "documents", "words"};

static bool is_taken(gloss_slice name) {
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    if (gloss_slice_is(name, taken[i])) return true;
  return false;
}

static bool is_small_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool gloss_author_check_name(gloss_slice name, gloss_error *error) {
  enum { LONGEST = 60 };
  bool is_good = name.size > 0 && name.size <= LONGEST && is_small_letter(name.data[0]);
  for (size_t i = 0; is_good && i < name.size; i++)
    is_good = is_small_letter(name.data[i]) || name.data[i] == '_' || (name.data[i] >= '0' && name.data[i] <= '9');
  if (!is_good)
    return gloss_fail(error, "\"%.*s\": a name has small letters, digits and _, and begins with a letter, like night_trains",
                      GLOSS_PRINT(name));
  if (!is_taken(name)) return true;
  return gloss_fail(error, "\"%.*s\" has a meaning of its own in a script; choose another name", GLOSS_PRINT(name));
}

/* -- Files */

static void add_stamped(gloss_buffer *out, gloss_slice text, const gloss_stamp *stamp) {
  while (text.size > 0) {
    bool is_name = gloss_slice_starts_with(text, GLOSS_SLICE("@NAME@"));
    bool is_types = gloss_slice_starts_with(text, GLOSS_SLICE("@TYPES@"));
    size_t size = is_name ? 6 : is_types ? 7 : 1;
    gloss_buffer_add(out, is_name ? stamp->name : is_types ? gloss_slice_of(stamp->types) : gloss_slice_cut(text, 0, 1));
    text = gloss_slice_cut(text, size, text.size);
  }
}

static bool write_new(const char *path, gloss_slice text, gloss_error *error) {
  FILE *stream = fopen(path, "wbx");
  if (stream == NULL && errno == EEXIST) return gloss_fail(error, "%s: is there already; nothing was written", path);
  if (stream == NULL) return gloss_fail(error, "%s: %s", path, strerror(errno));
  bool written = fwrite(text.data, 1, text.size, stream) == text.size;
  written &= fclose(stream) == 0;
  if (written) return true;
  gloss_fail(error, "%s: %s", path, strerror(errno));
  remove(path);
  return false;
}

static bool stamp_file(const char *from, const gloss_stamp *stamp, const char *path, gloss_error *error) {
  gloss_buffer text = {0}, stamped = {0};
  bool done = gloss_file_read(from, &text, error);
  if (done) add_stamped(&stamped, gloss_buffer_slice(&text), stamp);
  done = done && write_new(path, gloss_buffer_slice(&stamped), error);
  gloss_buffer_free(&text);
  gloss_buffer_free(&stamped);
  return done;
}

static char *find_template(const gloss_search_path *search, const char *template, gloss_error *error) {
  char *found = gloss_search_path_find(search, GLOSS_FIND_TEMPLATE, NULL, NULL, gloss_slice_of(template));
  if (found == NULL) gloss_fail(error, "no template \"%s\" in templates/ of any folder of the script path", template);
  return found;
}

bool gloss_author_write(const gloss_search_path *search, const char *template, const gloss_stamp *stamp, const char *path,
                        gloss_error *error) {
  char *found = find_template(search, template, error);
  bool written = found && stamp_file(found, stamp, path, error);
  free(found);
  return written;
}

bool gloss_author_copy(const char *like, const char *path, gloss_error *error) {
  gloss_buffer text = {0};
  bool written = gloss_file_read(like, &text, error) && write_new(path, gloss_buffer_slice(&text), error);
  gloss_buffer_free(&text);
  return written;
}

/* -- Folders */

static bool stamp_folder(const char *from, const gloss_stamp *stamp, const char *path, gloss_error *error);

static bool stamp_entry(const char *from, const char *name, const gloss_stamp *stamp, const char *path, gloss_error *error) {
  gloss_buffer source = {0}, target = {0};
  gloss_buffer_print(&source, "%s/%s", from, name);
  gloss_buffer_print(&target, "%s/", path);
  add_stamped(&target, gloss_slice_of(name), stamp);
  const char *there = gloss_buffer_string(&source), *here = gloss_buffer_string(&target);
  bool done = gloss_folder_exists(there) ? stamp_folder(there, stamp, here, error) : stamp_file(there, stamp, here, error);
  gloss_buffer_free(&source);
  gloss_buffer_free(&target);
  return done;
}

static bool stamp_folder(const char *from, const gloss_stamp *stamp, const char *path, gloss_error *error) {
  gloss_names names = {0};
  if (mkdir(path, 0777) != 0)
    return gloss_fail(error, "%s: %s", path, errno == EEXIST ? "is there already; nothing was written" : strerror(errno));
  bool done = gloss_folder_list(from, &names, error);
  for (uint32_t i = 0; done && i < names.count; i++) done = stamp_entry(from, names.items[i], stamp, path, error);
  gloss_names_free(&names);
  return done;
}

bool gloss_author_write_project(const gloss_search_path *search, const gloss_stamp *stamp, const char *path, gloss_error *error) {
  char *found = find_template(search, "project/gloss.toml", error);
  if (found == NULL) return false;
  found[gloss_path_folder(found).size] = '\0';
  bool written = stamp_folder(found, stamp, path, error);
  free(found);
  return written;
}

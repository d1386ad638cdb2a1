#include "read/source.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "read/foreign.h"
#include "read/json.h"
#include "read/passed_over.h"

enum { CHUNK = 256 * 1024, HEAD = 64 * 1024 };

typedef struct open_folder {
  char *path;
  gloss_names names;
  uint32_t next;
} open_folder;

struct gloss_source {
  gloss_source_settings settings;
  uint32_t next_path;
  open_folder *folders; /* on the way to the file, the innermost last */
  uint32_t folder_count, folder_capacity;

  int file; /* -1: none is open */
  gloss_buffer path;
  const gloss_format *format;
  uint64_t line;      /* the last one taken */
  gloss_buffer chunk; /* read, and from `at` on not taken yet */
  size_t at;
  bool may_wait; /* the file is a pipe, a terminal, or the like */
  bool ended; /* nothing is after the chunk */
  uint64_t bytes;
  gloss_passed_over passed_over;
};

gloss_source *gloss_source_new(gloss_source_settings settings) {
  static const char *const standard_input[] = {"-"};
  if (settings.path_count == 0) {
    settings.paths = standard_input;
    settings.path_count = 1;
  }
  if (settings.record_max == 0) settings.record_max = UINT32_MAX - 1;
  gloss_source *source = gloss_allocate_zeroed(1, sizeof *source);
  source->settings = settings;
  source->file = -1;
  return source;
}

static void close_folder(gloss_source *source) {
  open_folder *folder = &source->folders[--source->folder_count];
  free(folder->path);
  gloss_names_free(&folder->names);
}

static void close_file(gloss_source *source) {
  if (source->file > STDIN_FILENO) close(source->file);
  source->file = -1;
}

void gloss_source_free(gloss_source *source) {
  if (source == NULL) return;
  close_file(source);
  while (source->folder_count > 0) close_folder(source);
  free(source->folders);
  gloss_buffer_free(&source->path);
  gloss_buffer_free(&source->chunk);
  gloss_passed_over_free(&source->passed_over);
  free(source);
}

uint64_t gloss_source_bytes(const gloss_source *source) {
  return source->bytes;
}

uint64_t gloss_source_passed_over(const gloss_source *source, gloss_buffer *endings) {
  gloss_passed_over_print(&source->passed_over, endings);
  return source->passed_over.count;
}

uint64_t gloss_source_total(const gloss_source *source) {
  uint64_t total = 0;
  struct stat about;
  for (uint32_t i = 0; i < source->settings.path_count; i++) {
    if (stat(source->settings.paths[i], &about) != 0 || !S_ISREG(about.st_mode)) return 0;
    total += (uint64_t)about.st_size;
  }
  return total;
}

/* -- Bytes of the open file */

static bool read_some(gloss_source *source, gloss_buffer *to, size_t most, gloss_error *error) {
  char *space = gloss_buffer_reserve(to, most);
  ssize_t got;
  do {
    if (source->may_wait && !gloss_wait_to_read(source->file)) return gloss_fail(error, "interrupted");
    got = read(source->file, space, most);
  } while (got < 0 && (errno == EINTR || errno == EAGAIN));
  if (got < 0) return gloss_fail(error, "%s: %s", source->path.data, strerror(errno));
  source->ended = got == 0;
  to->size += (size_t)got;
  source->bytes += (uint64_t)got;
  return true;
}

static bool refill(gloss_source *source, gloss_error *error) {
  gloss_buffer_clear(&source->chunk);
  source->at = 0;
  return read_some(source, &source->chunk, CHUNK, error);
}

/* Enough to tell the format: a line or more. Not more than is there, so that a pipe that is slow is not waited for. */
static bool read_head(gloss_source *source, gloss_error *error) {
  if (!refill(source, error)) return false;
  gloss_buffer *chunk = &source->chunk;
  while (!source->ended && chunk->size < HEAD && memchr(chunk->data, '\n', chunk->size) == NULL)
    if (!read_some(source, chunk, HEAD, error)) return false;
  return true;
}

/* -- The way to the next file */

static void set_string(gloss_buffer *buffer, gloss_slice string) {
  gloss_buffer_clear(buffer);
  gloss_buffer_add(buffer, string);
  gloss_buffer_string(buffer);
}

/* Leaves out the byte order mark, and finds the format. */
static bool begin_file(gloss_source *source, gloss_error *error) {
  if (!read_head(source, error)) return false;
  gloss_slice head = gloss_buffer_slice(&source->chunk);
  if (gloss_slice_starts_with(head, GLOSS_SLICE("\xef\xbb\xbf"))) source->at = 3;
  head = gloss_slice_cut(head, source->at, head.size);
  gloss_slice ending = gloss_path_ending(source->path.data);
  source->format = source->settings.format;
  if (source->format == NULL) source->format = gloss_format_guess(source->settings.scripted, ending, head);
  const char *advice = gloss_foreign_advice(ending, head, source->settings.format || source->format->script);
  if (advice) return gloss_fail(error, "%s: %s", source->path.data, advice);
  bool is_utf16 = gloss_slice_starts_with(head, GLOSS_SLICE("\xff\xfe")) || gloss_slice_starts_with(head, GLOSS_SLICE("\xfe\xff"));
  if (is_utf16 && source->format->unit == GLOSS_RECORD_A_LINE)
    return gloss_fail(error, "%s: is UTF-16; make it UTF-8 with iconv -f UTF-16 -t UTF-8", source->path.data);
  return true;
}

static bool may_wait(int file) {
  struct stat about;
  return fstat(file, &about) == 0 && !S_ISREG(about.st_mode);
}

static gloss_next open_file(gloss_source *source, const char *path, gloss_error *error) {
  bool is_standard_input = strcmp(path, "-") == 0;
  set_string(&source->path, is_standard_input ? GLOSS_SLICE("stdin") : gloss_slice_of(path));
  source->line = 0;
  source->file = is_standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  source->may_wait = source->file >= 0 && may_wait(source->file);
  if (source->file < 0)
    gloss_fail(error, "%s: %s", path, strerror(errno));
  else if (begin_file(source, error))
    return GLOSS_NEXT_RECORD;
  close_file(source);
  return GLOSS_NEXT_FAILED;
}

static bool open_folder_at(gloss_source *source, const char *path, gloss_error *error) {
  gloss_names names = {0};
  if (!gloss_folder_list(path, &names, error)) return false;
  source->folders = gloss_grow(source->folders, &source->folder_capacity, source->folder_count + 1u, sizeof *source->folders);
  source->folders[source->folder_count++] = (open_folder){.path = gloss_copy_string(path), .names = names};
  return true;
}

/* Is a file found in a folder one to read? */
static bool is_wanted(const gloss_source *source, gloss_slice ending) {
  const gloss_format *format = source->settings.format;
  bool is_known = gloss_format_has_ending(NULL, source->settings.scripted, ending);
  return format == NULL ? is_known : !is_known || gloss_format_has_ending(format, NULL, ending);
}

/* GLOSS_NEXT_RECORD: a file is open; GLOSS_NEXT_END: it was a folder, or is passed over. */
static gloss_next visit_found(gloss_source *source, const char *path, gloss_error *error) {
  struct stat own, target;
  if (lstat(path, &own) != 0 || stat(path, &target) != 0) {
    gloss_fail(error, "%s: %s", path, strerror(errno));
    return GLOSS_NEXT_FAILED;
  }
  if (S_ISDIR(own.st_mode)) return open_folder_at(source, path, error) ? GLOSS_NEXT_END : GLOSS_NEXT_FAILED;
  if (!S_ISREG(target.st_mode)) return GLOSS_NEXT_END;
  if (is_wanted(source, gloss_path_ending(path))) return open_file(source, path, error);
  gloss_passed_over_add(&source->passed_over, gloss_path_ending(path));
  return GLOSS_NEXT_END;
}

static gloss_next visit_folder(gloss_source *source, gloss_error *error) {
  open_folder *folder = &source->folders[source->folder_count - 1];
  if (folder->next == folder->names.count) {
    close_folder(source);
    return GLOSS_NEXT_END;
  }
  const char *name = folder->names.items[folder->next++];
  if (name[0] == '.') return GLOSS_NEXT_END;
  gloss_buffer path = {0};
  bool has_slash = gloss_slice_ends_with(gloss_slice_of(folder->path), GLOSS_SLICE("/"));
  gloss_buffer_print(&path, "%s%s%s", folder->path, has_slash ? "" : "/", name);
  gloss_next found = visit_found(source, gloss_buffer_string(&path), error);
  gloss_buffer_free(&path);
  return found;
}

static gloss_next visit_named(gloss_source *source, gloss_error *error) {
  const char *path = source->settings.paths[source->next_path++];
  if (path[0] == '\0') return gloss_fail(error, "a path is empty"), GLOSS_NEXT_FAILED;
  if (gloss_folder_exists(path)) return open_folder_at(source, path, error) ? GLOSS_NEXT_END : GLOSS_NEXT_FAILED;
  return open_file(source, path, error);
}

static bool is_at_end(const gloss_source *source) {
  return source->folder_count == 0 && source->next_path == source->settings.path_count;
}

static gloss_next open_next(gloss_source *source, gloss_error *error) {
  gloss_next visited = GLOSS_NEXT_END;
  while (visited == GLOSS_NEXT_END && !is_at_end(source))
    visited = source->folder_count > 0 ? visit_folder(source, error) : visit_named(source, error);
  return visited;
}

/* -- Records of the open file */

/* Adds bytes up to the record's limit; beyond it they are dropped. Returns whether there was room. */
static bool add_bytes(gloss_source *source, gloss_buffer *bytes, gloss_slice more) {
  bool fits = more.size <= source->settings.record_max - bytes->size;
  if (fits) gloss_buffer_add(bytes, more);
  return fits;
}

/* Takes what is left of the chunk, or of its line. */
static gloss_slice take(gloss_source *source, bool whole, bool *line_ends) {
  const char *start = source->chunk.data + source->at;
  size_t left = source->chunk.size - source->at;
  const char *newline = whole || left == 0 ? NULL : memchr(start, '\n', left);
  *line_ends = newline != NULL;
  size_t size = newline ? (size_t)(newline - start) : left;
  source->at += size + *line_ends;
  return (gloss_slice){start, size};
}

/* Takes the file, or a line of it. False when it cannot be read. */
static bool take_record(gloss_source *source, gloss_buffer *bytes, bool *fits, gloss_error *error) {
  bool whole = source->format->unit == GLOSS_RECORD_A_FILE, line_ends;
  gloss_buffer_clear(bytes);
  *fits = true;
  for (;;) {
    gloss_slice part = take(source, whole, &line_ends);
    *fits = *fits && add_bytes(source, bytes, part);
    if (line_ends || source->ended) break;
    if (!refill(source, error)) return false;
  }
  gloss_buffer_reserve(bytes, GLOSS_JSON_PADDING);
  return true;
}

static gloss_next fail_too_long(gloss_source *source, gloss_error *error) {
  char line[32] = "";
  if (source->line > 0) snprintf(line, sizeof line, ":%" PRIu64, source->line);
  gloss_fail(error, "%s%s: too long: a record may have %zu bytes", source->path.data, line, source->settings.record_max);
  return GLOSS_NEXT_FAILED;
}

static gloss_next give_up(gloss_source *source) {
  close_file(source);
  return GLOSS_NEXT_FAILED;
}

static gloss_next label(const gloss_source *source, gloss_record *record) {
  set_string(&record->path, gloss_buffer_slice(&source->path));
  record->line = source->line;
  record->format = source->format;
  return GLOSS_NEXT_RECORD;
}

static gloss_next next_whole(gloss_source *source, gloss_record *record, gloss_error *error) {
  bool fits;
  if (!take_record(source, &record->bytes, &fits, error)) return give_up(source);
  close_file(source);
  return fits ? label(source, record) : fail_too_long(source, error);
}

/* GLOSS_NEXT_END: of this file. */
static gloss_next next_line(gloss_source *source, gloss_record *record, gloss_error *error) {
  bool fits;
  do {
    if (source->ended && source->at == source->chunk.size) {
      close_file(source);
      return GLOSS_NEXT_END;
    }
    source->line++;
    if (!take_record(source, &record->bytes, &fits, error)) return give_up(source);
    if (!fits) return fail_too_long(source, error);
  } while (gloss_slice_trim(gloss_buffer_slice(&record->bytes)).size == 0);
  return label(source, record);
}

static gloss_next next_record(gloss_source *source, gloss_record *record, gloss_error *error) {
  while (!gloss_is_interrupted()) {
    gloss_next got = source->file < 0 ? open_next(source, error) : GLOSS_NEXT_RECORD;
    if (got != GLOSS_NEXT_RECORD) return got;
    got = source->format->unit == GLOSS_RECORD_A_LINE ? next_line(source, record, error) : next_whole(source, record, error);
    if (got != GLOSS_NEXT_END) return got;
  }
  return GLOSS_NEXT_END;
}

gloss_next gloss_source_next(gloss_source *source, gloss_record *record, gloss_error *error) {
  gloss_next next = next_record(source, record, error);
  if (next != GLOSS_NEXT_FAILED || !gloss_is_interrupted()) return next;
  gloss_error_clear(error);
  return GLOSS_NEXT_END;
}

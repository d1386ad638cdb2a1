#include "compare/join.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/table.h"
#include "compare/excerpt.h"
#include "source/source.h"
#include "read/structure.h"
#include "text/schema.h"
#include "text/workspace.h"

typedef struct waiting { /* in the temporary file */
  uint64_t at;
  size_t size; /* 0: it waits for nobody */
} waiting;

typedef struct seat { /* a document, and what it came from */
  gloss_workspace *workspace;
  gloss_record record;
  gloss_document *document;
  uint32_t id; /* entry of the file's ids */
} seat;

typedef struct file {
  const char *path;
  gloss_source *source; /* NULL: it has come to its end */
  gloss_parser *parser;
  seat current, recalled;
  gloss_table ids;      /* to the line */
  waiting *waiting;     /* one an id */
  uint32_t waiting_capacity;
  FILE *store;
  uint64_t stored;
  uint32_t rest; /* at the end: the next id that may still wait */
} file;

struct gloss_join {
  gloss_schema *schema;
  file left, right;
  seat *used[2]; /* by whom it was asked last */
};

/* -- A file */

static void open_file(file *file, const char *path, const gloss_schema *schema) {
  gloss_source_settings settings = {.paths = &file->path, .path_count = 1};
  gloss_error none = {0};
  file->path = path;
  gloss_format_find(GLOSS_SLICE("jsonl"), NULL, &settings.format, &none);
  file->source = gloss_source_new(settings);
  file->parser = gloss_parser_new((gloss_parser_settings){0});
  file->current.workspace = gloss_workspace_new(schema);
  file->recalled.workspace = gloss_workspace_new(schema);
}

static void close_seat(seat *seat) {
  if (seat->document) gloss_workspace_close(seat->workspace);
  seat->document = NULL;
}

static void free_seat(seat *seat) {
  close_seat(seat);
  gloss_workspace_free(seat->workspace);
  gloss_record_free(&seat->record);
}

static void close_file(file *file) {
  free_seat(&file->current);
  free_seat(&file->recalled);
  if (file->source) gloss_source_free(file->source);
  gloss_parser_free(file->parser);
  gloss_table_free(&file->ids);
  free(file->waiting);
  if (file->store) fclose(file->store);
}

static bool parse(file *file, seat *seat, gloss_error *error) {
  gloss_parsed parsed;
  seat->document = gloss_workspace_open(seat->workspace);
  if (gloss_parser_parse(file->parser, &seat->record, seat->document, &parsed, error)) return true;
  close_seat(seat);
  return false;
}

static bool number(file *file, seat *seat, gloss_error *error) {
  gloss_slice id = seat->document->id;
  uint32_t known = gloss_table_find(&file->ids, id);
  if (known != GLOSS_TABLE_NONE) {
    gloss_fail(error, "%s:%" PRIu64 ": a second document has the id \"%.*s\", which line %u has too; give each its own",
               seat->record.path.data, seat->record.line, GLOSS_PRINT(id), file->ids.entries[known].value);
    close_seat(seat);
    return false;
  }
  seat->id = gloss_table_set(&file->ids, id, (uint32_t)seat->record.line);
  file->waiting = gloss_grow(file->waiting, &file->waiting_capacity, file->ids.count, sizeof *file->waiting);
  file->waiting[seat->id] = (waiting){0};
  return true;
}

/* The next document into `current`, unless there is one. */
static bool advance(file *file, gloss_error *error) {
  seat *seat = &file->current;
  if (seat->document || file->source == NULL) return true;
  gloss_next next = gloss_source_next(file->source, &seat->record, error);
  if (next == GLOSS_NEXT_RECORD) return parse(file, seat, error) && number(file, seat, error);
  if (next == GLOSS_NEXT_FAILED) return false;
  gloss_source_free(file->source);
  file->source = NULL;
  return true;
}

/* -- Waiting */

static bool fail_to_store(gloss_error *error) {
  return gloss_fail(error, "the two files are not in the same order, and the temporary file for what must wait failed: %s",
                    strerror(errno));
}

static bool store(file *file, gloss_error *error) {
  gloss_slice bytes = gloss_buffer_slice(&file->current.record.bytes);
  if (file->store == NULL && (file->store = tmpfile()) == NULL) return fail_to_store(error);
  if (fseeko(file->store, (off_t)file->stored, SEEK_SET) != 0) return fail_to_store(error);
  if (fwrite(bytes.data, 1, bytes.size, file->store) != bytes.size) return fail_to_store(error);
  file->waiting[file->current.id] = (waiting){file->stored, bytes.size};
  file->stored += bytes.size;
  close_seat(&file->current);
  return true;
}

/* The document that waits, into `recalled`. */
static bool recall(file *file, uint32_t id, gloss_error *error) {
  gloss_record *record = &file->recalled.record;
  waiting *waiting = &file->waiting[id];
  gloss_buffer_clear(&record->bytes);
  gloss_buffer_reserve(&record->bytes, waiting->size + GLOSS_JSON_PADDING);
  if (fseeko(file->store, (off_t)waiting->at, SEEK_SET) != 0) return fail_to_store(error);
  record->bytes.size = fread(record->bytes.data, 1, waiting->size, file->store);
  if (record->bytes.size != waiting->size) return fail_to_store(error);
  gloss_buffer_clear(&record->path);
  gloss_buffer_add(&record->path, gloss_buffer_slice(&file->current.record.path));
  gloss_buffer_string(&record->path);
  record->line = file->ids.entries[id].value;
  record->format = file->current.record.format;
  record->is_decoded = file->current.record.is_decoded;
  file->recalled.id = id;
  waiting->size = 0;
  return parse(file, &file->recalled, error);
}

static bool is_waiting(const file *file, uint32_t id) {
  return id != GLOSS_TABLE_NONE && file->waiting[id].size > 0;
}

/* The next of those that nobody asked for, at the end of both files; GLOSS_TABLE_NONE: there is none. */
static uint32_t next_left_over(file *file) {
  while (file->rest < file->ids.count)
    if (is_waiting(file, file->rest++)) return file->rest - 1;
  return GLOSS_TABLE_NONE;
}

/* -- Both */

static bool check_file(const char *path, gloss_error *error) {
  if (gloss_folder_exists(path)) return gloss_fail(error, "%s: is a folder; name a file of JSONL", path);
  return strcmp(path, "-") == 0 || gloss_file_exists(path) || gloss_fail(error, "%s: no such file", path);
}

gloss_join *gloss_join_new(const char *left, const char *right, gloss_error *error) {
  if (!check_file(left, error) || !check_file(right, error)) return NULL;
  gloss_join *join = gloss_allocate_zeroed(1, sizeof *join);
  join->schema = gloss_schema_new();
  open_file(&join->left, left, join->schema);
  open_file(&join->right, right, join->schema);
  return join;
}

void gloss_join_free(gloss_join *join) {
  if (join == NULL) return;
  close_file(&join->left);
  close_file(&join->right);
  gloss_schema_free(join->schema);
  free(join);
}

static gloss_side side_of(const file *file, const seat *seat) {
  if (seat == NULL) return (gloss_side){.path = file->path};
  return (gloss_side){file->path, seat->record.line, seat->document};
}

static gloss_join_result give(gloss_join *join, seat *left, seat *right, gloss_joined *joined) {
  join->used[0] = left;
  join->used[1] = right;
  *joined = (gloss_joined){side_of(&join->left, left), side_of(&join->right, right)};
  return GLOSS_JOIN_READ;
}

static bool have_met(const gloss_join *join) {
  const gloss_document *left = join->left.current.document, *right = join->right.current.document;
  return left && right && gloss_slice_equal(left->id, right->id);
}

/* Does the file's current document find its partner among those of the other that wait, or can it not have one? */
static bool is_settled(const file *file, const struct file *other, uint32_t *partner) {
  if (file->current.document == NULL) return false;
  *partner = gloss_table_find(&other->ids, file->current.document->id);
  if (!is_waiting(other, *partner)) *partner = GLOSS_TABLE_NONE;
  return *partner != GLOSS_TABLE_NONE || (other->source == NULL && other->current.document == NULL);
}

static gloss_join_result settle(gloss_join *join, file *file, struct file *other, uint32_t partner, gloss_joined *joined,
                                gloss_error *error) {
  seat *found = partner == GLOSS_TABLE_NONE ? NULL : &other->recalled, *current = &file->current;
  join->used[0] = current;
  if (found && !recall(other, partner, error)) return GLOSS_JOIN_FAILED;
  return file == &join->left ? give(join, current, found, joined) : give(join, found, current, joined);
}

static gloss_join_result give_left_over(gloss_join *join, gloss_joined *joined, gloss_error *error) {
  uint32_t id = next_left_over(&join->left);
  if (id != GLOSS_TABLE_NONE)
    return recall(&join->left, id, error) ? give(join, &join->left.recalled, NULL, joined) : GLOSS_JOIN_FAILED;
  id = next_left_over(&join->right);
  if (id == GLOSS_TABLE_NONE) return GLOSS_JOIN_END;
  return recall(&join->right, id, error) ? give(join, NULL, &join->right.recalled, joined) : GLOSS_JOIN_FAILED;
}

static bool store_both(gloss_join *join, gloss_error *error) {
  return (join->left.current.document == NULL || store(&join->left, error)) &&
         (join->right.current.document == NULL || store(&join->right, error));
}

gloss_join_result gloss_join_next(gloss_join *join, gloss_joined *joined, gloss_error *error) {
  file *left = &join->left, *right = &join->right;
  uint32_t partner;
  for (int i = 0; i < 2; i++)
    if (join->used[i]) close_seat(join->used[i]), join->used[i] = NULL;
  for (;;) {
    if (!advance(left, error) || !advance(right, error)) return GLOSS_JOIN_FAILED;
    if (have_met(join)) return give(join, &left->current, &right->current, joined);
    if (is_settled(left, right, &partner)) return settle(join, left, right, partner, joined, error);
    if (is_settled(right, left, &partner)) return settle(join, right, left, partner, joined, error);
    if (left->current.document == NULL && right->current.document == NULL) return give_left_over(join, joined, error);
    if (!store_both(join, error)) {
      close_seat(&left->current);
      close_seat(&right->current);
      return GLOSS_JOIN_FAILED;
    }
  }
}

bool gloss_join_check(const gloss_join *join, gloss_error *error) {
  const file *empty = join->left.ids.count == 0 ? &join->left : join->right.ids.count == 0 ? &join->right : NULL;
  return empty == NULL || gloss_fail(error, "%s: has no document", empty->path);
}

/* -- The text */

static uint32_t first_difference(gloss_slice a, gloss_slice b) {
  uint32_t at = 0;
  while (at < a.size && at < b.size && a.data[at] == b.data[at]) at++;
  return gloss_excerpt_start_of_character(a, at);
}

bool gloss_joined_check_text(const gloss_joined *joined, gloss_error *error) {
  const gloss_side *left = &joined->left, *right = &joined->right;
  gloss_slice a = left->document->text, b = right->document->text;
  if (gloss_slice_equal(a, b)) return true;
  uint32_t at = first_difference(a, b), line, column;
  gloss_buffer one = {0}, other = {0};
  gloss_document_position(left->document, at, &line, &column);
  gloss_excerpt_add_start(&one, gloss_slice_cut(a, at, a.size));
  gloss_excerpt_add_start(&other, gloss_slice_cut(b, at, b.size));
  gloss_fail(error, "%s:%" PRIu64 ": \"%.*s\" has another text than in %s:%" PRIu64 ": first at %u:%u, %s there, here %s",
             right->path, right->line, GLOSS_PRINT(right->document->id), left->path, left->line, line, column,
             gloss_buffer_string(&one), gloss_buffer_string(&other));
  gloss_buffer_free(&one);
  gloss_buffer_free(&other);
  return false;
}

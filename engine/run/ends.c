#include "run/ends.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "script/reader.h"
#include "script/writer.h"

/* -- Choosing */

static void select_entry(gloss_selection *selection, uint32_t entry) {
  selection->entries = gloss_grow(selection->entries, &selection->capacity, selection->count + 1u, sizeof *selection->entries);
  selection->entries[selection->count++] = entry;
}

static bool is_path(gloss_slice name) {
  return memchr(name.data, '/', name.size) || gloss_slice_ends_with(name, GLOSS_SLICE(".lua"));
}

/* Does it stand in a folder `readers`? Only those are loaded unasked. */
static bool is_among_readers(const gloss_catalog_entry *entry) {
  gloss_buffer folder = {0};
  gloss_buffer_add(&folder, gloss_path_folder(entry->path));
  gloss_slice name = gloss_path_name(gloss_buffer_string(&folder));
  bool is_among = entry->hidden_by == GLOSS_NO_ENTRY && !entry->is_named && gloss_slice_is(name, "readers");
  gloss_buffer_free(&folder);
  return is_among;
}

static void add_all_readers(gloss_selection *readers, gloss_catalog *catalog, void (*warn)(const char *message)) {
  for (uint32_t i = 0; i < gloss_catalog_count(catalog); i++) {
    gloss_error error = {0};
    if (!is_among_readers(gloss_catalog_at(catalog, i))) continue;
    const gloss_script *script = gloss_catalog_load(catalog, i, &error);
    if (script == NULL && warn) warn(error.message);
    if (script && script->hooks & GLOSS_HAS_READ) select_entry(readers, i);
    gloss_error_clear(&error);
  }
}

static uint32_t find_entry(gloss_catalog *catalog, gloss_slice name, gloss_error *error) {
  if (!is_path(name)) return gloss_catalog_find(catalog, name);
  gloss_buffer path = {0};
  gloss_buffer_add(&path, name);
  uint32_t entry = gloss_catalog_find_file(catalog, gloss_buffer_string(&path), error);
  gloss_buffer_free(&path);
  return entry;
}

typedef enum end { INPUT, OUTPUT } end;

static const char *const nouns[] = {"input", "output"};
static const unsigned hooks[] = {GLOSS_HAS_READ, GLOSS_HAS_WRITE};

/* Adds the names of the formats of the engine at that end; and says whether this is one. */
static bool offer_own(end end, gloss_slice name, gloss_buffer *known, gloss_nearest *nearest) {
  size_t count;
  bool found = false;
  const gloss_format *formats = gloss_formats(&count);
  const gloss_writer *writers = end == OUTPUT ? gloss_writers(&count) : NULL;
  for (size_t i = 0; i < count; i++) {
    const char *own = end == OUTPUT ? writers[i].name : formats[i].name;
    gloss_buffer_print(known, "%s%s", known->size > 0 ? ", " : "", own);
    gloss_nearest_offer(nearest, gloss_slice_of(own));
    found = found || gloss_slice_is(name, own);
  }
  return found;
}

static void offer_scripts(end end, gloss_catalog *catalog, gloss_buffer *known, gloss_nearest *nearest) {
  for (uint32_t i = 0; i < gloss_catalog_count(catalog); i++) {
    gloss_error ignored = {0};
    const gloss_catalog_entry *entry = gloss_catalog_at(catalog, i);
    const gloss_script *script = entry->hidden_by == GLOSS_NO_ENTRY ? gloss_catalog_load(catalog, i, &ignored) : NULL;
    if (script && script->hooks & hooks[end]) {
      gloss_buffer_print(known, ", %s", entry->name);
      gloss_nearest_offer(nearest, gloss_slice_of(entry->name));
    }
    gloss_error_clear(&ignored);
  }
}

static bool fail_unknown(end end, gloss_catalog *catalog, gloss_slice name, gloss_error *error) {
  gloss_nearest nearest = {.word = name};
  gloss_buffer known = {0};
  char hint[128];
  if (end == INPUT) gloss_buffer_print(&known, "auto");
  offer_own(end, name, &known, &nearest);
  offer_scripts(end, catalog, &known, &nearest);
  gloss_fail(error, "no %s format \"%.*s\" (there are %s)%s", nouns[end], GLOSS_PRINT(name), gloss_buffer_string(&known),
             gloss_nearest_hint(&nearest, hint));
  gloss_buffer_free(&known);
  return false;
}

static bool is_own(end end, gloss_slice name) {
  gloss_nearest ignored = {.word = name};
  gloss_buffer known = {0};
  bool found = offer_own(end, name, &known, &ignored);
  gloss_buffer_free(&known);
  return found;
}

static bool add_named(end end, gloss_selection *selection, gloss_catalog *catalog, gloss_slice name, gloss_error *error) {
  if (is_own(end, name)) return true;
  uint32_t entry = find_entry(catalog, name, error);
  if (entry == GLOSS_NO_ENTRY) return error->message ? false : fail_unknown(end, catalog, name, error);
  const gloss_script *script = gloss_catalog_load(catalog, entry, error);
  if (script == NULL) return false;
  if (script->hooks & hooks[end]) return select_entry(selection, entry), true;
  if (!is_path(name)) return fail_unknown(end, catalog, name, error);
  return gloss_fail(error, "%s: has no `%s`", script->path, end == INPUT ? "read" : "write");
}

bool gloss_ends_read(gloss_ends *ends, gloss_catalog *catalog, gloss_slice name, void (*warn)(const char *message),
                     gloss_error *error) {
  if (!gloss_slice_is(name, "auto")) return add_named(INPUT, &ends->readers, catalog, name, error);
  add_all_readers(&ends->readers, catalog, warn);
  return true;
}

bool gloss_ends_write(gloss_ends *ends, gloss_catalog *catalog, gloss_slice name, gloss_error *error) {
  return add_named(OUTPUT, &ends->writer, catalog, name, error);
}

void gloss_ends_free(gloss_ends *ends) {
  gloss_selection_free(&ends->readers);
  gloss_selection_free(&ends->writer);
}

/* -- Readers as formats */

struct gloss_readers {
  gloss_environment environment; /* what a `detect` prints is not of any document */
  const gloss_plan *plan;
  gloss_format *formats;
  gloss_state **detecting; /* of those that can */
  gloss_matcher *matcher;
  gloss_scripted scripted;
};

static gloss_format format_of(const gloss_step *step) {
  const gloss_script *script = step->script;
  return (gloss_format){.name = script->name, .about = script->about.data, .unit = GLOSS_RECORD_A_FILE,
                        .endings = script->endings.data ? script->endings.data : "", .script = step,
                        .can_detect = script->hooks & GLOSS_HAS_DETECT};
}

/* A script that fails to tell is no reader of that file. */
static bool detect(void *context, const gloss_format *format, gloss_slice head) {
  gloss_readers *readers = context;
  gloss_error ignored = {0};
  bool is_one = gloss_reader_detect(readers->detecting[format - readers->formats], head, &ignored);
  gloss_error_clear(&ignored);
  return is_one;
}

static bool add_reader(gloss_readers *readers, uint32_t index, gloss_error *error) {
  const gloss_plan *plan = readers->plan;
  const gloss_step *step = &plan->readers[index];
  readers->formats[index] = format_of(step);
  if (!readers->formats[index].can_detect) return true;
  readers->detecting[index] = gloss_state_new(&readers->environment, step->script, step->options, plan->schema,
                                              (uint16_t)(plan->count + index), readers->matcher, error);
  return readers->detecting[index] != NULL;
}

gloss_readers *gloss_readers_new(const gloss_environment *environment, const gloss_plan *plan, gloss_error *error) {
  gloss_readers *readers = gloss_allocate_zeroed(1, sizeof *readers);
  readers->environment = *environment;
  readers->plan = plan;
  readers->matcher = gloss_matcher_new();
  readers->formats = gloss_allocate_zeroed(plan->reader_count + 1u, sizeof *readers->formats);
  readers->detecting = gloss_allocate_zeroed(plan->reader_count + 1u, sizeof *readers->detecting);
  readers->scripted = (gloss_scripted){readers->formats, plan->reader_count, detect, readers};
  bool done = true;
  for (uint32_t i = 0; done && i < plan->reader_count; i++) done = add_reader(readers, i, error);
  if (done) return readers;
  gloss_readers_free(readers);
  return NULL;
}

void gloss_readers_free(gloss_readers *readers) {
  if (readers == NULL) return;
  for (uint32_t i = 0; i < readers->plan->reader_count; i++) gloss_state_free(readers->detecting[i]);
  gloss_matcher_free(readers->matcher);
  free(readers->formats);
  free(readers->detecting);
  free(readers);
}

const gloss_scripted *gloss_readers_formats(const gloss_readers *readers) {
  return &readers->scripted;
}

/* -- A writer as one */

bool gloss_plan_writer(const gloss_environment *environment, const gloss_plan *plan, gloss_buffer *header, gloss_buffer *footer,
                       gloss_writer *writer, gloss_error *error) {
  const gloss_step *step = plan->writer;
  gloss_matcher *matcher = gloss_matcher_new();
  gloss_state *state = gloss_state_new(environment, step->script, step->options, plan->schema,
                                       (uint16_t)(plan->count + plan->reader_count), matcher, error);
  bool done = state && gloss_writer_add_header(state, header, error) && gloss_writer_add_footer(state, footer, error);
  *writer = (gloss_writer){.name = step->script->name, .about = step->script->about.data, .ending = step->script->ending.data,
                           .header = gloss_buffer_slice(header), .footer = gloss_buffer_slice(footer)};
  gloss_state_free(state);
  gloss_matcher_free(matcher);
  return done;
}

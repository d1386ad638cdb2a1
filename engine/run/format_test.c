#include <stddef.h>

#include "base/memory.h"
#include "read/format.h"
#include "run/ends.h"
#include "run/trial.h"
#include "write/json_text.h"

static gloss_value get(gloss_value map, const char *key) {
  return gloss_map_get(map, gloss_slice_of(key));
}

static void complain(trial *trial, uint32_t number, const char *what, gloss_value expected, gloss_value found) {
  gloss_buffer_print(&trial->wrong, "document %u: %s should be ", number, what);
  trial_print(trial, expected);
  gloss_buffer_print(&trial->wrong, ", is ");
  trial_print(trial, found);
  gloss_buffer_add_char(&trial->wrong, '\n');
}

/* -- Readers: an input, and the documents in it */

typedef struct watch {
  trial *trial;
  gloss_value documents;
  uint32_t count; /* that came so far */
} watch;

static gloss_value string_or_nil(gloss_slice text) {
  return text.data ? gloss_value_string(text) : (gloss_value){.kind = GLOSS_NIL};
}

static void check_fact(watch *watch, const char *name, gloss_value found) {
  gloss_value expected = get(watch->documents.items[watch->count - 1], name);
  if (expected.kind == GLOSS_NIL || trial_matches(watch->trial, expected, found)) return;
  complain(watch->trial, watch->count, name, expected, found);
}

static gloss_value block_value(gloss_document *document, const gloss_block *block) {
  gloss_pair *pairs = gloss_arena_allocate(&document->arena, 2 * sizeof *pairs);
  pairs[0] = (gloss_pair){GLOSS_SLICE("kind"), gloss_value_string(gloss_slice_of(gloss_block_kind_name(block->kind)))};
  pairs[1] = (gloss_pair){GLOSS_SLICE("text"), gloss_value_string(gloss_document_slice(document, block->bytes))};
  return gloss_map_of(pairs, 2);
}

static gloss_value blocks_value(gloss_document *document) {
  gloss_value *items = gloss_arena_allocate(&document->arena, (document->block_count + 1u) * sizeof *items);
  for (uint32_t i = 0; i < document->block_count; i++) items[i] = block_value(document, &document->blocks[i]);
  return (gloss_value){.kind = GLOSS_LIST, .size = document->block_count, .items = items};
}

static void check_facts(watch *watch, gloss_document *document) {
  check_fact(watch, "text", string_or_nil(document->text));
  check_fact(watch, "id", string_or_nil(document->id));
  check_fact(watch, "title", string_or_nil(document->title));
  check_fact(watch, "source", string_or_nil(document->source));
  check_fact(watch, "date", string_or_nil(document->date));
  check_fact(watch, "lang", string_or_nil(document->lang));
  check_fact(watch, "meta", document->meta);
  check_fact(watch, "blocks", blocks_value(document));
}

static void show(void *context, gloss_document *document) {
  watch *watch = context;
  if (++watch->count > watch->documents.size) return;
  watch->trial->document = document;
  watch->trial->test = watch->documents.items[watch->count - 1];
  check_facts(watch, document);
  trial_check(watch->trial);
  watch->trial->document = NULL;
}

/* The file's name ends as the reader's do, unless the test gives one. */
static void name_input(const trial *trial, gloss_buffer *path) {
  gloss_value file = get(trial->test, "file");
  gloss_slice endings = trial->plan->readers->script->endings, ending = {0};
  gloss_slice_split(&endings, ' ', &ending);
  gloss_buffer_clear(path);
  if (file.kind == GLOSS_STRING) gloss_buffer_add(path, gloss_value_slice(file));
  else gloss_buffer_print(path, "test%.*s", GLOSS_PRINT(ending));
  gloss_buffer_string(path);
}

bool trial_read(trial *trial, gloss_worker *worker, gloss_error *error) {
  gloss_format format = {.name = trial->plan->readers->script->name, .script = trial->plan->readers};
  watch watch = {trial, get(trial->test, "documents"), 0};
  gloss_value input = get(trial->test, "input");
  gloss_record record = {0};
  if (trial->plan->reader_count == 0) return gloss_fail(error, "`input` is for a reader, which has `read`");
  if (input.kind != GLOSS_STRING || watch.documents.kind != GLOSS_LIST)
    return gloss_fail(error, "a test of a reader has `input`, a string, and `documents`, a list");
  gloss_record_set_text(&record, gloss_value_slice(input));
  name_input(trial, &record.path);
  record.format = &format;
  bool done = gloss_worker_read(worker, &record, show, &watch, error);
  if (done && watch.count != watch.documents.size)
    gloss_buffer_print(&trial->wrong, "there should be %u documents, not %u\n", watch.documents.size, watch.count);
  gloss_record_free(&record);
  return done;
}

/* -- Writers: a document, and what is written of it */

bool trial_write(trial *trial, gloss_worker *worker, gloss_error *error) {
  gloss_buffer header = {0}, footer = {0}, out = {0};
  gloss_writer writer;
  gloss_value expected = get(trial->test, "output");
  if (trial->plan->writer == NULL) return gloss_fail(error, "`output` is for a writer, which has `write`");
  if (expected.kind != GLOSS_STRING) return gloss_fail(error, "a test of a writer has `text`, and `output`, a string");
  const gloss_environment *environment = gloss_catalog_environment(trial->catalog);
  bool done = gloss_plan_writer(environment, trial->plan, &header, &footer, &writer, error);
  if (done) {
    gloss_buffer_add(&out, writer.header);
    gloss_worker_write(worker, trial->document, &out);
    gloss_buffer_add(&out, writer.footer);
    trial_check_failures(trial);
    gloss_value found = gloss_value_string(gloss_buffer_slice(&out));
    if (!gloss_value_equal(expected, found)) complain(trial, 1, "the output", expected, found);
  }
  gloss_buffer_free(&header);
  gloss_buffer_free(&footer);
  gloss_buffer_free(&out);
  return done;
}

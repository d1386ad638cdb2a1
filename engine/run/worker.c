#include "run/worker.h"

#include <stdlib.h>

#include "base/memory.h"
#include "unicode/unicode.h"

struct gloss_worker {
  const gloss_work *work;
  gloss_workspace *workspace;
  gloss_parser *parser;
  gloss_matcher *matcher;
  gloss_state **states; /* one a step of the plan */
  bool *failed;         /* the steps that failed on the open document, or could not run */
};

static bool open_states(gloss_worker *worker, gloss_error *error) {
  const gloss_plan *plan = worker->work->plan;
  for (uint32_t i = 0; i < plan->count; i++) {
    const gloss_step *step = &plan->steps[i];
    worker->states[i] =
        gloss_state_new(worker->work->environment, step->script, step->options, plan->schema, (uint16_t)i, worker->matcher, error);
    if (worker->states[i] == NULL) return false;
  }
  return true;
}

gloss_worker *gloss_worker_new(const gloss_work *work, gloss_error *error) {
  gloss_worker *worker = gloss_allocate_zeroed(1, sizeof *worker);
  worker->work = work;
  worker->workspace = gloss_workspace_new(work->plan->schema);
  worker->parser = gloss_parser_new((gloss_parser_settings){.with_title = work->with_title});
  worker->matcher = gloss_matcher_new();
  worker->states = gloss_allocate_zeroed(work->plan->count + 1u, sizeof *worker->states);
  worker->failed = gloss_allocate_zeroed(work->plan->count + 1u, sizeof *worker->failed);
  if (open_states(worker, error)) return worker;
  gloss_worker_free(worker);
  return NULL;
}

void gloss_worker_free(gloss_worker *worker) {
  if (worker == NULL) return;
  for (uint32_t i = 0; i < worker->work->plan->count; i++) gloss_state_free(worker->states[i]);
  free(worker->states);
  free(worker->failed);
  gloss_matcher_free(worker->matcher);
  gloss_parser_free(worker->parser);
  gloss_workspace_free(worker->workspace);
  free(worker);
}

gloss_document *gloss_worker_open(gloss_worker *worker) {
  return gloss_workspace_open(worker->workspace);
}

void gloss_worker_close(gloss_worker *worker) {
  gloss_workspace_close(worker->workspace);
}

static void warn_without_data(gloss_document *document) {
  gloss_slice warning =
      gloss_arena_print(&document->arena, "no data for language \"%.*s\": read by neutral rules", GLOSS_PRINT(document->lang));
  gloss_document_warn(document, warning);
}

bool gloss_worker_segment(gloss_worker *worker, gloss_document *document, gloss_layout layout, gloss_error *error) {
  if (document->lang.size == 0) document->lang = gloss_slice_of(worker->work->lang);
  const gloss_language_pack *pack = gloss_languages_get(worker->work->languages, document->lang, error);
  if (pack == NULL) return false;
  gloss_workspace_set_language(worker->workspace, pack->language);
  if (!pack->has_data) warn_without_data(document);
  return gloss_segment(pack->segmenter, document, layout, error);
}

/* The first step before this one that provides what it requires and has failed, or `at`. */
static uint32_t failed_source(const gloss_worker *worker, uint32_t at, gloss_slice *name) {
  const gloss_step *steps = worker->work->plan->steps;
  const gloss_script *script = steps[at].script;
  for (uint32_t i = 0; i < script->require_count; i++)
    for (uint32_t j = 0; !script->requires[i].optional && j < at; j++)
      if (worker->failed[j] && gloss_script_provides(steps[j].script, *name = script->requires[i].name)) return j;
  return at;
}

static void skip(gloss_document *document, const gloss_script *script, gloss_slice name, const gloss_script *source) {
  gloss_slice message = gloss_arena_print(&document->arena, "skipped: it requires \"%.*s\", and %s failed on this document",
                                          GLOSS_PRINT(name), source->name);
  gloss_document_fail(document, (gloss_failure){.script = gloss_slice_of(script->name), .message = message});
}

void gloss_worker_analyse(gloss_worker *worker, gloss_document *document) {
  const gloss_plan *plan = worker->work->plan;
  for (uint32_t i = 0; i < plan->count; i++) {
    gloss_slice name;
    uint32_t source = failed_source(worker, i, &name);
    if (source != i) skip(document, plan->steps[i].script, name, plan->steps[source].script);
    worker->failed[i] = source != i || !gloss_state_run(worker->states[i], document);
  }
}

static bool fail_strictly(const gloss_document *document, gloss_error *error) {
  gloss_slice warning = document->warnings[0];
  return gloss_fail(error, "%.*s (--strict)", GLOSS_PRINT(warning));
}

static bool fail_at_record(const gloss_record *record, gloss_error *error) {
  if (record->line == 0) return gloss_fail_at(error, "%.*s", GLOSS_PRINT(gloss_buffer_slice(&record->path)));
  return gloss_fail_at(error, "%.*s:%llu", GLOSS_PRINT(gloss_buffer_slice(&record->path)), (unsigned long long)record->line);
}

static bool do_open(gloss_worker *worker, const gloss_record *record, gloss_document *document, gloss_error *error) {
  gloss_parsed parsed;
  if (!gloss_parser_parse(worker->parser, record, document, &parsed, error)) return false;
  gloss_layout layout = parsed.is_article ? GLOSS_LAYOUT_ARTICLE : GLOSS_LAYOUT_BODY;
  bool refused = worker->work->strict && parsed.is_mended;
  bool opened = refused ? fail_strictly(document, error) : gloss_worker_segment(worker, document, layout, error);
  if (!opened) return fail_at_record(record, error);
  gloss_worker_analyse(worker, document);
  return true;
}

static void tell_failures(const gloss_document *document, gloss_buffer *messages) {
  for (uint32_t i = 0; i < document->failure_count; i++) {
    const gloss_failure *failure = &document->failures[i];
    gloss_buffer_print(messages, "%.*s: %.*s: ", GLOSS_PRINT(document->id), GLOSS_PRINT(failure->script));
    if (failure->at.size > 0) gloss_buffer_print(messages, "%.*s: ", GLOSS_PRINT(failure->at));
    gloss_plain(failure->message, messages);
    gloss_buffer_add_char(messages, '\n');
  }
}

gloss_document *gloss_worker_read(gloss_worker *worker, const gloss_record *record, gloss_error *error) {
  gloss_document *document = gloss_worker_open(worker);
  if (do_open(worker, record, document, error)) return document;
  gloss_worker_close(worker);
  return NULL;
}

const gloss_work *gloss_worker_work(const gloss_worker *worker) {
  return worker->work;
}

gloss_matcher *gloss_worker_matcher(const gloss_worker *worker) {
  return worker->matcher;
}

const gloss_state *gloss_worker_state(const gloss_worker *worker, uint32_t step) {
  return worker->states[step];
}

bool gloss_worker_do(gloss_worker *worker, const gloss_record *record, gloss_buffer *out, gloss_outcome *outcome,
                     gloss_error *error) {
  const gloss_work *work = worker->work;
  gloss_document *document = gloss_worker_read(worker, record, error);
  if (document == NULL) return false;
  if (work->writer) work->writer->write(work->writer, &work->writing, document, out);
  outcome->tokens = document->token_count;
  outcome->failures = document->failure_count;
  tell_failures(document, outcome->messages);
  gloss_worker_close(worker);
  return true;
}

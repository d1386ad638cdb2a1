#include "run/worker.h"

#include <stdlib.h>
#include <time.h>

#include "base/memory.h"
#include "run/in_flight.h"
#include "run/tagging.h"
#include "unicode/unicode.h"

struct gloss_worker {
  const gloss_work *work;
  gloss_environment environment; /* what its scripts print goes where its outcome goes */
  gloss_outcome *outcome;        /* of the record at hand, or NULL */
  gloss_workspace *workspace;
  gloss_parser *parser;
  gloss_matcher *matcher;
  gloss_tagging *tagging;
  gloss_state **states; /* one a step of the plan */
  bool *failed;         /* the steps that failed on the open document, or could not run */
};

static bool open_states(gloss_worker *worker, gloss_error *error) {
  const gloss_plan *plan = worker->work->plan;
  for (uint32_t i = 0; i < plan->count; i++) {
    const gloss_step *step = &plan->steps[i];
    worker->states[i] =
        gloss_state_new(&worker->environment, step->script, step->options, plan->schema, (uint16_t)i, worker->matcher, error);
    if (worker->states[i] == NULL) return false;
  }
  return true;
}

/* While a document is open a script's lines wait for the document's turn. */
static void keep_line(void *context, const gloss_document *document, gloss_slice line) {
  const gloss_worker *worker = context;
  const gloss_environment *shared = worker->work->environment;
  if (worker->outcome) gloss_say(worker->outcome->said, GLOSS_SAID_PRINTED, line);
  else if (shared->print) shared->print(shared->print_context, document, line);
}

gloss_worker *gloss_worker_new(const gloss_work *work, gloss_error *error) {
  gloss_worker *worker = gloss_allocate_zeroed(1, sizeof *worker);
  worker->work = work;
  worker->environment = *work->environment;
  worker->environment.print = keep_line;
  worker->environment.print_context = worker;
  worker->workspace = gloss_workspace_new(work->plan->schema);
  worker->parser = gloss_parser_new((gloss_parser_settings){.with_title = work->with_title});
  worker->matcher = gloss_matcher_new();
  worker->tagging = gloss_tagging_new(work->environment, worker->matcher);
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
  gloss_tagging_free(worker->tagging);
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

static void fill_in(gloss_document *document, const gloss_work *work) {
  if (document->lang.size == 0) document->lang = gloss_slice_of(work->lang);
  if (document->date.size == 0 && work->date) document->date = gloss_slice_of(work->date);
}

bool gloss_worker_segment(gloss_worker *worker, gloss_document *document, gloss_layout layout, gloss_error *error) {
  fill_in(document, worker->work);
  const gloss_language_pack *pack = gloss_languages_get(worker->work->languages, document->lang, error);
  if (pack == NULL) return false;
  gloss_workspace_set_language(worker->workspace, pack->language);
  document->tagger = gloss_tagging_of(worker->tagging, pack->language, document->vocabulary);
  if (!pack->has_data) warn_without_data(document);
  return gloss_segment(pack->segmenter, document, layout, error);
}

/* -- Analysing */

static uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
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

static void leave_off(gloss_document *document, const gloss_script *script, const gloss_switch *state) {
  gloss_slice message = gloss_arena_print(&document->arena, "switched off: it failed on %llu of the first %llu documents",
                                          (unsigned long long)state->failed, (unsigned long long)state->of);
  gloss_document_fail(document, (gloss_failure){.script = gloss_slice_of(script->name), .message = message});
}

static bool is_off(const gloss_worker *worker, uint32_t step) {
  return worker->outcome && worker->outcome->switches && worker->outcome->switches[step].is_off;
}

/* False: it failed, was skipped, or is switched off. */
static bool run_step(gloss_worker *worker, uint32_t step, gloss_document *document) {
  const gloss_step *steps = worker->work->plan->steps;
  gloss_script_tally *tally = worker->outcome ? &worker->outcome->tally->scripts[step] : &(gloss_script_tally){0};
  gloss_slice name;
  uint32_t source = failed_source(worker, step, &name);
  if (source != step) return tally->skipped++, skip(document, steps[step].script, name, steps[source].script), false;
  if (is_off(worker, step))
    return tally->skipped++, leave_off(document, steps[step].script, &worker->outcome->switches[step]), false;
  uint64_t start = nanoseconds();
  bool done = gloss_state_run(worker->states[step], document);
  tally->nanoseconds += nanoseconds() - start;
  tally->failed += !done;
  return done;
}

void gloss_worker_analyse(gloss_worker *worker, gloss_document *document) {
  for (uint32_t i = 0; i < worker->work->plan->count; i++) worker->failed[i] = !run_step(worker, i, document);
}

/* A script that failed on the document, or did not run, folds nothing of it. */
static void fold_step(gloss_worker *worker, uint32_t step, gloss_document *document, gloss_fold_part *part) {
  gloss_script_tally *tally = worker->outcome ? &worker->outcome->tally->scripts[step] : &(gloss_script_tally){0};
  uint64_t start = nanoseconds();
  tally->failed += !gloss_fold_part_add(part, step, worker->states[step], document);
  tally->nanoseconds += nanoseconds() - start;
}

void gloss_worker_fold(gloss_worker *worker, gloss_document *document, gloss_fold_part *part) {
  const gloss_plan *plan = worker->work->plan;
  for (uint32_t i = 0; i < plan->count; i++)
    if (gloss_step_folds(&plan->steps[i]) && !worker->failed[i]) fold_step(worker, i, document, part);
}

static bool fail_strictly(const gloss_document *document, gloss_error *error) {
  gloss_slice warning = document->warnings[0];
  return gloss_fail(error, "%.*s (--strict)", GLOSS_PRINT(warning));
}

static bool fail_at_record(const gloss_record *record, gloss_error *error) {
  if (record->line == 0) return gloss_fail_at(error, "%.*s", GLOSS_PRINT(gloss_buffer_slice(&record->path)));
  return gloss_fail_at(error, "%.*s:%llu", GLOSS_PRINT(gloss_buffer_slice(&record->path)), (unsigned long long)record->line);
}

/* -- Records */

static bool prepare(gloss_worker *worker, const gloss_record *record, gloss_document *document, gloss_error *error) {
  gloss_parsed parsed;
  if (!gloss_parser_parse(worker->parser, record, document, &parsed, error)) return false;
  gloss_layout layout = parsed.is_article ? GLOSS_LAYOUT_ARTICLE : GLOSS_LAYOUT_BODY;
  bool refused = worker->work->strict && parsed.is_mended;
  bool opened = refused ? fail_strictly(document, error) : gloss_worker_segment(worker, document, layout, error);
  return opened || fail_at_record(record, error);
}

gloss_document *gloss_worker_read(gloss_worker *worker, const gloss_record *record, gloss_error *error) {
  gloss_document *document = gloss_worker_open(worker);
  if (prepare(worker, record, document, error)) {
    gloss_worker_analyse(worker, document);
    return document;
  }
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

static void tell_failure(const gloss_document *document, const gloss_failure *failure, gloss_buffer *said) {
  gloss_buffer line = {0};
  gloss_buffer_print(&line, "%.*s: %.*s: ", GLOSS_PRINT(document->id), GLOSS_PRINT(failure->script));
  if (failure->at.size > 0) gloss_buffer_print(&line, "%.*s: ", GLOSS_PRINT(failure->at));
  gloss_plain(failure->message, &line);
  gloss_say(said, GLOSS_SAID_FAILED, gloss_buffer_slice(&line));
  gloss_buffer_free(&line);
}

static void count(const gloss_document *document, gloss_outcome *outcome) {
  gloss_tally *tally = outcome->tally;
  tally->documents++;
  tally->tokens += document->token_count;
  tally->failures += document->failure_count;
  tally->troubled += document->failure_count > 0;
  for (uint32_t i = 0; i < document->failure_count; i++) tell_failure(document, &document->failures[i], outcome->said);
}

/* The layer of tokens has their parts of speech, where somebody can say them. */
static void tag_for_writer(const gloss_work *work, gloss_document *document) {
  gloss_error error = {0};
  if (!work->writer || !work->writing.token || !document->tagger || gloss_document_tag(document, &error)) return;
  gloss_document_fail(document, (gloss_failure){.script = GLOSS_SLICE("token"), .message = gloss_slice_of(error.message)});
  gloss_error_clear(&error);
}

static void analyse_and_write(gloss_worker *worker, gloss_document *document, gloss_outcome *outcome, uint64_t start) {
  const gloss_work *work = worker->work;
  outcome->tally->reading += nanoseconds() - start;
  gloss_worker_analyse(worker, document);
  if (outcome->folds) gloss_worker_fold(worker, document, outcome->folds);
  tag_for_writer(work, document);
  uint64_t analysed = nanoseconds();
  if (work->writer) work->writer->write(work->writer, &work->writing, document, outcome->out);
  uint64_t end = nanoseconds();
  outcome->tally->writing += end - analysed;
  count(document, outcome);
  gloss_tally_note_time(outcome->tally, document->id, end - start);
}

bool gloss_worker_do(gloss_worker *worker, const gloss_record *record, gloss_outcome *outcome, gloss_error *error) {
  uint64_t start = nanoseconds();
  gloss_document *document = gloss_worker_open(worker);
  worker->outcome = outcome;
  gloss_in_flight_begin(gloss_buffer_slice(&record->path), record->line);
  bool done = prepare(worker, record, document, error);
  bool is_wanted = done && (worker->work->only == NULL || gloss_slice_is(document->id, worker->work->only));
  if (is_wanted) analyse_and_write(worker, document, outcome, start);
  gloss_in_flight_end();
  worker->outcome = NULL;
  gloss_worker_close(worker);
  return done;
}

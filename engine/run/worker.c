#include "run/worker.h"

#include <stdlib.h>
#include <time.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "read/added.h"
#include "read/format.h"
#include "run/in_flight.h"
#include "run/tagging.h"
#include "script/reader.h"
#include "script/writer.h"
#include "unicode/unicode.h"

struct gloss_worker {
  const gloss_work *work;
  gloss_environment reading;     /* of its readers */
  gloss_environment environment; /* what its scripts print goes where its outcome goes */
  gloss_outcome *outcome;        /* of the record at hand, or NULL */
  gloss_workspace *workspace;
  gloss_parser *parser;
  gloss_matcher *matcher;
  gloss_tagging *tagging;
  gloss_state **states; /* one a step of the plan */
  gloss_state **readers; /* one a reader of the plan; NULL: not needed yet */
  gloss_state *writer;   /* NULL: no script writes */
  uint64_t began;        /* nanoseconds: with the document at hand */
  bool *failed;         /* the steps that failed on the open document, or could not run */
};

static bool open_writer(gloss_worker *worker, gloss_error *error) {
  const gloss_plan *plan = worker->work->plan;
  const gloss_writer_settings *writing = &worker->work->writing;
  worker->writer = gloss_state_new(&worker->environment, plan->writer->script, plan->writer->options, plan->schema,
                                   (uint16_t)(plan->count + plan->reader_count), worker->matcher, error);
  if (worker->writer) gloss_writer_show(worker->writer, writing->layers, writing->layer_count);
  return worker->writer != NULL;
}

static bool open_states(gloss_worker *worker, gloss_error *error) {
  const gloss_plan *plan = worker->work->plan;
  for (uint32_t i = 0; i < plan->count; i++) {
    const gloss_step *step = &plan->steps[i];
    worker->states[i] =
        gloss_state_new(&worker->environment, step->script, step->options, plan->schema, (uint16_t)i, worker->matcher, error);
    if (worker->states[i] == NULL) return false;
  }
  return plan->writer == NULL || open_writer(worker, error);
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
  worker->parser = gloss_parser_new(work->reading);
  worker->matcher = gloss_matcher_new();
  worker->tagging = gloss_tagging_new(work->environment, worker->matcher);
  worker->states = gloss_allocate_zeroed(work->plan->count + 1u, sizeof *worker->states);
  worker->readers = gloss_allocate_zeroed(work->plan->reader_count + 1u, sizeof *worker->readers);
  worker->failed = gloss_allocate_zeroed(work->plan->count + 1u, sizeof *worker->failed);
  worker->reading = worker->environment;
  worker->reading.inputs = NULL; /* what a reader gives is known by what it gave */
  bool opened = open_states(worker, error);
  if (opened && work->recall) gloss_recall_ready(work->recall);
  if (opened) return worker;
  gloss_worker_free(worker);
  return NULL;
}

void gloss_worker_free(gloss_worker *worker) {
  if (worker == NULL) return;
  for (uint32_t i = 0; i < worker->work->plan->count; i++) gloss_state_free(worker->states[i]);
  for (uint32_t i = 0; i < worker->work->plan->reader_count; i++) gloss_state_free(worker->readers[i]);
  gloss_state_free(worker->writer);
  free(worker->readers);
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

/* A record on its way, and what is done with each document of it. */
typedef struct reading {
  gloss_worker *worker;
  const gloss_record *record;
  gloss_worker_show *show;
  void *context;
  gloss_decoded decoded;
  uint16_t script;     /* that reads it */
  uint32_t count;      /* documents that it has given */
  gloss_error refused; /* why one of them was none, when nobody was told */
} reading;

/* The document is filled: what is left is whether it is taken. */
static bool segment_filled(gloss_worker *worker, gloss_document *document, gloss_parsed parsed, gloss_error *error) {
  gloss_layout layout = parsed.is_article ? GLOSS_LAYOUT_ARTICLE : GLOSS_LAYOUT_BODY;
  if (worker->work->strict && parsed.is_mended) return fail_strictly(document, error);
  return gloss_worker_segment(worker, document, layout, error);
}

/* -- What an earlier run has made of a document */

typedef struct memory {
  gloss_recall *recall; /* NULL: nobody remembers this one */
  gloss_kept_key key;
  gloss_recall_mark mark;
} memory;

static gloss_recalled recalled_of(const gloss_outcome *outcome) {
  return (gloss_recalled){outcome->out, outcome->said, outcome->tally};
}

/* Without a script that is switched off results follow from the document alone. */
static bool can_recall(const gloss_worker *worker) {
  bool can = worker->outcome && worker->work->recall;
  for (uint32_t i = 0; can && i < worker->work->plan->count; i++) can = !is_off(worker, i);
  return can;
}

/* True: it is known what comes of it, and that is done. */
static bool recall(const reading *reading, const gloss_document *document, const gloss_parsed *parsed, gloss_value added,
                   memory *memory) {
  const gloss_worker *worker = reading->worker;
  *memory = (struct memory){0};
  if (!can_recall(worker)) return false;
  gloss_recalled to = recalled_of(worker->outcome);
  gloss_kept_key key = gloss_recall_key(worker->work->recall, document, parsed, added);
  if (gloss_recall_find(worker->work->recall, key, to)) return true;
  *memory = (struct memory){worker->work->recall, key, gloss_recall_begin(to)};
  return false;
}

static void end_memory(const reading *reading, memory *memory, bool is_kept) {
  if (memory->recall == NULL) return;
  if (is_kept && !gloss_is_interrupted())
    gloss_recall_keep(memory->recall, memory->key, &memory->mark, recalled_of(reading->worker->outcome));
  gloss_recall_forget(&memory->mark);
}

static bool take_parsed(reading *reading, gloss_document *document, gloss_parsed parsed, gloss_error *error) {
  memory memory;
  if (recall(reading, document, &parsed, (gloss_value){0}, &memory)) return true;
  bool done = segment_filled(reading->worker, document, parsed, error) || fail_at_record(reading->record, error);
  if (done) reading->show(reading->context, document);
  end_memory(reading, &memory, done);
  return done;
}

static bool parse_and_show(reading *reading, gloss_error *error) {
  gloss_worker *worker = reading->worker;
  gloss_document *document = gloss_worker_open(worker);
  gloss_parsed parsed;
  bool done = gloss_parser_parse(worker->parser, reading->record, document, &parsed, error) &&
              take_parsed(reading, document, parsed, error);
  gloss_worker_close(worker);
  return done;
}

/* One document that cannot be taken costs no other of the same file. */
static void refuse(reading *reading, gloss_error *why) {
  gloss_outcome *outcome = reading->worker->outcome;
  fail_at_record(reading->record, why);
  if (outcome == NULL) {
    gloss_fail(&reading->refused, "%s", why->message);
  } else {
    outcome->tally->rejected++;
    gloss_say(outcome->said, GLOSS_SAID_REJECTED, gloss_slice_of(why->message));
  }
  gloss_error_clear(why);
}

static bool annotate_and_show(reading *reading, gloss_value added, gloss_document *document, gloss_error *error) {
  if (!gloss_added_annotate(added, document, reading->script, error)) return false;
  reading->show(reading->context, document);
  return true;
}

/* False: the script is to blame. */
static bool show_added(reading *reading, gloss_value added, gloss_document *document, gloss_error *error) {
  gloss_worker *worker = reading->worker;
  gloss_parsed parsed;
  memory memory;
  if (!gloss_added_fill(added, worker->work->reading, document, &parsed, error)) return false;
  gloss_parser_warn_decoded(document, &reading->decoded, &parsed);
  gloss_parser_give_id(worker->parser, reading->record, ++reading->count, document);
  if (recall(reading, document, &parsed, added, &memory)) return true;
  bool is_taken = segment_filled(worker, document, parsed, error);
  bool done = is_taken && annotate_and_show(reading, added, document, error);
  end_memory(reading, &memory, done);
  return is_taken ? done : (refuse(reading, error), true);
}

static bool take_added(void *context, gloss_value added, gloss_error *error) {
  reading *reading = context;
  gloss_document *document = gloss_worker_open(reading->worker);
  bool done = show_added(reading, added, document, error);
  gloss_worker_close(reading->worker);
  return done;
}

/* The state of a reader is made when the first of its files comes. */
static gloss_state *reader_of(gloss_worker *worker, const gloss_step *step, gloss_error *error) {
  const gloss_plan *plan = worker->work->plan;
  uint32_t index = (uint32_t)(step - plan->readers);
  const gloss_environment *environment = &worker->reading;
  if (!environment->trust && !gloss_grants_check(&environment->granted, step->script->path, step->script->grants, error))
    return NULL;
  if (worker->readers[index] == NULL)
    worker->readers[index] = gloss_state_new(&worker->reading, step->script, step->options, plan->schema,
                                             (uint16_t)(plan->count + index), worker->matcher, error);
  return worker->readers[index];
}

static bool read_beside(void *context, gloss_slice ending, gloss_buffer *content) {
  return gloss_record_read_beside(context, ending, content);
}

static bool run_reader(reading *reading, gloss_error *error) {
  gloss_worker *worker = reading->worker;
  const gloss_record *record = reading->record;
  const gloss_step *step = record->format->script;
  gloss_buffer text = {0};
  gloss_state *state = reader_of(worker, step, error);
  if (state == NULL) return false;
  gloss_slice bytes = gloss_buffer_slice(&record->bytes);
  gloss_input input = {.name = gloss_record_name(record), .bytes = bytes, .beside = read_beside, .context = (void *)record,
                       .text = gloss_decode(bytes, record->is_decoded, &text, &reading->decoded)};
  reading->script = (uint16_t)(worker->work->plan->count + (uint32_t)(step - worker->work->plan->readers));
  bool done = gloss_reader_read(state, &input, take_added, reading, error) || fail_at_record(record, error);
  gloss_buffer_free(&text);
  return done;
}

static bool read_record(reading *reading, gloss_error *error) {
  if (reading->record->format->script == NULL) return parse_and_show(reading, error);
  bool done = run_reader(reading, error);
  if (done && reading->refused.message) done = gloss_fail(error, "%s", reading->refused.message);
  gloss_error_clear(&reading->refused);
  return done;
}

/* What a caller wants to see is analysed first. */
typedef struct showing {
  gloss_worker *worker;
  gloss_worker_show *show;
  void *context;
} showing;

static void analyse_and_show(void *context, gloss_document *document) {
  const showing *showing = context;
  gloss_worker_analyse(showing->worker, document);
  showing->show(showing->context, document);
}

bool gloss_worker_read(gloss_worker *worker, const gloss_record *record, gloss_worker_show *show, void *context,
                       gloss_error *error) {
  showing showing = {worker, show, context};
  return read_record(&(reading){.worker = worker, .record = record, .show = analyse_and_show, .context = &showing}, error);
}

const gloss_work *gloss_worker_work(const gloss_worker *worker) {
  return worker->work;
}

gloss_matcher *gloss_worker_matcher(const gloss_worker *worker) {
  return worker->matcher;
}

const gloss_state *gloss_worker_state(const gloss_worker *worker, uint32_t script) {
  return script < worker->work->plan->count ? worker->states[script] : NULL;
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

void gloss_worker_write(gloss_worker *worker, gloss_document *document, gloss_buffer *out) {
  const gloss_work *work = worker->work;
  if (worker->writer) {
    gloss_writer_write(worker->writer, document, out);
  } else if (work->writer) {
    gloss_buffer_add(out, work->writer->between);
    work->writer->write(work->writer, &work->writing, document, out);
  }
}

static void analyse_and_write(void *context, gloss_document *document) {
  gloss_worker *worker = context;
  gloss_outcome *outcome = worker->outcome;
  if (worker->work->only && !gloss_slice_is(document->id, worker->work->only)) return;
  outcome->tally->reading += nanoseconds() - worker->began;
  gloss_worker_analyse(worker, document);
  if (outcome->folds) gloss_worker_fold(worker, document, outcome->folds);
  tag_for_writer(worker->work, document);
  uint64_t analysed = nanoseconds();
  gloss_worker_write(worker, document, outcome->out);
  uint64_t end = nanoseconds();
  outcome->tally->writing += end - analysed;
  count(document, outcome);
  gloss_tally_note_time(outcome->tally, document->id, end - worker->began);
  worker->began = nanoseconds();
}

bool gloss_worker_do(gloss_worker *worker, const gloss_record *record, gloss_outcome *outcome, gloss_error *error) {
  worker->began = nanoseconds();
  worker->outcome = outcome;
  gloss_in_flight_begin(gloss_buffer_slice(&record->path), record->line);
  bool done =
      read_record(&(reading){.worker = worker, .record = record, .show = analyse_and_write, .context = worker}, error);
  gloss_in_flight_end();
  worker->outcome = NULL;
  return done;
}

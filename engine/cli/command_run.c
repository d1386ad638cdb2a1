#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "cli/command.h"
#include "run/corpus.h"

/* What the user asked for. */
typedef struct request {
  settings settings;
  gloss_names scripts, options, paths;
  const char *input_format, *format, *output, *jobs, *layers;
  bool strict, with_title, why;
} request;

/* What is made of it, besides the engine. */
typedef struct job {
  gloss_selection chosen;
  gloss_plan *plan;
  uint32_t *layers; /* to write */
  gloss_work work;
  gloss_source *source;
  gloss_output *output;
  struct timespec started;
  double shown;     /* seconds since then when progress was last shown */
  bool on_terminal;
  uint32_t failures_said;
} job;

static bool read_request(request *request, int count, char **words, gloss_error *error) {
  const argument table[] = {
      {'s', "scripts", "EXPR",
       "which scripts: names, files, globs, tags and sets, with and, or, not,\n"
       "commas: \"news and not slow, ./mine.lua\" (default: the set news)", .list = &request->scripts},
      {'i', "input-format", "F", "auto (by name and content), text, jsonl or json (default: auto)", .text = &request->input_format},
      {'f', "format", "F", "jsonl (default when piped) or text (to read; default on a terminal)", .text = &request->format},
      {'o', "output", "PATH", "write to PATH, whole or not at all (default: standard output)", .text = &request->output},
      {'j', "jobs", "N", "workers (this version has 1)", .text = &request->jobs},
      {'O', NULL, "SCRIPT.OPTION=VALUE",
       "set an option of a script; may be repeated\n"
       "(`gloss scripts` shows the options)", .list = &request->options},
      {.name = "layers", .value = "a,b", .text = &request->layers,
       .about = "which layers to write: names, all or none (default: sentence, those the\n"
                "chosen scripts provide, and those they link to)"},
      {.name = "with-title", .about = "analyse a title that stands outside the text, before it", .flag = &request->with_title},
      {.name = "strict", .about = "a warning about a document's bytes is that document's error", .flag = &request->strict},
      {.name = "why", .about = "each annotation says which line made it: \"by\" in jsonl", .flag = &request->why},
      SETTINGS_ARGUMENTS(request->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &request->paths, error)) return false;
  if (!request->settings.help) return true;
  puts("gloss run [OPTIONS] [PATH…]\n\nAnalyses articles: files, folders; `-` or nothing reads standard input.\n"
       "Results go to standard output, everything else to standard error.\n");
  arguments_print(table);
  puts(
      "\nExit status: 0 done, 1 some documents or scripts failed, 2 the command line or a\nscript could not be used, and nothing "
      "was run.");
  return true;
}

static bool check_jobs(const char *jobs, gloss_error *error) {
  if (jobs == NULL || strcmp(jobs, "1") == 0) return true;
  return gloss_fail(error, "-j %s: this version has one worker; leave -j out, or give 1", jobs);
}

static bool plan(job *job, engine *engine, const request *request, gloss_error *error) {
  if (!engine_choose(engine, &request->scripts, &job->chosen, error)) return false;
  job->plan = engine_plan(engine, &job->chosen, &request->options, error);
  return job->plan != NULL;
}

/* -- Which layers to write */

static void write_layer(job *job, uint32_t layer) {
  gloss_writer_settings *writing = &job->work.writing;
  for (uint32_t i = 0; i < writing->layer_count; i++)
    if (job->layers[i] == layer) return;
  job->layers[writing->layer_count++] = layer;
}

static void write_provided(job *job, const gloss_script *script) {
  for (uint32_t i = 0; i < script->provide_count; i++)
    write_layer(job, gloss_schema_find_layer(job->plan->schema, script->provides[i].name));
}

static bool can_link(const gloss_script *script) {
  for (uint32_t i = 0; i < script->provide_count; i++)
    for (uint32_t j = 0; j < script->provides[i].field_count; j++)
      if (script->provides[i].fields[j].type == GLOSS_FIELD_PLACE || script->provides[i].fields[j].type == GLOSS_FIELD_LIST)
        return true;
  return false;
}

/* A script whose fields can hold places may link to what it reads: to layers with fields, which have something to say. */
static void write_linked(job *job, const gloss_script *script) {
  for (uint32_t i = 0; can_link(script) && i < script->require_count; i++) {
    uint32_t layer = gloss_schema_find_layer(job->plan->schema, script->requires[i].name);
    if (gloss_schema_layer(job->plan->schema, layer)->field_count > 0) write_layer(job, layer);
  }
}

static bool write_named(job *job, gloss_slice name, gloss_error *error) {
  gloss_writer_settings *writing = &job->work.writing;
  const gloss_schema *schema = job->plan->schema;
  gloss_nearest nearest = {.word = name};
  char space[128];
  if (gloss_slice_is(name, "block")) return writing->block = true;
  if (gloss_slice_is(name, "sentence")) return writing->sentence = true;
  if (gloss_slice_is(name, "token")) return writing->token = true;
  uint32_t layer = gloss_schema_find_layer(schema, name);
  if (layer != GLOSS_NO_LAYER) return write_layer(job, layer), true;
  for (uint32_t i = 0; i < gloss_schema_layer_count(schema); i++)
    gloss_nearest_offer(&nearest, gloss_schema_layer(schema, i)->name);
  gloss_nearest_offer(&nearest, GLOSS_SLICE("block"));
  gloss_nearest_offer(&nearest, GLOSS_SLICE("sentence"));
  gloss_nearest_offer(&nearest, GLOSS_SLICE("token"));
  return gloss_fail(error, "--layers: no layer \"%.*s\" in this run%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, space));
}

static bool write_list(job *job, const char *list, gloss_error *error) {
  gloss_slice rest = gloss_slice_of(list), name;
  while (gloss_slice_split(&rest, ',', &name))
    if (!write_named(job, gloss_slice_trim(name), error)) return false;
  return true;
}

static void write_all(job *job) {
  gloss_writer_settings *writing = &job->work.writing;
  writing->block = writing->sentence = writing->token = true;
  for (uint32_t i = 0; i < gloss_schema_layer_count(job->plan->schema); i++) write_layer(job, i);
}

static void write_usual(job *job) {
  job->work.writing.sentence = true;
  for (uint32_t i = 0; i < job->plan->count; i++) {
    if (!job->plan->steps[i].is_chosen) continue;
    write_provided(job, job->plan->steps[i].script);
    write_linked(job, job->plan->steps[i].script);
  }
}

static bool choose_layers(job *job, const char *wanted, gloss_error *error) {
  job->layers = gloss_allocate((gloss_schema_layer_count(job->plan->schema) + 1u) * sizeof *job->layers);
  job->work.writing.layers = job->layers;
  if (wanted == NULL) return write_usual(job), true;
  if (strcmp(wanted, "all") == 0) return write_all(job), true;
  return strcmp(wanted, "none") == 0 || write_list(job, wanted, error);
}

/* -- In and out */

static bool choose_writer(job *job, const request *request, gloss_error *error) {
  bool to_terminal = request->output == NULL && isatty(STDOUT_FILENO);
  struct winsize size;
  job->work.writer = gloss_writer_find(gloss_slice_of(request->format ? request->format : to_terminal ? "text" : "jsonl"), error);
  job->work.writing.colour = to_terminal && getenv("NO_COLOR") == NULL;
  if (to_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) job->work.writing.width = size.ws_col;
  return job->work.writer != NULL;
}

static bool open_source(job *job, const request *request, gloss_error *error) {
  gloss_source_settings settings = {.paths = (const char *const *)request->paths.items, .path_count = request->paths.count};
  const char *format = request->input_format ? request->input_format : "auto";
  if (!gloss_format_find(gloss_slice_of(format), &settings.format, error)) return false;
  job->source = gloss_source_new(settings);
  return true;
}

static bool open_output(job *job, const request *request, gloss_error *error) {
  job->output = gloss_output_open(request->output, error);
  return job->output != NULL;
}

static bool set_up(job *job, engine *engine, const request *request, gloss_error *error) {
  engine->environment.explain = request->why;
  job->work = (gloss_work){.environment = &engine->environment,
                           .languages = engine->languages,
                           .strict = request->strict,
                           .lang = request->settings.lang ? request->settings.lang : GLOSS_STANDARD_LANGUAGE,
                           .with_title = request->with_title};
  if (!check_jobs(request->jobs, error) || !plan(job, engine, request, error)) return false;
  job->work.plan = job->plan;
  return choose_layers(job, request->layers, error) && choose_writer(job, request, error) && open_source(job, request, error) &&
         open_output(job, request, error);
}

/* -- While it runs */

static void clear_progress(const job *job) {
  if (job->shown > 0) fputs("\r\033[K", stderr);
}

static void say_rejected(void *context, const char *message) {
  clear_progress(context);
  say(message);
}

/* The records have all failures; here the first few are enough to see what is wrong. */
static void say_failed(void *context, const char *message) {
  enum { ENOUGH = 10 };
  job *job = context;
  clear_progress(job);
  if (job->failures_said++ < ENOUGH) say(message);
  else if (job->failures_said == ENOUGH + 1) say("more scripts failed; the records have their errors");
}

static void show_progress(void *context, const gloss_tally *tally) {
  job *job = context;
  if (!job->on_terminal || tally->documents % 16) return;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  double seconds = (double)(now.tv_sec - job->started.tv_sec) + (double)(now.tv_nsec - job->started.tv_nsec) / 1e9;
  if (seconds < 1 || seconds - job->shown < 0.2) return;
  job->shown = seconds;
  fprintf(stderr, "\r\033[K%llu documents, %.1f M tokens, %.1f MB/s", (unsigned long long)tally->documents,
          (double)tally->tokens / 1e6, (double)tally->bytes / 1e6 / seconds);
}

static volatile sig_atomic_t interrupted; /* the one thing a signal may set */

/* The run ends after the document at hand, and leaves no half of a file; the third signal ends it at once. */
static void interrupt(int number) {
  interrupted++;
  if (interrupted == 2) signal(number, SIG_DFL);
}

static void watch_signals(void) {
  struct sigaction action = {.sa_handler = interrupt};
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

static bool is_interrupted(void *context) {
  (void)context;
  return interrupted;
}

static void say_total(const gloss_tally *tally) {
  if (tally->rejected == 0 && tally->troubled == 0) return;
  fprintf(stderr, "gloss: %llu written; %llu could not be read; scripts failed on %llu\n", (unsigned long long)tally->documents,
          (unsigned long long)tally->rejected, (unsigned long long)tally->troubled);
}

/* A result that is not whole leaves no file. */
static int finish(job *job, bool done, gloss_error *error) {
  gloss_output *output = job->output;
  bool reader_left = gloss_output_is_closed_pipe(output);
  job->output = NULL;
  if (!done) gloss_output_abandon(output);
  else if ((done = gloss_output_close(output, error))) return STATUS_DONE;
  if (!reader_left) say(error->message);
  gloss_error_clear(error);
  return STATUS_TROUBLE;
}

static int work(job *job) {
  gloss_error error = {0};
  gloss_tally tally = {0};
  bool progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
  job->on_terminal = progress;
  clock_gettime(CLOCK_MONOTONIC, &job->started);
  gloss_observer observer = {.rejected = say_rejected, .failed = say_failed, .progress = show_progress,
                             .is_stopped = is_interrupted, .context = job};
  gloss_worker *worker = gloss_worker_new(&job->work, &error);
  if (worker == NULL) return refuse(&error);
  watch_signals();
  bool done = gloss_corpus_run(&job->work, worker, job->source, job->output, observer, &tally, &error);
  gloss_worker_free(worker);
  clear_progress(job);
  int status = finish(job, done, &error);
  say_total(&tally);
  return status == STATUS_DONE && (tally.rejected || tally.troubled) ? STATUS_TROUBLE : status;
}

static void take_down(job *job) {
  if (job->output) gloss_output_abandon(job->output);
  gloss_source_free(job->source);
  gloss_plan_free(job->plan);
  gloss_selection_free(&job->chosen);
  free(job->layers);
}

static void request_free(request *request) {
  gloss_names_free(&request->scripts);
  gloss_names_free(&request->options);
  gloss_names_free(&request->paths);
  settings_free(&request->settings);
}

int command_run(int count, char **words) {
  gloss_error error = {0};
  request request = {0};
  job job = {0};
  engine engine = {0};
  int status = STATUS_DONE;
  if (!read_request(&request, count, words, &error)) status = refuse(&error);
  else if (!request.settings.help) {
    bool ready = engine_open(&engine, &request.settings, &error) && set_up(&job, &engine, &request, &error);
    status = ready ? work(&job) : refuse(&error);
  }
  take_down(&job);
  engine_close(&engine);
  request_free(&request);
  return status;
}

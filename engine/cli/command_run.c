#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/interrupt.h"
#include "cli/chosen_layers.h"
#include "cli/command.h"
#include "cli/ends.h"
#include "cli/folding.h"
#include "cli/grading.h"
#include "cli/running.h"
#include "store/store.h"

/* What the user asked for. */
typedef struct request {
  settings settings;
  ends ends;
  gloss_names scripts, options, paths;
  const char *output, *jobs, *layers, *only, *failures;
  const char *fold_output, *fold_parts, *gold, *cache;
  grading grading;
  bool strict, with_title, why, resume, progress, profile;
} request;

/* What is made of it, besides the engine. */
typedef struct job {
  request request;
  gloss_selection chosen;
  gloss_plan *plan;
  uint32_t *layers; /* to write */
  gloss_work work;
  gloss_writer writer; /* a script's */
  gloss_buffer header, footer;
  gloss_source *source;
  gloss_output *output;
  gloss_inputs *inputs;
  gloss_recall *recall; /* NULL: nothing is kept for later runs */
  gloss_buffer graded; /* the file of an output that is only held against gold */
  gloss_store *store; /* where the output goes; NULL: to a file */
  gloss_buffer checkpoint_path;
  gloss_checkpoint checkpoint;
  gloss_corpus_settings corpus;
  folding folding;
  running running;
} job;

/* The format is that of the report: the documents are JSONL. */
static bool read_grading(request *request, gloss_error *error) {
  grading *grading = &request->grading;
  if (!read_as_json(request->ends.format, &grading->is_json, error) || !grading_check(grading, error)) return false;
  if (request->output && strcmp(request->output, "-") == 0)
    return gloss_fail(error, "--gold: the report goes to standard output; give the documents -o PATH, or leave -o out");
  if (!gloss_file_exists(request->gold)) return gloss_fail(error, "--gold %s: no such file", request->gold);
  request->grading.is_of_run = true;
  if (request->paths.count == 0) gloss_names_add(&request->paths, gloss_slice_of(request->gold));
  request->ends.format = "jsonl";
  return true;
}

static bool read_request(void *context, int count, char **words, gloss_error *error) {
  request *request = &((job *)context)->request;
  const argument table[] = {
      {'s', "scripts", "EXPR",
       "which scripts: names, files, globs, tags and sets, with and, or, not,\n"
       "commas: \"news and not slow, ./mine.lua\" (default: the set news)", .list = &request->scripts},
      READING_ARGUMENTS(request->ends),
      {'f', "format", "F",
       "jsonl (default when piped), text (to read; default on a terminal), csv,\n"
       "sqlite, template:FILE, a writer in Lua, … (`gloss formats` lists them)", .text = &request->ends.format},
      {'o', "output", "PATH", "write to PATH, whole or not at all (default: standard output)", .text = &request->output},
      {'j', "jobs", "N",
       "workers, each a thread (default: as many as there are processors);\n"
       "the output does not depend on them", .text = &request->jobs},
      {'O', NULL, "SCRIPT.OPTION=VALUE",
       "set an option of a script; may be repeated\n"
       "(`gloss scripts` shows the options)", .list = &request->options},
      {.name = "layers", .value = "a,b", .text = &request->layers,
       .about = "which layers to write: names, all or none (default: sentence, those the\n"
                "chosen scripts provide, and those they link to)"},
      {.name = "fold-output", .value = "PATH", .text = &request->fold_output,
       .about = "write the rows of the chosen folds to PATH (.jsonl, .csv, .txt), and the\n"
                "documents as well (default: the rows in place of the documents)"},
      {.name = "fold-parts", .value = "PATH", .text = &request->fold_parts,
       .about = "write what `gloss merge` makes rows of, with that of other runs, to PATH"},
      {.name = "gold", .value = "GOLD", .text = &request->gold,
       .about = "print how good the results are, held against GOLD (`gloss help eval`), as -f\n"
                "text or json; the documents go to -o PATH only (default PATH…: GOLD)"},
      GRADING_ARGUMENTS(request->grading),
      {.name = "with-title", .about = "analyse a title that stands outside the text, before it",
       .flag = &request->ends.parser.with_title},
      {.name = "strict", .about = "a warning about a document's bytes is that document's error", .flag = &request->strict},
      {.name = "why", .about = "each annotation says which line made it: \"by\" in jsonl", .flag = &request->why},
      {.name = "only", .value = "ID", .about = "only documents of that id: to see one failure again", .text = &request->only},
      {.name = "resume", .about = "with -o PATH: go on where an interrupted run stopped", .flag = &request->resume},
      {.name = "cache", .value = "DIR", .text = &request->cache,
       .about = "keep results in DIR, and take from there what has not changed since"},
      {.name = "max-failures", .value = "SHARE", .text = &request->failures,
       .about = "switch off a script that fails on a larger share of the documents, once\n"
                "256 have been read (default: 0.5; 1: never)"},
      {.name = "progress", .about = "show progress, and numbers at the end (default on a terminal)", .flag = &request->progress},
      {.name = "profile", .about = "say at the end what each script took", .flag = &request->profile},
      DATE_ARGUMENT(request->settings),
      SETTINGS_ARGUMENTS(request->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &request->paths, error)) return false;
  if (!request->settings.help) return request->gold == NULL || read_grading(request, error);
  puts("gloss run [OPTIONS] [PATH…]\n\nAnalyses articles: files, folders; `-` or nothing reads standard input.\n"
       "Results go to standard output, everything else to standard error.\n");
  arguments_print(table);
  puts(
      "\nExit status: 0 done, 1 some documents or scripts failed, 2 the command line or a\nscript could not be used, and nothing "
      "was run.");
  return true;
}

static bool read_jobs(const char *jobs, uint32_t *workers, gloss_error *error) {
  enum { MOST = 1024 };
  char *end;
  long count = jobs ? strtol(jobs, &end, 10) : sysconf(_SC_NPROCESSORS_ONLN);
  if (jobs && (*end || end == jobs || count < 1 || count > MOST))
    return gloss_fail(error, "-j %s: give a number of workers, from 1 to %d", jobs, MOST);
  *workers = count < 1 ? 1 : count > MOST ? MOST : (uint32_t)count;
  return true;
}

static bool read_share(const char *text, double *share, gloss_error *error) {
  char *end;
  *share = text ? strtod(text, &end) : 0.5;
  if (text && (*end || end == text || !(*share >= 0 && *share <= 1)))
    return gloss_fail(error, "--max-failures %s: give a share, from 0 to 1", text);
  return true;
}

static bool plan(job *job, engine *engine, const request *request, gloss_error *error) {
  if (!engine_choose(engine, &request->scripts, &job->chosen, error)) return false;
  if (!ends_choose(&job->request.ends, engine, error)) return false;
  job->plan = engine_plan(engine, &job->chosen, &request->options, error);
  if (job->plan == NULL || !ends_set_up(&job->request.ends, engine, job->plan, error)) return false;
  job->work.plan = job->plan;
  job->work.reading = request->ends.parser;
  return true;
}

/* -- In and out */

static bool is_to_terminal(const request *request) {
  return (request->output == NULL || strcmp(request->output, "-") == 0) && isatty(STDOUT_FILENO);
}

/* Of documents, or of the rows that are written in their place. */
static bool choose_writer(job *job, const request *request, gloss_error *error) {
  bool to_terminal = is_to_terminal(request);
  gloss_slice format = gloss_slice_of(request->ends.format ? request->ends.format : to_terminal ? "text" : "jsonl");
  struct winsize size;
  job->work.writing.colour = to_terminal && getenv("NO_COLOR") == NULL;
  if (to_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) job->work.writing.width = size.ws_col;
  if (!folding_open(&job->folding, job->work.environment, job->plan, format, error)) return false;
  job->corpus.folds = job->folding.folds;
  if (folding_replaces_documents(&job->folding)) {
    job->plan->writer = NULL;
    return request->gold == NULL || gloss_fail(error, "--gold: a fold has no documents to compare; give it --fold-output PATH");
  }
  if (job->plan->writer == NULL) return (job->work.writer = gloss_writer_find(format, error)) != NULL;
  job->work.writer = &job->writer;
  return gloss_plan_writer(job->work.environment, job->plan, &job->header, &job->footer, &job->writer, error);
}

static void open_source(job *job, const request *request) {
  gloss_source_settings settings = request->ends.source;
  settings.paths = (const char *const *)request->paths.items;
  settings.path_count = request->paths.count;
  job->source = gloss_source_new(settings);
}

static bool is_file(const request *request) {
  return request->output && strcmp(request->output, "-") != 0;
}

static void add_word(gloss_buffer *to, const char *word) {
  gloss_buffer_add(to, gloss_slice_of(word ? word : ""));
  gloss_buffer_add_char(to, '\0');
}

static void add_steps(gloss_buffer *to, const gloss_step *steps, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    add_word(to, steps[i].script->name);
    gloss_buffer_print(to, "%016llx ", (unsigned long long)gloss_step_hash(&steps[i]));
  }
}

/* What is done with each document: all that this depends on, but for the files that scripts read. */
static void add_work(const job *job, const request *request, gloss_buffer *to) {
  const char *format = job->work.writer ? job->work.writer->name : job->folding.format->name;
  const gloss_environment *environment = job->work.environment;
  const char *words[] = {format, job->work.lang, job->work.date, request->layers, request->only};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) add_word(to, words[i]);
  add_steps(to, job->plan->steps, job->plan->count);
  add_steps(to, job->plan->readers, job->plan->reader_count);
  add_steps(to, job->plan->writer, job->plan->writer != NULL);
  const bool flags[] = {request->strict, request->ends.parser.with_title, request->why, request->settings.trust,
                        job->work.writing.colour};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) gloss_buffer_print(to, "%d", flags[i]);
  gloss_buffer_print(to, " %u %zu %llu", job->work.writing.width, environment->memory_cap, (unsigned long long)environment->budget);
}

static uint64_t hash_work(const job *job, const request *request) {
  gloss_buffer all = {0};
  add_work(job, request, &all);
  uint64_t hash = gloss_hash(gloss_buffer_slice(&all));
  gloss_buffer_free(&all);
  return hash;
}

/* What a run is: that, and which documents are read, and how. */
static uint64_t hash_run(const job *job, const request *request) {
  gloss_buffer all = {0};
  const char *words[] = {request->ends.input_format, request->ends.columns, request->ends.encoding, request->failures};
  add_work(job, request, &all);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) add_word(&all, words[i]);
  for (uint32_t i = 0; i < request->paths.count; i++) add_word(&all, request->paths.items[i]);
  uint64_t hash = gloss_hash(gloss_buffer_slice(&all));
  gloss_buffer_free(&all);
  return hash;
}

/* What scripts read is noted from the first one that is loaded on. */
static void note_inputs(job *job, engine *engine, const request *request) {
  if (request->cache == NULL) return;
  job->inputs = gloss_inputs_new();
  engine->environment.inputs = job->inputs;
}

/* What a script may read beside its data nobody can watch. */
static bool check_watched(const job *job, const request *request, gloss_error *error) {
  if (request->settings.trust) return gloss_fail(error, "--cache: a trusted script may read anything; leave --trust out");
  for (uint32_t i = 0; i < job->plan->count; i++)
    if (job->plan->steps[i].script->grants)
      return gloss_fail(error,
                        "--cache: %s was granted more than its own data, and what it reads may change; leave one of them out",
                        job->plan->steps[i].script->name);
  return true;
}

static bool open_recall(job *job, engine *engine, const request *request, gloss_error *error) {
  if (request->cache == NULL) return true;
  if (!check_watched(job, request, error)) return false;
  if (job->folding.folds)
    return gloss_fail(error, "--cache: keeps results of documents, and a fold has none; leave one of them out");
  job->recall = gloss_recall_open(request->cache, hash_work(job, request), &engine->path, job->inputs, say, error);
  job->work.recall = job->recall;
  return job->recall != NULL;
}

/* A run into a file can be gone on with; one that begins anew forgets where an earlier one stopped. */
static bool open_file(job *job, const request *request, gloss_error *error) {
  gloss_buffer_print(&job->checkpoint_path, "%s.resume", request->output);
  job->checkpoint = (gloss_checkpoint){.path = gloss_buffer_string(&job->checkpoint_path), .run = hash_run(job, request)};
  job->checkpoint.is_resumed = request->resume && gloss_file_exists(job->checkpoint.path);
  if (request->resume && !job->checkpoint.is_resumed) say("--resume: no run was interrupted here; this one starts anew");
  gloss_output *(*open)(const char *, gloss_error *) = job->checkpoint.is_resumed ? gloss_output_open_partial : gloss_output_open;
  job->output = open(request->output, error);
  if (job->output == NULL) return false;
  if (!gloss_output_is_file(job->output)) return true;
  if (!job->checkpoint.is_resumed) gloss_checkpoint_remove(&job->checkpoint);
  if (job->graded.size > 0) return true; /* nobody could name it to go on with it */
  job->corpus.checkpoint = &job->checkpoint;
  return true;
}

static bool add_to_store(void *context, gloss_slice lines, gloss_error *error) {
  return gloss_store_add(context, lines, error);
}

/* Documents take the place of those that are there, so that there is nothing to go on with. */
static bool open_store(job *job, const request *request, gloss_error *error) {
  if (!is_file(request)) return gloss_fail(error, "-f sqlite: makes a database; name it with -o news.db");
  if (request->resume) return gloss_fail(error, "--resume: a database needs none; run again: documents take their old places");
  job->store = gloss_store_open(request->output, error);
  if (job->store == NULL) return false;
  job->output = gloss_output_open_sink(request->output, (gloss_sink){add_to_store, job->store});
  return true;
}

static bool open_output(job *job, const request *request, gloss_error *error) {
  if (job->work.writer && job->work.writer->is_stored) return open_store(job, request, error);
  if (is_file(request)) return open_file(job, request, error);
  if (request->resume) return gloss_fail(error, "--resume: continues a file; name it with -o PATH");
  job->output = gloss_output_open(request->output, error);
  return job->output != NULL;
}

/* What is held against gold is read again when the run is over. */
static bool make_graded(job *job, request *request, gloss_error *error) {
  if (request->gold == NULL || request->output) return true;
  if (request->resume) return gloss_fail(error, "--resume: continues a file; name it with -o PATH");
  if (!grading_make_output(&job->graded, error)) return false;
  request->output = gloss_buffer_string(&job->graded);
  return true;
}

static bool set_up(void *context, engine *engine, gloss_error *error) {
  job *job = context;
  const request *request = &job->request;
  engine->environment.explain = request->why;
  job->folding = (folding){.output = request->fold_output, .parts = request->fold_parts};
  job->work = (gloss_work){.environment = &engine->environment,
                           .languages = engine->languages,
                           .strict = request->strict,
                           .lang = engine->lang,
                           .date = request->settings.date,
                           .only = request->only};
  if (!read_jobs(request->jobs, &job->corpus.workers, error) || !read_share(request->failures, &job->corpus.failures_most, error))
    return false;
  note_inputs(job, engine, request);
  if (!plan(job, engine, request, error)) return false;
  open_source(job, request);
  job->layers = chosen_layers(job->plan, request->layers, &job->work.writing, error);
  return job->layers && choose_writer(job, request, error) &&
         make_graded(job, &job->request, error) && open_recall(job, engine, request, error) &&
         open_output(job, request, error);
}

/* -- The run */

/* Of folders with one file that is read and a hundred that are not the user should know. */
static void say_passed_over(const request *request, const gloss_source *source) {
  gloss_buffer endings = {0}, message = {0};
  uint64_t count = gloss_source_passed_over(source, &endings);
  bool is_told = request->ends.input_format && strcmp(request->ends.input_format, "auto") != 0;
  if (request->paths.count == 1) gloss_buffer_print(&message, "%s: ", request->paths.items[0]);
  gloss_buffer_print(&message, "%llu %s passed over: %s (%s)", (unsigned long long)count, count == 1 ? "file was" : "files were",
                     gloss_buffer_string(&endings),
                     is_told ? "these endings are of another format" : "no reader for these endings");
  if (count > 0) say(gloss_buffer_string(&message));
  gloss_buffer_free(&endings);
  gloss_buffer_free(&message);
}

/* Of two documents with one id a database keeps the last. */
static void say_repeated(const job *job) {
  uint64_t count = job->store ? gloss_store_repeated(job->store) : 0;
  if (count == 0) return;
  fprintf(stderr, "gloss: %llu %s an id that came before in this run, and took the place of that document\n",
          (unsigned long long)count, count == 1 ? "document has" : "documents have");
}

static const char *place_of(const request *request) {
  return is_file(request) ? request->output : "standard output";
}

/* What was done is kept, when there is something and a run can go on with it. */
static void leave(job *job, const request *request, const gloss_tally *tally) {
  bool is_kept = job->corpus.checkpoint && tally->documents > 0 && gloss_file_exists(job->checkpoint.path);
  if (!is_kept) {
    gloss_output_abandon(job->output);
    if (job->corpus.checkpoint) gloss_checkpoint_remove(&job->checkpoint);
    return;
  }
  gloss_output_keep(job->output);
  fprintf(stderr, "gloss: %llu documents are kept in %s.%s; the same command with --resume goes on\n",
          (unsigned long long)tally->documents, request->output, job->work.writer ? "partial" : "resume");
}

/* A result that is not whole takes no file's place. */
static int finish(job *job, const request *request, bool done, const gloss_tally *tally, gloss_error *error) {
  bool reader_left = gloss_output_is_closed_pipe(job->output), is_whole = done && gloss_output_sync(job->output, error);
  if (!is_whole && !reader_left) say(error->message);
  if (!is_whole) leave(job, request, tally);
  else if (!(done = gloss_output_close(job->output, error))) say(error->message);
  else if (job->corpus.checkpoint) gloss_checkpoint_remove(&job->checkpoint);
  job->output = NULL;
  done = done && is_whole;
  gloss_error_clear(error);
  return done ? STATUS_DONE : STATUS_TROUBLE;
}

/* What the folds came to. That one of them failed costs the rows, and the documents only where rows stand in their place. */
static bool fold(job *job, bool *done, gloss_error *error) {
  gloss_sheet_look look = {.colour = job->work.writing.colour, .width = job->work.writing.width};
  if (!*done || job->folding.folds == NULL || folding_write(&job->folding, job->output, look, error)) return true;
  if (gloss_is_interrupted()) return *done = false;
  if (job->corpus.checkpoint) gloss_checkpoint_remove(&job->checkpoint);
  if (folding_replaces_documents(&job->folding)) return *done = false;
  say(error->message);
  gloss_error_clear(error);
  return false;
}

static int worse(int one, int other) {
  return one > other ? one : other;
}

static int work(void *context) {
  job *job = context;
  const request *request = &job->request;
  gloss_error error = {0};
  gloss_tally tally = {0};
  bool on_terminal = isatty(STDERR_FILENO), ready = false;
  job->running = (running){.plan = job->plan, .is_redrawn = on_terminal, .is_profiled = request->profile,
                           .is_shown = request->progress || (on_terminal && !is_to_terminal(request)),
                           .is_folded = job->work.writer == NULL,
                           .total = gloss_source_total(job->source)};
  running_begin(&job->running);
  bool done = gloss_corpus_run(&job->work, &job->corpus, job->source, job->output, running_observer(&job->running), &tally, &ready,
                               &error);
  bool folded = fold(job, &done, &error);
  int status = ready || done ? finish(job, request, done, &tally, &error) : refuse(&error);
  running_end(&job->running, &tally, status == STATUS_DONE ? place_of(request) : NULL);
  say_passed_over(request, job->source);
  say_repeated(job);
  bool is_written = status == STATUS_DONE;
  if (is_written && (tally.rejected || tally.troubled || !folded)) status = STATUS_TROUBLE;
  if (is_written && request->gold) status = worse(status, grade(&request->grading, request->gold, request->output));
  gloss_tally_free(&tally);
  return status;
}

static void take_down(void *context) {
  job *job = context;
  if (job->checkpoint.is_resumed) gloss_output_keep(job->output);
  else gloss_output_abandon(job->output);
  gloss_recall_close(job->recall);
  gloss_inputs_free(job->inputs);
  gloss_store_close(job->store);
  folding_close(&job->folding);
  gloss_buffer_free(&job->checkpoint.folds);
  gloss_source_free(job->source);
  ends_free(&job->request.ends);
  gloss_plan_free(job->plan);
  gloss_selection_free(&job->chosen);
  free(job->layers);
  gloss_buffer_free(&job->checkpoint_path);
  grading_remove_output(&job->graded);
  grading_free(&job->request.grading);
  gloss_buffer_free(&job->header);
  gloss_buffer_free(&job->footer);
  gloss_names_free(&job->request.scripts);
  gloss_names_free(&job->request.options);
  gloss_names_free(&job->request.paths);
}

int command_run(int count, char **words) {
  job job = {0};
  return carry_out(&(command){&job, &job.request.settings, read_request, set_up, work, take_down}, count, words);
}

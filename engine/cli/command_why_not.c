#include <ctype.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/each_document.h"
#include "cli/ends.h"
#include "read/format.h"
#include "why/position.h"
#include "why/why_not.h"

/* What the user asked for. */
typedef struct request {
  settings settings;
  gloss_names options, words;
  ends ends;
  const char *format;
  gloss_buffer script;
  uint32_t line; /* of the script; 0: all its patterns */
} request;

/* What is made of it, besides the engine. */
typedef struct job {
  request request;
  gloss_plan *plan;
  gloss_work work;
  gloss_worker *worker;
  const char *path;              /* of the script */
  gloss_arena arena;
  const gloss_finder *patterns;
  uint32_t pattern_count;
  bool as_json;
} job;

static void print_help(const argument *table) {
  puts("gloss why-not [OPTIONS] SCRIPT[:LINE] TEXT|FILE\n\n"
       "Shows how far each pattern of the script, or the one that it makes on that line, got in each sentence:\n"
       "the elements it took, the one that failed, on which token, and why. Layers that the script requires are provided\n"
       "by running their scripts.\n");
  arguments_print(table);
}

static bool read_request(void *context, int count, char **words, gloss_error *error) {
  request *request = &((job *)context)->request;
  const argument table[] = {
      READING_ARGUMENTS(request->ends),
      {'f', "format", "F", "text (to read, the default) or json, one line per document", .text = &request->format},
      {'O', NULL, "SCRIPT.OPTION=VALUE", "set an option of a script; may be repeated", .list = &request->options},
      DATE_ARGUMENT(request->settings),
      SETTINGS_ARGUMENTS(request->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &request->words, error)) return false;
  if (request->settings.help) return print_help(table), true;
  if (request->words.count != 2) return gloss_fail(error, "give a script and a text, as in `gloss why-not quotes \"He said no.\"`");
  request->line = gloss_position_take(request->words.items[0], &request->script).line;
  return true;
}

static bool choose_script(job *job, engine *engine, gloss_selection *chosen, gloss_error *error) {
  gloss_slice name = gloss_buffer_slice(&job->request.script);
  if (!gloss_selection_add(chosen, engine->catalog, name, say, error)) return false;
  if (chosen->count != 1) return gloss_fail(error, "\"%.*s\" is %u scripts; name one", GLOSS_PRINT(name), chosen->count);
  job->path = gloss_catalog_at(engine->catalog, chosen->entries[0])->path;
  if (!ends_choose(&job->request.ends, engine, error)) return false;
  job->plan = engine_plan(engine, chosen, &job->request.options, error);
  return job->plan && ends_set_up(&job->request.ends, engine, job->plan, error);
}

static uint32_t chosen_step(const gloss_plan *plan) {
  for (uint32_t i = 0; i < plan->count; i++)
    if (plan->steps[i].is_chosen) return i;
  return 0;
}

static bool set_up(void *context, engine *engine, gloss_error *error) {
  job *job = context;
  const request *request = &job->request;
  gloss_selection chosen = {0};
  bool is_chosen = read_as_json(request->format, &job->as_json, error) && choose_script(job, engine, &chosen, error);
  gloss_selection_free(&chosen);
  if (!is_chosen) return false;
  const char *lang = request->settings.lang ? request->settings.lang : GLOSS_STANDARD_LANGUAGE;
  job->work = (gloss_work){.environment = &engine->environment, .languages = engine->languages, .plan = job->plan, .lang = lang,
                           .date = request->settings.date, .reading = request->ends.parser};
  job->worker = gloss_worker_new(&job->work, error);
  if (job->worker == NULL) return false;
  const gloss_state *state = gloss_worker_state(job->worker, chosen_step(job->plan));
  return gloss_why_not_find(state, job->path, request->line, &job->arena, &job->patterns, &job->pattern_count, error);
}

/* -- A document */

static void write_document(void *teller, gloss_document *document, gloss_buffer *out) {
  const job *job = teller;
  gloss_why_not_writing writing = {.document = document, .out = out};
  if (job->as_json) gloss_why_not_begin_json(&writing);
  gloss_why_not(job->worker, document, job->patterns, job->pattern_count,
                job->as_json ? gloss_why_not_write_json : gloss_why_not_write_text, &writing);
  if (job->as_json) gloss_why_not_end_json(&writing);
  else gloss_why_not_end_text(&writing);
}

/* A word that names a file, or would if there were one: what ends as files do, and has no space in it. */
static bool is_file(const job *job, const char *word) {
  if (gloss_file_exists(word) || strcmp(word, "-") == 0) return true;
  for (const char *c = word; *c; c++)
    if (isspace((unsigned char)*c)) return false;
  return gloss_format_has_ending(NULL, job->request.ends.source.scripted, gloss_path_ending(word));
}

static int tell(void *context) {
  job *job = context;
  const char *what = job->request.words.items[1];
  telling telling = {.worker = job->worker, .reading = job->request.ends.source, .tell = write_document,
                     .teller = job, .is_json = job->as_json};
  tell_each_document(&telling, is_file(job, what) ? NULL : what, what);
  return telling.is_troubled ? STATUS_TROUBLE : STATUS_DONE;
}

static void take_down(void *context) {
  job *job = context;
  gloss_worker_free(job->worker);
  ends_free(&job->request.ends);
  gloss_plan_free(job->plan);
  gloss_arena_free(&job->arena);
  gloss_names_free(&job->request.options);
  gloss_names_free(&job->request.words);
  gloss_buffer_free(&job->request.script);
}

int command_why_not(int count, char **words) {
  job job = {0};
  return carry_out(&(command){&job, &job.request.settings, read_request, set_up, tell, take_down}, count, words);
}

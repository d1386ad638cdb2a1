#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/each_document.h"
#include "cli/ends.h"
#include "why/explain_write.h"
#include "why/position.h"

/* What the user asked for. */
typedef struct request {
  settings settings;
  gloss_names scripts, options, paths;
  ends ends;
  const char *format, *text, *at;
  gloss_position position;
  gloss_buffer path;
} request;

/* What is made of it, besides the engine. */
typedef struct job {
  request request;
  gloss_selection chosen;
  gloss_plan *plan;
  gloss_work work;
  gloss_worker *worker;
  bool as_json;
  uint32_t told;     /* annotations that were explained */
  bool is_troubled;
} job;

static void print_help(const argument *table) {
  puts("gloss why [OPTIONS] FILE[:LINE[:COLUMN]]\n\n"
       "Runs scripts over an article and says why each annotation at that place, or each annotation at all, is there:\n"
       "the line that made it, what was found there by which pattern or list, its fields, and the annotations it goes\n"
       "back to. LINE and COLUMN count from 1, in the article's text.\n");
  arguments_print(table);
}

static bool read_place(request *request, gloss_error *error) {
  bool is_file = request->text == NULL;
  if (!is_file && request->ends.input_format)
    return gloss_fail(error, "-i is about a file, and --text is plain text; leave one out");
  if (is_file != (request->paths.count == 1))
    return gloss_fail(error, "name one file, as in `gloss why story.txt:3:14` (- is standard input), or give --text");
  request->position = gloss_position_take(is_file ? request->paths.items[0] : "text", &request->path);
  if (request->at == NULL) return true;
  if (request->position.kind != GLOSS_POSITION_EVERYWHERE) return gloss_fail(error, "--at and a line both name a place; give one");
  return gloss_position_read_offset(request->at, &request->position, error);
}

static bool read_request(void *context, int count, char **words, gloss_error *error) {
  request *request = &((job *)context)->request;
  const argument table[] = {
      {'s', "scripts", "EXPR", "which scripts, as for `gloss run` (default: the set news)", .list = &request->scripts},
      {.name = "at", .value = "OFFSET", .about = "the place in code points, as `gloss run` writes it", .text = &request->at},
      {.name = "text", .value = "TEXT", .about = "a text instead of a file", .text = &request->text},
      READING_ARGUMENTS(request->ends),
      {'f', "format", "F", "text (to read, the default) or json, one line per document", .text = &request->format},
      {'O', NULL, "SCRIPT.OPTION=VALUE", "set an option of a script; may be repeated", .list = &request->options},
      DATE_ARGUMENT(request->settings),
      SETTINGS_ARGUMENTS(request->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &request->paths, error)) return false;
  if (request->settings.help) return print_help(table), true;
  return read_place(request, error);
}

static bool set_up(void *context, engine *engine, gloss_error *error) {
  job *job = context;
  request *request = &job->request;
  const char *lang = request->settings.lang ? request->settings.lang : GLOSS_STANDARD_LANGUAGE;
  engine->environment.explain = true;
  if (!read_as_json(request->format, &job->as_json, error)) return false;
  if (!engine_choose(engine, &request->scripts, &job->chosen, error)) return false;
  if (!ends_choose(&request->ends, engine, error)) return false;
  job->plan = engine_plan(engine, &job->chosen, &request->options, error);
  if (job->plan == NULL || !ends_set_up(&request->ends, engine, job->plan, error)) return false;
  job->work = (gloss_work){.environment = &engine->environment, .languages = engine->languages, .plan = job->plan, .lang = lang,
                           .date = request->settings.date, .reading = request->ends.parser};
  job->worker = gloss_worker_new(&job->work, error);
  return job->worker != NULL;
}

/* -- A document */

static bool is_of_chosen(const job *job, const gloss_annotation *annotation) {
  return annotation->script >= job->plan->count || job->plan->steps[annotation->script].is_chosen;
}

/* With a place, whatever covers it; without one, what the chosen scripts have made. */
static void explain_layer(job *job, gloss_explaining *explaining, uint32_t layer, gloss_span tokens, uint32_t *told) {
  const gloss_layer *rows = &explaining->document->layers[layer];
  gloss_layer_cursor cursor = gloss_layer_walk(rows, tokens, GLOSS_OVERLAPS);
  for (uint32_t row; (row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW;) {
    if (job->request.position.kind == GLOSS_POSITION_EVERYWHERE && !is_of_chosen(job, &rows->rows[row])) continue;
    if ((*told)++ > 0) gloss_buffer_add_char(explaining->out, job->as_json ? ',' : '\n');
    if (job->as_json) gloss_explain_write_json(explaining, layer, row);
    else gloss_explain_write_text(explaining, layer, row);
  }
}

static void say_failures(job *job, const gloss_document *document) {
  gloss_buffer message = {0};
  for (uint32_t i = 0; i < document->failure_count; i++) {
    const gloss_failure *failure = &document->failures[i];
    gloss_buffer_clear(&message);
    gloss_buffer_print(&message, "%.*s: %.*s: %.*s", GLOSS_PRINT(document->id), GLOSS_PRINT(failure->script),
                       GLOSS_PRINT(failure->message));
    say(gloss_buffer_string(&message));
    job->is_troubled = true;
  }
  gloss_buffer_free(&message);
}

static void explain_document(void *teller, gloss_document *document, gloss_buffer *out) {
  job *job = teller;
  gloss_explaining explaining = {.worker = job->worker, .document = document, .out = out};
  gloss_span tokens = gloss_position_tokens(job->request.position, document);
  uint32_t told = 0;
  if (job->as_json) gloss_explain_begin_json(document, out);
  for (uint32_t layer = 0; layer < gloss_schema_layer_count(document->schema) && gloss_span_size(tokens); layer++)
    explain_layer(job, &explaining, layer, tokens, &told);
  if (job->as_json) gloss_buffer_add(out, GLOSS_SLICE("]}\n"));
  job->told += told;
  say_failures(job, document);
  gloss_arena_free(&explaining.arena);
}

static int tell(void *context) {
  job *job = context;
  request *request = &job->request;
  telling telling = {.worker = job->worker, .reading = request->ends.source, .tell = explain_document,
                     .teller = job, .is_json = job->as_json};
  const char *path = gloss_buffer_string(&request->path);
  tell_each_document(&telling, request->text, path);
  job->is_troubled = job->is_troubled || telling.is_troubled;
  if (job->told == 0 && !job->is_troubled && !job->as_json)
    say(request->position.kind ? "no annotation is there" : "there are no annotations");
  return job->is_troubled ? STATUS_TROUBLE : STATUS_DONE;
}

static void take_down(void *context) {
  job *job = context;
  gloss_worker_free(job->worker);
  ends_free(&job->request.ends);
  gloss_plan_free(job->plan);
  gloss_selection_free(&job->chosen);
  gloss_names_free(&job->request.scripts);
  gloss_names_free(&job->request.options);
  gloss_names_free(&job->request.paths);
  gloss_buffer_free(&job->request.path);
}

int command_why(int count, char **words) {
  job job = {0};
  return carry_out(&(command){&job, &job.request.settings, read_request, set_up, tell, take_down}, count, words);
}

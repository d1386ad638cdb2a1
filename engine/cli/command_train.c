#include <stdio.h>
#include <stdlib.h>

#include "cli/ends.h"
#include "library/model_file.h"
#include "run/worker.h"
#include "teach/lesson.h"
#include "write/output.h"

typedef struct job {
  settings settings;
  gloss_names scripts, options, paths; /* the first path is that of the features */
  const char *layer, *label, *output, *rounds, *size;
  ends ends;
  gloss_lesson_settings lesson_settings;
  gloss_selection chosen;
  gloss_plan *plan;
  gloss_work work;
  gloss_buffer text; /* of the features */
  gloss_features *features;
} job;

/* -- The command line */

static bool read_number(const char *option, const char *text, long most, long *number, gloss_error *error) {
  char *end;
  if (text == NULL) return true;
  *number = strtol(text, &end, 10);
  if (*end == '\0' && end != text && *number > 0 && *number <= most) return true;
  return gloss_fail(error, "%s %s: give a number from 1 to %ld", option, text, most);
}

static bool check_request(job *job, gloss_error *error) {
  long rounds = 0, megabytes = 4;
  if (job->paths.count < 2) return gloss_fail(error, "name a file of features and one of labelled articles; `gloss train --help`");
  if ((job->layer != NULL) == (job->label != NULL))
    return gloss_fail(error, "give --layer (for a tagger) or --label (for a classifier)");
  if (job->output == NULL) return gloss_fail(error, "give -o NAME.model");
  if (!read_number("--rounds", job->rounds, 1000, &rounds, error)) return false;
  if (!read_number("--size", job->size, 64, &megabytes, error)) return false;
  job->lesson_settings = (gloss_lesson_settings){.kind = job->layer ? GLOSS_MODEL_TAGGER : GLOSS_MODEL_CLASSIFIER,
                                                 .subject = gloss_slice_of(job->layer ? job->layer : job->label),
                                                 .rounds = (uint32_t)rounds, .size = (size_t)megabytes << 20};
  return true;
}

static bool read_request(void *context, int count, char **words, gloss_error *error) {
  job *job = context;
  const argument table[] = {
      {.name = "layer", .value = "LAYER", .about = "learn to find its annotations: a tagger (`token`: parts of speech)",
       .text = &job->layer},
      {.name = "label", .value = "PATH", .about = "learn to tell what is there, as meta.section or values.topic, or the\ntype "
       "of a layer's annotations: a classifier", .text = &job->label},
      {'o', "output", "PATH", "the model; its name ends in .model", .text = &job->output},
      READING_ARGUMENTS(job->ends),
      {'s', "scripts", "EXPR", "run these first, for features that look at their layers", .list = &job->scripts},
      {'O', NULL, "SCRIPT.OPTION=VALUE", "set an option of a script; may be repeated", .list = &job->options},
      {.name = "rounds", .value = "N", .about = "go over the examples so often (default: 8, a classifier 40)",
       .text = &job->rounds},
      {.name = "size", .value = "MB", .about = "leave out what weighs least beyond that (default: 4)", .text = &job->size},
      SETTINGS_ARGUMENTS(job->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &job->paths, error)) return false;
  if (!job->settings.help) return check_request(job, error);
  puts("gloss train [OPTIONS] FEATURES GOLD… -o NAME.model\n\n"
       "Learns from labelled articles, JSONL as `gloss run` writes it, and says how good the model is on some that were held\n"
       "back. FEATURES is a file with what the model looks at, a template a line (`gloss help learning`).\n");
  arguments_print(table);
  return true;
}

/* -- Reading what is labelled */

static bool read_features(job *job, const gloss_environment *environment, gloss_error *error) {
  const char *path = job->paths.items[0];
  if (!gloss_file_read(path, &job->text, error)) return false;
  job->lesson_settings.text = gloss_buffer_slice(&job->text);
  bool is_of_places = job->lesson_settings.kind == GLOSS_MODEL_CLASSIFIER;
  job->features = gloss_features_read(path, job->lesson_settings.text, is_of_places, error);
  job->lesson_settings.features = job->features;
  if (job->features == NULL) return false;
  gloss_buffer folder = {0};
  gloss_buffer_add(&folder, gloss_path_folder(path));
  bool done = gloss_model_file_resolve(gloss_environment_models(environment), gloss_buffer_string(&folder), job->features, error);
  gloss_buffer_free(&folder);
  return done || gloss_fail_at(error, "%s", path);
}

static bool set_up(void *context, engine *engine, gloss_error *error) {
  job *job = context;
  bool has_scripts = job->scripts.count > 0;
  if (has_scripts && !engine_choose(engine, &job->scripts, &job->chosen, error)) return false;
  if (!ends_choose(&job->ends, engine, error)) return false;
  job->plan = engine_plan(engine, &job->chosen, &job->options, error);
  if (job->plan == NULL || !ends_set_up(&job->ends, engine, job->plan, error)) return false;
  const char *lang = job->settings.lang ? job->settings.lang : GLOSS_STANDARD_LANGUAGE;
  job->work = (gloss_work){.environment = &engine->environment, .languages = engine->languages, .plan = job->plan, .lang = lang,
                           .reading = job->ends.parser};
  return read_features(job, &engine->environment, error);
}

static bool fail_at_record(const gloss_record *record, gloss_error *error) {
  gloss_slice path = gloss_buffer_slice(&record->path);
  if (record->line == 0) return gloss_fail_at(error, "%.*s", GLOSS_PRINT(path));
  return gloss_fail_at(error, "%.*s:%llu", GLOSS_PRINT(path), (unsigned long long)record->line);
}

typedef struct taking {
  gloss_lesson *lesson;
  const gloss_record *record;
  bool has_failed;
  gloss_error *error;
} taking;

static void take_document(void *context, gloss_document *document) {
  taking *taking = context;
  if (taking->has_failed || gloss_lesson_add(taking->lesson, document, taking->error)) return;
  taking->has_failed = true;
  fail_at_record(taking->record, taking->error);
}

static bool take_record(gloss_lesson *lesson, gloss_worker *worker, const gloss_record *record, gloss_error *error) {
  taking taking = {lesson, record, false, error};
  return gloss_worker_read(worker, record, take_document, &taking, error) && !taking.has_failed;
}

static bool take_all(const job *job, gloss_lesson *lesson, gloss_worker *worker, gloss_error *error) {
  gloss_source_settings settings = job->ends.source;
  gloss_record record = {0};
  gloss_next next = GLOSS_NEXT_RECORD;
  settings.paths = (const char *const *)job->paths.items + 1;
  settings.path_count = job->paths.count - 1u;
  gloss_source *source = gloss_source_new(settings);
  bool done = true;
  while (done && (next = gloss_source_next(source, &record, error)) == GLOSS_NEXT_RECORD)
    done = take_record(lesson, worker, &record, error);
  gloss_source_free(source);
  gloss_record_free(&record);
  return done && next == GLOSS_NEXT_END;
}

/* -- The report */

static double share(uint32_t part, uint32_t of) {
  return of ? (double)part / of : 0;
}

static void print_grade(const gloss_grade *grade) {
  double precision = share(grade->right, grade->said), recall = share(grade->right, grade->gold);
  double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  printf("%-14.*s %9u %9.3f %9.3f %9.3f\n", GLOSS_PRINT(grade->name), grade->gold, precision, recall, f1);
}

static void print_report(const job *job, const gloss_report *report, size_t size) {
  printf("%s: learned from %u documents (%u %s, %u features); %zu KB\n", job->output, report->documents, report->examples,
         job->layer ? "tokens" : "places", report->features, size / 1024);
  if (report->of == 0) return (void)puts("too few to hold any back: how good it is, is not known");
  printf("tried on %s by models of the others: %.3f of %u are right\n\n", report->parts > 1 ? "each tenth" : "one tenth",
         share(report->right, report->of), report->of);
  printf("%-14s %9s %9s %9s %9s\n", "", "tried on", "precision", "recall", "F1");
  for (uint32_t i = 0; i < report->grade_count; i++) print_grade(&report->grades[i]);
}

static bool write_model(const job *job, gloss_slice model, gloss_error *error) {
  gloss_output *output = gloss_output_open(job->output, error);
  if (output == NULL) return false;
  if (gloss_output_write(output, model, error)) return gloss_output_close(output, error);
  gloss_output_abandon(output);
  return false;
}

static bool learn(const job *job, gloss_lesson *lesson, gloss_error *error) {
  gloss_buffer model = {0};
  gloss_report report;
  bool done = gloss_lesson_learn(lesson, &model, &report, error) && write_model(job, gloss_buffer_slice(&model), error);
  if (done) print_report(job, &report, model.size);
  gloss_buffer_free(&model);
  return done;
}

static int act(void *context) {
  job *job = context;
  gloss_error error = {0};
  gloss_lesson *lesson = gloss_lesson_new(job->lesson_settings);
  gloss_worker *worker = gloss_worker_new(&job->work, &error);
  bool done = worker && take_all(job, lesson, worker, &error) && learn(job, lesson, &error);
  gloss_lesson_free(lesson); /* it has looked at the worker's words */
  gloss_worker_free(worker);
  return done ? STATUS_DONE : refuse(&error);
}

static void take_down(void *context) {
  job *job = context;
  ends_free(&job->ends);
  gloss_features_free(job->features);
  gloss_buffer_free(&job->text);
  gloss_plan_free(job->plan);
  gloss_selection_free(&job->chosen);
  gloss_names_free(&job->scripts);
  gloss_names_free(&job->options);
  gloss_names_free(&job->paths);
}

int command_train(int count, char **words) {
  job job = {0};
  return carry_out(&(command){&job, &job.settings, read_request, set_up, act, take_down}, count, words);
}

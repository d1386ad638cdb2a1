#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/ends.h"
#include "run/verify.h"

typedef struct job {
  settings settings;
  gloss_names scripts, options, paths;
  const char *sample;
  ends ends;
  uint32_t most;
  gloss_selection chosen;
  gloss_plan *plan;
  gloss_work work;
  gloss_source *source;
} job;

static bool read_sample(job *job, gloss_error *error) {
  char *end;
  long most = job->sample ? strtol(job->sample, &end, 10) : 200;
  if (job->sample && (*end || end == job->sample || most < 2 || most > 1000000))
    return gloss_fail(error, "--sample %s: give a number of documents, from 2 to 1000000", job->sample);
  job->most = (uint32_t)most;
  return true;
}

static bool read_request(void *context, int count, char **words, gloss_error *error) {
  job *job = context;
  const argument table[] = {
      {'s', "scripts", "EXPR", "which scripts, as for `gloss run` (default: the set news)", .list = &job->scripts},
      READING_ARGUMENTS(job->ends),
      {'O', NULL, "SCRIPT.OPTION=VALUE", "set an option of a script; may be repeated", .list = &job->options},
      {.name = "sample", .value = "N", .about = "how many documents to take, from the first (default: 200)", .text = &job->sample},
      DATE_ARGUMENT(job->settings),
      SETTINGS_ARGUMENTS(job->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &job->paths, error)) return false;
  if (!job->settings.help) return read_sample(job, error);
  puts("gloss verify [OPTIONS] [PATH…]\n\n"
       "Runs scripts over a sample of the articles in several orders, and names those that do not always say the same about\n"
       "an article: they carry something from one document to the next, and their results depend on the workers.\n");
  arguments_print(table);
  return true;
}

static bool set_up(void *context, engine *engine, gloss_error *error) {
  job *job = context;
  if (!engine_choose(engine, &job->scripts, &job->chosen, error)) return false;
  if (!ends_choose(&job->ends, engine, error)) return false;
  job->plan = engine_plan(engine, &job->chosen, &job->options, error);
  if (job->plan == NULL || !ends_set_up(&job->ends, engine, job->plan, error)) return false;
  const char *lang = job->settings.lang ? job->settings.lang : GLOSS_STANDARD_LANGUAGE;
  job->work = (gloss_work){.environment = &engine->environment, .languages = engine->languages, .plan = job->plan, .lang = lang,
                           .date = job->settings.date, .reading = job->ends.parser};
  gloss_source_settings settings = job->ends.source;
  settings.paths = (const char *const *)job->paths.items;
  settings.path_count = job->paths.count;
  job->source = gloss_source_new(settings);
  return true;
}

static uint32_t tell_differences(const job *job, const gloss_verification *verification) {
  uint32_t scripts = 0;
  for (uint32_t i = 0; i < job->plan->count; i++) {
    gloss_difference *difference = &verification->differences[i];
    if (difference->documents == 0) continue;
    scripts++;
    printf("%s says different things of a document in another order: %u times, first of \"%s\"\n",
           job->plan->steps[i].script->name, difference->documents, gloss_buffer_string(&difference->first));
  }
  return scripts;
}

static int act(void *context) {
  job *job = context;
  gloss_error error = {0};
  gloss_verification verification = {0};
  bool done = gloss_verify(&job->work, job->source, job->most, &verification, &error);
  uint32_t differing = done ? tell_differences(job, &verification) : 0;
  if (done && differing == 0)
    printf("%u script%s the same of %u documents in any order\n", job->plan->count, job->plan->count == 1 ? " says" : "s say",
           verification.documents);
  gloss_verification_free(&job->work, &verification);
  return !done ? refuse(&error) : differing ? STATUS_TROUBLE : STATUS_DONE;
}

static void take_down(void *context) {
  job *job = context;
  gloss_source_free(job->source);
  ends_free(&job->ends);
  gloss_plan_free(job->plan);
  gloss_selection_free(&job->chosen);
  gloss_names_free(&job->scripts);
  gloss_names_free(&job->options);
  gloss_names_free(&job->paths);
}

int command_verify(int count, char **words) {
  job job = {0};
  return carry_out(&(command){&job, &job.settings, read_request, set_up, act, take_down}, count, words);
}

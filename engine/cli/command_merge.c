#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/folding.h"

typedef struct job {
  settings settings;
  gloss_names scripts, options, paths;
  const char *format, *path, *parts;
  gloss_selection chosen;
  gloss_plan *plan;
  folding folding;
  gloss_output *output;
  gloss_sheet_look look;
} job;

static bool read_request(void *context, int count, char **words, gloss_error *error) {
  job *job = context;
  const argument table[] = {
      {'s', "scripts", "EXPR", "the folds, as `gloss run -s` had them", .list = &job->scripts},
      {'f', "format", "F", "jsonl (default when piped), csv, or text (to read; default on a terminal)", .text = &job->format},
      {'o', "output", "PATH", "write to PATH, whole or not at all (default: standard output)", .text = &job->path},
      {'O', NULL, "SCRIPT.OPTION=VALUE", "the options that the runs had; may be repeated", .list = &job->options},
      {.name = "fold-parts", .value = "PATH", .about = "write the merged parts to PATH too", .text = &job->parts},
      SETTINGS_ARGUMENTS(job->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &job->paths, error)) return false;
  if (job->settings.help) {
    puts("gloss merge [OPTIONS] PARTS…\n\nMakes the rows of folds from parts that `gloss run --fold-parts` has written, on\n"
         "several machines perhaps. They are those of one run over all the input, in the order of the files.\n");
    return arguments_print(table), true;
  }
  return job->paths.count > 0 || gloss_fail(error, "name the files that `gloss run --fold-parts` has written");
}

/* -- Reading parts */

static bool load_file(gloss_folds *folds, const char *path, gloss_error *error) {
  gloss_buffer content = {0};
  bool done = gloss_file_read(path, &content, error);
  gloss_slice rest = gloss_buffer_slice(&content), line;
  for (unsigned number = 1; done && gloss_slice_line(&rest, &line); number++)
    done = gloss_folds_load(folds, line, error) || gloss_fail_at(error, "%s:%u", path, number);
  gloss_buffer_free(&content);
  return done;
}

static bool load_all(const job *job, gloss_error *error) {
  for (uint32_t i = 0; i < job->paths.count; i++)
    if (!load_file(job->folding.folds, job->paths.items[i], error)) return false;
  return true;
}

static bool open_output(job *job, const gloss_environment *environment, gloss_error *error) {
  bool to_terminal = job->path == NULL && isatty(STDOUT_FILENO);
  struct winsize size;
  job->look.colour = to_terminal && getenv("NO_COLOR") == NULL;
  if (to_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) job->look.width = size.ws_col;
  gloss_slice format = gloss_slice_of(job->format ? job->format : to_terminal ? "text" : "jsonl");
  job->folding = (folding){.parts = job->parts};
  if (!folding_open(&job->folding, environment, job->plan, format, error)) return false;
  if (job->folding.folds == NULL) return gloss_fail(error, "no fold is chosen: -s names those that the parts are of");
  job->output = gloss_output_open(job->path, error);
  return job->output != NULL;
}

static bool set_up(void *context, engine *engine, gloss_error *error) {
  job *job = context;
  if (!engine_choose(engine, &job->scripts, &job->chosen, error)) return false;
  job->plan = engine_plan(engine, &job->chosen, &job->options, error);
  return job->plan && open_output(job, &engine->environment, error) && load_all(job, error);
}

static int write_out(void *context) {
  job *job = context;
  gloss_error error = {0};
  bool done = folding_write(&job->folding, job->output, job->look, &error);
  if (done) {
    done = gloss_output_close(job->output, &error);
    job->output = NULL;
  }
  if (!done) say(error.message);
  gloss_error_clear(&error);
  return done ? STATUS_DONE : STATUS_TROUBLE;
}

static void take_down(void *context) {
  job *job = context;
  gloss_output_abandon(job->output);
  folding_close(&job->folding);
  gloss_plan_free(job->plan);
  gloss_selection_free(&job->chosen);
  gloss_names_free(&job->scripts);
  gloss_names_free(&job->options);
  gloss_names_free(&job->paths);
}

int command_merge(int count, char **words) {
  job job = {0};
  return carry_out(&(command){&job, &job.settings, read_request, set_up, write_out, take_down}, count, words);
}

#include "cli/grading.h"

#include <stdio.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "compare/score.h"

static bool read_examples(const grading *grading, uint32_t *most, gloss_error *error) {
  char *end;
  long count = grading->examples ? strtol(grading->examples, &end, 10) : 5;
  if (grading->examples && (*end || end == grading->examples || count < 0 || count > 1000000))
    return gloss_fail(error, "--examples %s: give a number, from 0 to 1000000", grading->examples);
  *most = (uint32_t)count;
  return true;
}

bool grading_check(const grading *grading, gloss_error *error) {
  uint32_t most;
  return read_examples(grading, &most, error);
}

static gloss_slice *slices_of(const gloss_names *names) {
  gloss_slice *slices = gloss_allocate((names->count + 1u) * sizeof *slices);
  for (uint32_t i = 0; i < names->count; i++) slices[i] = gloss_slice_of(names->items[i]);
  return slices;
}

static bool take_all(gloss_join *join, gloss_score *score) {
  gloss_error error = {0};
  gloss_joined joined;
  many_messages messages = {0};
  for (gloss_join_result next; (next = gloss_join_next(join, &joined, &error)) != GLOSS_JOIN_END;) {
    if (next != GLOSS_JOIN_READ || !gloss_score_add(score, &joined, &error)) say_one_of_many(&messages, error.message);
  }
  say_how_many_more(&messages);
  gloss_error_clear(&error);
  return messages.count == 0;
}

static void print_report(const gloss_score *score, bool is_json) {
  gloss_buffer report = {0};
  (is_json ? gloss_score_add_json : gloss_score_add_text)(&report, score);
  print_shown(gloss_buffer_slice(&report), is_json);
  gloss_buffer_free(&report);
}

static void say_left_out(gloss_buffer *left_out) {
  gloss_buffer message = {0};
  if (left_out->size == 0) return;
  gloss_buffer_print(&message, "not compared: %s; --layers names what to compare", gloss_buffer_string(left_out));
  say(gloss_buffer_string(&message));
  gloss_buffer_free(&message);
}

static bool score_files(gloss_score *score, const char *gold, const char *output, bool *is_clean, gloss_buffer *left_out,
                        gloss_error *error) {
  gloss_join *join = gloss_join_new(gold, output, error);
  if (join == NULL) return false;
  *is_clean = take_all(join, score);
  bool done = gloss_join_check(join, error) && gloss_score_finish(score, left_out, error);
  gloss_join_free(join);
  return done;
}

int grade(const grading *grading, const char *gold, const char *output) {
  gloss_score_settings settings = {.label_count = grading->labels.count, .may_say_more = grading->is_of_run};
  gloss_error error = {0};
  gloss_buffer left_out = {0};
  bool is_clean;
  gloss_slice *layers = split_names(grading->layers, &settings.layer_count), *labels = slices_of(&grading->labels);
  settings.layers = layers;
  settings.labels = labels;
  read_examples(grading, &settings.examples, &error);
  gloss_score *score = gloss_score_new(settings);
  bool done = score_files(score, gold, output, &is_clean, &left_out, &error);
  if (done) say_left_out(&left_out), print_report(score, grading->is_json);
  gloss_score_free(score);
  gloss_buffer_free(&left_out);
  free(layers);
  free(labels);
  return !done ? refuse(&error) : is_clean ? STATUS_DONE : STATUS_TROUBLE;
}

bool grading_make_output(gloss_buffer *path, gloss_error *error) {
  const char *folder = getenv("TMPDIR");
  gloss_buffer_print(path, "%s/gloss-XXXXXX", folder && folder[0] ? folder : "/tmp");
  gloss_buffer_string(path);
  int file = mkstemp(path->data);
  if (file < 0) return gloss_fail(error, "%s: cannot make a temporary file: %s", path->data, strerror(errno));
  close(file);
  return true;
}

void grading_remove_output(gloss_buffer *path) {
  if (path->size > 0) unlink(gloss_buffer_string(path));
  gloss_buffer_free(path);
}

void grading_free(grading *grading) {
  gloss_names_free(&grading->labels);
}

/* -- The command that does nothing else */

typedef struct request {
  grading grading;
  gloss_names paths;
  const char *format;
  bool help;
} request;

static bool check_request(request *request, gloss_error *error) {
  if (request->paths.count != 2) return gloss_fail(error, "name the gold and an output: gloss eval GOLD OUTPUT");
  return read_as_json(request->format, &request->grading.is_json, error) &&
         grading_check(&request->grading, error);
}

static bool read_request(request *request, int count, char **words, gloss_error *error) {
  const argument table[] = {
      {.name = "layers", .value = "a,b", .about = "compare these only (default: those that both have)",
       .text = &request->grading.layers},
      GRADING_ARGUMENTS(request->grading),
      {'f', "format", "F", "text or json (default: text)", .text = &request->format},
      {.letter = 'h', .name = "help", .about = "show this help", .flag = &request->help},
      {0},
  };
  if (!arguments_read(table, count, words, &request->paths, error)) return false;
  if (!request->help) return check_request(request, error);
  puts("gloss eval [OPTIONS] GOLD OUTPUT\n\n"
       "How good an output is: precision, recall and F1 by layer and type, and what was missed, invented, mistyped or found\n"
       "with other bounds, each with its place. Both files are JSONL as `gloss run -f jsonl` writes it; documents belong\n"
       "together that have the same id. `gloss run --gold GOLD` does it at once.\n");
  arguments_print(table);
  puts("\nExit status: 0 compared, 1 some documents could not be, and are left out, 2 nothing could.");
  return true;
}

int command_eval(int count, char **words) {
  request request = {0};
  gloss_error error = {0};
  int status = STATUS_DONE;
  if (!read_request(&request, count, words, &error)) status = refuse(&error);
  else if (!request.help) status = grade(&request.grading, request.paths.items[0], request.paths.items[1]);
  grading_free(&request.grading);
  gloss_names_free(&request.paths);
  return status;
}

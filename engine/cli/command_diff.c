#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "compare/diff.h"

typedef struct request {
  gloss_names paths;
  const char *format, *layers;
  bool as_json, help;
} request;

static bool read_request(request *request, int count, char **words, gloss_error *error) {
  const argument table[] = {
      {.name = "layers", .value = "a,b", .about = "of annotations compare these only (default: all)", .text = &request->layers},
      {'f', "format", "F", "text or json, an object for each document that differs (default: text)", .text = &request->format},
      {.letter = 'h', .name = "help", .about = "show this help", .flag = &request->help},
      {0},
  };
  if (!arguments_read(table, count, words, &request->paths, error)) return false;
  if (!request->help && request->paths.count != 2) return gloss_fail(error, "name two outputs: gloss diff OLD NEW");
  if (!request->help) return read_as_json(request->format, &request->as_json, error);
  puts("gloss diff [OPTIONS] OLD NEW\n\n"
       "What two outputs, JSONL as `gloss run -f jsonl` writes it, say differently: of two versions of a script, or of two\n"
       "choices of options. Documents belong together that have the same id, in whatever order they come.\n");
  arguments_print(table);
  puts("\nExit status: 0 they say the same, 1 they differ or some documents could not be compared, 2 nothing could.");
  return true;
}

static void print(const request *request, gloss_buffer *out) {
  print_shown(gloss_buffer_slice(out), request->as_json);
  gloss_buffer_clear(out);
}

static bool compare_all(const request *request, gloss_join *join, gloss_diff *diff, gloss_buffer *out) {
  gloss_error error = {0};
  gloss_joined joined;
  many_messages messages = {0};
  for (gloss_join_result next; (next = gloss_join_next(join, &joined, &error)) != GLOSS_JOIN_END;) {
    bool done = next == GLOSS_JOIN_READ && gloss_diff_find(diff, &joined, &error);
    if (done) (request->as_json ? gloss_diff_add_json : gloss_diff_add_text)(out, diff, &joined), print(request, out);
    else say_one_of_many(&messages, error.message);
  }
  say_how_many_more(&messages);
  gloss_error_clear(&error);
  return messages.count == 0;
}

static bool compare_files(const request *request, gloss_diff *diff, bool *is_same, gloss_error *error) {
  gloss_buffer out = {0};
  gloss_join *join = gloss_join_new(request->paths.items[0], request->paths.items[1], error);
  if (join == NULL) return false;
  bool is_clean = compare_all(request, join, diff, &out), done = gloss_join_check(join, error);
  (request->as_json ? gloss_diff_add_json_summary : gloss_diff_add_text_summary)(&out, diff);
  if (done) print(request, &out);
  *is_same = is_clean && diff->differing == 0;
  gloss_join_free(join);
  gloss_buffer_free(&out);
  return done;
}

static int compare(const request *request) {
  gloss_diff diff = {0};
  gloss_error error = {0};
  bool is_same;
  gloss_slice *layers = split_names(request->layers, &diff.layer_count);
  diff.layers = layers;
  bool done = compare_files(request, &diff, &is_same, &error);
  gloss_diff_free(&diff);
  free(layers);
  return !done ? refuse(&error) : is_same ? STATUS_DONE : STATUS_TROUBLE;
}

int command_diff(int count, char **words) {
  request request = {0};
  gloss_error error = {0};
  int status = STATUS_DONE;
  if (!read_request(&request, count, words, &error)) status = refuse(&error);
  else if (!request.help) status = compare(&request);
  gloss_names_free(&request.paths);
  return status;
}

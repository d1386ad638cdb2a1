#include <stdio.h>

#include "cli/grading.h"

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

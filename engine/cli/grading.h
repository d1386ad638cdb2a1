/* grading: an output held against gold, for `gloss eval` and `gloss run --gold`. */
#ifndef GLOSS_CLI_GRADING_H
#define GLOSS_CLI_GRADING_H

#include "cli/command.h"

typedef struct grading {
  const char *layers, *examples; /* as they stand on the command line; NULL: not said */
  gloss_names labels;
  bool is_json;
  bool is_of_run; /* the output has what the scripts provide, which the gold need not have */
} grading;

/* The options of both, of a grading. */
#define GRADING_ARGUMENTS(g)                                                                                         \
  {.name = "label", .value = "PATH", .list = &(g).labels,                                                            \
   .about = "compare what documents say there, as meta.section or values.tone.label;\n"                              \
            "PATH=PATH when the gold has it elsewhere than the output; may be repeated"},                            \
  {.name = "examples", .value = "N", .about = "show so many of each kind of fault (default: 5)", .text = &(g).examples}

/* Fails on a number of examples that is none. */
bool grading_check(const grading *grading, gloss_error *error);

/* Prints how good the output is; returns an exit status. */
int grade(const grading *grading, const char *gold, const char *output);

/* Where the documents of a run go that nobody asked for: a file that is made, and removed when the run is over. */
bool grading_make_output(gloss_buffer *path, gloss_error *error);
void grading_remove_output(gloss_buffer *path);

void grading_free(grading *grading);

#endif

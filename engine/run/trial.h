/* trial: one test of a script at work, and what it expects held against what there is. For this room only. */
#ifndef GLOSS_RUN_TRIAL_H
#define GLOSS_RUN_TRIAL_H

#include "run/catalog.h"
#include "run/languages.h"
#include "run/worker.h"

/* One test at work: what it says, the document it is run on, and what was found wrong so far. */
typedef struct trial {
  gloss_catalog *catalog;
  uint32_t entry;
  gloss_languages *languages;
  const char *lang;
  gloss_value test, given;
  const gloss_plan *plan;
  gloss_document *document;
  gloss_buffer wrong;
} trial;

/* What a test says of the document: its layers, values and warnings; what is not so is added to `wrong`, line by line. */
void trial_check(trial *trial);

/* Scripts that failed on the document; and whether a value is as expected: a map may say less than there is. */
void trial_check_failures(trial *trial);
bool trial_matches(const trial *trial, gloss_value expected, gloss_value found);

/* For what is said to be wrong: a value as a reader sees it; the text of an annotation in a test. */
void trial_print(trial *trial, gloss_value value);
gloss_value trial_text_of(gloss_value annotation);

/* format_test.c: a test of a reader, which has an `input`; what a writer makes of the document, held against `output`. */
bool trial_read(trial *trial, gloss_worker *worker, gloss_error *error);
bool trial_write(trial *trial, gloss_worker *worker, gloss_error *error);

#endif

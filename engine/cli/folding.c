#include "cli/folding.h"

static bool choose_format(folding *folding, gloss_slice format, gloss_error *error) {
  folding->format = folding->output ? gloss_sheet_format_of(folding->output, error) : gloss_sheet_format_find(format, error);
  if (folding->format == NULL) return false;
  if (!folding->format->is_single || gloss_folds_count(folding->folds) == 1) return true;
  return gloss_fail(error, "%s has room for the columns of one fold, and %u are chosen; jsonl takes several",
                    folding->format->name, gloss_folds_count(folding->folds));
}

static bool open_file(const char *path, gloss_output **output, gloss_error *error) {
  if (path) *output = gloss_output_open(path, error);
  return path == NULL || *output != NULL;
}

bool folding_open(folding *folding, const gloss_environment *environment, const gloss_plan *plan, gloss_slice format,
                  gloss_error *error) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < plan->count; i++) count += gloss_step_folds(&plan->steps[i]);
  const char *wanted = folding->output ? "--fold-output" : folding->parts ? "--fold-parts" : NULL;
  if (count == 0 && wanted) return gloss_fail(error, "%s: no fold is chosen; `gloss scripts tag:fold` lists them", wanted);
  if (count == 0) return true;
  folding->folds = gloss_folds_new(environment, plan, error);
  return folding->folds && choose_format(folding, format, error) && open_file(folding->output, &folding->rows_to, error) &&
         open_file(folding->parts, &folding->parts_to, error);
}

void folding_close(folding *folding) {
  gloss_output_abandon(folding->rows_to);
  gloss_output_abandon(folding->parts_to);
  gloss_folds_free(folding->folds);
}

bool folding_replaces_documents(const folding *folding) {
  return folding->folds && folding->output == NULL;
}

static bool write_whole(gloss_output **output, gloss_slice content, gloss_error *error) {
  gloss_output *whole = *output;
  if (!gloss_output_write(whole, content, error)) return false;
  *output = NULL;
  return gloss_output_close(whole, error);
}

static bool write_parts(folding *folding, gloss_error *error) {
  gloss_buffer lines = {0};
  if (folding->parts_to == NULL) return true;
  bool done = gloss_folds_save(folding->folds, &lines, error) && write_whole(&folding->parts_to, gloss_buffer_slice(&lines), error);
  gloss_buffer_free(&lines);
  return done;
}

static bool write_rows(folding *folding, gloss_output *output, gloss_sheet_look look, gloss_error *error) {
  gloss_buffer rows = {0};
  const gloss_sheet *sheets;
  if (folding->rows_to) look = (gloss_sheet_look){0};
  bool done = gloss_folds_finish(folding->folds, &sheets, error);
  if (done) gloss_sheets_write(folding->format, sheets, gloss_folds_count(folding->folds), look, &rows);
  gloss_slice content = gloss_buffer_slice(&rows);
  done = done && (folding->rows_to ? write_whole(&folding->rows_to, content, error) : gloss_output_write(output, content, error));
  gloss_buffer_free(&rows);
  return done;
}

bool folding_write(folding *folding, gloss_output *output, gloss_sheet_look look, gloss_error *error) {
  return write_parts(folding, error) && write_rows(folding, output, look, error);
}

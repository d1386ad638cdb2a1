#include <stdio.h>

#include "cli/command.h"
#include "run/script_test.h"

typedef struct request {
  settings settings;
  gloss_names expressions;
  bool verbose;
} request;

static bool read_request(request *request, int count, char **words, gloss_error *error) {
  const argument table[] = {
      {'v', "verbose", NULL, "name the tests that pass too", .flag = &request->verbose},
      SETTINGS_ARGUMENTS(request->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &request->expressions, error)) return false;
  if (!request->settings.help) return true;
  puts(
      "gloss test [OPTIONS] [EXPR]\n\nRuns the tests that scripts carry. EXPR chooses as `gloss run -s` does; without it all "
      "are run.\n");
  arguments_print(table);
  return true;
}

static void report(void *context, const gloss_script *script, const char *name, const char *wrong) {
  const request *request = context;
  if (wrong == NULL && request->verbose) printf("ok    %s: %s\n", script->name, name);
  if (wrong == NULL) return;
  gloss_slice rest = gloss_slice_of(wrong), line;
  printf("FAIL  %s: %s\n", script->name, name);
  while (gloss_slice_line(&rest, &line)) printf("        %.*s\n", GLOSS_PRINT(line));
}

static bool choose(const request *request, engine *engine, gloss_selection *chosen, gloss_error *error) {
  for (uint32_t i = 0; i < request->expressions.count; i++)
    if (!gloss_selection_add(chosen, engine->catalog, gloss_slice_of(request->expressions.items[i]), say, error)) return false;
  return request->expressions.count > 0 || gloss_selection_add(chosen, engine->catalog, GLOSS_SLICE("*"), say, error);
}

static int test_chosen(const request *request, engine *engine, const gloss_selection *chosen) {
  gloss_error error = {0};
  gloss_test_tally tally = {0};
  uint32_t unusable = 0, without = 0;
  for (uint32_t i = 0; i < chosen->count; i++) {
    const gloss_script *script = gloss_catalog_load(engine->catalog, chosen->entries[i], &error);
    if (script == NULL) {
      printf("FAIL  %s: %s\n", gloss_catalog_at(engine->catalog, chosen->entries[i])->name, error.message);
      unusable++;
      continue;
    }
    without += script->tests.kind != GLOSS_LIST;
    gloss_script_test(engine->catalog, chosen->entries[i], engine->languages, engine->lang, report, (void *)request, &tally);
  }
  gloss_error_clear(&error);
  if (without) printf("%u of %u scripts have no tests\n", without, chosen->count);
  printf("%u passed, %u failed\n", tally.passed, tally.failed + unusable);
  return tally.failed + unusable ? STATUS_TROUBLE : STATUS_DONE;
}

int command_test(int count, char **words) {
  gloss_error error = {0};
  request request = {0};
  engine engine = {0};
  gloss_selection chosen = {0};
  int status = STATUS_DONE;
  if (!read_request(&request, count, words, &error)) status = refuse(&error);
  else if (request.settings.help) status = STATUS_DONE;
  else if (!engine_open(&engine, &request.settings, &error) || !choose(&request, &engine, &chosen, &error)) status = refuse(&error);
  else status = test_chosen(&request, &engine, &chosen);
  gloss_selection_free(&chosen);
  engine_close(&engine);
  gloss_names_free(&request.expressions);
  settings_free(&request.settings);
  return status;
}

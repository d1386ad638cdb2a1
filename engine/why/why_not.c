#include "why/why_not.h"

#include <stdlib.h>

#include "base/file.h"

/* -- Which patterns */

/* The line of "money.lua:5" when it is of that file, or 0. */
static uint32_t line_in(gloss_slice file, const char *made) {
  gloss_slice at = gloss_slice_of(made);
  bool is_there = gloss_slice_starts_with(at, file) && at.size > file.size && made[file.size] == ':';
  return is_there ? (uint32_t)strtoul(made + file.size + 1, NULL, 10) : 0;
}

static uint32_t count_lines(gloss_slice query) {
  uint32_t count = 0;
  for (size_t i = 0; i < query.size; i++) count += query.data[i] == '\n';
  return count;
}

/* A query may stand on several lines; which of them Lua calls the line of the call depends on its version. */
static bool is_made_on(const gloss_finder *finder, gloss_slice file, uint32_t line) {
  uint32_t made = line_in(file, finder->made), lines = count_lines(gloss_pattern_query(finder->pattern));
  return made > 0 && made <= line + lines && line <= made + lines;
}

static bool fail_without(const gloss_finder *all, uint32_t count, gloss_slice file, uint32_t line, gloss_error *error) {
  gloss_buffer places = {0};
  for (uint32_t i = 0; i < count; i++)
    if (all[i].pattern) gloss_buffer_print(&places, "%s%s", places.size ? ", " : "; it makes them at ", all[i].made);
  if (places.size == 0) gloss_fail(error, "%.*s: it makes no patterns (gloss.pattern)", GLOSS_PRINT(file));
  else gloss_fail(error, "%.*s:%u: no pattern is made there%s", GLOSS_PRINT(file), line, gloss_buffer_string(&places));
  gloss_buffer_free(&places);
  return false;
}

bool gloss_why_not_find(const gloss_state *state, const char *path, uint32_t line, gloss_arena *arena, const gloss_finder **finders,
                        uint32_t *count, gloss_error *error) {
  gloss_slice file = gloss_path_name(path);
  const gloss_finder *all;
  uint32_t all_count = gloss_state_finders(state, arena, &all);
  gloss_finder *chosen = gloss_arena_allocate(arena, (all_count + 1u) * sizeof *chosen);
  *count = 0;
  for (uint32_t i = 0; i < all_count; i++)
    if (all[i].pattern && (line == 0 || is_made_on(&all[i], file, line))) chosen[(*count)++] = all[i];
  *finders = chosen;
  return *count > 0 || fail_without(all, all_count, file, line, error);
}

/* -- Where they look */

typedef struct trial {
  const gloss_worker *worker;
  const gloss_document *document;
  const gloss_finder *finder;
  gloss_pattern_group *group;
  gloss_attempt_report *report;
  void *context;
} trial;

static void attempt(const trial *trial, gloss_span tokens) {
  gloss_arena arena = {0};
  gloss_attempt attempt = {.finder = trial->finder, .tokens = tokens};
  if (gloss_span_size(tokens) == 0) return;
  gloss_pattern_group_scan(trial->group, trial->document, tokens);
  attempt.found = gloss_pattern_group_found(trial->group, 0);
  if (attempt.found.count == 0)
    attempt.trace = gloss_pattern_trace(trial->finder->pattern, trial->document, tokens, gloss_worker_matcher(trial->worker),
                                        &arena);
  trial->report(trial->context, trial->finder, &attempt);
  gloss_arena_free(&arena);
}

static void attempt_all(const trial *trial) {
  const gloss_document *document = trial->document;
  gloss_within within = gloss_pattern_within(trial->finder->pattern);
  if (within == GLOSS_WITHIN_DOCUMENT) attempt(trial, (gloss_span){0, document->token_count});
  for (uint32_t i = 0; within == GLOSS_WITHIN_BLOCK && i < document->block_count; i++) attempt(trial, document->blocks[i].tokens);
  for (uint32_t i = 0; within == GLOSS_WITHIN_SENTENCE && i < document->sentence_count; i++)
    attempt(trial, document->sentences[i].tokens);
}

void gloss_why_not(const gloss_worker *worker, const gloss_document *document, const gloss_finder *finders, uint32_t count,
                   gloss_attempt_report *report, void *context) {
  for (uint32_t i = 0; i < count; i++) {
    trial trial = {.worker = worker, .document = document, .finder = &finders[i], .report = report, .context = context};
    trial.group = gloss_pattern_group_new(&finders[i].pattern, 1, gloss_worker_matcher(worker));
    report(context, &finders[i], NULL);
    attempt_all(&trial);
    gloss_pattern_group_free(trial.group);
  }
}

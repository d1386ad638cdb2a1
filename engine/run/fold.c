#include "run/fold.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "read/json.h"
#include "write/json_text.h"

/* -- Parts */

bool gloss_fold_part_add(gloss_fold_part *part, uint32_t step, gloss_state *state, gloss_document *document) {
  gloss_share share = {.step = step, .tokens = document->token_count};
  if (!gloss_fold_step(state, document, &part->arena, &share.accumulator)) return false;
  part->shares = gloss_grow(part->shares, &part->capacity, part->count + 1u, sizeof *part->shares);
  part->shares[part->count++] = share;
  return true;
}

void gloss_fold_part_clear(gloss_fold_part *part) {
  gloss_arena_reset(&part->arena);
  part->count = 0;
}

void gloss_fold_part_free(gloss_fold_part *part) {
  gloss_arena_free(&part->arena);
  free(part->shares);
  *part = (gloss_fold_part){0};
}

/* -- Folds */

typedef struct fold {
  uint32_t step;
  const gloss_script *script;
  uint64_t hash; /* of script and options */
  gloss_state *state;
  uint64_t documents, tokens; /* merged */
  gloss_error broken;         /* no message: it is not */
} fold;

struct gloss_folds {
  gloss_matcher *matcher;
  fold *items;
  gloss_sheet *sheets; /* of each, when they are finished */
  uint32_t count;
  gloss_arena arena;
};

static bool add_fold(gloss_folds *folds, const gloss_environment *environment, const gloss_plan *plan, uint32_t at,
                     gloss_error *error) {
  const gloss_step *step = &plan->steps[at];
  fold *fold = &folds->items[folds->count];
  fold->step = at;
  fold->script = step->script;
  fold->hash = gloss_step_hash(step);
  fold->state =
      gloss_state_new(environment, step->script, step->options, plan->schema, (uint16_t)at, folds->matcher, error);
  folds->count += fold->state != NULL;
  return fold->state != NULL;
}

gloss_folds *gloss_folds_new(const gloss_environment *environment, const gloss_plan *plan, gloss_error *error) {
  gloss_folds *folds = gloss_allocate_zeroed(1, sizeof *folds);
  folds->matcher = gloss_matcher_new();
  folds->items = gloss_allocate_zeroed(plan->count + 1u, sizeof *folds->items);
  folds->sheets = gloss_allocate_zeroed(plan->count + 1u, sizeof *folds->sheets);
  bool done = true;
  for (uint32_t i = 0; done && i < plan->count; i++)
    if (gloss_step_folds(&plan->steps[i])) done = add_fold(folds, environment, plan, i, error);
  if (done) return folds;
  gloss_folds_free(folds);
  return NULL;
}

void gloss_folds_free(gloss_folds *folds) {
  if (folds == NULL) return;
  for (uint32_t i = 0; i < folds->count; i++) {
    gloss_state_free(folds->items[i].state);
    gloss_error_clear(&folds->items[i].broken);
  }
  free(folds->items);
  free(folds->sheets);
  gloss_matcher_free(folds->matcher);
  gloss_arena_free(&folds->arena);
  free(folds);
}

uint32_t gloss_folds_count(const gloss_folds *folds) {
  return folds->count;
}

/* -- Merging */

static bool merge(fold *fold, gloss_value later, uint64_t documents, uint64_t tokens) {
  fold->documents += documents;
  fold->tokens += tokens;
  return gloss_fold_merge(fold->state, later, tokens, &fold->broken);
}

static fold *fold_of(gloss_folds *folds, uint32_t step) {
  uint32_t i = 0;
  while (folds->items[i].step != step) i++;
  return &folds->items[i];
}

bool gloss_folds_add(gloss_folds *folds, const gloss_fold_part *part, gloss_buffer *said) {
  for (uint32_t i = 0; i < part->count; i++) {
    const gloss_share *share = &part->shares[i];
    fold *fold = fold_of(folds, share->step);
    if (fold->broken.message || merge(fold, share->accumulator, 1, share->tokens)) continue;
    if (gloss_is_interrupted()) return false;
    gloss_say(said, GLOSS_SAID_REJECTED, gloss_slice_of(fold->broken.message));
  }
  return true;
}

bool gloss_folds_are_broken(const gloss_folds *folds) {
  for (uint32_t i = 0; i < folds->count; i++)
    if (folds->items[i].broken.message == NULL) return false;
  return folds->count > 0;
}

/* -- Saved and loaded */

/* One that is broken says so, so that it stays that. */
static void add_line(const fold *fold, gloss_value accumulator, gloss_buffer *lines) {
  gloss_buffer_print(lines, "{\"fold\":");
  gloss_json_add_string(lines, gloss_slice_of(fold->script->name));
  gloss_buffer_print(lines, ",\"script\":\"%016" PRIx64 "\",\"documents\":%" PRIu64 ",\"tokens\":%" PRIu64 ",", fold->hash,
                     fold->documents, fold->tokens);
  gloss_buffer_print(lines, "\"%s\":", fold->broken.message ? "broken" : "accumulator");
  gloss_json_add_exact(lines, accumulator);
  gloss_buffer_add(lines, GLOSS_SLICE("}\n"));
}

static bool save(fold *fold, gloss_buffer *lines, gloss_error *error) {
  gloss_arena arena = {0};
  gloss_value accumulator;
  bool is_broken = fold->broken.message != NULL;
  if (is_broken) accumulator = gloss_value_string(gloss_slice_of(fold->broken.message));
  bool done = is_broken || gloss_fold_read(fold->state, &arena, &accumulator, error);
  if (done) add_line(fold, accumulator, lines);
  gloss_arena_free(&arena);
  return done;
}

bool gloss_folds_save(gloss_folds *folds, gloss_buffer *lines, gloss_error *error) {
  for (uint32_t i = 0; i < folds->count; i++)
    if (!save(&folds->items[i], lines, error)) return false;
  return true;
}

static bool fail_to_find(const gloss_folds *folds, gloss_slice name, gloss_error *error) {
  gloss_nearest nearest = {.word = name};
  char hint[128];
  for (uint32_t i = 0; i < folds->count; i++) gloss_nearest_offer(&nearest, gloss_slice_of(folds->items[i].script->name));
  return gloss_fail(error, "no fold \"%.*s\" is chosen%s; -s chooses it", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, hint));
}

static uint64_t count_of(gloss_value part, const char *key) {
  gloss_value count = gloss_map_get(part, gloss_slice_of(key));
  return count.kind == GLOSS_INTEGER && count.integer > 0 ? (uint64_t)count.integer : 0;
}

/* The fold that the line is of, or NULL. */
static fold *find_fold(gloss_folds *folds, gloss_value part, gloss_error *error) {
  gloss_value name = gloss_map_get(part, GLOSS_SLICE("fold")), hash = gloss_map_get(part, GLOSS_SLICE("script"));
  char wanted[17];
  uint32_t i = 0;
  if (name.kind != GLOSS_STRING || hash.kind != GLOSS_STRING)
    return gloss_fail(error, "is no part of a fold, as `gloss run --fold-parts` writes them"), NULL;
  while (i < folds->count && !gloss_slice_is(gloss_value_slice(name), folds->items[i].script->name)) i++;
  if (i == folds->count) return fail_to_find(folds, gloss_value_slice(name), error), NULL;
  snprintf(wanted, sizeof wanted, "%016" PRIx64, folds->items[i].hash);
  if (gloss_slice_is(gloss_value_slice(hash), wanted)) return &folds->items[i];
  gloss_fail(error, "%s was made by another version of the script, or with other options", folds->items[i].script->name);
  return NULL;
}

static bool load(gloss_folds *folds, gloss_value part, gloss_error *error) {
  fold *fold = find_fold(folds, part, error);
  gloss_value broken = gloss_map_get(part, GLOSS_SLICE("broken"));
  if (fold == NULL) return false;
  if (broken.kind == GLOSS_STRING) gloss_fail(&fold->broken, "%.*s", GLOSS_PRINT(gloss_value_slice(broken)));
  if (fold->broken.message) return true;
  return merge(fold, gloss_map_get(part, GLOSS_SLICE("accumulator")), count_of(part, "documents"), count_of(part, "tokens")) ||
         gloss_fail(error, "%s", fold->broken.message);
}

bool gloss_folds_load(gloss_folds *folds, gloss_slice line, gloss_error *error) {
  gloss_json *json = gloss_json_new();
  gloss_arena arena = {0};
  gloss_buffer padded = {0};
  gloss_json_mended mended;
  gloss_value part;
  gloss_buffer_reserve(&padded, line.size + GLOSS_JSON_PADDING);
  gloss_buffer_add(&padded, line);
  bool done = gloss_json_parse(json, gloss_buffer_slice(&padded), &arena, &part, &mended, error) && load(folds, part, error);
  gloss_buffer_free(&padded);
  gloss_arena_free(&arena);
  gloss_json_free(json);
  return done;
}

/* -- Rows */

static bool finish(fold *fold, gloss_arena *arena, gloss_sheet *sheet, gloss_error *error) {
  if (fold->broken.message) return gloss_fail(error, "%s", fold->broken.message);
  const gloss_script *script = fold->script;
  *sheet = (gloss_sheet){.name = gloss_slice_of(script->name), .columns = script->columns, .column_count = script->column_count};
  return gloss_fold_finish(fold->state, fold->tokens, arena, &sheet->rows, error);
}

bool gloss_folds_finish(gloss_folds *folds, const gloss_sheet **sheets, gloss_error *error) {
  *sheets = folds->sheets;
  for (uint32_t i = 0; i < folds->count; i++)
    if (!finish(&folds->items[i], &folds->arena, &folds->sheets[i], error)) return false;
  return true;
}

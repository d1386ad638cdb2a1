#include "run/script_test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "run/trial.h"
#include "write/json_text.h"

static gloss_value get(gloss_value map, const char *key) {
  return gloss_map_get(map, gloss_slice_of(key));
}

/* -- What is given */

static void set_metadata(trial *trial) {
  static const char *const names[] = {"id", "source", "title", "date", "lang"};
  gloss_document *document = trial->document;
  gloss_slice *const places[] = {&document->id, &document->source, &document->title, &document->date, &document->lang};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    gloss_value value = get(trial->given, names[i]);
    if (value.kind == GLOSS_STRING) *places[i] = gloss_value_slice(value);
  }
  document->meta = gloss_value_copy(&document->arena, get(trial->given, "meta"));
}

/* The first place of the text after byte `from`; then the first at all. */
static bool find_text(const trial *trial, gloss_slice text, uint32_t from, gloss_span *tokens) {
  gloss_slice whole = trial->document->text;
  for (int turn = 0; turn < 2; turn++, from = 0) {
    const char *at = from <= whole.size ? memmem(whole.data + from, whole.size - from, text.data, text.size) : NULL;
    if (at == NULL) continue;
    uint32_t start = (uint32_t)(at - whole.data);
    *tokens = gloss_document_tokens_touching(trial->document, (gloss_span){start, start + (uint32_t)text.size});
    return gloss_span_size(*tokens) > 0;
  }
  return false;
}

/* Gives a field its value; where a place is declared, a string is the place with that text. */
static bool give_field(trial *trial, uint32_t layer, uint32_t row, gloss_pair given) {
  const gloss_layer_schema *schema = trial->document->layers[layer].schema;
  uint32_t field = gloss_layer_find_field(schema, given.key);
  if (field == GLOSS_NO_FIELD) {
    gloss_buffer_print(&trial->wrong, "given layer %.*s has no field \"%.*s\"\n", GLOSS_PRINT(schema->name),
                       GLOSS_PRINT(given.key));
    return false;
  }
  gloss_value value = gloss_value_copy(&trial->document->arena, given.value);
  if (schema->fields[field].type == GLOSS_FIELD_PLACE && value.kind == GLOSS_STRING) {
    gloss_span tokens;
    if (!find_text(trial, gloss_value_slice(value), 0, &tokens)) {
      gloss_buffer_print(&trial->wrong, "given %.*s is not in the text\n", GLOSS_PRINT(given.key));
      return false;
    }
    value = (gloss_value){.kind = GLOSS_PLACE, .place = gloss_document_span(trial->document, tokens)};
  }
  gloss_document_set_field(trial->document, layer, row, field, value);
  return true;
}

static bool give_annotation(trial *trial, uint32_t layer, gloss_value given, uint32_t *from) {
  gloss_span tokens;
  gloss_value text = trial_text_of(given);
  if (text.kind != GLOSS_STRING || !find_text(trial, gloss_value_slice(text), *from, &tokens)) {
    gloss_buffer_print(&trial->wrong, "given %.*s is not in the text: ", GLOSS_PRINT(trial->document->layers[layer].schema->name));
    trial_print(trial, text);
    gloss_buffer_add_char(&trial->wrong, '\n');
    return false;
  }
  *from = gloss_document_bytes_of(trial->document, tokens).end;
  gloss_value type = get(given, "type");
  uint32_t word =
      type.kind == GLOSS_STRING ? gloss_vocabulary_intern(trial->document->vocabulary, gloss_value_slice(type)) : GLOSS_UNKNOWN;
  uint32_t row = gloss_document_annotate(trial->document, layer, &tokens, 1, word);
  for (uint32_t i = 0; given.kind == GLOSS_MAP && i < given.size; i++) {
    gloss_pair pair = given.pairs[i];
    if (gloss_slice_is(pair.key, "1") || gloss_slice_is(pair.key, "type")) continue;
    if (!give_field(trial, layer, row, pair)) return false;
  }
  return true;
}

static bool give_layers(trial *trial) {
  gloss_value layers = get(trial->given, "layers");
  for (uint32_t i = 0; layers.kind == GLOSS_MAP && i < layers.size; i++) {
    uint32_t layer = gloss_schema_find_layer(trial->plan->schema, layers.pairs[i].key), from = 0;
    gloss_value list = layers.pairs[i].value;
    for (uint32_t j = 0; list.kind == GLOSS_LIST && j < list.size; j++)
      if (!give_annotation(trial, layer, list.items[j], &from)) return false;
  }
  return true;
}

/* -- One test */

static bool set_options(trial *trial, gloss_plan *plan, gloss_error *error) {
  gloss_value options = get(trial->given, "options");
  const char *script = gloss_catalog_at(trial->catalog, trial->entry)->name;
  bool set = true;
  for (uint32_t i = 0; set && options.kind == GLOSS_MAP && i < options.size; i++) {
    gloss_buffer setting = {0};
    gloss_buffer_print(&setting, "%s.%.*s=", script, GLOSS_PRINT(options.pairs[i].key));
    gloss_value value = options.pairs[i].value;
    if (value.kind == GLOSS_STRING) gloss_buffer_add(&setting, gloss_value_slice(value));
    else gloss_json_add_value(&setting, value, NULL, NULL);
    set = gloss_plan_set_option(plan, gloss_buffer_slice(&setting), error);
    gloss_buffer_free(&setting);
  }
  return set;
}

typedef struct names {
  gloss_slice *items;
  uint32_t count, capacity;
} names;

static void add_layers(names *names, gloss_value given) {
  gloss_value layers = get(given, "layers");
  for (uint32_t i = 0; layers.kind == GLOSS_MAP && i < layers.size; i++) {
    names->items = gloss_grow(names->items, &names->capacity, names->count + 1u, sizeof *names->items);
    names->items[names->count++] = layers.pairs[i].key;
  }
}

/* What is given to one of the texts is given. */
static gloss_plan *make_plan(trial *trial, gloss_error *error) {
  gloss_value texts = get(trial->test, "texts");
  names given = {0};
  add_layers(&given, trial->given);
  for (uint32_t i = 0; texts.kind == GLOSS_LIST && i < texts.size; i++) add_layers(&given, texts.items[i]);
  const gloss_script *script = gloss_catalog_at(trial->catalog, trial->entry)->script;
  gloss_selection self = {.entries = &trial->entry, .count = 1}, nobody = {0};
  gloss_ends ends = {.readers = script->hooks & GLOSS_HAS_READ ? self : nobody,
                     .writer = script->hooks & GLOSS_HAS_WRITE ? self : nobody};
  const gloss_selection *chosen = gloss_script_is_format(script) ? &nobody : &self;
  gloss_plan *plan = gloss_plan_new(trial->catalog, chosen, &ends, (gloss_given){given.items, given.count}, error);
  free(given.items);
  if (plan && set_options(trial, plan, error)) return plan;
  gloss_plan_free(plan);
  return NULL;
}

static bool run_on_document(trial *trial, gloss_worker *worker, gloss_value text, gloss_error *error) {
  if (text.kind != GLOSS_STRING) return gloss_fail(error, "a test needs a `text`, or `texts` for a fold");
  trial->document->id = GLOSS_SLICE("test");
  set_metadata(trial);
  gloss_document_set_text(trial->document, gloss_arena_copy(&trial->document->arena, gloss_value_slice(text)));
  if (!gloss_worker_segment(worker, trial->document, GLOSS_LAYOUT_ARTICLE, error)) return false;
  if (!give_layers(trial)) return true;
  gloss_worker_analyse(worker, trial->document);
  return true;
}

static bool run_on_text(trial *trial, gloss_worker *worker, gloss_error *error) {
  trial->document = gloss_worker_open(worker);
  bool ran = run_on_document(trial, worker, get(trial->test, "text"), error);
  if (ran) trial_check(trial);
  bool is_written = trial->plan->writer || get(trial->test, "output").kind != GLOSS_NIL;
  if (ran && is_written) ran = trial_write(trial, worker, error);
  gloss_worker_close(worker);
  return ran;
}

/* -- Folds */

/* A text is "text" or { "text", date = …, layers = … }: what is given to it stands beside it. */
static bool fold_text(trial *trial, gloss_worker *worker, gloss_value text, gloss_fold_part *part, gloss_error *error) {
  trial->given = text;
  trial->document = gloss_worker_open(worker);
  bool ran = run_on_document(trial, worker, trial_text_of(text), error);
  if (ran && trial->wrong.size == 0) gloss_worker_fold(worker, trial->document, part);
  trial_check_failures(trial);
  gloss_worker_close(worker);
  trial->document = NULL;
  return ran;
}

static void check_rows(trial *trial, gloss_value found) {
  gloss_value expected = get(trial->test, "rows");
  if (expected.size == found.size && (found.size == 0 || trial_matches(trial, expected, found))) return;
  gloss_buffer_print(&trial->wrong, "rows should be ");
  trial_print(trial, expected);
  gloss_buffer_print(&trial->wrong, "\nare ");
  trial_print(trial, found);
  gloss_buffer_add_char(&trial->wrong, '\n');
}

/* The parts from `first` to before `end`, merged; NULL when that fails. */
static gloss_folds *merge_parts(const trial *trial, const gloss_fold_part *parts, uint32_t first, uint32_t end,
                                gloss_error *error) {
  gloss_buffer said = {0};
  gloss_folds *folds = gloss_folds_new(gloss_catalog_environment(trial->catalog), trial->plan, error);
  for (uint32_t i = first; folds && i < end; i++) gloss_folds_add(folds, &parts[i], &said);
  gloss_buffer_free(&said);
  return folds;
}

/* Merged as several machines would: the texts after the first by themselves. */
static gloss_folds *merge_shared(const trial *trial, const gloss_fold_part *parts, uint32_t count, gloss_error *error) {
  gloss_buffer lines = {0};
  gloss_folds *first = merge_parts(trial, parts, 0, 1, error), *rest = first ? merge_parts(trial, parts, 1, count, error) : NULL;
  bool done = rest && gloss_folds_save(rest, &lines, error) && gloss_folds_load(first, gloss_buffer_slice(&lines), error);
  gloss_folds_free(rest);
  gloss_buffer_free(&lines);
  if (done) return first;
  gloss_folds_free(first);
  return NULL;
}

static bool check_folds(trial *trial, const gloss_fold_part *parts, uint32_t count, gloss_error *error) {
  const gloss_sheet *rows, *shared_rows;
  gloss_folds *folds = merge_parts(trial, parts, 0, count, error);
  gloss_folds *shared = folds && count > 1 ? merge_shared(trial, parts, count, error) : NULL;
  bool done = folds && gloss_folds_finish(folds, &rows, error);
  if (done) check_rows(trial, rows->rows);
  if (done && count > 1) done = shared && gloss_folds_finish(shared, &shared_rows, error);
  if (done && count > 1 && !gloss_value_equal(rows->rows, shared_rows->rows))
    gloss_buffer_print(&trial->wrong, "merge(a, merge(b, c)) gives other rows than merge(merge(a, b), c)\n");
  gloss_folds_free(folds);
  gloss_folds_free(shared);
  return done;
}

static bool run_on_texts(trial *trial, gloss_worker *worker, gloss_error *error) {
  gloss_value texts = get(trial->test, "texts");
  if (!(gloss_catalog_at(trial->catalog, trial->entry)->script->hooks & GLOSS_HAS_FOLD))
    return gloss_fail(error, "`texts` are for a fold, and the script has none; a test of a document has a `text`");
  if (texts.kind != GLOSS_LIST || get(trial->test, "rows").kind == GLOSS_NIL)
    return gloss_fail(error, "a test of a fold has `texts`, a list, and `rows`");
  gloss_fold_part *parts = gloss_allocate_zeroed(texts.size + 1u, sizeof *parts);
  bool done = true;
  for (uint32_t i = 0; done && i < texts.size; i++) done = fold_text(trial, worker, texts.items[i], &parts[i], error);
  if (done && trial->wrong.size == 0) done = check_folds(trial, parts, texts.size, error);
  for (uint32_t i = 0; i < texts.size; i++) gloss_fold_part_free(&parts[i]);
  free(parts);
  return done;
}

/* -- A test as a whole */

static bool run_in(trial *trial, gloss_worker *worker, gloss_error *error) {
  if (get(trial->test, "texts").kind != GLOSS_NIL) return run_on_texts(trial, worker, error);
  if (get(trial->test, "input").kind != GLOSS_NIL) return trial_read(trial, worker, error);
  return run_on_text(trial, worker, error);
}

static bool run_with_plan(trial *trial, gloss_error *error) {
  uint32_t count = gloss_schema_layer_count(trial->plan->schema);
  uint32_t *layers = gloss_allocate((count + 1u) * sizeof *layers);
  for (uint32_t i = 0; i < count; i++) layers[i] = i;
  gloss_work work = {.environment = gloss_catalog_environment(trial->catalog),
                     .languages = trial->languages,
                     .plan = trial->plan,
                     .lang = trial->lang,
                     .writing = {.layers = layers, .layer_count = count}};
  gloss_worker *worker = gloss_worker_new(&work, error);
  bool ran = worker && run_in(trial, worker, error);
  gloss_worker_free(worker);
  free(layers);
  return ran;
}

static void run_trial(trial *trial) {
  gloss_error error = {0};
  gloss_plan *plan = make_plan(trial, &error);
  trial->plan = plan;
  if (plan == NULL || !run_with_plan(trial, &error)) gloss_buffer_print(&trial->wrong, "%s\n", error.message);
  gloss_plan_free(plan);
  gloss_error_clear(&error);
}

static const char *name_of(gloss_value test, uint32_t number, char space[static 64]) {
  gloss_slice name = gloss_value_slice(get(test, "name"));
  if (get(test, "name").kind != GLOSS_STRING) snprintf(space, 64, "test %u", number);
  else snprintf(space, 64, "%.*s", GLOSS_PRINT(name));
  return space;
}

void gloss_script_test(gloss_catalog *catalog, uint32_t entry, gloss_languages *languages, const char *lang,
                       gloss_test_report *report, void *context, gloss_test_tally *tally) {
  const gloss_script *script = gloss_catalog_at(catalog, entry)->script;
  for (uint32_t i = 0; script && script->tests.kind == GLOSS_LIST && i < script->tests.size; i++) {
    gloss_value test = script->tests.items[i];
    trial trial = {
        .catalog = catalog, .entry = entry, .languages = languages, .lang = lang, .test = test, .given = get(test, "given")};
    char space[64];
    run_trial(&trial);
    bool passed = trial.wrong.size == 0;
    report(context, script, name_of(test, i + 1, space), passed ? NULL : gloss_buffer_string(&trial.wrong));
    tally->passed += passed;
    tally->failed += !passed;
    gloss_buffer_free(&trial.wrong);
  }
}

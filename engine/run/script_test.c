#include "run/script_test.h"

#include <stdio.h>

#include "write/json_text.h"

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

static gloss_value get(gloss_value map, const char *key) {
  return gloss_map_get(map, gloss_slice_of(key));
}

/* -- Values, as a reader sees them */

static void print_place(gloss_buffer *out, gloss_place place, void *context) {
  const gloss_document *document = context;
  gloss_json_add_string(out, gloss_document_slice(document, gloss_document_bytes(document, place)));
}

static void print_value(trial *trial, gloss_value value) {
  gloss_json_add_value(&trial->wrong, value, print_place, trial->document);
}

/* What a test expects equals what there is: a place equals a string that is its text, a map may say less than there is. */
static bool matches(const trial *trial, gloss_value expected, gloss_value found);

static bool list_matches(const trial *trial, gloss_value expected, gloss_value found) {
  if (found.kind != GLOSS_LIST || found.size != expected.size) return false;
  for (uint32_t i = 0; i < expected.size; i++)
    if (!matches(trial, expected.items[i], found.items[i])) return false;
  return true;
}

static bool map_matches(const trial *trial, gloss_value expected, gloss_value found) {
  if (found.kind != GLOSS_MAP) return false;
  for (uint32_t i = 0; i < expected.size; i++)
    if (!matches(trial, expected.pairs[i].value, gloss_map_get(found, expected.pairs[i].key))) return false;
  return true;
}

static bool matches(const trial *trial, gloss_value expected, gloss_value found) {
  if (found.kind == GLOSS_PLACE && expected.kind == GLOSS_STRING) {
    gloss_slice text = gloss_document_slice(trial->document, gloss_document_bytes(trial->document, found.place));
    return gloss_slice_equal(text, gloss_value_slice(expected));
  }
  if (expected.kind == GLOSS_LIST) return list_matches(trial, expected, found);
  if (expected.kind == GLOSS_MAP) return map_matches(trial, expected, found);
  return gloss_value_equal(expected, found);
}

/* -- Layers */

/* An annotation in a test is "text" or { "text", type = …, field = … }. */
static gloss_value text_of(gloss_value annotation) {
  return annotation.kind == GLOSS_STRING                         ? annotation
         : annotation.kind == GLOSS_LIST && annotation.size == 1 ? annotation.items[0]
                                                                 : get(annotation, "1");
}

static gloss_slice row_text(const trial *trial, uint32_t layer, uint32_t row) {
  gloss_span tokens = trial->document->layers[layer].rows[row].tokens;
  return gloss_document_slice(trial->document, gloss_document_bytes_of(trial->document, tokens));
}

static gloss_value type_of(const trial *trial, uint32_t layer, uint32_t row) {
  uint32_t type = trial->document->layers[layer].rows[row].type;
  if (type == GLOSS_UNKNOWN) return (gloss_value){.kind = GLOSS_NIL};
  return gloss_value_string(gloss_word_text(gloss_vocabulary_word(trial->document->vocabulary, type)));
}

static gloss_value fact_of(const trial *trial, uint32_t layer, uint32_t row, gloss_slice name) {
  if (gloss_slice_is(name, "type")) return type_of(trial, layer, row);
  uint32_t field = gloss_layer_find_field(trial->document->layers[layer].schema, name);
  return field == GLOSS_NO_FIELD ? (gloss_value){.kind = GLOSS_NIL} : gloss_document_field(trial->document, layer, row, field);
}

static void complain_of_field(trial *trial, gloss_slice layer, gloss_slice text, gloss_pair expected, gloss_value found) {
  gloss_buffer_print(&trial->wrong, "%.*s \"%.*s\": %.*s should be ", GLOSS_PRINT(layer), GLOSS_PRINT(text),
                     GLOSS_PRINT(expected.key));
  print_value(trial, expected.value);
  gloss_buffer_print(&trial->wrong, ", is ");
  print_value(trial, found);
  gloss_buffer_add_char(&trial->wrong, '\n');
}

static void check_fields(trial *trial, uint32_t layer, uint32_t row, gloss_value expected) {
  gloss_slice name = trial->document->layers[layer].schema->name;
  for (uint32_t i = 0; expected.kind == GLOSS_MAP && i < expected.size; i++) {
    gloss_pair fact = expected.pairs[i];
    if (gloss_slice_is(fact.key, "1")) continue;
    gloss_value found = fact_of(trial, layer, row, fact.key);
    if (!matches(trial, fact.value, found)) complain_of_field(trial, name, row_text(trial, layer, row), fact, found);
  }
}

static void list_texts(trial *trial, uint32_t layer) {
  gloss_layer *of = &trial->document->layers[layer];
  gloss_layer_cursor cursor = gloss_layer_walk(of, (gloss_span){0, trial->document->token_count}, GLOSS_INSIDE);
  for (uint32_t row, i = 0; (row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW; i++) {
    if (i > 0) gloss_buffer_add(&trial->wrong, GLOSS_SLICE(", "));
    gloss_json_add_string(&trial->wrong, row_text(trial, layer, row));
  }
}

static void complain_of_layer(trial *trial, uint32_t layer, gloss_value expected) {
  gloss_buffer_print(&trial->wrong, "%.*s should be ", GLOSS_PRINT(trial->document->layers[layer].schema->name));
  for (uint32_t i = 0; i < expected.size; i++) {
    if (i > 0) gloss_buffer_add(&trial->wrong, GLOSS_SLICE(", "));
    print_value(trial, text_of(expected.items[i]));
  }
  gloss_buffer_print(&trial->wrong, "%s; is ", expected.size ? "" : "empty");
  size_t before = trial->wrong.size;
  list_texts(trial, layer);
  gloss_buffer_print(&trial->wrong, "%s\n", trial->wrong.size == before ? "empty" : "");
}

/* All annotations of the layer, in order. */
static void check_layer(trial *trial, uint32_t layer, gloss_value expected) {
  gloss_layer_cursor cursor =
      gloss_layer_walk(&trial->document->layers[layer], (gloss_span){0, trial->document->token_count}, GLOSS_INSIDE);
  uint32_t row, at = 0;
  bool same = true;
  while ((row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW) {
    same = same && at < expected.size &&
           gloss_slice_equal(row_text(trial, layer, row), gloss_value_slice(text_of(expected.items[at])));
    if (same) check_fields(trial, layer, row, expected.items[at]);
    at++;
  }
  if (!same || at != expected.size) complain_of_layer(trial, layer, expected);
}

/* -- Values and warnings */

static void check_values(trial *trial, gloss_value expected) {
  for (uint32_t i = 0; expected.kind == GLOSS_MAP && i < expected.size; i++) {
    gloss_value found = gloss_document_value(trial->document, expected.pairs[i].key);
    if (!matches(trial, expected.pairs[i].value, found))
      complain_of_field(trial, GLOSS_SLICE("value"), expected.pairs[i].key, expected.pairs[i], found);
  }
}

static void check_warnings(trial *trial, gloss_value expected) {
  const gloss_document *document = trial->document;
  bool same = expected.kind == GLOSS_NIL || expected.size == document->warning_count;
  for (uint32_t i = 0; same && i < expected.size; i++)
    same = gloss_slice_equal(gloss_value_slice(expected.items[i]), document->warnings[i]);
  if (same) return;
  gloss_buffer_print(&trial->wrong, "warnings should be ");
  print_value(trial, expected);
  for (uint32_t i = 0; i < document->warning_count; i++)
    gloss_buffer_print(&trial->wrong, "%s%.*s", i ? "; " : "; are ", GLOSS_PRINT(document->warnings[i]));
  gloss_buffer_add_char(&trial->wrong, '\n');
}

static void check_failures(trial *trial) {
  for (uint32_t i = 0; i < trial->document->failure_count; i++) {
    const gloss_failure *failure = &trial->document->failures[i];
    gloss_buffer_print(&trial->wrong, "%.*s: %.*s: %.*s\n", GLOSS_PRINT(failure->script), GLOSS_PRINT(failure->at),
                       GLOSS_PRINT(failure->message));
  }
}

static bool is_own_key(gloss_slice key) {
  static const char *const keys[] = {"name", "text", "given", "values", "warnings"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (gloss_slice_is(key, keys[i])) return true;
  return false;
}

/* Every other key of a test is a layer. */
static void check_layers(trial *trial) {
  for (uint32_t i = 0; i < trial->test.size; i++) {
    gloss_pair pair = trial->test.pairs[i];
    if (is_own_key(pair.key)) continue;
    uint32_t layer = gloss_schema_find_layer(trial->plan->schema, pair.key);
    if (layer == GLOSS_NO_LAYER) gloss_buffer_print(&trial->wrong, "no layer \"%.*s\" in this test\n", GLOSS_PRINT(pair.key));
    else if (pair.value.kind == GLOSS_LIST || pair.value.size == 0) check_layer(trial, layer, pair.value);
    else gloss_buffer_print(&trial->wrong, "%.*s: a list of annotations is expected\n", GLOSS_PRINT(pair.key));
  }
}

/* -- What is given */

static void set_metadata(trial *trial) {
  static const char *const names[] = {"title", "date", "lang"};
  gloss_document *document = trial->document;
  gloss_slice *const places[] = {&document->title, &document->date, &document->lang};
  for (size_t i = 0; i < 3; i++) {
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
  gloss_value text = text_of(given);
  if (text.kind != GLOSS_STRING || !find_text(trial, gloss_value_slice(text), *from, &tokens)) {
    gloss_buffer_print(&trial->wrong, "given %.*s is not in the text: ", GLOSS_PRINT(trial->document->layers[layer].schema->name));
    print_value(trial, text);
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

static gloss_plan *make_plan(trial *trial, gloss_error *error) {
  gloss_value layers = get(trial->given, "layers");
  gloss_slice names[layers.size + 1u];
  uint32_t count = layers.kind == GLOSS_MAP ? layers.size : 0;
  for (uint32_t i = 0; i < count; i++) names[i] = layers.pairs[i].key;
  gloss_selection chosen = {.entries = &trial->entry, .count = 1};
  gloss_plan *plan = gloss_plan_new(trial->catalog, &chosen, (gloss_given){names, count}, error);
  if (plan && set_options(trial, plan, error)) return plan;
  gloss_plan_free(plan);
  return NULL;
}

static bool run_on_document(trial *trial, gloss_worker *worker, gloss_error *error) {
  gloss_value text = get(trial->test, "text");
  if (text.kind != GLOSS_STRING) return gloss_fail(error, "a test needs a `text`");
  trial->document->id = GLOSS_SLICE("test");
  set_metadata(trial);
  gloss_document_set_text(trial->document, gloss_arena_copy(&trial->document->arena, gloss_value_slice(text)));
  if (!gloss_worker_segment(worker, trial->document, GLOSS_LAYOUT_ARTICLE, error)) return false;
  if (!give_layers(trial)) return true;
  gloss_worker_analyse(worker, trial->document);
  return true;
}

static void check(trial *trial) {
  if (trial->wrong.size > 0) return; /* what was given is wrong already */
  check_failures(trial);
  check_layers(trial);
  check_values(trial, get(trial->test, "values"));
  check_warnings(trial, get(trial->test, "warnings"));
}

static bool run_with_plan(trial *trial, gloss_error *error) {
  gloss_work work = {.environment = gloss_catalog_environment(trial->catalog),
                     .languages = trial->languages,
                     .plan = trial->plan,
                     .lang = trial->lang};
  gloss_worker *worker = gloss_worker_new(&work, error);
  if (worker == NULL) return false;
  trial->document = gloss_worker_open(worker);
  bool ran = run_on_document(trial, worker, error);
  if (ran) check(trial);
  gloss_worker_close(worker);
  gloss_worker_free(worker);
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

#include "run/trial.h"

#include "write/json_text.h"

static gloss_value get(gloss_value map, const char *key) {
  return gloss_map_get(map, gloss_slice_of(key));
}

/* -- Values, as a reader sees them */

static void print_place(gloss_buffer *out, gloss_place place, void *context) {
  const gloss_document *document = context;
  gloss_json_add_string(out, gloss_document_slice(document, gloss_document_bytes(document, place)));
}

void trial_print(trial *trial, gloss_value value) {
  gloss_json_add_value(&trial->wrong, value, print_place, trial->document);
}

/* What a test expects equals what there is: a place equals a string that is its text, a map may say less than there is. */
static bool list_matches(const trial *trial, gloss_value expected, gloss_value found) {
  if (found.kind != GLOSS_LIST || found.size != expected.size) return false;
  for (uint32_t i = 0; i < expected.size; i++)
    if (!trial_matches(trial, expected.items[i], found.items[i])) return false;
  return true;
}

static bool map_matches(const trial *trial, gloss_value expected, gloss_value found) {
  if (found.kind != GLOSS_MAP) return false;
  for (uint32_t i = 0; i < expected.size; i++)
    if (!trial_matches(trial, expected.pairs[i].value, gloss_map_get(found, expected.pairs[i].key))) return false;
  return true;
}

bool trial_matches(const trial *trial, gloss_value expected, gloss_value found) {
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
gloss_value trial_text_of(gloss_value annotation) {
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
  trial_print(trial, expected.value);
  gloss_buffer_print(&trial->wrong, ", is ");
  trial_print(trial, found);
  gloss_buffer_add_char(&trial->wrong, '\n');
}

static void check_fields(trial *trial, uint32_t layer, uint32_t row, gloss_value expected) {
  gloss_slice name = trial->document->layers[layer].schema->name;
  for (uint32_t i = 0; expected.kind == GLOSS_MAP && i < expected.size; i++) {
    gloss_pair fact = expected.pairs[i];
    if (gloss_slice_is(fact.key, "1")) continue;
    gloss_value found = fact_of(trial, layer, row, fact.key);
    if (!trial_matches(trial, fact.value, found)) complain_of_field(trial, name, row_text(trial, layer, row), fact, found);
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
    trial_print(trial, trial_text_of(expected.items[i]));
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
           gloss_slice_equal(row_text(trial, layer, row), gloss_value_slice(trial_text_of(expected.items[at])));
    if (same) check_fields(trial, layer, row, expected.items[at]);
    at++;
  }
  if (!same || at != expected.size) complain_of_layer(trial, layer, expected);
}

/* -- Values and warnings */

static void check_values(trial *trial, gloss_value expected) {
  for (uint32_t i = 0; expected.kind == GLOSS_MAP && i < expected.size; i++) {
    gloss_value found = gloss_document_value(trial->document, expected.pairs[i].key);
    if (!trial_matches(trial, expected.pairs[i].value, found))
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
  trial_print(trial, expected);
  for (uint32_t i = 0; i < document->warning_count; i++)
    gloss_buffer_print(&trial->wrong, "%s%.*s", i ? "; " : "; are ", GLOSS_PRINT(document->warnings[i]));
  gloss_buffer_add_char(&trial->wrong, '\n');
}

void trial_check_failures(trial *trial) {
  for (uint32_t i = 0; i < trial->document->failure_count; i++) {
    const gloss_failure *failure = &trial->document->failures[i];
    gloss_buffer_print(&trial->wrong, "%.*s: %.*s: %.*s\n", GLOSS_PRINT(failure->script), GLOSS_PRINT(failure->at),
                       GLOSS_PRINT(failure->message));
  }
}

static bool is_own_key(gloss_slice key) {
  static const char *const keys[] = {"name",  "text",   "given", "values", "warnings", "texts", "rows", "input",  "file",
                                     "documents", "output", "id",    "title",  "source",   "date",  "lang", "meta",   "blocks"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (gloss_slice_is(key, keys[i])) return true;
  return false;
}

/* Every other key of a test, and of a document that a reader must give, is a layer. */
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

void trial_check(trial *trial) {
  if (trial->wrong.size > 0) return; /* what was given is wrong already */
  trial_check_failures(trial);
  check_layers(trial);
  check_values(trial, get(trial->test, "values"));
  check_warnings(trial, get(trial->test, "warnings"));
}

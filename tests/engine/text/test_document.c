#include "text/document.h"

#include <stdio.h>

#include "check.h"
#include "text/workspace.h"

enum { ENTITY, QUOTE, NAME = 0, SURE = 1 };

static gloss_schema *schema;
static gloss_workspace *workspace;
static gloss_document *document;

static int make_workspace(void **state) {
  (void)state;
  gloss_error error = {0};
  schema = gloss_schema_new();
  gloss_schema_add_layer(schema, GLOSS_SLICE("entity"));
  gloss_schema_add_layer(schema, GLOSS_SLICE("quote"));
  gloss_schema_add_field(schema, ENTITY, GLOSS_SLICE("name"), GLOSS_FIELD_STRING, &error);
  gloss_schema_add_field(schema, ENTITY, GLOSS_SLICE("sure"), GLOSS_FIELD_BOOLEAN, &error);
  workspace = gloss_workspace_new(schema);
  return 0;
}

static int free_workspace(void **state) {
  (void)state;
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  return 0;
}

static int open_document(void **state) {
  (void)state;
  document = gloss_workspace_open(workspace);
  return 0;
}

static int close_document(void **state) {
  (void)state;
  gloss_workspace_close(workspace);
  return 0;
}

static gloss_value string(const char *s) {
  return gloss_value_string(gloss_slice_of(s));
}

static uint32_t annotate(uint32_t layer, uint32_t start, uint32_t end, uint32_t type) {
  return gloss_document_annotate(document, layer, &(gloss_span){start, end}, 1, type);
}

static void show_row(gloss_buffer *out, uint32_t layer, uint32_t row) {
  const gloss_annotation *annotation = &document->layers[layer].rows[row];
  gloss_buffer_print(out, "%u.%u[%u,%u)", layer, row, annotation->tokens.start, annotation->tokens.end);
  gloss_buffer_print(out, "type %u by %u", annotation->type, annotation->script);
  for (uint32_t field = 0; field < document->layers[layer].schema->field_count; field++) {
    gloss_value value = gloss_document_field(document, layer, row, field);
    if (value.kind == GLOSS_STRING) gloss_buffer_print(out, " %u=%.*s", field, GLOSS_PRINT(gloss_value_slice(value)));
    else gloss_buffer_print(out, " %u:%d", field, value.kind);
  }
  gloss_buffer_print(out, "; ");
}

/* All that scripts have laid over the document, as words. */
static const char *shown(gloss_buffer *out) {
  gloss_buffer_clear(out);
  for (uint32_t layer = 0; layer < 2; layer++) {
    gloss_layer_cursor cursor = gloss_layer_walk(&document->layers[layer], (gloss_span){0, 1000}, GLOSS_INSIDE);
    for (uint32_t row; (row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW;) show_row(out, layer, row);
    gloss_buffer_print(out, "%u rows; ", document->layers[layer].count);
  }
  for (uint32_t i = 0; i < document->value_count; i++) {
    gloss_value value = document->values[i].value;
    gloss_buffer_print(out, "%.*s:%d/%u; ", GLOSS_PRINT(document->values[i].name), value.kind, value.size);
  }
  for (uint32_t i = 0; i < document->warning_count; i++)
    gloss_buffer_print(out, "warning %.*s; ", GLOSS_PRINT(document->warnings[i]));
  return gloss_buffer_string(out);
}

static void a_new_document_is_empty(void **state) {
  (void)state;
  gloss_buffer out = {0};
  assert_string_equal(shown(&out), "0 rows; 0 rows; ");
  assert_int_equal(document->token_count, 0);
  assert_null(document->text.data);
  assert_null(document->language);
  gloss_buffer_free(&out);
}

static void fields_are_nil_until_they_are_set(void **state) {
  (void)state;
  uint32_t row = annotate(ENTITY, 1, 3, 7);
  assert_int_equal(gloss_document_field(document, ENTITY, row, NAME).kind, GLOSS_NIL);
  gloss_document_set_field(document, ENTITY, row, NAME, string("Ann"));
  assert_slice(gloss_value_slice(gloss_document_field(document, ENTITY, row, NAME)), "Ann");
  assert_int_equal(gloss_document_field(document, ENTITY, row, SURE).kind, GLOSS_NIL);
  assert_int_equal(document->layers[ENTITY].rows[row].type, 7);
}

static void values_are_copied_and_stay_in_the_order_of_their_first_setting(void **state) {
  (void)state;
  char name[] = "tone", text[] = "negative";
  gloss_document_set_value(document, gloss_slice_of(name), string(text));
  gloss_document_set_value(document, GLOSS_SLICE("authors"), string("Ann"));
  name[0] = text[0] = 'x';
  assert_slice(gloss_value_slice(gloss_document_value(document, GLOSS_SLICE("tone"))), "negative");
  gloss_document_set_value(document, GLOSS_SLICE("tone"), string("positive"));
  assert_int_equal(document->value_count, 2);
  assert_slice(document->values[0].name, "tone");
  gloss_document_set_value(document, GLOSS_SLICE("tone"), (gloss_value){.kind = GLOSS_NIL});
  assert_int_equal(gloss_document_value(document, GLOSS_SLICE("tone")).kind, GLOSS_NIL);
  assert_int_equal(gloss_document_value(document, GLOSS_SLICE("absent")).kind, GLOSS_NIL);
}

/* What a script may do, at random: on its own rows and on those of others. */
static void do_something(uint64_t *seed) {
  uint32_t layer = random_below(seed, 2), rows = document->layers[layer].count;
  uint32_t row = rows ? random_below(seed, rows) : 0, start = random_below(seed, 50);
  char text[16];
  snprintf(text, sizeof text, "%u", random_below(seed, 100));
  gloss_slice copy = gloss_arena_copy(&document->arena, gloss_slice_of(text));
  gloss_value value = gloss_value_string(copy);
  switch (random_below(seed, 7)) {
    case 0: case 1: annotate(layer, start, start + random_below(seed, 5), random_below(seed, 9)); break;
    case 2: if (rows) gloss_document_remove(document, layer, row); break;
    case 3: if (rows) gloss_document_set_type(document, layer, row, random_below(seed, 9)); break;
    case 4: if (rows && layer == ENTITY) gloss_document_set_field(document, layer, row, random_below(seed, 2), value); break;
    case 5: gloss_document_set_value(document, gloss_slice_cut(copy, 0, 1), value); break;
    default: gloss_document_warn(document, copy);
  }
}

static void undo_restores_everything_exactly(void **state) {
  (void)state;
  uint64_t seed = 77;
  gloss_buffer before = {0}, after = {0};
  for (int round = 0; round < 300; round++) {
    gloss_document_begin(document, (uint16_t)(round & 3));
    for (uint32_t i = random_below(&seed, 20); i > 0; i--) do_something(&seed);
    gloss_document_keep(document);
    shown(&before);
    gloss_document_begin(document, 9);
    for (uint32_t i = random_below(&seed, 40); i > 0; i--) do_something(&seed);
    gloss_document_undo(document);
    assert_string_equal(shown(&after), gloss_buffer_string(&before));
    if (round % 20 == 19) close_document(NULL), open_document(NULL);
  }
  gloss_buffer_free(&before);
  gloss_buffer_free(&after);
}

static void what_is_undone_leaves_its_place_in_the_order_of_values_too(void **state) {
  (void)state;
  gloss_document_begin(document, 0);
  gloss_document_set_value(document, GLOSS_SLICE("failed"), string("x"));
  gloss_document_undo(document);
  gloss_document_set_value(document, GLOSS_SLICE("other"), string("x"));
  gloss_document_set_value(document, GLOSS_SLICE("failed"), string("y"));
  assert_slice(document->values[0].name, "other");
  assert_slice(document->values[1].name, "failed");
}

static void rows_made_after_an_undo_are_in_order(void **state) {
  (void)state;
  gloss_document_begin(document, 0);
  annotate(ENTITY, 5, 6, GLOSS_UNKNOWN);
  gloss_document_keep(document);
  gloss_document_begin(document, 1);
  annotate(ENTITY, 1, 2, GLOSS_UNKNOWN);
  annotate(ENTITY, 0, 9, GLOSS_UNKNOWN);
  gloss_document_undo(document);
  uint32_t row = annotate(ENTITY, 2, 3, GLOSS_UNKNOWN);
  assert_int_equal(row, 1);
  assert_int_equal(gloss_layer_after(&document->layers[ENTITY], 0), row);
  assert_int_equal(gloss_layer_next(&document->layers[ENTITY], row), 0);
  gloss_layer_cursor cursor = gloss_layer_walk(&document->layers[ENTITY], (gloss_span){0, 1}, GLOSS_OVERLAPS);
  assert_int_equal(gloss_layer_step(&cursor), GLOSS_NO_ROW);
}

static void failures_outlive_what_they_undo(void **state) {
  (void)state;
  gloss_document_begin(document, 0);
  gloss_document_warn(document, GLOSS_SLICE("gone"));
  gloss_document_undo(document);
  gloss_document_fail(document, (gloss_failure){GLOSS_SLICE("tone"), GLOSS_SLICE("tone.lua:3"), GLOSS_SLICE("no"), {NULL, 0}});
  assert_int_equal(document->warning_count, 0);
  assert_int_equal(document->failure_count, 1);
  assert_slice(document->failures[0].at, "tone.lua:3");
}

static void a_link_to_a_link_stands_for_the_same_place(void **state) {
  (void)state;
  gloss_place token = gloss_place_of(GLOSS_TOKEN, 3, 0), link = token;
  for (int i = 0; i < 100000; i++) link = gloss_document_add_link(document, (gloss_link){.place = link});
  assert_true(document->links[gloss_place_first(link)].place == token);
  assert_int_equal(gloss_document_tokens(document, link).start, 3);
}

static void long_spans_are_equal_when_their_tokens_are(void **state) {
  (void)state;
  enum { LONG = GLOSS_LENGTH_MAX + 1, SPANS = 50000 };
  for (uint32_t i = 0; i < SPANS; i++) {
    gloss_place place = gloss_document_span(document, (gloss_span){i, i + LONG + i % 3});
    assert_int_equal(gloss_place_kind_of(place), GLOSS_LONG_SPAN);
    assert_int_equal(gloss_place_first(place), i);
  }
  for (uint32_t i = 0; i < SPANS; i++) {
    gloss_span tokens = {i, i + LONG + i % 3};
    gloss_place place = gloss_document_span(document, tokens);
    assert_int_equal(gloss_place_first(place), i);
    assert_int_equal(gloss_document_tokens(document, place).end, tokens.end);
  }
  gloss_place longest = gloss_document_span(document, (gloss_span){7, 7 + GLOSS_LENGTH_MAX});
  assert_int_equal(gloss_place_kind_of(longest), GLOSS_SPAN);
  assert_int_equal(gloss_document_tokens(document, longest).end, 7 + GLOSS_LENGTH_MAX);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_document, close_document)

int main(void) {
  const struct CMUnitTest tests[] = {
      test(a_new_document_is_empty),
      test(fields_are_nil_until_they_are_set),
      test(values_are_copied_and_stay_in_the_order_of_their_first_setting),
      test(undo_restores_everything_exactly),
      test(what_is_undone_leaves_its_place_in_the_order_of_values_too),
      test(rows_made_after_an_undo_are_in_order),
      test(failures_outlive_what_they_undo),
      test(a_link_to_a_link_stands_for_the_same_place),
      test(long_spans_are_equal_when_their_tokens_are),
  };
  return cmocka_run_group_tests(tests, make_workspace, free_workspace);
}

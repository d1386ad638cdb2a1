#include "text/schema.h"

#include "check.h"

static void a_layer_declared_twice_is_one(void **state) {
  (void)state;
  gloss_schema *schema = gloss_schema_new();
  uint32_t entity = gloss_schema_add_layer(schema, GLOSS_SLICE("entity"));
  uint32_t quote = gloss_schema_add_layer(schema, GLOSS_SLICE("quote"));
  assert_int_equal(gloss_schema_add_layer(schema, GLOSS_SLICE("entity")), entity);
  assert_int_equal(gloss_schema_layer_count(schema), 2);
  assert_int_equal(gloss_schema_find_layer(schema, GLOSS_SLICE("quote")), quote);
  assert_int_equal(gloss_schema_find_layer(schema, GLOSS_SLICE("tone")), GLOSS_NO_LAYER);
  assert_slice(gloss_schema_layer(schema, quote)->name, "quote");
  gloss_schema_free(schema);
}

static void fields_are_the_union_of_what_all_say_sorted_by_name(void **state) {
  (void)state;
  gloss_schema *schema = gloss_schema_new();
  gloss_error error = {0};
  uint32_t layer = gloss_schema_add_layer(schema, GLOSS_SLICE("quote"));
  assert_true(gloss_schema_add_field(schema, layer, GLOSS_SLICE("speaker"), GLOSS_FIELD_PLACE, &error));
  assert_true(gloss_schema_add_field(schema, layer, GLOSS_SLICE("cue"), GLOSS_FIELD_PLACE, &error));
  assert_true(gloss_schema_add_field(schema, layer, GLOSS_SLICE("shape"), GLOSS_FIELD_STRING, &error));
  assert_true(gloss_schema_add_field(schema, layer, GLOSS_SLICE("cue"), GLOSS_FIELD_PLACE, &error));
  const gloss_layer_schema *quote = gloss_schema_layer(schema, layer);
  const char *names[] = {"cue", "shape", "speaker"};
  assert_int_equal(quote->field_count, 3);
  for (uint32_t i = 0; i < 3; i++) {
    assert_slice(quote->fields[i].name, names[i]);
    assert_int_equal(gloss_layer_find_field(quote, gloss_slice_of(names[i])), i);
  }
  assert_int_equal(gloss_layer_find_field(quote, GLOSS_SLICE("cu")), GLOSS_NO_FIELD);
  gloss_schema_free(schema);
}

static void a_field_of_two_types_is_refused_with_both(void **state) {
  (void)state;
  gloss_schema *schema = gloss_schema_new();
  gloss_error error = {0};
  uint32_t layer = gloss_schema_add_layer(schema, GLOSS_SLICE("money"));
  assert_true(gloss_schema_add_field(schema, layer, GLOSS_SLICE("amount"), GLOSS_FIELD_NUMBER, &error));
  assert_false(gloss_schema_add_field(schema, layer, GLOSS_SLICE("amount"), GLOSS_FIELD_STRING, &error));
  assert_string_equal(error.message, "field \"amount\" of layer \"money\" is declared both as number and as string");
  gloss_error_clear(&error);
  gloss_schema_free(schema);
}

static void types_are_known_by_their_names(void **state) {
  (void)state;
  for (gloss_field_type type = GLOSS_FIELD_STRING; type <= GLOSS_FIELD_LIST; type++) {
    gloss_field_type found;
    assert_true(gloss_field_type_of(gloss_slice_of(gloss_field_type_name(type)), &found));
    assert_int_equal(found, type);
  }
  gloss_field_type type;
  assert_false(gloss_field_type_of(GLOSS_SLICE("table"), &type));
}

static void scripts_are_numbered(void **state) {
  (void)state;
  gloss_schema *schema = gloss_schema_new();
  uint16_t quotes = gloss_schema_add_script(schema, GLOSS_SLICE("quotes"));
  uint16_t tone = gloss_schema_add_script(schema, GLOSS_SLICE("tone"));
  assert_int_not_equal(quotes, tone);
  assert_slice(gloss_schema_script(schema, quotes), "quotes");
  assert_slice(gloss_schema_script(schema, tone), "tone");
  gloss_schema_free(schema);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_layer_declared_twice_is_one),
      cmocka_unit_test(fields_are_the_union_of_what_all_say_sorted_by_name),
      cmocka_unit_test(a_field_of_two_types_is_refused_with_both),
      cmocka_unit_test(types_are_known_by_their_names),
      cmocka_unit_test(scripts_are_numbered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

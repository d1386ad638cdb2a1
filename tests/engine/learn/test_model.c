#include "check.h"

#include "learn/model.h"

static const gloss_slice labels[] = {{"O", 1}, {"B-X", 3}};
static const int16_t transitions[] = {1, -2, 3, -4};
static const gloss_weight weights[] = {{0, -5}, {1, 7}, {1, 9}};

static void write_model(gloss_buffer *to) {
  const gloss_model_row rows[] = {{0x1234567800000001u, weights, 2}, {0xfedcba98ffffffffu, weights + 2, 1}};
  gloss_model_write(&(gloss_model_content){.kind = GLOSS_MODEL_TAGGER, .features = GLOSS_SLICE("norm[0]\nnorm[1]\n"),
                                           .labels = labels, .label_count = 2, .transitions = transitions, .rows = rows,
                                           .row_count = 2, .scale = 0.5}, to);
}

static void what_is_written_is_read(void **state) {
  (void)state;
  gloss_buffer bytes = {0};
  gloss_error error = {0};
  const gloss_weight *found;
  write_model(&bytes);
  gloss_model *model = gloss_model_open("x.model", gloss_buffer_slice(&bytes), GLOSS_MODEL_TAGGER, &error);
  if (model == NULL) fail_msg("%s", error.message);
  assert_int_equal(gloss_model_label_count(model), 2);
  assert_slice(gloss_model_label(model, 1), "B-X");
  assert_int_equal(gloss_model_transitions(model, 1)[0], 3);
  assert_int_equal(gloss_model_features(model)->count, 2);
  assert_int_equal(gloss_model_weights(model, 0x1234567800000001u, &found), 2);
  assert_int_equal(found[1].weight, 7);
  assert_int_equal(gloss_model_weights(model, 0xfedcba98ffffffffu, &found), 1);
  assert_int_equal(found[0].weight, 9);
  assert_int_equal(gloss_model_weights(model, 0x1111111100000001u, &found), 0);
  gloss_model_free(model);
  gloss_buffer_free(&bytes);
}

static void refuses(gloss_slice bytes, gloss_model_kind kind, const char *message) {
  gloss_error error = {0};
  assert_null(gloss_model_open("x.model", bytes, kind, &error));
  assert_string_equal(error.message, message);
  gloss_error_clear(&error);
}

static void what_is_no_model_is_refused(void **state) {
  (void)state;
  gloss_buffer bytes = {0};
  write_model(&bytes);
  gloss_slice whole = gloss_buffer_slice(&bytes);
  refuses(GLOSS_SLICE(""), GLOSS_MODEL_TAGGER, "x.model: is not a model; `gloss train` makes one");
  refuses(GLOSS_SLICE("name\tid\n"), GLOSS_MODEL_TAGGER, "x.model: is not a model; `gloss train` makes one");
  refuses(whole, GLOSS_MODEL_CLASSIFIER, "x.model: is a tagger, and a classifier is expected here");
  refuses(gloss_slice_cut(whole, 0, whole.size - 8), GLOSS_MODEL_TAGGER, "x.model: is cut short or damaged; make it again");
  bytes.data[12] = '9';
  refuses(whole, GLOSS_MODEL_TAGGER, "x.model: is a model of another version of gloss; make it again with `gloss train`");
  gloss_buffer_free(&bytes);
}

static void every_changed_byte_is_noticed(void **state) {
  (void)state;
  gloss_buffer bytes = {0};
  gloss_error error = {0};
  write_model(&bytes);
  for (size_t i = 0; i < bytes.size; i++) {
    bytes.data[i] ^= 1;
    assert_null(gloss_model_open("x.model", gloss_buffer_slice(&bytes), GLOSS_MODEL_TAGGER, &error));
    bytes.data[i] ^= 1;
  }
  gloss_error_clear(&error);
  gloss_buffer_free(&bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_is_read),
      cmocka_unit_test(what_is_no_model_is_refused),
      cmocka_unit_test(every_changed_byte_is_noticed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

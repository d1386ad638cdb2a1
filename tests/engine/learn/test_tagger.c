#include "check.h"

#include <stdlib.h>

#include "learn/places.h"
#include "learn/classifier.h"
#include "learn/tagger.h"
#include "learn/train.h"
#include "spaced.h"
#include "text/workspace.h"

/* Colours before fruit: what is learned must carry over to a fruit that was never seen, by what stands before it. */
static const char *const lessons[] = {"a red apple fell", "a green pear fell", "the red plum fell", "a blue bird fell",
                                      "the green apple fell", "red birds fell", "a green bird fell", "the pear fell"};
static const char *const answers[] = {"OCFO", "OCFO", "OCFO", "OCOO", "OCFO", "COO", "OCOO", "OFO"};
static const char features_text[] = "norm[0]\nnorm[-1]\nnorm[1]\nsuffix[0]:2\nnorm[-1] norm[0]\nshape[0] place\n";

typedef struct scene {
  gloss_schema *schema;
  gloss_workspace *workspace;
  gloss_language *language;
} scene;

static gloss_document *open_text(scene *scene, const char *text) {
  gloss_document *document = gloss_workspace_open(scene->workspace);
  gloss_workspace_set_language(scene->workspace, scene->language);
  split_spaced(document, gloss_slice_of(text));
  return document;
}

static int set_up(void **state) {
  scene *scene = calloc(1, sizeof *scene);
  gloss_error error = {0};
  scene->schema = gloss_schema_new();
  scene->workspace = gloss_workspace_new(scene->schema);
  scene->language = gloss_language_new("none", NULL, &error);
  *state = scene;
  return 0;
}

static int tear_down(void **state) {
  scene *scene = *state;
  gloss_workspace_free(scene->workspace);
  gloss_schema_free(scene->schema);
  gloss_language_free(scene->language);
  free(scene);
  return 0;
}

static void add_lesson(gloss_examples *examples, const gloss_features *features, const gloss_document *document,
                       const char *labels, uint32_t group) {
  gloss_extractor *extractor = gloss_extractor_new(features, document->vocabulary);
  gloss_error error = {0};
  gloss_span tokens = {0, document->token_count};
  gloss_examples_begin(examples, group);
  gloss_extractor_open(extractor, document, tokens);
  for (uint32_t token = 0; token < tokens.end; token++) {
    gloss_examples_item(examples, gloss_examples_label(examples, (gloss_slice){&labels[token], 1}, &error));
    for (uint32_t i = 0; i < features->count; i++) {
      uint64_t feature = gloss_extractor_feature(extractor, &features->items[i], token);
      if (feature) gloss_examples_add(examples, feature);
    }
  }
  gloss_extractor_free(extractor);
}

static gloss_examples learn_lessons(scene *scene, gloss_buffer *bytes) {
  gloss_examples examples = {0};
  gloss_error error = {0};
  gloss_features *features = gloss_features_read("f", GLOSS_SLICE(features_text), false, &error);
  for (uint32_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
    add_lesson(&examples, features, open_text(scene, lessons[i]), answers[i], i);
    gloss_workspace_close(scene->workspace);
  }
  gloss_train_settings settings = {.rounds = 10, .size = 1 << 20};
  gloss_train(&examples, GLOSS_MODEL_TAGGER, GLOSS_SLICE(features_text), 0, &settings, bytes);
  gloss_features_free(features);
  return examples;
}

static void a_word_is_labelled_by_what_stands_beside_it(void **state) {
  scene *scene = *state;
  gloss_buffer bytes = {0};
  gloss_error error = {0};
  uint8_t labels[4];
  double scores[4];
  gloss_examples examples = learn_lessons(scene, &bytes);
  gloss_model *model = gloss_model_open("m", gloss_buffer_slice(&bytes), GLOSS_MODEL_TAGGER, &error);
  if (model == NULL) fail_msg("%s", error.message);
  gloss_document *document = open_text(scene, "the red quince fell");
  gloss_tagger *tagger = gloss_tagger_new(model, document->vocabulary);
  gloss_tagger_label(tagger, document, (gloss_span){0, 4}, labels, scores);
  for (int i = 0; i < 4; i++) {
    assert_int_equal(gloss_model_label(model, labels[i]).data[0], "OCFO"[i]);
    assert_true(scores[i] > 0 && scores[i] <= 1);
  }
  gloss_tagger_free(tagger);
  gloss_workspace_close(scene->workspace);
  gloss_model_free(model);
  gloss_examples_free(&examples);
  gloss_buffer_free(&bytes);
}

static void equal_lessons_give_equal_bytes(void **state) {
  gloss_buffer first = {0}, second = {0};
  gloss_examples one = learn_lessons(*state, &first), other = learn_lessons(*state, &second);
  assert_true(gloss_slice_equal(gloss_buffer_slice(&first), gloss_buffer_slice(&second)));
  gloss_examples_free(&one);
  gloss_examples_free(&other);
  gloss_buffer_free(&first);
  gloss_buffer_free(&second);
}

/* The vectors of words are a shorter way to the same sums. */
static void the_quick_way_says_what_the_features_say(void **state) {
  scene *scene = *state;
  gloss_buffer bytes = {0};
  gloss_error error = {0};
  gloss_examples examples = learn_lessons(scene, &bytes);
  gloss_model *model = gloss_model_open("m", gloss_buffer_slice(&bytes), GLOSS_MODEL_TAGGER, &error);
  gloss_trial *trial = gloss_trial_new(&examples, model, GLOSS_MODEL_TAGGER);
  for (uint32_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
    uint8_t labels[4];
    gloss_document *document = open_text(scene, lessons[i]);
    gloss_tagger *tagger = gloss_tagger_new(model, document->vocabulary);
    gloss_tagger_label(tagger, document, (gloss_span){0, document->token_count}, labels, NULL);
    assert_memory_equal(labels, gloss_trial_label(trial, &examples.sequences[i]), document->token_count);
    gloss_tagger_free(tagger);
    gloss_workspace_close(scene->workspace);
  }
  gloss_trial_free(trial);
  gloss_model_free(model);
  gloss_examples_free(&examples);
  gloss_buffer_free(&bytes);
}

static void add_value(void *context, const gloss_template *template, int64_t token, uint64_t feature, double value) {
  (void)template, (void)token;
  gloss_examples_add_value(context, feature, (float)value);
}

static void a_classifier_tells_texts_apart(void **state) {
  scene *scene = *state;
  static const char *const texts[] = {"the goal was late", "rain and wind", "a late goal won", "wind from the north",
                                      "they scored a goal", "rain at night"};
  gloss_examples examples = {0};
  gloss_buffer bytes = {0};
  gloss_error error = {0};
  const double *scores;
  gloss_features *features = gloss_features_read("f", GLOSS_SLICE("words document\n"), true, &error);
  for (uint32_t i = 0; i < 6; i++) {
    gloss_document *document = open_text(scene, texts[i]);
    gloss_extractor *extractor = gloss_extractor_new(features, document->vocabulary);
    gloss_examples_begin(&examples, i);
    gloss_examples_item(&examples, gloss_examples_label(&examples, gloss_slice_of(i % 2 ? "weather" : "sport"), &error));
    gloss_place_features(extractor, features, document, (gloss_span){0, document->token_count}, add_value, &examples);
    gloss_extractor_free(extractor);
    gloss_workspace_close(scene->workspace);
  }
  gloss_train_settings settings = {.rounds = 40, .size = 1 << 20, .penalty = 1e-4};
  gloss_train(&examples, GLOSS_MODEL_CLASSIFIER, GLOSS_SLICE("words document\n"), 0, &settings, &bytes);
  gloss_model *model = gloss_model_open("m", gloss_buffer_slice(&bytes), GLOSS_MODEL_CLASSIFIER, &error);
  gloss_document *document = open_text(scene, "rain all day");
  gloss_classifier *classifier = gloss_classifier_new(model, document->vocabulary);
  uint32_t label = gloss_classifier_label(classifier, document, (gloss_span){0, document->token_count}, &scores);
  assert_slice(gloss_model_label(model, label), "weather");
  assert_true(scores[label] > 0.5 && scores[0] + scores[1] > 0.999 && scores[0] + scores[1] < 1.001);
  gloss_classifier_free(classifier);
  gloss_workspace_close(scene->workspace);
  gloss_model_free(model);
  gloss_features_free(features);
  gloss_examples_free(&examples);
  gloss_buffer_free(&bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_word_is_labelled_by_what_stands_beside_it, set_up, tear_down),
      cmocka_unit_test_setup_teardown(equal_lessons_give_equal_bytes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(the_quick_way_says_what_the_features_say, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_classifier_tells_texts_apart, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

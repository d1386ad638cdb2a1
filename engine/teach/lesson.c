#include "teach/lesson.h"

#include <stdlib.h>

#include "base/memory.h"
#include "learn/places.h"
#include "learn/train.h"
#include "teach/gold.h"
#include "teach/grades.h"

enum { STRETCH = 2048, PARTS = 10, FEW_DOCUMENTS = 20, MANY_DOCUMENTS = 1000, TAGGER_ROUNDS = 8, CLASSIFIER_ROUNDS = 40 };

struct gloss_lesson {
  gloss_lesson_settings settings;
  gloss_examples examples;
  gloss_extractor *extractor;
  const gloss_vocabulary *vocabulary; /* that the extractor is of */
  gloss_gold gold;
  uint16_t *labels; /* of the tokens of a document */
  uint32_t label_capacity;
  uint32_t documents;
  gloss_grades grades;
};

gloss_lesson *gloss_lesson_new(gloss_lesson_settings settings) {
  gloss_lesson *lesson = gloss_allocate_zeroed(1, sizeof *lesson);
  gloss_error error = {0};
  lesson->settings = settings;
  if (settings.kind == GLOSS_MODEL_TAGGER && !gloss_slice_is(settings.subject, "token"))
    gloss_examples_label(&lesson->examples, GLOSS_SLICE("O"), &error);
  return lesson;
}

void gloss_lesson_free(gloss_lesson *lesson) {
  if (lesson == NULL) return;
  gloss_examples_free(&lesson->examples);
  gloss_extractor_free(lesson->extractor);
  gloss_gold_free(&lesson->gold);
  gloss_grades_free(&lesson->grades);
  free(lesson->labels);
  free(lesson);
}

static void attend(gloss_lesson *lesson, const gloss_document *document) {
  if (lesson->vocabulary == document->vocabulary) return;
  gloss_extractor_free(lesson->extractor);
  lesson->extractor = gloss_extractor_new(lesson->settings.features, document->vocabulary);
  lesson->vocabulary = document->vocabulary;
}

/* -- A tagger: a label for each token */

static bool fits(const gloss_document *document, gloss_span tokens, gloss_span bytes) {
  if (tokens.start >= tokens.end) return false;
  gloss_span covered = gloss_document_bytes_of(document, tokens);
  return covered.start == bytes.start && covered.end == bytes.end;
}

static uint16_t label_of(gloss_lesson *lesson, const char *prefix, gloss_slice type, gloss_error *error) {
  gloss_buffer name = {0};
  gloss_buffer_print(&name, "%s%.*s", prefix, GLOSS_PRINT(type));
  uint16_t label = gloss_examples_label(&lesson->examples, gloss_buffer_slice(&name), error);
  gloss_buffer_free(&name);
  return label;
}

/* What does not begin and end with tokens of ours teaches nothing. */
static bool label_span(gloss_lesson *lesson, const gloss_document *document, const gloss_gold_span *span, bool is_token,
                       gloss_error *error) {
  gloss_span tokens = gloss_document_tokens_touching(document, span->bytes);
  bool is_good = fits(document, tokens, span->bytes) && (!is_token || gloss_span_size(tokens) == 1);
  for (uint32_t i = tokens.start; i < tokens.end; i++) {
    const char *prefix = is_token ? "" : i == tokens.start ? "B-" : "I-";
    lesson->labels[i] = is_good ? label_of(lesson, prefix, span->type, error) : GLOSS_NO_LABEL;
    if (is_good && lesson->labels[i] == GLOSS_NO_LABEL) return false;
  }
  return true;
}

static bool label_tokens(gloss_lesson *lesson, const gloss_document *document, gloss_error *error) {
  bool is_token = gloss_slice_is(lesson->settings.subject, "token");
  lesson->labels = gloss_grow(lesson->labels, &lesson->label_capacity, document->token_count + 1u, sizeof *lesson->labels);
  for (uint32_t i = 0; i < document->token_count; i++) lesson->labels[i] = is_token ? GLOSS_NO_LABEL : 0;
  for (uint32_t i = 0; i < lesson->gold.count; i++)
    if (!label_span(lesson, document, &lesson->gold.spans[i], is_token, error)) return false;
  return true;
}

static void add_stretch(gloss_lesson *lesson, const gloss_document *document, gloss_span tokens) {
  const gloss_features *features = lesson->settings.features;
  gloss_examples_begin(&lesson->examples, lesson->documents);
  gloss_extractor_open(lesson->extractor, document, tokens);
  for (uint32_t token = tokens.start; token < tokens.end; token++) {
    gloss_examples_item(&lesson->examples, lesson->labels[token]);
    for (uint32_t i = 0; i < features->count; i++) {
      uint64_t feature = gloss_extractor_feature(lesson->extractor, &features->items[i], token);
      if (feature) gloss_examples_add(&lesson->examples, feature);
    }
  }
}

static bool add_tokens(gloss_lesson *lesson, gloss_document *document, gloss_error *error) {
  if (!gloss_gold_read(&lesson->gold, document, lesson->settings.subject, error)) return false;
  if (!label_tokens(lesson, document, error)) return false;
  for (uint32_t i = 0; i < document->sentence_count; i++) {
    gloss_span tokens = document->sentences[i].tokens;
    for (uint32_t from = tokens.start; from < tokens.end; from += STRETCH)
      add_stretch(lesson, document, (gloss_span){from, tokens.end - from > STRETCH ? from + STRETCH : tokens.end});
  }
  return true;
}

/* -- A classifier: a label for a place */

static void add_feature(void *context, const gloss_template *template, int64_t token, uint64_t feature, double value) {
  (void)template, (void)token;
  gloss_examples_add_value(context, feature, (float)value);
}

static bool add_place(gloss_lesson *lesson, const gloss_document *document, gloss_span tokens, gloss_slice name,
                      gloss_error *error) {
  uint16_t label = gloss_examples_label(&lesson->examples, name, error);
  if (label == GLOSS_NO_LABEL) return false;
  gloss_examples_begin(&lesson->examples, lesson->documents);
  gloss_examples_item(&lesson->examples, label);
  gloss_place_features(lesson->extractor, lesson->settings.features, document, tokens, add_feature, &lesson->examples);
  return true;
}

/* The label of the whole document; or, when the subject is a layer with that name, of each of its annotations. */
static bool add_places(gloss_lesson *lesson, gloss_document *document, gloss_error *error) {
  gloss_value annotations = gloss_map_get(document->meta, GLOSS_SLICE("annotations"));
  gloss_slice name;
  if (gloss_map_get(annotations, lesson->settings.subject).kind != GLOSS_LIST)
    return gloss_gold_label(document, lesson->settings.subject, &name, error) &&
           add_place(lesson, document, (gloss_span){0, document->token_count}, name, error);
  if (!gloss_gold_read(&lesson->gold, document, lesson->settings.subject, error)) return false;
  for (uint32_t i = 0; i < lesson->gold.count; i++) {
    gloss_span tokens = gloss_document_tokens_touching(document, lesson->gold.spans[i].bytes);
    if (tokens.start < tokens.end && !add_place(lesson, document, tokens, lesson->gold.spans[i].type, error)) return false;
  }
  return true;
}

bool gloss_lesson_add(gloss_lesson *lesson, gloss_document *document, gloss_error *error) {
  bool is_tagger = lesson->settings.kind == GLOSS_MODEL_TAGGER;
  attend(lesson, document);
  bool done = is_tagger ? add_tokens(lesson, document, error) : add_places(lesson, document, error);
  lesson->documents += done;
  return done;
}

/* -- Learning */

static void group_sentences(gloss_lesson *lesson) {
  if (lesson->documents >= FEW_DOCUMENTS) return;
  for (uint32_t i = 0; i < lesson->examples.sequence_count; i++) lesson->examples.sequences[i].group = i;
}

static bool check_examples(const gloss_lesson *lesson, gloss_error *error) {
  const gloss_examples *examples = &lesson->examples;
  uint32_t known = 0;
  for (uint32_t i = 0; i < examples->item_count; i++) known += examples->items[i].label != GLOSS_NO_LABEL;
  if (lesson->documents == 0) return gloss_fail(error, "there is no document to learn from");
  if (known == 0) return gloss_fail(error, "nothing is labelled in %u documents", lesson->documents);
  if (examples->labels.count > 1) return true;
  return gloss_fail(error, "there is one label only, \"%.*s\": a model tells several apart",
                    GLOSS_PRINT(examples->labels.entries[0].key));
}

static gloss_model *train(gloss_lesson *lesson, double scale, uint32_t held_back, uint32_t part, gloss_buffer *bytes) {
  const gloss_lesson_settings *settings = &lesson->settings;
  uint32_t usual = settings->kind == GLOSS_MODEL_TAGGER ? TAGGER_ROUNDS : CLASSIFIER_ROUNDS;
  gloss_train_settings training = {.rounds = settings->rounds ? settings->rounds : usual, .size = settings->size,
                                   .held_back = held_back, .part = part, .penalty = 1e-4};
  gloss_error error = {0}; /* what was written can be read */
  gloss_train(&lesson->examples, settings->kind, settings->text, scale, &training, bytes);
  return gloss_model_open("", gloss_buffer_slice(bytes), settings->kind, &error);
}

/* Tries a model of the others on the part that is held back from it. */
static void try_out(gloss_lesson *lesson, uint32_t part, gloss_buffer *bytes, gloss_calibration *calibration) {
  const gloss_train_settings held_back = {.held_back = PARTS, .part = part};
  gloss_model *model = train(lesson, 0, PARTS, part, bytes);
  gloss_trial *trial = gloss_trial_new(&lesson->examples, model, lesson->settings.kind);
  bool is_layer = lesson->settings.kind == GLOSS_MODEL_TAGGER && !gloss_slice_is(lesson->settings.subject, "token");
  for (uint32_t i = 0; i < lesson->examples.sequence_count; i++) {
    const gloss_sequence *sequence = &lesson->examples.sequences[i];
    if (gloss_is_held_back(&held_back, sequence))
      gloss_grades_add(&lesson->grades, &lesson->examples, sequence, gloss_trial_label(trial, sequence), is_layer);
  }
  gloss_trial_calibrate(trial, &held_back, calibration);
  gloss_trial_free(trial);
  gloss_model_free(model);
}

bool gloss_lesson_learn(gloss_lesson *lesson, gloss_buffer *model, gloss_report *report, gloss_error *error) {
  if (!check_examples(lesson, error)) return false;
  group_sentences(lesson);
  if (lesson->settings.kind == GLOSS_MODEL_TAGGER) gloss_examples_prune(&lesson->examples, 2);
  *report = (gloss_report){.documents = lesson->documents, .examples = lesson->examples.item_count,
                           .features = lesson->examples.feature_count};
  gloss_calibration calibration = {0};
  report->parts = lesson->documents <= MANY_DOCUMENTS ? PARTS : 1;
  for (uint32_t part = 0; part < report->parts; part++) try_out(lesson, part, model, &calibration);
  gloss_model_free(train(lesson, gloss_calibration_scale(&calibration), 0, 0, model));
  gloss_grades_sort(&lesson->grades);
  report->right = lesson->grades.right;
  report->of = lesson->grades.of;
  report->grades = lesson->grades.items;
  report->grade_count = lesson->grades.count;
  return true;
}

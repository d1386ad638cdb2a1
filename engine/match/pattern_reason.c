#include "match/pattern_reason.h"

#include <stdlib.h>

#include "base/memory.h"
#include "match/pattern_words.h"

struct gloss_reasoner {
  const gloss_document *document;
  gloss_matcher *matcher;
  gloss_pattern_elements *elements; /* each simple test as an element of its own */
  gloss_pattern_words *words;
  const gloss_test **tests;         /* of each position; NULL: anything */
};

static bool is_simple(const gloss_test *test) {
  return test->kind != GLOSS_TEST_AND && test->kind != GLOSS_TEST_OR && test->kind != GLOSS_TEST_NOT;
}

static void add_simple(gloss_pattern_elements *elements, const gloss_test *test) {
  if (test == NULL) return;
  if (is_simple(test)) gloss_pattern_elements_add(elements, test);
  else add_simple(elements, test->left), add_simple(elements, test->right);
}

gloss_reasoner *gloss_reasoner_new(const gloss_pattern *pattern, const gloss_document *document, gloss_matcher *matcher) {
  gloss_reasoner *reasoner = gloss_allocate_zeroed(1, sizeof *reasoner);
  reasoner->document = document;
  reasoner->matcher = matcher;
  reasoner->elements = gloss_pattern_elements_new();
  reasoner->tests = gloss_allocate_zeroed(pattern->position_count, sizeof *reasoner->tests);
  for (uint32_t i = 1; i < pattern->position_count; i++) {
    const gloss_node *element = pattern->positions[i].element;
    bool is_annotation = element->kind == GLOSS_NODE_ANNOTATION;
    reasoner->tests[i] = is_annotation ? gloss_pattern_elements_add_fields(reasoner->elements, element->test) : element->test;
    if (!is_annotation) add_simple(reasoner->elements, element->test);
  }
  reasoner->words = gloss_pattern_words_new(reasoner->elements, matcher, document->vocabulary);
  return reasoner;
}

void gloss_reasoner_free(gloss_reasoner *reasoner) {
  gloss_pattern_words_free(reasoner->words);
  gloss_pattern_elements_free(reasoner->elements);
  free(reasoner->tests);
  free(reasoner);
}

/* -- Does it fit? */

static gloss_slice field_text(const gloss_reasoner *reasoner, gloss_subject subject, gloss_slice field, char space[static 32]) {
  uint32_t layer = (uint32_t)(subject.layer - reasoner->document->layers);
  return gloss_field_text(reasoner->document, layer, subject.row, field, space);
}

static bool simple_fits(const gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject) {
  char space[32];
  if (subject.layer == NULL) {
    uint32_t element = gloss_pattern_elements_add(reasoner->elements, test); /* it is known: this finds it */
    return gloss_pattern_element_fits(reasoner->elements, reasoner->words, element, &reasoner->document->tokens[subject.token]);
  }
  gloss_slice text = field_text(reasoner, subject, test->field, space);
  return text.data && gloss_pattern_elements_compare(reasoner->elements, test, text, reasoner->matcher);
}

static bool fits(const gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject) {
  if (test == NULL) return true;
  switch (test->kind) {
    case GLOSS_TEST_NOT: return !fits(reasoner, test->left, subject);
    case GLOSS_TEST_AND: return fits(reasoner, test->left, subject) && fits(reasoner, test->right, subject);
    case GLOSS_TEST_OR: return fits(reasoner, test->left, subject) || fits(reasoner, test->right, subject);
    default: return simple_fits(reasoner, test, subject);
  }
}

bool gloss_reasoner_fits(const gloss_reasoner *reasoner, uint32_t position, gloss_subject subject) {
  return fits(reasoner, reasoner->tests[position], subject);
}

static uint32_t count(const gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject) {
  if (test && test->kind == GLOSS_TEST_AND) return count(reasoner, test->left, subject) + count(reasoner, test->right, subject);
  return fits(reasoner, test, subject);
}

uint32_t gloss_reasoner_count(const gloss_reasoner *reasoner, uint32_t position, gloss_subject subject) {
  return count(reasoner, reasoner->tests[position], subject);
}

/* -- Why? */

static const char *is_or_not(bool holds) {
  return holds ? "is" : "is not";
}

static void tell_comparison(const gloss_test *test, const char *attribute, gloss_slice text, bool holds, gloss_buffer *out) {
  gloss_buffer_print(out, "%s \"%.*s\" %s ", attribute, GLOSS_PRINT(text), is_or_not(holds));
  if (test->kind == GLOSS_TEST_WORDS) gloss_buffer_print(out, "in $%.*s", GLOSS_PRINT(test->words_name));
  else gloss_buffer_print(out, "\"%.*s\"%s", GLOSS_PRINT(test->text), test->ignores_case ? "%c" : "");
}

static void tell_of_token(const gloss_reasoner *reasoner, const gloss_test *test, uint32_t token, bool holds, gloss_buffer *out) {
  const gloss_document *document = reasoner->document;
  bool of_token = test->kind == GLOSS_TEST_TOKEN_FLAG;
  if (test->kind == GLOSS_TEST_ANY) gloss_buffer_print(out, "any token fits");
  else if (of_token || test->kind == GLOSS_TEST_WORD_FLAG)
    gloss_buffer_print(out, "%s %s", gloss_flag_name(test->flag, of_token), holds ? "holds" : "does not hold");
  else tell_comparison(test, gloss_attribute_name(test->attribute), gloss_attribute_text(document->vocabulary, document->tokens[token].word, test->attribute), holds, out);
}

static void tell_of_annotation(const gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject, bool holds, gloss_buffer *out) {
  char space[32];
  gloss_slice text = field_text(reasoner, subject, test->field, space), name = test->field;
  gloss_buffer field = {0};
  gloss_buffer_add(&field, name);
  if (text.data == NULL) gloss_buffer_print(out, "%.*s is not set", GLOSS_PRINT(name));
  else tell_comparison(test, gloss_buffer_string(&field), text, holds, out);
  gloss_buffer_free(&field);
}

static void tell(const gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject, gloss_buffer *out);

/* Of an & whose sides differ, what holds is told first; of an | only what holds. */
static void tell_both(const gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject, gloss_buffer *out) {
  bool left = fits(reasoner, test->left, subject), right = fits(reasoner, test->right, subject);
  const gloss_test *first = left || !right ? test->left : test->right, *second = first == test->left ? test->right : test->left;
  tell(reasoner, first, subject, out);
  if (test->kind == GLOSS_TEST_OR && left != right) return;
  gloss_buffer_print(out, left == right ? " and " : ", but ");
  tell(reasoner, second, subject, out);
}

static void tell(const gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject, gloss_buffer *out) {
  if (test->kind == GLOSS_TEST_NOT) tell(reasoner, test->left, subject, out);
  else if (!is_simple(test)) tell_both(reasoner, test, subject, out);
  else if (subject.layer) tell_of_annotation(reasoner, test, subject, simple_fits(reasoner, test, subject), out);
  else tell_of_token(reasoner, test, subject.token, simple_fits(reasoner, test, subject), out);
}

void gloss_reasoner_tell(const gloss_reasoner *reasoner, uint32_t position, gloss_subject subject, gloss_buffer *out) {
  if (reasoner->tests[position]) tell(reasoner, reasoner->tests[position], subject, out);
}

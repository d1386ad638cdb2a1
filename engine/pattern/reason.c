#include "pattern/reason.h"

#include <stdlib.h>

#include "base/memory.h"
#include "text/pos.h"
#include "unicode/unicode.h"

typedef struct comparison { /* a regex that fits a text from end to end */
  const gloss_test *test;
  gloss_regex *regex;
} comparison;

struct gloss_reasoner {
  const gloss_pattern *pattern;
  const gloss_document *document;
  gloss_matcher *matcher;
  comparison *comparisons;
  uint32_t comparison_count, comparison_capacity;
  gloss_buffer folded;
  bool gave_up; /* the regex that was asked last, and so it decided nothing */
};

gloss_reasoner *gloss_reasoner_new(const gloss_pattern *pattern, const gloss_document *document, gloss_matcher *matcher) {
  gloss_reasoner *reasoner = gloss_allocate_zeroed(1, sizeof *reasoner);
  reasoner->pattern = pattern;
  reasoner->document = document;
  reasoner->matcher = matcher;
  return reasoner;
}

void gloss_reasoner_free(gloss_reasoner *reasoner) {
  for (uint32_t i = 0; i < reasoner->comparison_count; i++) gloss_regex_free(reasoner->comparisons[i].regex);
  free(reasoner->comparisons);
  gloss_buffer_free(&reasoner->folded);
  free(reasoner);
}

static const gloss_test *test_of(const gloss_reasoner *reasoner, uint32_t position) {
  return reasoner->pattern->positions[position].element->test;
}

static bool is_simple(const gloss_test *test) {
  return test->kind != GLOSS_TEST_AND && test->kind != GLOSS_TEST_OR && test->kind != GLOSS_TEST_NOT;
}

/* -- Does it fit? */

/* Of a test that is words with | between, and so has no regex of its own, that of the words. */
static const gloss_regex *regex_of(gloss_reasoner *reasoner, const gloss_test *test) {
  gloss_buffer text = {0};
  gloss_error error = {0}; /* such words always compile */
  if (test->regex) return test->regex;
  for (uint32_t i = 0; i < reasoner->comparison_count; i++)
    if (reasoner->comparisons[i].test == test) return reasoner->comparisons[i].regex;
  gloss_buffer_print(&text, "\\A(?:%.*s)\\z", GLOSS_PRINT(test->text));
  gloss_regex *regex = gloss_regex_new(gloss_buffer_slice(&text), test->ignores_case ? GLOSS_SLICE("i") : GLOSS_SLICE(""), &error);
  reasoner->comparisons = gloss_grow(reasoner->comparisons, &reasoner->comparison_capacity, reasoner->comparison_count + 1u,
                                     sizeof *reasoner->comparisons);
  reasoner->comparisons[reasoner->comparison_count++] = (comparison){test, regex};
  gloss_buffer_free(&text);
  return regex;
}

static bool regex_fits(gloss_reasoner *reasoner, const gloss_test *test, gloss_slice text) {
  gloss_test whole = *test;
  whole.regex = regex_of(reasoner, test);
  if (test->ignores_case) {
    gloss_buffer_clear(&reasoner->folded);
    gloss_fold(text, &reasoner->folded);
    gloss_buffer_string(&reasoner->folded); /* there is a text even when it is empty */
    text = gloss_buffer_slice(&reasoner->folded);
  }
  gloss_regex_result result = gloss_test_fits(&whole, text, gloss_matcher_regex(reasoner->matcher));
  reasoner->gave_up = result == GLOSS_REGEX_FAILED;
  return result == GLOSS_REGEX_FOUND;
}

static bool words_have(gloss_reasoner *reasoner, const gloss_test *test, uint32_t word) {
  gloss_vocabulary *vocabulary = reasoner->document->vocabulary;
  uint32_t first;
  word = gloss_attribute_word(vocabulary, word, test->attribute);
  return gloss_phrases_get_word(test->words, gloss_matcher_words(reasoner->matcher, test->words, vocabulary), word, &first) > 0;
}

static gloss_slice field_text(const gloss_reasoner *reasoner, gloss_subject subject, gloss_slice field, char space[static 32]) {
  uint32_t layer = (uint32_t)(subject.layer - reasoner->document->layers);
  return gloss_field_text(reasoner->document, layer, subject.row, field, space);
}

static bool token_fits(gloss_reasoner *reasoner, const gloss_test *test, const gloss_token *token) {
  gloss_vocabulary *vocabulary = reasoner->document->vocabulary;
  switch (test->kind) {
    case GLOSS_TEST_ANY: return true;
    case GLOSS_TEST_WORD_FLAG: return gloss_vocabulary_word(vocabulary, token->word)->flags & test->flag;
    case GLOSS_TEST_TOKEN_FLAG: return token->flags & test->flag;
    case GLOSS_TEST_POS: return test->pos >> gloss_token_pos(token) & 1;
    case GLOSS_TEST_WORDS: return words_have(reasoner, test, token->word);
    default: return regex_fits(reasoner, test, gloss_attribute_text(vocabulary, token->word, test->attribute, false));
  }
}

static bool simple_fits(gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject) {
  char space[32];
  if (subject.layer == NULL) return token_fits(reasoner, test, &reasoner->document->tokens[subject.token]);
  gloss_slice text = field_text(reasoner, subject, test->field, space);
  return text.data && regex_fits(reasoner, test, text);
}

static bool fits(gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject) {
  if (test == NULL) return true;
  switch (test->kind) {
    case GLOSS_TEST_NOT: return !fits(reasoner, test->left, subject);
    case GLOSS_TEST_AND: return fits(reasoner, test->left, subject) && fits(reasoner, test->right, subject);
    case GLOSS_TEST_OR: return fits(reasoner, test->left, subject) || fits(reasoner, test->right, subject);
    default: return simple_fits(reasoner, test, subject);
  }
}

bool gloss_reasoner_fits(gloss_reasoner *reasoner, uint32_t position, gloss_subject subject) {
  return fits(reasoner, test_of(reasoner, position), subject);
}

static uint32_t count(gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject) {
  if (test && test->kind == GLOSS_TEST_AND) return count(reasoner, test->left, subject) + count(reasoner, test->right, subject);
  return fits(reasoner, test, subject);
}

uint32_t gloss_reasoner_count(gloss_reasoner *reasoner, uint32_t position, gloss_subject subject) {
  return count(reasoner, test_of(reasoner, position), subject);
}

/* -- Why? */

/* What a comparison that was just made says of the text. */
static const char *verb_of(const gloss_reasoner *reasoner, const gloss_test *test, bool holds) {
  bool gave_up = reasoner->gave_up && test->kind == GLOSS_TEST_REGEX;
  return gave_up ? "takes too many steps to compare with" : holds ? "is" : "is not";
}

static void tell_comparison(const gloss_test *test, const char *attribute, gloss_slice text, const char *verb, gloss_buffer *out) {
  gloss_buffer_print(out, "%s \"%.*s\" %s ", attribute, GLOSS_PRINT(text), verb);
  if (test->kind == GLOSS_TEST_WORDS) gloss_buffer_print(out, "in $%.*s", GLOSS_PRINT(test->words_name));
  else gloss_buffer_print(out, "\"%.*s\"%s", GLOSS_PRINT(test->text), test->ignores_case ? "%c" : "");
}

static void tell_of_token(gloss_reasoner *reasoner, const gloss_test *test, uint32_t token, bool holds, gloss_buffer *out) {
  const gloss_document *document = reasoner->document;
  bool of_token = test->kind == GLOSS_TEST_TOKEN_FLAG;
  if (test->kind == GLOSS_TEST_ANY) gloss_buffer_print(out, "any token fits");
  else if (test->kind == GLOSS_TEST_POS)
    tell_comparison(test, "pos", gloss_slice_of(gloss_pos_name(gloss_token_pos(&document->tokens[token]))),
                    holds ? "is" : "is not", out);
  else if (of_token || test->kind == GLOSS_TEST_WORD_FLAG)
    gloss_buffer_print(out, "%s %s", gloss_flag_name(test->flag, of_token), holds ? "holds" : "does not hold");
  else
    tell_comparison(test, gloss_attribute_name(test->attribute),
                    gloss_attribute_text(document->vocabulary, document->tokens[token].word, test->attribute, false),
                    verb_of(reasoner, test, holds), out);
}

static void tell_of_annotation(gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject, bool holds,
                               gloss_buffer *out) {
  char space[32];
  gloss_slice text = field_text(reasoner, subject, test->field, space), name = test->field;
  gloss_buffer field = {0};
  gloss_buffer_add(&field, name);
  if (text.data == NULL) gloss_buffer_print(out, "%.*s is not set", GLOSS_PRINT(name));
  else tell_comparison(test, gloss_buffer_string(&field), text, verb_of(reasoner, test, holds), out);
  gloss_buffer_free(&field);
}

static void tell(gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject, gloss_buffer *out);

/* Of an & whose sides differ, what holds is told first; of an | only what holds. */
static void tell_both(gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject, gloss_buffer *out) {
  bool left = fits(reasoner, test->left, subject), right = fits(reasoner, test->right, subject);
  const gloss_test *first = left || !right ? test->left : test->right, *second = first == test->left ? test->right : test->left;
  tell(reasoner, first, subject, out);
  if (test->kind == GLOSS_TEST_OR && left != right) return;
  gloss_buffer_print(out, left == right ? " and " : ", but ");
  tell(reasoner, second, subject, out);
}

static void tell(gloss_reasoner *reasoner, const gloss_test *test, gloss_subject subject, gloss_buffer *out) {
  if (test->kind == GLOSS_TEST_NOT) tell(reasoner, test->left, subject, out);
  else if (!is_simple(test)) tell_both(reasoner, test, subject, out);
  else if (subject.layer) tell_of_annotation(reasoner, test, subject, simple_fits(reasoner, test, subject), out);
  else tell_of_token(reasoner, test, subject.token, simple_fits(reasoner, test, subject), out);
}

void gloss_reasoner_tell(gloss_reasoner *reasoner, uint32_t position, gloss_subject subject, gloss_buffer *out) {
  const gloss_test *test = test_of(reasoner, position);
  if (test) tell(reasoner, test, subject, out);
}

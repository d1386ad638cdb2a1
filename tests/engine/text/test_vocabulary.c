#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "text/workspace.h"

static gloss_language *language;

static int make_language(void **state) {
  (void)state;
  gloss_error error = {0};
  language = gloss_language_new("none", NULL, &error);
  return language ? 0 : -1;
}

static int free_language(void **state) {
  (void)state;
  gloss_language_free(language);
  return 0;
}

static uint32_t intern(gloss_vocabulary *vocabulary, const char *text) {
  return gloss_vocabulary_intern(vocabulary, gloss_slice_of(text));
}

static void assert_text(const gloss_vocabulary *vocabulary, uint32_t word, const char *text) {
  assert_slice(gloss_word_text(gloss_vocabulary_word(vocabulary, word)), text);
  assert_string_equal(gloss_vocabulary_word(vocabulary, word)->text, text);
}

static const char *numbered(uint32_t i) {
  static char text[16];
  snprintf(text, sizeof text, "Word%u", i);
  return text;
}

/* So many words of texts that every further one goes to the tail. */
static gloss_vocabulary *full_vocabulary(void) {
  gloss_vocabulary *vocabulary = gloss_vocabulary_new(language);
  for (uint32_t i = 0; i < GLOSS_KEPT_WORDS; i++) assert_int_equal(intern(vocabulary, numbered(i)), i);
  return vocabulary;
}

static void a_word_has_one_number(void **state) {
  (void)state;
  gloss_vocabulary *vocabulary = gloss_vocabulary_new(language);
  uint32_t one = intern(vocabulary, "one"), two = intern(vocabulary, "two");
  assert_int_not_equal(one, two);
  assert_int_equal(intern(vocabulary, "one"), one);
  assert_int_equal(gloss_vocabulary_find(vocabulary, GLOSS_SLICE("two")), two);
  assert_int_equal(gloss_vocabulary_find(vocabulary, GLOSS_SLICE("three")), GLOSS_UNKNOWN);
  assert_text(vocabulary, one, "one");
  gloss_vocabulary_free(vocabulary);
}

static void words_of_all_sizes_and_bytes_are_told_apart(void **state) {
  (void)state;
  gloss_vocabulary *vocabulary = gloss_vocabulary_new(language);
  char text[70] = {0};
  memset(text, 'a', sizeof text - 1);
  for (uint32_t size = 0; size < 65; size++) {
    assert_int_equal(gloss_vocabulary_find(vocabulary, (gloss_slice){text, size}), GLOSS_UNKNOWN);
    uint32_t word = gloss_vocabulary_intern(vocabulary, (gloss_slice){text, size});
    assert_int_equal(gloss_vocabulary_word(vocabulary, word)->size, size);
    for (uint32_t i = 0; i < size; i++) {
      text[i] = 'b';
      assert_int_not_equal(gloss_vocabulary_intern(vocabulary, (gloss_slice){text, size}), word);
      text[i] = 'a';
    }
  }
  uint32_t with_b = gloss_vocabulary_intern(vocabulary, GLOSS_SLICE("a\0b"));
  assert_int_not_equal(gloss_vocabulary_intern(vocabulary, GLOSS_SLICE("a\0c")), with_b);
  gloss_vocabulary_free(vocabulary);
}

static void nothing_is_a_word_too(void **state) {
  (void)state;
  gloss_vocabulary *vocabulary = gloss_vocabulary_new(language);
  uint32_t hidden = intern(vocabulary, "\xe2\x80\x8b"), norm = gloss_vocabulary_norm(vocabulary, hidden);
  assert_text(vocabulary, norm, "");
  assert_int_equal(gloss_vocabulary_intern(vocabulary, (gloss_slice){NULL, 0}), norm);
  assert_int_equal(gloss_vocabulary_norm(vocabulary, norm), norm);
  assert_int_equal(gloss_vocabulary_lemma(vocabulary, norm), norm);
  gloss_vocabulary_free(vocabulary);
}

static void forms_are_derived_once_and_are_words(void **state) {
  (void)state;
  gloss_vocabulary *vocabulary = gloss_vocabulary_new(language);
  uint32_t word = intern(vocabulary, "Didn’t");
  assert_int_equal(gloss_vocabulary_word(vocabulary, word)->norm, GLOSS_UNKNOWN);
  uint32_t norm = gloss_vocabulary_norm(vocabulary, word);
  assert_text(vocabulary, norm, "didn't");
  assert_int_equal(intern(vocabulary, "didn't"), norm);
  assert_int_equal(gloss_vocabulary_word(vocabulary, word)->norm, norm);
  assert_text(vocabulary, gloss_vocabulary_shape(vocabulary, word), "Xxxx’x");
  assert_int_equal(gloss_vocabulary_lemma(vocabulary, word), norm);
  gloss_vocabulary_free(vocabulary);
}

static void the_first_words_stay_and_later_ones_go(void **state) {
  (void)state;
  gloss_vocabulary *vocabulary = full_vocabulary();
  assert_int_equal(gloss_vocabulary_kept(vocabulary), GLOSS_KEPT_WORDS);
  uint32_t late = intern(vocabulary, "Late");
  assert_int_equal(late, GLOSS_TAIL);
  assert_int_equal(intern(vocabulary, "Late"), late);
  assert_text(vocabulary, late, "Late");
  uint32_t generation = gloss_vocabulary_tail_generation(vocabulary);
  gloss_vocabulary_truncate(vocabulary);
  assert_int_equal(gloss_vocabulary_tail_generation(vocabulary), generation + 1);
  assert_int_equal(gloss_vocabulary_find(vocabulary, GLOSS_SLICE("Late")), GLOSS_UNKNOWN);
  for (uint32_t i = 0; i < GLOSS_KEPT_WORDS; i += 1001)
    assert_int_equal(gloss_vocabulary_find(vocabulary, gloss_slice_of(numbered(i))), i);
  assert_int_equal(intern(vocabulary, "Other"), GLOSS_TAIL);
  gloss_vocabulary_free(vocabulary);
}

static void cutting_nothing_is_no_new_generation(void **state) {
  (void)state;
  gloss_vocabulary *vocabulary = gloss_vocabulary_new(language);
  intern(vocabulary, "word");
  gloss_vocabulary_truncate(vocabulary);
  assert_int_equal(gloss_vocabulary_tail_generation(vocabulary), 0);
  assert_int_equal(intern(vocabulary, "word"), 0);
  gloss_vocabulary_free(vocabulary);
}

static void what_is_derived_from_a_kept_word_stays_with_it(void **state) {
  (void)state;
  gloss_vocabulary *vocabulary = full_vocabulary();
  uint32_t norm = gloss_vocabulary_norm(vocabulary, 7), shape = gloss_vocabulary_shape(vocabulary, 7);
  assert_true(norm < GLOSS_TAIL && shape < GLOSS_TAIL);
  uint32_t late = intern(vocabulary, "Late"), late_norm = gloss_vocabulary_norm(vocabulary, late);
  assert_true(late_norm > GLOSS_TAIL);
  gloss_vocabulary_truncate(vocabulary);
  assert_int_equal(gloss_vocabulary_norm(vocabulary, 7), norm);
  assert_text(vocabulary, norm, "word7");
  assert_text(vocabulary, shape, "Xxxxd");
  gloss_vocabulary_free(vocabulary);
}

static void all_that_is_derived_from_all_kept_words_has_room(void **state) {
  (void)state;
  gloss_vocabulary *vocabulary = full_vocabulary();
  for (uint32_t i = 0; i < GLOSS_KEPT_WORDS; i++) gloss_vocabulary_norm(vocabulary, i);
  assert_int_equal(gloss_vocabulary_kept(vocabulary), 2 * GLOSS_KEPT_WORDS);
  uint32_t late = intern(vocabulary, "Late");
  assert_int_equal(late, GLOSS_TAIL);
  for (uint32_t i = 0; i < GLOSS_KEPT_WORDS; i += 997) {
    char lower[16];
    snprintf(lower, sizeof lower, "word%u", i);
    assert_text(vocabulary, gloss_vocabulary_norm(vocabulary, i), lower);
  }
  gloss_vocabulary_free(vocabulary);
}

static void a_long_tail_is_numbered_on_and_forgotten(void **state) {
  (void)state;
  enum { LATE = 100000 };
  gloss_vocabulary *vocabulary = full_vocabulary();
  for (int document = 0; document < 3; document++) {
    for (uint32_t i = 0; i < LATE; i++) assert_int_equal(intern(vocabulary, numbered(GLOSS_KEPT_WORDS + i)), GLOSS_TAIL + i);
    for (uint32_t i = 0; i < LATE; i += 313) assert_text(vocabulary, GLOSS_TAIL + i, numbered(GLOSS_KEPT_WORDS + i));
    gloss_vocabulary_truncate(vocabulary);
  }
  assert_int_equal(gloss_vocabulary_find(vocabulary, gloss_slice_of(numbered(GLOSS_KEPT_WORDS))), GLOSS_UNKNOWN);
  gloss_vocabulary_free(vocabulary);
}

static void tokens_interned_in_batches_have_the_numbers_of_their_words(void **state) {
  (void)state;
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, language);
  const char *text = "the cat and the dog and the bird";
  gloss_document_set_text(document, gloss_slice_of(text));
  for (uint32_t size = 0; size < 100; size++) {
    document->token_count = 0;
    gloss_token *tokens = gloss_document_reserve_tokens(document, size);
    static const uint16_t starts[] = {0, 4, 8, 12, 16, 20, 24, 28}, sizes[] = {3, 3, 3, 3, 3, 3, 3, 4};
    for (uint32_t i = 0; i < size; i++) tokens[i] = (gloss_token){.start = starts[i % 8], .size = sizes[i % 8]};
    document->token_count = size;
    gloss_document_intern_tokens(document, 0);
    for (uint32_t i = 0; i < size; i++) {
      gloss_slice text = gloss_document_token_text(document, i);
      assert_true(gloss_slice_equal(gloss_word_text(gloss_document_word(document, i)), text));
      assert_int_equal(document->tokens[i].word, gloss_vocabulary_find(document->vocabulary, text));
    }
  }
  gloss_workspace_close(workspace);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_has_one_number),
      cmocka_unit_test(words_of_all_sizes_and_bytes_are_told_apart),
      cmocka_unit_test(nothing_is_a_word_too),
      cmocka_unit_test(forms_are_derived_once_and_are_words),
      cmocka_unit_test(the_first_words_stay_and_later_ones_go),
      cmocka_unit_test(cutting_nothing_is_no_new_generation),
      cmocka_unit_test(what_is_derived_from_a_kept_word_stays_with_it),
      cmocka_unit_test(all_that_is_derived_from_all_kept_words_has_room),
      cmocka_unit_test(a_long_tail_is_numbered_on_and_forgotten),
      cmocka_unit_test(tokens_interned_in_batches_have_the_numbers_of_their_words),
  };
  return cmocka_run_group_tests(tests, make_language, free_language);
}

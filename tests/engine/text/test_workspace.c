#include "text/workspace.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static gloss_schema *schema;
static gloss_language *english, *german;
static gloss_workspace *workspace;

static int make_workspace(void **state) {
  (void)state;
  gloss_error error = {0};
  schema = gloss_schema_new();
  gloss_schema_add_layer(schema, GLOSS_SLICE("entity"));
  english = gloss_language_new("en", NULL, &error);
  german = gloss_language_new("de", NULL, &error);
  workspace = gloss_workspace_new(schema);
  return 0;
}

static int free_workspace(void **state) {
  (void)state;
  gloss_workspace_free(workspace);
  gloss_language_free(english);
  gloss_language_free(german);
  gloss_schema_free(schema);
  return 0;
}

/* A document of one block and one sentence of so many words, with something of everything laid over it. */
static gloss_document *open_filled(uint32_t words, const gloss_language *language) {
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, language);
  gloss_buffer text = {0};
  for (uint32_t i = 0; i < words; i++) gloss_buffer_print(&text, "w%05u ", i % 50000);
  gloss_document_set_text(document, gloss_arena_copy(&document->arena, gloss_buffer_slice(&text)));
  gloss_buffer_free(&text);
  gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){0, words * 7});
  gloss_token *tokens = gloss_document_reserve_tokens(document, words);
  for (uint32_t i = 0; i < words; i++) tokens[i] = (gloss_token){.start = i * 7, .size = 6};
  document->token_count = words;
  gloss_document_intern_tokens(document, 0);
  gloss_document_add_sentence(document, (gloss_span){0, words});
  for (uint32_t i = 0; i < words; i += 3)
    gloss_document_annotate(document, 0, &(gloss_span){i, i + 1}, 1, document->tokens[i].word);
  gloss_document_set_value(document, GLOSS_SLICE("tone"), (gloss_value){.kind = GLOSS_INTEGER, .integer = words});
  gloss_document_warn(document, GLOSS_SLICE("a warning"));
  gloss_document_span(document, (gloss_span){0, words});
  document->title = GLOSS_SLICE("A title");
  return document;
}

static void assert_empty(const gloss_document *document) {
  assert_int_equal(document->token_count + document->sentence_count + document->block_count, 0);
  assert_int_equal(document->value_count + document->warning_count + document->failure_count, 0);
  assert_int_equal(document->match_count + document->link_count + document->long_span_count, 0);
  assert_int_equal(document->layers[0].count, 0);
  assert_null(document->title.data);
  assert_null(document->text.data);
  assert_null(document->vocabulary);
}

static void nothing_of_a_document_is_left_for_the_next(void **state) {
  (void)state;
  static const uint32_t sizes[] = {10, 1000, 1, 100000, 500000, 20, 70000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    gloss_document *document = open_filled(sizes[i], i % 2 ? english : german);
    assert_int_equal(document->layers[0].count, (sizes[i] + 2) / 3);
    assert_int_equal(gloss_document_code_points(document, sizes[i] * 7), sizes[i] * 7);
    assert_int_equal(gloss_layer_after(&document->layers[0], 0), 0);
    gloss_workspace_close(workspace);
    assert_empty(gloss_workspace_open(workspace));
    gloss_workspace_close(workspace);
  }
}

static void columns_are_used_again(void **state) {
  (void)state;
  gloss_document *document = open_filled(1000, english);
  const gloss_token *tokens = document->tokens;
  const gloss_annotation *rows = document->layers[0].rows;
  gloss_workspace_close(workspace);
  document = open_filled(1000, english);
  assert_ptr_equal(document->tokens, tokens);
  assert_ptr_equal(document->layers[0].rows, rows);
  gloss_workspace_close(workspace);
}

static void columns_of_a_large_document_are_given_back(void **state) {
  (void)state;
  gloss_document *document = open_filled(2000000, english);
  gloss_workspace_close(workspace);
  assert_null(document->tokens);
  assert_null(document->layers[0].rows);
}

static void each_language_has_its_vocabulary_and_keeps_it(void **state) {
  (void)state;
  gloss_document *document = open_filled(10, english);
  gloss_vocabulary *of_english = document->vocabulary;
  uint32_t word = document->tokens[3].word;
  gloss_workspace_set_language(workspace, german);
  assert_ptr_not_equal(document->vocabulary, of_english);
  gloss_workspace_close(workspace);
  document = open_filled(10, english);
  assert_ptr_equal(document->vocabulary, of_english);
  assert_int_equal(document->tokens[3].word, word);
  gloss_workspace_close(workspace);
}

static void the_tails_of_all_languages_of_a_document_are_cut(void **state) {
  (void)state;
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, english);
  gloss_vocabulary *vocabulary = document->vocabulary;
  char text[16];
  for (uint32_t i = 0; i <= GLOSS_KEPT_WORDS; i++)
    gloss_vocabulary_intern(vocabulary, (gloss_slice){text, (size_t)snprintf(text, sizeof text, "k%u", i)});
  assert_int_not_equal(gloss_vocabulary_find(vocabulary, gloss_slice_of(text)), GLOSS_UNKNOWN);
  gloss_workspace_set_language(workspace, german);
  gloss_workspace_close(workspace);
  assert_int_equal(gloss_vocabulary_find(vocabulary, gloss_slice_of(text)), GLOSS_UNKNOWN);
}

static void a_document_closed_amid_a_script_leaves_nothing_to_undo(void **state) {
  (void)state;
  gloss_document *document = open_filled(10, english);
  gloss_document_begin(document, 3);
  gloss_document_remove(document, 0, 0);
  gloss_workspace_close(workspace);
  document = open_filled(10, english);
  gloss_document_begin(document, 1);
  gloss_document_undo(document);
  assert_int_equal(document->layers[0].count, 4);
  assert_int_equal(document->layers[0].rows[0].script, 0);
  gloss_workspace_close(workspace);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_of_a_document_is_left_for_the_next),
      cmocka_unit_test(columns_are_used_again),
      cmocka_unit_test(columns_of_a_large_document_are_given_back),
      cmocka_unit_test(each_language_has_its_vocabulary_and_keeps_it),
      cmocka_unit_test(the_tails_of_all_languages_of_a_document_are_cut),
      cmocka_unit_test(a_document_closed_amid_a_script_leaves_nothing_to_undo),
  };
  return cmocka_run_group_tests(tests, make_workspace, free_workspace);
}

/* A byte of settings, a list as TSV or CSV, of which all rows before the first mistake count, a zero byte, a text. */
#include <stdlib.h>

#include "phrase/phrases.h"
#include "spaced.h"
#include "unicode/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

/* Each entry is found by its own name, unless a star ends it. */
static void ask(const gloss_phrases *list) {
  for (uint32_t i = 0; i < gloss_phrases_count(list); i++) {
    gloss_slice name = gloss_phrases_name(list, i);
    uint32_t first = 0, count = gloss_phrases_get(list, name, &first);
    require(first + count <= gloss_phrases_count(list));
    require(memchr(name.data, '*', name.size) || count > 0);
    gloss_phrase_fields fields = gloss_phrases_fields(list, i);
    for (gloss_phrase_field field; gloss_phrase_fields_next(&fields, NULL, &field);)
      require(field.value.kind == GLOSS_STRING && gloss_phrases_column(list, field.column).size > 0);
    gloss_phrases_weight(list, i);
  }
}

static void search(const gloss_phrases *list, const gloss_document *document) {
  gloss_phrase_words *words = gloss_phrase_words_new(list, document->vocabulary);
  gloss_phrase_hit hit;
  for (uint32_t from = 0; gloss_phrases_find(list, words, document, from, document->token_count, &hit); from = hit.tokens.end) {
    require(from <= hit.tokens.start && hit.tokens.start < hit.tokens.end && hit.tokens.end <= document->token_count);
    require(hit.count > 0 && hit.first + hit.count <= gloss_phrases_count(list));
    require(gloss_document_sentence_at(document, hit.tokens.start) == gloss_document_sentence_at(document, hit.tokens.end - 1));
  }
  gloss_phrase_words_free(words);
}

static void search_text(const gloss_phrases *list, gloss_slice text) {
  gloss_error error = {0};
  gloss_language *language = gloss_language_new("none", NULL, &error);
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, language);
  split_spaced(document, text);
  search(list, document);
  gloss_workspace_close(workspace);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  gloss_language_free(language);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  unsigned bits = data[0];
  gloss_phrase_settings settings = {.letter_case = (gloss_case)(bits % 3), .by_lemma = bits & 4, .weights = bits & 8};
  gloss_slice rows, rest = {(const char *)data + 1, size - 1};
  if (!gloss_slice_split(&rest, '\0', &rows)) return 0;
  gloss_error error = {0};
  gloss_buffer text = {0};
  if (rest.size > 0) gloss_utf8_repair(rest, &text, NULL);
  gloss_phrase_builder *builder = gloss_phrase_builder_new(settings, (gloss_phrase_tokenizer){0});
  gloss_phrase_builder_read(builder, bits & 16 ? "list.csv" : "list.tsv", rows, &error);
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  ask(list);
  if (text.size < 60000) search_text(list, gloss_buffer_slice(&text));
  gloss_phrases_free(list);
  gloss_buffer_free(&text);
  gloss_error_clear(&error);
  return 0;
}

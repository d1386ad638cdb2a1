/* A query, a zero byte, a text that is split at spaces; before each word may stand bytes 1 to 4: so many words from it on are
 * annotated. */
#include <stdlib.h>

#include "pattern/search.h"
#include "spaced.h"
#include "unicode/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

/* $a stands for itself in both places. */
typedef struct names {
  const gloss_phrases *words;
  const gloss_pattern *pattern;
} names;

static bool look_up(void *context, gloss_slice name, bool inside, gloss_pattern_variable *variable, gloss_error *error) {
  const names *names = context;
  if (!gloss_slice_is(name, "a")) return gloss_fail(error, "no variable $%.*s", GLOSS_PRINT(name));
  if (inside) variable->words = names->words;
  else variable->pattern = names->pattern;
  return true;
}

static gloss_span region_of(const gloss_document *document, gloss_within within, uint32_t token) {
  if (within == GLOSS_WITHIN_SENTENCE) return document->sentences[gloss_document_sentence_at(document, token)].tokens;
  if (within == GLOSS_WITHIN_BLOCK) return document->blocks[gloss_document_block_at(document, token)].tokens;
  return (gloss_span){0, document->token_count};
}

/* In order, inside their regions and what was asked for, captures inside their match. */
static void check(const gloss_document *document, const gloss_pattern *pattern, gloss_pattern_found found, gloss_span tokens) {
  for (uint32_t i = 0; i < found.count; i++) {
    gloss_span match = found.hits[i].tokens;
    require(match.start < match.end && gloss_span_covers(tokens, match));
    require(gloss_span_covers(region_of(document, gloss_pattern_within(pattern), match.start), match));
    require(i == 0 || gloss_span_compare(found.hits[i - 1].tokens, match) < 0);
    for (uint32_t label = 0; label < gloss_pattern_label_count(pattern); label++) {
      gloss_span taken = found.captures[found.hits[i].captures + label];
      require(taken.start == UINT32_MAX || (taken.start < taken.end && gloss_span_covers(match, taken)));
    }
  }
}

static void search(const gloss_pattern *pattern, gloss_document *document) {
  gloss_matcher *matcher = gloss_matcher_new();
  gloss_pattern_search *search = gloss_matcher_patterns(matcher);
  uint32_t number = gloss_pattern_search_add(search, pattern, document), count = document->token_count;
  gloss_span parts[] = {{0, count}, {count / 3, count}, {0, count / 2}, {count / 3, count / 3}};
  for (int round = 0; round < 2; round++) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
      check(document, pattern, gloss_pattern_search_find(search, number, document, parts[i]), parts[i]);
    if (count > 0) gloss_document_annotate(document, 0, &(gloss_span){count / 2, count}, 1, GLOSS_UNKNOWN);
  }
  gloss_matcher_free(matcher);
}

static void annotate(gloss_document *document) {
  uint32_t type = gloss_vocabulary_intern(document->vocabulary, GLOSS_SLICE("A"));
  for (uint32_t i = 0; i < document->token_count; i++) {
    uint32_t length = (uint32_t)gloss_document_token_text(document, i).data[0];
    if (length <= 4 && i + length <= document->token_count)
      gloss_document_annotate(document, 0, &(gloss_span){i, i + length}, 1, length % 2 ? type : GLOSS_UNKNOWN);
  }
}

static void search_text(const gloss_pattern *pattern, gloss_slice text) {
  gloss_error error = {0};
  gloss_language *language = gloss_language_new("none", NULL, &error);
  gloss_schema *schema = gloss_schema_new();
  gloss_schema_add_layer(schema, GLOSS_SLICE("n"));
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, language);
  split_spaced(document, text);
  annotate(document);
  search(pattern, document);
  gloss_workspace_close(workspace);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  gloss_language_free(language);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  gloss_slice query, rest = {(const char *)data, size};
  if (!gloss_slice_split(&rest, '\0', &query)) return 0;
  gloss_error error = {0};
  gloss_buffer text = {0};
  if (rest.size > 0) gloss_utf8_repair(rest, &text, NULL);
  gloss_phrase_builder *builder = gloss_phrase_builder_new((gloss_phrase_settings){0}, (gloss_phrase_tokenizer){0});
  gloss_phrase_builder_add(builder, &(gloss_phrase_row){.phrase = GLOSS_SLICE("a")}, &error);
  gloss_phrases *words = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  names names = {words, gloss_pattern_new(GLOSS_SLICE("x:'a' [is_title]?"), NULL, NULL, &error)};
  gloss_pattern *pattern = gloss_pattern_new(query, look_up, &names, &error);
  require((pattern == NULL) == (error.message != NULL));
  if (pattern && text.size < 4000) search_text(pattern, gloss_buffer_slice(&text));
  gloss_pattern_free(pattern);
  gloss_pattern_free((gloss_pattern *)names.pattern);
  gloss_phrases_free(words);
  gloss_buffer_free(&text);
  gloss_error_clear(&error);
  return 0;
}

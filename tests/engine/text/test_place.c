#include "text/place.h"

#include <stdio.h>

#include "check.h"
#include "text/workspace.h"
#include "unicode/unicode.h"

static gloss_schema *schema;
static gloss_language *language;
static gloss_workspace *workspace;
static gloss_document *document;

static int make_workspace(void **state) {
  (void)state;
  gloss_error error = {0};
  schema = gloss_schema_new();
  gloss_schema_add_layer(schema, GLOSS_SLICE("entity"));
  language = gloss_language_new("none", NULL, &error);
  workspace = gloss_workspace_new(schema);
  return 0;
}

static int free_workspace(void **state) {
  (void)state;
  gloss_workspace_free(workspace);
  gloss_language_free(language);
  gloss_schema_free(schema);
  return 0;
}

/* A document whose tokens are the runs without spaces, whose sentences end at "." and whose blocks at "|". */
static void open_text(const char *text) {
  document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, language);
  gloss_document_set_text(document, gloss_slice_of(text));
  uint32_t size = (uint32_t)strlen(text), first = 0;
  bool in_block = false;
  for (uint32_t start = 0, end; start < size; start = end) {
    end = start + (uint32_t)strcspn(text + start, " \n");
    if (end == start && ++end) continue;
    if (!in_block) first = document->token_count, gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){start, end});
    *gloss_document_reserve_tokens(document, 1) = (gloss_token){.start = start, .size = (uint16_t)(end - start)};
    document->token_count++;
    in_block = text[end - 1] != '|';
    if (in_block && text[end - 1] != '.') continue;
    gloss_document_add_sentence(document, (gloss_span){first, document->token_count});
    first = document->token_count;
    document->blocks[document->block_count - 1].tokens.end = first;
  }
}

static void assert_span(gloss_span span, uint32_t start, uint32_t end) {
  assert_int_equal(span.start, start);
  assert_int_equal(span.end, end);
}

static void a_place_gives_back_what_it_was_made_of(void **state) {
  (void)state;
  gloss_place place = gloss_place_of(GLOSS_ANNOTATION, GLOSS_FIRST_MAX, GLOSS_LENGTH_MAX);
  assert_int_equal(gloss_place_kind_of(place), GLOSS_ANNOTATION);
  assert_int_equal(gloss_place_first(place), GLOSS_FIRST_MAX);
  assert_int_equal(gloss_place_length(place), GLOSS_LENGTH_MAX);
  assert_int_equal(place >> (GLOSS_FIRST_BITS + GLOSS_LENGTH_BITS) & ((1 << GLOSS_GENERATION_BITS) - 1), 0);
}

static void each_kind_of_place_has_its_tokens_and_bytes(void **state) {
  (void)state;
  open_text(" One two. Three four.| \n Five| ");
  assert_int_equal(document->token_count, 5);
  gloss_span pieces[] = {{1, 2}, {3, 4}};
  uint32_t row = gloss_document_annotate(document, 0, pieces, 2, GLOSS_UNKNOWN);
  gloss_place match = gloss_document_add_match(document, (gloss_match){.tokens = {2, 4}});
  gloss_place link = gloss_document_add_link(document, (gloss_link){.place = gloss_place_of(GLOSS_SENTENCE, 1, 0)});
  const struct { gloss_place place; gloss_span tokens; const char *text; } known[] = {
      {gloss_place_of(GLOSS_DOCUMENT, 0, 0), {0, 5}, " One two. Three four.| \n Five| "},
      {gloss_place_of(GLOSS_SENTENCE, 0, 0), {0, 2}, "One two."},
      {gloss_place_of(GLOSS_SENTENCE, 2, 0), {4, 5}, "Five|"},
      {gloss_place_of(GLOSS_TOKEN, 2, 0), {2, 3}, "Three"},
      {gloss_place_of(GLOSS_SPAN, 1, 2), {1, 3}, "two. Three"},
      {gloss_place_of(GLOSS_SPAN, 2, 0), {2, 2}, ""},
      {gloss_place_of(GLOSS_ANNOTATION, row, 0), {1, 4}, "two. Three four.|"},
      {match, {2, 4}, "Three four.|"},
      {link, {2, 4}, "Three four.|"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    gloss_span tokens = gloss_document_tokens(document, known[i].place);
    assert_span(tokens, known[i].tokens.start, known[i].tokens.end);
    assert_slice(gloss_document_slice(document, gloss_document_bytes(document, known[i].place)), known[i].text);
  }
  gloss_workspace_close(workspace);
}

static void an_empty_span_stands_where_its_token_begins_or_at_the_end(void **state) {
  (void)state;
  open_text("One two.| ");
  assert_span(gloss_document_bytes_of(document, (gloss_span){1, 1}), 4, 4);
  assert_span(gloss_document_bytes_of(document, (gloss_span){2, 2}), 10, 10);
  gloss_workspace_close(workspace);
}

static void every_token_knows_its_sentence_and_block(void **state) {
  (void)state;
  open_text("a b. c d.| e| f. g h i.|");
  const uint32_t sentences[] = {0, 0, 1, 1, 2, 3, 4, 4, 4}, blocks[] = {0, 0, 0, 0, 1, 2, 2, 2, 2};
  assert_int_equal(document->token_count, 9);
  for (uint32_t i = 0; i < 9; i++) {
    assert_int_equal(gloss_document_sentence_at(document, i), sentences[i]);
    assert_int_equal(gloss_document_block_at(document, i), blocks[i]);
    assert_int_equal(document->tokens[i].flags & GLOSS_IS_FIRST, i == 0 || sentences[i] != sentences[i - 1]);
  }
  gloss_workspace_close(workspace);
}

static void tokens_touch_the_bytes_they_share(void **state) {
  (void)state;
  const char *text = "  ab c  def\ng  ";
  open_text(text);
  uint32_t size = (uint32_t)strlen(text);
  for (uint32_t start = 0; start <= size; start++)
    for (uint32_t end = start; end <= size; end++) {
      gloss_span touched = gloss_document_tokens_touching(document, (gloss_span){start, end});
      assert_true(touched.start <= touched.end);
      for (uint32_t i = 0; i < document->token_count; i++) {
        gloss_span bytes = gloss_document_bytes_of(document, (gloss_span){i, i + 1});
        bool inside = i >= touched.start && i < touched.end;
        assert_int_equal(inside, gloss_span_overlaps(bytes, (gloss_span){start, end}));
        if (bytes.end <= start) assert_true(i < touched.start);
      }
    }
  gloss_workspace_close(workspace);
}

/* Counted one by one, over texts of letters of all sizes, some longer than what is counted at once. */
static void offsets_and_positions_are_what_counting_gives(void **state) {
  (void)state;
  uint64_t seed = 9;
  for (int round = 0; round < 40; round++) {
    gloss_buffer text = {0};
    static const uint32_t characters[] = {'a', '\n', 'b', 0xe9, 0x20ac, 0x1f600};
    uint32_t kinds = round % 4 == 0 ? 3 : 6; /* ASCII only, too */
    for (uint32_t size = random_below(&seed, 400); size > 0; size--)
      text.size += gloss_utf8_encode(characters[random_below(&seed, kinds)], gloss_buffer_reserve(&text, 4));
    document = gloss_workspace_open(workspace);
    gloss_document_set_text(document, gloss_buffer_slice(&text));
    uint32_t count = 0, line = 1, column = 1;
    for (uint32_t at = 0; at <= text.size;) {
      uint32_t found_line, found_column, c = 0;
      assert_int_equal(gloss_document_code_points(document, at), count);
      gloss_document_position(document, at, &found_line, &found_column);
      assert_int_equal(found_line, line);
      assert_int_equal(found_column, column);
      if (at == text.size) break;
      at += gloss_utf8_decode(text.data + at, &c);
      count++, column++;
      if (c == '\n') line++, column = 1;
    }
    gloss_workspace_close(workspace);
    gloss_buffer_free(&text);
  }
}

static void an_empty_text_has_one_line(void **state) {
  (void)state;
  document = gloss_workspace_open(workspace);
  uint32_t line, column;
  gloss_document_position(document, 0, &line, &column);
  assert_int_equal(line, 1);
  assert_int_equal(column, 1);
  assert_int_equal(gloss_document_code_points(document, 0), 0);
  assert_span(gloss_document_tokens_touching(document, (gloss_span){0, 0}), 0, 0);
  assert_span(gloss_document_bytes(document, gloss_place_of(GLOSS_DOCUMENT, 0, 0)), 0, 0);
  gloss_workspace_close(workspace);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_place_gives_back_what_it_was_made_of),
      cmocka_unit_test(each_kind_of_place_has_its_tokens_and_bytes),
      cmocka_unit_test(an_empty_span_stands_where_its_token_begins_or_at_the_end),
      cmocka_unit_test(every_token_knows_its_sentence_and_block),
      cmocka_unit_test(tokens_touch_the_bytes_they_share),
      cmocka_unit_test(offsets_and_positions_are_what_counting_gives),
      cmocka_unit_test(an_empty_text_has_one_line),
  };
  return cmocka_run_group_tests(tests, make_workspace, free_workspace);
}

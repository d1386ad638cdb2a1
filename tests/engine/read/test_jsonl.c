#include "sample.h"

static bool read_line(sample *s, const char *line) {
  return read_bytes(s, "jsonl", "in/news.jsonl", 7, gloss_slice_of(line));
}

static gloss_document *document_of(sample *s, const char *line) {
  if (!read_line(s, line)) fail_msg("%s", s->error.message);
  return s->document;
}

static void assert_refused(sample *s, const char *line, const char *message) {
  assert_false(read_line(s, line));
  assert_string_equal(s->error.message, message);
}

static void an_object_fills_text_and_metadata(void **state) {
  sample *s = *state;
  gloss_document *document = document_of(s, "{\"id\":\"a1\",\"title\":\"T\",\"source\":\"S\","
                                            "\"date\":\"2024-01-02\",\"lang\":\"en\",\"text\":\"Hi.\"}");
  assert_slice(document->id, "a1");
  assert_slice(document->title, "T");
  assert_slice(document->source, "S");
  assert_slice(document->date, "2024-01-02");
  assert_slice(document->lang, "en");
  assert_slice(document->text, "Hi.");
  assert_int_equal(document->meta.size, 0);
  assert_int_equal(document->warning_count, 0);
  assert_false(s->parsed.is_article);
  assert_false(s->parsed.is_mended);
}

static void other_keys_go_to_meta(void **state) {
  gloss_document *document = document_of(*state, "{\"text\":\"x\",\"url\":\"u\",\"tags\":[\"a\",{\"n\":1}]}");
  assert_int_equal(document->meta.size, 2);
  assert_int_equal(gloss_map_get(document->meta, GLOSS_SLICE("tags")).size, 2);
}

static void a_number_as_id_becomes_a_string_as_it_was_written(void **state) {
  assert_slice(document_of(*state, "{\"id\":42,\"text\":\"x\"}")->id, "42");
  assert_slice(document_of(*state, "{\"id\":18446744073709551615,\"text\":\"x\"}")->id, "18446744073709551615");
  assert_slice(document_of(*state, "{\"id\": 1.50 ,\"text\":\"x\"}")->id, "1.50");
}

static void without_an_id_it_is_the_file_and_line(void **state) {
  assert_slice(document_of(*state, "{\"text\":\"x\"}")->id, "news:7");
  assert_slice(document_of(*state, "{\"text\":\"x\",\"id\":null}")->id, "news:7");
  assert_slice(document_of(*state, "{\"text\":\"x\",\"id\":\"\"}")->id, "news:7");
}

static void the_id_of_a_line_of_standard_input_says_so(void **state) {
  sample *s = *state;
  assert_true(read_bytes(s, "jsonl", "stdin", 3, GLOSS_SLICE("{\"text\":\"x\"}")));
  assert_slice(s->document->id, "stdin:3");
}

static void body_stands_in_for_text(void **state) {
  assert_slice(document_of(*state, "{\"body\":\"b\"}")->text, "b");
  assert_slice(document_of(*state, "{\"text\":null,\"body\":\"b\"}")->text, "b");
  gloss_document *document = document_of(*state, "{\"body\":\"b\",\"text\":\"t\"}");
  assert_slice(document->text, "t");
  assert_slice(gloss_value_slice(gloss_map_get(document->meta, GLOSS_SLICE("body"))), "b");
}

static void what_is_no_document_is_refused_with_file_and_line(void **state) {
  assert_refused(*state, "{\"id\":\"a\"}", "in/news.jsonl:7: no \"text\" (or \"body\")");
  assert_refused(*state, "{\"text\":5}", "in/news.jsonl:7: \"text\" is a number, not a string");
  assert_refused(*state, "{\"body\":[]}", "in/news.jsonl:7: \"body\" is a list, not a string");
  assert_refused(*state, "[1]", "in/news.jsonl:7: not an object");
  assert_refused(*state, "\"text\"", "in/news.jsonl:7: not an object");
  assert_refused(*state, "{\"text\":\"abc", "in/news.jsonl:7: truncated JSON: a string is not closed");
}

static void a_wrong_type_is_a_warning_and_stays_in_meta(void **state) {
  gloss_document *document = document_of(*state, "{\"text\":\"x\",\"date\":20240102,\"title\":[\"a\"]}");
  assert_null(document->date.data);
  assert_int_equal(document->warning_count, 2);
  assert_slice(document->warnings[0], "\"date\" is a number, not a string; it is kept in meta");
  assert_int_equal(gloss_map_get(document->meta, GLOSS_SLICE("date")).integer, 20240102);
}

static void null_metadata_is_not_known(void **state) {
  gloss_document *document = document_of(*state, "{\"text\":\"x\",\"title\":null,\"source\":\"\"}");
  assert_null(document->title.data);
  assert_null(document->source.data);
  assert_int_equal(document->warning_count, 0);
}

static void repaired_bytes_are_a_warning(void **state) {
  sample *s = *state;
  gloss_document *document = document_of(s, "{\"text\":\"a\xff\xff z\"}");
  assert_slice(document->text, "a\uFFFD\uFFFD z");
  assert_slice(document->warnings[0], "not UTF-8 in 2 places, now U+FFFD; the first is byte 11");
  assert_true(s->parsed.is_mended);
}

static void a_lone_surrogate_is_a_warning(void **state) {
  sample *s = *state;
  gloss_document *document = document_of(s, "{\"text\":\"a\\ud800\"}");
  assert_slice(document->text, "a\uFFFD");
  assert_slice(document->warnings[0], "1 lone surrogate, now U+FFFD");
  assert_true(s->parsed.is_mended);
}

static void empty_text_is_a_document(void **state) {
  gloss_document *document = document_of(*state, "{\"text\":\"\"}");
  assert_int_equal(document->text.size, 0);
}

static void a_title_is_put_in_front_when_asked_for(void **state) {
  sample *s = *state;
  gloss_parser_free(s->parser);
  s->parser = gloss_parser_new((gloss_parser_settings){.with_title = true});
  gloss_document *document = document_of(s, "{\"title\":\" Über uns \",\"text\":\"Ja.\"}");
  assert_slice(document->text, " Über uns \n\nJa.");
  assert_int_equal(document->block_count, 1);
  assert_int_equal(document->blocks[0].kind, GLOSS_TITLE);
  assert_slice(gloss_document_slice(document, document->blocks[0].bytes), "Über uns");
  document = document_of(s, "{\"title\":\"  \",\"text\":\"Ja.\"}");
  assert_slice(document->text, "Ja.");
  assert_int_equal(document->block_count, 0);
}

static void one_object_a_file_is_the_format_json(void **state) {
  sample *s = *state;
  assert_true(read_bytes(s, "json", "a/one.json", 0, GLOSS_SLICE("{\n  \"text\": \"x\"\n}\n")));
  assert_slice(s->document->id, "one");
  assert_false(read_bytes(s, "json", "a/one.json", 0, GLOSS_SLICE("[]")));
  assert_string_equal(s->error.message, "a/one.json: not an object");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      SAMPLE(an_object_fills_text_and_metadata),
      SAMPLE(other_keys_go_to_meta),
      SAMPLE(a_number_as_id_becomes_a_string_as_it_was_written),
      SAMPLE(without_an_id_it_is_the_file_and_line),
      SAMPLE(the_id_of_a_line_of_standard_input_says_so),
      SAMPLE(body_stands_in_for_text),
      SAMPLE(what_is_no_document_is_refused_with_file_and_line),
      SAMPLE(a_wrong_type_is_a_warning_and_stays_in_meta),
      SAMPLE(null_metadata_is_not_known),
      SAMPLE(repaired_bytes_are_a_warning),
      SAMPLE(a_lone_surrogate_is_a_warning),
      SAMPLE(empty_text_is_a_document),
      SAMPLE(a_title_is_put_in_front_when_asked_for),
      SAMPLE(one_object_a_file_is_the_format_json),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "sample.h"

static void an_annotation_is_marked_in_the_text(void **state) {
  sample *s = *state;
  s->settings.width = 40;
  lay(s, "Xi Jinping met  Vladimir\nPutin in the afternoon of a long day.");
  s->document->source = GLOSS_SLICE("Reuters");
  annotate(s, ENTITY, "Xi Jinping", "PERSON");
  annotate(s, ENTITY, "Vladimir\nPutin", "PERSON");
  assert_string_equal(written(s, "text"), "────────────────────────────────────────\n"
                                          "d1 · Reuters · en\n"
                                          "\n"
                                          "[Xi Jinping PERSON] met [Vladimir\n"
                                          "Putin PERSON] in the afternoon of a long\n"
                                          "day.\n"
                                          "\n");
}

static const char *body(sample *s) {
  return strstr(written(s, "text"), "en\n\n") + strlen("en\n\n");
}

static void a_name_that_is_not_the_text_is_told(void **state) {
  sample *s = *state;
  lay(s, "Xi left.");
  set_field(s, ENTITY, annotate(s, ENTITY, "Xi", "PERSON"), "name", gloss_value_string(GLOSS_SLICE("Xi Jinping")));
  assert_string_equal(body(s), "[Xi PERSON = Xi Jinping] left.\n\n");
}

static void what_has_more_to_say_gets_a_note(void **state) {
  sample *s = *state;
  lay(s, "We agreed , he said .");
  uint32_t quote = annotate(s, QUOTE, "We agreed", "direct");
  gloss_place he = gloss_document_span(s->document, find(s, "he"));
  set_field(s, QUOTE, quote, "speaker", place_value(he));
  set_field(s, QUOTE, quote, "score", (gloss_value){.kind = GLOSS_NUMBER, .number = -0.25});
  assert_string_equal(body(s), "[We agreed ¹] , he said .\n"
                               "    ¹ quote direct · speaker he · score -0.25\n\n");
}

static void annotations_may_nest_and_cross(void **state) {
  sample *s = *state;
  lay(s, "a b c d");
  annotate(s, ENTITY, "a b c", "OUTER");
  annotate(s, ENTITY, "b", "INNER");
  annotate(s, QUOTE, "c d", "CROSS");
  assert_string_equal(body(s), "[a [b INNER] [c OUTER] d CROSS]\n\n");
}

static void the_pieces_of_a_broken_one_have_one_number(void **state) {
  sample *s = *state;
  lay(s, "Go , he said , now .\n\nThen .");
  gloss_span pieces[] = {find(s, "Go"), find(s, "now")};
  gloss_document_annotate(s->document, QUOTE, pieces, 2, GLOSS_UNKNOWN);
  assert_string_equal(body(s), "[Go ¹] , he said , [now ¹] .\n    ¹ quote\n\nThen .\n\n");
}

static void one_over_two_blocks_is_marked_in_both(void **state) {
  sample *s = *state;
  lay(s, "a b\n\nc d");
  gloss_span tokens = {1, 3};
  gloss_document_annotate(s->document, ENTITY, &tokens, 1, gloss_vocabulary_intern(s->document->vocabulary, GLOSS_SLICE("X")));
  assert_non_null(strstr(body(s), "a [b X"));
  assert_non_null(strstr(body(s), "\n\n[c X"));
}

static void kinds_of_blocks_look_different(void **state) {
  sample *s = *state;
  lay(s, "Title\n\nHead\n\none\n\ntwo\n\nPhoto");
  static const gloss_block_kind kinds[] = {GLOSS_TITLE, GLOSS_HEADING, GLOSS_LIST_ITEM, GLOSS_LIST_ITEM, GLOSS_CAPTION};
  for (uint32_t i = 0; i < 5; i++) s->document->blocks[i].kind = kinds[i];
  assert_string_equal(body(s), "# Title\n\n## Head\n\n• one\n• two\n\ncaption: Photo\n\n");
}

static void a_title_outside_the_text_stands_on_top(void **state) {
  sample *s = *state;
  lay(s, "Text.");
  s->document->title = GLOSS_SLICE("The title");
  assert_non_null(strstr(written(s, "text"), "─\nThe title\nd1 · en\n\nText.\n"));
}

static void values_warnings_and_errors_follow(void **state) {
  sample *s = *state;
  gloss_document *document = lay(s, "x");
  gloss_pair pairs[] = {{GLOSS_SLICE("negative"), {.kind = GLOSS_INTEGER, .integer = 3}},
                        {GLOSS_SLICE("score"), {.kind = GLOSS_NUMBER, .number = 1.0542}},
                        {GLOSS_SLICE("label"), gloss_value_string(GLOSS_SLICE("positive"))}};
  gloss_document_set_value(document, GLOSS_SLICE("tone"), gloss_map_of(pairs, 3));
  gloss_document_warn(document, GLOSS_SLICE("not sure"));
  gloss_document_fail(document, (gloss_failure){.script = GLOSS_SLICE("s"), .at = GLOSS_SLICE("s.lua:1"),
                                                .message = GLOSS_SLICE("bad")});
  assert_string_equal(body(s), "x\n\ntone: label positive · score 1.0542 · negative 3\n\n"
                               "warning: not sure\nerror: s: s.lua:1: bad\n\n");
}

static void a_number_stands_as_it_is(void **state) {
  sample *s = *state;
  gloss_document *document = lay(s, "x");
  gloss_value numbers[] = {{.kind = GLOSS_NUMBER, .number = 1.0542}, {.kind = GLOSS_NUMBER, .number = 1.0 / 3},
                           {.kind = GLOSS_NUMBER, .number = 0.0001}, {.kind = GLOSS_NUMBER, .number = 5e6}};
  gloss_document_set_value(document, GLOSS_SLICE("n"), (gloss_value){.kind = GLOSS_LIST, .size = 4, .items = numbers});
  assert_string_equal(body(s), "x\n\nn: 1.0542, 0.3333333333333333, 0.0001, 5000000\n\n");
}

static void control_characters_do_not_reach_the_terminal(void **state) {
  sample *s = *state;
  lay(s, "a\x1b[31mb\xc2\x9b" "c\x7f");
  assert_string_equal(body(s), "a\uFFFD[31mb\uFFFDc\uFFFD\n\n");
}

static void colours_come_without_brackets_and_only_when_asked_for(void **state) {
  sample *s = *state;
  lay(s, "Xi left.");
  annotate(s, ENTITY, "Xi", "PERSON");
  assert_null(strchr(written(s, "text"), '\x1b'));
  s->settings.colour = true;
  assert_non_null(strstr(written(s, "text"), "mXi\x1b[0;2m PERSON\x1b[0m left."));
}

static void wide_characters_take_two_columns(void **state) {
  sample *s = *state;
  s->settings.width = 10;
  lay(s, "漢字 漢字 漢字");
  assert_string_equal(body(s), "漢字 漢字\n漢字\n\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      SAMPLE(an_annotation_is_marked_in_the_text),
      SAMPLE(a_name_that_is_not_the_text_is_told),
      SAMPLE(what_has_more_to_say_gets_a_note),
      SAMPLE(annotations_may_nest_and_cross),
      SAMPLE(the_pieces_of_a_broken_one_have_one_number),
      SAMPLE(one_over_two_blocks_is_marked_in_both),
      SAMPLE(kinds_of_blocks_look_different),
      SAMPLE(a_title_outside_the_text_stands_on_top),
      SAMPLE(values_warnings_and_errors_follow),
      SAMPLE(a_number_stands_as_it_is),
      SAMPLE(control_characters_do_not_reach_the_terminal),
      SAMPLE(colours_come_without_brackets_and_only_when_asked_for),
      SAMPLE(wide_characters_take_two_columns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <stdio.h>

#include "sample.h"

/* Expected JSON has ' where it means ". */
static const char *json(const char *expected) {
  static char text[1024];
  snprintf(text, sizeof text, "%s", expected);
  for (char *c = text; *c; c++)
    if (*c == '\'') *c = '"';
  return text;
}

static void assert_record(sample *s, const char *expected) {
  assert_string_equal(written(s, "jsonl"), json(expected));
}

static void assert_holds(sample *s, const char *part) {
  if (strstr(written(s, "jsonl"), json(part)) == NULL) fail_msg("%s is not in %s", part, gloss_buffer_string(&s->out));
}

static void assert_annotations(sample *s, const char *expected) {
  const char *record = written(s, "jsonl");
  const char *start = strstr(record, "\"annotations\":") + strlen("\"annotations\":");
  const char *end = strstr(start, ",\"values\":");
  assert_slice(((gloss_slice){start, (size_t)(end - start)}), json(expected));
}

static void keys_stand_in_a_fixed_order(void **state) {
  sample *s = *state;
  gloss_document *document = lay(s, "Hi.");
  document->source = GLOSS_SLICE("S");
  document->title = GLOSS_SLICE("T");
  document->date = GLOSS_SLICE("2024-01-02");
  gloss_document_warn(document, GLOSS_SLICE("w"));
  gloss_document_fail(document, (gloss_failure){.script = GLOSS_SLICE("tone"), .at = GLOSS_SLICE("tone.lua:3"),
                                                .message = GLOSS_SLICE("m")});
  assert_record(s, "{'id':'d1','source':'S','title':'T','date':'2024-01-02','lang':'en','meta':{},'text':'Hi.',"
                   "'annotations':{'entity':[],'quote':[]},'values':{},'warnings':['w'],"
                   "'errors':[{'script':'tone','at':'tone.lua:3','message':'m'}]}\n");
}

static void what_is_not_known_is_left_out(void **state) {
  sample *s = *state;
  s->settings.layer_count = 0;
  lay(s, "");
  assert_record(s, "{'id':'d1','lang':'en','meta':{},'text':'','annotations':{},'values':{},"
                   "'warnings':[],'errors':[]}\n");
}

static void offsets_count_code_points(void **state) {
  sample *s = *state;
  s->settings.layer_count = 1;
  lay(s, "Über 😀 Xi.");
  annotate(s, ENTITY, "Xi", "PERSON");
  assert_annotations(s, "{'entity':[{'id':'entity:1','start':7,'end':9,'text':'Xi','type':'PERSON','script':'quotes',"
                        "'fields':{}}]}");
}

static void annotations_stand_in_text_order_and_a_removed_one_leaves_a_gap(void **state) {
  sample *s = *state;
  s->settings.layer_count = 1;
  lay(s, "A B C");
  annotate(s, ENTITY, "C", NULL);
  uint32_t removed = annotate(s, ENTITY, "B", NULL);
  annotate(s, ENTITY, "A", NULL);
  gloss_document_remove(s->document, ENTITY, removed);
  assert_annotations(s, "{'entity':["
                        "{'id':'entity:3','start':0,'end':1,'text':'A','script':'quotes','fields':{}},"
                        "{'id':'entity:1','start':4,'end':5,'text':'C','script':'quotes','fields':{}}]}");
}

static void a_link_says_where_it_is_and_whom_it_means(void **state) {
  sample *s = *state;
  s->settings.layers++;
  s->settings.layer_count = 1;
  lay(s, "Xi Jinping spoke. He left.");
  uint32_t xi = annotate(s, ENTITY, "Xi Jinping", "PERSON");
  gloss_place annotation = gloss_place_of(GLOSS_ANNOTATION, xi, ENTITY);
  uint32_t quote = annotate(s, QUOTE, "left", "direct");
  gloss_place he = gloss_document_span(s->document, find(s, "He"));
  set_field(s, QUOTE, quote, "speaker", place_value(gloss_document_add_link(s->document, (gloss_link){he, annotation})));
  assert_annotations(s, "{'quote':[{'id':'quote:1','start':21,'end':25,'text':'left','type':'direct','script':'quotes',"
                        "'fields':{'speaker':{'start':18,'end':20,'text':'He','ref':'entity:1','name':'Xi Jinping'}}}]}");
  set_field(s, ENTITY, xi, "name", gloss_value_string(GLOSS_SLICE("President Xi")));
  assert_holds(s, "'ref':'entity:1','name':'President Xi'");
  gloss_document_remove(s->document, ENTITY, xi);
  assert_holds(s, "'speaker':{'start':18,'end':20,'text':'He'}");
}

static void an_annotation_in_a_field_is_a_link(void **state) {
  sample *s = *state;
  s->settings.layer_count = 1;
  lay(s, "Xi Jinping met Xi");
  uint32_t full = annotate(s, ENTITY, "Xi Jinping", NULL), tokens_of_short = 3;
  gloss_span tokens = {tokens_of_short, tokens_of_short + 1};
  uint32_t brief = gloss_document_annotate(s->document, ENTITY, &tokens, 1, GLOSS_UNKNOWN);
  set_field(s, ENTITY, brief, "full", place_value(gloss_place_of(GLOSS_ANNOTATION, full, ENTITY)));
  assert_holds(s, "'fields':{'full':{'start':0,'end':10,'text':'Xi Jinping','ref':'entity:1','name':'Xi Jinping'}}");
}

static void places_in_lists_and_numbers_are_written(void **state) {
  sample *s = *state;
  lay(s, "a bad sad day");
  uint32_t quote = annotate(s, QUOTE, "day", NULL);
  gloss_value *words = gloss_arena_allocate(&s->document->arena, 2 * sizeof *words);
  words[0] = place_value(gloss_document_span(s->document, find(s, "bad")));
  words[1] = place_value(gloss_document_span(s->document, find(s, "sad")));
  set_field(s, QUOTE, quote, "words", (gloss_value){.kind = GLOSS_LIST, .size = 2, .items = words});
  set_field(s, QUOTE, quote, "score", (gloss_value){.kind = GLOSS_NUMBER, .number = -0.5});
  assert_holds(s, "'fields':{'score':-0.5,'words':[{'start':2,'end':5,'text':'bad'},"
                  "{'start':6,'end':9,'text':'sad'}]}");
}

static void a_broken_annotation_has_its_pieces(void **state) {
  sample *s = *state;
  lay(s, "We go, he said, now.");
  gloss_span pieces[] = {find(s, "We go"), find(s, "now")};
  gloss_document_annotate(s->document, QUOTE, pieces, 2, GLOSS_UNKNOWN);
  assert_holds(s, "'start':0,'end':19,'text':'We go, he said, now','spans':[[0,5],[16,19]],'script'");
}

static void the_engines_own_layers_come_first(void **state) {
  sample *s = *state;
  s->settings = (gloss_writer_settings){.block = true, .sentence = true, .token = true};
  lay(s, "Hi you\n\nBye");
  assert_annotations(s, "{'block':[{'start':0,'end':6,'type':'paragraph'},{'start':8,'end':11,'type':'paragraph'}],"
                        "'sentence':[{'start':0,'end':6},{'start':8,'end':11}],"
                        "'token':[{'start':0,'end':2,'fields':{'lemma':'hi'}},{'start':3,'end':6,'fields':{'lemma':'you'}},"
                        "{'start':8,'end':11,'fields':{'lemma':'bye'}}]}");
}

static void values_are_written_by_name(void **state) {
  sample *s = *state;
  lay(s, "x");
  gloss_document_set_value(s->document, GLOSS_SLICE("grade"), (gloss_value){.kind = GLOSS_NUMBER, .number = 7.25});
  assert_holds(s, ",'values':{'grade':7.25},");
}

static void an_unknown_format_is_an_error_with_the_nearest(void **state) {
  sample *s = *state;
  assert_null(gloss_writer_find(GLOSS_SLICE("jsonx"), &s->error));
  assert_string_equal(s->error.message,
                      "no output format \"jsonx\" (there are jsonl, json, sqlite, text); did you mean \"jsonl\"?");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      SAMPLE(keys_stand_in_a_fixed_order),
      SAMPLE(what_is_not_known_is_left_out),
      SAMPLE(offsets_count_code_points),
      SAMPLE(annotations_stand_in_text_order_and_a_removed_one_leaves_a_gap),
      SAMPLE(a_link_says_where_it_is_and_whom_it_means),
      SAMPLE(an_annotation_in_a_field_is_a_link),
      SAMPLE(places_in_lists_and_numbers_are_written),
      SAMPLE(a_broken_annotation_has_its_pieces),
      SAMPLE(the_engines_own_layers_come_first),
      SAMPLE(values_are_written_by_name),
      SAMPLE(an_unknown_format_is_an_error_with_the_nearest),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

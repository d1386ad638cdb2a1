#include "harness.h"
#include "bind/evidence.h"

#define SCRIPT                                                                                            \
  "local gloss = require 'gloss'\n"                                                                       \
  "local names = gloss.gazetteer { { 'Ann Lee', land = 'Wales' }, { 'Bob' } }\n"                         \
  "local verb = gloss.regex('(?<stem>s|w)(?<end>aid|ent)')\n"                                             \
  "local pair = gloss.pattern [[ who:'Ann' [] ]]\n"                                                       \
  "return { provides = { 'mark' }, document = function(document)\n"                                       \
  "  for match in names:matches(document) do document:annotate('mark', match) end\n"                      \
  "  for match in verb:matches(document) do\n"                                                            \
  "    document:annotate('mark', match) end\n"                                                            \
  "  document:annotate('mark', pair:match(document).who)\n"                                               \
  "  document:annotate('mark', { document[1], document[3] })\n"                                           \
  "  names:get(document[6])\n"                                                                            \
  "end }"

static void run_explained(bench *bench, const char *source) {
  bench->environment.explain = true;
  assert_non_null(load_state(bench, source));
  assert_true(run_on(bench, "one", TEXT));
}

static const char *line_of(const bench *bench, uint32_t row) {
  return gloss_document_origin(bench->document, 0, row).at.data;
}

static void an_annotation_knows_the_line_that_made_it(void **state) {
  bench *bench = *state;
  run_explained(bench, SCRIPT);
  const char *const lines[] = {"test.lua:6", "test.lua:6", "test.lua:8", "test.lua:8", "test.lua:9", "test.lua:10"};
  assert_int_equal(bench->document->layers[0].count, 6);
  for (uint32_t row = 0; row < 6; row++) assert_string_equal(line_of(bench, row), lines[row]);
}

static void an_annotation_knows_what_it_was_laid_over(void **state) {
  bench *bench = *state;
  run_explained(bench, SCRIPT);
  assert_int_equal(gloss_place_kind_of(gloss_document_origin(bench->document, 0, 0).over), GLOSS_MATCH);
  assert_int_equal(gloss_place_kind_of(gloss_document_origin(bench->document, 0, 4).over), GLOSS_SPAN);
  assert_int_equal(gloss_place_kind_of(gloss_document_origin(bench->document, 0, 5).over), GLOSS_NOWHERE);
}

static void an_ordinary_run_notes_nothing(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, SCRIPT));
  assert_true(run_on(bench, "one", TEXT));
  assert_int_equal(bench->document->layers[0].count, 6);
  assert_int_equal(bench->document->layers[0].origin_count, 0);
  assert_null(line_of(bench, 0));
}

static void what_a_failing_script_noted_is_taken_back(void **state) {
  bench *bench = *state;
  bench->environment.explain = true;
  assert_non_null(load_state(bench, "return { provides = { 'mark' }, document = function(document)\n"
                                    "  document:annotate('mark', document[1])\n"
                                    "  if document.id == 'bad' then error 'no' end\n"
                                    "end }"));
  assert_true(run_on(bench, "good", TEXT));
  assert_int_equal(bench->document->layers[0].origin_count, 1);
  assert_false(run_on(bench, "bad", TEXT));
  assert_true(gloss_slice_is(failure_of(bench)->message, "no"));
  assert_int_equal(bench->document->layers[0].count, 0);
  assert_int_equal(bench->document->layers[0].origin_count, 0);
}

static void a_script_s_finders_are_told_in_the_order_they_were_made(void **state) {
  bench *bench = *state;
  gloss_arena arena = {0};
  const gloss_finder *finders;
  run_explained(bench, SCRIPT);
  assert_int_equal(gloss_state_finders(bench->state, &arena, &finders), 3);
  assert_string_equal(finders[0].kind, "gazetteer");
  assert_string_equal(finders[0].made, "test.lua:2");
  assert_null(finders[0].source);
  assert_string_equal(finders[1].source, "(?<stem>s|w)(?<end>aid|ent)");
  assert_string_equal(finders[2].made, "test.lua:4");
  assert_non_null(finders[2].pattern);
  gloss_arena_free(&arena);
}

static gloss_evidence evidence_of(const bench *bench, uint32_t match, gloss_arena *arena) {
  return gloss_state_evidence(bench->state, bench->document, match, arena);
}

static void check_capture(const bench *bench, gloss_capture capture, const char *name, const char *text) {
  assert_true(gloss_slice_is(capture.name, name));
  assert_true(gloss_slice_is(gloss_document_slice(bench->document, capture.bytes), text));
}

static void matches_tell_their_entries_groups_and_labels(void **state) {
  bench *bench = *state;
  gloss_arena arena = {0};
  run_explained(bench, SCRIPT);
  gloss_span matches = gloss_state_matches(bench->state);
  assert_int_equal(gloss_span_size(matches), 6); /* two names, two verbs, a pair, and a lookup */
  gloss_evidence name = evidence_of(bench, 0, &arena), verb = evidence_of(bench, 2, &arena), pair = evidence_of(bench, 4, &arena);
  assert_int_equal(gloss_span_size(name.entries), 1);
  gloss_phrase_fields fields = gloss_phrases_fields(name.finder.phrases, name.entries.start);
  gloss_phrase_field field;
  assert_true(gloss_phrase_fields_next(&fields, NULL, &field) && gloss_slice_is(gloss_value_slice(field.value), "Wales"));
  assert_int_equal(verb.capture_count, 2);
  check_capture(bench, verb.captures[0], "stem", "s");
  check_capture(bench, verb.captures[1], "end", "aid");
  assert_int_equal(pair.capture_count, 1);
  check_capture(bench, pair.captures[0], "who", "Ann");
  assert_ptr_equal(evidence_of(bench, 5, &arena).finder.identity, name.finder.identity);
  gloss_arena_free(&arena);
}

static void the_matches_are_those_of_the_last_document(void **state) {
  bench *bench = *state;
  run_explained(bench, SCRIPT);
  assert_true(run_on(bench, "two", "Ann Lee . x y z"));
  assert_int_equal(gloss_span_size(gloss_state_matches(bench->state)), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(an_annotation_knows_the_line_that_made_it),
      TEST(an_annotation_knows_what_it_was_laid_over),
      TEST(an_ordinary_run_notes_nothing),
      TEST(what_a_failing_script_noted_is_taken_back),
      TEST(a_script_s_finders_are_told_in_the_order_they_were_made),
      TEST(matches_tell_their_entries_groups_and_labels),
      TEST(the_matches_are_those_of_the_last_document),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

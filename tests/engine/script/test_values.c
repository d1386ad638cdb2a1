#include "annotated.h"

static void a_value_is_read_back_as_it_was_set(void **state) {
  check_passes(*state,
               "assert(document:get 'score' == nil)\n"
               "document:set('score', { total = 1, list = { 1, 2.5, 'x' }, none = {}, deep = { a = { b = true } } })\n"
               "local score = document:get 'score'\n"
               "assert(score.total == 1 and math.type(score.total) == 'integer' and score.list[2] == 2.5 and #score.none == 0 and "
               "score.deep.a.b)");
}

static void a_value_that_is_nil_is_gone_also_from_a_walk(void **state) {
  check_passes(*state,
               "document:set('score', 1)\n"
               "document:set('mark', 'word')\n"
               "local seen = {}\n"
               "for name, value in document:values() do\n"
               "  seen[#seen + 1] = name .. value\n"
               "  document:set('mark', nil)\n"
               "end\n"
               "assert(#seen == 1 and seen[1] == 'score1' and document:get 'mark' == nil and document:get 'score' == 1)");
}

static void what_is_no_data_is_refused(void **state) {
  static const mistake mistakes[] = {
      {"document:set('score', print)", "value \"score\": a function is not data"},
      {"document:set('score', { document[1] })", "value \"score\": a token is not data here; take its text, or what you need of "
       "it"},
      {"document:set('score', { 1, nil, 3 })", "value \"score\": a list has a hole at 2"},
      {"document:set('score', { 1, x = 3 })", "value \"score\": a table with the key 1 is neither a list nor has names"},
      {"local t = {} t.t = t document:set('score', t)", "value \"score\": tables are nested more than 100 deep; is one inside "
       "itself?"},
      {"document:set('score', document.meta)", "value \"score\": a read-only table is not data: copy what you need of it"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void a_value_must_be_named_in_the_script(void **state) {
  static const mistake mistakes[] = {
      {"document:set('skore', 1)", "no value \"skore\"; did you mean \"score\"?"},
      {"document:get 'secret'", "value \"secret\" is not in requires; add it: requires = { \"secret\" }"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_value_is_read_back_as_it_was_set), TEST(a_value_that_is_nil_is_gone_also_from_a_walk),
      TEST(what_is_no_data_is_refused), TEST(a_value_must_be_named_in_the_script),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

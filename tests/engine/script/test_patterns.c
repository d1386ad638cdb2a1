#include "harness.h"

/* Each runs on TEXT: "Ann Lee said no .\nBob went home .\n\nIt rained ." */

static bool run_script(bench *bench, const char *source, const char *text) {
  gloss_buffer whole = {0};
  gloss_buffer_print(&whole, "local gloss = require 'gloss'\n%s", source);
  bool loaded = load_state(bench, gloss_buffer_string(&whole)) != NULL;
  gloss_buffer_free(&whole);
  if (!loaded) fail_msg("%s", bench->error.message);
  return run_on(bench, "one", text);
}

/* What the script prints. */
static void prints(void **state, const char *source, const char *expected) {
  bench *bench = *state;
  if (!run_script(bench, source, TEXT)) fail_msg("%.*s", GLOSS_PRINT(failure_of(bench)->message));
  assert_string_equal(gloss_buffer_string(&bench->printed), expected);
}

static void raises(void **state, const char *source, const char *message) {
  bench *bench = *state;
  assert_false(run_script(bench, source, TEXT));
  gloss_slice is = failure_of(bench)->message;
  if (!gloss_slice_is(is, message)) fail_msg("the message is: %.*s", GLOSS_PRINT(is));
}

static void is_not_loaded(void **state, const char *source, const char *message) {
  bench *bench = *state;
  gloss_buffer whole = {0};
  gloss_buffer_print(
      &whole, "local gloss = require 'gloss'\n%s\nreturn { requires = { 'entity' }, provides = { name = { of = 'string' } } }",
      source);
  assert_null(load_state(bench, gloss_buffer_string(&whole)));
  gloss_buffer_free(&whole);
  assert_string_equal(message_of(bench), message);
}

static void matches_are_places_and_labels_are_spans(void **state) {
  prints(state,
         "local named = gloss.pattern [[ who:[is_title]{2} verb:'said|says' not:'never'? ]]\n"
         "return { document = function(document)\n"
         "  for match in named:matches(document) do\n"
         "    print(match.text, match.who.text, #match.who, match.verb.first, match['not'], gloss.type(match), "
         "gloss.type(match.who))\n"
         "    print(match.index, match.sentence.text, match == named:match(document), match:overlaps(match.verb))\n"
         "  end\n"
         "  print(named:match(document[1].sentence).verb.text, named:match(document:span(1, 3)))\n"
         "end }",
         "Ann Lee said\tAnn Lee\t2\t9\tnil\tmatch\tspan\n1\tAnn Lee said no .\tfalse\ttrue\nsaid\tnil\n");
}

static void match_has_its_labels_and_no_others(void **state) {
  raises(state,
         "local p = gloss.pattern [[ cue:'said' ]]\nreturn { document = function(document) return p:match(document).cu end }",
         "no field \"cu\" of a match; did you mean \"cue\"?");
}

static void parts_of_sentences_blocks_and_spans_are_searched(void **state) {
  prints(state,
         "local two = gloss.pattern [[ [] [] ]]\n"
         "return { document = function(document)\n"
         "  local function show(place) local all = {} for match in two:matches(place) do all[#all + 1] = match.text end "
         "print(table.concat(all, ', ')) end\n"
         "  show(document)\n"
         "  show(document[2]:to(document[7]))\n"
         "  for block in document:blocks() do show(block) end\n"
         "  show(document[1]:sub(1, 0))\n"
         "  show(document[3])\n"
         "end }",
         "Ann Lee, said no, Bob went, home ., It rained\nLee said, no ., Bob went\nAnn Lee, said no, Bob went, home .\nIt "
         "rained\n\n\n");
}

static void empty_document_has_no_matches(void **state) {
  bench *bench = *state;
  assert_true(run_script(bench,
                         "local any = gloss.pattern [[ <s> [] within document ]]\n"
                         "return { document = function(document) print(any:match(document), any:matches(document)()) end }", ""));
  assert_string_equal(gloss_buffer_string(&bench->printed), "nil\n");
}

static void variables_are_words_inside_and_patterns_outside(void **state) {
  prints(state,
         "local named = gloss.pattern [[ given:[is_title] family:[is_title]? ]]\n"
         "local said = gloss.pattern([[ $named [word=$say | word=$went] ]],\n"
         "  { named = named, say = { 'said', 'says' }, went = gloss.wordset { 'went' } })\n"
         "return { document = function(document)\n"
         "  for match in said:matches(document) do print(match.text, match.given.text, match.family and match.family.text) end\n"
         "end }",
         "Ann Lee said\tAnn\tLee\nBob went\tBob\tnil\n");
}

static void variable_may_be_a_data_file(void **state) {
  bench *bench = *state;
  write_file(bench, "verbs.txt", "went\nrained\n");
  prints(state,
         "local verb = gloss.pattern('[norm=$verb]', { verb = 'verbs.txt' })\n"
         "return { document = function(document) for match in verb:matches(document) do print(match.text) end end }",
         "went\nrained\n");
}

static void mistake_is_said_with_the_place_in_the_file(void **state) {
  is_not_loaded(state, "local a = gloss.pattern [[\n  'a'\n  ('b'\n]]",
                "test.lua:2: pattern: this ( is not closed\n      ('b'\n      ^");
  is_not_loaded(state, "local a = gloss.pattern '[wrod=\"a\"]'",
                "test.lua:2: pattern: no attribute \"wrod\"; did you mean \"word\"?\n    [wrod=\"a\"]\n     ^");
  is_not_loaded(state, "\ngloss.pattern(\"'a'*\")",
                "test.lua:3: pattern: it would also match nothing at all; make at least one element required\n    'a'*");
}

static void regex_of_a_pattern_that_runs_away_is_a_message(void **state) {
  bench *bench = *state;
  const char *source = "local p, q = gloss.pattern [[\n  [word=\"(a+)+$\"]\n]], gloss.pattern [[ 'no' ]]\n"
                       "return { document = function(document) print(q:match(document).text, p:match(document)) end }";
  assert_false(run_script(bench, source, "no aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab ."));
  gloss_slice is = failure_of(bench)->message;
  if (!gloss_slice_is(is, "pattern: one of its regexes takes too many steps, or too much memory, at \"aaaaaaaaaaaaaaaaaaaaaaaa…\": "
                          "give what is repeated only one way to match, a+ instead of (a+)+\n    [word=\"(a+)+$\"]"))
    fail_msg("the message is: %.*s", GLOSS_PRINT(is));
}

static void an_unknown_variable_is_named_with_the_nearest(void **state) {
  is_not_loaded(state, "gloss.pattern('[word=$sya]', { say = { 'said' } })",
                "test.lua:2: pattern: no variable $sya; did you mean \"say\"?\n    [word=$sya]\n          ^");
}

static void words_stand_inside_of_brackets_and_patterns_outside(void **state) {
  is_not_loaded(state, "gloss.pattern('$say', { say = { 'said' } })",
                "test.lua:2: pattern: $say is words: they stand inside of brackets\n    $say\n    ^");
  is_not_loaded(state, "gloss.pattern('[word=$p]', { p = gloss.pattern \"'a'\" })",
                "test.lua:2: pattern: $p is a pattern: it stands outside of brackets\n    [word=$p]\n          ^");
}

static void a_variable_is_words_or_a_pattern(void **state) {
  is_not_loaded(state, "gloss.pattern('[]', { p = 5 })",
                "test.lua:2: variable \"p\" is a number; it must be a word set, a list, a data file's name or a pattern");
  is_not_loaded(state, "gloss.pattern('[]', { p = gloss.regex 'a' })",
                "test.lua:2: variable \"p\" is a regex; it must be a word set, a list, a data file's name or a pattern");
  is_not_loaded(state, "gloss.pattern('[]', { {} })", "test.lua:2: a variable's name is a string, not a number");
}

static void a_label_is_not_named_as_a_field_of_places(void **state) {
  is_not_loaded(state, "gloss.pattern('text:[]')",
                "test.lua:2: a label cannot be named \"text\": places have a field of that name");
}

static void an_element_asks_for_a_layer_and_fields_that_are_there(void **state) {
  is_not_loaded(state, "gloss.pattern('<quote/>')",
                "test.lua:2: no layer \"quote\"");
  is_not_loaded(state, "gloss.pattern('<name off=\"x\"/>')",
                "test.lua:2: no field \"off\" in layer \"name\"; did you mean \"of\"?");
  is_not_loaded(state, "gloss.pattern('<name tpye=\"x\"/>')",
                "test.lua:2: no field \"tpye\" in layer \"name\"; did you mean \"type\"?");
}

static void pattern_is_made_once(void **state) {
  raises(state, "return { document = function(document) gloss.pattern '[]' end }",
         "a pattern is made when the script is loaded or in setup, not for each document");
}

#define NAMES "return { provides = { name = { of = 'string' } }, document = function(document)\n"

static void pattern_sees_what_its_script_writes(void **state) {
  prints(state,
         "local capital, two = gloss.pattern '[is_title]+', gloss.pattern '<name of=\"x\"/> []'\n" NAMES
         "  print(two:match(document))\n"
         "  for match in capital:matches(document) do document:annotate('name', match, { of = 'x' }) print(match.text) end\n"
         "  for sentence in document:sentences() do print(two:match(sentence).text) end\n"
         "  local first = document:annotation('name')\n"
         "  first.of = 'y'\n"
         "  print(two:match(document).text)\n"
         "  first.of = 'x'\n"
         "  print(two:match(document).text)\n"
         "  first:remove()\n"
         "  print(two:match(document).text)\n"
         "end }",
         "nil\nAnn Lee\nBob\nIt\nAnn Lee said\nBob went\nIt rained\nBob went\nAnn Lee said\nBob went\n");
}

static void iterator_gives_what_there_was_when_it_began(void **state) {
  prints(state,
         "local name, capital = gloss.pattern '<name/>', gloss.pattern '[is_title]'\n" NAMES
         "  document:annotate('name', document[1])\n"
         "  for match in name:matches(document) do\n"
         "    print(match.text)\n"
         "    document:annotate('name', document[2])\n"
         "    for other in capital:matches(document) do document:annotate('name', other) end\n"
         "    local count = 0\n"
         "    for _ in name:matches(document) do count = count + 1 end\n"
         "    print(count)\n"
         "  end\n"
         "end }",
         "Ann\n4\n");
}

static void matches_interleave(void **state) {
  prints(state,
         "local word, pair = gloss.pattern 'x:[is_title]', gloss.pattern 'x:[] y:[]'\n"
         "return { document = function(document)\n"
         "  local kept = {}\n"
         "  for match in word:matches(document) do\n"
         "    for other in pair:matches(match:to(match:after(2))) do kept[#kept + 1] = other.y.text end\n"
         "    kept[#kept + 1] = match.x.text\n"
         "  end\n"
         "  print(table.concat(kept, ' '))\n"
         "end }",
         "Lee Ann said Lee went Bob rained It\n");
}

static void kept_match_of_a_closed_document_raises(void **state) {
  bench *bench = *state;
  assert_true(
      run_script(bench,
                 "local word, kept = gloss.pattern 'x:[]', nil\n"
                 "return { document = function(document) if kept then print(kept.x) end kept = word:match(document) end }",
                 TEXT));
  assert_false(run_on(bench, "two", TEXT));
  assert_true(gloss_slice_starts_with(failure_of(bench)->message, GLOSS_SLICE("this match belongs to a document that is closed")));
}

/* The state is thrown away with its patterns, and made anew; what is found stays right. */
static void kept_iterator_of_a_closed_document_raises(void **state) {
  bench *bench = *state;
  assert_true(run_script(bench,
                         "local word, kept = gloss.pattern 'x:[]', nil\n"
                         "return { document = function(document) kept = kept or word:matches(document) print(kept().x) end }",
                         TEXT));
  assert_false(run_on(bench, "two", "x"));
  gloss_slice is = failure_of(bench)->message;
  assert_true(gloss_slice_is(is, "these matches belong to a document that is closed"));
}

static void state_that_ran_out_of_memory_is_made_anew(void **state) {
  bench *bench = *state;
  assert_true(
      run_script(bench,
                 "local name, word = gloss.pattern '<name/> x:[]', gloss.pattern 'x:[is_title]'\n" NAMES
                 "  document:annotate('name', document[1])\n"
                 "  print(name:match(document).x.text, word:match(document).x.text)\n"
                 "  if document.id == 'greedy' then local t = {} while true do t[#t + 1] = ('x'):rep(1000000) .. #t end end\n"
                 "end }",
                 TEXT));
  for (int i = 0; i < 3; i++) {
    assert_false(run_on(bench, "greedy", "Eve ran"));
    assert_true(run_on(bench, "modest", "Al ate"));
  }
  assert_string_equal(gloss_buffer_string(&bench->printed), "Lee\tAnn\nran\tEve\nate\tAl\nran\tEve\nate\tAl\nran\tEve\nate\tAl\n");
}

static void failed_script_leaves_no_annotations_to_find(void **state) {
  bench *bench = *state;
  assert_true(run_script(bench,
                         "local name = gloss.pattern '<name/>'\n" NAMES
                         "  print(name:match(document))\n"
                         "  document:annotate('name', document[1])\n"
                         "  print(name:match(document).text)\n"
                         "  if document.id == 'bad' then error 'no' end\n"
                         "end }", TEXT));
  assert_false(run_on(bench, "bad", "Eve ran"));
  gloss_state_run(bench->state, bench->document);
  assert_string_equal(gloss_buffer_string(&bench->printed), "nil\nAnn\nnil\nEve\nnil\nEve\n");
}

static void all_matches_of_a_long_sentence_are_given(void **state) {
  bench *bench = *state;
  gloss_buffer text = {0};
  for (int i = 0; i < 3000; i++) gloss_buffer_print(&text, "a b ");
  gloss_buffer_add(&text, GLOSS_SLICE("c"));
  assert_true(run_script(bench,
                         "local all = gloss.pattern '(?all) x:[]+'\n"
                         "return { document = function(document) local n = 0 for match in all:matches(document) do n = n + "
                         "#match.x end print(n) end }",
                         gloss_buffer_string(&text)));
  assert_string_equal(gloss_buffer_string(&bench->printed), "48845248\n");
  gloss_buffer_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(matches_are_places_and_labels_are_spans), TEST(match_has_its_labels_and_no_others),
      TEST(parts_of_sentences_blocks_and_spans_are_searched), TEST(empty_document_has_no_matches),
      TEST(variables_are_words_inside_and_patterns_outside), TEST(variable_may_be_a_data_file),
      TEST(mistake_is_said_with_the_place_in_the_file), TEST(regex_of_a_pattern_that_runs_away_is_a_message),
      TEST(an_unknown_variable_is_named_with_the_nearest), TEST(words_stand_inside_of_brackets_and_patterns_outside),
      TEST(a_variable_is_words_or_a_pattern), TEST(a_label_is_not_named_as_a_field_of_places),
      TEST(an_element_asks_for_a_layer_and_fields_that_are_there), TEST(pattern_is_made_once),
      TEST(pattern_sees_what_its_script_writes), TEST(iterator_gives_what_there_was_when_it_began), TEST(matches_interleave),
      TEST(kept_match_of_a_closed_document_raises), TEST(kept_iterator_of_a_closed_document_raises),
      TEST(state_that_ran_out_of_memory_is_made_anew),
      TEST(failed_script_leaves_no_annotations_to_find), TEST(all_matches_of_a_long_sentence_are_given),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <stdio.h>

#include "patterned.h"

static void refuses(const char *query, const char *message) {
  ground ground;
  gloss_error error = {0};
  open_ground(&ground);
  gloss_pattern *pattern = gloss_pattern_new(gloss_slice_of(query), ground_lookup, &ground, &error);
  if (pattern) fail_msg("%s is taken", query);
  assert_string_equal(error.message, message);
  gloss_error_clear(&error);
  close_ground(&ground);
}

static void takes(const char *query) {
  ground ground;
  open_ground(&ground);
  gloss_pattern_free(ground_pattern(&ground, query));
  close_ground(&ground);
}

static void each_form_of_the_language_is_taken(void **state) {
  (void)state;
  takes("[]");
  takes(" [ word = \"a\" %c ] ");
  takes("(?longest) 'a' within s");
  takes("(?shortest)('a'|'b'){2,3}+ within block");
  takes("(?all) <s> 'a'+ </s> within document");
  takes("<name/> < name type = \"A|B\" of!='x' />");
  takes("<name (type='A' | of='x') & !size='3' />");
  takes("x:[] (y:'a' | y:'b')* $pair");
  takes("'a'{3} 'b'{3,} 'c'{,3}");
  takes("within:[] within_x:'a' within s");
  takes("'a'\n\t'b'");
}

static void mistake_is_shown_with_a_caret(void **state) {
  (void)state;
  refuses("[word=", "pattern: a \"regex\" or $words is missing here\n    [word=\n          ^");
  refuses("[wrd='a']", "pattern: no attribute \"wrd\"; did you mean \"word\"?\n    [wrd='a']\n     ^");
  refuses("[is_titel]", "pattern: no flag \"is_titel\"; did you mean \"is_title\"?\n    [is_titel]\n     ^");
  refuses("'a' ['b'", "pattern: an attribute or a flag is missing here: word, lemma, is_title, …\n    'a' ['b'\n         ^");
  refuses("[word='a'", "pattern: a ] is missing here\n    [word='a'\n             ^");
  refuses("[word='a' & (is_title | is_upper]",
          "pattern: a ) is missing here\n    [word='a' & (is_title | is_upper]\n                                    ^");
  refuses("'a' ('b'", "pattern: this ( is not closed\n    'a' ('b'\n        ^");
  refuses("'a' )", "pattern: this ) closes nothing\n    'a' )\n        ^");
  refuses("()", "pattern: there is nothing in these parentheses\n    ()\n    ^");
  refuses("'a' |", "pattern: an element is missing here: [ … ], \"word\", <layer/>, ( … ) or $name\n    'a' |\n         ^");
  refuses("", "pattern: an element is missing here: [ … ], \"word\", <layer/>, ( … ) or $name\n    \n    ^");
  refuses("* 'a'", "pattern: an element is missing here: [ … ], \"word\", <layer/>, ( … ) or $name\n    * 'a'\n    ^");
  refuses("'abc", "pattern: this string is not closed\n    'abc\n    ^");
  refuses("'a'%d", "pattern: only %c may follow a string: any case\n    'a'%d\n        ^");
  refuses("said", "pattern: an element is missing here: [ … ], \"word\", <layer/>, ( … ) or $name\n    said\n    ^");
  refuses("[pos='V']", "pattern: no part of speech is that; they are ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT "
                       "SCONJ SYM VERB X\n    [pos='V']\n         ^");
  refuses("[pos=$x]", "pattern: a \"regex\" is missing here\n    [pos=$x]\n         ^");
  refuses("[word=$nothing]", "pattern: no variable $nothing\n    [word=$nothing]\n          ^");
  refuses("'a' $nothing", "pattern: no variable $nothing\n    'a' $nothing\n        ^");
}

static void caret_stands_under_the_place_in_its_line(void **state) {
  (void)state;
  refuses("'a'\n\t'é' ('b'\n'c'", "pattern: this ( is not closed\n    \t'é' ('b'\n    \t    ^");
}

static void refuses_with(const char *query, const char *part) {
  ground ground;
  gloss_error error = {0};
  open_ground(&ground);
  assert_null(gloss_pattern_new(gloss_slice_of(query), ground_lookup, &ground, &error));
  if (strstr(error.message, part) == NULL) fail_msg("%s", error.message);
  gloss_error_clear(&error);
  close_ground(&ground);
}

/* PCRE2 has the words. */
static void mistake_in_a_regex_has_its_caret_in_the_query(void **state) {
  (void)state;
  refuses_with("'a' '(b'", "\n    'a' '(b'\n           ^");
  refuses_with("'a)|(b'", "\n    'a)|(b'\n      ^");
  refuses_with("<name of='[' />", "\n    <name of='[' />\n               ^");
  refuses_with("'x+' 'é\\'s\\d(' %c", "\n    'x+' 'é\\'s\\d(' %c\n                 ^");
}

static void regex_that_swallows_its_end_is_refused(void **state) {
  (void)state;
  refuses("'\\Qab.'", "pattern: this regex swallows what comes after it; end its \\Q or its comment\n    '\\Qab.'\n    ^");
  refuses("'(?x)a # b'", "pattern: this regex swallows what comes after it; end its \\Q or its comment\n    '(?x)a # b'\n    ^");
  refuses(
      "<name of='(*UTF)a.'/>",
      "pattern: this regex swallows what comes after it; end its \\Q or its comment\n    <name of='(*UTF)a.'/>\n             ^");
}

static void bound_or_annotation_that_is_not_whole_is_refused(void **state) {
  (void)state;
  refuses("<name>", "pattern: only <s> and <block> have a start and an end; one annotation is <layer/>\n    <name>\n    ^");
  refuses("</name>", "pattern: only <s> and <block> have a start and an end; one annotation is <layer/>\n    </name>\n    ^");
  refuses("<", "pattern: the name of a layer is missing here\n    <\n     ^");
  refuses("<s", "pattern: a field's name is missing here\n    <s\n      ^");
  refuses("<name of", "pattern: = or != is missing here\n    <name of\n            ^");
  refuses("<name of=$vowels/>", "pattern: a \"regex\" is missing here\n    <name of=$vowels/>\n             ^");
  refuses("<name /", "pattern: a > is missing here: an annotation is <layer/>\n    <name /\n           ^");
}

static void unknown_strategy_or_region_is_refused(void **state) {
  (void)state;
  refuses("(?first) 'a'", "pattern: the choices are (?shortest), (?longest) and (?all)\n    (?first) 'a'\n      ^");
  refuses("(?all 'a'", "pattern: a ) is missing here\n    (?all 'a'\n          ^");
  refuses("'a' within page", "pattern: within s, block or document\n    'a' within page\n               ^");
  refuses("'a' within s 'b'", "pattern: this is not understood here\n    'a' within s 'b'\n                 ^");
}

static void counts_of_a_repetition_stand_in_order_up_to_1000(void **state) {
  (void)state;
  refuses("'a'{3,2}", "pattern: the first number is larger than the second\n    'a'{3,2}\n       ^");
  refuses("'a'{}", "pattern: a number is missing in {n,m}\n    'a'{}\n       ^");
  refuses("'a'{1001}", "pattern: at most 1000 repetitions\n    'a'{1001}\n       ^");
  refuses("'a'{99999999999999999999}", "pattern: at most 1000 repetitions\n    'a'{99999999999999999999}\n       ^");
  refuses("'a'{2", "pattern: a } is missing here\n    'a'{2\n         ^");
}

static void what_fits_nothing_is_refused(void **state) {
  (void)state;
  const char *queries[] = {"'a'*", "'a'?", "<s>", "</s>", "<s> </s>", "('a'|'b'*)", "'a'{0}", "('a'? 'b'?){3}", "x:'a'*"};
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    char message[200];
    snprintf(message, sizeof message, "pattern: it would also match nothing at all; make at least one element required\n    %s",
             queries[i]);
    refuses(queries[i], message);
  }
}

static void size_beyond_the_bounds_is_said(void **state) {
  (void)state;
  refuses("([]{5}){1000}",
          "pattern: it is too large: its repetitions written out it has 5000 elements, and at most 4096 are allowed\n    "
          "([]{5}){1000}");
  refuses("'a' ([]{0,100}){0,40}",
          "pattern: it is too large: it has more than 65536 ways from one element to the next\n    'a' ([]{0,100}){0,40}");
  refuses("'a' ([]{0,1000}){0,1000}",
          "pattern: it is too large: its repetitions written out it has more than 32752 elements, and at most 4096 are allowed\n"
          "    'a' ([]{0,1000}){0,1000}");
  refuses("([]{0,1000}){0,1000}",
          "pattern: it is too large: its repetitions written out it has more than 32752 elements, and at most 4096 are allowed\n"
          "    ([]{0,1000}){0,1000}");
  takes("'a'{1000} 'b'{1000} 'c'{1000}");
  takes("'a' []{0,1000}");
}

static char *repeated(const char *start, const char *part, int count, const char *end) {
  gloss_buffer query = {0};
  gloss_buffer_print(&query, "%s", start);
  for (int i = 0; i < count; i++) gloss_buffer_print(&query, "%s", part);
  gloss_buffer_print(&query, "%s", end);
  gloss_buffer_string(&query);
  return query.data;
}

typedef struct hostile_query {
  const char *start, *part, *end, *message;
} hostile_query;

/* Long ones, deep ones: all end in a message, none in the depth of the stack. */
static void hostile_query_is_refused_with_a_message(void **state) {
  static const char deep[] = "pattern: parentheses are nested too deep\n";
  static const char parts[] = "pattern: the pattern is too large: up to here it has 10000 parts\n";
  static const char tests[] = "pattern: the pattern is too large: up to here it has 10000 tests\n";
  const hostile_query queries[] = {
      {"", "(", "'a'", deep},
      {"", "'a' ", "", parts},
      {"'a'", "|'a'", "", parts},
      {"'a'", "?", "", parts},
      {"'b' 'a'", "*", "", parts},
      {"[", "(", "", deep},
      {"[", "!", "is_title]", deep},
      {"[is_title", "|is_title", "]", tests},
      {"[is_title", "&is_title", "]", tests},
      {"", "x:", "'a'", "pattern: an element is missing here"},
      {"'a'", "{0,1000}", "", parts},
      {"'a' ", "<s>", "", parts},
      {"<name ", "of='a' ", "/>", tests},
      {"'a' ", "(<s>{1000}", "", deep},
  };
  ground ground;
  (void)state;
  open_ground(&ground);
  for (const hostile_query *query = queries; query < queries + sizeof queries / sizeof *queries; query++) {
    gloss_error error = {0};
    char *text = repeated(query->start, query->part, 30000, query->end);
    assert_null(gloss_pattern_new(gloss_slice_of(text), ground_lookup, &ground, &error));
    if (strncmp(error.message, query->message, strlen(query->message)) != 0)
      fail_msg("%s%s…: %.200s", query->start, query->part, error.message);
    gloss_error_clear(&error);
    free(text);
  }
  close_ground(&ground);
}

static void labels_are_known_by_name(void **state) {
  ground ground;
  (void)state;
  open_ground(&ground);
  gloss_pattern *pattern = ground_pattern(&ground, "x:'a' (y:'b' | x:'c') $pair");
  const char *labels[] = {"x", "y", "left", "right"};
  assert_int_equal(gloss_pattern_label_count(pattern), 4);
  for (uint32_t i = 0; i < 4; i++) assert_true(gloss_slice_is(gloss_pattern_label(pattern, i), labels[i]));
  gloss_pattern_free(pattern);
  close_ground(&ground);
}

static void label_inside_itself_is_refused(void **state) {
  (void)state;
  refuses("x:('a' x:'b')", "pattern: this label stands inside itself\n    x:('a' x:'b')\n           ^");
  refuses("left:$pair", "pattern: this label stands inside itself\n    left:$pair\n         ^");
  takes("x:'a' x:'b'");
  takes("y:$pair left:'a'");
}

static void there_are_32_labels_at_most(void **state) {
  gloss_buffer query = {0};
  (void)state;
  for (int i = 0; i < 32; i++) gloss_buffer_print(&query, "l%d:[]", i);
  takes(gloss_buffer_string(&query));
  gloss_buffer_print(&query, "more:[]");
  refuses_with(gloss_buffer_string(&query), "pattern: a pattern has at most 32 labels\n");
  gloss_buffer_free(&query);
}

static bool looks_at(const gloss_pattern *pattern, const char *layer, const char *name) {
  bool found = false;
  for (uint32_t i = 0; i < gloss_pattern_field_count(pattern); i++) {
    gloss_pattern_field field = gloss_pattern_field_at(pattern, i);
    found |= gloss_slice_is(field.layer, layer) && (name ? gloss_slice_is(field.field, name) : field.field.data == NULL);
  }
  return found;
}

static void layers_and_fields_it_looks_at_are_known(void **state) {
  ground ground;
  (void)state;
  open_ground(&ground);
  gloss_pattern *pattern = ground_pattern(&ground, "'a' <name type='A' of='b'/> (<other/> | <name of='c'/>) within block");
  assert_int_equal(gloss_pattern_field_count(pattern), 4);
  assert_true(looks_at(pattern, "name", NULL) && looks_at(pattern, "name", "type") && looks_at(pattern, "name", "of") &&
              looks_at(pattern, "other", NULL));
  assert_int_equal(gloss_pattern_within(pattern), GLOSS_WITHIN_BLOCK);
  gloss_pattern_free(pattern);
  close_ground(&ground);
}

static void query_that_is_no_utf8_is_refused(void **state) {
  (void)state;
  refuses("'\xff'", "pattern: it is not valid UTF-8");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_form_of_the_language_is_taken),
    cmocka_unit_test(mistake_is_shown_with_a_caret),
    cmocka_unit_test(caret_stands_under_the_place_in_its_line),
    cmocka_unit_test(mistake_in_a_regex_has_its_caret_in_the_query),
    cmocka_unit_test(regex_that_swallows_its_end_is_refused),
    cmocka_unit_test(bound_or_annotation_that_is_not_whole_is_refused),
    cmocka_unit_test(unknown_strategy_or_region_is_refused),
    cmocka_unit_test(counts_of_a_repetition_stand_in_order_up_to_1000),
    cmocka_unit_test(what_fits_nothing_is_refused),
    cmocka_unit_test(size_beyond_the_bounds_is_said),
    cmocka_unit_test(hostile_query_is_refused_with_a_message),
    cmocka_unit_test(labels_are_known_by_name),
    cmocka_unit_test(label_inside_itself_is_refused),
    cmocka_unit_test(there_are_32_labels_at_most),
    cmocka_unit_test(layers_and_fields_it_looks_at_are_known),
    cmocka_unit_test(query_that_is_no_utf8_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "check.h"

#include "phrase/phrases.h"
#include "pattern/fields.h"

/* Reads the text as a list of that name; the error is the caller's. */
static gloss_phrases *read_text(const char *path, gloss_slice text, bool weights, gloss_error *error) {
  gloss_phrase_settings settings = {.letter_case = GLOSS_CASE_FOLD, .weights = weights};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(settings, (gloss_phrase_tokenizer){0});
  gloss_phrases *list = gloss_phrase_builder_read(builder, path, text, error) ? gloss_phrase_builder_build(builder) : NULL;
  gloss_phrase_builder_free(builder);
  return list;
}

static gloss_phrases *read_good(const char *path, gloss_slice text, bool weights) {
  gloss_error error = {0};
  gloss_phrases *list = read_text(path, text, weights, &error);
  if (list == NULL) fail_msg("%s", error.message);
  return list;
}

static void assert_bad(const char *path, gloss_slice text, bool weights, const char *message) {
  gloss_error error = {0};
  assert_null(read_text(path, text, weights, &error));
  assert_string_equal(error.message, message);
  gloss_error_clear(&error);
}

static uint32_t entry(const gloss_phrases *list, const char *phrase) {
  uint32_t first = UINT32_MAX;
  if (gloss_phrases_get(list, gloss_slice_of(phrase), &first) == 0) fail_msg("\"%s\" is not in the list", phrase);
  return first;
}

static void the_first_column_is_the_phrase(void **state) {
  (void)state;
  gloss_phrases *list = read_good("list.tsv", GLOSS_SLICE("word\tid\tkind\nNew York\t7\tcity\nUtah\t\tstate\nOhio\n"), false);
  assert_int_equal(gloss_phrases_count(list), 3);
  assert_int_equal(gloss_phrases_column_count(list), 2);
  assert_slice(gloss_phrases_column(list, 1), "kind");
  assert_slice(string_of(list, entry(list, "New York"), 0), "7");
  assert_null(string_of(list, entry(list, "Utah"), 0).data);
  assert_slice(string_of(list, entry(list, "Utah"), 1), "state");
  assert_null(string_of(list, entry(list, "Ohio"), 1).data);
  gloss_phrases_free(list);
}

static void the_phrase_is_in_the_column_called_name_wherever_it_stands(void **state) {
  (void)state;
  gloss_phrases *list = read_good("list.csv", GLOSS_SLICE("id,kind,name\n7,city,\"Washington, D.C.\"\n"), false);
  assert_slice(gloss_phrases_column(list, 0), "id");
  assert_slice(gloss_phrases_column(list, 1), "kind");
  uint32_t city = entry(list, "Washington, D.C.");
  assert_slice(string_of(list, city, 0), "7");
  assert_slice(string_of(list, city, 1), "city");
  gloss_phrases_free(list);
}

static void a_list_may_have_one_column(void **state) {
  (void)state;
  gloss_phrases *list = read_good("list.tsv", GLOSS_SLICE("\xef\xbb\xbfname\r\nUtah\r\n\r\nOhio"), false);
  assert_int_equal(gloss_phrases_column_count(list), 0);
  assert_int_equal(gloss_phrases_count(list), 2);
  assert_slice(gloss_phrases_name(list, entry(list, "Utah")), "Utah");
  assert_slice(gloss_phrases_name(list, entry(list, "Ohio")), "Ohio");
  gloss_phrases_free(list);
}

static void other_files_have_a_phrase_a_line(void **state) {
  (void)state;
  gloss_phrases *list = read_good("list.txt", GLOSS_SLICE("\xef\xbb\xbf# states\r\n\n  Utah \r\n#MeToo\n#\nNew York"), false);
  assert_int_equal(gloss_phrases_count(list), 3);
  assert_slice(gloss_phrases_name(list, entry(list, "Utah")), "Utah");
  assert_slice(gloss_phrases_name(list, entry(list, "#MeToo")), "#MeToo");
  assert_slice(gloss_phrases_name(list, entry(list, "New York")), "New York");
  gloss_phrases_free(list);
}

static void the_last_column_of_a_lexicon_is_a_weight(void **state) {
  (void)state;
  gloss_phrases *list = read_good("list.tsv", GLOSS_SLICE("word\tsource\tweight\ngood\tme\t1.5\nbad\tyou\t -2e-1 \n"), true);
  assert_true(gloss_phrases_weight(list, entry(list, "good")) == 1.5);
  assert_true(gloss_phrases_weight(list, entry(list, "bad")) == -0.2);
  assert_slice(string_of(list, entry(list, "good"), 1), "1.5");
  gloss_phrases_free(list);
}

static void a_lexicon_needs_weights(void **state) {
  (void)state;
  assert_bad("list.tsv", GLOSS_SLICE("word\n"), true, "list.tsv:1: a lexicon needs a column of weights after its phrases");
  assert_bad("list.tsv", GLOSS_SLICE("word\tweight\ngood\n"), true, "list.tsv:2: the weight of \"good\" is missing");
  assert_bad("list.txt", GLOSS_SLICE("good\n"), true,
             "list.txt: a lexicon needs weights, and a list of lines has none; make it a .tsv");
}

static void a_weight_is_a_number(void **state) {
  (void)state;
  assert_bad("list.tsv", GLOSS_SLICE("word\tweight\ngood\t1\nbad\tmuch\n"), true,
             "list.tsv:3: the weight of \"bad\" is not a number: \"much\"");
  assert_bad("list.tsv", GLOSS_SLICE("word\tweight\ngood\tinf\n"), true,
             "list.tsv:2: the weight of \"good\" is not a number: \"inf\"");
  assert_bad("list.tsv", GLOSS_SLICE("word\tweight\ngood\t1e999\n"), true,
             "list.tsv:2: the weight of \"good\" is not a number: \"1e999\"");
}

static void a_lexicon_without_a_header_is_noticed(void **state) {
  (void)state;
  assert_bad("list.tsv", GLOSS_SLICE("good\t1\nbad\t-1\n"), true,
             "list.tsv:1: begins with a row; its first line must name the columns: \"word\", \"weight\"");
}

static void a_header_names_columns(void **state) {
  (void)state;
  assert_bad("list.tsv", GLOSS_SLICE("Utah\t1\nOhio\t2\n"), false,
             "list.tsv:1: \"Utah\" is not the name of a column: the first line must name them, that of the phrases \"name\"");
  gloss_phrases_free(read_good("list.tsv", GLOSS_SLICE("wort_2\tId\nOhio\t2\n"), false));
  gloss_phrases_free(read_good("list.tsv", GLOSS_SLICE("Id\tname\n2\tOhio\n"), false));
}

static void a_list_has_no_zero_byte(void **state) {
  (void)state;
  assert_bad("list.txt", GLOSS_SLICE("Utah\nOh\0io"), false,
             "list.txt:2: has a zero byte, which a list cannot have; save the list as UTF-8");
}

static void messages_name_the_line(void **state) {
  (void)state;
  assert_bad("list.tsv", GLOSS_SLICE("name\n\nUtah\n\nCaf\xe9\n"), false, "list.tsv:5: is not valid UTF-8; save the list as UTF-8");
  assert_bad("list.tsv", GLOSS_SLICE("name\tid\nUtah\t1\t2\n"), false, "list.tsv:2: 3 cells, where the header names 2 columns");
  assert_bad("list.tsv", GLOSS_SLICE("name\tid\n\t1\n"), false, "list.tsv:2: the phrase is missing");
  assert_bad("list.csv", GLOSS_SLICE("name\n\"Utah\n"), false, "list.csv:2: a quote is not closed");
  assert_bad("list.txt", GLOSS_SLICE("\nUtah\n\xff\n"), false, "list.txt:3: is not valid UTF-8; save the list as UTF-8");
  assert_bad("list.tsv", GLOSS_SLICE(""), false, "list.tsv: is empty; its first line must name the columns");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_first_column_is_the_phrase),
    cmocka_unit_test(the_phrase_is_in_the_column_called_name_wherever_it_stands),
    cmocka_unit_test(a_list_may_have_one_column),
    cmocka_unit_test(other_files_have_a_phrase_a_line),
    cmocka_unit_test(the_last_column_of_a_lexicon_is_a_weight),
    cmocka_unit_test(a_lexicon_needs_weights),
    cmocka_unit_test(a_weight_is_a_number),
    cmocka_unit_test(a_lexicon_without_a_header_is_noticed),
    cmocka_unit_test(a_header_names_columns),
    cmocka_unit_test(a_list_has_no_zero_byte),
    cmocka_unit_test(messages_name_the_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

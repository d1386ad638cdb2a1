#include "text/language.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static char folder[] = "/tmp/gloss-language-XXXXXX";

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place) {
  (void)status, (void)type, (void)place;
  return remove(path);
}

static int remove_folder(void **state) {
  (void)state;
  return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Also removes what an earlier test has written there. */
static void write_files(const char *stop, const char *lemmas, const char *endings, const char *words) {
  const char *names[] = {"stop.txt", "lemmas.tsv", "endings.tsv", "words.txt"}, *texts[] = {stop, lemmas, endings, words};
  for (int i = 0; i < 4; i++) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    remove(path);
    if (texts[i] == NULL) continue;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(texts[i], file);
    fclose(file);
  }
}

static gloss_language *read_language(void) {
  gloss_error error = {0};
  gloss_language *language = gloss_language_new("xx", folder, &error);
  if (language == NULL) fail_msg("%s", error.message);
  return language;
}

static void assert_lemma(const gloss_language *language, const char *norm, const char *lemma) {
  gloss_buffer space = {0};
  assert_slice(gloss_language_lemma(language, gloss_slice_of(norm), &space), lemma);
  gloss_buffer_free(&space);
}

/* The message, without the folder before it. */
static void assert_refused(const char *message) {
  gloss_error error = {0};
  assert_null(gloss_language_new("xx", folder, &error));
  assert_memory_equal(error.message, folder, sizeof folder - 1);
  assert_string_equal(error.message + sizeof folder, message);
  gloss_error_clear(&error);
}

static void the_neutral_language_knows_no_word(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_language *language = gloss_language_new("xx", NULL, &error);
  assert_string_equal(gloss_language_name(language), "xx");
  assert_null(gloss_language_folder(language));
  assert_false(gloss_language_is_stop(language, GLOSS_SLICE("the")));
  assert_lemma(language, "houses", "houses");
  assert_lemma(language, "", "");
  gloss_language_free(language);
}

static void files_that_are_absent_are_empty(void **state) {
  (void)state;
  write_files(NULL, NULL, NULL, NULL);
  gloss_language *language = read_language();
  assert_string_equal(gloss_language_folder(language), folder);
  assert_false(gloss_language_is_stop(language, GLOSS_SLICE("the")));
  assert_lemma(language, "houses", "houses");
  gloss_language_free(language);
}

static void stop_words_are_folded(void **state) {
  (void)state;
  write_files("# Comment\n\nthe\nI\n  don’t  \n", NULL, NULL, NULL);
  gloss_language *language = read_language();
  assert_true(gloss_language_is_stop(language, GLOSS_SLICE("the")));
  assert_true(gloss_language_is_stop(language, GLOSS_SLICE("i")));
  assert_true(gloss_language_is_stop(language, GLOSS_SLICE("don't")));
  assert_false(gloss_language_is_stop(language, GLOSS_SLICE("# comment")));
  assert_false(gloss_language_is_stop(language, GLOSS_SLICE("")));
  gloss_language_free(language);
}

static void a_listed_form_comes_before_any_ending(void **state) {
  (void)state;
  write_files(NULL, "form\tlemma\nsaid\tsay\nnews\tnews\nme\tI\n90s\t1990s\n",
              "ending\treplacement\tminimum\tknown\ns\t\t1\t0\n", NULL);
  gloss_language *language = read_language();
  assert_lemma(language, "said", "say");
  assert_lemma(language, "news", "news");
  assert_lemma(language, "me", "i");
  assert_lemma(language, "90s", "1990s");
  assert_lemma(language, "houses", "house");
  gloss_language_free(language);
}

static void the_first_ending_that_fits_is_taken(void **state) {
  (void)state;
  write_files(NULL, NULL,
              "ending\treplacement\tminimum\tknown\n"
              "ss\tss\n"
              "ies\ty\t2\t0\n"
              "ed\t\t3\t1\n"
              "s\t\t3\n"
              "ed\te\t2\t1\n",
              "walk\nbake\n");
  gloss_language *language = read_language();
  assert_lemma(language, "glass", "glass");
  assert_lemma(language, "parties", "party");
  assert_lemma(language, "ties", "tie");
  assert_lemma(language, "as", "as");
  assert_lemma(language, "walked", "walk");
  assert_lemma(language, "baked", "bake");
  assert_lemma(language, "naked", "naked");
  assert_lemma(language, "s", "s");
  gloss_language_free(language);
}

static void a_stem_is_measured_in_code_points(void **state) {
  (void)state;
  write_files(NULL, NULL, "ending\treplacement\tminimum\tknown\nа\tе\t2\t0\n", NULL);
  gloss_language *language = read_language();
  assert_lemma(language, "да", "да");
  assert_lemma(language, "моря", "моря");
  assert_lemma(language, "дома", "доме");
  gloss_language_free(language);
}

static void only_words_of_letters_have_endings(void **state) {
  (void)state;
  write_files(NULL, NULL, "ending\treplacement\tminimum\tknown\ns\t\t1\t0\n", NULL);
  gloss_language *language = read_language();
  assert_lemma(language, "o'neills", "o'neill");
  assert_lemma(language, "run-ups", "run-up");
  assert_lemma(language, "1990s", "1990s");
  assert_lemma(language, "@times", "@times");
  assert_lemma(language, "u.s", "u.s");
  assert_lemma(language, "and/ors", "and/ors");
  gloss_language_free(language);
}

static void nothing_is_left_of_no_word(void **state) {
  (void)state;
  write_files(NULL, NULL, "ending\treplacement\tminimum\tknown\ns\t\t0\t0\n", NULL);
  gloss_language *language = read_language();
  assert_lemma(language, "s", "s");
  gloss_language_free(language);
}

static void mistakes_name_file_and_line(void **state) {
  (void)state;
  write_files(NULL, "form\tlemma\na\tb\n\na\tc\n", NULL, NULL);
  assert_refused("lemmas.tsv:4: \"a\" is listed twice");
  write_files(NULL, "form\tlemma\na\n", NULL, NULL);
  assert_refused("lemmas.tsv:2: a word is missing");
  write_files(NULL, "form\na\n", NULL, NULL);
  assert_refused("lemmas.tsv: 1 columns, where 2 are needed");
  write_files(NULL, NULL, "ending\treplacement\tminimum\tknown\ns\t\tx\t0\n", NULL);
  assert_refused("endings.tsv:2: minimum is \"x\", and must be a number from 0 to 1000");
  write_files(NULL, NULL, "ending\treplacement\tminimum\tknown\ns\t\t1\t2\n", NULL);
  assert_refused("endings.tsv:2: known is \"2\", and must be a number from 0 to 1");
  write_files(NULL, NULL, "ending\treplacement\tminimum\tknown\n\ts\t1\t0\n", NULL);
  assert_refused("endings.tsv:2: a word is missing");
  write_files("good\nbad \xff\n", NULL, NULL, NULL);
  assert_refused("stop.txt:2: is not UTF-8");
}

static void english_says_what_a_dictionary_says(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_language *language = gloss_language_new("en", GLOSS_SCRIPTS "/lang/en", &error);
  if (language == NULL) fail_msg("%s", error.message);
  const char *known[][2] = {
      {"said", "say"}, {"says", "say"}, {"was", "be"}, {"children", "child"}, {"parties", "party"}, {"running", "run"},
      {"walked", "walk"}, {"news", "news"}, {"boxes", "box"}, {"glass", "glass"}, {"told", "tell"}, {"making", "make"},
      {"bring", "bring"}, {"bus", "bus"}, {"better", "good"}, {"millions", "million"}, {"house", "house"}, {"n't", "not"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) assert_lemma(language, known[i][0], known[i][1]);
  gloss_language_free(language);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_neutral_language_knows_no_word),
      cmocka_unit_test(files_that_are_absent_are_empty),
      cmocka_unit_test(stop_words_are_folded),
      cmocka_unit_test(a_listed_form_comes_before_any_ending),
      cmocka_unit_test(the_first_ending_that_fits_is_taken),
      cmocka_unit_test(a_stem_is_measured_in_code_points),
      cmocka_unit_test(only_words_of_letters_have_endings),
      cmocka_unit_test(nothing_is_left_of_no_word),
      cmocka_unit_test(mistakes_name_file_and_line),
      cmocka_unit_test(english_says_what_a_dictionary_says),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "segmented.h"

/* A language folder with one file in it. */
typedef struct folder {
  char path[64], file[128];
} folder;

static folder write_folder(const char *name, const char *content) {
  folder f = {.path = "/tmp/gloss-rules-XXXXXX"};
  assert_non_null(mkdtemp(f.path));
  snprintf(f.file, sizeof f.file, "%s/%s", f.path, name);
  FILE *file = fopen(f.file, "w");
  assert_non_null(file);
  assert_true(fputs(content, file) >= 0);
  assert_int_equal(fclose(file), 0);
  return f;
}

static void remove_folder(const folder *f) {
  assert_int_equal(unlink(f->file), 0);
  assert_int_equal(rmdir(f->path), 0);
}

static void check_mistake(const char *name, const char *content, const char *message) {
  folder f = write_folder(name, content);
  gloss_error error = {0};
  gloss_language *language = gloss_language_new("xx", f.path, &error);
  gloss_segmenter *segmenter = gloss_segmenter_new(language, &error);
  assert_null(segmenter);
  assert_non_null(error.message);
  if (strstr(error.message, message) == NULL || strstr(error.message, f.path) == NULL) fail_msg("%s", error.message);
  gloss_error_clear(&error);
  gloss_language_free(language);
  remove_folder(&f);
}

#define BLOCKS_HEADER "kind\twhere\twords\tlongest\n"
#define SEVENTY "0123456789012345678901234567890123456789012345678901234567890123456789"

static void a_mistake_names_file_line_and_word(void **state) {
  (void)state;
  check_mistake("abbreviations.tsv", "abbreviation\tkind\nMr.\tnane\n",
                "abbreviations.tsv:2: unknown kind \"nane\"; did you mean \"name\"?");
  check_mistake("abbreviations.tsv", "abbreviation\tkind\n\nMr\tname\n", "abbreviations.tsv:3: \"Mr\" does not end in a full stop");
  check_mistake("abbreviations.tsv", "abbreviation\nMr.\n", "abbreviations.tsv: 1 columns, where 2 are needed");
  check_mistake("contractions.tsv", "form\tsplit\ncannot\tcan nott\n", "contractions.tsv:2: \"can nott\" is not \"cannot\" split");
  check_mistake("blocks.tsv", BLOCKS_HEADER "caption\tstart\tphoto\t9\n",
                "blocks.tsv:2: unknown kind \"start\"; did you mean \"starts\"?");
  check_mistake("blocks.tsv", BLOCKS_HEADER "caption\tstarts\tphoto\tmany\n", "blocks.tsv:2: \"many\" is not a number of words");
  check_mistake("blocks.tsv", BLOCKS_HEADER "caption\tstarts\t***\t9\n", "blocks.tsv:2: \"***\" has no word of plain letters");
  check_mistake("clitics.txt", "# short\n" SEVENTY "\n", "clitics.txt:2: \"0123");
}

static void a_folder_of_one_file_is_a_language(void **state) {
  (void)state;
  folder f = write_folder("clitics.txt", "# before a word\nl'\nd'\n");
  const segment_case cases[] = {{"l'homme d’État aujourd'hui", "l'|homme|d’|État|aujourd'hui"}, {NULL, NULL}};
  check_cases(f.path, GLOSS_LAYOUT_BODY, TOKENS, cases);
  remove_folder(&f);
}

static void capitals_beyond_ascii_are_known(void **state) {
  (void)state;
  folder f = write_folder("contractions.tsv", "form\tsplit\nübers\tüber s\n");
  const segment_case cases[] = {{"übers Übers ÜBERS", "über|s|Über|s|ÜBER|S"}, {NULL, NULL}};
  check_cases(f.path, GLOSS_LAYOUT_BODY, TOKENS, cases);
  remove_folder(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_mistake_names_file_line_and_word),
    cmocka_unit_test(a_folder_of_one_file_is_a_language),
    cmocka_unit_test(capitals_beyond_ascii_are_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

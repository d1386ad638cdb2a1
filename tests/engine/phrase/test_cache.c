#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "phrase/block.h"
#include "phrase/cache.h"
#include "pattern/fields.h"

enum { NAMES = 6000 };

static const gloss_phrase_settings fold = {.letter_case = GLOSS_CASE_FOLD}, smart = {.letter_case = GLOSS_CASE_SMART};

/* -- A folder with a list, a program, the data of a language, and what is kept of the list */

static char folder[] = "/tmp/gloss-cache-XXXXXX";
static char list_path[64], program_path[64], lang_path[64], kept_path[64];

static void write_text(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void write_list(const char *path, char last) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs("name\tid\n", file);
  for (int i = 0; i < NAMES; i++) fprintf(file, "Name Number%d\tQ%d\n", i, i);
  fprintf(file, "the last one\t%c\n", last);
  fclose(file);
}

static int make_folder(void **state) {
  (void)state;
  if (mkdtemp(folder) == NULL) return -1;
  snprintf(list_path, sizeof list_path, "%s/names.tsv", folder);
  snprintf(program_path, sizeof program_path, "%s/program", folder);
  snprintf(lang_path, sizeof lang_path, "%s/lang", folder);
  snprintf(kept_path, sizeof kept_path, "%s/above/kept", folder);
  return mkdir(lang_path, 0700);
}

static int start(void **state) {
  (void)state;
  write_list(list_path, 'A');
  write_text(program_path, "a program");
  return 0;
}

static char *kept_file(void) {
  static char path[512];
  gloss_names names = {0};
  gloss_error error = {0};
  if (!gloss_folder_list(kept_path, &names, &error)) fail_msg("%s", error.message);
  assert_int_equal(names.count, 1);
  snprintf(path, sizeof path, "%s/%s", kept_path, names.items[0]);
  gloss_names_free(&names);
  return path;
}

static int empty_kept(void **state) {
  (void)state;
  gloss_names names = {0};
  gloss_error error = {0};
  gloss_folder_list(kept_path, &names, &error);
  for (uint32_t i = 0; i < names.count; i++) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", kept_path, names.items[i]);
    remove(path);
  }
  gloss_names_free(&names);
  gloss_error_clear(&error);
  return 0;
}

static int remove_folder(void **state) {
  char above[64], lemmas[80];
  empty_kept(state);
  snprintf(above, sizeof above, "%s/above", folder);
  snprintf(lemmas, sizeof lemmas, "%s/lemmas.tsv", lang_path);
  const char *const paths[] = {list_path, program_path, lemmas, lang_path, kept_path, above, folder};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) remove(paths[i]);
  return 0;
}

/* The list as a new run would read it. */
static gloss_phrases *read_in(const char *kept, gloss_phrase_settings settings) {
  gloss_error error = {0};
  gloss_phrase_cache *cache = gloss_phrase_cache_new(kept, program_path);
  gloss_phrases *list =
      gloss_phrase_cache_read(cache, list_path, settings, (gloss_phrase_tokenizer){0}, gloss_phrase_builder_read, &error);
  gloss_phrase_cache_free(cache);
  if (list == NULL) fail_msg("%s", error.message);
  return list;
}

static void check_list(const gloss_phrases *list, const char *last) {
  uint32_t first;
  assert_int_equal(gloss_phrases_count(list), NAMES + 1);
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("Name Number4321"), &first), 1);
  assert_slice(string_of(list, first, 0), "Q4321");
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("the last one"), &first), 1);
  assert_slice(string_of(list, first, 0), last);
  assert_slice(gloss_phrases_column(list, 0), "id");
}

/* Reads the list, checks it, and tells whether it was a kept one. */
static bool read_list(gloss_phrase_settings settings, const char *last) {
  gloss_phrases *list = read_in(kept_path, settings);
  check_list(list, last);
  bool kept = list->is_kept;
  gloss_phrases_free(list);
  return kept;
}

/* -- Kept, and used again */

static void a_list_is_built_once(void **state) {
  (void)state;
  gloss_phrases *built = read_in(kept_path, smart), *kept = read_in(kept_path, smart);
  assert_false(built->is_kept);
  assert_true(kept->is_kept);
  assert_int_equal(gloss_phrases_size(built), gloss_phrases_size(kept));
  assert_memory_equal(built->block, kept->block, gloss_phrases_size(built));
  check_list(kept, "A");
  gloss_phrases_free(built);
  gloss_phrases_free(kept);
}

static void without_a_cache_it_is_built(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_phrases *list =
      gloss_phrase_cache_read(NULL, list_path, fold, (gloss_phrase_tokenizer){0}, gloss_phrase_builder_read, &error);
  check_list(list, "A");
  assert_false(list->is_kept);
  gloss_phrases_free(list);
}

static void a_small_list_is_not_kept(void **state) {
  (void)state;
  write_text(list_path, "name\tid\nNew York\tQ60\n");
  for (int i = 0; i < 2; i++) {
    gloss_phrases *list = read_in(kept_path, fold);
    assert_int_equal(gloss_phrases_count(list), 1);
    assert_false(list->is_kept);
    gloss_phrases_free(list);
  }
}

static void a_list_with_a_mistake_is_not_kept(void **state) {
  (void)state;
  gloss_error error = {0};
  FILE *file = fopen(list_path, "a");
  fputs("a\tb\tc\n", file);
  fclose(file);
  gloss_phrase_cache *cache = gloss_phrase_cache_new(kept_path, program_path);
  for (int i = 0; i < 2; i++) {
    assert_null(gloss_phrase_cache_read(cache, list_path, fold, (gloss_phrase_tokenizer){0}, gloss_phrase_builder_read, &error));
    assert_non_null(strstr(error.message, "names.tsv:6003: 3 cells"));
  }
  gloss_error_clear(&error);
  gloss_phrase_cache_free(cache);
  assert_true(!gloss_folder_exists(kept_path) || rmdir(kept_path) == 0);
}

static void a_list_that_is_not_there_is_named(void **state) {
  (void)state;
  gloss_error error = {0};
  assert_null(
      gloss_phrase_cache_read(NULL, "no_such_list.tsv", fold, (gloss_phrase_tokenizer){0}, gloss_phrase_builder_read, &error));
  assert_non_null(strstr(error.message, "no_such_list.tsv"));
  gloss_error_clear(&error);
}

/* -- Rebuilt when anything it was made from has changed */

static void other_content_of_the_same_size_and_time_is_noticed(void **state) {
  (void)state;
  struct stat before, after;
  assert_false(read_list(fold, "A"));
  assert_int_equal(stat(list_path, &before), 0);
  write_list(list_path, 'B');
  assert_int_equal(utimensat(AT_FDCWD, list_path, (struct timespec[]){before.st_atim, before.st_mtim}, 0), 0);
  assert_int_equal(stat(list_path, &after), 0);
  assert_int_equal(before.st_size, after.st_size);
  assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim);
  assert_false(read_list(fold, "B"));
  assert_true(read_list(fold, "B"));
  kept_file(); /* still one */
}

static void each_settings_have_their_file(void **state) {
  (void)state;
  assert_false(read_list(fold, "A"));
  assert_false(read_list(smart, "A"));
  assert_true(read_list(fold, "A"));
  assert_true(read_list(smart, "A"));
}

static void what_another_program_made_is_not_used(void **state) {
  (void)state;
  assert_false(read_list(fold, "A"));
  write_text(program_path, "another program");
  assert_false(read_list(fold, "A"));
  assert_true(read_list(fold, "A"));
  remove(program_path); /* who cannot say what it is keeps nothing, and uses nothing */
  assert_false(read_list(fold, "A"));
}

static bool read_by_lemma(const char *lemmas, const char *lemma) {
  char path[80];
  uint32_t first;
  gloss_error error = {0};
  snprintf(path, sizeof path, "%s/lemmas.tsv", lang_path);
  write_text(path, lemmas);
  gloss_language *language = gloss_language_new("xx", lang_path, &error);
  if (language == NULL) fail_msg("%s", error.message);
  const gloss_phrase_settings settings = {.letter_case = GLOSS_CASE_FOLD, .by_lemma = true, .language = language};
  gloss_phrases *list = read_in(kept_path, settings);
  assert_int_equal(gloss_phrases_get(list, gloss_slice_of(lemma), &first), 1);
  bool kept = list->is_kept;
  gloss_phrases_free(list);
  gloss_language_free(language);
  return kept;
}

static void other_lemmas_are_noticed(void **state) {
  (void)state;
  const char *const one = "form\tlemma\nlast\tultimate\n", *const other = "form\tlemma\nlast\tfinallike\n";
  assert_false(read_by_lemma(one, "the ultimate one"));
  assert_true(read_by_lemma(one, "the ultimate one"));
  assert_false(read_by_lemma(other, "the finallike one"));
  assert_true(read_by_lemma(other, "the finallike one"));
}

/* -- Damage */

static void change_byte(const char *path, long at) {
  FILE *file = fopen(path, "r+");
  assert_non_null(file);
  assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
  int old = fgetc(file);
  fseek(file, -1, SEEK_CUR);
  fputc(old ^ 0x10, file);
  fclose(file);
}

static void a_changed_byte_is_noticed(void **state) {
  (void)state;
  assert_false(read_list(fold, "A"));
  for (long at = 0; at < 64 + (long)sizeof(gloss_phrase_block); at++) {
    change_byte(kept_file(), at);
    assert_false(read_list(fold, "A"));
  }
  for (long at = -1; at > -100000; at -= 9973) {
    change_byte(kept_file(), at);
    assert_false(read_list(fold, "A"));
  }
  assert_true(read_list(fold, "A"));
}

static void a_file_that_is_emptied_while_its_list_is_used_changes_nothing(void **state) {
  (void)state;
  gloss_phrases_free(read_in(kept_path, smart));
  gloss_phrases *list = read_in(kept_path, smart);
  assert_true(list->is_kept);
  assert_int_equal(truncate(kept_file(), 0), 0);
  check_list(list, "A");
  gloss_phrases_free(list);
}

static void a_file_cut_short_is_noticed(void **state) {
  (void)state;
  struct stat status;
  assert_false(read_list(fold, "A"));
  assert_int_equal(stat(kept_file(), &status), 0);
  const long size = status.st_size;
  const long sizes[] = {0, 1, 63, 64, 65, 64 + sizeof(gloss_phrase_block), 4096, size / 2, size - 1, size + 1};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    assert_int_equal(truncate(kept_file(), sizes[i]), 0);
    assert_false(read_list(fold, "A"));
    assert_true(read_list(fold, "A"));
  }
}

static void what_is_no_list_is_replaced(void **state) {
  (void)state;
  assert_false(read_list(fold, "A"));
  char path[512];
  snprintf(path, sizeof path, "%s", kept_file());
  write_text(path, "Something else altogether\n");
  assert_false(read_list(fold, "A"));
  remove(path);
  assert_int_equal(mkfifo(path, 0600), 0);
  assert_false(read_list(fold, "A"));
  assert_true(read_list(fold, "A"));
  remove(path);
  assert_int_equal(mkdir(path, 0700), 0); /* cannot be replaced, and is no error */
  assert_false(read_list(fold, "A"));
  assert_false(read_list(fold, "A"));
  kept_file(); /* and nothing is left beside it */
}

static void a_folder_that_cannot_be_written_is_no_error(void **state) {
  (void)state;
  const char *const folders[] = {"/proc/self", "/proc/self/gloss", "/dev/null", "/dev/null/gloss", list_path};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    for (int round = 0; round < 2; round++) {
      gloss_phrases *list = read_in(folders[i], fold);
      check_list(list, "A");
      assert_false(list->is_kept);
      gloss_phrases_free(list);
    }
  }
}

/* -- Others */

static void who_has_the_old_list_keeps_it(void **state) {
  (void)state;
  assert_false(read_list(fold, "A"));
  gloss_phrases *old = read_in(kept_path, fold);
  assert_true(old->is_kept);
  write_list(list_path, 'B');
  assert_false(read_list(fold, "B"));
  check_list(old, "A");
  gloss_phrases_free(old);
}

enum { PROCESSES = 4, ROUNDS = 12 };

/* Builds and opens while others do, and throw away what is kept. */
static int work(int number) {
  for (int round = 0; round < ROUNDS; round++) {
    gloss_phrases *list = read_in(kept_path, fold);
    check_list(list, "A");
    if (round % PROCESSES == number) empty_kept(NULL);
    check_list(list, "A");
    gloss_phrases_free(list);
  }
  return 0;
}

static void processes_that_build_at_once_do_no_harm(void **state) {
  (void)state;
  pid_t children[PROCESSES];
  for (int i = 0; i < PROCESSES; i++) {
    children[i] = fork();
    if (children[i] == 0) _exit(work(i));
    assert_true(children[i] > 0);
  }
  for (int i = 0; i < PROCESSES; i++) {
    int status;
    assert_int_equal(waitpid(children[i], &status, 0), children[i]);
    assert_int_equal(status, 0);
  }
  read_list(fold, "A");
  assert_true(read_list(fold, "A"));
  kept_file();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, empty_kept)

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(a_list_is_built_once),
    TEST(without_a_cache_it_is_built),
    TEST(a_small_list_is_not_kept),
    TEST(a_list_with_a_mistake_is_not_kept),
    TEST(a_list_that_is_not_there_is_named),
    TEST(other_content_of_the_same_size_and_time_is_noticed),
    TEST(each_settings_have_their_file),
    TEST(what_another_program_made_is_not_used),
    TEST(other_lemmas_are_noticed),
    TEST(a_changed_byte_is_noticed),
    TEST(a_file_that_is_emptied_while_its_list_is_used_changes_nothing),
    TEST(a_file_cut_short_is_noticed),
    TEST(what_is_no_list_is_replaced),
    TEST(a_folder_that_cannot_be_written_is_no_error),
    TEST(who_has_the_old_list_keeps_it),
    TEST(processes_that_build_at_once_do_no_harm),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

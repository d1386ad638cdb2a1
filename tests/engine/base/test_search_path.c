#include "base/search_path.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "check.h"

static char root[] = "/tmp/gloss-path-XXXXXX";

static const char *in_root(const char *name) {
  static char paths[4][256];
  static int turn;
  char *path = paths[turn++ % 4];
  snprintf(path, sizeof paths[0], "%s/%s", root, name);
  return path;
}

static void make_file(const char *name) {
  char *path = gloss_copy_string(in_root(name));
  for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')) != NULL; *slash++ = '/') {
    *slash = '\0';
    mkdir(path, 0700);
  }
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fclose(file);
  free(path);
}

static int make_tree(void **state) {
  (void)state;
  if (mkdtemp(root) == NULL) return -1;
  const char *files[] = {"one/tone.lua",         "one/analyses/quotes.lua", "one/sets/news.lua", "one/lib/date.lua",
                         "one/lang/en/verbs.tsv", "two/tone.lua",            "two/readers/awx.lua", "two/data/verbs.tsv",
                         "two/data/names/a.tsv", "two/sets/tone.lua",       "two/lang/de/stop.txt", "own/tone.lua", "secret.tsv"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) make_file(files[i]);
  return 0;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place) {
  (void)status, (void)type, (void)place;
  return remove(path);
}

static int remove_tree(void **state) {
  (void)state;
  return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static gloss_search_path one_and_two(void) {
  gloss_search_path path = {0};
  gloss_search_path_add(&path, in_root("one"));
  gloss_search_path_add(&path, in_root("two"));
  return path;
}

/* Is it found there (below the root)? NULL: nowhere. */
static void assert_found(gloss_find kind, const char *first, const char *language, const char *name, const char *where) {
  gloss_search_path path = one_and_two();
  char *found = gloss_search_path_find(&path, kind, first, language, gloss_slice_of(name));
  if (where) assert_non_null(found), assert_string_equal(found, in_root(where));
  else assert_null(found);
  free(found);
  gloss_search_path_free(&path);
}

static void each_kind_is_found_in_its_rooms(void **state) {
  (void)state;
  assert_found(GLOSS_FIND_SCRIPT, NULL, NULL, "quotes", "one/analyses/quotes.lua");
  assert_found(GLOSS_FIND_SCRIPT, NULL, NULL, "awx", "two/readers/awx.lua");
  assert_found(GLOSS_FIND_SCRIPT, NULL, NULL, "news", NULL);
  assert_found(GLOSS_FIND_SET, NULL, NULL, "news", "one/sets/news.lua");
  assert_found(GLOSS_FIND_MODULE, NULL, NULL, "date", "one/lib/date.lua");
  assert_found(GLOSS_FIND_DATA, NULL, NULL, "verbs.tsv", "two/data/verbs.tsv");
  assert_found(GLOSS_FIND_DATA, NULL, NULL, "names/a.tsv", "two/data/names/a.tsv");
  assert_found(GLOSS_FIND_LANGUAGE, NULL, NULL, "de", "two/lang/de");
}

static void the_first_found_hides_the_rest(void **state) {
  (void)state;
  assert_found(GLOSS_FIND_SCRIPT, NULL, NULL, "tone", "one/tone.lua");
  assert_found(GLOSS_FIND_SET, NULL, NULL, "tone", "two/sets/tone.lua");
}

static void a_scripts_own_folder_comes_first(void **state) {
  (void)state;
  assert_found(GLOSS_FIND_SCRIPT, in_root("own"), NULL, "tone", "own/tone.lua");
  assert_found(GLOSS_FIND_SCRIPT, in_root("own"), NULL, "quotes", "one/analyses/quotes.lua");
}

static void data_of_the_language_is_found_only_with_it(void **state) {
  (void)state;
  assert_found(GLOSS_FIND_DATA, NULL, "en", "verbs.tsv", "one/lang/en/verbs.tsv");
  assert_found(GLOSS_FIND_DATA, NULL, "de", "stop.txt", "two/lang/de/stop.txt");
  assert_found(GLOSS_FIND_DATA, NULL, NULL, "stop.txt", NULL);
}

static void no_name_leads_out_of_the_folders(void **state) {
  (void)state;
  const char *names[] = {"../secret.tsv", "data/../../secret.tsv", "/etc/passwd", "", "..", "."};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_found(GLOSS_FIND_DATA, NULL, NULL, names[i], NULL);
  assert_found(GLOSS_FIND_DATA, NULL, "../..", "secret.tsv", NULL);
  assert_found(GLOSS_FIND_DATA, NULL, "", "verbs.tsv", "two/data/verbs.tsv");
  gloss_search_path path = one_and_two();
  assert_null(gloss_search_path_find(&path, GLOSS_FIND_DATA, NULL, NULL, GLOSS_SLICE("verbs.tsv\0.txt")));
  gloss_search_path_free(&path);
}

static void a_language_is_one_folder_by_its_name(void **state) {
  (void)state;
  const char *names[] = {".", "..", "en/", "/en", "en/.", "./en", "en/verbs.tsv"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_found(GLOSS_FIND_LANGUAGE, NULL, NULL, names[i], NULL);
}

static void a_folder_stands_once_and_only_if_it_is_there(void **state) {
  (void)state;
  gloss_search_path path = one_and_two();
  gloss_search_path_add(&path, in_root("one/"));
  gloss_search_path_add(&path, in_root("two"));
  gloss_search_path_add(&path, in_root("absent"));
  gloss_search_path_add(&path, in_root("secret.tsv"));
  gloss_search_path_add(&path, "/");
  assert_int_equal(path.folders.count, 3);
  assert_string_equal(path.folders.items[0], in_root("one"));
  assert_string_equal(path.folders.items[2], "/");
  gloss_search_path_free(&path);
}

static void the_usual_folders_come_from_the_environment(void **state) {
  (void)state;
  char list[600];
  snprintf(list, sizeof list, ":%s::%s:", in_root("two"), in_root("absent"));
  make_file("config/gloss/scripts/a.lua");
  setenv("GLOSS_PATH", list, 1);
  setenv("XDG_CONFIG_HOME", in_root("config"), 1);
  gloss_search_path path = {0};
  gloss_search_path_add_usual(&path, in_root("one"));
  assert_int_equal(path.folders.count, 3);
  assert_string_equal(path.folders.items[0], in_root("two"));
  assert_string_equal(path.folders.items[1], in_root("config/gloss/scripts"));
  assert_string_equal(path.folders.items[2], in_root("one"));
  gloss_search_path_free(&path);
}

static void the_list_has_hidden_files_too_in_the_order_of_search(void **state) {
  (void)state;
  gloss_search_path path = one_and_two();
  gloss_names paths = {0};
  gloss_search_path_list(&path, GLOSS_FIND_SCRIPT, NULL, NULL, &paths);
  const char *expected[] = {"one/tone.lua", "one/analyses/quotes.lua", "two/tone.lua", "two/readers/awx.lua"};
  assert_int_equal(paths.count, 4);
  for (uint32_t i = 0; i < 4; i++) assert_string_equal(paths.items[i], in_root(expected[i]));
  gloss_names_free(&paths);
  gloss_search_path_list(&path, GLOSS_FIND_LANGUAGE, NULL, NULL, &paths);
  assert_int_equal(paths.count, 2);
  assert_string_equal(paths.items[0], in_root("one/lang/en"));
  gloss_names_free(&paths);
  gloss_search_path_free(&path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_kind_is_found_in_its_rooms),
      cmocka_unit_test(the_first_found_hides_the_rest),
      cmocka_unit_test(a_scripts_own_folder_comes_first),
      cmocka_unit_test(data_of_the_language_is_found_only_with_it),
      cmocka_unit_test(no_name_leads_out_of_the_folders),
      cmocka_unit_test(a_language_is_one_folder_by_its_name),
      cmocka_unit_test(a_folder_stands_once_and_only_if_it_is_there),
      cmocka_unit_test(the_usual_folders_come_from_the_environment),
      cmocka_unit_test(the_list_has_hidden_files_too_in_the_order_of_search),
  };
  return cmocka_run_group_tests(tests, make_tree, remove_tree);
}

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

static char folder[] = "/tmp/gloss-file-XXXXXX";

static const char *path_in(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void write_file(const char *name, const char *bytes, size_t size) {
  FILE *file = fopen(path_in(name), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  unlink(path_in("b.txt"));
  unlink(path_in("a.bin"));
  unlink(path_in(".hidden"));
  rmdir(path_in("sub"));
  return rmdir(folder);
}

static void reading_appends_every_byte(void **state) {
  (void)state;
  enum { SIZE = 300000 };
  char *bytes = malloc(SIZE);
  for (int i = 0; i < SIZE; i++) bytes[i] = (char)(i * 7);
  write_file("a.bin", bytes, SIZE);
  gloss_buffer content = {0};
  gloss_error error = {0};
  gloss_buffer_add(&content, GLOSS_SLICE("before"));
  assert_true(gloss_file_read(path_in("a.bin"), &content, &error));
  assert_int_equal(content.size, SIZE + 6);
  assert_memory_equal(content.data, "before", 6);
  assert_memory_equal(content.data + 6, bytes, SIZE);
  gloss_buffer_free(&content);
  free(bytes);
}

static void an_empty_file_is_read_as_nothing(void **state) {
  (void)state;
  write_file("b.txt", "", 0);
  gloss_buffer content = {0};
  gloss_error error = {0};
  assert_true(gloss_file_read(path_in("b.txt"), &content, &error));
  assert_int_equal(content.size, 0);
  gloss_buffer_free(&content);
}

static void messages_name_the_path_and_the_reason(void **state) {
  (void)state;
  gloss_buffer content = {0};
  gloss_error error = {0};
  gloss_names names = {0};
  char expected[300];
  snprintf(expected, sizeof expected, "%s: No such file or directory", path_in("absent"));
  assert_false(gloss_file_read(path_in("absent"), &content, &error));
  assert_string_equal(error.message, expected);
  assert_false(gloss_folder_list(path_in("absent"), &names, &error));
  assert_string_equal(error.message, expected);
  snprintf(expected, sizeof expected, "%s: is a folder, not a file", folder);
  assert_false(gloss_file_read(folder, &content, &error));
  assert_string_equal(error.message, expected);
  gloss_error_clear(&error);
  gloss_buffer_free(&content);
}

static void a_folder_is_listed_by_bytes_hidden_files_too(void **state) {
  (void)state;
  write_file("b.txt", "b", 1);
  write_file("a.bin", "a", 1);
  write_file(".hidden", "", 0);
  mkdir(path_in("sub"), 0700);
  gloss_names names = {0};
  gloss_error error = {0};
  assert_true(gloss_folder_list(folder, &names, &error));
  assert_int_equal(names.count, 4);
  const char *expected[] = {".hidden", "a.bin", "b.txt", "sub"};
  for (uint32_t i = 0; i < 4; i++) assert_string_equal(names.items[i], expected[i]);
  gloss_names_free(&names);
}

static void a_folder_is_told_from_a_file(void **state) {
  (void)state;
  assert_true(gloss_file_exists(path_in("b.txt")));
  assert_true(gloss_file_exists(path_in("sub")));
  assert_false(gloss_file_exists(path_in("absent")));
  assert_true(gloss_folder_exists(path_in("sub")));
  assert_false(gloss_folder_exists(path_in("b.txt")));
}

static void a_folder_is_made_with_those_above_it(void **state) {
  (void)state;
  assert_true(gloss_folder_make(path_in("sub/one/two")));
  assert_true(gloss_folder_make(path_in("sub/one/two")));
  assert_true(gloss_folder_make("/"));
  assert_false(gloss_folder_make(path_in("b.txt")));
  assert_false(gloss_folder_make(path_in("b.txt/sub")));
  assert_int_equal(rmdir(path_in("sub/one/two")), 0);
  assert_int_equal(rmdir(path_in("sub/one")), 0);
}

static void a_path_has_parts(void **state) {
  (void)state;
  const struct { const char *path, *folder, *name, *stem, *ending; } known[] = {
      {"a/b.txt", "a", "b.txt", "b", ".txt"}, {"b", ".", "b", "b", ""},           {"a/.b", "a", ".b", ".b", ""},
      {"/b.txt", "/", "b.txt", "b", ".txt"},  {"a.b/c", "a.b", "c", "c", ""},     {"a/b.tar.gz", "a", "b.tar.gz", "b.tar", ".gz"},
      {"a/", "a", "", "", ""},                {"", ".", "", "", ""},              {"b.", ".", "b.", "b", "."},
      {"./.b.txt", ".", ".b.txt", ".b", ".txt"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    assert_slice(gloss_path_folder(known[i].path), known[i].folder);
    assert_slice(gloss_path_name(known[i].path), known[i].name);
    assert_slice(gloss_path_stem(known[i].path), known[i].stem);
    assert_slice(gloss_path_ending(known[i].path), known[i].ending);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reading_appends_every_byte),
      cmocka_unit_test(an_empty_file_is_read_as_nothing),
      cmocka_unit_test(messages_name_the_path_and_the_reason),
      cmocka_unit_test(a_folder_is_listed_by_bytes_hidden_files_too),
      cmocka_unit_test(a_folder_is_told_from_a_file),
      cmocka_unit_test(a_folder_is_made_with_those_above_it),
      cmocka_unit_test(a_path_has_parts),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

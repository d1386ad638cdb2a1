#include "write/output.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"

/* Every test has a folder of its own, which is the current one. */

static int open_folder(void **state) {
  char *folder = strdup("/tmp/gloss-output-XXXXXX");
  *state = folder;
  return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int close_folder(void **state) {
  char command[64];
  snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
  free(*state);
  return chdir("/") == 0 ? system(command) : -1;
}

static gloss_output *opened(const char *path) {
  gloss_error error = {0};
  gloss_output *output = gloss_output_open(path, &error);
  if (output == NULL) fail_msg("%s", error.message);
  return output;
}

static void assert_content(const char *path, const char *expected) {
  gloss_buffer content = {0};
  gloss_error error = {0};
  assert_true(gloss_file_read(path, &content, &error));
  assert_slice(gloss_buffer_slice(&content), expected);
  gloss_buffer_free(&content);
}

static void assert_files(uint32_t count) {
  gloss_names names = {0};
  gloss_error error = {0};
  assert_true(gloss_folder_list(".", &names, &error));
  assert_int_equal(names.count, count);
  gloss_names_free(&names);
}

static void write_old(const char *path) {
  gloss_error error = {0};
  gloss_output *output = opened(path);
  assert_true(gloss_output_write(output, GLOSS_SLICE("old"), &error));
  assert_true(gloss_output_close(output, &error));
}

static void a_file_is_there_when_it_is_closed(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_output *output = opened("a.jsonl");
  assert_true(gloss_output_write(output, GLOSS_SLICE("one\n"), &error));
  assert_true(gloss_output_flush(output, &error));
  assert_true(gloss_output_write(output, GLOSS_SLICE("two\n"), &error));
  assert_false(gloss_file_exists("a.jsonl"));
  assert_true(gloss_output_close(output, &error));
  assert_content("a.jsonl", "one\ntwo\n");
  assert_files(1);
}

static void an_abandoned_file_leaves_the_old_one(void **state) {
  (void)state;
  gloss_error error = {0};
  write_old("a");
  gloss_output *output = opened("a");
  assert_true(gloss_output_write(output, GLOSS_SLICE("new"), &error));
  gloss_output_abandon(output);
  assert_content("a", "old");
  assert_files(1);
}

static void the_new_file_keeps_the_permissions_of_the_old(void **state) {
  (void)state;
  gloss_error error = {0};
  struct stat status;
  write_old("a");
  assert_int_equal(chmod("a", 0640), 0);
  assert_true(gloss_output_close(opened("a"), &error));
  assert_int_equal(stat("a", &status), 0);
  assert_int_equal(status.st_mode & 0777, 0640);
}

static void a_link_stays_a_link(void **state) {
  (void)state;
  gloss_error error = {0};
  struct stat status;
  write_old("a");
  assert_int_equal(symlink("a", "b"), 0);
  assert_true(gloss_output_close(opened("b"), &error));
  assert_int_equal(lstat("b", &status), 0);
  assert_true(S_ISLNK(status.st_mode));
  assert_content("a", "");
}

static void a_folder_that_is_not_there_is_an_error(void **state) {
  (void)state;
  gloss_error error = {0};
  assert_null(gloss_output_open("no/a", &error));
  assert_string_equal(error.message, "no/a: No such file or directory");
  assert_null(gloss_output_open(".", &error));
  assert_string_equal(error.message, ".: Is a directory");
  gloss_error_clear(&error);
}

static void a_device_is_written_to_as_it_is(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_output *output = opened("/dev/null");
  assert_true(gloss_output_write(output, GLOSS_SLICE("x"), &error));
  assert_true(gloss_output_close(output, &error));
  struct stat status;
  assert_int_equal(stat("/dev/null", &status), 0);
  assert_true(S_ISCHR(status.st_mode));
}

static void a_full_disk_is_an_error(void **state) {
  (void)state;
  gloss_error error = {0};
  if (!gloss_file_exists("/dev/full")) skip();
  gloss_output *output = opened("/dev/full");
  assert_true(gloss_output_write(output, GLOSS_SLICE("x"), &error));
  assert_false(gloss_output_close(output, &error));
  assert_string_equal(error.message, "/dev/full: No space left on device");
  gloss_error_clear(&error);
}

static void a_file_that_cannot_be_written_whole_is_not_there(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_output *output = opened("a");
  assert_true(gloss_output_write(output, GLOSS_SLICE("x"), &error));
  assert_int_equal(mkdir("a", 0777), 0); /* now it cannot be renamed */
  assert_false(gloss_output_close(output, &error));
  assert_string_equal(error.message, "a: Is a directory");
  assert_files(1);
  gloss_error_clear(&error);
}

static void a_reader_that_has_gone_is_an_error(void **state) {
  (void)state;
  gloss_error error = {0};
  int ends[2];
  signal(SIGPIPE, SIG_IGN);
  assert_int_equal(pipe(ends), 0);
  char path[32];
  snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
  gloss_output *output = opened(path);
  close(ends[0]);
  close(ends[1]);
  assert_true(gloss_output_write(output, GLOSS_SLICE("x"), &error));
  assert_false(gloss_output_flush(output, &error));
  assert_true(gloss_output_is_closed_pipe(output));
  assert_non_null(strstr(error.message, "nobody is reading it any more"));
  assert_false(gloss_output_write(output, GLOSS_SLICE("y"), &error));
  assert_false(gloss_output_close(output, &error));
  gloss_error_clear(&error);
}

static void large_pieces_and_small_ones_keep_their_order(void **state) {
  (void)state;
  gloss_error error = {0};
  enum { LARGE = 300 * 1024 };
  char *large = malloc(LARGE);
  memset(large, 'x', LARGE);
  gloss_output *output = opened("a");
  assert_true(gloss_output_write(output, GLOSS_SLICE("begin"), &error));
  assert_true(gloss_output_write(output, (gloss_slice){large, LARGE}, &error));
  assert_true(gloss_output_write(output, GLOSS_SLICE("end"), &error));
  assert_true(gloss_output_close(output, &error));
  gloss_buffer content = {0};
  assert_true(gloss_file_read("a", &content, &error));
  assert_int_equal(content.size, LARGE + 8);
  assert_true(gloss_slice_starts_with(gloss_buffer_slice(&content), GLOSS_SLICE("beginx")));
  assert_true(gloss_slice_ends_with(gloss_buffer_slice(&content), GLOSS_SLICE("xend")));
  gloss_buffer_free(&content);
  free(large);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_folder, close_folder)
  const struct CMUnitTest tests[] = {
      TEST(a_file_is_there_when_it_is_closed),
      TEST(an_abandoned_file_leaves_the_old_one),
      TEST(the_new_file_keeps_the_permissions_of_the_old),
      TEST(a_link_stays_a_link),
      TEST(a_folder_that_is_not_there_is_an_error),
      TEST(a_device_is_written_to_as_it_is),
      TEST(a_full_disk_is_an_error),
      TEST(a_file_that_cannot_be_written_whole_is_not_there),
      TEST(a_reader_that_has_gone_is_an_error),
      TEST(large_pieces_and_small_ones_keep_their_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

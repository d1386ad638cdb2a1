#include "source/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

/* Every test has a folder of its own, which is the current one. */

typedef struct fixture {
  char folder[32];
  gloss_source *source;
  gloss_record record;
  gloss_error error;
} fixture;

static int open_fixture(void **state) {
  fixture *f = calloc(1, sizeof *f);
  strcpy(f->folder, "/tmp/gloss-source-XXXXXX");
  *state = f;
  return mkdtemp(f->folder) && chdir(f->folder) == 0 ? 0 : -1;
}

static int close_fixture(void **state) {
  fixture *f = *state;
  char command[64];
  snprintf(command, sizeof command, "rm -rf %s", f->folder);
  gloss_source_free(f->source);
  gloss_record_free(&f->record);
  gloss_error_clear(&f->error);
  free(f);
  return chdir("/") == 0 ? system(command) : -1;
}

static void write_file(const char *name, gloss_slice bytes) {
  FILE *file = fopen(name, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
  fclose(file);
}

static void open_paths(fixture *f, const char *const *paths, uint32_t count) {
  f->source = gloss_source_new((gloss_source_settings){.paths = paths, .path_count = count});
}

static void assert_record(fixture *f, const char *path, uint64_t line, const char *bytes) {
  gloss_next next = gloss_source_next(f->source, &f->record, &f->error);
  if (next == GLOSS_NEXT_FAILED) fail_msg("%s", f->error.message);
  assert_int_equal(next, GLOSS_NEXT_RECORD);
  assert_string_equal(f->record.path.data, path);
  assert_int_equal(f->record.line, line);
  assert_slice(gloss_buffer_slice(&f->record.bytes), bytes);
}

static void assert_failure(fixture *f, const char *message) {
  assert_int_equal(gloss_source_next(f->source, &f->record, &f->error), GLOSS_NEXT_FAILED);
  assert_string_equal(f->error.message, message);
}

static void assert_end(fixture *f) {
  for (int i = 0; i < 2; i++) assert_int_equal(gloss_source_next(f->source, &f->record, &f->error), GLOSS_NEXT_END);
}

static void a_text_file_is_one_record(void **state) {
  fixture *f = *state;
  write_file("a.txt", GLOSS_SLICE("one\ntwo\n"));
  open_paths(f, (const char *[]){"a.txt"}, 1);
  assert_record(f, "a.txt", 0, "one\ntwo\n");
  assert_string_equal(f->record.format->name, "text");
  assert_end(f);
}

static void lines_are_records_and_blank_ones_are_none(void **state) {
  fixture *f = *state;
  write_file("a.jsonl", GLOSS_SLICE("\n{1}\n\n  \r\n{2}\r\n{3}"));
  open_paths(f, (const char *[]){"a.jsonl"}, 1);
  assert_record(f, "a.jsonl", 2, "{1}");
  assert_record(f, "a.jsonl", 5, "{2}\r");
  assert_record(f, "a.jsonl", 6, "{3}");
  assert_end(f);
}

static void a_byte_order_mark_is_passed_over(void **state) {
  fixture *f = *state;
  write_file("a.jsonl", GLOSS_SLICE("\xef\xbb\xbf{1}\n{2}\n"));
  write_file("b.txt", GLOSS_SLICE("\xef\xbb\xbftext"));
  open_paths(f, (const char *[]){"a.jsonl", "b.txt"}, 2);
  assert_record(f, "a.jsonl", 1, "{1}");
  assert_record(f, "a.jsonl", 2, "{2}");
  assert_record(f, "b.txt", 0, "text");
  assert_end(f);
}

static void folders_are_walked_in_the_order_of_names(void **state) {
  fixture *f = *state;
  assert_int_equal(mkdir("d", 0777) | mkdir("d/m", 0777) | mkdir("d/empty", 0777) | mkdir("d/.git", 0777), 0);
  write_file("d/z.txt", GLOSS_SLICE("z"));
  write_file("d/a.txt", GLOSS_SLICE("a"));
  write_file("d/m/n.txt", GLOSS_SLICE("n"));
  write_file("d/.hidden.txt", GLOSS_SLICE("no"));
  write_file("d/.git/x.txt", GLOSS_SLICE("no"));
  write_file("d/photo.jpg", GLOSS_SLICE("no"));
  write_file("d/README", GLOSS_SLICE("no"));
  assert_int_equal(symlink("..", "d/m/up"), 0);
  open_paths(f, (const char *[]){"d/"}, 1);
  assert_record(f, "d/a.txt", 0, "a");
  assert_record(f, "d/m/n.txt", 0, "n");
  assert_record(f, "d/z.txt", 0, "z");
  assert_end(f);
}

static void a_named_file_is_always_read(void **state) {
  fixture *f = *state;
  write_file(".hidden", GLOSS_SLICE("h"));
  write_file("a.unknown", GLOSS_SLICE("u"));
  open_paths(f, (const char *[]){".hidden", "a.unknown"}, 2);
  assert_record(f, ".hidden", 0, "h");
  assert_record(f, "a.unknown", 0, "u");
  assert_end(f);
}

static void a_chosen_format_leaves_out_the_files_of_others(void **state) {
  fixture *f = *state;
  const gloss_format *format;
  assert_int_equal(mkdir("d", 0777), 0);
  write_file("d/a.jsonl", GLOSS_SLICE("no"));
  write_file("d/b.md", GLOSS_SLICE("b"));
  write_file("d/c.txt", GLOSS_SLICE("c"));
  assert_true(gloss_format_find(GLOSS_SLICE("text"), NULL, &format, &f->error));
  f->source = gloss_source_new((gloss_source_settings){.paths = (const char *[]){"d"}, .path_count = 1, .format = format});
  assert_record(f, "d/b.md", 0, "b");
  assert_record(f, "d/c.txt", 0, "c");
  assert_end(f);
}

static void assert_passed_over(const fixture *f, uint64_t count, const char *endings) {
  gloss_buffer printed = {0};
  assert_int_equal(gloss_source_passed_over(f->source, &printed), count);
  assert_string_equal(gloss_buffer_string(&printed), endings);
  gloss_buffer_free(&printed);
}

static void files_that_are_passed_over_are_counted_by_ending(void **state) {
  fixture *f = *state;
  static const char *const names[] = {"d/a.html", "d/b.HTML", "d/c.pdf", "d/README", "d/d.txt", "d/e.0123456789abcdefg", "d/.x"};
  assert_int_equal(mkdir("d", 0777), 0);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) write_file(names[i], GLOSS_SLICE("x"));
  open_paths(f, (const char *[]){"d"}, 1);
  assert_passed_over(f, 0, "");
  assert_record(f, "d/d.txt", 0, "x");
  assert_end(f);
  assert_passed_over(f, 5, ".html 2, without an ending 1, .pdf 1, others 1");
}

static void of_many_endings_the_most_frequent_are_named(void **state) {
  fixture *f = *state;
  char name[32];
  assert_int_equal(mkdir("d", 0777), 0);
  for (int i = 0; i < 300; i++) {
    snprintf(name, sizeof name, "d/a%d.%d", i, i < 3 ? 0 : i);
    write_file(name, GLOSS_SLICE("x"));
  }
  open_paths(f, (const char *[]){"d"}, 1);
  assert_end(f);
  assert_passed_over(f, 300, ".0 3, .10 1, .100 1, .101 1, .102 1, .103 1, others 292");
}

static void what_cannot_be_read_is_told_and_passed_over(void **state) {
  fixture *f = *state;
  write_file("b.txt", GLOSS_SLICE("b"));
  write_file("c.html", GLOSS_SLICE("<p>Rain."));
  open_paths(f, (const char *[]){"missing.txt", "", "c.html", "b.txt"}, 4);
  assert_failure(f, "missing.txt: No such file or directory");
  assert_failure(f, "a path is empty");
  assert_failure(f, "c.html: is HTML: read it with -i html; "
                    "-i text reads its tags as text");
  assert_record(f, "b.txt", 0, "b");
  assert_end(f);
}

static void utf16_lines_become_utf8(void **state) {
  fixture *f = *state;
  write_file("a.jsonl", GLOSS_SLICE("\xff\xfe{\0}\0\n\0\xe9\0"));
  open_paths(f, (const char *[]){"a.jsonl"}, 1);
  assert_record(f, "a.jsonl", 1, "{}");
  assert_record(f, "a.jsonl", 2, "é");
  assert_true(f->record.is_decoded);
  assert_end(f);
}

static void a_table_has_its_first_row_before_each(void **state) {
  fixture *f = *state;
  write_file("a.csv", GLOSS_SLICE("\na,b\r\n1,\"x\ny\"\n\n5\" a,2"));
  open_paths(f, (const char *[]){"a.csv"}, 1);
  assert_record(f, "a.csv", 3, "a,b\r\n1,\"x\ny\"");
  assert_record(f, "a.csv", 6, "a,b\r\n5\" a,2");
  assert_end(f);
}

static void a_list_gives_its_elements(void **state) {
  fixture *f = *state;
  write_file("a.json", GLOSS_SLICE(" [ {\"a\": \"]\\\"}\"} , [1, [2]],3 , {} ]\n"));
  open_paths(f, (const char *[]){"a.json"}, 1);
  assert_record(f, "a.json", 1, "{\"a\": \"]\\\"}\"}");
  assert_record(f, "a.json", 2, "[1, [2]]");
  assert_record(f, "a.json", 3, "3 ");
  assert_record(f, "a.json", 4, "{}");
  assert_end(f);
}

static void an_object_is_one_record(void **state) {
  fixture *f = *state;
  write_file("a.json", GLOSS_SLICE("{\n\"a\": [1, 2]}\n"));
  open_paths(f, (const char *[]){"a.json"}, 1);
  assert_record(f, "a.json", 0, "{\n\"a\": [1, 2]}\n");
  assert_end(f);
}

static void a_record_that_is_too_long_costs_only_itself(void **state) {
  fixture *f = *state;
  write_file("a.jsonl", GLOSS_SLICE("{1}\n{123456789}\n{2}\n"));
  write_file("b.txt", GLOSS_SLICE("too long for this"));
  const char *const paths[] = {"a.jsonl", "b.txt"};
  f->source = gloss_source_new((gloss_source_settings){.paths = paths, .path_count = 2, .record_max = 10});
  assert_record(f, "a.jsonl", 1, "{1}");
  assert_failure(f, "a.jsonl:2: too long: a record may have 10 bytes");
  assert_record(f, "a.jsonl", 3, "{2}");
  assert_failure(f, "b.txt: too long: a record may have 10 bytes");
  assert_end(f);
}

/* Longer than a chunk, and ends at each place around the end of one. */
static void lines_go_on_over_chunks(void **state) {
  fixture *f = *state;
  enum { CHUNK = 256 * 1024 };
  for (size_t size = CHUNK - 2; size <= CHUNK + 2; size++) {
    char *bytes = malloc(size + 5);
    memset(bytes, 'x', size);
    memcpy(bytes + size, "\n{2}\n", 5);
    write_file("a.jsonl", (gloss_slice){bytes, size + 5});
    gloss_source_free(f->source);
    open_paths(f, (const char *[]){"a.jsonl"}, 1);
    bytes[size] = '\0';
    assert_record(f, "a.jsonl", 1, bytes);
    assert_record(f, "a.jsonl", 2, "{2}");
    assert_end(f);
    assert_int_equal(gloss_source_bytes(f->source), size + 5);
    free(bytes);
  }
}

static void standard_input_is_read_when_nothing_is_named(void **state) {
  fixture *f = *state;
  write_file("in", GLOSS_SLICE("{\"text\":\"x\"}\n{\"text\":\"y\"}\n"));
  assert_non_null(freopen("in", "rb", stdin));
  open_paths(f, NULL, 0);
  assert_record(f, "stdin", 1, "{\"text\":\"x\"}");
  assert_record(f, "stdin", 2, "{\"text\":\"y\"}");
  assert_end(f);
}

static void empty_files_differ_by_format(void **state) {
  fixture *f = *state;
  write_file("a.jsonl", GLOSS_SLICE(""));
  write_file("b.txt", GLOSS_SLICE(""));
  open_paths(f, (const char *[]){"a.jsonl", "b.txt"}, 2);
  assert_record(f, "b.txt", 0, "");
  assert_end(f);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
  const struct CMUnitTest tests[] = {
      TEST(a_text_file_is_one_record),
      TEST(lines_are_records_and_blank_ones_are_none),
      TEST(a_byte_order_mark_is_passed_over),
      TEST(folders_are_walked_in_the_order_of_names),
      TEST(a_named_file_is_always_read),
      TEST(a_chosen_format_leaves_out_the_files_of_others),
      TEST(files_that_are_passed_over_are_counted_by_ending),
      TEST(of_many_endings_the_most_frequent_are_named),
      TEST(what_cannot_be_read_is_told_and_passed_over),
      TEST(utf16_lines_become_utf8),
      TEST(a_table_has_its_first_row_before_each), TEST(a_list_gives_its_elements),
      TEST(an_object_is_one_record),
      TEST(a_record_that_is_too_long_costs_only_itself),
      TEST(lines_go_on_over_chunks),
      TEST(standard_input_is_read_when_nothing_is_named),
      TEST(empty_files_differ_by_format),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

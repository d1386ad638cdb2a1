#include "compare/join.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"

typedef struct files { /* two JSONL files, and how their documents meet */
  char left[32], right[32];
  gloss_buffer met; /* "a=a b=- " */
} files;

static void write_ids(char *path, const char *ids) {
  strcpy(path, "/tmp/join-XXXXXX");
  FILE *file = fdopen(mkstemp(path), "w");
  for (; *ids; ids++) {
    if (*ids == '!') fputs("not JSON\n", file);
    else fprintf(file, "{\"id\":\"%c\",\"text\":\"text of %c\"}\n", *ids, *ids);
  }
  fclose(file);
}

static void add_side(gloss_buffer *met, const gloss_side *side) {
  if (side->document == NULL) return gloss_buffer_add_char(met, '-');
  char text[] = "text of ?";
  text[8] = side->document->id.data[0];
  assert_slice(side->document->text, text);
  gloss_buffer_print(met, "%.*s%u", GLOSS_PRINT(side->document->id), (unsigned)side->line);
}

static const char *join(files *files, const char *left, const char *right) {
  gloss_error error = {0};
  gloss_joined joined;
  write_ids(files->left, left);
  write_ids(files->right, right);
  gloss_join *join = gloss_join_new(files->left, files->right, &error);
  for (gloss_join_result next; (next = gloss_join_next(join, &joined, &error)) != GLOSS_JOIN_END;) {
    if (files->met.size > 0) gloss_buffer_add_char(&files->met, ' ');
    if (next == GLOSS_JOIN_FAILED) gloss_buffer_add_char(&files->met, '!');
    else add_side(&files->met, &joined.left), gloss_buffer_add_char(&files->met, '='), add_side(&files->met, &joined.right);
  }
  gloss_join_free(join);
  gloss_error_clear(&error);
  unlink(files->left);
  unlink(files->right);
  return gloss_buffer_string(&files->met);
}

static void check(const char *left, const char *right, const char *expected) {
  files files = {0};
  assert_string_equal(join(&files, left, right), expected);
  gloss_buffer_free(&files.met);
}

static void documents_in_the_same_order_meet_one_by_one(void **state) {
  (void)state;
  check("abc", "abc", "a1=a1 b2=b2 c3=c3");
}

static void what_one_file_lacks_is_said_and_the_rest_meets(void **state) {
  (void)state;
  check("abcd", "acd", "a1=a1 c3=c2 d4=d3 b2=-");
  check("acd", "abcd", "a1=a1 c2=c3 d3=d4 -=b2");
}

static void any_order_is_joined(void **state) {
  (void)state;
  check("abcd", "dcba", "c3=c2 d4=d1 b2=b3 a1=a4");
}

static void an_empty_file_lacks_everything(void **state) {
  (void)state;
  check("ab", "", "a1=- b2=-");
  check("", "", "");
}

static void a_broken_line_and_a_second_id_cost_only_themselves(void **state) {
  (void)state;
  check("a!b", "ab", "a1=a1 ! b3=b2");
  check("aab", "ab", "a1=a1 ! b3=b2");
}

static void a_file_that_is_not_there_is_named(void **state) {
  (void)state;
  gloss_error error = {0};
  assert_null(gloss_join_new("/nowhere/a.jsonl", "-", &error));
  assert_string_equal(error.message, "/nowhere/a.jsonl: no such file");
  gloss_error_clear(&error);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(documents_in_the_same_order_meet_one_by_one),
      cmocka_unit_test(what_one_file_lacks_is_said_and_the_rest_meets),
      cmocka_unit_test(any_order_is_joined),
      cmocka_unit_test(an_empty_file_lacks_everything),
      cmocka_unit_test(a_broken_line_and_a_second_id_cost_only_themselves),
      cmocka_unit_test(a_file_that_is_not_there_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

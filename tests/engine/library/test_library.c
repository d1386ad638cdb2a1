#include "check.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pattern/fields.h"
#include "library/library.h"
#include "pattern/matcher.h"
#include "spaced.h"

static const gloss_phrase_settings fold = {.letter_case = GLOSS_CASE_FOLD}, smart = {.letter_case = GLOSS_CASE_SMART};

/* The tests write where they are: in a folder of their own. */
static char folder[] = "/tmp/gloss-library-XXXXXX";

static int enter_folder(void **state) {
  (void)state;
  return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

static void write_list(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void equal_regexes_are_one(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_library *library = gloss_library_new((gloss_phrase_tokenizer){0});
  const gloss_regex *regex = gloss_library_regex(library, GLOSS_SLICE("a"), GLOSS_SLICE("i"), &error);
  assert_non_null(regex);
  assert_ptr_equal(gloss_library_regex(library, GLOSS_SLICE("a"), GLOSS_SLICE("i"), &error), regex);
  assert_ptr_not_equal(gloss_library_regex(library, GLOSS_SLICE("a"), GLOSS_SLICE(""), &error), regex);
  assert_ptr_not_equal(gloss_library_regex(library, GLOSS_SLICE("b"), GLOSS_SLICE("i"), &error), regex);
  gloss_library_free(library);
}

static void a_wrong_regex_is_refused_each_time(void **state) {
  (void)state;
  gloss_library *library = gloss_library_new((gloss_phrase_tokenizer){0});
  for (int i = 0; i < 2; i++) {
    gloss_error error = {0};
    assert_null(gloss_library_regex(library, GLOSS_SLICE("("), GLOSS_SLICE(""), &error));
    assert_string_equal(error.message, "regex at character 2, after \"(\": missing closing parenthesis");
    gloss_error_clear(&error);
  }
  gloss_library_free(library);
}

static void a_file_is_read_once_until_it_changes(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_library *library = gloss_library_new((gloss_phrase_tokenizer){0});
  write_list("library.txt", "one\n");
  const gloss_phrases *list = gloss_library_phrases(library, "library.txt", fold, gloss_phrase_builder_read, &error);
  assert_non_null(list);
  assert_ptr_equal(gloss_library_phrases(library, "library.txt", fold, gloss_phrase_builder_read, &error), list);
  assert_ptr_not_equal(gloss_library_phrases(library, "library.txt", smart, gloss_phrase_builder_read, &error), list);
  write_list("library.txt", "one\ntwo\n");
  const gloss_phrases *changed = gloss_library_phrases(library, "library.txt", fold, gloss_phrase_builder_read, &error);
  assert_ptr_not_equal(changed, list);
  assert_int_equal(gloss_phrases_count(changed), 2);
  assert_int_equal(gloss_phrases_count(list), 1);
  remove("library.txt");
  assert_null(gloss_library_phrases(library, "library.txt", fold, gloss_phrase_builder_read, &error));
  assert_non_null(strstr(error.message, "library.txt"));
  gloss_error_clear(&error);
  gloss_library_free(library);
}

static const gloss_phrases *add(gloss_library *library, gloss_phrase_settings settings, const char *column, const char *cell) {
  gloss_error error = {0};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(settings, (gloss_phrase_tokenizer){0});
  assert_true(add_phrase(builder, GLOSS_SLICE("New York"), column, gloss_value_string(gloss_slice_of(cell)), &error));
  return gloss_library_add(library, builder);
}

static void equal_lists_are_one(void **state) {
  (void)state;
  gloss_library *library = gloss_library_new((gloss_phrase_tokenizer){0});
  const gloss_phrases *list = add(library, fold, "id", "1");
  assert_ptr_equal(add(library, fold, "id", "1"), list);
  assert_ptr_not_equal(add(library, fold, "id", "2"), list);
  assert_ptr_not_equal(add(library, fold, "ID", "1"), list);
  assert_ptr_not_equal(add(library, smart, "id", "1"), list);
  gloss_library_free(library);
}

static void a_matcher_keeps_the_words_of_a_list_and_a_vocabulary(void **state) {
  (void)state;
  gloss_library *library = gloss_library_new((gloss_phrase_tokenizer){0});
  gloss_language *language = gloss_language_new("none", NULL, &(gloss_error){0});
  gloss_vocabulary *one = gloss_vocabulary_new(language), *other = gloss_vocabulary_new(language);
  gloss_matcher *matcher = gloss_matcher_new();
  const gloss_phrases *list = add(library, fold, "id", "1");
  gloss_phrase_words *words = gloss_matcher_words(matcher, list, one);
  assert_ptr_equal(gloss_matcher_words(matcher, list, one), words);
  assert_ptr_not_equal(gloss_matcher_words(matcher, list, other), words);
  assert_ptr_not_equal(gloss_matcher_words(matcher, add(library, fold, "id", "2"), one), words);
  gloss_matcher_free(matcher);
  gloss_vocabulary_free(one);
  gloss_vocabulary_free(other);
  gloss_language_free(language);
  gloss_library_free(library);
}

/* -- Several workers at once */

enum { WORKERS = 4, ROUNDS = 30, LISTS = 5 };

typedef struct worker {
  gloss_library *library;
  const gloss_language *language;
  const gloss_phrases *lists[LISTS];
  const gloss_regex *regexes[LISTS];
  uint32_t hits, matches;
} worker;

static void search(worker *worker, gloss_matcher *matcher, const gloss_document *document, uint32_t list) {
  gloss_error error = {0};
  gloss_phrase_hit hit;
  gloss_span groups[1];
  const gloss_phrases *phrases = worker->lists[list];
  gloss_phrase_words *words = gloss_matcher_words(matcher, phrases, document->vocabulary);
  for (uint32_t from = 0; gloss_phrases_find(phrases, words, document, from, document->token_count, &hit); from = hit.tokens.end)
    worker->hits++;
  const gloss_regex *regex = worker->regexes[list];
  gloss_regex_scratch *scratch = gloss_matcher_regex(matcher);
  for (uint32_t from = 0; gloss_regex_find(regex, scratch, document->text, from, groups, &error) == GLOSS_REGEX_FOUND;
       from = gloss_regex_after(document->text, groups[0]))
    worker->matches++;
}

static void ask_for_all(worker *worker) {
  for (uint32_t i = 0; i < LISTS; i++) {
    char text[16];
    gloss_error error = {0};
    gloss_slice pattern = {text, (size_t)snprintf(text, sizeof text, "%u", i)};
    if (i == 0) worker->lists[i] = gloss_library_phrases(worker->library, "workers.txt", fold, gloss_phrase_builder_read, &error);
    else worker->lists[i] = add(worker->library, smart, "id", text);
    worker->regexes[i] = gloss_library_regex(worker->library, pattern, GLOSS_SLICE("i"), &error);
  }
}

static void *work(void *argument) {
  worker *worker = argument;
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_matcher *matcher = gloss_matcher_new();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    gloss_document *document = gloss_workspace_open(workspace);
    gloss_workspace_set_language(workspace, worker->language);
    split_spaced(document, GLOSS_SLICE("New York has 1 mayor and 4 or 5 others , says the New York Times"));
    ask_for_all(worker);
    for (uint32_t list = 0; list < LISTS; list++) search(worker, matcher, document, list);
    gloss_workspace_close(workspace);
  }
  gloss_matcher_free(matcher);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  return NULL;
}

static void workers_share_what_they_ask_for(void **state) {
  (void)state;
  worker workers[WORKERS];
  pthread_t threads[WORKERS];
  gloss_library *library = gloss_library_new((gloss_phrase_tokenizer){0});
  gloss_language *language = gloss_language_new("none", NULL, &(gloss_error){0});
  write_list("workers.txt", "New York\nNew York Times\n");
  for (uint32_t i = 0; i < WORKERS; i++) {
    workers[i] = (worker){.library = library, .language = language};
    assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
  }
  for (uint32_t i = 0; i < WORKERS; i++) {
    pthread_join(threads[i], NULL);
    assert_int_equal(workers[i].hits, ROUNDS * LISTS * 2);
    assert_int_equal(workers[i].matches, ROUNDS * 2);
    assert_memory_equal(workers[i].lists, workers[0].lists, sizeof workers[i].lists);
    assert_memory_equal(workers[i].regexes, workers[0].regexes, sizeof workers[i].regexes);
  }
  remove("workers.txt");
  gloss_library_free(library);
  gloss_language_free(language);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(equal_regexes_are_one),
    cmocka_unit_test(a_wrong_regex_is_refused_each_time),
    cmocka_unit_test(a_file_is_read_once_until_it_changes),
    cmocka_unit_test(equal_lists_are_one),
    cmocka_unit_test(a_matcher_keeps_the_words_of_a_list_and_a_vocabulary),
    cmocka_unit_test(workers_share_what_they_ask_for),
  };
  return cmocka_run_group_tests(tests, enter_folder, remove_folder);
}

/* gloss among the contenders of compare/: the names of a list (TSV or JSONL) in documents, one a line, each split into blocks,
 * sentences and tokens and then searched; what it took, as JSON. The folder is where the compiled list is kept: the second run
 * opens it. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "library/library.h"
#include "run/tokenizer.h"
#include "library/phrase_file.h"
#include "text/workspace.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

typedef struct result {
  double build, cut, scan;
  uint32_t documents, hits;
} result;

static int fail(const gloss_error *error) {
  fprintf(stderr, "%s\n", error->message);
  return 1;
}

static uint32_t count_hits(const gloss_phrases *list, gloss_phrase_words *words, const gloss_document *document) {
  gloss_phrase_hit hit;
  uint32_t hits = 0, from = 0;
  for (; gloss_phrases_find(list, words, document, from, document->token_count, &hit); from = hit.tokens.end) hits++;
  return hits;
}

static bool run(const gloss_phrases *list, const gloss_language_pack *pack, const char *path, result *result, gloss_error *error) {
  gloss_buffer content = {0};
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_phrase_words *words = NULL;
  bool good = gloss_file_read(path, &content, error);
  gloss_slice rest = gloss_buffer_slice(&content), line;
  for (; good && rest.size > 0 && gloss_slice_line(&rest, &line); result->documents++) {
    double start = now();
    gloss_document *document = gloss_workspace_open(workspace);
    gloss_workspace_set_language(workspace, pack->language);
    gloss_document_set_text(document, line);
    good = gloss_segment(pack->segmenter, document, GLOSS_LAYOUT_BODY, error);
    double ready = now();
    if (words == NULL) words = gloss_phrase_words_new(list, document->vocabulary);
    result->hits += count_hits(list, words, document);
    result->cut += ready - start;
    result->scan += now() - ready;
    gloss_workspace_close(workspace);
  }
  gloss_phrase_words_free(words);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  gloss_buffer_free(&content);
  return good;
}

static int search(const gloss_language_pack *pack, char **arguments, gloss_error *error) {
  result result = {0};
  gloss_phrase_settings settings = {.letter_case = GLOSS_CASE_EXACT, .language = pack->language};
  gloss_tokenizer *tokenizer = gloss_tokenizer_new(pack);
  gloss_library *library = gloss_library_new(gloss_tokenizer_of(tokenizer));
  double start = now();
  gloss_library_keep_lists(library, arguments[3], "/proc/self/exe");
  const gloss_phrases *list = gloss_library_phrases(library, arguments[1], settings, gloss_phrase_file_read, error);
  result.build = now() - start;
  if (list == NULL || !run(list, pack, arguments[2], &result, error)) return fail(error);
  printf("{\"build\": %f, \"cut\": %f, \"scan\": %f, \"documents\": %u, \"hits\": %u}\n", result.build, result.cut, result.scan,
         result.documents, result.hits);
  gloss_library_free(library);
  gloss_tokenizer_free(tokenizer);
  return 0;
}

int main(int count, char **arguments) {
  if (count != 4) return fprintf(stderr, "bench_names LIST TEXT FOLDER\n"), 2;
  gloss_error error = {0};
  gloss_search_path path = {0};
  gloss_search_path_add(&path, GLOSS_SCRIPTS);
  gloss_languages *languages = gloss_languages_new(&path);
  const gloss_language_pack *pack = gloss_languages_get(languages, GLOSS_SLICE("en"), &error);
  int status = pack ? search(pack, arguments, &error) : fail(&error);
  gloss_languages_free(languages);
  gloss_search_path_free(&path);
  return status;
}

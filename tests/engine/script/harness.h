/* harness: scripts for the tests of this room: written to a folder of their own, loaded, and run on a small document. */
#ifndef GLOSS_TEST_HARNESS_H
#define GLOSS_TEST_HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "script/set.h"
#include "script/state.h"

typedef struct bench {
  char folder[64];
  gloss_search_path path;
  gloss_environment environment;
  gloss_buffer printed; /* what scripts print, a line each */
  gloss_error error;
  gloss_schema *schema;
  gloss_workspace *workspace;
  gloss_language *language;
  gloss_matcher *matcher;
  gloss_script *script;
  gloss_state *state;
  gloss_document *document; /* the last that was run */
  void (*declare)(gloss_schema *schema);      /* what other scripts provide, or NULL */
  void (*prepare)(gloss_document *document);  /* what they have done to it, or NULL */
} bench;

static inline void keep_line(void *context, const gloss_document *document, gloss_slice line) {
  (void)document;
  gloss_buffer_add(context, line);
  gloss_buffer_add_char(context, '\n');
}

static inline int open_bench(void **state) {
  bench *bench = calloc(1, sizeof *bench);
  strcpy(bench->folder, "/tmp/gloss-test-XXXXXX");
  assert_non_null(mkdtemp(bench->folder));
  gloss_search_path_add(&bench->path, GLOSS_SCRIPTS);
  bench->environment = (gloss_environment){.path = &bench->path, .print = keep_line, .print_context = &bench->printed};
  bench->matcher = gloss_matcher_new();
  bench->environment.library = gloss_library_new((gloss_phrase_tokenizer){0});
  bench->language = gloss_language_new("none", NULL, &bench->error);
  *state = bench;
  return 0;
}

static inline void drop_script(bench *bench) {
  if (bench->document) gloss_workspace_close(bench->workspace);
  gloss_state_free(bench->state);
  gloss_script_free(bench->script);
  gloss_workspace_free(bench->workspace);
  gloss_schema_free(bench->schema);
  bench->workspace = NULL;
  bench->schema = NULL;
  bench->document = NULL;
  bench->state = NULL;
  bench->script = NULL;
  gloss_buffer_clear(&bench->printed);
}

static inline int close_bench(void **state) {
  bench *bench = *state;
  drop_script(bench);
  gloss_matcher_free(bench->matcher);
  gloss_library_free(bench->environment.library);
  gloss_language_free(bench->language);
  gloss_search_path_free(&bench->path);
  gloss_buffer_free(&bench->printed);
  gloss_error_clear(&bench->error);
  char command[128];
  snprintf(command, sizeof command, "rm -r %s", bench->folder);
  assert_int_equal(system(command), 0);
  free(bench);
  return 0;
}

/* Writes a file of the bench's folder; returns its path, until the next is written. */
static inline const char *write_bytes(bench *bench, const char *name, gloss_slice content) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", bench->folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(content.data, 1, content.size, file), content.size);
  fclose(file);
  return path;
}

static inline const char *write_file(bench *bench, const char *name, const char *content) {
  return write_bytes(bench, name, gloss_slice_of(content));
}

/* The message of the error, without the bench's folder before it. */
static inline const char *message_of(const bench *bench) {
  const char *message = bench->error.message ? bench->error.message : "";
  size_t size = strlen(bench->folder);
  return strncmp(message, bench->folder, size) == 0 ? message + size + 1 : message;
}

static inline gloss_script *load_script(bench *bench, const char *source) {
  drop_script(bench);
  gloss_error_clear(&bench->error);
  bench->script = gloss_script_load(&bench->environment, write_file(bench, "test.lua", source), &bench->error);
  return bench->script;
}

/* The layers that the script names, and others, in a workspace of their own. */
static inline void open_layers(bench *bench) {
  bench->schema = gloss_schema_new();
  if (bench->declare) bench->declare(bench->schema);
  for (uint32_t i = 0; i < bench->script->require_count; i++)
    gloss_schema_add_layer(bench->schema, bench->script->requires[i].name);
  for (uint32_t i = 0; i < bench->script->provide_count; i++) {
    const gloss_provided *provided = &bench->script->provides[i];
    uint32_t layer = gloss_schema_add_layer(bench->schema, provided->name);
    for (uint32_t i = 0; i < provided->field_count; i++) {
      const gloss_field *field = &provided->fields[i];
      assert_true(gloss_schema_add_field(bench->schema, layer, field->name, field->type, &bench->error));
    }
  }
  gloss_schema_add_script(bench->schema, GLOSS_SLICE("test"));
  bench->workspace = gloss_workspace_new(bench->schema);
}

static inline gloss_state *load_state(bench *bench, const char *source) {
  gloss_value options = {0};
  if (!load_script(bench, source)) return NULL;
  open_layers(bench);
  bench->state = gloss_state_new(&bench->environment, bench->script, options, bench->schema, 0, bench->matcher, &bench->error);
  return bench->state;
}

/* One block a paragraph, one sentence a line, tokens between spaces. */
static inline void tokenize(gloss_document *document, const char *text) {
  gloss_document_set_text(document, gloss_slice_of(text));
  gloss_slice rest = gloss_slice_of(text), line;
  bool wants_block = true;
  while (gloss_slice_line(&rest, &line)) {
    uint32_t start = (uint32_t)(line.data - text), first = document->token_count;
    gloss_span bytes = {start, start + (uint32_t)line.size};
    if (line.size == 0) wants_block = true;
    if (line.size == 0) continue;
    if (wants_block) {
      gloss_document_add_block(document, GLOSS_PARAGRAPH, bytes);
      gloss_block *opened = &document->blocks[document->block_count - 1];
      opened->tokens = (gloss_span){first, first};
      opened->sentences = (gloss_span){document->sentence_count, document->sentence_count};
    }
    wants_block = false;
    gloss_slice words = line, word;
    while (gloss_slice_split(&words, ' ', &word)) {
      gloss_token *token = gloss_document_reserve_tokens(document, 1);
      *token = (gloss_token){.start = (uint32_t)(word.data - text), .size = (uint16_t)word.size};
      document->token_count++;
    }
    gloss_document_intern_tokens(document, first);
    gloss_document_add_sentence(document, (gloss_span){first, document->token_count});
    gloss_block *block = &document->blocks[document->block_count - 1];
    block->bytes.end = bytes.end;
    block->tokens.end = document->token_count;
    block->sentences.end = document->sentence_count;
  }
}

/* Opens a document with that id and text in place of the one before, and runs the script on it. */
static inline bool run_on(bench *bench, const char *id, const char *text) {
  if (bench->document) gloss_workspace_close(bench->workspace);
  bench->document = gloss_workspace_open(bench->workspace);
  gloss_workspace_set_language(bench->workspace, bench->language);
  bench->document->id = gloss_slice_of(id);
  tokenize(bench->document, text);
  if (bench->prepare) bench->prepare(bench->document);
  return gloss_state_run(bench->state, bench->document);
}

static inline const gloss_failure *failure_of(const bench *bench) {
  assert_int_equal(bench->document->failure_count, 1);
  return &bench->document->failures[0];
}

#define TEXT "Ann Lee said no .\nBob went home .\n\nIt rained ."

/* Runs the statements as the body of a document hook. */
static inline bool run_snippet(bench *bench, const char *snippet) {
  gloss_buffer source = {0};
  gloss_buffer_print(&source, "local gloss = require \"gloss\"\nreturn { document = function(document)\n%s\nend }\n", snippet);
  bool loaded = load_state(bench, gloss_buffer_string(&source)) != NULL;
  gloss_buffer_free(&source);
  if (!loaded) print_message("%s\n", bench->error.message);
  assert_true(loaded);
  return run_on(bench, "one", TEXT);
}

static inline void passes(void **state, const char *snippet) {
  bench *bench = *state;
  if (run_snippet(bench, snippet)) return;
  const gloss_failure *failure = failure_of(bench);
  print_message("%.*s: %.*s\n%.*s\n", GLOSS_PRINT(failure->at), GLOSS_PRINT(failure->message), GLOSS_PRINT(failure->traceback));
  fail();
}

static inline void fails(void **state, const char *snippet, const char *message) {
  bench *bench = *state;
  assert_false(run_snippet(bench, snippet));
  gloss_slice is = failure_of(bench)->message;
  if (gloss_slice_is(is, message)) return;
  print_message("the message is: %.*s\n", GLOSS_PRINT(is));
  fail();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)

#endif

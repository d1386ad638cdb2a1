/* Any bytes as a script: loaded and, when it is one, run on a small document. Nothing may crash or leak. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "script/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A loop may be endless, and nothing stops it yet. */
static bool may_loop(gloss_slice source) {
  static const char *const words[] = {"while", "repeat", "for", "goto", "\x1bLua"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (memmem(source.data, source.size, words[i], strlen(words[i]))) return true;
  return false;
}

static void run(const gloss_environment *environment, const gloss_script *script, gloss_error *error) {
  gloss_schema *schema = gloss_schema_new();
  for (uint32_t i = 0; i < script->provide_count; i++) gloss_schema_add_layer(schema, script->provides[i].name);
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_language *language = gloss_language_new("none", NULL, error);
  gloss_matcher *matcher = gloss_matcher_new();
  uint16_t number = gloss_schema_add_script(schema, GLOSS_SLICE("fuzz"));
  gloss_state *state = gloss_state_new(environment, script, (gloss_value){0}, schema, number, matcher, error);
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, language);
  gloss_document_set_text(document, GLOSS_SLICE("Hello"));
  gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){0, 5});
  *gloss_document_reserve_tokens(document, 1) = (gloss_token){.size = 5};
  document->token_count = 1;
  gloss_document_intern_tokens(document, 0);
  document->blocks[0].tokens = document->blocks[0].sentences = (gloss_span){0, 1};
  gloss_document_add_sentence(document, (gloss_span){0, 1});
  if (state) gloss_state_run(state, document);
  gloss_workspace_close(workspace);
  gloss_state_free(state);
  gloss_matcher_free(matcher);
  gloss_language_free(language);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char path[] = "/tmp/gloss-fuzz-XXXXXX.lua";
  if (path[16] == 'X') close(mkstemps(path, 4));
  if (may_loop((gloss_slice){(const char *)data, size})) return 0;
  FILE *file = fopen(path, "wb");
  if (file == NULL) abort();
  fwrite(data, 1, size, file);
  fclose(file);
  gloss_search_path folders = {0};
  gloss_library *library = gloss_library_new((gloss_phrase_tokenizer){0});
  gloss_environment environment = {.path = &folders, .library = library, .memory_cap = 4 << 20};
  gloss_error error = {0};
  gloss_script *script = gloss_script_load(&environment, path, &error);
  if (script) run(&environment, script, &error);
  gloss_script_free(script);
  gloss_library_free(environment.library);
  gloss_error_clear(&error);
  remove(path);
  return 0;
}

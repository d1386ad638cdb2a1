#include "run/tokenizer.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "text/workspace.h"

struct gloss_tokenizer {
  const gloss_language_pack *pack;
  gloss_schema *schema;
  gloss_workspace *workspace;
  pthread_mutex_t lock;
};

gloss_tokenizer *gloss_tokenizer_new(const gloss_language_pack *pack) {
  gloss_tokenizer *tokenizer = gloss_allocate_zeroed(1, sizeof *tokenizer);
  tokenizer->pack = pack;
  tokenizer->schema = gloss_schema_new();
  tokenizer->workspace = gloss_workspace_new(tokenizer->schema);
  pthread_mutex_init(&tokenizer->lock, NULL);
  return tokenizer;
}

void gloss_tokenizer_free(gloss_tokenizer *tokenizer) {
  if (tokenizer == NULL) return;
  gloss_workspace_free(tokenizer->workspace);
  gloss_schema_free(tokenizer->schema);
  pthread_mutex_destroy(&tokenizer->lock);
  free(tokenizer);
}

static void tokenize(void *context, gloss_slice phrase, gloss_phrase_word *word, void *word_context) {
  gloss_tokenizer *tokenizer = context;
  gloss_error error = {0}; /* a phrase is no longer than a document */
  pthread_mutex_lock(&tokenizer->lock);
  gloss_document *document = gloss_workspace_open(tokenizer->workspace);
  gloss_workspace_set_language(tokenizer->workspace, tokenizer->pack->language);
  gloss_document_set_text(document, phrase);
  gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){0, (uint32_t)phrase.size}); /* no blocks are looked for */
  gloss_segment(tokenizer->pack->segmenter, document, GLOSS_LAYOUT_BODY, &error);
  for (uint32_t i = 0; i < document->token_count; i++) word(word_context, gloss_document_token_text(document, i));
  gloss_workspace_close(tokenizer->workspace);
  pthread_mutex_unlock(&tokenizer->lock);
  gloss_error_clear(&error);
}

gloss_phrase_tokenizer gloss_tokenizer_of(gloss_tokenizer *tokenizer) {
  return (gloss_phrase_tokenizer){tokenize, tokenizer};
}

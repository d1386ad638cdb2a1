#include "run/cutter.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "text/workspace.h"

struct gloss_cutter {
  const gloss_tongue *tongue;
  gloss_schema *schema;
  gloss_workspace *workspace;
  pthread_mutex_t lock;
};

gloss_cutter *gloss_cutter_new(const gloss_tongue *tongue) {
  gloss_cutter *cutter = gloss_allocate_zeroed(1, sizeof *cutter);
  cutter->tongue = tongue;
  cutter->schema = gloss_schema_new();
  cutter->workspace = gloss_workspace_new(cutter->schema);
  pthread_mutex_init(&cutter->lock, NULL);
  return cutter;
}

void gloss_cutter_free(gloss_cutter *cutter) {
  if (cutter == NULL) return;
  gloss_workspace_free(cutter->workspace);
  gloss_schema_free(cutter->schema);
  pthread_mutex_destroy(&cutter->lock);
  free(cutter);
}

static void cut(void *context, gloss_slice phrase, gloss_phrase_word *word, void *word_context) {
  gloss_cutter *cutter = context;
  gloss_error error = {0}; /* a phrase is no longer than a document */
  pthread_mutex_lock(&cutter->lock);
  gloss_document *document = gloss_workspace_open(cutter->workspace);
  gloss_workspace_set_language(cutter->workspace, cutter->tongue->language);
  gloss_document_set_text(document, phrase);
  gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){0, (uint32_t)phrase.size}); /* no blocks are looked for */
  gloss_segment(cutter->tongue->segmenter, document, GLOSS_LAYOUT_BODY, &error);
  for (uint32_t i = 0; i < document->token_count; i++) word(word_context, gloss_document_token_text(document, i));
  gloss_workspace_close(cutter->workspace);
  pthread_mutex_unlock(&cutter->lock);
  gloss_error_clear(&error);
}

gloss_phrase_cutter gloss_cutter_of(gloss_cutter *cutter) {
  return (gloss_phrase_cutter){cut, cutter};
}

#include "text/workspace.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "text/room.h"

struct gloss_workspace {
  gloss_document document;
  struct gloss_document_room room;
  bool is_open;
  uint64_t opened; /* documents so far */
  gloss_vocabulary **vocabularies; /* one a language */
  uint32_t vocabulary_count, vocabulary_capacity;
};

gloss_workspace *gloss_workspace_new(const gloss_schema *schema) {
  gloss_workspace *workspace = gloss_allocate_zeroed(1, sizeof *workspace);
  uint32_t layers = gloss_schema_layer_count(schema);
  workspace->document.schema = schema;
  workspace->document.room = &workspace->room;
  workspace->document.layers = gloss_allocate_zeroed(layers + 1, sizeof *workspace->document.layers);
  workspace->room.counts_before = gloss_allocate_zeroed(layers + 1, sizeof *workspace->room.counts_before);
  for (uint32_t i = 0; i < layers; i++) workspace->document.layers[i].schema = gloss_schema_layer(schema, i);
  return workspace;
}

void gloss_workspace_free(gloss_workspace *workspace) {
  if (workspace == NULL) return;
  gloss_document_free(&workspace->document);
  for (uint32_t i = 0; i < workspace->vocabulary_count; i++) gloss_vocabulary_free(workspace->vocabularies[i]);
  free(workspace->vocabularies);
  free(workspace);
}

gloss_document *gloss_workspace_open(gloss_workspace *workspace) {
  assert(!workspace->is_open);
  workspace->is_open = true;
  workspace->document.serial = ++workspace->opened;
  return &workspace->document;
}

static gloss_vocabulary *vocabulary_of(gloss_workspace *workspace, const gloss_language *language) {
  for (uint32_t i = 0; i < workspace->vocabulary_count; i++)
    if (gloss_vocabulary_language(workspace->vocabularies[i]) == language) return workspace->vocabularies[i];
  workspace->vocabularies = gloss_grow(workspace->vocabularies, &workspace->vocabulary_capacity, workspace->vocabulary_count + 1u,
                                       sizeof *workspace->vocabularies);
  return workspace->vocabularies[workspace->vocabulary_count++] = gloss_vocabulary_new(language);
}

void gloss_workspace_set_language(gloss_workspace *workspace, const gloss_language *language) {
  workspace->document.language = language;
  workspace->document.vocabulary = vocabulary_of(workspace, language);
}

void gloss_workspace_close(gloss_workspace *workspace) {
  for (uint32_t i = 0; i < workspace->vocabulary_count; i++) gloss_vocabulary_truncate(workspace->vocabularies[i]);
  gloss_document_clear(&workspace->document);
  workspace->is_open = false;
}

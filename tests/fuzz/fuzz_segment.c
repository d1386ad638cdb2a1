/* Any text, by English, German and neutral rules: it is split without loss. */
#include <stdio.h>
#include <stdlib.h>

#include "segment/segment.h"
#include "segment/total.h"
#include "text/workspace.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LANGUAGES = 3 };

typedef struct pack {
  gloss_language *language;
  gloss_segmenter *segmenter;
} pack;

static pack read_pack(const char *folder) {
  gloss_error error = {0};
  pack pack = {.language = gloss_language_new("xx", folder, &error)};
  if (pack.language) pack.segmenter = gloss_segmenter_new(pack.language, &error);
  if (pack.segmenter == NULL) abort();
  return pack;
}

static const pack *all_packs(void) {
  static pack packs[LANGUAGES];
  const char *const folders[LANGUAGES] = {GLOSS_SCRIPTS "/lang/en", GLOSS_SCRIPTS "/lang/de", NULL};
  for (int i = 0; i < LANGUAGES; i++)
    if (packs[i].language == NULL) packs[i] = read_pack(folders[i]);
  return packs;
}

static void cut(const pack *pack, gloss_workspace *workspace, gloss_slice text, gloss_layout layout) {
  gloss_error error = {0};
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, pack->language);
  gloss_document_set_text(document, text);
  if (!gloss_segment(pack->segmenter, document, layout, &error)) abort();
  const char *wrong = total_check(document);
  if (wrong) fprintf(stderr, "%s\n", wrong), abort();
  gloss_workspace_close(workspace);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const pack *packs = all_packs();
  gloss_buffer text = {0};
  gloss_utf8_repair((gloss_slice){(const char *)data, size}, &text, NULL);
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  for (int i = 0; i < LANGUAGES; i++) {
    cut(&packs[i], workspace, gloss_buffer_slice(&text), GLOSS_LAYOUT_ARTICLE);
    cut(&packs[i], workspace, gloss_buffer_slice(&text), GLOSS_LAYOUT_BODY);
  }
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  gloss_buffer_free(&text);
  return 0;
}

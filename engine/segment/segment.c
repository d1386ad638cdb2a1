#include "segment/segment.h"

#include <stdlib.h>

#include "base/memory.h"
#include "segment/blocks.h"
#include "segment/scanner.h"
#include "segment/sentences.h"

struct gloss_segmenter {
  gloss_rules rules;
};

gloss_segmenter *gloss_segmenter_new(const gloss_language *language, gloss_error *error) {
  gloss_segmenter *segmenter = gloss_allocate_zeroed(1, sizeof *segmenter);
  if (gloss_rules_read(&segmenter->rules, gloss_language_folder(language), error)) return segmenter;
  gloss_segmenter_free(segmenter);
  return NULL;
}

void gloss_segmenter_free(gloss_segmenter *segmenter) {
  if (segmenter == NULL) return;
  gloss_rules_free(&segmenter->rules);
  free(segmenter);
}

/* All blocks in text order: those the reader has added, and what lies between them. */
static gloss_drafts draft_blocks(const gloss_document *document) {
  gloss_drafts drafts = {0};
  gloss_span gap = {0, 0};
  for (uint32_t i = 0; i < document->block_count; i++) {
    const gloss_block *given = &document->blocks[i];
    gap.end = given->bytes.start;
    gloss_drafts_split(&drafts, document->text, gap);
    drafts.items = gloss_grow(drafts.items, &drafts.capacity, drafts.count + 1u, sizeof *drafts.items);
    drafts.items[drafts.count++] = (gloss_draft){gloss_trim_span(document->text, given->bytes), given->kind, true};
    gap.start = given->bytes.end;
  }
  gap.end = (uint32_t)document->text.size;
  gloss_drafts_split(&drafts, document->text, gap);
  return drafts;
}

static bool split_block(const gloss_rules *rules, gloss_document *document, const gloss_draft *draft) {
  uint32_t index = gloss_document_add_block(document, draft->kind, draft->bytes);
  if (!gloss_scan(rules, document, draft->bytes)) return false;
  gloss_block *block = &document->blocks[index];
  block->tokens.end = document->token_count;
  gloss_split_sentences(rules, document, block->tokens);
  block->sentences.end = document->sentence_count;
  return true;
}

static bool split_blocks(const gloss_rules *rules, gloss_document *document, const gloss_drafts *drafts, gloss_error *error) {
  document->block_count = 0; /* the given ones are among the drafts */
  for (uint32_t i = 0; i < drafts->count; i++) {
    if (split_block(rules, document, &drafts->items[i])) continue;
    return gloss_fail(error, "more than %d tokens; split the text into several documents", GLOSS_TOKENS_MAX);
  }
  return true;
}

bool gloss_segment(const gloss_segmenter *segmenter, gloss_document *document, gloss_layout layout, gloss_error *error) {
  gloss_drafts drafts = draft_blocks(document);
  uint32_t first = document->token_count;
  bool done = split_blocks(&segmenter->rules, document, &drafts, error);
  if (done) {
    gloss_tell_kinds(document, &drafts, &segmenter->rules, layout);
    if (document->token_count > first) gloss_document_intern_tokens(document, first);
  }
  free(drafts.items);
  return done;
}

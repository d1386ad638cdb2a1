/* spaced: documents for tests, split at spaces; a lone "|" begins a new sentence, "||" a new block, and neither is a token. */
#ifndef GLOSS_TEST_SPACED_H
#define GLOSS_TEST_SPACED_H

#include "text/workspace.h"

static inline void add_spaced_token(gloss_document *document, uint32_t start, uint32_t end) {
  gloss_token *token = gloss_document_reserve_tokens(document, 1);
  *token = (gloss_token){.start = start, .size = (uint16_t)(end - start), .flags = GLOSS_AFTER_SPACE};
  document->token_count++;
}

static inline void end_spaced_sentence(gloss_document *document, uint32_t first) {
  if (document->token_count == first) return;
  gloss_block *block = &document->blocks[document->block_count - 1];
  gloss_document_intern_tokens(document, first);
  gloss_document_add_sentence(document, (gloss_span){first, document->token_count});
  block->tokens.end = document->token_count;
  block->sentences.end = document->sentence_count;
}

/* Fills the document with the text, which must live as long. */
static inline void split_spaced(gloss_document *document, gloss_slice text) {
  uint32_t first = 0, size = (uint32_t)text.size;
  gloss_document_set_text(document, text);
  gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){0, size});
  for (uint32_t at = 0, end; at < size; at = end + 1) {
    for (end = at; end < size && text.data[end] != ' ';) end++;
    gloss_slice word = gloss_slice_cut(text, at, end);
    bool ends_block = gloss_slice_is(word, "||");
    if (ends_block || gloss_slice_is(word, "|")) {
      end_spaced_sentence(document, first);
      first = document->token_count;
      if (ends_block) gloss_document_add_block(document, GLOSS_PARAGRAPH, (gloss_span){end, size});
    } else if (end > at) {
      add_spaced_token(document, at, end);
    }
  }
  end_spaced_sentence(document, first);
}

#endif

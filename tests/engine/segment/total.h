/* total: what holds of every document that was segmented, whatever its text. */
#ifndef GLOSS_TESTS_SEGMENT_TOTAL_H
#define GLOSS_TESTS_SEGMENT_TOTAL_H

#include "text/document.h"
#include "unicode/unicode.h"

/* Is there nothing but white space in these bytes? */
static inline bool total_is_space(gloss_slice text, uint32_t from, uint32_t to) {
  while (from < to) {
    uint32_t code_point;
    from += gloss_utf8_decode(text.data + from, &code_point);
    if (!(gloss_char_class(code_point) & GLOSS_CHAR_SPACE)) return false;
  }
  return from == to;
}

/* Tokens stand in order, do not overlap, hold whole characters, and leave out white space only. */
static inline const char *total_check_tokens(const gloss_document *document) {
  uint32_t end = 0;
  for (uint32_t i = 0; i < document->token_count; i++) {
    const gloss_token *token = &document->tokens[i];
    if (token->size == 0) return "a token is empty";
    if (token->start < end) return "tokens overlap";
    if (!total_is_space(document->text, end, token->start)) return "a character is in no token";
    end = token->start + token->size;
    if (end > document->text.size) return "a token leaves the text";
    if (token->flags >> 8) return "a flag of a token is unknown";
  }
  return total_is_space(document->text, end, (uint32_t)document->text.size) ? NULL : "a character at the end is in no token";
}

/* Sentences tile the tokens of their block; only their first tokens are first. */
static inline const char *total_check_sentences(const gloss_document *document, uint32_t index) {
  const gloss_block *block = &document->blocks[index];
  uint32_t token = block->tokens.start;
  for (uint32_t i = block->sentences.start; i < block->sentences.end; i++) {
    const gloss_sentence *sentence = &document->sentences[i];
    if (sentence->block != index) return "a sentence names another block";
    if (sentence->tokens.start != token || sentence->tokens.end <= token) return "sentences do not tile their block";
    for (; token < sentence->tokens.end; token++) {
      bool is_first = document->tokens[token].flags & GLOSS_IS_FIRST;
      if (is_first != (token == sentence->tokens.start)) return "first tokens are marked wrongly";
    }
  }
  return token == block->tokens.end ? NULL : "tokens of a block are in no sentence";
}

/* Blocks stand in order, tile tokens and sentences, and hold the bytes of their tokens. */
static inline const char *total_check_blocks(const gloss_document *document) {
  uint32_t byte = 0, token = 0, sentence = 0;
  for (uint32_t i = 0; i < document->block_count; i++) {
    const gloss_block *block = &document->blocks[i];
    if (block->bytes.start < byte) return "blocks are not in order";
    if (block->tokens.start != token || block->sentences.start != sentence) return "blocks do not tile the document";
    byte = block->bytes.end;
    token = block->tokens.end;
    sentence = block->sentences.end;
    const char *wrong = total_check_sentences(document, i);
    if (wrong) return wrong;
    if (block->tokens.start == token) continue;
    const gloss_token *first = &document->tokens[block->tokens.start], *last = &document->tokens[token - 1];
    if (first->start != block->bytes.start) return "a block does not begin with its first token";
    if (last->start + last->size != byte) return "a block does not end with its last token";
  }
  return token == document->token_count && sentence == document->sentence_count ? NULL : "a token or sentence is in no block";
}

/* What is wrong with the document, or NULL. */
static inline const char *total_check(const gloss_document *document) {
  const char *wrong = total_check_tokens(document);
  return wrong ? wrong : total_check_blocks(document);
}

#endif

#include <assert.h>

#include "text/document.h"

gloss_slice gloss_document_token_text(const gloss_document *document, uint32_t token) {
  return (gloss_slice){document->text.data + document->tokens[token].start, document->tokens[token].size};
}

const gloss_word *gloss_document_word(const gloss_document *document, uint32_t token) {
  return gloss_vocabulary_word(document->vocabulary, document->tokens[token].word);
}

gloss_span gloss_document_tokens(const gloss_document *document, gloss_place place) {
  uint32_t first = gloss_place_first(place), length = gloss_place_length(place);
  switch (gloss_place_kind_of(place)) {
    case GLOSS_DOCUMENT: return (gloss_span){0, document->token_count};
    case GLOSS_BLOCK: return document->blocks[first].tokens;
    case GLOSS_SENTENCE: return document->sentences[first].tokens;
    case GLOSS_TOKEN: return (gloss_span){first, first + 1};
    case GLOSS_SPAN: return (gloss_span){first, first + length};
    case GLOSS_LONG_SPAN: return document->long_spans[first];
    case GLOSS_ANNOTATION: return document->layers[length].rows[first].tokens;
    case GLOSS_MATCH: return document->matches[first].tokens;
    case GLOSS_LINK: return gloss_document_tokens(document, document->links[first].place);
    default: assert(!"a place of no kind"); return (gloss_span){0, 0};
  }
}

gloss_span gloss_document_bytes_of(const gloss_document *document, gloss_span tokens) {
  if (tokens.start < tokens.end) {
    const gloss_token *last = &document->tokens[tokens.end - 1];
    return (gloss_span){document->tokens[tokens.start].start, last->start + last->size};
  }
  uint32_t at = tokens.start < document->token_count ? document->tokens[tokens.start].start : (uint32_t)document->text.size;
  return (gloss_span){at, at};
}

gloss_span gloss_document_bytes(const gloss_document *document, gloss_place place) {
  switch (gloss_place_kind_of(place)) {
    case GLOSS_DOCUMENT: return (gloss_span){0, (uint32_t)document->text.size};
    case GLOSS_BLOCK: return document->blocks[gloss_place_first(place)].bytes;
    default: return gloss_document_bytes_of(document, gloss_document_tokens(document, place));
  }
}

gloss_slice gloss_document_slice(const gloss_document *document, gloss_span bytes) {
  return gloss_slice_cut(document->text, bytes.start, bytes.end);
}

/* The first token that ends after the byte. */
static uint32_t first_ending_after(const gloss_document *document, uint32_t byte) {
  uint32_t low = 0, high = document->token_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (document->tokens[middle].start + document->tokens[middle].size <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

gloss_span gloss_document_tokens_touching(const gloss_document *document, gloss_span bytes) {
  uint32_t first = first_ending_after(document, bytes.start);
  if (bytes.start == bytes.end) return (gloss_span){first, first};
  uint32_t end = first_ending_after(document, bytes.end - 1);
  /* the last byte may stand in a token, or between two */
  if (end < document->token_count && document->tokens[end].start < bytes.end) end++;
  return (gloss_span){first, end};
}

uint32_t gloss_document_sentence_at(const gloss_document *document, uint32_t token) {
  assert(token < document->token_count && document->sentence_count > 0);
  uint32_t low = 0, high = document->sentence_count - 1;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (document->sentences[middle].tokens.end <= token) low = middle + 1;
    else high = middle;
  }
  return low;
}

uint32_t gloss_document_block_at(const gloss_document *document, uint32_t token) {
  return document->sentences[gloss_document_sentence_at(document, token)].block;
}

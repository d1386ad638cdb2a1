#include <stdio.h>

#include "pattern/room.h"

static bool starts_sentence(const gloss_document *document, uint32_t boundary) {
  return boundary < document->token_count && document->tokens[boundary].flags & GLOSS_IS_FIRST;
}

static bool starts_block(const gloss_document *document, uint32_t boundary) {
  return boundary < document->token_count && document->blocks[gloss_document_block_at(document, boundary)].tokens.start == boundary;
}

bool gloss_bounds_hold(const gloss_document *document, uint32_t boundary, uint16_t bounds) {
  if (bounds == 0) return true;
  bool at_end = boundary == document->token_count;
  if (bounds & GLOSS_BOUND_SENTENCE_START && !starts_sentence(document, boundary)) return false;
  if (bounds & GLOSS_BOUND_SENTENCE_END && !at_end && !starts_sentence(document, boundary)) return false;
  if (bounds & GLOSS_BOUND_BLOCK_START && !starts_block(document, boundary)) return false;
  return !(bounds & GLOSS_BOUND_BLOCK_END) || at_end || starts_block(document, boundary);
}

uint32_t gloss_attribute_word(gloss_vocabulary *vocabulary, uint32_t word, gloss_attribute attribute) {
  switch (attribute) {
    case GLOSS_ATTRIBUTE_NORM: return gloss_vocabulary_norm(vocabulary, word);
    case GLOSS_ATTRIBUTE_LEMMA: return gloss_vocabulary_lemma(vocabulary, word);
    case GLOSS_ATTRIBUTE_SHAPE: return gloss_vocabulary_shape(vocabulary, word);
    default: return word;
  }
}

gloss_slice gloss_attribute_text(gloss_vocabulary *vocabulary, uint32_t word, gloss_attribute attribute, bool folded) {
  if (attribute == GLOSS_ATTRIBUTE_KIND)
    return gloss_slice_of(gloss_word_kind_name((gloss_word_kind)gloss_vocabulary_word(vocabulary, word)->kind));
  uint32_t form = gloss_attribute_word(vocabulary, word, attribute);
  if (folded) form = gloss_vocabulary_norm(vocabulary, form);
  return gloss_word_text(gloss_vocabulary_word(vocabulary, form));
}

gloss_slice gloss_field_text(const gloss_document *document, uint32_t layer, uint32_t row, gloss_slice name,
                             char digits[static 32]) {
  if (gloss_slice_is(name, "type")) {
    uint32_t type = document->layers[layer].rows[row].type;
    return type == GLOSS_UNKNOWN ? (gloss_slice){0} : gloss_word_text(gloss_vocabulary_word(document->vocabulary, type));
  }
  uint32_t field = gloss_layer_find_field(document->layers[layer].schema, name);
  if (field == GLOSS_NO_FIELD) return (gloss_slice){0};
  gloss_value value = gloss_document_field(document, layer, row, field);
  switch (value.kind) {
    case GLOSS_STRING: return gloss_value_slice(value);
    case GLOSS_BOOLEAN: return value.boolean ? GLOSS_SLICE("true") : GLOSS_SLICE("false");
    case GLOSS_INTEGER: return (gloss_slice){digits, (size_t)snprintf(digits, 32, "%lld", (long long)value.integer)};
    case GLOSS_NUMBER: return (gloss_slice){digits, (size_t)snprintf(digits, 32, "%.15g", value.number)};
    case GLOSS_PLACE: return gloss_document_slice(document, gloss_document_bytes(document, value.place));
    default: return (gloss_slice){0};
  }
}

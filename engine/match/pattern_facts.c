#include <stdio.h>

#include "match/pattern_room.h"
#include "text/document.h"

static bool starts_sentence(const gloss_document *document, uint32_t boundary) {
  return boundary < document->token_count && document->tokens[boundary].flags & GLOSS_IS_FIRST;
}

static bool starts_block(const gloss_document *document, uint32_t boundary) {
  return boundary < document->token_count && document->blocks[gloss_document_block_at(document, boundary)].tokens.start == boundary;
}

bool gloss_bounds_hold(const gloss_document *document, uint32_t boundary, uint16_t bounds) {
  bool at_end = boundary == document->token_count;
  if (bounds & GLOSS_BOUND_SENTENCE_START && !starts_sentence(document, boundary)) return false;
  if (bounds & GLOSS_BOUND_SENTENCE_END && !at_end && !starts_sentence(document, boundary)) return false;
  if (bounds & GLOSS_BOUND_BLOCK_START && !starts_block(document, boundary)) return false;
  return !(bounds & GLOSS_BOUND_BLOCK_END) || at_end || starts_block(document, boundary);
}

gloss_slice gloss_field_text(const gloss_document *document, uint32_t layer, uint32_t row, gloss_slice name, char space[static 32]) {
  const gloss_annotation *annotation = &document->layers[layer].rows[row];
  if (gloss_slice_is(name, "type")) {
    if (annotation->type == GLOSS_UNKNOWN) return (gloss_slice){0};
    return gloss_word_text(gloss_vocabulary_word(document->vocabulary, annotation->type));
  }
  uint32_t field = gloss_layer_find_field(document->layers[layer].schema, name);
  gloss_value value = field == GLOSS_NO_FIELD ? (gloss_value){.kind = GLOSS_NIL} : gloss_document_field(document, layer, row, field);
  switch (value.kind) {
    case GLOSS_STRING: return gloss_value_slice(value);
    case GLOSS_BOOLEAN: return value.boolean ? GLOSS_SLICE("true") : GLOSS_SLICE("false");
    case GLOSS_INTEGER: return (gloss_slice){space, (size_t)snprintf(space, 32, "%lld", (long long)value.integer)};
    case GLOSS_NUMBER: return (gloss_slice){space, (size_t)snprintf(space, 32, "%.15g", value.number)};
    case GLOSS_PLACE: return gloss_document_slice(document, gloss_document_bytes(document, value.place));
    default: return (gloss_slice){0};
  }
}

gloss_slice gloss_attribute_text(gloss_vocabulary *vocabulary, uint32_t word, gloss_attribute attribute) {
  switch (attribute) {
    case GLOSS_ATTRIBUTE_KIND: return gloss_slice_of(gloss_word_kind_name((gloss_word_kind)gloss_vocabulary_word(vocabulary, word)->kind));
    case GLOSS_ATTRIBUTE_NORM: word = gloss_vocabulary_norm(vocabulary, word); break;
    case GLOSS_ATTRIBUTE_LEMMA: word = gloss_vocabulary_lemma(vocabulary, word); break;
    case GLOSS_ATTRIBUTE_SHAPE: word = gloss_vocabulary_shape(vocabulary, word); break;
    default: break;
  }
  return gloss_word_text(gloss_vocabulary_word(vocabulary, word));
}

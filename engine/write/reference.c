#include "write/reference.h"

gloss_value gloss_reference_field(const gloss_document *document, uint32_t layer, uint32_t row, gloss_slice name) {
  uint32_t field = gloss_layer_find_field(document->layers[layer].schema, name);
  return field == GLOSS_NO_FIELD ? (gloss_value){0} : gloss_document_field(document, layer, row, field);
}

static gloss_slice text_of(const gloss_document *document, gloss_place place) {
  return gloss_document_slice(document, gloss_document_bytes(document, place));
}

static gloss_slice name_of(const gloss_document *document, gloss_place annotation) {
  uint32_t layer = gloss_place_length(annotation), row = gloss_place_first(annotation);
  gloss_value name = gloss_reference_field(document, layer, row, GLOSS_SLICE("name"));
  if (name.kind == GLOSS_STRING) return gloss_value_slice(name);
  return text_of(document, name.kind == GLOSS_PLACE ? name.place : annotation);
}

gloss_reference gloss_reference_of(const gloss_document *document, gloss_place place) {
  gloss_place annotation = place;
  if (gloss_place_kind_of(place) == GLOSS_LINK) {
    gloss_link link = document->links[gloss_place_first(place)];
    place = link.place;
    annotation = link.annotation;
  }
  gloss_reference reference = {.bytes = gloss_document_bytes(document, place), .row = GLOSS_NO_ROW};
  reference.text = gloss_document_slice(document, reference.bytes);
  if (gloss_place_kind_of(annotation) != GLOSS_ANNOTATION) return reference;
  uint32_t layer = gloss_place_length(annotation), row = gloss_place_first(annotation);
  if (document->layers[layer].rows[row].removed) return reference;
  reference.layer = layer;
  reference.row = row;
  reference.name = name_of(document, annotation);
  return reference;
}

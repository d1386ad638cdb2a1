/* place: where something is in a document, as one number of 64 bits.
 * A place is equal to another when the numbers are equal; it says nothing about which document, which its holder knows.
 * What Lua sees as token, span, sentence, block, annotation, match and link is this number with the document's generation. */
#ifndef GLOSS_TEXT_PLACE_H
#define GLOSS_TEXT_PLACE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum gloss_place_kind {
  GLOSS_NOWHERE,
  GLOSS_DOCUMENT,
  GLOSS_BLOCK,      /* first: its index */
  GLOSS_SENTENCE,   /* first: its index */
  GLOSS_TOKEN,      /* first: its index */
  GLOSS_SPAN,       /* first: the index of its first token; length: how many, 0 for an empty span */
  GLOSS_LONG_SPAN,  /* more tokens than length holds: first is an index into the document's long spans */
  GLOSS_ANNOTATION, /* first: its row; length: its layer */
  GLOSS_MATCH,      /* first: an index into the document's matches */
  GLOSS_LINK,       /* first: an index into the document's links */
} gloss_place_kind;

enum {
  GLOSS_FIRST_BITS = 26,
  GLOSS_LENGTH_BITS = 16,
  GLOSS_GENERATION_BITS = 18, /* between length and kind; 0 in a gloss_place */
  GLOSS_FIRST_MAX = (1 << GLOSS_FIRST_BITS) - 1,
  GLOSS_LENGTH_MAX = (1 << GLOSS_LENGTH_BITS) - 1,
};

/* kind 4 bits (top) | generation 18 | length 16 | first 26 (lowest: Lua hashes the low half of a pointer best) */
typedef uint64_t gloss_place;

static inline gloss_place gloss_place_of(gloss_place_kind kind, uint32_t first, uint32_t length) {
  return (gloss_place)kind << 60 | (gloss_place)length << GLOSS_FIRST_BITS | first;
}

static inline gloss_place_kind gloss_place_kind_of(gloss_place place) {
  return (gloss_place_kind)(place >> 60);
}

static inline uint32_t gloss_place_first(gloss_place place) {
  return (uint32_t)(place & GLOSS_FIRST_MAX);
}

static inline uint32_t gloss_place_length(gloss_place place) {
  return (uint32_t)(place >> GLOSS_FIRST_BITS & GLOSS_LENGTH_MAX);
}

#endif

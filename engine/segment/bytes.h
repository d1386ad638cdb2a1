/* bytes: what a byte of UTF-8 means to the scanner.
 * One table answers most questions about ASCII; what is beyond it is decoded and asked of the unicode room. */
#ifndef GLOSS_SEGMENT_BYTES_H
#define GLOSS_SEGMENT_BYTES_H

#include "unicode/unicode.h"

enum {
  GLOSS_BYTE_SPACE = 1 << 0,
  GLOSS_BYTE_LETTER = 1 << 1,
  GLOSS_BYTE_UPPER = 1 << 2,
  GLOSS_BYTE_DIGIT = 1 << 3,
  GLOSS_BYTE_HIGH = 1 << 4,  /* not ASCII */
  GLOSS_BYTE_JOINS = 1 << 5, /* after letters: the word may go on, or need another look */
};

extern const uint8_t gloss_byte_classes[256];

static inline uint8_t gloss_byte_class(char byte) {
  return gloss_byte_classes[(unsigned char)byte];
}

static inline bool gloss_byte_is(char byte, uint8_t classes) {
  return gloss_byte_class(byte) & classes;
}

#endif

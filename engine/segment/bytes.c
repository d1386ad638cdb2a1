#include "segment/bytes.h"

enum {
  SPACE = GLOSS_BYTE_SPACE,
  UPPER = GLOSS_BYTE_LETTER | GLOSS_BYTE_UPPER,
  LOWER = GLOSS_BYTE_LETTER,
  DIGIT = GLOSS_BYTE_DIGIT | GLOSS_BYTE_JOINS,
  HIGH = GLOSS_BYTE_HIGH | GLOSS_BYTE_JOINS,
  JOINS = GLOSS_BYTE_JOINS,
};

const uint8_t gloss_byte_classes[256] = {
  ['\t' ... '\r'] = SPACE, [' '] = SPACE,
  ['A' ... 'Z'] = UPPER, ['a' ... 'z'] = LOWER, ['0' ... '9'] = DIGIT, [0x80 ... 0xff] = HIGH,
  ['!'] = JOINS, ['#'] = JOINS, ['$'] = JOINS, ['%'] = JOINS, ['&'] = JOINS, ['\''] = JOINS, ['*'] = JOINS, ['+'] = JOINS,
  ['-'] = JOINS, ['.'] = JOINS, ['/'] = JOINS, [':'] = JOINS, ['@'] = JOINS, ['_'] = JOINS, ['`'] = JOINS,
};

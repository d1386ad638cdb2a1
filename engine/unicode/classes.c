#include "unicode/unicode.h"

#include "classes.inc" /* page_of and pages: made by make_classes.c when gloss is built */

uint16_t gloss_char_class(uint32_t code_point) {
  return code_point < 0x110000 ? pages[page_of[code_point >> 8]][code_point & 0xff] : 0;
}

/* Writes the table of gloss_char_class as C, from the categories of utf8proc: run when gloss is built.
 * Two stages: a page number for each 256 code points, and the pages, each distinct one once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "unicode/unicode.h"

enum { PAGE = 256, PAGES = 0x110000 / PAGE };

static int is_quote(utf8proc_int32_t c, utf8proc_category_t category) {
  static const utf8proc_int32_t others[] = {'"', '\'', '`', 0x201a, 0x201e, 0x300c, 0x300d, 0x300e, 0x300f, 0x301d, 0x301e, 0x301f,
                                            0xff02, 0xff07};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (c == others[i]) return 1;
  return category == UTF8PROC_CATEGORY_PI || category == UTF8PROC_CATEGORY_PF;
}

/* Scripts written without spaces; utf8proc does not tell scripts. */
static int is_ideograph(utf8proc_int32_t c) {
  static const utf8proc_int32_t ranges[][2] = {{0x0e00, 0x0eff}, {0x1000, 0x109f},  {0x1780, 0x17ff}, {0x3005, 0x3007},
                                               {0x3040, 0x30ff}, {0x31f0, 0x31ff},  {0x3400, 0x4dbf}, {0x4e00, 0x9fff},
                                               {0xf900, 0xfaff}, {0x20000, 0x3ffff}};
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (c >= ranges[i][0] && c <= ranges[i][1]) return 1;
  return 0;
}

/* Signs like © ™ ↔ are pictographic to Unicode, and signs to a reader. */
static int is_emoji(utf8proc_int32_t c) {
  if (c < 0x2300) return 0;
  int bound = utf8proc_get_property(c)->boundclass;
  return bound == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || bound == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR ||
         (c >= 0x1f3fb && c <= 0x1f3ff);
}

static unsigned of_category(utf8proc_category_t category) {
  switch (category) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LT: return GLOSS_CHAR_LETTER | GLOSS_CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL: return GLOSS_CHAR_LETTER | GLOSS_CHAR_LOWER;
    case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO: return GLOSS_CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME: return GLOSS_CHAR_MARK;
    case UTF8PROC_CATEGORY_ND: return GLOSS_CHAR_DIGIT | GLOSS_CHAR_NUMBER;
    case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO: return GLOSS_CHAR_NUMBER;
    case UTF8PROC_CATEGORY_PD: return GLOSS_CHAR_PUNCT | GLOSS_CHAR_DASH;
    case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE: case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO: return GLOSS_CHAR_PUNCT;
    case UTF8PROC_CATEGORY_SC: return GLOSS_CHAR_SYMBOL | GLOSS_CHAR_CURRENCY;
    case UTF8PROC_CATEGORY_SM: case UTF8PROC_CATEGORY_SK: case UTF8PROC_CATEGORY_SO: return GLOSS_CHAR_SYMBOL;
    case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP: return GLOSS_CHAR_SPACE;
    case UTF8PROC_CATEGORY_CF: return GLOSS_CHAR_IGNORABLE;
    default: return 0;
  }
}

static unsigned classify(utf8proc_int32_t c) {
  utf8proc_category_t category = utf8proc_category(c);
  unsigned class = of_category(category);
  if ((c >= '\t' && c <= '\r') || c == 0x85) class |= GLOSS_CHAR_SPACE;
  if (is_quote(c, category)) class |= GLOSS_CHAR_QUOTE;
  if (is_ideograph(c)) class |= GLOSS_CHAR_IDEOGRAPH;
  if (is_emoji(c)) class |= GLOSS_CHAR_EMOJI;
  return class;
}

static unsigned short pages[PAGES][PAGE];
static unsigned page_of[PAGES];

static unsigned fill_pages(void) {
  unsigned count = 0;
  for (int i = 0; i < PAGES; i++) {
    for (int j = 0; j < PAGE; j++) pages[count][j] = (unsigned short)classify(i * PAGE + j);
    unsigned same = 0;
    while (memcmp(pages[same], pages[count], sizeof pages[0]) != 0) same++;
    page_of[i] = same;
    if (same == count) count++;
  }
  return count;
}

int main(void) {
  unsigned count = fill_pages();
  printf("/* Made by make_classes.c from utf8proc %s. */\n", utf8proc_version());
  printf("static const unsigned char page_of[%d] = {", PAGES);
  for (int i = 0; i < PAGES; i++) printf("%s%u,", i % 32 ? "" : "\n", page_of[i]);
  printf("\n};\nstatic const unsigned short pages[%u][%d] = {\n", count, PAGE);
  for (unsigned i = 0; i < count; i++) {
    printf("{");
    for (int j = 0; j < PAGE; j++) printf("%s%u,", j % 32 ? "" : "\n", pages[i][j]);
    printf("},\n");
  }
  printf("};\n");
  return count <= 256 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

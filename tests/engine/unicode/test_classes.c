#include "check.h"
#include "unicode/unicode.h"

static uint16_t class_of(const char *character) {
  uint32_t c;
  assert_int_equal(gloss_utf8_decode(character, &c), strlen(character));
  return gloss_char_class(c);
}

enum {
  UPPER = GLOSS_CHAR_LETTER | GLOSS_CHAR_UPPER,
  LOWER = GLOSS_CHAR_LETTER | GLOSS_CHAR_LOWER,
  DIGIT = GLOSS_CHAR_DIGIT | GLOSS_CHAR_NUMBER,
  QUOTE = GLOSS_CHAR_PUNCT | GLOSS_CHAR_QUOTE,
  DASH = GLOSS_CHAR_PUNCT | GLOSS_CHAR_DASH,
  HAN = GLOSS_CHAR_LETTER | GLOSS_CHAR_IDEOGRAPH,
};

static void a_character_has_the_classes_of_its_category(void **state) {
  (void)state;
  const struct { const char *character; unsigned class; } known[] = {
      {"A", UPPER}, {"z", LOWER}, {"É", UPPER}, {"ß", LOWER}, {"ǅ", UPPER}, {"Ж", UPPER}, {"ª", GLOSS_CHAR_LETTER}, {"ʰ", GLOSS_CHAR_LETTER},
      {"א", GLOSS_CHAR_LETTER}, {"\xcc\x81", GLOSS_CHAR_MARK}, {"0", DIGIT}, {"٣", DIGIT}, {"½", GLOSS_CHAR_NUMBER}, {"Ⅳ", GLOSS_CHAR_NUMBER},
      {" ", GLOSS_CHAR_SPACE}, {"\t", GLOSS_CHAR_SPACE}, {"\n", GLOSS_CHAR_SPACE}, {"\r", GLOSS_CHAR_SPACE}, {"\xc2\x85", GLOSS_CHAR_SPACE},
      {"\xc2\xa0", GLOSS_CHAR_SPACE}, {"\xe2\x80\xa8", GLOSS_CHAR_SPACE}, {"\xe3\x80\x80", GLOSS_CHAR_SPACE}, {"\x1f", 0}, {"\x7f", 0},
      {".", GLOSS_CHAR_PUNCT}, {"…", GLOSS_CHAR_PUNCT}, {"_", GLOSS_CHAR_PUNCT}, {"-", DASH}, {"–", DASH}, {"—", DASH}, {"−", GLOSS_CHAR_SYMBOL},
      {"$", GLOSS_CHAR_SYMBOL | GLOSS_CHAR_CURRENCY}, {"€", GLOSS_CHAR_SYMBOL | GLOSS_CHAR_CURRENCY}, {"+", GLOSS_CHAR_SYMBOL},
      {"\"", QUOTE}, {"'", QUOTE}, {"`", GLOSS_CHAR_SYMBOL | GLOSS_CHAR_QUOTE}, {"“", QUOTE}, {"”", QUOTE}, {"‘", QUOTE}, {"’", QUOTE},
      {"«", QUOTE}, {"›", QUOTE}, {"„", QUOTE}, {"「", QUOTE}, {"(", GLOSS_CHAR_PUNCT},
      {"\xc2\xad", GLOSS_CHAR_IGNORABLE}, {"\xe2\x80\x8b", GLOSS_CHAR_IGNORABLE}, {"\xef\xbb\xbf", GLOSS_CHAR_IGNORABLE},
      {"中", HAN}, {"ひ", HAN}, {"カ", HAN}, {"ไ", HAN}, {"𠀀", HAN}, {"한", GLOSS_CHAR_LETTER},
      {"😀", GLOSS_CHAR_SYMBOL | GLOSS_CHAR_EMOJI}, {"❤", GLOSS_CHAR_SYMBOL | GLOSS_CHAR_EMOJI}, {"🇺", GLOSS_CHAR_SYMBOL | GLOSS_CHAR_EMOJI},
      {"🏽", GLOSS_CHAR_SYMBOL | GLOSS_CHAR_EMOJI}, {"#", GLOSS_CHAR_PUNCT},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (class_of(known[i].character) != known[i].class) fail_msg("%s has classes %x", known[i].character, class_of(known[i].character));
}

static void signs_that_are_text_are_no_emoji(void **state) {
  (void)state;
  const char *signs[] = {"©", "®", "™", "↔", "ℹ", "§", "°"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) assert_false(class_of(signs[i]) & GLOSS_CHAR_EMOJI);
}

static void what_is_no_code_point_has_no_class(void **state) {
  (void)state;
  assert_int_equal(gloss_char_class(0), 0);
  assert_int_equal(gloss_char_class(0xd800), 0);
  assert_int_equal(gloss_char_class(0xe000), 0);
  assert_int_equal(gloss_char_class(0x10ffff), 0);
  assert_int_equal(gloss_char_class(0x110000), 0);
  assert_int_equal(gloss_char_class(UINT32_MAX), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_character_has_the_classes_of_its_category),
      cmocka_unit_test(signs_that_are_text_are_no_emoji),
      cmocka_unit_test(what_is_no_code_point_has_no_class),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

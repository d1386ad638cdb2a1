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
  CURRENCY = GLOSS_CHAR_SYMBOL | GLOSS_CHAR_CURRENCY,
  EMOJI = GLOSS_CHAR_SYMBOL | GLOSS_CHAR_EMOJI,
  HAN = GLOSS_CHAR_LETTER | GLOSS_CHAR_IDEOGRAPH,
};

/* Characters of the same classes, up to the first that is NULL. */
typedef struct classed {
  unsigned classes;
  const char *characters[16];
} classed;

static void a_character_has_the_classes_of_its_category(void **state) {
  (void)state;
  const classed known[] = {
      {UPPER, {"A", "É", "ǅ", "Ж"}},
      {LOWER, {"z", "ß"}},
      {GLOSS_CHAR_LETTER, {"ª", "ʰ", "א", "한"}},
      {HAN, {"中", "ひ", "カ", "ไ", "𠀀"}},
      {GLOSS_CHAR_MARK, {"\xcc\x81"}},
      {DIGIT, {"0", "٣"}},
      {GLOSS_CHAR_NUMBER, {"½", "Ⅳ"}},
      {GLOSS_CHAR_SPACE, {" ", "\t", "\n", "\r", "\xc2\x85", "\xc2\xa0", "\xe2\x80\xa8", "\xe3\x80\x80"}},
      {GLOSS_CHAR_PUNCT, {".", "…", "_", "(", "#"}},
      {DASH, {"-", "–", "—"}},
      {QUOTE, {"\"", "'", "“", "”", "‘", "’", "«", "›", "„", "「"}},
      {GLOSS_CHAR_SYMBOL | GLOSS_CHAR_QUOTE, {"`"}},
      {GLOSS_CHAR_SYMBOL, {"−", "+"}},
      {CURRENCY, {"$", "€"}},
      {EMOJI, {"😀", "❤", "🇺", "🏽"}},
      {GLOSS_CHAR_IGNORABLE, {"\xc2\xad", "\xe2\x80\x8b", "\xef\xbb\xbf"}},
      {0, {"\x1f", "\x7f"}},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    for (const char *const *character = known[i].characters; *character; character++)
      if (class_of(*character) != known[i].classes) fail_msg("%s has classes %x", *character, class_of(*character));
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

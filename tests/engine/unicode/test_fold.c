#include "check.h"
#include "unicode/unicode.h"

typedef void mapping(gloss_slice text, gloss_buffer *to);

/* Also with something before it, which must stay as it is. */
static void check_mapping(mapping *map, const char *text, const char *expected, int line) {
  gloss_buffer out = {0};
  gloss_buffer_add(&out, GLOSS_SLICE("A "));
  map(gloss_slice_of(text), &out);
  gloss_slice all = gloss_buffer_slice(&out);
  check_slice(gloss_slice_cut(all, 0, 2), "A ", __FILE__, line);
  check_slice(gloss_slice_cut(all, 2, all.size), expected, __FILE__, line);
  gloss_buffer_free(&out);
}

#define assert_maps(map, text, expected) check_mapping(map, text, expected, __LINE__)

static void folding_forgets_case(void **state) {
  (void)state;
  assert_maps(gloss_fold, "NATO", "nato");
  assert_maps(gloss_fold, "ÉCOLE", "école");
  assert_maps(gloss_fold, "Straße", "strasse");
  assert_maps(gloss_fold, "ẞ", "ss");
  assert_maps(gloss_fold, "ΣΊΣΥΦΟΣ", "σίσυφοσ");
  assert_maps(gloss_fold, "σίσυφος", "σίσυφοσ");
  assert_maps(gloss_fold, "МОСКВА", "москва");
  assert_maps(gloss_fold, "ﬁ", "fi");
}

static void composed_and_decomposed_letters_fold_to_one(void **state) {
  (void)state;
  assert_maps(gloss_fold, "Cafe\xcc\x81", "caf\xc3\xa9");
  assert_maps(gloss_fold, "CAF\xc3\x89", "caf\xc3\xa9");
}

static void apostrophes_and_dashes_are_made_plain(void **state) {
  (void)state;
  assert_maps(gloss_fold, "don’t ‘tis ʼn", "don't 'tis 'n");
  assert_maps(gloss_fold, "a–b—c−d‑e‐f", "a-b-c-d-e-f");
  assert_maps(gloss_fold, "“A”", "“a”");
}

static void what_is_not_seen_is_left_out(void **state) {
  (void)state;
  assert_maps(gloss_fold, "co\xc2\xadop", "coop");
  assert_maps(gloss_fold, "a\xe2\x80\x8b" "b\xe2\x80\x8c" "c\xef\xbb\xbf", "abc");
  assert_maps(gloss_fold, "\xe2\x80\x8b", "");
}

static void a_run_of_white_space_is_one_space(void **state) {
  (void)state;
  assert_maps(gloss_fold, "a \t\r\n b", "a b");
  assert_maps(gloss_fold, "É \xc2\xa0\xe2\x80\x83 B", "é b");
  assert_maps(gloss_fold, "  a  ", " a ");
  assert_maps(gloss_fold, "  é  ", " é ");
  assert_maps(gloss_fold, "é \xe2\x80\x8b b", "é b");
}

static void folding_ascii_is_folding_it_beside_other_letters(void **state) {
  (void)state;
  for (int c = 1; c < 128; c++) {
    char text[] = {'x', (char)c, (char)c, '\0'}, longer[] = {'x', (char)c, (char)c, (char)0xc3, (char)0xa9, '\0'};
    gloss_buffer ascii = {0}, other = {0};
    gloss_fold(gloss_slice_of(text), &ascii);
    gloss_fold(gloss_slice_of(longer), &other);
    other.size -= 2;
    assert_true(gloss_slice_equal(gloss_buffer_slice(&ascii), gloss_buffer_slice(&other)));
    gloss_buffer_free(&ascii);
    gloss_buffer_free(&other);
  }
}

/* A word derived from a word must be derived from itself. */
static void what_is_folded_stays_when_folded_again(void **state) {
  (void)state;
  for (uint32_t c = 1; c < 0x110000; c++) {
    char bytes[4];
    gloss_buffer once = {0}, twice = {0};
    gloss_fold((gloss_slice){bytes, gloss_utf8_encode(c, bytes)}, &once);
    gloss_fold(gloss_buffer_slice(&once), &twice);
    if (!gloss_slice_equal(gloss_buffer_slice(&once), gloss_buffer_slice(&twice)))
      fail_msg("U+%04X folds to %s and that to %s", c, gloss_buffer_string(&once), gloss_buffer_string(&twice));
    if (!gloss_utf8_is_valid(gloss_buffer_slice(&once))) fail_msg("U+%04X folds to what is not valid", c);
    gloss_buffer_free(&once);
    gloss_buffer_free(&twice);
  }
}

static void lower_and_upper_map_one_to_one(void **state) {
  (void)state;
  assert_maps(gloss_lower, "ÉCOLE Straße 1 МОСКВА", "école straße 1 москва");
  assert_maps(gloss_upper, "école москва ı", "ÉCOLE МОСКВА I");
  assert_maps(gloss_lower, "a  b\t’", "a  b\t’");
}

static void visible_text_has_nothing_that_a_terminal_obeys(void **state) {
  (void)state;
  gloss_buffer to = {0};
  gloss_visible(GLOSS_SLICE("a\0b \x1b[31m\r\x7f\t\r\nŁódź \xc2\x9b\xc2\xa0\xff."), &to);
  assert_string_equal(gloss_buffer_string(&to), "a\uFFFDb \uFFFD[31m\uFFFD\uFFFD\t\r\nŁódź \uFFFD\xc2\xa0\uFFFD.");
  gloss_buffer_clear(&to);
  gloss_visible((gloss_slice){0}, &to);
  assert_int_equal(to.size, 0);
  gloss_buffer_free(&to);
}

static void plain_text_stands_on_one_line(void **state) {
  (void)state;
  assert_maps(gloss_plain, " \n a \n\n b\tc \xc2\xa0", "a b c");
  assert_maps(gloss_plain, "É – “x”", "É – “x”");
  assert_maps(gloss_plain, " \n ", "");
  assert_maps(gloss_plain, "", "");
}

static void nothing_maps_to_nothing(void **state) {
  (void)state;
  mapping *const all[] = {gloss_fold, gloss_lower, gloss_upper, gloss_plain};
  for (size_t i = 0; i < 4; i++) {
    gloss_buffer out = {0};
    all[i]((gloss_slice){NULL, 0}, &out);
    assert_int_equal(out.size, 0);
    gloss_buffer_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folding_forgets_case),
      cmocka_unit_test(composed_and_decomposed_letters_fold_to_one),
      cmocka_unit_test(apostrophes_and_dashes_are_made_plain),
      cmocka_unit_test(what_is_not_seen_is_left_out),
      cmocka_unit_test(a_run_of_white_space_is_one_space),
      cmocka_unit_test(folding_ascii_is_folding_it_beside_other_letters),
      cmocka_unit_test(what_is_folded_stays_when_folded_again),
      cmocka_unit_test(lower_and_upper_map_one_to_one),
      cmocka_unit_test(plain_text_stands_on_one_line),
      cmocka_unit_test(visible_text_has_nothing_that_a_terminal_obeys),
      cmocka_unit_test(nothing_maps_to_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

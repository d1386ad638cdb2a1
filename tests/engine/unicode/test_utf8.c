#include <stdlib.h>

#include "check.h"
#include "unicode/unicode.h"

static gloss_slice of(const char *text) {
  return gloss_slice_of(text);
}

/* Table 3-7 of Unicode, by its letter: what a decoder that knows nothing but code points would accept. */
static bool is_well_formed(const unsigned char *s, size_t size) {
  for (size_t at = 0; at < size;) {
    size_t length = s[at] < 0x80 ? 1 : s[at] >> 5 == 6 ? 2 : s[at] >> 4 == 14 ? 3 : s[at] >> 3 == 30 ? 4 : 0;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (length == 0 || at + length > size) return false;
    uint32_t c = length == 1 ? s[at] : s[at] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
      if ((s[at + i] & 0xc0) != 0x80) return false;
      c = c << 6 | (s[at + i] & 0x3fu);
    }
    if (c < least[length] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return false;
    at += length;
  }
  return true;
}

static void every_code_point_comes_back(void **state) {
  (void)state;
  for (uint32_t c = 0; c < 0x110000; c++) {
    char bytes[4];
    uint32_t size = gloss_utf8_encode(c, bytes), back;
    bool is_surrogate = c >= 0xd800 && c < 0xe000;
    if (gloss_utf8_decode(bytes, &back) != size) fail_msg("U+%04X has not the size that was written", c);
    if (back != (is_surrogate ? 0xfffd : c)) fail_msg("U+%04X came back as U+%04X", c, back);
    if (!gloss_utf8_is_valid((gloss_slice){bytes, size})) fail_msg("U+%04X is not valid", c);
    if (gloss_utf8_count((gloss_slice){bytes, size}) != 1) fail_msg("U+%04X does not count one", c);
  }
}

static void what_is_no_code_point_becomes_the_replacement(void **state) {
  (void)state;
  const uint32_t bad[] = {0xd800, 0xdbff, 0xdc00, 0xdfff, 0x110000, 0x7fffffff, UINT32_MAX};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char bytes[4];
    assert_int_equal(gloss_utf8_encode(bad[i], bytes), 3);
    assert_memory_equal(bytes, "\xef\xbf\xbd", 3);
  }
}

static void sizes_change_at_the_boundaries(void **state) {
  (void)state;
  const struct { uint32_t c, size; const char *bytes; } known[] = {
      {0, 1, "\0"}, {0x7f, 1, "\x7f"}, {0x80, 2, "\xc2\x80"}, {0x7ff, 2, "\xdf\xbf"}, {0x800, 3, "\xe0\xa0\x80"},
      {0xd7ff, 3, "\xed\x9f\xbf"}, {0xe000, 3, "\xee\x80\x80"}, {0xfffd, 3, "\xef\xbf\xbd"}, {0xffff, 3, "\xef\xbf\xbf"},
      {0x10000, 4, "\xf0\x90\x80\x80"}, {0xfffff, 4, "\xf3\xbf\xbf\xbf"},
      {0x100000, 4, "\xf4\x80\x80\x80"}, {0x10ffff, 4, "\xf4\x8f\xbf\xbf"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char bytes[4];
    assert_int_equal(gloss_utf8_encode(known[i].c, bytes), known[i].size);
    assert_memory_equal(bytes, known[i].bytes, known[i].size);
  }
}

/* All sequences of one to three bytes, and of four whose last two are at the edges, stand alone and after ASCII. */
static void validity_is_that_of_table_3_7(void **state) {
  (void)state;
  static const unsigned char edges[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xf0, 0xff};
  unsigned char bytes[13] = "abcdefgh";
  unsigned char *s = bytes + 8;
  for (uint32_t i = 0; i < 1 << 16; i++) {
    s[0] = (unsigned char)(i >> 8), s[1] = (unsigned char)i;
    for (size_t j = 0; j < sizeof edges * sizeof edges; j++) {
      s[2] = edges[j / sizeof edges], s[3] = edges[j % sizeof edges];
      for (size_t size = 1; size <= 4; size++) {
        if (size < 3 && j > 0) continue;
        bool expected = is_well_formed(s, size);
        if (gloss_utf8_is_valid((gloss_slice){(const char *)s, size}) != expected ||
            gloss_utf8_is_valid((gloss_slice){(const char *)bytes, 8 + size}) != expected)
          fail_msg("%02x %02x %02x %02x, the first %zu", s[0], s[1], s[2], s[3], size);
      }
    }
  }
}

static void nothing_is_valid_and_has_no_code_points(void **state) {
  (void)state;
  gloss_buffer repaired = {0};
  assert_true(gloss_utf8_is_valid((gloss_slice){NULL, 0}));
  assert_int_equal(gloss_utf8_count((gloss_slice){NULL, 0}), 0);
  assert_int_equal(gloss_utf8_repair((gloss_slice){NULL, 0}, &repaired, NULL), 0);
  assert_int_equal(repaired.size, 0);
  gloss_buffer_free(&repaired);
}

/* The examples of Unicode 15, 3.9 (tables 3-8 to 3-11), and the ends of texts. R stands for U+FFFD. */
static void each_maximal_part_of_a_broken_sequence_is_replaced(void **state) {
  (void)state;
  const struct { const char *broken, *repaired; size_t first; } known[] = {
      {"\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", "RRRRRRRRA", 0},
      {"\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", "RRRRRRRRA", 0},
      {"\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", "RRRRRARRB", 0},
      {"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", "RRRRA", 0},
      {"\x61\xf1\x80\x80\xe1\x80\xc2\x62\x80\x63\x80\xbf\x64", "aRRRbRcRRd", 1},
      {"abc\xc2", "abcR", 3}, {"abc\xe2\x82", "abcR", 3}, {"abc\xf0\x9f\x98", "abcR", 3}, {"\xfe\xff", "RR", 0},
      {"0123456789abcdef\xff", "0123456789abcdefR", 16}, {"\xc3\xa9\xc3", "\xc3\xa9R", 2},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    gloss_buffer repaired = {0}, shown = {0};
    size_t first = 99, count = gloss_utf8_repair(of(known[i].broken), &repaired, &first), marks = 0;
    for (size_t at = 0; at < repaired.size;) {
      bool replaced = at + 3 <= repaired.size && memcmp(repaired.data + at, "\xef\xbf\xbd", 3) == 0;
      gloss_buffer_add_char(&shown, replaced ? 'R' : repaired.data[at]);
      marks += replaced;
      at += replaced ? 3 : 1;
    }
    assert_string_equal(gloss_buffer_string(&shown), known[i].repaired);
    assert_int_equal(count, marks);
    assert_int_equal(first, known[i].first);
    gloss_buffer_free(&repaired);
    gloss_buffer_free(&shown);
  }
}

static void a_good_text_is_repaired_to_itself(void **state) {
  (void)state;
  gloss_buffer repaired = {0};
  size_t first = 99;
  gloss_slice text = GLOSS_SLICE("a\0b \xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \xef\xbf\xbd");
  assert_int_equal(gloss_utf8_repair(text, &repaired, &first), 0);
  assert_true(gloss_slice_equal(gloss_buffer_slice(&repaired), text));
  assert_int_equal(first, 99);
  gloss_buffer_free(&repaired);
}

static void any_bytes_are_valid_when_repaired(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (int round = 0; round < 20000; round++) {
    char bytes[40];
    size_t size = random_below(&seed, sizeof bytes);
    for (size_t i = 0; i < size; i++) {
      bool is_ascii = random_below(&seed, 3) == 0;
      bytes[i] = (char)(random_below(&seed, 128) + (is_ascii ? 0 : 0x80));
    }
    gloss_buffer repaired = {0};
    gloss_slice text = {bytes, size};
    size_t count = gloss_utf8_repair(text, &repaired, NULL);
    assert_true(gloss_utf8_is_valid(gloss_buffer_slice(&repaired)));
    assert_int_equal(count == 0, gloss_utf8_is_valid(text));
    gloss_buffer_free(&repaired);
  }
}

static void counting_agrees_with_decoding(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < 2000; round++) {
    gloss_buffer text = {0};
    size_t count = random_below(&seed, 100);
    for (size_t i = 0; i < count; i++) {
      static const uint32_t limits[] = {0x80, 0x800, 0xd800, 0x110000};
      text.size += gloss_utf8_encode(random_below(&seed, limits[random_below(&seed, 4)]), gloss_buffer_reserve(&text, 4));
    }
    assert_int_equal(gloss_utf8_count(gloss_buffer_slice(&text)), count);
    gloss_buffer_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_code_point_comes_back),
      cmocka_unit_test(what_is_no_code_point_becomes_the_replacement),
      cmocka_unit_test(sizes_change_at_the_boundaries),
      cmocka_unit_test(validity_is_that_of_table_3_7),
      cmocka_unit_test(nothing_is_valid_and_has_no_code_points),
      cmocka_unit_test(each_maximal_part_of_a_broken_sequence_is_replaced),
      cmocka_unit_test(a_good_text_is_repaired_to_itself),
      cmocka_unit_test(any_bytes_are_valid_when_repaired),
      cmocka_unit_test(counting_agrees_with_decoding),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

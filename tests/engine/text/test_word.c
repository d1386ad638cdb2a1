#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "text/workspace.h"
#include "unicode/unicode.h"

static gloss_vocabulary *vocabulary;
static gloss_language *language;

/* Of a language that knows two names of hosts, in a folder that is gone again when it has been read. */
static int make_vocabulary(void **state) {
  (void)state;
  char folder[] = "/tmp/gloss-word-XXXXXX", domains[64];
  gloss_error error = {0};
  if (mkdtemp(folder) == NULL) return -1;
  snprintf(domains, sizeof domains, "%s/domains.txt", folder);
  FILE *file = fopen(domains, "w");
  if (file == NULL) return -1;
  fputs("# hosts\ncom\nuk\n", file);
  fclose(file);
  language = gloss_language_new("xx", folder, &error);
  remove(domains);
  rmdir(folder);
  vocabulary = gloss_vocabulary_new(language);
  return 0;
}

static int free_vocabulary(void **state) {
  (void)state;
  gloss_vocabulary_free(vocabulary);
  gloss_language_free(language);
  return 0;
}

static const gloss_word *word_of(const char *text) {
  return gloss_vocabulary_word(vocabulary, gloss_vocabulary_intern(vocabulary, gloss_slice_of(text)));
}

typedef struct known_kind {
  const char *text;
  gloss_word_kind kind;
} known_kind;

static void a_word_has_a_kind(void **state) {
  (void)state;
  const known_kind known[] = {
      {"word", GLOSS_WORD}, {"U.S.", GLOSS_WORD}, {"n't", GLOSS_WORD}, {"don’t", GLOSS_WORD}, {"10-year", GLOSS_WORD}, {"B2B", GLOSS_WORD},
      {"Москва", GLOSS_WORD}, {"中国", GLOSS_WORD}, {"AT&T", GLOSS_WORD}, {"and/or", GLOSS_WORD}, {"e.g.", GLOSS_WORD}, {"COVID-19", GLOSS_WORD},
      {"5", GLOSS_NUMERAL}, {"1,000.50", GLOSS_NUMERAL}, {"-3.5", GLOSS_NUMERAL}, {"−3", GLOSS_NUMERAL}, {".5", GLOSS_NUMERAL}, {"+44", GLOSS_NUMERAL},
      {"10:30", GLOSS_NUMERAL}, {"2/3", GLOSS_NUMERAL}, {"½", GLOSS_NUMERAL}, {"1st", GLOSS_NUMERAL}, {"1990s", GLOSS_NUMERAL}, {"2019-20", GLOSS_NUMERAL},
      {"٣", GLOSS_NUMERAL}, {"#1", GLOSS_NUMERAL},
      {".", GLOSS_PUNCT}, {"...", GLOSS_PUNCT}, {"…", GLOSS_PUNCT}, {"--", GLOSS_PUNCT}, {"—", GLOSS_PUNCT}, {"“", GLOSS_PUNCT}, {"'", GLOSS_PUNCT},
      {"``", GLOSS_PUNCT}, {"''", GLOSS_PUNCT}, {"?!", GLOSS_PUNCT}, {"(", GLOSS_PUNCT},
      {"$", GLOSS_SYMBOL}, {"€", GLOSS_SYMBOL}, {"+", GLOSS_SYMBOL}, {"©", GLOSS_SYMBOL}, {"™", GLOSS_SYMBOL}, {"\xe2\x80\x8b", GLOSS_SYMBOL}, {"", GLOSS_SYMBOL},
      {"https://example.com/a?b=1", GLOSS_URL}, {"www.bbc.co.uk", GLOSS_URL}, {"example.com", GLOSS_URL}, {"bbc.co.uk/news", GLOSS_URL},
      {"Example.COM", GLOSS_URL}, {"example.org", GLOSS_WORD}, {".com", GLOSS_WORD}, {"a.uk", GLOSS_WORD}, {"report.pdf/com", GLOSS_WORD}, {"no.com.", GLOSS_WORD},
      {"ann@example.com", GLOSS_EMAIL}, {"@YouTube", GLOSS_HANDLE}, {"@5", GLOSS_HANDLE}, {"@", GLOSS_PUNCT}, {"#MeToo", GLOSS_HASHTAG}, {"#", GLOSS_PUNCT},
      {"😀", GLOSS_EMOJI}, {"🇺🇸", GLOSS_EMOJI}, {"👍🏽", GLOSS_EMOJI}, {"❤️", GLOSS_EMOJI}, {"👩‍💻", GLOSS_EMOJI},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (word_of(known[i].text)->kind != known[i].kind)
      fail_msg("\"%s\" is a %s", known[i].text, gloss_word_kind_name(word_of(known[i].text)->kind));
}

enum { TITLE = GLOSS_IS_TITLE, UPPER = GLOSS_IS_UPPER, LOWER = GLOSS_IS_LOWER, ALPHA = GLOSS_IS_ALPHA };

typedef struct known_flags {
  const char *text;
  unsigned flags;
} known_flags;

static void a_word_has_flags(void **state) {
  (void)state;
  const known_flags known[] = {
      {"Ann", TITLE | ALPHA}, {"McKay", TITLE | ALPHA}, {"A", TITLE | UPPER | ALPHA}, {"É", TITLE | UPPER | ALPHA}, {"NATO", UPPER | ALPHA},
      {"U.S.", UPPER}, {"Ph.D.", TITLE}, {"word", LOWER | ALPHA}, {"iPhone", ALPHA}, {"n't", LOWER | ALPHA}, {"O'Neill", TITLE | ALPHA},
      {"O’Neill", TITLE | ALPHA}, {"well-known", LOWER | ALPHA}, {"Jean-Luc", TITLE | ALPHA}, {"COVID-19", UPPER}, {"10-year", LOWER},
      {"cafe\xcc\x81", LOWER | ALPHA}, {"中国", ALPHA}, {"ǅ", TITLE | UPPER | ALPHA}, {"5", GLOSS_IS_NUMBER}, {"5th", GLOSS_IS_NUMBER | LOWER},
      {".", GLOSS_IS_PUNCT}, {"“", GLOSS_IS_PUNCT | GLOSS_IS_QUOTE}, {"\"", GLOSS_IS_PUNCT | GLOSS_IS_QUOTE}, {"'", GLOSS_IS_PUNCT | GLOSS_IS_QUOTE},
      {"``", GLOSS_IS_PUNCT | GLOSS_IS_QUOTE}, {"''", GLOSS_IS_PUNCT | GLOSS_IS_QUOTE}, {"-", GLOSS_IS_PUNCT}, {"$", 0}, {"", 0},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (word_of(known[i].text)->flags != known[i].flags) fail_msg("\"%s\" has flags %x", known[i].text, word_of(known[i].text)->flags);
}

static void assert_shape(const char *text, const char *shape) {
  uint32_t word = gloss_vocabulary_shape(vocabulary, gloss_vocabulary_intern(vocabulary, gloss_slice_of(text)));
  assert_slice(gloss_word_text(gloss_vocabulary_word(vocabulary, word)), shape);
}

static void a_shape_shows_capitals_and_digits_in_runs_of_four_at_most(void **state) {
  (void)state;
  assert_shape("Ann", "Xxx");
  assert_shape("Washington", "Xxxxx");
  assert_shape("NATO", "XXXX");
  assert_shape("U.S.", "X.X.");
  assert_shape("12.5", "dd.d");
  assert_shape("1000000", "dddd");
  assert_shape("COVID-19", "XXXX-dd");
  assert_shape("McKay", "XxXxx");
  assert_shape("......", "......");
  assert_shape("don’t", "xxx’x");
  assert_shape("", "");
}

static void composed_and_decomposed_letters_have_one_shape(void **state) {
  (void)state;
  assert_shape("Caf\xc3\xa9", "Xxxx");
  assert_shape("Cafe\xcc\x81", "Xxxx");
}

static void hostile_words_have_a_kind_and_a_shape_too(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < 3000; round++) {
    static const uint32_t characters[] = {0, '.', '-', '@', '#', '/', ':', '1', 'a', 'A', 0x301, 0x200b, 0xe9, 0x2019, 0x4e2d, 0x1f600, 0x10ffff};
    gloss_buffer text = {0};
    for (uint32_t size = random_below(&seed, 8); size > 0; size--)
      text.size += gloss_utf8_encode(characters[random_below(&seed, 17)], gloss_buffer_reserve(&text, 4));
    uint32_t word = gloss_vocabulary_intern(vocabulary, gloss_buffer_slice(&text));
    assert_true(gloss_vocabulary_word(vocabulary, word)->kind <= GLOSS_EMOJI);
    gloss_slice shape = gloss_word_text(gloss_vocabulary_word(vocabulary, gloss_vocabulary_shape(vocabulary, word)));
    assert_true(gloss_utf8_is_valid(shape));
    gloss_buffer_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_has_a_kind),
      cmocka_unit_test(a_word_has_flags),
      cmocka_unit_test(a_shape_shows_capitals_and_digits_in_runs_of_four_at_most),
      cmocka_unit_test(composed_and_decomposed_letters_have_one_shape),
      cmocka_unit_test(hostile_words_have_a_kind_and_a_shape_too),
  };
  return cmocka_run_group_tests(tests, make_vocabulary, free_vocabulary);
}

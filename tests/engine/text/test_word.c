#include "check.h"

#include <ctype.h>
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

/* Words of one kind, up to the first that is NULL. */
typedef struct words_of_a_kind {
  gloss_word_kind kind;
  const char *words[16];
} words_of_a_kind;

static void a_word_has_a_kind(void **state) {
  (void)state;
  const words_of_a_kind known[] = {
      {GLOSS_WORD, {"word", "U.S.", "n't", "don’t", "10-year", "B2B", "Москва", "中国", "AT&T", "and/or", "e.g.", "COVID-19"}},
      {GLOSS_WORD, {"example.org", ".com", "a.uk", "report.pdf/com", "no.com."}},
      {GLOSS_NUMERAL, {"5", "1,000.50", "-3.5", "−3", ".5", "+44", "10:30", "2/3", "½", "1st", "1990s", "2019-20", "٣", "#1"}},
      {GLOSS_PUNCT, {".", "...", "…", "--", "—", "“", "'", "``", "''", "?!", "(", "@", "#"}},
      {GLOSS_SYMBOL, {"$", "€", "+", "©", "™", "\xe2\x80\x8b", ""}},
      {GLOSS_URL, {"https://example.com/a?b=1", "www.bbc.co.uk", "example.com", "bbc.co.uk/news", "Example.COM"}},
      {GLOSS_EMAIL, {"ann@example.com"}},
      {GLOSS_HANDLE, {"@YouTube", "@5"}},
      {GLOSS_HASHTAG, {"#MeToo"}},
      {GLOSS_EMOJI, {"😀", "🇺🇸", "👍🏽", "❤️", "👩‍💻"}},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    for (const char *const *word = known[i].words; *word; word++)
      if (word_of(*word)->kind != known[i].kind)
        fail_msg("\"%s\" is a %s", *word, gloss_word_kind_name(word_of(*word)->kind));
}

enum {
  TITLE = GLOSS_IS_TITLE,
  UPPER = GLOSS_IS_UPPER,
  LOWER = GLOSS_IS_LOWER,
  ALPHA = GLOSS_IS_ALPHA,
  NUMBER = GLOSS_IS_NUMBER,
  PUNCT = GLOSS_IS_PUNCT,
  QUOTE = GLOSS_IS_QUOTE,
};

typedef struct words_with_flags {
  unsigned flags;
  const char *words[16];
} words_with_flags;

static void a_word_has_flags(void **state) {
  (void)state;
  const words_with_flags known[] = {
      {TITLE | ALPHA, {"Ann", "McKay", "O'Neill", "O’Neill", "Jean-Luc"}},
      {TITLE | UPPER | ALPHA, {"A", "É", "ǅ"}},
      {TITLE, {"Ph.D."}},
      {UPPER | ALPHA, {"NATO"}},
      {UPPER, {"U.S.", "COVID-19"}},
      {LOWER | ALPHA, {"word", "n't", "well-known", "cafe\xcc\x81"}},
      {LOWER, {"10-year"}},
      {ALPHA, {"iPhone", "中国"}},
      {NUMBER, {"5"}},
      {NUMBER | LOWER, {"5th"}},
      {PUNCT, {".", "-"}},
      {PUNCT | QUOTE, {"“", "\"", "'", "``", "''"}},
      {0, {"$", ""}},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    for (const char *const *word = known[i].words; *word; word++)
      if (word_of(*word)->flags != known[i].flags) fail_msg("\"%s\" has flags %x", *word, word_of(*word)->flags);
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

static gloss_buffer random_word(uint64_t *seed) {
  static const uint32_t characters[] = {0,     '.',    '-',  '@',    '#',    '/',     ':',     '1', 'a', 'A',
                                        0x301, 0x200b, 0xe9, 0x2019, 0x4e2d, 0x1f600, 0x10ffff};
  gloss_buffer text = {0};
  for (uint32_t size = random_below(seed, 8); size > 0; size--)
    text.size += gloss_utf8_encode(characters[random_below(seed, 17)], gloss_buffer_reserve(&text, 4));
  return text;
}

/* The classes that some character of the word has. */
static uint16_t classes_in(gloss_slice word) {
  uint16_t classes = 0;
  for (size_t at = 0; at < word.size;) {
    uint32_t c;
    at += gloss_utf8_decode(word.data + at, &c);
    classes |= gloss_char_class(c);
  }
  return classes;
}

/* What a kind promises of its characters, whatever they are. */
static bool fits_kind(gloss_slice word, gloss_word_kind kind) {
  bool has_letter = classes_in(word) & GLOSS_CHAR_LETTER, has_digit = classes_in(word) & GLOSS_CHAR_NUMBER;
  switch (kind) {
    case GLOSS_WORD: case GLOSS_URL: case GLOSS_EMAIL: return has_letter || has_digit;
    case GLOSS_NUMERAL: return has_digit;
    case GLOSS_HANDLE: return word.data[0] == '@' && (has_letter || has_digit);
    case GLOSS_HASHTAG: return word.data[0] == '#' && has_letter;
    case GLOSS_EMOJI: return !has_letter && !has_digit && classes_in(word) & GLOSS_CHAR_EMOJI;
    case GLOSS_PUNCT: return !has_letter && !has_digit && classes_in(word) & (GLOSS_CHAR_PUNCT | GLOSS_CHAR_QUOTE);
    case GLOSS_SYMBOL: return !has_letter && !has_digit;
  }
  return false;
}

static void hostile_words_have_a_kind_that_fits_their_characters(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < 3000; round++) {
    gloss_buffer text = random_word(&seed);
    gloss_slice slice = gloss_buffer_slice(&text);
    gloss_word_kind kind = gloss_vocabulary_word(vocabulary, gloss_vocabulary_intern(vocabulary, slice))->kind;
    if (!fits_kind(slice, kind)) fail_msg("\"%.*s\" is a %s", GLOSS_PRINT(slice), gloss_word_kind_name(kind));
    gloss_buffer_free(&text);
  }
}

static void hostile_words_have_a_shape_without_letters_digits_and_marks_of_theirs(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < 3000; round++) {
    gloss_buffer text = random_word(&seed);
    uint32_t word = gloss_vocabulary_intern(vocabulary, gloss_buffer_slice(&text));
    gloss_slice shape = gloss_word_text(gloss_vocabulary_word(vocabulary, gloss_vocabulary_shape(vocabulary, word)));
    assert_true(gloss_utf8_is_valid(shape));
    assert_false(classes_in(shape) & (GLOSS_CHAR_DIGIT | GLOSS_CHAR_MARK | GLOSS_CHAR_IGNORABLE));
    for (size_t i = 0; i < shape.size; i++)
      if (isalpha((unsigned char)shape.data[i])) assert_non_null(strchr("Xxd", shape.data[i]));
    gloss_buffer_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_has_a_kind),
      cmocka_unit_test(a_word_has_flags),
      cmocka_unit_test(a_shape_shows_capitals_and_digits_in_runs_of_four_at_most),
      cmocka_unit_test(composed_and_decomposed_letters_have_one_shape),
      cmocka_unit_test(hostile_words_have_a_kind_that_fits_their_characters),
      cmocka_unit_test(hostile_words_have_a_shape_without_letters_digits_and_marks_of_theirs),
  };
  return cmocka_run_group_tests(tests, make_vocabulary, free_vocabulary);
}

#include "text/room.h"
#include "unicode/unicode.h"

/* What the characters of a word are, taken together. */
typedef struct summary {
  uint16_t all, any; /* classes that every character, that some character has */
  uint32_t letters, uppers, lowers, digits, others;
  bool starts_upper;
} summary;

static bool is_joint(uint32_t c) {
  return c == '\'' || c == 0x2019 || c == '-' || c == 0x2010 || c == 0x2011;
}

static summary summarise(gloss_slice word) {
  summary s = {.all = 0xffff};
  for (size_t at = 0; at < word.size;) {
    uint32_t c;
    bool first = at == 0;
    at += gloss_utf8_decode(word.data + at, &c);
    uint16_t class = gloss_char_class(c);
    s.any |= class;
    s.all &= class;
    if (class & (GLOSS_CHAR_MARK | GLOSS_CHAR_IGNORABLE)) continue;
    if (class & GLOSS_CHAR_LETTER) s.letters++;
    else if (class & GLOSS_CHAR_NUMBER) s.digits++;
    else if (!is_joint(c)) s.others++;
    s.uppers += (class & GLOSS_CHAR_UPPER) != 0;
    s.lowers += (class & GLOSS_CHAR_LOWER) != 0;
    if (first) s.starts_upper = (class & GLOSS_CHAR_UPPER) != 0;
  }
  return s;
}

static bool begins(gloss_slice word, const char *start) {
  return gloss_slice_starts_with(word, gloss_slice_of(start));
}

static bool contains(gloss_slice word, const char *part) {
  return memmem(word.data, word.size, part, strlen(part)) != NULL;
}

static bool is_url(gloss_slice word) {
  return contains(word, "://") || begins(word, "www.") || begins(word, "mailto:");
}

static bool is_email(gloss_slice word) {
  const char *at = memchr(word.data, '@', word.size);
  return at && at > word.data && at + 1 < word.data + word.size && memchr(at, '.', (size_t)(word.data + word.size - at)) != NULL;
}

static bool is_sign(uint32_t c) {
  return c == '.' || c == '-' || c == '+' || c == '#' || c == 0x2212;
}

/* "1,000", "-3.5", "10:30", "2/3", "50", ".5", "½", "#1", "1st", "1990s": begins with a digit, a sign or a point, and has digits.
 */
static bool is_number(gloss_slice word, const summary *s) {
  if (s->digits == 0) return false;
  uint32_t first;
  gloss_utf8_decode(word.data, &first);
  bool starts = (gloss_char_class(first) & GLOSS_CHAR_NUMBER) || is_sign(first);
  bool ordinal = s->letters == 2 && s->lowers == 2 && s->digits + 2 == word.size;
  bool decade = word.data[word.size - 1] == 's' && s->letters == 1;
  return starts && (s->letters == 0 || ordinal || decade);
}

/* "example.com", "bbc.co.uk/news": letters around points, and a last part that the language has listed. */
static bool is_bare_url(const gloss_language *language, gloss_slice norm, const summary *s) {
  if (s->letters < 4) return false;
  const char *slash = memchr(norm.data, '/', norm.size);
  gloss_slice host = {norm.data, slash ? (size_t)(slash - norm.data) : norm.size};
  const char *point = memrchr(host.data, '.', host.size);
  if (point == NULL || point == host.data) return false;
  return gloss_language_is_domain(language, gloss_slice_cut(host, (size_t)(point + 1 - host.data), host.size));
}

gloss_word_kind gloss_word_kind_of(const gloss_language *language, gloss_slice word, gloss_slice norm) {
  if (word.size == 0) return GLOSS_SYMBOL;
  summary s = summarise(word);
  if (word.data[0] == '#' && s.letters > 0) return GLOSS_HASHTAG;
  if (word.data[0] == '@' && s.letters + s.digits > 0) return GLOSS_HANDLE;
  if (is_number(word, &s)) return GLOSS_NUMERAL;
  if (s.letters > 0 && s.others > 0) {
    if (is_url(word)) return GLOSS_URL;
    if (is_email(word)) return GLOSS_EMAIL;
    if (is_bare_url(language, norm, &s)) return GLOSS_URL;
  }
  if (s.letters + s.digits > 0) return GLOSS_WORD;
  if (s.any & GLOSS_CHAR_EMOJI) return GLOSS_EMOJI;
  if (s.any & GLOSS_CHAR_QUOTE) return GLOSS_PUNCT; /* ` is a symbol to Unicode */
  return s.any & GLOSS_CHAR_PUNCT && !(s.any & GLOSS_CHAR_SYMBOL) ? GLOSS_PUNCT : GLOSS_SYMBOL;
}

static bool is_quote(gloss_slice word, const summary *s) {
  return (s->all & GLOSS_CHAR_QUOTE) != 0 && word.size <= 4;
}

uint16_t gloss_word_flags_of(gloss_slice word, gloss_word_kind kind) {
  summary s = summarise(word);
  uint16_t flags = 0;
  if (s.starts_upper && (s.letters == 1 || s.lowers > 0)) flags |= GLOSS_IS_TITLE;
  if (s.letters > 0 && s.lowers == 0 && s.uppers > 0) flags |= GLOSS_IS_UPPER;
  if (s.letters > 0 && s.uppers == 0 && s.lowers > 0) flags |= GLOSS_IS_LOWER;
  if (s.letters > 0 && s.digits == 0 && s.others == 0) flags |= GLOSS_IS_ALPHA;
  if (kind == GLOSS_NUMERAL) flags |= GLOSS_IS_NUMBER;
  if (kind == GLOSS_PUNCT) flags |= GLOSS_IS_PUNCT;
  if (kind == GLOSS_PUNCT && is_quote(word, &s)) flags |= GLOSS_IS_QUOTE;
  return flags;
}

static char shape_of(uint32_t c) {
  uint16_t class = gloss_char_class(c);
  if (class & GLOSS_CHAR_UPPER) return 'X';
  if (class & GLOSS_CHAR_LETTER) return 'x';
  return class & GLOSS_CHAR_DIGIT ? 'd' : 0;
}

void gloss_word_shape_of(gloss_slice word, gloss_buffer *shape) {
  enum { LONGEST_RUN = 4 };
  char last = 0;
  int run = 0;
  for (size_t at = 0; at < word.size;) {
    uint32_t c;
    uint32_t size = gloss_utf8_decode(word.data + at, &c);
    char letter = shape_of(c);
    at += size;
    if (gloss_char_class(c) & (GLOSS_CHAR_MARK | GLOSS_CHAR_IGNORABLE)) continue; /* "é" may be one character or two */
    run = letter && letter == last ? run + 1 : 1;
    last = letter;
    if (letter == 0) gloss_buffer_add(shape, gloss_slice_cut(word, at - size, at));
    else if (run <= LONGEST_RUN) gloss_buffer_add_char(shape, letter);
  }
}

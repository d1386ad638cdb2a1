#include "text/language.h"

#include <stdlib.h>

#include "base/list_file.h"
#include "base/memory.h"
#include "base/table.h"
#include "unicode/unicode.h"

/* A rule of endings.tsv. */
typedef struct ending {
  gloss_slice ending, replacement;
  uint32_t minimum; /* code points before the ending */
  bool known;       /* what it leaves behind must be in words.txt */
  uint32_t next;    /* the next rule whose ending has the same last byte */
} ending;

#define NO_RULE UINT32_MAX

struct gloss_language {
  char *name, *folder;
  gloss_table stop, domains, words;
  gloss_table lemmas; /* form: entry of `bases` */
  gloss_table bases;
  ending *endings; /* in the order they are tried */
  uint32_t ending_count, ending_capacity;
  uint32_t first_by_byte[256]; /* the first rule whose ending has this last byte, and the last one so far */
  uint32_t last_by_byte[256];
  gloss_arena text;
  gloss_buffer folded; /* while it is read */
};

/* An entry as it is looked up: folded; kept in the arena. Fails when there is nothing in it, or no text. */
static bool read_word(gloss_language *language, gloss_slice cell, gloss_slice *word, gloss_error *error) {
  if (!gloss_utf8_is_valid(cell)) return gloss_fail(error, "is not UTF-8");
  gloss_buffer_clear(&language->folded);
  gloss_fold(gloss_slice_trim(cell), &language->folded);
  *word = gloss_arena_copy(&language->text, gloss_buffer_slice(&language->folded));
  return word->size > 0 || gloss_fail(error, "a word is missing");
}

static bool take_stop(void *taker, const gloss_slice *cells, gloss_error *error) {
  gloss_language *language = taker;
  gloss_slice word;
  if (!read_word(language, cells[0], &word, error)) return false;
  gloss_table_set(&language->stop, word, 0);
  return true;
}

static bool take_domain(void *taker, const gloss_slice *cells, gloss_error *error) {
  gloss_language *language = taker;
  gloss_slice part;
  if (!read_word(language, cells[0], &part, error)) return false;
  gloss_table_set(&language->domains, part, 0);
  return true;
}

static bool take_word(void *taker, const gloss_slice *cells, gloss_error *error) {
  gloss_language *language = taker;
  gloss_slice word;
  if (!read_word(language, cells[0], &word, error)) return false;
  gloss_table_set(&language->words, word, 0);
  return true;
}

static bool take_lemma(void *taker, const gloss_slice *cells, gloss_error *error) {
  gloss_language *language = taker;
  gloss_slice form, lemma;
  if (!read_word(language, cells[0], &form, error) || !read_word(language, cells[1], &lemma, error)) return false;
  if (gloss_table_has(&language->lemmas, form)) return gloss_fail(error, "\"%.*s\" is listed twice", GLOSS_PRINT(form));
  gloss_table_set(&language->lemmas, form, gloss_table_set(&language->bases, lemma, 0));
  return true;
}

/* A number of up to four digits; no cell is 0. */
static bool read_number(gloss_slice cell, uint32_t limit, const char *column, uint32_t *number, gloss_error *error) {
  *number = 0;
  bool good = cell.size <= 4;
  for (size_t i = 0; i < cell.size && good; i++) {
    good = cell.data[i] >= '0' && cell.data[i] <= '9';
    *number = *number * 10 + (uint32_t)(cell.data[i] - '0');
  }
  if (good && *number <= limit) return true;
  return gloss_fail(error, "%s is \"%.*s\", and must be a number from 0 to %u", column, GLOSS_PRINT(cell), limit);
}

/* Rules with one last byte are chained in their order, so that a word meets only those that may fit. */
static void chain(gloss_language *language, uint32_t rule) {
  gloss_slice text = language->endings[rule].ending;
  unsigned char byte = (unsigned char)text.data[text.size - 1];
  if (language->first_by_byte[byte] == NO_RULE) language->first_by_byte[byte] = rule;
  else language->endings[language->last_by_byte[byte]].next = rule;
  language->last_by_byte[byte] = rule;
}

static bool take_ending(void *taker, const gloss_slice *cells, gloss_error *error) {
  gloss_language *language = taker;
  ending rule = {.next = NO_RULE};
  uint32_t known;
  if (!read_word(language, cells[0], &rule.ending, error)) return false;
  if (cells[1].size > 0 && !read_word(language, cells[1], &rule.replacement, error)) return false;
  if (!read_number(cells[2], 1000, "minimum", &rule.minimum, error) || !read_number(cells[3], 1, "known", &known, error))
    return false;
  rule.known = known;
  language->endings = gloss_grow(language->endings, &language->ending_capacity, language->ending_count + 1u, sizeof rule);
  language->endings[language->ending_count] = rule;
  chain(language, language->ending_count++);
  return true;
}

static bool read_folder(gloss_language *language, gloss_error *error) {
  return gloss_list_read(language->folder, "stop.txt", 1, take_stop, language, error) &&
         gloss_list_read(language->folder, "domains.txt", 1, take_domain, language, error) &&
         gloss_list_read(language->folder, "lemmas.tsv", 2, take_lemma, language, error) &&
         gloss_list_read(language->folder, "endings.tsv", 4, take_ending, language, error) &&
         gloss_list_read(language->folder, "words.txt", 1, take_word, language, error);
}

gloss_language *gloss_language_new(const char *name, const char *folder, gloss_error *error) {
  gloss_language *language = gloss_allocate_zeroed(1, sizeof *language);
  language->name = gloss_copy_string(name);
  language->folder = folder ? gloss_copy_string(folder) : NULL;
  for (int i = 0; i < 256; i++) language->first_by_byte[i] = NO_RULE;
  bool read = folder == NULL || read_folder(language, error);
  gloss_buffer_free(&language->folded);
  if (read) return language;
  gloss_language_free(language);
  return NULL;
}

void gloss_language_free(gloss_language *language) {
  if (language == NULL) return;
  free(language->name);
  free(language->folder);
  gloss_table_free(&language->stop);
  gloss_table_free(&language->domains);
  gloss_table_free(&language->words);
  gloss_table_free(&language->lemmas);
  gloss_table_free(&language->bases);
  free(language->endings);
  gloss_arena_free(&language->text);
  free(language);
}

const char *gloss_language_name(const gloss_language *language) {
  return language->name;
}

const char *gloss_language_folder(const gloss_language *language) {
  return language->folder;
}

bool gloss_language_is_stop(const gloss_language *language, gloss_slice norm) {
  return gloss_table_has(&language->stop, norm);
}

bool gloss_language_is_domain(const gloss_language *language, gloss_slice part) {
  return gloss_table_has(&language->domains, part);
}

/* Letters, with marks, apostrophes and hyphens. */
static bool is_inflected(gloss_slice norm) {
  for (size_t at = 0; at < norm.size;) {
    uint32_t c;
    at += gloss_utf8_decode(norm.data + at, &c);
    if (!(gloss_char_class(c) & (GLOSS_CHAR_LETTER | GLOSS_CHAR_MARK)) && c != '\'' && c != '-') return false;
  }
  return norm.size > 0;
}

/* Does the rule fit? Then `lemma` has what it leaves behind. */
static bool apply(const gloss_language *language, const ending *rule, gloss_slice norm, gloss_buffer *lemma) {
  if (!gloss_slice_ends_with(norm, rule->ending)) return false;
  gloss_slice stem = gloss_slice_cut(norm, 0, norm.size - rule->ending.size);
  if (gloss_utf8_count(stem) < rule->minimum) return false;
  gloss_buffer_clear(lemma);
  gloss_buffer_add(lemma, stem);
  gloss_buffer_add(lemma, rule->replacement);
  return lemma->size > 0 && (!rule->known || gloss_table_has(&language->words, gloss_buffer_slice(lemma)));
}

gloss_slice gloss_language_lemma(const gloss_language *language, gloss_slice norm, gloss_buffer *space) {
  uint32_t base = gloss_table_get(&language->lemmas, norm, GLOSS_TABLE_NONE);
  if (base != GLOSS_TABLE_NONE) return language->bases.entries[base].key;
  if (!is_inflected(norm)) return norm;
  uint32_t rule = language->first_by_byte[(unsigned char)norm.data[norm.size - 1]];
  for (; rule != NO_RULE; rule = language->endings[rule].next)
    if (apply(language, &language->endings[rule], norm, space)) return gloss_buffer_slice(space);
  return norm;
}

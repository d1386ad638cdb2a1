#include "segment/word_set.h"

#include "unicode/unicode.h"

void gloss_word_set_free(gloss_word_set *set) {
  gloss_table_free(&set->words);
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static char upper(char c) {
  return c >= 'a' && c <= 'z' ? (char)(c & ~0x20) : c;
}

static gloss_slice lower_ascii(gloss_slice word, char *space) {
  for (size_t i = 0; i < word.size; i++) space[i] = lower(word.data[i]);
  return (gloss_slice){space, word.size};
}

static void add_form(gloss_word_set *set, gloss_slice form, uint32_t value) {
  char space[GLOSS_WORD_SET_SIZE_MAX];
  if (form.size - 1 >= GLOSS_WORD_SET_SIZE_MAX) return;
  gloss_table_set(&set->words, lower_ascii(form, space), value);
  const char first[] = {lower(form.data[0]), upper(form.data[0])};
  for (int i = 0; i < 2; i++) {
    set->sieve[(unsigned char)first[i]] |= gloss_word_set_sieve_bit(form);
    set->sizes[(unsigned char)first[i]] |= UINT64_C(1) << form.size;
  }
}

/* The first letter a capital, the rest as it is. */
static void add_capitalised(gloss_word_set *set, gloss_slice word, uint32_t value) {
  gloss_buffer form = {0};
  uint32_t first, size = gloss_utf8_decode(word.data, &first);
  gloss_upper(gloss_slice_cut(word, 0, size), &form);
  gloss_buffer_add(&form, gloss_slice_cut(word, size, word.size));
  add_form(set, gloss_buffer_slice(&form), value);
  gloss_buffer_free(&form);
}

static void add_in_capitals(gloss_word_set *set, gloss_slice word, uint32_t value) {
  gloss_buffer form = {0};
  gloss_upper(word, &form);
  add_form(set, gloss_buffer_slice(&form), value);
  gloss_buffer_free(&form);
}

static void add_with_apostrophe(gloss_word_set *set, gloss_slice word, gloss_slice apostrophe, uint32_t value) {
  gloss_buffer form = {0};
  for (size_t i = 0; i < word.size; i++)
    if (word.data[i] == '\'') gloss_buffer_add(&form, apostrophe);
    else gloss_buffer_add_char(&form, word.data[i]);
  add_form(set, gloss_buffer_slice(&form), value);
  gloss_buffer_free(&form);
}

static bool is_ascii(gloss_slice word) {
  for (size_t i = 0; i < word.size; i++)
    if ((unsigned char)word.data[i] >= 0x80) return false;
  return true;
}

bool gloss_word_set_add(gloss_word_set *set, gloss_slice word, uint32_t value) {
  if (word.size - 1 >= GLOSS_WORD_SET_SIZE_MAX) return false;
  add_form(set, word, value);
  if (!is_ascii(word)) {
    add_capitalised(set, word, value);
    add_in_capitals(set, word, value);
  }
  if (memchr(word.data, '\'', word.size)) {
    add_with_apostrophe(set, word, GLOSS_SLICE("’"), value);
    add_with_apostrophe(set, word, GLOSS_SLICE("`"), value);
  }
  return true;
}

uint32_t gloss_word_set_find(const gloss_word_set *set, gloss_slice word) {
  char space[GLOSS_WORD_SET_SIZE_MAX];
  return gloss_table_get(&set->words, lower_ascii(word, space), GLOSS_WORD_NONE);
}

#include "match/phrase_block.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "match/phrase_room.h"
#include "unicode/unicode.h"

uint32_t gloss_phrase_capitals(gloss_slice word, bool *has_small) {
  uint32_t capitals = 0, letter = 0;
  *has_small = false;
  for (size_t at = 0; at < word.size;) {
    uint32_t c;
    at += gloss_utf8_decode(word.data + at, &c);
    uint16_t class = gloss_char_class(c);
    if (!(class & GLOSS_CHAR_LETTER)) continue;
    if (class & GLOSS_CHAR_LOWER) *has_small = true;
    if (class & GLOSS_CHAR_UPPER && letter < 32) capitals |= 1u << letter;
    letter++;
  }
  return capitals;
}

uint32_t gloss_phrase_find_word(const gloss_phrase_block *block, gloss_slice text) {
  const uint32_t *index = gloss_phrase_block_word_index(block);
  const gloss_phrase_word_row *words = gloss_phrase_block_words(block);
  const char *strings = gloss_phrase_block_strings(block);
  uint32_t slot = gloss_phrase_slot(gloss_hash(text), block->word_slots);
  for (; index[slot]; slot = slot + 1 == block->word_slots ? 0 : slot + 1) {
    const gloss_phrase_word_row *word = &words[index[slot] - 1];
    if (gloss_slice_equal((gloss_slice){strings + word->text, word[1].text - word->text}, text)) return index[slot] - 1;
  }
  return GLOSS_NO_WORD;
}

void gloss_phrase_add_string(gloss_buffer *strings, gloss_slice string) {
  size_t size = string.data ? string.size + 1 : 0;
  for (; size >= 0x80; size >>= 7) gloss_buffer_add_char(strings, (char)(size | 0x80));
  gloss_buffer_add_char(strings, (char)size);
  gloss_buffer_add(strings, string);
}

gloss_slice gloss_phrase_read_string(const char **at) {
  const unsigned char *next = (const unsigned char *)*at;
  size_t size = 0;
  for (int shift = 0;; shift += 7) {
    size |= (size_t)(*next & 0x7f) << shift;
    if (*next++ < 0x80) break;
  }
  *at = (const char *)next;
  if (size == 0) return (gloss_slice){NULL, 0};
  *at += size - 1;
  return (gloss_slice){(const char *)next, size - 1};
}

void gloss_phrases_free(gloss_phrases *phrases) {
  if (phrases == NULL) return;
  if (phrases->mapping.data) munmap((void *)phrases->mapping.data, phrases->mapping.size);
  else free((void *)phrases->block);
  free(phrases);
}

uint32_t gloss_phrases_count(const gloss_phrases *phrases) {
  return phrases->block->entry_count;
}

enum { VERY_MANY = 10000 };

bool gloss_phrases_each_word(const gloss_phrases *phrases, gloss_phrase_word_visitor *visit, void *context) {
  const gloss_phrase_block *block = phrases->block;
  if (block->by_lemma || block->prefix_size > 0 || block->entry_count > VERY_MANY) return false;
  gloss_buffer folded = {0};
  for (uint32_t entry = 0; entry < block->entry_count; entry++) {
    gloss_buffer_clear(&folded);
    gloss_fold(gloss_phrases_name(phrases, entry), &folded);
    visit(context, gloss_buffer_slice(&folded));
  }
  gloss_buffer_free(&folded);
  return true;
}

size_t gloss_phrases_size(const gloss_phrases *phrases) {
  return phrases->block->size;
}

uint32_t gloss_phrases_column_count(const gloss_phrases *phrases) {
  return phrases->block->column_count;
}

/* The string `index` of those that begin at `at`. */
static gloss_slice string_at(const char *at, uint32_t index) {
  gloss_slice string = gloss_phrase_read_string(&at);
  while (index-- > 0) string = gloss_phrase_read_string(&at);
  return string;
}

gloss_slice gloss_phrases_column(const gloss_phrases *phrases, uint32_t column) {
  const gloss_phrase_block *block = phrases->block;
  return string_at(gloss_phrase_block_strings(block) + gloss_phrase_block_words(block)[block->word_count].text, column);
}

static gloss_slice entry_string(const gloss_phrases *phrases, uint32_t entry, uint32_t index) {
  const gloss_phrase_block *block = phrases->block;
  return string_at(gloss_phrase_block_strings(block) + gloss_phrase_block_entries(block)[entry], index);
}

gloss_slice gloss_phrases_name(const gloss_phrases *phrases, uint32_t entry) {
  return entry_string(phrases, entry, 0);
}

gloss_slice gloss_phrases_cell(const gloss_phrases *phrases, uint32_t entry, uint32_t column) {
  return entry_string(phrases, entry, column + 1);
}

double gloss_phrases_weight(const gloss_phrases *phrases, uint32_t entry) {
  return phrases->block->weighted ? gloss_phrase_block_weights(phrases->block)[entry] : 0;
}

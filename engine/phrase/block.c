#include "phrase/block.h"

#include <stdlib.h>

#include "phrase/room.h"
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

void gloss_phrases_free(gloss_phrases *phrases) {
  if (phrases == NULL) return;
  free((void *)phrases->block);
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

gloss_slice gloss_phrases_column(const gloss_phrases *phrases, uint32_t column) {
  const gloss_phrase_block *block = phrases->block;
  const char *at = gloss_phrase_block_strings(block) + gloss_phrase_block_columns(block)[column];
  return gloss_phrase_read_string(&at);
}

static const char *strings_of(const gloss_phrases *phrases, uint32_t entry) {
  return gloss_phrase_block_strings(phrases->block) + gloss_phrase_block_entries(phrases->block)[entry];
}

gloss_slice gloss_phrases_name(const gloss_phrases *phrases, uint32_t entry) {
  const char *at = strings_of(phrases, entry);
  return gloss_phrase_read_string(&at);
}

gloss_phrase_fields gloss_phrases_fields(const gloss_phrases *phrases, uint32_t entry) {
  gloss_phrase_fields fields = {strings_of(phrases, entry)};
  gloss_phrase_read_string(&fields.next);
  return fields;
}

bool gloss_phrase_fields_next(gloss_phrase_fields *fields, gloss_arena *arena, gloss_phrase_field *field) {
  size_t column = gloss_phrase_read_number(&fields->next);
  if (column == 0) return false;
  *field = (gloss_phrase_field){(uint32_t)column - 1, gloss_phrase_read_value(&fields->next, arena)};
  return true;
}

double gloss_phrases_weight(const gloss_phrases *phrases, uint32_t entry) {
  return phrases->block->weighted ? gloss_phrase_block_weights(phrases->block)[entry] : 0;
}

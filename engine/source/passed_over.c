#include "source/passed_over.h"

#include <ctype.h>
#include <inttypes.h>

enum { ENDINGS = 256, SHOWN = 6 }; /* endings told apart; endings named */

void gloss_passed_over_free(gloss_passed_over *passed) {
  gloss_table_free(&passed->endings);
}

void gloss_passed_over_add(gloss_passed_over *passed, gloss_slice ending) {
  char lower[16];
  passed->count++;
  if (ending.size > sizeof lower) return; /* it is no ending that anybody knows */
  for (size_t i = 0; i < ending.size; i++) lower[i] = (char)tolower((unsigned char)ending.data[i]);
  gloss_slice key = {lower, ending.size};
  uint32_t before = gloss_table_get(&passed->endings, key, 0);
  if (before > 0 || passed->endings.count < ENDINGS) gloss_table_set(&passed->endings, key, before + 1);
}

static bool comes_before(const gloss_table_entry *a, const gloss_table_entry *b) {
  return a->value != b->value ? a->value > b->value : gloss_slice_compare(a->key, b->key) < 0;
}

/* The entry that comes next after `last`, NULL at the start; NULL at the end. */
static const gloss_table_entry *next_ending(const gloss_table *endings, const gloss_table_entry *last) {
  const gloss_table_entry *next = NULL;
  for (uint32_t i = 0; i < endings->count; i++) {
    const gloss_table_entry *entry = &endings->entries[i];
    if (last && !comes_before(last, entry)) continue;
    if (next == NULL || comes_before(entry, next)) next = entry;
  }
  return next;
}

void gloss_passed_over_print(const gloss_passed_over *passed, gloss_buffer *to) {
  const gloss_table_entry *entry = NULL;
  uint64_t left = passed->count;
  for (int i = 0; i < SHOWN && (entry = next_ending(&passed->endings, entry)); i++) {
    gloss_slice name = entry->key.size ? entry->key : GLOSS_SLICE("without an ending");
    gloss_buffer_print(to, "%s%.*s %" PRIu32, i > 0 ? ", " : "", GLOSS_PRINT(name), entry->value);
    left -= entry->value;
  }
  if (left > 0) gloss_buffer_print(to, "%sothers %" PRIu64, left < passed->count ? ", " : "", left);
}

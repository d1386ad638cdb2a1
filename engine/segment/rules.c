#include "segment/rules.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/list_file.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "segment/bytes.h"
#include "unicode/unicode.h"

static bool add_word(gloss_word_set *set, gloss_slice word, uint32_t value, gloss_error *error) {
  return gloss_word_set_add(set, word, value) ||
         gloss_fail(error, "\"%.*s\": a word has 1 to %d bytes", GLOSS_PRINT(word), GLOSS_WORD_SET_SIZE_MAX);
}

static bool take_word(void *taker, const gloss_slice *cells, gloss_error *error) {
  return add_word(taker, cells[0], 0, error);
}

static bool take_smile(void *taker, const gloss_slice *cells, gloss_error *error) {
  return add_word(taker, cells[0], GLOSS_WHOLE_SMILE, error);
}

/* The index of the name among the names, or an error that lists none but the nearest. */
static bool choose(gloss_slice name, const char *const *names, uint32_t count, uint32_t *chosen, gloss_error *error) {
  for (*chosen = 0; *chosen < count; ++*chosen)
    if (gloss_slice_is(name, names[*chosen])) return true;
  gloss_nearest nearest = {.word = name};
  char space[128];
  for (uint32_t i = 0; i < count; i++) gloss_nearest_offer(&nearest, gloss_slice_of(names[i]));
  return gloss_fail(error, "unknown kind \"%.*s\"%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, space));
}

static bool take_abbreviation(void *taker, const gloss_slice *cells, gloss_error *error) {
  static const char *const kinds[GLOSS_ABBREVIATION_KINDS] = {"name", "number", "inner", "end", "time", "date"};
  uint32_t kind, first = 0;
  if (!choose(cells[1], kinds, GLOSS_ABBREVIATION_KINDS, &kind, error)) return false;
  if (!gloss_slice_ends_with(cells[0], GLOSS_SLICE(".")))
    return gloss_fail(error, "\"%.*s\" does not end in a full stop", GLOSS_PRINT(cells[0]));
  gloss_utf8_decode(cells[0].data, &first);
  if (gloss_char_class(first) & GLOSS_CHAR_UPPER) kind |= GLOSS_ABBREVIATION_CAPITAL;
  return add_word(taker, cells[0], kind, error);
}

/* "can not" splits "cannot": the pieces, without the spaces, must be the form. */
static bool split_form(gloss_slice form, gloss_slice pieces, gloss_word_split *split) {
  gloss_slice piece;
  size_t at = 0;
  while (gloss_slice_split(&pieces, ' ', &piece)) {
    if (split->count == sizeof split->sizes || at + piece.size > form.size) return false;
    if (!gloss_slice_equal(gloss_slice_cut(form, at, at + piece.size), piece)) return false;
    split->sizes[split->count++] = (uint8_t)piece.size;
    at += piece.size;
  }
  return at == form.size && form.size <= GLOSS_WORD_SET_SIZE_MAX;
}

static bool take_contraction(void *taker, const gloss_slice *cells, gloss_error *error) {
  gloss_rules *rules = taker;
  gloss_word_split split = {0};
  if (!split_form(cells[0], cells[1], &split))
    return gloss_fail(error, "\"%.*s\" is not \"%.*s\" split in at most 4 pieces", GLOSS_PRINT(cells[1]), GLOSS_PRINT(cells[0]));
  rules->splits = gloss_grow(rules->splits, &rules->split_capacity, rules->split_count + 1u, sizeof *rules->splits);
  rules->splits[rules->split_count] = split;
  return add_word(&rules->contractions, cells[0], rules->split_count++, error);
}

static bool hugs_left(char byte) {
  return byte == ':' || byte == ',' || byte == '.' || byte == ')' || byte == '/';
}

void gloss_plain_words(gloss_slice words, gloss_buffer *to) {
  size_t start = to->size, kept = start;
  gloss_fold(words, to);
  for (size_t i = start; i < to->size; i++) {
    if (hugs_left(to->data[i]) && kept > start && to->data[kept - 1] == ' ') kept--;
    to->data[kept++] = to->data[i];
  }
  to->size = kept;
}

static gloss_slice keep_plain(gloss_rules *rules, gloss_slice words) {
  gloss_buffer plain = {0};
  gloss_plain_words(words, &plain);
  gloss_slice kept = gloss_arena_copy(&rules->arena, gloss_buffer_slice(&plain));
  gloss_buffer_free(&plain);
  return kept;
}

/* Takes the next run of plain letters. */
static bool next_letters(gloss_slice *rest, gloss_slice *letters) {
  size_t start = 0, end;
  while (start < rest->size && !gloss_byte_is(rest->data[start], GLOSS_BYTE_LETTER)) start++;
  for (end = start; end < rest->size && gloss_byte_is(rest->data[end], GLOSS_BYTE_LETTER);) end++;
  *letters = gloss_slice_cut(*rest, start, end);
  *rest = gloss_slice_cut(*rest, end, rest->size);
  return letters->size > 0;
}

/* Files the last rule under a word: a block without it is not compared. That is the first word where the rule asks for the start of
 * a block, else the longest, which is the rarest. */
static bool file_rule(gloss_rules *rules, gloss_error *error) {
  gloss_block_rule *rule = &rules->blocks[rules->block_count - 1];
  bool is_inner = rule->where == GLOSS_ENDS || rule->where == GLOSS_HAS;
  gloss_word_set *keys = is_inner ? &rules->inner_keys : &rules->front_keys;
  gloss_slice rest = rule->words, key, word;
  if (!next_letters(&rest, &key)) return gloss_fail(error, "\"%.*s\" has no word of plain letters", GLOSS_PRINT(rule->words));
  while (is_inner && next_letters(&rest, &word))
    if (word.size > key.size) key = word;
  rule->next = gloss_word_set_get(keys, key);
  return add_word(keys, key, rules->block_count - 1, error);
}

static bool read_longest(gloss_rules *rules, gloss_slice cell, uint32_t *longest, gloss_error *error) {
  *longest = (uint32_t)strtoul(gloss_arena_copy(&rules->arena, cell).data, NULL, 10);
  if (*longest > rules->longest_block) rules->longest_block = *longest;
  return *longest > 0 || gloss_fail(error, "\"%.*s\" is not a number of words", GLOSS_PRINT(cell));
}

/* Months and days of the week; the calendar has other words beside them, for those who read dates. */
static bool take_calendar(void *taker, const gloss_slice *cells, gloss_error *error) {
  bool is_date = gloss_slice_is(cells[1], "month") || gloss_slice_is(cells[1], "weekday");
  return !is_date || add_word(taker, cells[0], 0, error);
}

static bool take_block(void *taker, const gloss_slice *cells, gloss_error *error) {
  static const char *const wheres[GLOSS_WHERES] = {"starts", "ends", "has", "is", "names"};
  const char *kinds[GLOSS_BLOCK_KINDS];
  for (int kind = 0; kind < GLOSS_BLOCK_KINDS; kind++) kinds[kind] = gloss_block_kind_name((gloss_block_kind)kind);
  gloss_rules *rules = taker;
  uint32_t kind, where, longest;
  if (!choose(cells[0], kinds, GLOSS_BLOCK_KINDS, &kind, error) || !choose(cells[1], wheres, GLOSS_WHERES, &where, error) ||
      !read_longest(rules, cells[3], &longest, error))
    return false;
  rules->blocks = gloss_grow(rules->blocks, &rules->block_capacity, rules->block_count + 1u, sizeof *rules->blocks);
  rules->blocks[rules->block_count++] = (gloss_block_rule){
    .words = keep_plain(rules, cells[2]), .longest = longest, .kind = (gloss_block_kind)kind, .where = (gloss_where)where};
  return file_rule(rules, error);
}

/* The files that are plain lists, and the sets they fill. */
static const struct {
  const char *name;
  size_t set;
} lists[] = {
  {"clitics.txt", offsetof(gloss_rules, clitics)},
  {"hyphen_prefixes.txt", offsetof(gloss_rules, prefixes)},
  {"glued_units.txt", offsetof(gloss_rules, units)},
  {"whole_tokens.txt", offsetof(gloss_rules, whole)},
  {"domains.txt", offsetof(gloss_rules, last_parts)},
  {"file_endings.txt", offsetof(gloss_rules, last_parts)},
  {"sentence_starters.txt", offsetof(gloss_rules, starters)},
  {"reporting_forms.txt", offsetof(gloss_rules, reporting)},
  {"small_words.txt", offsetof(gloss_rules, small)},
  {"date_words.txt", offsetof(gloss_rules, dates)},
};

static gloss_word_set *set_of(gloss_rules *rules, size_t list) {
  return (gloss_word_set *)(void *)((char *)rules + lists[list].set);
}

bool gloss_rules_read(gloss_rules *rules, const char *folder, gloss_error *error) {
  *rules = (gloss_rules){0};
  if (folder == NULL) return true;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    if (!gloss_list_read(folder, lists[i].name, 1, take_word, set_of(rules, i), error)) return false;
  return gloss_list_read(folder, "smiles.txt", 1, take_smile, &rules->whole, error) &&
         gloss_list_read(folder, "calendar.tsv", 3, take_calendar, &rules->dates, error) &&
         gloss_list_read(folder, "abbreviations.tsv", 2, take_abbreviation, &rules->abbreviations, error) &&
         gloss_list_read(folder, "contractions.tsv", 2, take_contraction, rules, error) &&
         gloss_list_read(folder, "blocks.tsv", 4, take_block, rules, error);
}

void gloss_rules_free(gloss_rules *rules) {
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) gloss_word_set_free(set_of(rules, i));
  gloss_word_set_free(&rules->abbreviations);
  gloss_word_set_free(&rules->contractions);
  gloss_word_set_free(&rules->front_keys);
  gloss_word_set_free(&rules->inner_keys);
  free(rules->splits);
  free(rules->blocks);
  gloss_arena_free(&rules->arena);
}

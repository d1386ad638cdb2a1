#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "manual/manual.h"
#include "unicode/unicode.h"

/* -- Words */

static bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

/* The next word of a folded text, and `rest` past it. */
static bool next_word(gloss_slice *rest, gloss_slice *word) {
  size_t start = 0, end;
  while (start < rest->size && !is_of_word(rest->data[start])) start++;
  for (end = start; end < rest->size && is_of_word(rest->data[end]);) end++;
  *word = gloss_slice_cut(*rest, start, end);
  *rest = gloss_slice_cut(*rest, end, rest->size);
  return word->size > 0;
}

/* "count", "counts", "counting" are one word: they go on from one another by three letters at most. */
static bool is_same_word(gloss_slice a, gloss_slice b) {
  enum { SHORTEST = 4, LONGEST_ENDING = 3 };
  gloss_slice shorter = a.size < b.size ? a : b, longer = a.size < b.size ? b : a;
  if (shorter.size == longer.size) return gloss_slice_equal(a, b);
  return shorter.size >= SHORTEST && longer.size - shorter.size <= LONGEST_ENDING && gloss_slice_starts_with(longer, shorter);
}

static uint32_t count_word(gloss_slice folded, gloss_slice wanted) {
  gloss_slice word;
  uint32_t count = 0;
  while (next_word(&folded, &word)) count += is_same_word(word, wanted);
  return count;
}

/* -- Sections: BM25 (Robertson and Walker 1994), a word of the heading counting as several of the text */

typedef struct scored {
  uint32_t section;
  double score;
} scored;

static int compare_scores(const void *a, const void *b) {
  const scored *one = a, *other = b;
  if (one->score != other->score) return one->score < other->score ? 1 : -1;
  return one->section < other->section ? -1 : 1;
}

static double occurrences(const gloss_section *section, gloss_slice wanted, const gloss_buffer *folded) {
  enum { HEADING = 8 };
  gloss_buffer heading = {0};
  gloss_fold(section->heading, &heading);
  uint32_t in_heading = count_word(gloss_buffer_slice(&heading), wanted);
  gloss_buffer_free(&heading);
  return HEADING * in_heading + count_word(gloss_buffer_slice(folded), wanted);
}

static void score_word(const gloss_manual *manual, const gloss_buffer *folded, double mean, gloss_slice wanted, scored *scores) {
  const double saturation = 1.2, by_length = 0.75;
  double *counts = gloss_allocate_zeroed(manual->count, sizeof *counts), with = 0;
  for (uint32_t i = 0; i < manual->count; i++) with += (counts[i] = occurrences(&manual->sections[i], wanted, &folded[i])) > 0;
  double rarity = log(1 + (manual->count - with + 0.5) / (with + 0.5));
  for (uint32_t i = 0; i < manual->count; i++) {
    double length = 1 - by_length + by_length * (double)folded[i].size / mean;
    scores[i].score += rarity * counts[i] * (saturation + 1) / (counts[i] + saturation * length);
  }
  free(counts);
}

static gloss_buffer *fold_sections(const gloss_manual *manual, double *mean) {
  gloss_buffer *folded = gloss_allocate_zeroed(manual->count + 1, sizeof *folded);
  *mean = 1;
  for (uint32_t i = 0; i < manual->count; i++) {
    gloss_fold(manual->sections[i].text, &folded[i]);
    *mean += (double)folded[i].size / manual->count;
  }
  return folded;
}

static bool asks_something(const gloss_manual *manual, gloss_slice words) {
  gloss_slice word;
  while (next_word(&words, &word))
    if (!gloss_table_has(&manual->stop, word)) return true;
  return false;
}

static void score_words(const gloss_manual *manual, gloss_slice words, scored *scores) {
  double mean;
  gloss_buffer *folded = fold_sections(manual, &mean);
  bool has_others = asks_something(manual, words);
  gloss_slice word;
  while (next_word(&words, &word))
    if (!has_others || !gloss_table_has(&manual->stop, word)) score_word(manual, folded, mean, word, scores);
  for (uint32_t i = 0; i < manual->count; i++) gloss_buffer_free(&folded[i]);
  free(folded);
}

uint32_t gloss_manual_search(const gloss_manual *manual, gloss_slice words, uint32_t *found, uint32_t most) {
  gloss_buffer valid = {0}, folded = {0};
  scored *scores = gloss_allocate_zeroed(manual->count + 1, sizeof *scores);
  for (uint32_t i = 0; i < manual->count; i++) scores[i].section = i;
  gloss_utf8_repair(words, &valid, NULL);
  gloss_fold(gloss_buffer_slice(&valid), &folded);
  score_words(manual, gloss_buffer_slice(&folded), scores);
  qsort(scores, manual->count, sizeof *scores, compare_scores);
  uint32_t count = 0;
  for (; count < most && count < manual->count && scores[count].score > 0; count++) found[count] = scores[count].section;
  gloss_buffer_free(&valid);
  gloss_buffer_free(&folded);
  free(scores);
  return count;
}

/* -- Rows */

/* Does a name stand in the first cell, in code, as "`:before(n)` `:after(n)`" has two? */
static bool names(gloss_slice line, gloss_slice name) {
  gloss_slice rest = line, cell, word;
  if (!gloss_slice_starts_with(line, GLOSS_SLICE("| `"))) return false;
  rest = gloss_slice_cut(rest, 1, rest.size);
  gloss_slice_split(&rest, '|', &cell);
  while (next_word(&cell, &word)) {
    char before = word.data[-1]; /* a word of the cell: "| `" stands before it */
    if ((before == '`' || before == ':' || before == '.' || before == ' ') && gloss_slice_equal(word, name)) return true;
  }
  return false;
}

static bool is_heading(const gloss_section *section, gloss_slice owner) {
  gloss_buffer heading = {0};
  gloss_fold(section->heading, &heading);
  bool is = owner.size > 0 && is_same_word(gloss_buffer_slice(&heading), owner);
  gloss_buffer_free(&heading);
  return is;
}

/* `owner`: of a section of that heading only; empty: of any. */
static uint32_t collect(const gloss_manual *manual, gloss_slice owner, gloss_slice name, gloss_row *rows, uint32_t most) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < manual->count; i++) {
    gloss_slice rest = manual->sections[i].text, line;
    if (owner.size > 0 && !is_heading(&manual->sections[i], owner)) continue;
    while (count < most && gloss_slice_line(&rest, &line))
      if (names(line, name)) rows[count++] = (gloss_row){i, line};
  }
  return count;
}

uint32_t gloss_manual_find_rows(const gloss_manual *manual, gloss_slice name, gloss_row *rows, uint32_t most) {
  size_t point = 0;
  while (point < name.size && name.data[point] != '.' && name.data[point] != ':') point++;
  bool has_owner = point < name.size;
  gloss_slice owner = has_owner ? gloss_slice_cut(name, 0, point) : (gloss_slice){0};
  gloss_slice rest = has_owner ? gloss_slice_cut(name, point + 1, name.size) : name;
  if (rest.size == 0) return 0;
  uint32_t count = collect(manual, owner, rest, rows, most);
  return count > 0 || !has_owner ? count : collect(manual, (gloss_slice){0}, rest, rows, most);
}

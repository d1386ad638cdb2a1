#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "phrase/room.h"
#include "unicode/unicode.h"

/* So that numbers and offsets of whatever follows from a list stay below 2^32, those of words and nodes below 2^30. */
enum { LIST_SIZE_MAX = 1 << 30 };

gloss_phrase_builder *gloss_phrase_builder_new(gloss_phrase_settings settings, gloss_phrase_tokenizer tokenizer) {
  gloss_phrase_builder *builder = gloss_allocate_zeroed(1, sizeof *builder);
  builder->settings = settings;
  builder->tokenizer = tokenizer;
  return builder;
}

void gloss_phrase_builder_free(gloss_phrase_builder *builder) {
  if (builder == NULL) return;
  gloss_table_free(&builder->columns);
  gloss_table_free(&builder->written);
  gloss_table_free(&builder->spellings);
  gloss_table_free(&builder->words);
  gloss_buffer_free(&builder->folded);
  free(builder->sequence);
  free(builder->starts);
  free(builder->rows);
  free(builder->weights);
  gloss_buffer_free(&builder->strings);
  free(builder);
}

size_t gloss_phrase_builder_size(const gloss_phrase_builder *builder) {
  return gloss_table_size(&builder->columns) + gloss_table_size(&builder->written) + gloss_table_size(&builder->spellings) +
         gloss_table_size(&builder->words) + builder->strings.capacity + builder->sequence_capacity * sizeof *builder->sequence +
         builder->start_capacity * sizeof *builder->starts + builder->row_capacity * sizeof *builder->rows +
         builder->weight_capacity * sizeof *builder->weights;
}

static void split_at_space(gloss_slice phrase, gloss_phrase_word *word, void *context) {
  size_t start = 0, at = 0;
  while (at < phrase.size) {
    uint32_t c, size = gloss_utf8_decode(phrase.data + at, &c);
    if (gloss_char_class(c) & GLOSS_CHAR_SPACE) {
      if (at > start) word(context, gloss_slice_cut(phrase, start, at));
      start = at + size;
    }
    at += size;
  }
  if (at > start) word(context, gloss_slice_cut(phrase, start, at));
}

void gloss_phrase_split(gloss_phrase_tokenizer tokenizer, gloss_slice phrase, gloss_phrase_word *word, void *context) {
  if (tokenizer.tokenize) tokenizer.tokenize(tokenizer.segmenter, phrase, word, context);
  else split_at_space(phrase, word, context);
}

/* The value of the key, which is given the next number when it is new. */
static uint32_t number_of(gloss_table *table, gloss_slice key) {
  uint32_t entry = gloss_table_find(table, key);
  return entry != GLOSS_TABLE_NONE ? entry : gloss_table_set(table, key, table->count);
}

uint32_t gloss_phrase_builder_column(gloss_phrase_builder *builder, gloss_slice name) {
  uint32_t column = number_of(&builder->columns, name);
  if (column + 1 == builder->columns.count) builder->column_size += name.size;
  return column;
}

static uint32_t add_spelling(gloss_phrase_builder *builder, gloss_slice folded, uint32_t capitals) {
  gloss_phrase_spelling spelling = {number_of(&builder->words, folded), capitals};
  return number_of(&builder->spellings, (gloss_slice){(const char *)&spelling, sizeof spelling});
}

static uint32_t spell(gloss_phrase_builder *builder, gloss_slice word) {
  uint32_t known = gloss_table_get(&builder->written, word, GLOSS_TABLE_NONE);
  if (known != GLOSS_TABLE_NONE) return known;
  bool has_small;
  uint32_t capitals = builder->settings.letter_case == GLOSS_CASE_FOLD ? 0 : gloss_phrase_capitals(word, &has_small);
  gloss_buffer_clear(&builder->folded);
  gloss_fold(word, &builder->folded);
  uint32_t spelling = add_spelling(builder, gloss_buffer_slice(&builder->folded), capitals);
  gloss_table_set(&builder->written, word, spelling);
  return spelling;
}

static void add_word(void *context, gloss_slice word) {
  gloss_phrase_builder *builder = context;
  uint32_t count = builder->sequence_count++;
  builder->sequence = gloss_grow(builder->sequence, &builder->sequence_capacity, count + 1u, sizeof *builder->sequence);
  builder->sequence[count] = spell(builder, word);
}

/* The last word of the phrase is a prefix: it becomes a word of its own. */
static void make_prefix(gloss_phrase_builder *builder) {
  uint32_t *last = &builder->sequence[builder->sequence_count - 1];
  gloss_phrase_spelling spelling = gloss_phrase_spelling_of(builder, *last);
  gloss_buffer_clear(&builder->folded);
  gloss_buffer_add(&builder->folded, builder->words.entries[spelling.word].key);
  gloss_buffer_add_char(&builder->folded, GLOSS_PREFIX_MARK);
  *last = add_spelling(builder, gloss_buffer_slice(&builder->folded), spelling.capitals);
}

gloss_slice gloss_phrase_beginning(gloss_slice text) {
  enum { SHOWN = 40 };
  size_t size = text.size < SHOWN ? text.size : SHOWN;
  while (size < text.size && gloss_utf8_is_inner(text.data[size])) size++;
  return (gloss_slice){text.data, size};
}

static bool ends_in_letter_or_digit(gloss_slice text) {
  size_t at = text.size;
  if (at == 0) return false;
  do at--;
  while (at > 0 && gloss_utf8_is_inner(text.data[at]));
  uint32_t c;
  gloss_utf8_decode(text.data + at, &c);
  return gloss_char_class(c) & (GLOSS_CHAR_LETTER | GLOSS_CHAR_MARK | GLOSS_CHAR_DIGIT);
}

/* Takes the star of `abus*` away. */
static bool take_star(gloss_slice *phrase, bool *is_prefix, gloss_error *error) {
  *is_prefix = false;
  for (size_t i = 0; i < phrase->size; i++) {
    if (phrase->data[i] != '*' || !ends_in_letter_or_digit(gloss_slice_cut(*phrase, 0, i))) continue;
    if (i + 1 == phrase->size) {
      *is_prefix = true;
      phrase->size--;
    } else if (phrase->data[i + 1] == ' ') {
      *phrase = gloss_phrase_beginning(*phrase);
      return gloss_fail(error, "\"%.*s\": a star can only stand after the last word", GLOSS_PRINT(*phrase));
    }
  }
  return true;
}

static bool is_valid(const gloss_phrase_row *row) {
  bool valid = gloss_utf8_is_valid(row->phrase);
  for (uint32_t i = 0; valid && i < row->field_count; i++)
    if (row->fields[i].value.kind == GLOSS_STRING) valid = gloss_utf8_is_valid(gloss_value_slice(row->fields[i].value));
  return valid;
}

static bool is_number(gloss_slice text) {
  for (size_t i = 0; i < text.size; i++)
    if (strchr("0123456789+-.eE", text.data[i]) == NULL || text.data[i] == '\0') return false;
  return text.size > 0;
}

bool gloss_phrase_read_weight(gloss_slice text, double *weight) {
  char digits[64], *end;
  text = text.size > 0 ? gloss_slice_trim(text) : text;
  if (!is_number(text) || text.size >= sizeof digits) return false;
  memcpy(digits, text.data, text.size);
  digits[text.size] = '\0';
  *weight = strtod(digits, &end);
  return *end == '\0' && isfinite(*weight);
}

static bool read_weight(gloss_value value, double *weight) {
  switch ((gloss_value_kind)value.kind) {
    case GLOSS_INTEGER: *weight = (double)value.integer; return true;
    case GLOSS_NUMBER: *weight = value.number; return true;
    case GLOSS_STRING: return gloss_phrase_read_weight(gloss_value_slice(value), weight);
    default: return false;
  }
}

static bool fail_weight(gloss_slice phrase, gloss_value weight, gloss_error *error) {
  phrase = gloss_phrase_beginning(phrase);
  if (weight.kind == GLOSS_NIL) return gloss_fail(error, "the weight of \"%.*s\" is missing", GLOSS_PRINT(phrase));
  if (weight.kind != GLOSS_STRING)
    return gloss_fail(error, "the weight of \"%.*s\" is %s, not a number", GLOSS_PRINT(phrase), gloss_value_kind_name(weight));
  gloss_slice text = gloss_phrase_beginning(gloss_value_slice(weight));
  return gloss_fail(error, "the weight of \"%.*s\" is not a number: \"%.*s\"", GLOSS_PRINT(phrase), GLOSS_PRINT(text));
}

static bool add_weight(gloss_phrase_builder *builder, const gloss_phrase_row *row, gloss_error *error) {
  double weight;
  if (!read_weight(row->weight, &weight)) return fail_weight(row->phrase, row->weight, error);
  builder->weights = gloss_grow(builder->weights, &builder->weight_capacity, builder->entry_count + 1u, sizeof *builder->weights);
  builder->weights[builder->entry_count] = weight;
  return true;
}

/* Adds the words after the sequence; those of a phrase that cannot be are taken back. */
static bool add_words(gloss_phrase_builder *builder, gloss_slice phrase, gloss_error *error) {
  bool is_prefix = false;
  gloss_slice words = phrase.size > 0 ? gloss_slice_trim(phrase) : phrase;
  if (builder->settings.weights && !take_star(&words, &is_prefix, error)) return false;
  uint32_t start = builder->sequence_count;
  if (words.size > 0) gloss_phrase_split(builder->tokenizer, words, add_word, builder);
  uint32_t count = builder->sequence_count - start;
  if (count > 0 && count <= GLOSS_PHRASE_TOKENS_MAX) {
    if (is_prefix) make_prefix(builder);
    return true;
  }
  builder->sequence_count = start;
  if (count == 0) return gloss_fail(error, "the phrase is missing");
  words = gloss_phrase_beginning(words);
  return gloss_fail(error, "\"%.*s…\" has %u words; a phrase may have %d", GLOSS_PRINT(words), count, GLOSS_PHRASE_TOKENS_MAX);
}

static void add_strings(gloss_phrase_builder *builder, const gloss_phrase_row *row) {
  gloss_phrase_add_string(&builder->strings, row->phrase);
  for (uint32_t i = 0; i < row->field_count; i++) {
    if (row->fields[i].value.kind == GLOSS_NIL) continue;
    gloss_phrase_add_number(&builder->strings, row->fields[i].column + 1);
    gloss_phrase_add_value(&builder->strings, row->fields[i].value);
  }
  gloss_phrase_add_number(&builder->strings, 0);
}

bool gloss_phrase_builder_add(gloss_phrase_builder *builder, const gloss_phrase_row *row, gloss_error *error) {
  uint32_t start = builder->sequence_count, entry = builder->entry_count;
  if (!is_valid(row)) return gloss_fail(error, "is not valid UTF-8; save the list as UTF-8");
  if (builder->settings.weights && !add_weight(builder, row, error)) return false;
  if (!add_words(builder, row->phrase, error)) return false;
  builder->starts = gloss_grow(builder->starts, &builder->start_capacity, entry + 1u, sizeof *builder->starts);
  builder->rows = gloss_grow(builder->rows, &builder->row_capacity, entry + 1u, sizeof *builder->rows);
  builder->starts[entry] = start;
  builder->rows[entry] = (uint32_t)builder->strings.size;
  builder->entry_count++;
  add_strings(builder, row);
  if (builder->strings.size + builder->column_size <= LIST_SIZE_MAX) return true;
  return gloss_fail(error, "the list is too large: it may hold 1 GiB, and is full here; split it into several");
}

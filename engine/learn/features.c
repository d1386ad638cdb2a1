#include "learn/features.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/nearest.h"

/* -- What there is */

typedef enum argument { NO_ARGUMENT, A_FLAG, A_LIST, A_LIST_AND_COLUMN, A_LAYER } argument;

static const struct {
  const char *name;
  gloss_feature_kind kind;
  bool has_place, has_size;
  argument argument;
} words[] = {
  {"norm", GLOSS_FEATURE_NORM, true, false, NO_ARGUMENT},
  {"word", GLOSS_FEATURE_WORD, true, false, NO_ARGUMENT},
  {"lemma", GLOSS_FEATURE_LEMMA, true, false, NO_ARGUMENT},
  {"shape", GLOSS_FEATURE_SHAPE, true, false, NO_ARGUMENT},
  {"kind", GLOSS_FEATURE_KIND, true, false, NO_ARGUMENT},
  {"prefix", GLOSS_FEATURE_PREFIX, true, true, NO_ARGUMENT},
  {"suffix", GLOSS_FEATURE_SUFFIX, true, true, NO_ARGUMENT},
  {"flag", GLOSS_FEATURE_FLAG, true, false, A_FLAG},
  {"in", GLOSS_FEATURE_IN, true, false, A_LIST},
  {"phrase", GLOSS_FEATURE_PHRASE, true, false, A_LIST_AND_COLUMN},
  {"layer", GLOSS_FEATURE_LAYER, true, false, A_LAYER},
  {"pos", GLOSS_FEATURE_POS, true, false, NO_ARGUMENT},
  {"block", GLOSS_FEATURE_BLOCK, false, false, NO_ARGUMENT},
  {"place", GLOSS_FEATURE_PLACE, false, false, NO_ARGUMENT},
};
enum { WORDS = sizeof words / sizeof *words };

static const struct {
  const char *name;
  gloss_feature_kind kind;
  uint16_t flag;
} flags[] = {
  {"is_title", GLOSS_FEATURE_FLAG, GLOSS_IS_TITLE},   {"is_upper", GLOSS_FEATURE_FLAG, GLOSS_IS_UPPER},
  {"is_lower", GLOSS_FEATURE_FLAG, GLOSS_IS_LOWER},   {"is_alpha", GLOSS_FEATURE_FLAG, GLOSS_IS_ALPHA},
  {"is_number", GLOSS_FEATURE_FLAG, GLOSS_IS_NUMBER}, {"is_punct", GLOSS_FEATURE_FLAG, GLOSS_IS_PUNCT},
  {"is_quote", GLOSS_FEATURE_FLAG, GLOSS_IS_QUOTE},   {"is_stop", GLOSS_FEATURE_FLAG, GLOSS_IS_STOP},
  {"is_first", GLOSS_FEATURE_TOKEN_FLAG, GLOSS_IS_FIRST}, {"is_clitic", GLOSS_FEATURE_TOKEN_FLAG, GLOSS_IS_CLITIC},
};
enum { FLAGS = sizeof flags / sizeof *flags };

static const struct {
  const char *name;
  gloss_feature_where where;
} regions[] = {{"sentence", GLOSS_WHERE_SENTENCE}, {"block", GLOSS_WHERE_BLOCK}, {"document", GLOSS_WHERE_DOCUMENT}};
enum { REGIONS = sizeof regions / sizeof *regions };

/* -- Reading a line */

typedef struct reading {
  gloss_features *features;
  gloss_slice rest; /* of the line */
  gloss_error *error;
} reading;

static bool next_word(reading *reading, gloss_slice *word) {
  while (gloss_slice_split(&reading->rest, ' ', word))
    if (word->size > 0) return true;
  return false;
}

static bool expect_word(reading *reading, const char *what, gloss_slice *word) {
  return next_word(reading, word) || gloss_fail(reading->error, "%s is missing at the end", what);
}

static bool read_number(gloss_slice text, long most, int *number) {
  char digits[8];
  char *end;
  if (text.size == 0 || text.size >= sizeof digits) return false;
  memcpy(digits, text.data, text.size);
  digits[text.size] = '\0';
  long value = strtol(digits, &end, 10);
  *number = (int)value;
  return *end == '\0' && value >= -most && value <= most;
}

/* [-1], and for a classifier [first], [last], [inside]. */
static bool read_place(reading *reading, gloss_slice text, gloss_feature_part *part) {
  if (read_number(text, GLOSS_FEATURE_REACH, &part->offset)) return true;
  bool is_named = true;
  if (gloss_slice_is(text, "first")) part->where = GLOSS_WHERE_FIRST;
  else if (gloss_slice_is(text, "last")) part->where = GLOSS_WHERE_LAST;
  else if (gloss_slice_is(text, "inside")) part->where = GLOSS_WHERE_INSIDE;
  else is_named = false;
  if (is_named && reading->features->is_of_places) return true;
  if (is_named) return gloss_fail(reading->error, "[%.*s] is of a place, which a tagger has none of; write [0]", GLOSS_PRINT(text));
  return gloss_fail(reading->error, "[%.*s]: a place is a number from -%d to %d%s", GLOSS_PRINT(text), GLOSS_FEATURE_REACH,
                    GLOSS_FEATURE_REACH, reading->features->is_of_places ? ", or first, last, inside" : "");
}

static bool read_flag(reading *reading, gloss_feature_part *part) {
  gloss_slice name;
  char hint[128];
  if (!expect_word(reading, "the name of a flag, as is_title,", &name)) return false;
  gloss_nearest nearest = {.word = name};
  for (int i = 0; i < FLAGS; i++) {
    gloss_nearest_offer(&nearest, gloss_slice_of(flags[i].name));
    if (gloss_slice_is(name, flags[i].name)) return part->kind = flags[i].kind, part->flag = flags[i].flag, true;
  }
  return gloss_fail(reading->error, "no flag \"%.*s\"%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, hint));
}

static bool is_part(gloss_slice word) {
  return memchr(word.data, '[', word.size) || gloss_slice_is(word, "block") || gloss_slice_is(word, "place");
}

static bool read_column(reading *reading, gloss_feature_part *part) {
  gloss_slice rest = reading->rest, word;
  if (!next_word(reading, &word)) return true;
  if (is_part(word)) reading->rest = rest;
  else part->column = word;
  return true;
}

static bool read_argument(reading *reading, argument argument, gloss_feature_part *part) {
  switch (argument) {
    case A_FLAG: return read_flag(reading, part);
    case A_LIST: return expect_word(reading, "the name of a list", &part->name);
    case A_LIST_AND_COLUMN:
      return expect_word(reading, "the name of a list", &part->name) && read_column(reading, part);
    case A_LAYER: return expect_word(reading, "the name of a layer", &part->name);
    default: return true;
  }
}

static bool fail_unknown(const reading *reading, gloss_slice name) {
  gloss_nearest nearest = {.word = name};
  char hint[128];
  for (int i = 0; i < WORDS; i++) gloss_nearest_offer(&nearest, gloss_slice_of(words[i].name));
  return gloss_fail(reading->error, "no feature \"%.*s\"%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, hint));
}

/* What stands after the name: "[-1]", ":3". */
static bool read_size(reading *reading, gloss_slice text, gloss_feature_part *part) {
  int size = 0;
  bool is_size = text.size > 1 && text.data[0] == ':' && read_number(gloss_slice_cut(text, 1, text.size), 9, &size) && size > 0;
  part->size = (uint32_t)size;
  return is_size || gloss_fail(reading->error, "how many letters is missing: write prefix[0]:3 (at most 9)");
}

static bool read_brackets(reading *reading, gloss_slice name, gloss_slice after, bool has_size, gloss_feature_part *part) {
  const char *end = after.size ? memchr(after.data, ']', after.size) : NULL;
  if (after.size == 0 || after.data[0] != '[' || end == NULL)
    return gloss_fail(reading->error, "which word is missing: write %.*s[0]", GLOSS_PRINT(name));
  size_t close = (size_t)(end - after.data);
  gloss_slice rest = gloss_slice_cut(after, close + 1, after.size);
  if (!read_place(reading, gloss_slice_cut(after, 1, close), part)) return false;
  if (has_size) return read_size(reading, rest, part);
  if (rest.size == 0) return true;
  return gloss_fail(reading->error, "\"%.*s\" after %.*s is not understood", GLOSS_PRINT(rest), GLOSS_PRINT(name));
}

static bool read_part(reading *reading, gloss_slice word, gloss_feature_part *part) {
  const char *bracket = memchr(word.data, '[', word.size);
  size_t size = bracket ? (size_t)(bracket - word.data) : word.size;
  gloss_slice name = gloss_slice_cut(word, 0, size), after = gloss_slice_cut(word, size, word.size);
  int i = 0;
  while (i < WORDS && !gloss_slice_is(name, words[i].name)) i++;
  if (i == WORDS) return fail_unknown(reading, name);
  *part = (gloss_feature_part){.kind = words[i].kind};
  if (!words[i].has_place && after.size > 0) return gloss_fail(reading->error, "write %s alone, without [ ]", words[i].name);
  if (words[i].has_place && !read_brackets(reading, name, after, words[i].has_size, part)) return false;
  return read_argument(reading, words[i].argument, part);
}

static bool read_region(reading *reading, gloss_feature_part *part) {
  gloss_slice word;
  if (!expect_word(reading, "sentence, block, document or a number", &word)) return false;
  for (int i = 0; i < REGIONS; i++)
    if (gloss_slice_is(word, regions[i].name)) return part->where = regions[i].where, true;
  if (!read_number(word, 64, &part->offset) || part->offset == 0)
    return gloss_fail(reading->error, "\"%.*s\" is not sentence, block or document, nor a number from -64 to 64",
                      GLOSS_PRINT(word));
  part->where = word.data[0] == '-' ? GLOSS_WHERE_BEFORE : word.data[0] == '+' ? GLOSS_WHERE_AFTER : GLOSS_WHERE_NEAR;
  part->offset = abs(part->offset);
  return true;
}

static bool read_bag(reading *reading, gloss_template *template, bool is_sum) {
  gloss_feature_part *part = &template->parts[template->part_count++];
  *part = (gloss_feature_part){.kind = is_sum ? GLOSS_FEATURE_SUM : GLOSS_FEATURE_WORDS};
  if (!reading->features->is_of_places)
    return gloss_fail(reading->error, "`%s` is of a place, which a tagger has none of", is_sum ? "sum" : "words");
  if (is_sum && !expect_word(reading, "the name of a lexicon", &part->name)) return false;
  return read_region(reading, part);
}

static bool read_parts(reading *reading, gloss_template *template) {
  gloss_slice word;
  while (next_word(reading, &word)) {
    bool is_sum = gloss_slice_is(word, "sum"), is_bag = is_sum || gloss_slice_is(word, "words");
    if (template->part_count == GLOSS_FEATURE_PARTS)
      return gloss_fail(reading->error, "at most %d parts count together", GLOSS_FEATURE_PARTS);
    if (is_bag && template->part_count > 0) return gloss_fail(reading->error, "`%.*s` stands alone", GLOSS_PRINT(word));
    if (is_bag && !read_bag(reading, template, is_sum)) return false;
    if (is_bag && next_word(reading, &word)) return gloss_fail(reading->error, "\"%.*s\" is too much", GLOSS_PRINT(word));
    if (!is_bag && !read_part(reading, word, &template->parts[template->part_count++])) return false;
  }
  for (uint32_t i = 0; i < template->part_count; i++)
    if (template->part_count > 1 && template->parts[i].where == GLOSS_WHERE_INSIDE)
      return gloss_fail(reading->error, "[inside] stands alone");
  return true;
}

/* -- All of them */

/* The line with one space between its words: equal templates are equal texts. */
static gloss_slice tidy(gloss_features *features, gloss_slice line) {
  gloss_buffer text = {0};
  gloss_slice word;
  while (gloss_slice_split(&line, ' ', &word)) {
    if (word.size > 0 && text.size > 0) gloss_buffer_add_char(&text, ' ');
    gloss_buffer_add(&text, word);
  }
  gloss_slice tidied = gloss_arena_copy(&features->arena, gloss_buffer_slice(&text));
  gloss_buffer_free(&text);
  return tidied;
}

static bool read_line(gloss_features *features, gloss_slice line, gloss_error *error) {
  if (features->count == GLOSS_FEATURE_TEMPLATES) return gloss_fail(error, "more than %d templates", GLOSS_FEATURE_TEMPLATES);
  gloss_template *template = &features->items[features->count];
  *template = (gloss_template){.text = tidy(features, line)};
  template->hash = gloss_hash(template->text);
  for (uint32_t i = 0; i < features->count; i++)
    if (gloss_slice_equal(features->items[i].text, template->text)) return gloss_fail(error, "stands there twice");
  reading reading = {features, template->text, error};
  features->count++;
  return read_parts(&reading, template);
}

static bool read_lines(gloss_features *features, const char *path, gloss_slice text, gloss_error *error) {
  gloss_slice line;
  for (unsigned number = 1; gloss_slice_line(&text, &line); number++) {
    gloss_slice trimmed = gloss_slice_trim(line);
    if (trimmed.size == 0 || gloss_slice_starts_with(trimmed, GLOSS_SLICE("#"))) continue;
    if (!read_line(features, trimmed, error)) return gloss_fail_at(error, "%s:%u", path, number);
  }
  return features->count > 0 || gloss_fail(error, "%s: has no template", path);
}

gloss_features *gloss_features_read(const char *path, gloss_slice text, bool is_of_places, gloss_error *error) {
  gloss_features *features = gloss_allocate_zeroed(1, sizeof *features);
  features->is_of_places = is_of_places;
  if (read_lines(features, path, text, error)) return features;
  gloss_features_free(features);
  return NULL;
}

void gloss_features_free(gloss_features *features) {
  if (features == NULL) return;
  gloss_arena_free(&features->arena);
  free(features);
}

static bool has_list(const gloss_feature_part *part) {
  return part->kind == GLOSS_FEATURE_IN || part->kind == GLOSS_FEATURE_PHRASE || part->kind == GLOSS_FEATURE_SUM;
}

bool gloss_features_resolve(gloss_features *features, gloss_feature_list *find, void *context, gloss_error *error) {
  for (uint32_t i = 0; i < features->count; i++)
    for (uint32_t j = 0; j < features->items[i].part_count; j++) {
      gloss_feature_part *part = &features->items[i].parts[j];
      if (!has_list(part)) continue;
      part->phrases = find(context, part->name, part->kind == GLOSS_FEATURE_SUM, error);
      if (part->phrases == NULL) return false;
    }
  return true;
}

bool gloss_features_look_at_pos(const gloss_features *features) {
  for (uint32_t i = 0; i < features->count; i++)
    for (uint32_t j = 0; j < features->items[i].part_count; j++)
      if (features->items[i].parts[j].kind == GLOSS_FEATURE_POS) return true;
  return false;
}

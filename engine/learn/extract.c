#include "learn/extract.h"

#include <stdlib.h>

#include "base/memory.h"
#include "unicode/unicode.h"

enum { THERE = 1, OUTSIDE = 2, FROM_BEGIN = 3, FROM_INSIDE = 5 };
enum { ONLY = 1, FIRST, LAST, WITHIN };

typedef struct marks { /* of a part that looks for phrases or annotations */
  const gloss_feature_part *part;
  gloss_phrase_words *words; /* or NULL */
  uint64_t *values;          /* of each token of the open sentence */
  uint32_t capacity;
} marks;

struct gloss_extractor {
  const gloss_features *features;
  gloss_vocabulary *vocabulary;
  marks *marks;
  uint32_t mark_count;
  const gloss_document *document;
  gloss_span tokens;
  gloss_arena arena;
};

static bool is_list(const gloss_feature_part *part) {
  return part->phrases != NULL;
}

static bool is_marked(const gloss_feature_part *part) {
  return is_list(part) || part->kind == GLOSS_FEATURE_LAYER;
}

gloss_extractor *gloss_extractor_new(const gloss_features *features, gloss_vocabulary *vocabulary) {
  gloss_extractor *extractor = gloss_allocate_zeroed(1, sizeof *extractor);
  extractor->features = features;
  extractor->vocabulary = vocabulary;
  extractor->marks = gloss_allocate_zeroed(features->count * GLOSS_FEATURE_PARTS, sizeof *extractor->marks);
  for (uint32_t i = 0; i < features->count; i++)
    for (uint32_t j = 0; j < features->items[i].part_count; j++) {
      const gloss_feature_part *part = &features->items[i].parts[j];
      if (!is_marked(part)) continue;
      gloss_phrase_words *words = is_list(part) ? gloss_phrase_words_new(part->phrases, vocabulary) : NULL;
      extractor->marks[extractor->mark_count++] = (marks){.part = part, .words = words};
    }
  return extractor;
}

void gloss_extractor_free(gloss_extractor *extractor) {
  if (extractor == NULL) return;
  for (uint32_t i = 0; i < extractor->mark_count; i++) {
    gloss_phrase_words_free(extractor->marks[i].words);
    free(extractor->marks[i].values);
  }
  free(extractor->marks);
  gloss_arena_free(&extractor->arena);
  free(extractor);
}

static marks *marks_of(gloss_extractor *extractor, const gloss_feature_part *part) {
  marks *marks = extractor->marks;
  while (marks->part != part) marks++;
  return marks;
}

/* -- Of a word */

static uint64_t value_of(gloss_slice text) {
  return gloss_hash(text) | 1u << 8; /* never one of the small values */
}

static uint64_t text_value(const gloss_extractor *extractor, uint32_t word) {
  return value_of(gloss_word_text(gloss_vocabulary_word(extractor->vocabulary, word)));
}

/* So many letters at the start or the end of the folded word, if it has more. */
static uint64_t affix_value(const gloss_extractor *extractor, const gloss_feature_part *part, uint32_t word) {
  uint32_t norm = gloss_vocabulary_norm(extractor->vocabulary, word), left = part->size;
  gloss_slice text = gloss_word_text(gloss_vocabulary_word(extractor->vocabulary, norm));
  if (text.size <= part->size) return 0;
  if (part->kind == GLOSS_FEATURE_PREFIX) {
    size_t end = 0;
    while (left > 0 && end < text.size)
      for (end++, left--; end < text.size && gloss_utf8_is_inner(text.data[end]);) end++;
    return end < text.size ? value_of(gloss_slice_cut(text, 0, end)) : 0;
  }
  size_t start = text.size;
  for (; left > 0 && start > 0; left--)
    do start--;
    while (start > 0 && gloss_utf8_is_inner(text.data[start]));
  return start > 0 ? value_of(gloss_slice_cut(text, start, text.size)) : 0;
}

uint64_t gloss_extractor_word(gloss_extractor *extractor, const gloss_feature_part *part, uint32_t word) {
  gloss_vocabulary *vocabulary = extractor->vocabulary;
  uint32_t first;
  if (word == GLOSS_UNKNOWN) return part->kind <= GLOSS_FEATURE_KIND ? OUTSIDE : 0;
  switch (part->kind) {
    case GLOSS_FEATURE_NORM: return text_value(extractor, gloss_vocabulary_norm(vocabulary, word));
    case GLOSS_FEATURE_WORD: return text_value(extractor, word);
    case GLOSS_FEATURE_LEMMA: return text_value(extractor, gloss_vocabulary_lemma(vocabulary, word));
    case GLOSS_FEATURE_SHAPE: return text_value(extractor, gloss_vocabulary_shape(vocabulary, word));
    case GLOSS_FEATURE_KIND: return (uint64_t)gloss_vocabulary_word(vocabulary, word)->kind + 16;
    case GLOSS_FEATURE_PREFIX:
    case GLOSS_FEATURE_SUFFIX: return affix_value(extractor, part, word);
    case GLOSS_FEATURE_FLAG: return gloss_vocabulary_word(vocabulary, word)->flags & part->flag ? THERE : 0;
    case GLOSS_FEATURE_IN:
      return gloss_phrases_get_word(part->phrases, marks_of(extractor, part)->words, word, &first) > 0 ? THERE : 0;
    default: return 0;
  }
}

/* -- Phrases and annotations */

static void mark(const gloss_extractor *extractor, marks *marks, gloss_span tokens, uint64_t value) {
  for (uint32_t i = tokens.start; i < tokens.end; i++)
    if (i >= extractor->tokens.start && i < extractor->tokens.end)
      marks->values[i - extractor->tokens.start] = gloss_feature_mix(i == tokens.start ? FROM_BEGIN : FROM_INSIDE, value);
}

/* What the column says of the first entry of the hit. */
static uint64_t entry_value(gloss_extractor *extractor, const gloss_feature_part *part, uint32_t entry) {
  gloss_phrase_fields fields = gloss_phrases_fields(part->phrases, entry);
  gloss_phrase_field field;
  if (part->column.size == 0) return THERE;
  gloss_arena_reset(&extractor->arena);
  while (gloss_phrase_fields_next(&fields, &extractor->arena, &field))
    if (gloss_slice_equal(gloss_phrases_column(part->phrases, field.column), part->column) && field.value.kind == GLOSS_STRING)
      return value_of(gloss_value_slice(field.value));
  return THERE;
}

static void mark_phrases(gloss_extractor *extractor, marks *marks) {
  gloss_phrase_hit hit;
  uint32_t from = extractor->tokens.start, end = extractor->tokens.end;
  for (; gloss_phrases_find(marks->part->phrases, marks->words, extractor->document, from, end, &hit); from = hit.tokens.end)
    mark(extractor, marks, hit.tokens, entry_value(extractor, marks->part, hit.first));
}

static void mark_annotations(gloss_extractor *extractor, marks *marks) {
  const gloss_document *document = extractor->document;
  uint32_t number = gloss_schema_find_layer(document->schema, marks->part->name), row;
  if (number == GLOSS_NO_LAYER) return;
  gloss_layer_cursor cursor = gloss_layer_walk(&document->layers[number], extractor->tokens, GLOSS_OVERLAPS);
  while ((row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW) {
    const gloss_annotation *annotation = &document->layers[number].rows[row];
    uint64_t type = annotation->type == GLOSS_UNKNOWN ? THERE : text_value(extractor, annotation->type);
    mark(extractor, marks, annotation->tokens, type);
  }
}

void gloss_extractor_open(gloss_extractor *extractor, const gloss_document *document, gloss_span tokens) {
  uint32_t count = gloss_span_size(tokens);
  extractor->document = document;
  extractor->tokens = tokens;
  for (uint32_t i = 0; i < extractor->mark_count; i++) {
    marks *marks = &extractor->marks[i];
    if (marks->part->kind != GLOSS_FEATURE_PHRASE && marks->part->kind != GLOSS_FEATURE_LAYER) continue;
    marks->values = gloss_grow(marks->values, &marks->capacity, count + 1u, sizeof *marks->values);
    memset(marks->values, 0, count * sizeof *marks->values);
    if (marks->words) mark_phrases(extractor, marks);
    else mark_annotations(extractor, marks);
  }
}

double gloss_extractor_sum(gloss_extractor *extractor, const gloss_feature_part *part, gloss_span tokens) {
  gloss_phrase_words *words = marks_of(extractor, part)->words;
  gloss_phrase_hit hit;
  double sum = 0;
  for (uint32_t from = tokens.start; gloss_phrases_find(part->phrases, words, extractor->document, from, tokens.end, &hit);
       from = hit.tokens.end)
    sum += gloss_phrases_weight(part->phrases, hit.first);
  return sum;
}

/* -- At a token */

static uint64_t place_value(const gloss_extractor *extractor, uint32_t token) {
  bool is_first = token == extractor->tokens.start, is_last = token + 1 == extractor->tokens.end;
  return is_first ? is_last ? ONLY : FIRST : is_last ? LAST : WITHIN;
}

uint64_t gloss_extractor_at(gloss_extractor *extractor, const gloss_feature_part *part, int64_t token) {
  const gloss_document *document = extractor->document;
  int64_t index = token + (part->where == GLOSS_WHERE_AT ? part->offset : 0);
  if (part->kind == GLOSS_FEATURE_WORDS)
    return text_value(extractor, gloss_vocabulary_norm(extractor->vocabulary, document->tokens[index].word));
  bool is_inside = index >= extractor->tokens.start && index < extractor->tokens.end;
  if (part->kind <= GLOSS_FEATURE_IN)
    return gloss_extractor_word(extractor, part, is_inside ? document->tokens[index].word : GLOSS_UNKNOWN);
  if (!is_inside) return part->kind == GLOSS_FEATURE_POS ? OUTSIDE : 0;
  switch (part->kind) {
    case GLOSS_FEATURE_TOKEN_FLAG: return document->tokens[index].flags & part->flag ? THERE : 0;
    case GLOSS_FEATURE_PHRASE:
    case GLOSS_FEATURE_LAYER: return marks_of(extractor, part)->values[index - extractor->tokens.start];
    case GLOSS_FEATURE_POS: return (document->tokens[index].flags & GLOSS_POS_MASK) + 16u;
    case GLOSS_FEATURE_BLOCK: return (uint64_t)document->blocks[gloss_document_block_at(document, (uint32_t)index)].kind + 16;
    case GLOSS_FEATURE_PLACE: return place_value(extractor, (uint32_t)index);
    default: return 0;
  }
}

uint64_t gloss_extractor_feature(gloss_extractor *extractor, const gloss_template *template, int64_t token) {
  uint64_t feature = template->hash;
  for (uint32_t i = 0; i < template->part_count; i++) {
    uint64_t value = gloss_extractor_at(extractor, &template->parts[i], token);
    if (value == 0) return 0;
    feature = gloss_feature_mix(feature, value);
  }
  return feature;
}

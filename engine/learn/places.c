#include "learn/places.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

typedef struct visiting {
  gloss_extractor *extractor;
  const gloss_document *document;
  gloss_span tokens;
  gloss_feature_visit *visit;
  void *context;
} visiting;

/* -- Several words of a region */

static gloss_span sentence_of(const visiting *visiting) {
  const gloss_document *document = visiting->document;
  if (visiting->tokens.start >= document->token_count) return visiting->tokens;
  return document->sentences[gloss_document_sentence_at(document, visiting->tokens.start)].tokens;
}

static gloss_span block_of(const visiting *visiting) {
  const gloss_document *document = visiting->document;
  if (visiting->tokens.start >= document->token_count) return visiting->tokens;
  return document->blocks[gloss_document_block_at(document, visiting->tokens.start)].tokens;
}

/* So many tokens beside the place, in the region. */
static gloss_span near(const gloss_feature_part *part, gloss_span tokens, gloss_span region) {
  uint32_t reach = (uint32_t)part->offset;
  if (tokens.start > region.start + reach) region.start = tokens.start - reach;
  if (tokens.end + reach < region.end) region.end = tokens.end + reach;
  if (part->where == GLOSS_WHERE_BEFORE) region.end = tokens.start > region.start ? tokens.start : region.start;
  if (part->where == GLOSS_WHERE_AFTER) region.start = tokens.end < region.end ? tokens.end : region.end;
  return region;
}

static gloss_span region_of(const visiting *visiting, const gloss_feature_part *part) {
  gloss_span region = sentence_of(visiting);
  switch (part->where) {
    case GLOSS_WHERE_INSIDE: return visiting->tokens;
    case GLOSS_WHERE_BLOCK: return block_of(visiting);
    case GLOSS_WHERE_DOCUMENT: return (gloss_span){0, visiting->document->token_count};
    case GLOSS_WHERE_SENTENCE: return region;
    default: return near(part, visiting->tokens, region);
  }
}

typedef struct found {
  uint64_t feature;
  uint32_t token;
} found;

static int compare_found(const void *a, const void *b) {
  const found *left = a, *right = b;
  if (left->feature != right->feature) return left->feature < right->feature ? -1 : 1;
  return (left->token > right->token) - (left->token < right->token);
}

/* Each different one once: where it stands first. */
static void visit_all(const visiting *visiting, const gloss_template *template, found *found, uint32_t count) {
  uint32_t different = 0;
  qsort(found, count, sizeof *found, compare_found);
  for (uint32_t i = 0; i < count; i++)
    if (i == 0 || found[i].feature != found[different - 1].feature) found[different++] = found[i];
  for (uint32_t i = 0; i < different; i++)
    visiting->visit(visiting->context, template, found[i].token, found[i].feature, 1 / sqrt(different));
}

static bool is_left_out(const visiting *visiting, const gloss_feature_part *part, uint32_t token) {
  const gloss_word *word = gloss_document_word(visiting->document, token);
  bool is_own = part->where == GLOSS_WHERE_NEAR && token >= visiting->tokens.start && token < visiting->tokens.end;
  return is_own || (part->kind == GLOSS_FEATURE_WORDS && word->flags & GLOSS_IS_PUNCT);
}

/* `words …`, and whatever is looked for in each word [inside]. */
static void visit_region(const visiting *visiting, const gloss_template *template) {
  const gloss_feature_part *part = &template->parts[0];
  gloss_span region = region_of(visiting, part);
  found *found = gloss_allocate((gloss_span_size(region) + 1u) * sizeof *found);
  uint32_t count = 0;
  for (uint32_t token = region.start; token < region.end; token++) {
    if (is_left_out(visiting, part, token)) continue;
    uint64_t value = gloss_extractor_at(visiting->extractor, part, token);
    if (value) found[count++] = (struct found){gloss_feature_mix(template->hash, value), token};
  }
  visit_all(visiting, template, found, count);
  free(found);
}

/* -- A sum */

/* Steps become wider away from nought: 0, up to 1, 3, 7, 15 and beyond. */
static int step_of(double sum) {
  int step = (int)ceil(log2(1 + fabs(sum)));
  if (step > 5) step = 5;
  return sum < 0 ? -step : step;
}

static void visit_sum(const visiting *visiting, const gloss_template *template) {
  gloss_span region = region_of(visiting, &template->parts[0]);
  double sum = gloss_extractor_sum(visiting->extractor, &template->parts[0], region);
  visiting->visit(visiting->context, template, -1, gloss_feature_mix(template->hash, (uint64_t)(step_of(sum) + 32)), 1);
}

/* -- At one place */

/* The token that a part looks at, less its offset. */
static int64_t seen_from(const visiting *visiting, const gloss_feature_part *part) {
  int64_t first = visiting->tokens.start, last = (int64_t)visiting->tokens.end - 1;
  bool is_after = part->where == GLOSS_WHERE_LAST || part->offset > 0;
  return is_after && last >= first ? last : first;
}

static void visit_at(const visiting *visiting, const gloss_template *template) {
  uint64_t feature = template->hash;
  for (uint32_t i = 0; i < template->part_count; i++) {
    const gloss_feature_part *part = &template->parts[i];
    uint64_t value = gloss_extractor_at(visiting->extractor, part, seen_from(visiting, part));
    if (value == 0) return;
    feature = gloss_feature_mix(feature, value);
  }
  visiting->visit(visiting->context, template, seen_from(visiting, &template->parts[0]), feature, 1);
}

static void open_sentences(const visiting *visiting) {
  gloss_span sentences = sentence_of(visiting);
  if (sentences.end < visiting->tokens.end) {
    const gloss_document *document = visiting->document;
    sentences.end = document->sentences[gloss_document_sentence_at(document, visiting->tokens.end - 1)].tokens.end;
  }
  gloss_extractor_open(visiting->extractor, visiting->document, sentences);
}

void gloss_place_features(gloss_extractor *extractor, const gloss_features *features, const gloss_document *document,
                          gloss_span tokens, gloss_feature_visit *visit, void *context) {
  const visiting visiting = {extractor, document, tokens, visit, context};
  open_sentences(&visiting);
  visit(context, NULL, -1, gloss_feature_mix(0, 1), 1);
  for (uint32_t i = 0; i < features->count; i++) {
    const gloss_template *template = &features->items[i];
    const gloss_feature_part *part = &template->parts[0];
    if (part->kind == GLOSS_FEATURE_SUM) visit_sum(&visiting, template);
    else if (part->kind == GLOSS_FEATURE_WORDS || part->where == GLOSS_WHERE_INSIDE) visit_region(&visiting, template);
    else visit_at(&visiting, template);
  }
}

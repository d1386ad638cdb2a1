#include "learn/vectors.h"

#include <stdlib.h>

#include "base/memory.h"

/* What is known of a word: its vectors, one a distance, then the value of each part that templates of several parts look at. */
typedef struct record {
  gloss_lanes *vectors;
  uint64_t *values;
} record;

typedef struct tier { /* the words numbered from `first` on */
  record *records; /* no vectors: not seen yet */
  uint32_t first, count;
  gloss_arena arena;
} tier;

typedef struct cross { /* a template that does not follow from one word */
  const gloss_template *template;
  bool is_of_words;
  uint32_t values[GLOSS_FEATURE_PARTS]; /* where the records have those of its parts */
} cross;

enum { DISTANCES = 2 * GLOSS_FEATURE_REACH + 1, BATCH = 32 };

struct gloss_vectors {
  const gloss_model *model;
  gloss_extractor *extractor;
  gloss_vocabulary *vocabulary;
  uint32_t lanes;
  uint32_t slot_of[DISTANCES]; /* of a distance in the records, or NONE */
  int distance_of[DISTANCES];
  uint32_t distance_count;
  const gloss_template *plain[GLOSS_FEATURE_TEMPLATES]; /* those that follow from one word */
  uint32_t plain_count;
  cross crosses[GLOSS_FEATURE_TEMPLATES];
  uint32_t cross_count;
  const gloss_feature_part *parts[GLOSS_FEATURE_TEMPLATES * GLOSS_FEATURE_PARTS]; /* whose values are kept */
  uint32_t part_count;
  tier kept, tail;
  uint32_t tail_generation;
  record outside; /* the sentence */
  record *seen;   /* in the sentence at hand */
  uint32_t seen_capacity;
};

#define NONE UINT32_MAX

/* -- Which templates there are */

static bool is_plain(const gloss_template *template) {
  return template->part_count == 1 && gloss_feature_is_of_word(&template->parts[0]);
}

static bool is_same_part(const gloss_feature_part *a, const gloss_feature_part *b) {
  return a->kind == b->kind && a->size == b->size && a->flag == b->flag && a->phrases == b->phrases;
}

static uint32_t value_slot(gloss_vectors *vectors, const gloss_feature_part *part) {
  uint32_t i = 0;
  while (i < vectors->part_count && !is_same_part(vectors->parts[i], part)) i++;
  if (i == vectors->part_count) vectors->parts[vectors->part_count++] = part;
  return i;
}

static void add_plain(gloss_vectors *vectors, const gloss_template *template) {
  uint32_t *slot = &vectors->slot_of[template->parts[0].offset + GLOSS_FEATURE_REACH];
  if (*slot == NONE) {
    vectors->distance_of[vectors->distance_count] = template->parts[0].offset;
    *slot = vectors->distance_count++;
  }
  vectors->plain[vectors->plain_count++] = template;
}

static void add_cross(gloss_vectors *vectors, const gloss_template *template) {
  cross *cross = &vectors->crosses[vectors->cross_count++];
  *cross = (struct cross){.template = template, .is_of_words = true};
  for (uint32_t i = 0; i < template->part_count; i++) cross->is_of_words &= gloss_feature_is_of_word(&template->parts[i]);
  for (uint32_t i = 0; cross->is_of_words && i < template->part_count; i++)
    cross->values[i] = value_slot(vectors, &template->parts[i]);
}

/* -- What a word weighs */

static void add_weights(const gloss_vectors *vectors, uint64_t feature, gloss_lanes *sum) {
  const gloss_weight *weights;
  uint32_t count = gloss_model_weights(vectors->model, feature, &weights);
  int16_t *labels = (int16_t *)sum;
  for (uint32_t i = 0; i < count; i++) labels[weights[i].label] = (int16_t)(labels[weights[i].label] + weights[i].weight);
}

static record make_record(gloss_vectors *vectors, gloss_arena *arena, uint32_t word) {
  size_t size = (size_t)vectors->distance_count * vectors->lanes * sizeof(gloss_lanes);
  record record = {gloss_arena_allocate(arena, size + sizeof(gloss_lanes)),
                   gloss_arena_allocate(arena, (vectors->part_count + 1u) * sizeof(uint64_t))};
  memset(record.vectors, 0, size);
  for (uint32_t i = 0; i < vectors->plain_count; i++) {
    const gloss_feature_part *part = &vectors->plain[i]->parts[0];
    uint64_t value = gloss_extractor_word(vectors->extractor, part, word);
    uint32_t slot = vectors->slot_of[part->offset + GLOSS_FEATURE_REACH];
    if (value) add_weights(vectors, gloss_feature_mix(vectors->plain[i]->hash, value), record.vectors + slot * vectors->lanes);
  }
  for (uint32_t i = 0; i < vectors->part_count; i++)
    record.values[i] = gloss_extractor_word(vectors->extractor, vectors->parts[i], word);
  return record;
}

__attribute__((noinline)) static const record *see(gloss_vectors *vectors, uint32_t word) {
  tier *tier = word < GLOSS_TAIL ? &vectors->kept : &vectors->tail;
  uint32_t index = word - tier->first, count = tier->count ? tier->count : 1024;
  while (count <= index) count *= 2;
  if (count > tier->count) {
    tier->records = gloss_reallocate(tier->records, count * sizeof *tier->records);
    memset(tier->records + tier->count, 0, (count - tier->count) * sizeof *tier->records);
    tier->count = count;
  }
  if (tier->records[index].vectors == NULL) tier->records[index] = make_record(vectors, &tier->arena, word);
  return &tier->records[index];
}

static inline const record *record_of(gloss_vectors *vectors, uint32_t word) {
  if (word < vectors->kept.count && vectors->kept.records[word].vectors) return &vectors->kept.records[word];
  return see(vectors, word);
}

/* A cut tail gives its numbers to other words. */
static void forget_tail(gloss_vectors *vectors) {
  uint32_t generation = gloss_vocabulary_tail_generation(vectors->vocabulary);
  if (vectors->tail_generation == generation) return;
  vectors->tail_generation = generation;
  memset(vectors->tail.records, 0, vectors->tail.count * sizeof *vectors->tail.records);
  gloss_arena_reset(&vectors->tail.arena);
}

gloss_vectors *gloss_vectors_new(const gloss_model *model, gloss_extractor *extractor, gloss_vocabulary *vocabulary) {
  const gloss_features *features = gloss_model_features(model);
  gloss_vectors *vectors = gloss_allocate_zeroed(1, sizeof *vectors);
  vectors->model = model;
  vectors->extractor = extractor;
  vectors->vocabulary = vocabulary;
  vectors->lanes = (gloss_model_label_count(model) + 7) / 8;
  vectors->tail.first = GLOSS_TAIL;
  vectors->tail_generation = gloss_vocabulary_tail_generation(vocabulary);
  for (int i = 0; i < DISTANCES; i++) vectors->slot_of[i] = NONE;
  for (uint32_t i = 0; i < features->count; i++)
    if (is_plain(&features->items[i])) add_plain(vectors, &features->items[i]);
    else add_cross(vectors, &features->items[i]);
  vectors->outside = make_record(vectors, &vectors->kept.arena, GLOSS_UNKNOWN);
  return vectors;
}

static void free_tier(tier *tier) {
  free(tier->records);
  gloss_arena_free(&tier->arena);
}

void gloss_vectors_free(gloss_vectors *vectors) {
  if (vectors == NULL) return;
  free_tier(&vectors->kept);
  free_tier(&vectors->tail);
  free(vectors->seen);
  free(vectors);
}

uint32_t gloss_vectors_lanes(const gloss_vectors *vectors) {
  return vectors->lanes;
}

/* -- A sentence */

/* What is known of each word of it, and of what lies outside on both sides, so that every token has neighbours. */
static void see_sentence(gloss_vectors *vectors, const gloss_token *tokens, uint32_t count) {
  uint32_t size = count + 2 * GLOSS_FEATURE_REACH;
  vectors->seen = gloss_grow(vectors->seen, &vectors->seen_capacity, size, sizeof *vectors->seen);
  for (uint32_t i = 0; i < GLOSS_FEATURE_REACH; i++) vectors->seen[i] = vectors->seen[size - 1 - i] = vectors->outside;
  for (uint32_t i = 0; i < count; i++) {
    const record *record = record_of(vectors, tokens[i].word);
    vectors->seen[i + GLOSS_FEATURE_REACH] = *record;
    for (uint32_t at = 0; at < vectors->distance_count * vectors->lanes; at += 4) __builtin_prefetch(record->vectors + at);
  }
}

static inline const record *seen_from(const gloss_vectors *vectors, uint32_t token, int distance) {
  return &vectors->seen[(int64_t)token + GLOSS_FEATURE_REACH + distance];
}

static void score_words(const gloss_vectors *vectors, uint32_t count, gloss_lanes *scores) {
  uint32_t lanes = vectors->lanes, distances = vectors->distance_count;
  const gloss_lanes *from[DISTANCES];
  for (uint32_t token = 0; token < count; token++, scores += lanes) {
    for (uint32_t i = 0; i < distances; i++) from[i] = seen_from(vectors, token, vectors->distance_of[i])->vectors + i * lanes;
    for (uint32_t lane = 0; lane < lanes; lane++) {
      gloss_lanes sum = {0};
      for (uint32_t i = 0; i < distances; i++) sum += from[i][lane];
      scores[lane] = sum;
    }
  }
}

static uint64_t cross_feature(const gloss_vectors *vectors, const cross *cross, uint32_t token) {
  uint64_t feature = cross->template->hash;
  for (uint32_t i = 0; i < cross->template->part_count; i++) {
    uint64_t value = seen_from(vectors, token, cross->template->parts[i].offset)->values[cross->values[i]];
    if (value == 0) return 0;
    feature = gloss_feature_mix(feature, value);
  }
  return feature;
}

/* In batches, with the memory they need fetched ahead. */
static void score_cross(gloss_vectors *vectors, const cross *cross, gloss_span tokens, gloss_lanes *scores) {
  uint64_t features[BATCH];
  uint32_t count = gloss_span_size(tokens);
  for (uint32_t from = 0, size; from < count; from += size) {
    size = count - from < BATCH ? count - from : BATCH;
    for (uint32_t i = 0; i < size; i++) {
      features[i] = cross->is_of_words ? cross_feature(vectors, cross, from + i)
                                       : gloss_extractor_feature(vectors->extractor, cross->template, tokens.start + from + i);
      gloss_model_fetch(vectors->model, features[i]);
    }
    for (uint32_t i = 0; i < size; i++)
      if (features[i]) add_weights(vectors, features[i], scores + (size_t)(from + i) * vectors->lanes);
  }
}

void gloss_vectors_score(gloss_vectors *vectors, const gloss_document *document, gloss_span tokens, gloss_lanes *scores) {
  uint32_t count = gloss_span_size(tokens);
  forget_tail(vectors);
  gloss_extractor_open(vectors->extractor, document, tokens);
  see_sentence(vectors, document->tokens + tokens.start, count);
  score_words(vectors, count, scores);
  for (uint32_t i = 0; i < vectors->cross_count; i++) score_cross(vectors, &vectors->crosses[i], tokens, scores);
}

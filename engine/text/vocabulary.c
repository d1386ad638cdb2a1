#include "text/vocabulary.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/memory.h"
#include "text/room.h"
#include "unicode/unicode.h"

/* Words stand in pages, so that they never move; a tier is an index into them by the hash of the word. */
enum { PAGE_BITS = 12, PAGE_WORDS = 1 << PAGE_BITS, BATCH = 32 };

typedef struct slot {
  uint32_t hash; /* the upper half; the lower one chose the slot */
  uint32_t word; /* + 1; 0: free */
} slot;

typedef struct tier {
  slot *slots;
  uint32_t slot_count; /* a power of two */
  uint32_t first, next; /* numbers of its words */
  gloss_arena text;
} tier;

struct gloss_vocabulary {
  const gloss_language *language;
  gloss_word **pages; /* NULL where no word has been yet */
  uint32_t page_count;
  tier kept, tail;
  uint32_t from_texts; /* kept words that stood in a text; the others were derived from them */
  uint32_t tail_generation;
  gloss_buffer form;  /* a derived form, until it is interned */
  gloss_buffer space; /* a folded word, for what its language says of it */
};

static const char *const kind_names[] = {"word", "number", "punct", "symbol", "url", "email", "handle", "hashtag", "emoji"};

const char *gloss_word_kind_name(gloss_word_kind kind) {
  return kind_names[kind];
}

static void tier_start(tier *tier, uint32_t first, uint32_t slot_count) {
  tier->first = tier->next = first;
  tier->slot_count = slot_count;
  tier->slots = gloss_allocate_zeroed(slot_count, sizeof *tier->slots);
}

gloss_vocabulary *gloss_vocabulary_new(const gloss_language *language) {
  gloss_vocabulary *vocabulary = gloss_allocate_zeroed(1, sizeof *vocabulary);
  vocabulary->language = language;
  tier_start(&vocabulary->kept, 0, 1 << 15);
  tier_start(&vocabulary->tail, GLOSS_TAIL, 1 << 8);
  return vocabulary;
}

void gloss_vocabulary_free(gloss_vocabulary *vocabulary) {
  if (vocabulary == NULL) return;
  for (uint32_t i = 0; i < vocabulary->page_count; i++) free(vocabulary->pages[i]);
  free(vocabulary->pages);
  free(vocabulary->kept.slots);
  free(vocabulary->tail.slots);
  gloss_arena_free(&vocabulary->kept.text);
  gloss_arena_free(&vocabulary->tail.text);
  gloss_buffer_free(&vocabulary->space);
  gloss_buffer_free(&vocabulary->form);
  free(vocabulary);
}

static gloss_word *word_at(const gloss_vocabulary *vocabulary, uint32_t word) {
  return &vocabulary->pages[word >> PAGE_BITS][word & (PAGE_WORDS - 1)];
}

const gloss_word *gloss_vocabulary_word(const gloss_vocabulary *vocabulary, uint32_t word) {
  return word_at(vocabulary, word);
}

static bool is_word(const gloss_vocabulary *vocabulary, uint32_t number, gloss_slice text) {
  return gloss_slice_equal(gloss_word_text(word_at(vocabulary, number)), text);
}

/* The slot of the word in the tier, or the free one where it belongs. */
static inline slot *find_slot(const gloss_vocabulary *vocabulary, const tier *tier, gloss_slice word, uint64_t hash) {
  uint32_t mask = tier->slot_count - 1, at = (uint32_t)hash & mask, upper = (uint32_t)(hash >> 32);
  for (; tier->slots[at].word; at = (at + 1) & mask)
    if (tier->slots[at].hash == upper && is_word(vocabulary, tier->slots[at].word - 1, word)) break;
  return &tier->slots[at];
}

static void enlarge(gloss_vocabulary *vocabulary, tier *tier) {
  free(tier->slots);
  tier->slot_count *= 2;
  tier->slots = gloss_allocate_zeroed(tier->slot_count, sizeof *tier->slots);
  for (uint32_t word = tier->first; word < tier->next; word++) {
    gloss_slice text = gloss_word_text(word_at(vocabulary, word));
    uint64_t hash = gloss_hash(text);
    *find_slot(vocabulary, tier, text, hash) = (slot){(uint32_t)(hash >> 32), word + 1};
  }
}

static gloss_slice folded(gloss_vocabulary *vocabulary, gloss_slice text) {
  gloss_buffer_clear(&vocabulary->space);
  gloss_fold(text, &vocabulary->space);
  return gloss_buffer_slice(&vocabulary->space);
}

static void describe(gloss_vocabulary *vocabulary, gloss_word *word, gloss_slice text) {
  gloss_slice norm = folded(vocabulary, text);
  gloss_word_kind kind = gloss_word_kind_of(vocabulary->language, text, norm);
  *word = (gloss_word){.text = text.data, .size = (uint32_t)text.size, .norm = GLOSS_UNKNOWN, .lemma = GLOSS_UNKNOWN,
                       .shape = GLOSS_UNKNOWN, .flags = gloss_word_flags_of(text, kind), .kind = (uint8_t)kind};
  if (gloss_language_is_stop(vocabulary->language, norm)) word->flags |= GLOSS_IS_STOP;
}

static void make_page(gloss_vocabulary *vocabulary, uint32_t page) {
  if (page >= vocabulary->page_count) {
    uint32_t count = page < GLOSS_TAIL >> PAGE_BITS ? page + 64 : page + page / 2;
    vocabulary->pages = gloss_reallocate(vocabulary->pages, count * sizeof *vocabulary->pages);
    for (uint32_t i = vocabulary->page_count; i < count; i++) vocabulary->pages[i] = NULL;
    vocabulary->page_count = count;
  }
  gloss_word **at = &vocabulary->pages[page];
  if (*at == NULL) *at = gloss_allocate(PAGE_WORDS * sizeof **at);
}

static uint32_t add_word(gloss_vocabulary *vocabulary, tier *tier, slot *free_slot, gloss_slice word, uint64_t hash) {
  uint32_t number = tier->next++;
  make_page(vocabulary, number >> PAGE_BITS);
  *free_slot = (slot){(uint32_t)(hash >> 32), number + 1};
  describe(vocabulary, word_at(vocabulary, number), gloss_arena_copy(&tier->text, word));
  if ((uint64_t)(tier->next - tier->first) * 2 > tier->slot_count) enlarge(vocabulary, tier);
  return number;
}

/* `stays`: the word is derived from a kept one, and is kept with it. */
static uint32_t intern(gloss_vocabulary *vocabulary, gloss_slice word, uint64_t hash, bool stays) {
  tier *kept = &vocabulary->kept, *tail = &vocabulary->tail;
  slot *slot = find_slot(vocabulary, kept, word, hash);
  if (slot->word) return slot->word - 1;
  if (kept->next < GLOSS_TAIL && (stays || vocabulary->from_texts < GLOSS_KEPT_WORDS)) {
    vocabulary->from_texts += !stays;
    return add_word(vocabulary, kept, slot, word, hash);
  }
  slot = find_slot(vocabulary, tail, word, hash);
  return slot->word ? slot->word - 1 : add_word(vocabulary, tail, slot, word, hash);
}

uint32_t gloss_vocabulary_intern(gloss_vocabulary *vocabulary, gloss_slice word) {
  return intern(vocabulary, word, gloss_hash(word), false);
}

uint32_t gloss_vocabulary_find(const gloss_vocabulary *vocabulary, gloss_slice word) {
  uint64_t hash = gloss_hash(word);
  const slot *kept = find_slot(vocabulary, &vocabulary->kept, word, hash);
  return kept->word ? kept->word - 1 : find_slot(vocabulary, &vocabulary->tail, word, hash)->word - 1; /* 0 - 1: GLOSS_UNKNOWN */
}

static gloss_slice text_of(const char *text, const gloss_token *token) {
  return (gloss_slice){text + token->start, token->size};
}

static void intern_batch(gloss_vocabulary *vocabulary, const char *text, gloss_token *tokens, uint32_t count) {
  uint64_t hashes[BATCH];
  for (uint32_t i = 0; i < count; i++) {
    hashes[i] = gloss_hash(text_of(text, &tokens[i]));
    __builtin_prefetch(&vocabulary->kept.slots[(uint32_t)hashes[i] & (vocabulary->kept.slot_count - 1)]);
  }
  for (uint32_t i = 0; i < count; i++) tokens[i].word = intern(vocabulary, text_of(text, &tokens[i]), hashes[i], false);
}

void gloss_vocabulary_intern_tokens(gloss_vocabulary *vocabulary, const char *text, gloss_token *tokens, uint32_t count) {
  for (; count > BATCH; count -= BATCH, tokens += BATCH) intern_batch(vocabulary, text, tokens, BATCH);
  intern_batch(vocabulary, text, tokens, count);
}

/* What is derived from a kept word is kept, so that the number in it stays good. If there is no room for that any more, it is
 * derived again at each question. */
static uint32_t derive(gloss_vocabulary *vocabulary, uint32_t word, gloss_slice derived, uint32_t *known) {
  uint32_t number = intern(vocabulary, derived, gloss_hash(derived), word < GLOSS_TAIL);
  if (word >= GLOSS_TAIL || number < GLOSS_TAIL) *known = number;
  return number;
}

uint32_t gloss_vocabulary_norm(gloss_vocabulary *vocabulary, uint32_t word) {
  gloss_word *known = word_at(vocabulary, word);
  if (known->norm != GLOSS_UNKNOWN) return known->norm;
  gloss_buffer_clear(&vocabulary->form);
  gloss_fold(gloss_word_text(known), &vocabulary->form);
  return derive(vocabulary, word, gloss_buffer_slice(&vocabulary->form), &known->norm);
}

uint32_t gloss_vocabulary_lemma(gloss_vocabulary *vocabulary, uint32_t word) {
  gloss_word *known = word_at(vocabulary, word);
  if (known->lemma != GLOSS_UNKNOWN) return known->lemma;
  gloss_slice lemma = gloss_word_text(word_at(vocabulary, gloss_vocabulary_norm(vocabulary, word)));
  if (known->kind == GLOSS_WORD) lemma = gloss_language_lemma(vocabulary->language, lemma, &vocabulary->form);
  return derive(vocabulary, word, lemma, &known->lemma);
}

uint32_t gloss_vocabulary_shape(gloss_vocabulary *vocabulary, uint32_t word) {
  gloss_word *known = word_at(vocabulary, word);
  if (known->shape != GLOSS_UNKNOWN) return known->shape;
  gloss_buffer_clear(&vocabulary->form);
  gloss_word_shape_of(gloss_word_text(known), &vocabulary->form);
  return derive(vocabulary, word, gloss_buffer_slice(&vocabulary->form), &known->shape);
}

/* A tail that grew large gives its memory back: one odd document must not cost the run. */
void gloss_vocabulary_truncate(gloss_vocabulary *vocabulary) {
  enum { SMALL = 1 << 16 };
  tier *tail = &vocabulary->tail;
  if (tail->next == GLOSS_TAIL) return;
  vocabulary->tail_generation++;
  for (uint32_t page = (GLOSS_TAIL >> PAGE_BITS) + 1; page <= tail->next >> PAGE_BITS; page++) {
    free(vocabulary->pages[page]);
    vocabulary->pages[page] = NULL;
  }
  if (tail->slot_count > SMALL) {
    free(tail->slots);
    tier_start(tail, GLOSS_TAIL, SMALL);
  } else {
    memset(tail->slots, 0, tail->slot_count * sizeof *tail->slots);
    tail->next = GLOSS_TAIL;
  }
  gloss_arena_reset(&tail->text);
}

uint32_t gloss_vocabulary_tail_generation(const gloss_vocabulary *vocabulary) {
  return vocabulary->tail_generation;
}

uint32_t gloss_vocabulary_kept(const gloss_vocabulary *vocabulary) {
  return vocabulary->kept.next;
}

const gloss_language *gloss_vocabulary_language(const gloss_vocabulary *vocabulary) {
  return vocabulary->language;
}

#include <stdlib.h>

#include "base/memory.h"
#include "phrase/room.h"
#include "unicode/unicode.h"

/* What a list makes of a word is found at first sight and kept. A sight is all that the scan asks for: the key of the word, or
 * GLOSS_NO_WORD, under two bits. */
enum {
  SIGHT_KEY = 0x3fffffff,
  SIGHT_STARTS = 1 << 30, /* a phrase may begin with it */
};
#define SIGHT_SEEN (1u << 31)

/* What tells one form of a phrase from another. Numbers are words of the list, or GLOSS_NO_WORD. */
typedef struct face {
  uint32_t norm, lemma;
  uint32_t capitals;
  uint32_t prefix : 31;   /* the longest that begins it; each has the next shorter one as its lemma */
  uint32_t has_small : 1; /* letters */
} face;

/* The words numbered from `first` on. */
typedef struct tier {
  uint32_t *sights; /* 0: not seen yet */
  face *faces;      /* NULL: this list does not ask for them */
  uint32_t first, count;
} tier;

struct gloss_phrase_words {
  const gloss_phrase_block *block;
  gloss_vocabulary *vocabulary;
  tier kept, tail; /* as the vocabulary has them */
  uint32_t tail_generation;
  gloss_buffer space;
};

static bool needs_faces(const gloss_phrase_block *block) {
  return block->checks_forms || block->prefix_size > 0;
}

gloss_phrase_words *gloss_phrase_words_new(const gloss_phrases *phrases, gloss_vocabulary *vocabulary) {
  gloss_phrase_words *words = gloss_allocate_zeroed(1, sizeof *words);
  words->block = phrases->block;
  words->vocabulary = vocabulary;
  words->tail.first = GLOSS_TAIL;
  words->tail_generation = gloss_vocabulary_tail_generation(vocabulary);
  return words;
}

static void free_tier(tier *tier) {
  free(tier->sights);
  free(tier->faces);
}

void gloss_phrase_words_free(gloss_phrase_words *words) {
  if (words == NULL) return;
  free_tier(&words->kept);
  free_tier(&words->tail);
  gloss_buffer_free(&words->space);
  free(words);
}

/* -- First sight */

/* The longest prefix of the list that begins the word. */
static uint32_t find_prefix(const gloss_phrase_block *block, gloss_slice word, gloss_buffer *space) {
  size_t size = word.size < block->prefix_size ? word.size : block->prefix_size;
  for (; size > 0; size--) {
    gloss_buffer_clear(space);
    gloss_buffer_add(space, gloss_slice_cut(word, 0, size));
    gloss_buffer_add_char(space, GLOSS_PREFIX_MARK);
    uint32_t prefix = gloss_phrase_find_word(block, gloss_buffer_slice(space));
    if (prefix != GLOSS_NO_WORD) return prefix;
  }
  return GLOSS_NO_WORD;
}

static bool prefix_starts(const gloss_phrase_block *block, uint32_t prefix) {
  const gloss_phrase_word_row *words = gloss_phrase_block_words(block);
  for (; prefix != GLOSS_NO_WORD; prefix = words[prefix].lemma)
    if (words[prefix].key < block->first_count) return true;
  return false;
}

/* A word in small letters does not begin a name that is written with a capital. */
static bool may_start(const gloss_phrase_block *block, uint32_t key, const face *face) {
  if (prefix_starts(block, face->prefix)) return true;
  if (key >= block->first_count) return false;
  return block->letter_case == GLOSS_CASE_FOLD || face->capitals != 0 || gloss_phrase_block_firsts(block)[key].small;
}

static uint32_t see(const gloss_phrase_block *block, gloss_slice text, gloss_slice norm, gloss_slice lemma, gloss_buffer *space,
                    face *face) {
  bool has_small = false;
  face->norm = gloss_phrase_find_word(block, norm);
  face->lemma = block->by_lemma ? gloss_phrase_find_word(block, lemma) : face->norm;
  uint32_t prefix = find_prefix(block, norm, space);
  if (prefix == GLOSS_NO_WORD && block->by_lemma) prefix = find_prefix(block, lemma, space);
  uint32_t word = face->norm != GLOSS_NO_WORD ? face->norm : face->lemma;
  face->prefix = prefix & SIGHT_KEY;
  if (word == GLOSS_NO_WORD && prefix == GLOSS_NO_WORD) return SIGHT_SEEN | GLOSS_NO_WORD; /* so with most words of a text */
  face->capitals = block->letter_case == GLOSS_CASE_FOLD ? 0 : gloss_phrase_capitals(text, &has_small);
  face->has_small = has_small;
  uint32_t key = word != GLOSS_NO_WORD ? gloss_phrase_block_words(block)[word].key : GLOSS_NO_WORD;
  return SIGHT_SEEN | (may_start(block, key, face) ? SIGHT_STARTS : 0) | key;
}

static void enlarge(const gloss_phrase_block *block, tier *tier, uint32_t needed) {
  uint32_t count = tier->count ? tier->count : 1024;
  while (count < needed) count *= 2;
  tier->sights = gloss_reallocate(tier->sights, count * sizeof *tier->sights);
  memset(tier->sights + tier->count, 0, (count - tier->count) * sizeof *tier->sights);
  if (needs_faces(block)) tier->faces = gloss_reallocate(tier->faces, count * sizeof *tier->faces);
  tier->count = count;
}

static tier *tier_of(gloss_phrase_words *words, uint32_t word) {
  return word < GLOSS_TAIL ? &words->kept : &words->tail;
}

static gloss_slice vocabulary_text(const gloss_phrase_words *words, uint32_t word) {
  return gloss_word_text(gloss_vocabulary_word(words->vocabulary, word));
}

__attribute__((noinline)) static uint32_t see_word(gloss_phrase_words *words, uint32_t word) {
  tier *tier = tier_of(words, word);
  uint32_t index = word - tier->first;
  if (index < tier->count && tier->sights[index]) return tier->sights[index];
  if (index >= tier->count) enlarge(words->block, tier, index + 1);
  gloss_slice norm = vocabulary_text(words, gloss_vocabulary_norm(words->vocabulary, word)), lemma = norm;
  if (words->block->by_lemma) lemma = vocabulary_text(words, gloss_vocabulary_lemma(words->vocabulary, word));
  face face;
  tier->sights[index] = see(words->block, vocabulary_text(words, word), norm, lemma, &words->space, &face);
  if (tier->faces) tier->faces[index] = face;
  return tier->sights[index];
}

static inline uint32_t sight_of(gloss_phrase_words *words, uint32_t word) {
  uint32_t sight = word < words->kept.count ? words->kept.sights[word] : 0;
  return __builtin_expect(sight != 0, 1) ? sight : see_word(words, word);
}

static const face *face_of(gloss_phrase_words *words, uint32_t word) {
  const tier *tier = tier_of(words, word);
  return &tier->faces[word - tier->first];
}

/* A cut tail gives its numbers to other words. */
static void forget_tail(gloss_phrase_words *words) {
  uint32_t generation = gloss_vocabulary_tail_generation(words->vocabulary);
  if (words->tail_generation == generation) return;
  words->tail_generation = generation;
  free_tier(&words->tail);
  words->tail = (tier){.first = GLOSS_TAIL};
}

/* -- Forms */

/* How far a form is from the tokens: the least is the nearest, and FAR does not meet them. */
enum { AS_WRITTEN, ANY_CASE, IN_CAPITALS, FAR, NEXT_WORD = 4 };

typedef struct search {
  const gloss_phrase_block *block;
  gloss_phrase_words *words;
  const gloss_token *tokens;
  uint32_t start;
  gloss_phrase_hit *hit;
} search;

static const face *face_at(const search *search, uint32_t index) {
  return face_of(search->words, search->tokens[search->start + index].word);
}

static gloss_phrase_spelling spelling_at(const gloss_phrase_block *block, const gloss_phrase_form *form, uint32_t index) {
  return gloss_phrase_block_spellings(block)[form->spelling + index];
}

/* A prefix, met on the way here, is far from every word: one that is written out comes first. */
static uint32_t word_distance(const gloss_phrase_block *block, uint32_t word, const face *face) {
  if (word == face->norm) return 0;
  if (word == face->lemma) return NEXT_WORD;
  uint32_t lemma = gloss_phrase_block_words(block)[word].lemma;
  if (lemma == face->lemma && lemma != GLOSS_NO_WORD) return 2 * NEXT_WORD;
  return FAR;
}

static uint32_t words_distance(const search *search, const gloss_phrase_form *form, uint32_t count, bool by_prefix) {
  uint32_t sum = 0;
  if (by_prefix) count--;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t distance = word_distance(search->block, spelling_at(search->block, form, i).word, face_at(search, i));
    if (distance == FAR) return FAR;
    sum += distance;
  }
  return sum;
}

static uint32_t case_distance(const search *search, const gloss_phrase_form *form, uint32_t count) {
  bool as_written = true, is_small = true, in_capitals = true;
  for (uint32_t i = 0; i < count; i++) {
    const face *face = face_at(search, i);
    uint32_t capitals = spelling_at(search->block, form, i).capitals;
    as_written = as_written && face->capitals == capitals;
    is_small = is_small && capitals == 0;
    in_capitals = in_capitals && !face->has_small;
  }
  if (as_written) return AS_WRITTEN;
  if (search->block->letter_case == GLOSS_CASE_EXACT) return FAR;
  return is_small ? ANY_CASE : in_capitals ? IN_CAPITALS : FAR;
}

static uint32_t form_distance(const search *search, const gloss_phrase_form *form, uint32_t count, bool by_prefix) {
  uint32_t by_case = search->block->letter_case == GLOSS_CASE_FOLD ? AS_WRITTEN : case_distance(search, form, count);
  if (by_case == FAR) return FAR;
  uint32_t by_words = search->block->by_lemma ? words_distance(search, form, count, by_prefix) : 0;
  return by_words == FAR ? FAR : by_words + by_case;
}

/* The nearest of the forms that end at one node, the first of those that are as near; NULL: none meets the tokens. */
static const gloss_phrase_form *nearest_form(const search *search, const gloss_phrase_form *form, uint32_t count, bool by_prefix) {
  const gloss_phrase_form *nearest = NULL;
  for (uint32_t least = UINT32_MAX;; form++) {
    uint32_t distance = form_distance(search, form, count, by_prefix);
    if (distance != FAR && distance < least) {
      least = distance;
      nearest = form;
    }
    if (least == 0 || !form->more) return nearest;
  }
}

/* Makes what ends at the node the hit, when one of its forms meets the tokens before `end`. */
static bool settle(const search *search, const gloss_phrase_node *node, uint32_t end, bool by_prefix) {
  if (node == NULL || node->form == 0) return false;
  const gloss_phrase_form *form = gloss_phrase_block_forms(search->block) + node->form - 1;
  if (search->block->checks_forms) form = nearest_form(search, form, end - search->start, by_prefix);
  if (form == NULL) return false;
  *search->hit = (gloss_phrase_hit){.tokens = {search->start, end}, .first = form->entry, .count = form[1].entry - form->entry};
  return true;
}

/* -- The trie */

/* A node, and where it lies: both are needed to go on. */
typedef struct place {
  uint32_t number; /* GLOSS_NO_WORD: before the first */
  const gloss_phrase_node *node;
} place;

static inline place child_of(const gloss_phrase_block *block, place parent, uint32_t key) {
  const place none = {0, NULL};
  if (parent.number == GLOSS_NO_WORD) return key < block->first_count ? (place){key, &gloss_phrase_block_firsts(block)[key]} : none;
  if (!(parent.node->children & gloss_phrase_child_bit(key))) return none;
  const gloss_phrase_edge *edges = gloss_phrase_block_edges(block);
  uint32_t slot = gloss_phrase_slot(gloss_phrase_edge_hash(parent.number, key), block->edge_slots);
  for (; edges[slot].parent != GLOSS_NO_WORD; slot = slot + 1 == block->edge_slots ? 0 : slot + 1)
    if (edges[slot].parent == parent.number && edges[slot].key == key)
      return (place){block->first_count + slot, &edges[slot].node};
  return none;
}

/* The phrases that end in a prefix of the token after `parent`: the longest prefix first. */
static bool settle_prefix(const search *search, place parent, uint32_t token) {
  const gloss_phrase_word_row *words = gloss_phrase_block_words(search->block);
  uint32_t prefix = face_of(search->words, search->tokens[token].word)->prefix;
  for (; prefix != GLOSS_NO_WORD; prefix = words[prefix].lemma) {
    place child = child_of(search->block, parent, words[prefix].key);
    if (settle(search, child.node, token + 1, true)) return true;
  }
  return false;
}

static bool longest(const search *search, uint32_t end) {
  const gloss_phrase_block *block = search->block;
  place at = {GLOSS_NO_WORD, NULL};
  bool found = false;
  for (uint32_t token = search->start; token < end; token++) {
    if (token > search->start && (search->tokens[token].flags & GLOSS_IS_FIRST || at.node->children == 0)) break;
    uint32_t key = sight_of(search->words, search->tokens[token].word) & SIGHT_KEY;
    place parent = at;
    at = child_of(block, parent, key);
    bool settled = settle(search, at.node, token + 1, false);
    if (!settled && block->prefix_size > 0) settled = settle_prefix(search, parent, token);
    found = found || settled;
    if (at.node == NULL) break;
  }
  return found;
}

enum { AHEAD = 8 }; /* tokens */

/* Asks for what a search from a token on would first look at, so that it is there when the scan comes to it: in a large list each
 * of these is a miss of the cache. Words not seen yet are left alone. */
static inline void prefetch(const gloss_phrase_block *block, const tier *kept, const gloss_token *tokens) {
  uint32_t word = tokens[0].word, next = tokens[1].word;
  uint32_t sight = word < kept->count ? kept->sights[word] : 0, key = sight & SIGHT_KEY;
  if (!(sight & SIGHT_STARTS) || key >= block->first_count) return;
  __builtin_prefetch(&gloss_phrase_block_firsts(block)[key]);
  uint32_t next_key = next < kept->count ? kept->sights[next] & SIGHT_KEY : GLOSS_NO_WORD;
  uint32_t slot = gloss_phrase_slot(gloss_phrase_edge_hash(key, next_key), block->edge_slots);
  __builtin_prefetch(&gloss_phrase_block_edges(block)[slot]);
}

bool gloss_phrases_find(const gloss_phrases *phrases, gloss_phrase_words *words, const gloss_document *document, uint32_t from,
                        uint32_t end, gloss_phrase_hit *hit) {
  forget_tail(words);
  search search = {.block = phrases->block, .words = words, .tokens = document->tokens, .hit = hit};
  for (search.start = from; search.start < end; search.start++) {
    if (search.start + AHEAD + 1 < end) prefetch(search.block, &words->kept, search.tokens + search.start + AHEAD);
    if (sight_of(words, search.tokens[search.start].word) & SIGHT_STARTS && longest(&search, end)) return true;
  }
  return false;
}

/* -- Asking without a text */

uint32_t gloss_phrases_get_word(const gloss_phrases *phrases, gloss_phrase_words *words, uint32_t word, uint32_t *first) {
  gloss_phrase_hit hit;
  gloss_token token = {.word = word};
  search search = {.block = phrases->block, .words = words, .tokens = &token, .hit = &hit};
  forget_tail(words);
  if (!(sight_of(words, word) & SIGHT_STARTS) || !longest(&search, 1)) return 0;
  *first = hit.first;
  return hit.count;
}

/* The words of a phrase as if they stood in a text: a vocabulary of these few. */
typedef struct question {
  const gloss_phrases *phrases;
  uint32_t count;
  gloss_token tokens[GLOSS_PHRASE_TOKENS_MAX];
  uint32_t sights[GLOSS_PHRASE_TOKENS_MAX];
  face faces[GLOSS_PHRASE_TOKENS_MAX];
  gloss_buffer norm, lemma, space;
} question;

static void add_word(void *context, gloss_slice word) {
  question *question = context;
  uint32_t index = question->count++;
  if (index >= GLOSS_PHRASE_TOKENS_MAX) return;
  const gloss_phrases *phrases = question->phrases;
  gloss_buffer_clear(&question->norm);
  gloss_fold(word, &question->norm);
  gloss_slice norm = gloss_buffer_slice(&question->norm), lemma = norm;
  if (phrases->block->by_lemma && phrases->language) lemma = gloss_language_lemma(phrases->language, norm, &question->lemma);
  question->tokens[index] = (gloss_token){.word = index};
  question->sights[index] = see(phrases->block, word, norm, lemma, &question->space, &question->faces[index]);
}

static uint32_t answer(question *question, uint32_t *first) {
  gloss_phrase_hit hit;
  gloss_phrase_words words = {.block = question->phrases->block,
                              .kept = {.sights = question->sights, .faces = question->faces, .count = question->count}};
  search search = {.block = words.block, .words = &words, .tokens = question->tokens, .hit = &hit};
  if (question->count == 0 || question->count > GLOSS_PHRASE_TOKENS_MAX) return 0;
  if (!longest(&search, question->count) || hit.tokens.end != question->count) return 0;
  *first = hit.first;
  return hit.count;
}

uint32_t gloss_phrases_get(const gloss_phrases *phrases, gloss_slice phrase, uint32_t *first) {
  question question;
  question.phrases = phrases;
  question.count = 0;
  question.norm = question.lemma = question.space = (gloss_buffer){0};
  if (gloss_utf8_is_valid(phrase)) gloss_phrase_split(phrases->tokenizer, phrase, add_word, &question);
  uint32_t count = answer(&question, first);
  gloss_buffer_free(&question.norm);
  gloss_buffer_free(&question.lemma);
  gloss_buffer_free(&question.space);
  return count;
}

/* block: how a list of phrases lies in memory: one block, offsets for pointers, the same bytes from the same list.
 *
 * A phrase is a way through a trie over its words. What does not tell two phrases apart on the way is settled where it ends:
 * the trie is over folded words (by_lemma: over classes of words that share a lemma), and where a phrase ends there are the
 * forms that the list writes it in, with the capitals and the very words of each. So a search has one way to go for each
 * token, and looks at forms only where a phrase ends.
 *
 *   word     a folded word of the list, or the lemma of one; `abus*` is a word too, a prefix
 *   key      of a word: what edges are labelled with; words of one class share it. Keys of words that begin a phrase come first
 *   node     of the trie. The first of a way is numbered by its key, any other by its slot in a hash table of edges, so that a
 *            step costs one miss of the cache
 *   form     one way to write a phrase: a spelling of each of its words, and a run of entries
 *   spelling a word and its capitals
 *   entry    a row of the list; those of one form follow each other */
#ifndef GLOSS_PHRASE_BLOCK_H
#define GLOSS_PHRASE_BLOCK_H

#include "base/hash.h"
#include "phrase/phrases.h"

enum { GLOSS_NO_WORD = 0x3fffffff }; /* two bits are left above any number of a word, a key or a node */

/* After the last letter of a prefix in its word; no byte of UTF-8, so that no word of a text is equal to it. */
#define GLOSS_PREFIX_MARK '\xff'

typedef struct gloss_phrase_word_row {
  uint32_t text; /* of the block's strings; it ends where the next begins */
  uint32_t key;
  uint32_t lemma; /* a word, for lists by lemma; of a prefix: the next shorter one, or GLOSS_NO_WORD */
} gloss_phrase_word_row;

typedef struct gloss_phrase_spelling {
  uint32_t word;
  uint32_t capitals; /* bit i: the letter i is a capital; those of the first 32 letters */
} gloss_phrase_spelling;

typedef struct gloss_phrase_node {
  uint32_t form : 31; /* the first of those that end here, + 1; 0: there is none */
  uint32_t small : 1; /* of a first node: a phrase begins with this word in small letters */
  uint32_t children;  /* a bit for each, chosen by its key: what is not there need not be looked up */
} gloss_phrase_node;

typedef struct gloss_phrase_edge {
  uint32_t parent; /* a node; GLOSS_NO_WORD: the slot is free */
  uint32_t key;
  gloss_phrase_node node;
} gloss_phrase_edge;

typedef struct gloss_phrase_form {
  uint32_t spelling;   /* where its spellings begin */
  uint32_t entry : 31; /* its first; the next form's begin after its last */
  uint32_t more : 1;   /* the next form ends at the same node */
} gloss_phrase_form;

/* The block begins with this; offsets are from its start. A run of n things that lie between two numbers has n + 1 of them. */
typedef struct gloss_phrase_block {
  uint64_t size;
  uint8_t letter_case, by_lemma, weighted, checks_forms; /* checks_forms: the way does not settle which form was met */
  uint32_t column_count, entry_count, form_count, word_count, first_count, prefix_size;
  uint32_t edge_slots, word_slots;
  uint64_t words, word_index, firsts, edges, forms, spellings, entries, weights, columns, strings;
} gloss_phrase_block;

struct gloss_phrases {
  const gloss_phrase_block *block;
  bool is_kept; /* read from a file that a run before had written */
  gloss_phrase_tokenizer tokenizer;
  const gloss_language *language;
};

/* gloss_phrase_block_words(block), and so on: where each section lies. */
#define GLOSS_PHRASE_SECTION(type, name)                                                 \
  static inline const type *gloss_phrase_block_##name(const gloss_phrase_block *block) { \
    return (const type *)((const char *)block + block->name);                            \
  }

GLOSS_PHRASE_SECTION(gloss_phrase_word_row, words)
GLOSS_PHRASE_SECTION(uint32_t, word_index) /* word + 1 by the hash of its text; 0: free */
GLOSS_PHRASE_SECTION(gloss_phrase_node, firsts)
GLOSS_PHRASE_SECTION(gloss_phrase_edge, edges)
GLOSS_PHRASE_SECTION(gloss_phrase_form, forms)
GLOSS_PHRASE_SECTION(gloss_phrase_spelling, spellings)
GLOSS_PHRASE_SECTION(uint32_t, entries) /* where each begins: the phrase; fields, each after its column's number + 1; 0 */
GLOSS_PHRASE_SECTION(double, weights)
GLOSS_PHRASE_SECTION(uint32_t, columns) /* where the name of each begins */
GLOSS_PHRASE_SECTION(char, strings) /* those of the words; then the names of the columns; then those of the entries */

#undef GLOSS_PHRASE_SECTION

/* Where a hash lies among so many slots. */
static inline uint32_t gloss_phrase_slot(uint64_t hash, uint32_t slots) {
  return (uint32_t)((hash >> 32) * slots >> 32);
}

static inline uint64_t gloss_phrase_edge_hash(uint32_t parent, uint32_t key) {
  return gloss_hash_fold((uint64_t)parent << 32 | key, 0xa0761d6478bd642fu);
}

static inline uint32_t gloss_phrase_child_bit(uint32_t key) {
  return 1u << (key * 0x9e3779b1u >> 27);
}

/* The word of the list, or GLOSS_NO_WORD. */
uint32_t gloss_phrase_find_word(const gloss_phrase_block *block, gloss_slice text);

#endif

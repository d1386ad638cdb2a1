/* phrases: word sets, lexicons and gazetteers: lists of phrases that are matched over tokens, the longest first.
 * One implementation under three names: a trie over the numbers of its own words, laid out as one block without pointers, so that
 * it can be mapped from a file and shared. What a worker needs is a gloss_phrase_words: which of its vocabulary's words
 * the list knows, found at first sight and kept. */
#ifndef GLOSS_PHRASE_PHRASES_H
#define GLOSS_PHRASE_PHRASES_H

#include "base/error.h"
#include "text/document.h"

/* Case alone tells these apart: apostrophes, dashes and white space are compared as in a token's norm. */
typedef enum gloss_case {
  GLOSS_CASE_EXACT,
  GLOSS_CASE_SMART, /* a phrase in small letters matches any case, another as written or in capitals */
  GLOSS_CASE_FOLD,
} gloss_case;

typedef struct gloss_phrases gloss_phrases;
typedef struct gloss_phrase_words gloss_phrase_words;

/* -- Building: add the rows, then build */

typedef struct gloss_phrase_builder gloss_phrase_builder;

/* by_lemma: a token meets a word of the list also when its lemma is that word or that word's lemma. */
typedef struct gloss_phrase_settings {
  gloss_case letter_case;
  bool by_lemma;
  bool weights;                   /* a lexicon: the last column is a weight, and `abus*` takes all words that begin so */
  const gloss_language *language; /* NULL: neutral; it must outlive the phrases */
} gloss_phrase_settings;

/* Splits a phrase into tokens as a text is, so that "Moody's" in a list meets "Moody" "'s" in a text. The segmenter cannot be
 * seen from here, so its caller brings it: calls `word` with each. It is called by several threads at a time, as long as the
 * phrases live. Without one (`tokenize` is NULL) white space separates. */
typedef void gloss_phrase_word(void *context, gloss_slice word);
typedef struct gloss_phrase_tokenizer {
  void (*tokenize)(void *segmenter, gloss_slice phrase, gloss_phrase_word *word, void *context);
  void *segmenter;
} gloss_phrase_tokenizer;

enum { GLOSS_PHRASE_TOKENS_MAX = 255 }; /* of a phrase: so a search takes at most so many steps a token */

gloss_phrase_builder *gloss_phrase_builder_new(gloss_phrase_settings settings, gloss_phrase_tokenizer tokenizer);
void gloss_phrase_builder_free(gloss_phrase_builder *builder);

/* Bytes that it has taken so far; to build the phrases takes about as many once more, the phrases included. */
size_t gloss_phrase_builder_size(const gloss_phrase_builder *builder);

/* The number of the column; one of a new name is added after the others. */
uint32_t gloss_phrase_builder_column(gloss_phrase_builder *builder, gloss_slice name);

/* What stands in a column of an entry: anything but a place. A nil is left out. */
typedef struct gloss_phrase_field {
  uint32_t column;
  gloss_value value;
} gloss_phrase_field;

typedef struct gloss_phrase_row {
  gloss_slice phrase;
  gloss_value weight; /* of a lexicon: a number, or a string that says one; it is no field by itself */
  const gloss_phrase_field *fields;
  uint32_t field_count;
} gloss_phrase_row;

/* Adds an entry. Fails on bytes that are no UTF-8, on a weight that is missing or no number, on `abus* of` (the star must end the
 * phrase; one that follows no letter or digit is itself), on a phrase without a token or with too many. Duplicate phrases keep all
 * entries, in order. */
bool gloss_phrase_builder_add(gloss_phrase_builder *builder, const gloss_phrase_row *row, gloss_error *error);

/* Adds a whole list, the text of that file. Messages name the path and the line. */
typedef bool gloss_phrase_reader(gloss_phrase_builder *builder, const char *path, gloss_slice text, gloss_error *error);

/* The reader of plain files: .tsv and .csv (base/rows.h) have a header, the column `name`, else the first, is the phrase, and the
 * last one the weight; any other has one phrase a line, blank lines and those that begin with "# " left out. */
gloss_phrase_reader gloss_phrase_builder_read;

/* The builder can only be freed then. */
gloss_phrases *gloss_phrase_builder_build(gloss_phrase_builder *builder);
void gloss_phrases_free(gloss_phrases *phrases);

/* -- Asking */

uint32_t gloss_phrases_count(const gloss_phrases *phrases); /* entries */
size_t gloss_phrases_size(const gloss_phrases *phrases);    /* bytes of the block */

/* The entries of a phrase, found as in a text that has these words: `first` and how many follow each other. 0: it is not in
 * the list. The second form takes a word of the vocabulary, and is the quick one. */
uint32_t gloss_phrases_get(const gloss_phrases *phrases, gloss_slice phrase, uint32_t *first);
uint32_t gloss_phrases_get_word(const gloss_phrases *phrases, gloss_phrase_words *words, uint32_t word, uint32_t *first);

/* Calls `visit` with the folded words that a token may be a phrase of the list by: no other is one. False, without a call: what
 * decides is not the folded word alone (lemmas, `abus*`), or there are very many. */
typedef void gloss_phrase_word_visitor(void *context, gloss_slice folded);
bool gloss_phrases_each_word(const gloss_phrases *phrases, gloss_phrase_word_visitor *visit, void *context);

uint32_t gloss_phrases_column_count(const gloss_phrases *phrases);
gloss_slice gloss_phrases_column(const gloss_phrases *phrases, uint32_t column);
gloss_slice gloss_phrases_name(const gloss_phrases *phrases, uint32_t entry); /* the phrase as the list has it */
double gloss_phrases_weight(const gloss_phrases *phrases, uint32_t entry);    /* of a lexicon; else 0 */

/* The fields of an entry, one after the other. Lists and maps are made in the arena, all else is lent. */
typedef struct gloss_phrase_fields {
  const char *next;
} gloss_phrase_fields;

gloss_phrase_fields gloss_phrases_fields(const gloss_phrases *phrases, uint32_t entry);
bool gloss_phrase_fields_next(gloss_phrase_fields *fields, gloss_arena *arena, gloss_phrase_field *field);

/* -- Finding */

/* Both must outlive it. */
gloss_phrase_words *gloss_phrase_words_new(const gloss_phrases *phrases, gloss_vocabulary *vocabulary);
void gloss_phrase_words_free(gloss_phrase_words *words);

typedef struct gloss_phrase_hit {
  gloss_span tokens;
  uint32_t first, count; /* its entries: all of one name */
} gloss_phrase_hit;

/* The leftmost, longest phrase that begins at token `from` or after it and ends before `end` or there, inside one sentence. What
 * does not overlap is found by going on at the end of the hit. Where several names meet the same tokens, the nearest is taken: the
 * words themselves before their lemmas, those before `abus*`; as written before any case, that before capitals. */
bool gloss_phrases_find(const gloss_phrases *phrases, gloss_phrase_words *words, const gloss_document *document, uint32_t from,
                        uint32_t end, gloss_phrase_hit *hit);

#endif

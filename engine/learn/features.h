/* features: what a learned model looks at, a template a line, as docs/learning.md describes them.
 *
 *     norm[0]                 the folded word; so word, lemma, shape, kind
 *     norm[-1] norm[0]        several parts: they count together
 *     prefix[0]:3 suffix[0]:4 so many letters of the folded word, where it has more
 *     flag[0] is_title        a flag of the word, or is_first, is_clitic
 *     in[0] names.txt         the word is in a list
 *     phrase[0] names.tsv type    a phrase of the list begins here or goes on; with what its column says
 *     layer[0] entity         an annotation of the layer begins here or goes on; with its type
 *     pos[-1]                 a part of speech
 *     block                   the kind of the block
 *     place                   first, last, only of its sentence, or within
 *
 * A classifier counts from the place that it is asked about: [-1] is the word before it, [1] the one after it, [first] and [last]
 * are its own, [inside] is each of them. And it knows what is not at one place:
 *
 *     words document          each word of the document; so sentence, block
 *     words 8                 each of so many words on either side, in the sentence; -8 before the place only, +8 after it
 *     sum tone.tsv sentence   what the words of a lexicon there weigh, in steps; the region is as that of `words`
 *
 * Blank lines and lines that begin with "# " are left out. */
#ifndef GLOSS_LEARN_FEATURES_H
#define GLOSS_LEARN_FEATURES_H

#include "phrase/phrases.h"

typedef enum gloss_feature_kind { /* those that follow from a word alone come first */
  GLOSS_FEATURE_NORM,
  GLOSS_FEATURE_WORD,
  GLOSS_FEATURE_LEMMA,
  GLOSS_FEATURE_SHAPE,
  GLOSS_FEATURE_KIND,
  GLOSS_FEATURE_PREFIX,
  GLOSS_FEATURE_SUFFIX,
  GLOSS_FEATURE_FLAG,
  GLOSS_FEATURE_IN,
  GLOSS_FEATURE_TOKEN_FLAG,
  GLOSS_FEATURE_PHRASE,
  GLOSS_FEATURE_LAYER,
  GLOSS_FEATURE_POS,
  GLOSS_FEATURE_BLOCK,
  GLOSS_FEATURE_PLACE,
  GLOSS_FEATURE_WORDS,
  GLOSS_FEATURE_SUM,
} gloss_feature_kind;

typedef enum gloss_feature_where {
  GLOSS_WHERE_AT,     /* so many words on: `offset` */
  GLOSS_WHERE_FIRST,  /* of the place */
  GLOSS_WHERE_LAST,
  GLOSS_WHERE_INSIDE, /* each */
  GLOSS_WHERE_SENTENCE,
  GLOSS_WHERE_BLOCK,
  GLOSS_WHERE_DOCUMENT,
  GLOSS_WHERE_NEAR, /* so many on either side: `offset` */
  GLOSS_WHERE_BEFORE,
  GLOSS_WHERE_AFTER,
} gloss_feature_where;

enum { GLOSS_FEATURE_PARTS = 3, GLOSS_FEATURE_REACH = 4, GLOSS_FEATURE_TEMPLATES = 200 };

typedef struct gloss_feature_part {
  gloss_feature_kind kind;
  gloss_feature_where where;
  int offset;                   /* at most GLOSS_FEATURE_REACH either way; of regions at most 64 */
  uint32_t size;                /* letters of prefix and suffix */
  uint16_t flag;
  gloss_slice name, column;     /* of a list, a layer; or no data */
  const gloss_phrases *phrases; /* of a list */
} gloss_feature_part;

typedef struct gloss_template {
  gloss_slice text; /* its line, one space between words */
  uint64_t hash;
  gloss_feature_part parts[GLOSS_FEATURE_PARTS];
  uint32_t part_count;
} gloss_template;

typedef struct gloss_features {
  gloss_template items[GLOSS_FEATURE_TEMPLATES];
  uint32_t count;
  bool is_of_places; /* a classifier's: it may look at what a tagger has none of */
  gloss_arena arena;
} gloss_features;

/* Reads the templates of the text. Messages name path and line. NULL when one is wrong, or there is none. */
gloss_features *gloss_features_read(const char *path, gloss_slice text, bool is_of_places, gloss_error *error);
void gloss_features_free(gloss_features *features);

/* Gives each list its phrases: `find` says which, or fails. They must outlive the features. */
typedef const gloss_phrases *gloss_feature_list(void *context, gloss_slice name, bool is_lexicon, gloss_error *error);
bool gloss_features_resolve(gloss_features *features, gloss_feature_list *find, void *context, gloss_error *error);

/* Do they look at parts of speech? Then a document must be tagged first (text/pos.h). */
bool gloss_features_look_at_pos(const gloss_features *features);

static inline bool gloss_feature_is_of_word(const gloss_feature_part *part) {
  return part->kind <= GLOSS_FEATURE_IN && part->where == GLOSS_WHERE_AT;
}

#endif

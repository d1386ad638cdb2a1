/* pos: parts of speech, those of Universal Dependencies. A document's are found once somebody asks, and kept in the flags of its
 * tokens. */
#ifndef GLOSS_TEXT_POS_H
#define GLOSS_TEXT_POS_H

#include "text/document.h"

typedef enum gloss_pos {
  GLOSS_ADJ,
  GLOSS_ADP,
  GLOSS_ADV,
  GLOSS_AUX,
  GLOSS_CCONJ,
  GLOSS_DET,
  GLOSS_INTJ,
  GLOSS_NOUN,
  GLOSS_NUM,
  GLOSS_PART,
  GLOSS_PRON,
  GLOSS_PROPN,
  GLOSS_PUNCTUATION, /* PUNCT: the kind of a word has that name */
  GLOSS_SCONJ,
  GLOSS_SYM,
  GLOSS_VERB,
  GLOSS_X,
  GLOSS_POS_COUNT,
} gloss_pos;

const char *gloss_pos_name(gloss_pos pos);
bool gloss_pos_find(gloss_slice name, gloss_pos *pos);

/* Who can say the parts of speech of a document: calls gloss_token_set_pos for each token. */
typedef struct gloss_pos_tagger {
  bool (*tag)(void *context, gloss_document *document, gloss_error *error);
  void *context;
} gloss_pos_tagger;

/* Makes sure that the tokens have theirs: asks the document's tagger the first time. Fails when there is none, or that fails. */
bool gloss_document_tag(gloss_document *document, gloss_error *error);

static inline gloss_pos gloss_token_pos(const gloss_token *token) { /* of a document that is tagged */
  return (gloss_pos)((token->flags >> GLOSS_POS_SHIFT & 31) - 1);
}

static inline void gloss_token_set_pos(gloss_token *token, gloss_pos pos) {
  token->flags = (uint16_t)((token->flags & ~GLOSS_POS_MASK) | (pos + 1) << GLOSS_POS_SHIFT);
}

#endif

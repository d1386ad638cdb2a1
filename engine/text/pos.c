#include "text/pos.h"

static const char *const names[GLOSS_POS_COUNT] = {"ADJ",  "ADP", "ADV",  "AUX",   "CCONJ", "DET",   "INTJ", "NOUN", "NUM",
                                                   "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

const char *gloss_pos_name(gloss_pos pos) {
  return names[pos];
}

bool gloss_pos_find(gloss_slice name, gloss_pos *pos) {
  for (int i = 0; i < GLOSS_POS_COUNT; i++)
    if (gloss_slice_is(name, names[i])) return *pos = (gloss_pos)i, true;
  return false;
}

bool gloss_document_tag(gloss_document *document, gloss_error *error) {
  if (document->is_tagged) return true;
  if (document->tagger == NULL)
    return gloss_fail(error, "pos needs a tagger for %s", gloss_language_name(document->language));
  return document->is_tagged = document->tagger->tag(document->tagger->context, document, error);
}

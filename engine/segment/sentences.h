/* sentences: finds where the sentences of a block end, over its tokens and their roles. */
#ifndef GLOSS_SEGMENT_SENTENCES_H
#define GLOSS_SEGMENT_SENTENCES_H

#include "segment/rules.h"

/* Adds the sentences of the last block, whose tokens these are, and takes the roles out of their flags. */
void gloss_split_sentences(const gloss_rules *rules, gloss_document *document, gloss_span tokens);

#endif

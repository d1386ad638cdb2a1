/* tagging: who says the parts of speech in a worker: of each language the model pos.model in its folder, if it has one. It is read
 * when somebody asks first. */
#ifndef GLOSS_RUN_TAGGING_H
#define GLOSS_RUN_TAGGING_H

#include "machine/environment.h"
#include "text/pos.h"

typedef struct gloss_tagging gloss_tagging;

/* Both must outlive it. */
gloss_tagging *gloss_tagging_new(const gloss_environment *environment, gloss_matcher *matcher);
void gloss_tagging_free(gloss_tagging *tagging);

/* The tagger for documents with this language and vocabulary, or NULL: the language has none. */
const gloss_pos_tagger *gloss_tagging_of(gloss_tagging *tagging, const gloss_language *language, gloss_vocabulary *vocabulary);

#endif

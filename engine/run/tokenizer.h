/* tokenizer: splits the phrases of lists into tokens just as texts are, by segmenting each as a small document.
 * Thread-safe: workers that load scripts at once wait for each other. */
#ifndef GLOSS_RUN_TOKENIZER_H
#define GLOSS_RUN_TOKENIZER_H

#include "phrase/phrases.h"
#include "run/languages.h"

typedef struct gloss_tokenizer gloss_tokenizer;

gloss_tokenizer *gloss_tokenizer_new(const gloss_language_pack *pack); /* which must outlive it */
void gloss_tokenizer_free(gloss_tokenizer *tokenizer);

gloss_phrase_tokenizer gloss_tokenizer_of(gloss_tokenizer *tokenizer);

#endif

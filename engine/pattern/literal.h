/* literal: what a regex says of a word before it is run: most are plain words, or begin with some letters. For this
 * room only. */
#ifndef GLOSS_PATTERN_LITERAL_H
#define GLOSS_PATTERN_LITERAL_H

#include "base/slice.h"

typedef void gloss_literal_visitor(void *context, gloss_slice literal);

/* Is it only words with | between: letters, digits and marks that mean themselves, or have a \ before them? Then these are
 * the words. */
bool gloss_regex_is_words(gloss_slice regex);
void gloss_regex_each_word(gloss_slice regex, gloss_literal_visitor *visit, void *context);

/* What a text must begin with to fit, for each alternative of the regex, at most GLOSS_PREFIX_SIZE bytes of it. False when
 * that is nothing for one of them, or not to be seen; some may have been visited then. */
enum { GLOSS_PREFIX_SIZE = 6 };
bool gloss_regex_each_prefix(gloss_slice regex, gloss_literal_visitor *visit, void *context);

#endif

/* matcher: what one worker needs to search with compiled resources, which are shared: what a regex writes to, the words of its
 * vocabulary that lists have, what models make of them, the search of its patterns. */
#ifndef GLOSS_PATTERN_MATCHER_H
#define GLOSS_PATTERN_MATCHER_H

#include "learn/classifier.h"
#include "learn/tagger.h"
#include "phrase/phrases.h"
#include "regex/regex.h"

typedef struct gloss_matcher gloss_matcher;

gloss_matcher *gloss_matcher_new(void);
void gloss_matcher_free(gloss_matcher *matcher);

gloss_regex_scratch *gloss_matcher_regex(gloss_matcher *matcher);

/* The search of the worker's patterns, made at the first question. */
typedef struct gloss_pattern_search gloss_pattern_search;
gloss_pattern_search *gloss_matcher_patterns(gloss_matcher *matcher);

/* How many bytes what one pattern finds in a document may take: 64 MB, unless it is told otherwise. */
size_t gloss_matcher_room(const gloss_matcher *matcher);
void gloss_matcher_set_room(gloss_matcher *matcher, size_t room);

/* Made at the first question for these phrases and this vocabulary, then the same. */
gloss_phrase_words *gloss_matcher_words(gloss_matcher *matcher, const gloss_phrases *phrases, gloss_vocabulary *vocabulary);

/* So too the tagger or classifier of a model. */
gloss_tagger *gloss_matcher_tagger(gloss_matcher *matcher, const gloss_model *model, gloss_vocabulary *vocabulary);
gloss_classifier *gloss_matcher_classifier(gloss_matcher *matcher, const gloss_model *model, gloss_vocabulary *vocabulary);

#endif

/* library: compiled resources, made once and shared by all workers, by kind, source and settings.
 * Thread-safe; who asks for what another is making waits for it. What it gives lives as long as the library. What
 * one worker needs to use them is a gloss_matcher (pattern/matcher.h). */
#ifndef GLOSS_LIBRARY_LIBRARY_H
#define GLOSS_LIBRARY_LIBRARY_H

#include "learn/model.h"
#include "pattern/pattern.h"
#include "phrase/phrases.h"
#include "regex/regex.h"

typedef struct gloss_library gloss_library;

/* The tokenizer splits the phrases of lists; see phrases.h. */
gloss_library *gloss_library_new(gloss_phrase_tokenizer tokenizer);
void gloss_library_free(gloss_library *library);

/* Keeps large lists of files in that folder, compiled, for later runs (phrase/cache.h); once, before the first is asked for.
 * `program` is the file of the running program: what another one made is not used. */
void gloss_library_keep_lists(gloss_library *library, const char *folder, const char *program);

gloss_phrase_tokenizer gloss_library_tokenizer(const gloss_library *library); /* for builders whose lists are added to it */

/* NULL on failure. */
const gloss_regex *gloss_library_regex(gloss_library *library, gloss_slice pattern, gloss_slice flags, gloss_error *error);

/* Equal queries whose variables stand for the same are one pattern; what they stand for must be this library's. */
const gloss_pattern *gloss_library_pattern(gloss_library *library, gloss_slice query, gloss_pattern_lookup *lookup, void *context,
                                           gloss_error *error);

/* A list from a file, as `read` reads it, the one reader of files with this ending; asked for again with equal path and settings it
 * is the same object, while the file has not changed. */
const gloss_phrases *gloss_library_phrases(gloss_library *library, const char *path, gloss_phrase_settings settings,
                                           gloss_phrase_reader *read, gloss_error *error);

/* A list that the script wrote down itself: takes what the builder holds (and frees the builder); equal content and settings
 * give the same object. */
const gloss_phrases *gloss_library_add(gloss_library *library, gloss_phrase_builder *builder);

/* The model of a file, with the lists that its features name, as `find` says; asked for again with an equal path it is the same
 * object, while the file has not changed. */
const gloss_model *gloss_library_model(gloss_library *library, const char *path, gloss_model_kind kind, gloss_feature_list *find,
                                       void *context, gloss_error *error);

#endif

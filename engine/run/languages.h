/* languages: each language of a run with its segmenter, read when the first document of it comes.
 * Shared by all workers; thread-safe. */
#ifndef GLOSS_RUN_LANGUAGES_H
#define GLOSS_RUN_LANGUAGES_H

#include "base/search_path.h"
#include "segment/segment.h"

typedef struct gloss_languages gloss_languages;

gloss_languages *gloss_languages_new(const gloss_search_path *path);
void gloss_languages_free(gloss_languages *languages);

typedef struct gloss_language_pack {
  const gloss_language *language;
  const gloss_segmenter *segmenter;
  bool has_data; /* false: there is no folder for it, and neutral rules are used */
} gloss_language_pack;

/* The language of that name: "en"; "en-GB" is "en" where it has no data of its own. NULL when its data cannot be used. What is
 * given lives as long as the languages. */
const gloss_language_pack *gloss_languages_get(gloss_languages *languages, gloss_slice name, gloss_error *error);

#endif

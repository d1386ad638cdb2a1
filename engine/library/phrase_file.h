/* phrase_file: lists of phrases as files.
 * The plain ones as phrase/phrases.h has them, and JSONL, an item a line: a phrase, a list of a phrase and its weight, or an object
 * whose member `name`, else `word`, is the phrase, `weight` the weight, and all else fields. */
#ifndef GLOSS_LIBRARY_PHRASE_FILE_H
#define GLOSS_LIBRARY_PHRASE_FILE_H

#include "phrase/phrases.h"

gloss_phrase_reader gloss_phrase_file_read;

/* The phrase of an item; no data: it has none. */
gloss_slice gloss_phrase_of_item(gloss_value item);

#endif

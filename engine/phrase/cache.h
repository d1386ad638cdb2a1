/* cache: lists of files, compiled once and kept in a folder for the next run. Who uses one locks it.
 *
 * A kept list is one file: a head, and the block as it lies in memory. It is read, not mapped: what becomes of the file while a
 * run uses the list does not matter to that run. The head says what the block was made from: the content of the list, the
 * settings, the files of the language, and the program that made it, each by its hash; what is not exactly so is as if it were
 * not there, and is replaced. So are files that are cut short or damaged: a checksum covers the block. All of it is read and
 * hashed each time, rather than trusting sizes and dates: for a million names that takes some 50 ms.
 *
 * There is one file for each path and settings, so a list that changes does not fill the folder. It is written under a name of its
 * own and renamed: of several who write at once the last one stays. Nothing that goes wrong here is an error: the list is built
 * then. The folder may be emptied at any time. */
#ifndef GLOSS_PHRASE_CACHE_H
#define GLOSS_PHRASE_CACHE_H

#include "phrase/phrases.h"

typedef struct gloss_phrase_cache gloss_phrase_cache;

/* `program` is the file of the running program. The folder is made when there is something to keep. */
gloss_phrase_cache *gloss_phrase_cache_new(const char *folder, const char *program);
void gloss_phrase_cache_free(gloss_phrase_cache *cache);

/* The list that is the file's: a kept one, or built, and kept if that is worth the while. Without a cache (NULL) it is built. */
gloss_phrases *gloss_phrase_cache_read(gloss_phrase_cache *cache, const char *path, gloss_phrase_settings settings,
                                       gloss_phrase_tokenizer tokenizer, gloss_phrase_reader *read, gloss_error *error);

#endif

/* list_line: on which line of its file an entry of a list stands.
 * Nobody needs to know before somebody asks why: so no list keeps it, and the file is read again. */
#ifndef GLOSS_WHY_LIST_LINE_H
#define GLOSS_WHY_LIST_LINE_H

#include "phrase/phrases.h"

/* The line, 1-based; 0 when the file cannot be read or does not have the phrase any more. Of entries of one name the file's order
 * is theirs. */
uint32_t gloss_list_line(const char *path, const gloss_phrases *phrases, uint32_t entry);

#endif

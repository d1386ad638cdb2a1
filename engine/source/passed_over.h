/* passed_over: the files in folders that are not read for their endings, counted by ending. For this room only. */
#ifndef GLOSS_SOURCE_PASSED_OVER_H
#define GLOSS_SOURCE_PASSED_OVER_H

#include "base/buffer.h"
#include "base/table.h"

typedef struct gloss_passed_over { /* all zeroes: none yet */
  uint64_t count;
  gloss_table endings; /* in small letters; how many files of each */
} gloss_passed_over;

void gloss_passed_over_free(gloss_passed_over *passed);

/* Counts a file with that ending, with its dot; "" is a file without. */
void gloss_passed_over_add(gloss_passed_over *passed, gloss_slice ending);

/* Appends ".html 10, .pdf 2": the most frequent first, a few of them, and "others 7" for the rest. */
void gloss_passed_over_print(const gloss_passed_over *passed, gloss_buffer *to);

#endif

/* split: where the records of a file end. Bytes come piece by piece; what was seen is remembered between them. For this room only.
 * */
#ifndef GLOSS_SOURCE_SPLIT_H
#define GLOSS_SOURCE_SPLIT_H

#include <stdint.h>

#include "read/format.h"

typedef struct gloss_split {
  gloss_record_unit unit;
  uint32_t depth;     /* of JSON: brackets that are open */
  bool in_string;     /* of JSON, or in quotes of CSV */
  bool after_escape;  /* of JSON */
  bool in_cell, after_quote; /* of CSV: where a quote opens nothing; where it is a second one */
  bool is_begun;      /* a record has bytes already */
  bool is_list;       /* of JSON: it has elements */
  bool is_over;       /* its end was seen */
  uint64_t lines;     /* line ends so far; of lines and rows */
  uint64_t left;      /* of WARC: bytes of the block that are still to come */
  bool in_block;
  uint32_t window;    /* of WARC: the last four bytes */
  gloss_buffer head;  /* of WARC: the header of the record */
  bool is_broken;     /* of WARC: no record begins where one should; the next one is looked for */
  uint32_t matched;   /* bytes of its first word, then */
} gloss_split;

gloss_split gloss_split_new(gloss_record_unit unit);
void gloss_split_free(gloss_split *split);

/* Looks for the end of the record in bytes that follow on those before. `kept` are the first of them that belong to it, from `from`
 * on; `used` are those that are done with. True: it ends there, and the next one begins after that. */
bool gloss_split_find(gloss_split *split, gloss_slice bytes, size_t *from, size_t *kept, size_t *used);

#endif

/* structure: where the tokens of a JSON text begin. The one door to simdjson.
 * It finds them at gigabytes a second and leaves their reading to json.c. */
#ifndef GLOSS_READ_STRUCTURE_H
#define GLOSS_READ_STRUCTURE_H

#include <stdint.h>

#include "base/slice.h"

enum { GLOSS_JSON_PADDING = 64 }; /* bytes that may be read past a text */

typedef enum gloss_structure_result {
  GLOSS_STRUCTURE_FOUND,
  GLOSS_STRUCTURE_NOT_UTF8,
  GLOSS_STRUCTURE_EMPTY,           /* white space only */
  GLOSS_STRUCTURE_UNCLOSED_STRING,
  GLOSS_STRUCTURE_CONTROL,         /* a control character in a string */
  GLOSS_STRUCTURE_TOO_LONG,        /* 4 GiB or more, or more than there is memory for */
} gloss_structure_result;

typedef struct gloss_structure gloss_structure;

gloss_structure *gloss_structure_new(void);
void gloss_structure_free(gloss_structure *structure);

/* Finds the brackets, commas and colons outside strings, the opening quotation marks, and the first characters of everything else.
 * `starts` is valid until the next text. */
gloss_structure_result gloss_structure_find(gloss_structure *structure, gloss_slice text, const uint32_t **starts, uint32_t *count);

/* The number that the text is, all of it a number as JSON writes one; false when it is beyond what a double holds. */
bool gloss_structure_number(gloss_slice text, double *number);

#endif

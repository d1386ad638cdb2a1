/* markup: XML and HTML as a tree. The one door to libxml2.
 * Nothing is fetched: no network, no files, and entities that a document declares are not expanded. */
#ifndef GLOSS_MARKUP_MARKUP_H
#define GLOSS_MARKUP_MARKUP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum { GLOSS_MARKUP_DEPTH = 500 }; /* elements within each other */

typedef enum gloss_markup_language {
  GLOSS_XML,  /* must be well-formed, and not deeper than that */
  GLOSS_HTML, /* whatever it is; what is deeper stands beside what is that deep */
} gloss_markup_language;

typedef struct gloss_attribute {
  gloss_slice name, value;
} gloss_attribute;

typedef struct gloss_node gloss_node;
struct gloss_node {
  gloss_slice name; /* as it is written, "dc:date"; of HTML in small letters; no data: it is text */
  gloss_slice text; /* of text */
  const gloss_attribute *attributes;
  uint32_t attribute_count;
  gloss_node *first, *last, *next; /* the children; the next child of the parent */
};

/* The root element of the text, in the arena, valid UTF-8 throughout; comments are left out, and neighbouring texts are one. A text
 * that is no UTF-8 is read as it says itself. It may take `most` bytes of memory. NULL: the message has the line, "line 3: …". */
const gloss_node *gloss_markup_parse(gloss_markup_language language, gloss_slice text, size_t most, gloss_arena *arena,
                                     gloss_error *error);

/* Is it built in? Else parsing fails and says so. */
bool gloss_markup_is_here(void);

#endif

/* blocks: finds the paragraph-level pieces of a plain text, and what each is.
 * blocks.c splits the text at its line ends, where they mean something; kinds.c tells title, heading, byline, caption, … apart. */
#ifndef GLOSS_SEGMENT_BLOCKS_H
#define GLOSS_SEGMENT_BLOCKS_H

#include "segment/rules.h"
#include "segment/segment.h"

/* A block that is not yet in the document. */
typedef struct gloss_draft {
  gloss_span bytes; /* without white space at its ends */
  gloss_block_kind kind;
  bool is_given; /* by the reader, who knows its kind */
} gloss_draft;

typedef struct gloss_drafts {
  gloss_draft *items;
  uint32_t count, capacity;
} gloss_drafts;

/* Appends the blocks of these bytes of the text, as paragraphs. */
void gloss_drafts_split(gloss_drafts *drafts, gloss_slice text, gloss_span bytes);

/* Gives each block of the document that is not given its kind, by its text and its tokens. The blocks were made from the drafts. */
void gloss_tell_kinds(gloss_document *document, const gloss_drafts *drafts, const gloss_rules *rules, gloss_layout layout);

/* Does the text start with the marker of a list item: "• ", "- ", "3. "? */
bool gloss_starts_item(gloss_slice text);

/* The span without white space at its ends. */
gloss_span gloss_trim_span(gloss_slice text, gloss_span bytes);

#endif

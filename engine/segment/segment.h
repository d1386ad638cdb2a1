/* segment: finds what is there: blocks, sentences and tokens.
 * The rules are data of a language (scripts/lang/NAME, see docs/languages.md), read once; a segmenter is immutable and
 * shared by all workers. */
#ifndef GLOSS_SEGMENT_SEGMENT_H
#define GLOSS_SEGMENT_SEGMENT_H

#include "text/document.h"

typedef struct gloss_segmenter gloss_segmenter;

/* Reads the rules of the language's folder; the neutral language has neutral rules. A mistake in a rule is an error that names
 * file and line. The language must outlive the segmenter. */
gloss_segmenter *gloss_segmenter_new(const gloss_language *language, gloss_error *error);
void gloss_segmenter_free(gloss_segmenter *segmenter);

typedef enum gloss_layout {
  GLOSS_LAYOUT_ARTICLE, /* plain text: the first of several blocks is the title, and fills document->title */
  GLOSS_LAYOUT_BODY,    /* the text of a record: a title stands outside it, or nowhere */
} gloss_layout;

/* Splits the document's text into blocks, sentences and tokens. Blocks that the reader has added stay as they are, and what lies
 * between them is split into more. Fails when there are more tokens than a document holds. */
bool gloss_segment(const gloss_segmenter *segmenter, gloss_document *document, gloss_layout layout, gloss_error *error);

#endif

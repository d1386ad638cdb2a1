/* gold: what a person, or another run, has said of an article: read from the record that it came with.
 *
 * A record is as `gloss run -f jsonl` writes it, or as somebody wrote it: `annotations` has lists by layer, of objects with
 * `start`, `end` (code points), `type`, and perhaps `fields`. All other keys are facts of the article. */
#ifndef GLOSS_TEACH_GOLD_H
#define GLOSS_TEACH_GOLD_H

#include "text/document.h"

typedef struct gloss_gold_span {
  gloss_span bytes;
  gloss_slice type; /* no data: it has none */
} gloss_gold_span;

typedef struct gloss_gold {
  gloss_gold_span *spans; /* in text order */
  uint32_t count, capacity;
} gloss_gold;

void gloss_gold_free(gloss_gold *gold);

/* The annotations of a layer; of `token` the type is the field `pos`, if there is one. Fails when the record has no such layer,
 * when one lies outside the text or has no type, or, but for tokens, when two overlap. */
bool gloss_gold_read(gloss_gold *gold, const gloss_document *document, gloss_slice layer, gloss_error *error);

/* What the record says under that path: "section", or "meta.section", "values.topic", and its own "source", "lang". A number or
 * boolean is written out. Fails when there is nothing. */
bool gloss_gold_label(gloss_document *document, gloss_slice path, gloss_slice *label, gloss_error *error);

#endif

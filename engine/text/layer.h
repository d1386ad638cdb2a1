/* layer: the annotations of one name on one document: rows with typed fields, freely overlapping.
 * Rows are numbered in the order they were made and never move; a removed row is marked. `order` has the rows as gloss orders
 * everything: earlier first, then longer, then older. A gap in it stands where the last row was put in, and the next one costs
 * only the way from there: rows come in text order, once or in several passes. */
#ifndef GLOSS_TEXT_LAYER_H
#define GLOSS_TEXT_LAYER_H

#include "base/span.h"
#include "text/schema.h"
#include "text/value.h"

typedef struct gloss_annotation {
  gloss_span tokens;        /* of all its pieces, and what lies between them */
  uint32_t type;            /* a word of the vocabulary, or GLOSS_UNKNOWN: it has none */
  uint16_t script;          /* who made it: a script of the schema */
  bool removed;
  uint32_t piece_count;     /* 0: in one piece */
  const gloss_span *pieces; /* of tokens, in text order */
} gloss_annotation;

/* Is the value one for a field of that type? */
bool gloss_field_takes(gloss_field_type type, gloss_value value);

/* Where an annotation comes from: noted by whoever makes it, when the run was asked to say why. */
typedef struct gloss_origin {
  gloss_slice at;    /* the line that made it: "money.lua:3" */
  gloss_slice via;   /* the line of a module that it called for that, or no data */
  gloss_place over;  /* what it was laid over, as the script gave it; 0: several places */
} gloss_origin;

typedef struct gloss_ordered {
  uint32_t row;
  uint32_t start; /* of its tokens, kept here for the search */
  uint32_t reach; /* the greatest token end up to here */
} gloss_ordered;

typedef struct gloss_layer {
  const gloss_layer_schema *schema;
  gloss_annotation *rows;
  gloss_value *values; /* row after row, each as many as the layer has fields */
  gloss_ordered *order;
  gloss_origin *origins; /* of the first rows; of ordinary runs there are none */
  uint32_t origin_count, origin_capacity;
  uint32_t gap;        /* where the gap begins: it takes what `order` has room for and does not hold */
  uint32_t count, row_capacity, value_capacity, order_capacity;
  uint32_t shifts;     /* counts the insertions before others */
  uint32_t edits; /* counts what was done to it since the document was opened: who keeps what he read here can see that it is old */
} gloss_layer;

/* How an annotation lies to a place. What is empty overlaps nothing, and lies inside what it touches. */
typedef enum gloss_how {
  GLOSS_OVERLAPS, /* they share a token */
  GLOSS_INSIDE,   /* it lies inside the place */
  GLOSS_COVERING, /* it covers the place */
} gloss_how;

/* Walks the annotations that lie so to `tokens`, in order. It sees what was there when it began and skips what is removed
 * meanwhile. */
typedef struct gloss_layer_cursor {
  const gloss_layer *layer;
  gloss_span tokens;
  gloss_how how;
  uint32_t next;   /* a place in order */
  uint32_t limit;  /* rows from here on are younger than the walk */
  uint32_t last;   /* the row given last, to find the place again after a shift */
  uint32_t shifts;
} gloss_layer_cursor;

#define GLOSS_NO_ROW UINT32_MAX

gloss_layer_cursor gloss_layer_walk(const gloss_layer *layer, gloss_span tokens, gloss_how how);
uint32_t gloss_layer_step(gloss_layer_cursor *cursor); /* a row, or GLOSS_NO_ROW at the end */

/* The first row that begins at token `index` or later; the last row in order that begins before `index` and ends there or before.
 * Or GLOSS_NO_ROW. */
uint32_t gloss_layer_after(const gloss_layer *layer, uint32_t index);
uint32_t gloss_layer_before(const gloss_layer *layer, uint32_t index);

/* The row next to this one in order, or GLOSS_NO_ROW. */
uint32_t gloss_layer_next(const gloss_layer *layer, uint32_t row);
uint32_t gloss_layer_previous(const gloss_layer *layer, uint32_t row);

#endif

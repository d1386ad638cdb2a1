#include "write/marks.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "write/reference.h"

/* A piece of an annotation, as far as it lies in the block. */
struct gloss_mark {
  gloss_span bytes;
  uint32_t layer, row;
  uint32_t number; /* of its note, or 0 */
  bool closed;
};

gloss_marks gloss_marks_new(const gloss_writer_settings *settings, gloss_document *document) {
  gloss_marks marks = {.settings = settings, .document = document};
  uint32_t layers = gloss_schema_layer_count(document->schema);
  marks.numbers = gloss_arena_allocate(&document->arena, layers * sizeof *marks.numbers);
  for (uint32_t i = 0; i < layers; i++) {
    size_t size = document->layers[i].count * sizeof **marks.numbers;
    marks.numbers[i] = gloss_arena_allocate(&document->arena, size);
    memset(marks.numbers[i], 0, size);
  }
  return marks;
}

void gloss_marks_free(gloss_marks *marks) {
  free(marks->marks);
  free(marks->notes);
}

/* -- Which annotations are in the block */

static void collect_piece(gloss_marks *marks, gloss_span tokens, const gloss_block *block, uint32_t layer, uint32_t row) {
  if (!gloss_span_overlaps(tokens, block->tokens)) return;
  if (tokens.start < block->tokens.start) tokens.start = block->tokens.start;
  if (tokens.end > block->tokens.end) tokens.end = block->tokens.end;
  marks->marks = gloss_grow(marks->marks, &marks->mark_capacity, marks->mark_count + 1u, sizeof *marks->marks);
  marks->marks[marks->mark_count++] =
      (gloss_mark){.bytes = gloss_document_bytes_of(marks->document, tokens), .layer = layer, .row = row};
}

static void collect_layer(gloss_marks *marks, const gloss_block *block, uint32_t layer) {
  const gloss_layer *rows = &marks->document->layers[layer];
  gloss_layer_cursor cursor = gloss_layer_walk(rows, block->tokens, GLOSS_OVERLAPS);
  for (uint32_t row; (row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW;) {
    const gloss_annotation *annotation = &rows->rows[row];
    if (annotation->piece_count == 0) collect_piece(marks, annotation->tokens, block, layer, row);
    for (uint32_t i = 0; i < annotation->piece_count; i++) collect_piece(marks, annotation->pieces[i], block, layer, row);
  }
}

static int compare_marks(const void *a, const void *b) {
  const gloss_mark *x = a, *y = b;
  int order = gloss_span_compare(x->bytes, y->bytes);
  if (order == 0) order = (x->layer > y->layer) - (x->layer < y->layer);
  return order ? order : (x->row > y->row) - (x->row < y->row);
}

static bool is_name(gloss_slice field) {
  return gloss_slice_is(field, "name") || gloss_slice_is(field, "full");
}

/* Does it have fields that say more than how the place is called? */
static bool has_more_to_say(const gloss_document *document, uint32_t layer, uint32_t row) {
  const gloss_layer_schema *schema = document->layers[layer].schema;
  for (uint32_t i = 0; i < schema->field_count; i++)
    if (!is_name(schema->fields[i].name) && gloss_document_field(document, layer, row, i).kind != GLOSS_NIL) return true;
  return document->layers[layer].rows[row].piece_count > 1;
}

static void add_note(gloss_marks *marks, gloss_mark *mark) {
  marks->numbers[mark->layer][mark->row] = ++marks->last_number;
  marks->notes = gloss_grow(marks->notes, &marks->note_capacity, marks->note_count + 1u, sizeof *marks->notes);
  marks->notes[marks->note_count++] = (gloss_note){marks->last_number, mark->layer, mark->row};
}

static void number_mark(gloss_marks *marks, gloss_mark *mark) {
  uint32_t *number = &marks->numbers[mark->layer][mark->row];
  if (*number == 0 && has_more_to_say(marks->document, mark->layer, mark->row)) add_note(marks, mark);
  mark->number = *number;
}

static void collect(gloss_marks *marks, const gloss_block *block) {
  marks->mark_count = marks->note_count = 0;
  for (uint32_t i = 0; i < marks->settings->layer_count; i++) collect_layer(marks, block, marks->settings->layers[i]);
  if (marks->mark_count > 1) qsort(marks->marks, marks->mark_count, sizeof *marks->marks, compare_marks);
  for (uint32_t i = 0; i < marks->mark_count; i++) number_mark(marks, &marks->marks[i]);
}

/* -- Writing them */

typedef struct pen {
  gloss_marks *marks;
  gloss_flow *flow;
  const char *style; /* of the block */
  gloss_mark **open; /* begun; the closed ones among them leave when they are on top */
  uint32_t open_count;
  uint32_t at; /* byte of the text */
} pen;

const char *gloss_marks_colour(const gloss_document *document, uint32_t layer, uint32_t row) {
  static const char *const colours[] = {"1;34", "1;32", "1;35", "1;36", "1;33", "34", "32", "35", "36", "33"};
  uint32_t type = document->layers[layer].rows[row].type;
  gloss_slice name = document->layers[layer].schema->name;
  if (type != GLOSS_UNKNOWN) name = gloss_word_text(gloss_vocabulary_word(document->vocabulary, type));
  return colours[gloss_hash(name) % (sizeof colours / sizeof *colours)];
}

void gloss_marks_add_number(gloss_flow *flow, uint32_t number) {
  static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  char digits[16];
  snprintf(digits, sizeof digits, "%u", number);
  for (const char *digit = digits; *digit; digit++) gloss_flow_add(flow, gloss_slice_of(raised[*digit - '0']));
}

static void set_style(pen *pen) {
  while (pen->open_count > 0 && pen->open[pen->open_count - 1]->closed) pen->open_count--;
  const gloss_mark *top = pen->open_count > 0 ? pen->open[pen->open_count - 1] : NULL;
  gloss_flow_style(pen->flow, top ? gloss_marks_colour(pen->marks->document, top->layer, top->row) : pen->style);
}

static void move_to(pen *pen, uint32_t byte) {
  gloss_flow_add(pen->flow, gloss_document_slice(pen->marks->document, (gloss_span){pen->at, byte}));
  pen->at = byte;
}

static void open_mark(pen *pen, gloss_mark *mark) {
  move_to(pen, mark->bytes.start);
  pen->open[pen->open_count++] = mark;
  set_style(pen);
  if (!pen->flow->colour) gloss_flow_add(pen->flow, GLOSS_SLICE("["));
}

/* Its type and, where that is not the text, its name. */
static void add_label(pen *pen, const gloss_mark *mark) {
  gloss_document *document = pen->marks->document;
  const gloss_layer *layer = &document->layers[mark->layer];
  uint32_t type = layer->rows[mark->row].type;
  gloss_flow_add(pen->flow, type == GLOSS_UNKNOWN ? layer->schema->name
                                                  : gloss_word_text(gloss_vocabulary_word(document->vocabulary, type)));
  gloss_reference reference = gloss_reference_of(document, gloss_place_of(GLOSS_ANNOTATION, mark->row, mark->layer));
  if (gloss_slice_equal(reference.name, gloss_document_slice(document, mark->bytes))) return;
  gloss_flow_add(pen->flow, GLOSS_SLICE(" = "));
  gloss_flow_add(pen->flow, reference.name);
}

static void close_mark(pen *pen, gloss_mark *mark) {
  move_to(pen, mark->bytes.end);
  mark->closed = true;
  gloss_flow_style(pen->flow, "2");
  gloss_flow_glue(pen->flow);
  if (mark->number)
    gloss_marks_add_number(pen->flow, mark->number);
  else
    add_label(pen, mark);
  if (!pen->flow->colour) gloss_flow_add(pen->flow, GLOSS_SLICE("]"));
  set_style(pen);
}

static int compare_ends(const void *a, const void *b) {
  const gloss_mark *x = *(gloss_mark *const *)a, *y = *(gloss_mark *const *)b;
  if (x->bytes.end != y->bytes.end) return x->bytes.end < y->bytes.end ? -1 : 1;
  return (x < y) - (x > y); /* those opened last are closed first */
}

static gloss_mark **sort_by_end(gloss_marks *marks) {
  gloss_mark **ends = gloss_allocate((marks->mark_count + 1u) * sizeof *ends);
  for (uint32_t i = 0; i < marks->mark_count; i++) ends[i] = &marks->marks[i];
  if (marks->mark_count > 1) qsort(ends, marks->mark_count, sizeof *ends, compare_ends);
  return ends;
}

static void write_marks(pen *pen) {
  gloss_marks *marks = pen->marks;
  gloss_mark **ends = sort_by_end(marks);
  uint32_t opened = 0;
  for (uint32_t closed = 0; closed < marks->mark_count;) {
    bool opens = opened < marks->mark_count && marks->marks[opened].bytes.start < ends[closed]->bytes.end;
    if (opens)
      open_mark(pen, &marks->marks[opened++]);
    else
      close_mark(pen, ends[closed++]);
  }
  free(ends);
}

void gloss_marks_add_block(gloss_marks *marks, gloss_flow *flow, const gloss_block *block, const char *style) {
  collect(marks, block);
  pen pen = {.marks = marks, .flow = flow, .style = style, .at = block->bytes.start};
  pen.open = gloss_allocate((marks->mark_count + 1u) * sizeof *pen.open);
  set_style(&pen);
  write_marks(&pen);
  move_to(&pen, block->bytes.end);
  gloss_flow_style(flow, "");
  free(pen.open);
}

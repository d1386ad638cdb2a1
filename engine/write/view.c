#include "write/view.h"

#include <stdlib.h>

#include "write/json_text.h"
#include "write/marks.h"
#include "write/reference.h"

typedef struct view {
  gloss_document *document;
  gloss_marks marks;
  gloss_flow flow;
} view;

static const char bold[] = "1", dim[] = "2", red[] = "31", green[] = "32", yellow[] = "33";

static void add_styled(gloss_flow *flow, const char *style, gloss_slice text) {
  gloss_flow_style(flow, style);
  gloss_flow_add(flow, text);
  gloss_flow_style(flow, "");
}

static void add_space(gloss_flow *flow) {
  gloss_flow_add(flow, GLOSS_SLICE(" "));
}

static void add_blank_line(view *view) {
  gloss_buffer_add_char(view->flow.out, '\n');
}

/* -- Values */

static void add_value(view *view, gloss_value value);

static void add_number(gloss_flow *flow, double number) {
  gloss_buffer digits = {0};
  gloss_json_add_number(&digits, number);
  gloss_flow_add(flow, gloss_buffer_slice(&digits));
  gloss_buffer_free(&digits);
}

static void add_list(view *view, gloss_value list) {
  for (uint32_t i = 0; i < list.size; i++) {
    if (i > 0) gloss_flow_add(&view->flow, GLOSS_SLICE(", "));
    add_value(view, list.items[i]);
  }
}

static void add_place(view *view, gloss_place place) {
  gloss_reference reference = gloss_reference_of(view->document, place);
  gloss_flow_add(&view->flow, reference.text);
  if (reference.row == GLOSS_NO_ROW || gloss_slice_equal(reference.text, reference.name)) return;
  gloss_flow_add(&view->flow, GLOSS_SLICE(" = "));
  gloss_flow_add(&view->flow, reference.name);
}

static bool is_numeric(gloss_value value) {
  return value.kind == GLOSS_INTEGER || value.kind == GLOSS_NUMBER;
}

static const char *style_of(gloss_slice name, gloss_value value) {
  if (!gloss_slice_is(name, "score") || !is_numeric(value)) return "";
  double score = value.kind == GLOSS_INTEGER ? (double)value.integer : value.number;
  return score < 0 ? red : score > 0 ? green : "";
}

static void add_named(view *view, gloss_slice name, gloss_value value) {
  add_styled(&view->flow, dim, name);
  add_space(&view->flow);
  gloss_flow_style(&view->flow, style_of(name, value));
  add_value(view, value);
  gloss_flow_style(&view->flow, "");
}

/* What a reader wants to know first comes first. */
static const char *const first_names[] = {"name", "speaker", "label", "score", "cue"};
enum { FIRST_NAMES = sizeof first_names / sizeof *first_names };

static bool is_first_name(gloss_slice name) {
  for (size_t i = 0; i < FIRST_NAMES; i++)
    if (gloss_slice_is(name, first_names[i])) return true;
  return false;
}

static void add_pair(view *view, gloss_slice name, gloss_value value, bool *first) {
  if (value.kind == GLOSS_NIL) return;
  if (!*first) gloss_flow_add(&view->flow, GLOSS_SLICE(" · "));
  *first = false;
  add_named(view, name, value);
}

static void add_map(view *view, gloss_value map) {
  bool first = true;
  for (size_t i = 0; i < FIRST_NAMES; i++)
    add_pair(view, gloss_slice_of(first_names[i]), gloss_map_get(map, gloss_slice_of(first_names[i])), &first);
  for (uint32_t i = 0; i < map.size; i++)
    if (!is_first_name(map.pairs[i].key)) add_pair(view, map.pairs[i].key, map.pairs[i].value, &first);
}

static void add_value(view *view, gloss_value value) {
  switch (value.kind) {
    case GLOSS_BOOLEAN: gloss_flow_add(&view->flow, value.boolean ? GLOSS_SLICE("yes") : GLOSS_SLICE("no")); break;
    case GLOSS_INTEGER: gloss_flow_print(&view->flow, "%lld", (long long)value.integer); break;
    case GLOSS_NUMBER: add_number(&view->flow, value.number); break;
    case GLOSS_STRING: gloss_flow_add(&view->flow, gloss_value_slice(value)); break;
    case GLOSS_LIST: add_list(view, value); break;
    case GLOSS_MAP: add_map(view, value); break;
    case GLOSS_PLACE: add_place(view, value.place); break;
    default: gloss_flow_add(&view->flow, GLOSS_SLICE("–"));
  }
}

/* -- Title and metadata */

/* A title that is a block of the text stands there. */
static bool has_title_block(const gloss_document *document) {
  for (uint32_t i = 0; i < document->block_count; i++)
    if (document->blocks[i].kind == GLOSS_TITLE) return true;
  return false;
}

static void add_heading_part(view *view, gloss_slice part, bool *first) {
  if (part.size == 0) return;
  if (!*first) gloss_flow_add(&view->flow, GLOSS_SLICE(" · "));
  *first = false;
  gloss_flow_add(&view->flow, part);
}

static void add_rule(view *view) {
  gloss_flow_style(&view->flow, dim);
  for (uint32_t i = 0; i < view->flow.width; i++) gloss_flow_add(&view->flow, GLOSS_SLICE("─"));
  gloss_flow_style(&view->flow, "");
  gloss_flow_end_line(&view->flow);
}

static void add_metadata(view *view) {
  const gloss_document *document = view->document;
  const gloss_slice parts[] = {document->id, document->source, document->date, document->lang};
  bool first = true;
  gloss_flow_style(&view->flow, dim);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) add_heading_part(view, parts[i], &first);
  gloss_flow_style(&view->flow, "");
  gloss_flow_end_line(&view->flow);
  if (document->meta.kind != GLOSS_MAP || document->meta.size == 0) return;
  add_map(view, document->meta);
  gloss_flow_end_line(&view->flow);
}

static void add_heading(view *view) {
  add_rule(view);
  if (view->document->title.size > 0 && !has_title_block(view->document)) {
    add_styled(&view->flow, bold, view->document->title);
    gloss_flow_end_line(&view->flow);
  }
  add_metadata(view);
}

/* -- Text and notes */

/* How a kind of block is told from the others: what stands before it, and its style. */
static const struct {
  const char *start, *style;
} looks[GLOSS_BLOCK_KINDS] = {
    [GLOSS_TITLE] = {"# ", bold},         [GLOSS_HEADING] = {"## ", bold},      [GLOSS_BYLINE] = {"byline: ", dim},
    [GLOSS_DATELINE] = {"dateline: ", dim}, [GLOSS_CAPTION] = {"caption: ", dim}, [GLOSS_PARAGRAPH] = {"", ""},
    [GLOSS_LIST_ITEM] = {"• ", ""},       [GLOSS_BOILERPLATE] = {"boilerplate: ", dim},
};

static void add_annotation_name(view *view, gloss_note note) {
  const gloss_layer *layer = &view->document->layers[note.layer];
  uint32_t type = layer->rows[note.row].type;
  gloss_flow_style(&view->flow, gloss_marks_colour(view->document, note.layer, note.row));
  gloss_flow_add(&view->flow, layer->schema->name);
  if (type != GLOSS_UNKNOWN) {
    add_space(&view->flow);
    gloss_flow_add(&view->flow, gloss_word_text(gloss_vocabulary_word(view->document->vocabulary, type)));
  }
  gloss_flow_style(&view->flow, "");
}

static void add_fields(view *view, gloss_note note) {
  const gloss_layer_schema *schema = view->document->layers[note.layer].schema;
  bool first = false;
  for (size_t i = 0; i < FIRST_NAMES; i++) {
    gloss_slice name = gloss_slice_of(first_names[i]);
    add_pair(view, name, gloss_reference_field(view->document, note.layer, note.row, name), &first);
  }
  for (uint32_t i = 0; i < schema->field_count; i++)
    if (!is_first_name(schema->fields[i].name))
      add_pair(view, schema->fields[i].name, gloss_document_field(view->document, note.layer, note.row, i), &first);
}

static void add_note(view *view, gloss_note note) {
  view->flow.indent = 4;
  gloss_marks_add_number(&view->flow, note.number);
  gloss_flow_glue(&view->flow);
  add_annotation_name(view, note);
  add_fields(view, note);
  gloss_flow_end_line(&view->flow);
  view->flow.indent = 0;
}

/* List items stand together; so do notes and their block. */
static bool is_apart(const gloss_document *document, uint32_t block) {
  return block == 0 || document->blocks[block].kind != GLOSS_LIST_ITEM || document->blocks[block - 1].kind != GLOSS_LIST_ITEM;
}

static void add_block(view *view, uint32_t i) {
  const gloss_block *block = &view->document->blocks[i];
  if (is_apart(view->document, i)) add_blank_line(view);
  add_styled(&view->flow, dim, gloss_slice_of(looks[block->kind].start));
  gloss_marks_add_block(&view->marks, &view->flow, block, looks[block->kind].style);
  gloss_flow_end_line(&view->flow);
  for (uint32_t note = 0; note < view->marks.note_count; note++) add_note(view, view->marks.notes[note]);
}

/* -- Values, warnings, errors */

static void add_values(view *view) {
  const gloss_document *document = view->document;
  if (document->value_count > 0) add_blank_line(view);
  for (uint32_t i = 0; i < document->value_count; i++) {
    add_styled(&view->flow, bold, document->values[i].name);
    gloss_flow_add(&view->flow, GLOSS_SLICE(": "));
    add_value(view, document->values[i].value);
    gloss_flow_end_line(&view->flow);
  }
}

static void add_warnings(view *view) {
  const gloss_document *document = view->document;
  if (document->warning_count + document->failure_count > 0) add_blank_line(view);
  for (uint32_t i = 0; i < document->warning_count; i++) {
    add_styled(&view->flow, yellow, GLOSS_SLICE("warning: "));
    gloss_flow_add(&view->flow, document->warnings[i]);
    gloss_flow_end_line(&view->flow);
  }
}

static void add_errors(view *view) {
  const gloss_document *document = view->document;
  for (uint32_t i = 0; i < document->failure_count; i++) {
    const gloss_failure *failure = &document->failures[i];
    add_styled(&view->flow, red, GLOSS_SLICE("error: "));
    gloss_flow_add(&view->flow, failure->script);
    gloss_flow_add(&view->flow, GLOSS_SLICE(": "));
    if (failure->at.size > 0) {
      gloss_flow_add(&view->flow, failure->at);
      gloss_flow_add(&view->flow, GLOSS_SLICE(": "));
    }
    gloss_flow_add(&view->flow, failure->message);
    gloss_flow_end_line(&view->flow);
  }
}

void gloss_view_write(const gloss_writer *writer, const gloss_writer_settings *settings, gloss_document *document,
                      gloss_buffer *out) {
  (void)writer;
  view view = {.document = document, .marks = gloss_marks_new(settings, document)};
  view.flow = (gloss_flow){.out = out, .width = settings->width ? settings->width : 80, .colour = settings->colour};
  add_heading(&view);
  for (uint32_t i = 0; i < document->block_count; i++) add_block(&view, i);
  add_values(&view);
  add_warnings(&view);
  add_errors(&view);
  add_blank_line(&view);
  gloss_marks_free(&view.marks);
  gloss_flow_free(&view.flow);
}

#include "text/document.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "text/room.h"

/* What stood before a script changed it. */
struct gloss_change {
  enum { FIELD, TYPE, REMOVED, VALUE } kind;
  uint32_t layer, row, field; /* of a value: `row` is its index */
  gloss_value old;            /* of a type: an integer */
};

static const char *const kind_names[GLOSS_BLOCK_KINDS] = {"title",   "heading",   "byline",    "dateline",
                                                          "caption", "paragraph", "list_item", "boilerplate"};

const char *gloss_block_kind_name(gloss_block_kind kind) {
  return kind_names[kind];
}

/* Adds one to a column of the document and gives its place: ADD(document, blocks, block) for `blocks`, `block_count` and
 * `block_capacity`. */
#define ADD(document, column, one)                                                                                                \
  ((document)->column = gloss_grow((document)->column, &(document)->room->one##_capacity, (document)->one##_count + 1u,           \
                                   sizeof *(document)->column),                                                                   \
   &(document)->column[(document)->one##_count++])

void gloss_document_set_text(gloss_document *document, gloss_slice text) {
  assert(text.size <= UINT32_MAX);
  document->text = text;
  gloss_offsets_clear(document);
}

uint32_t gloss_document_add_block(gloss_document *document, gloss_block_kind kind, gloss_span bytes) {
  uint32_t tokens = document->token_count, sentences = document->sentence_count;
  *ADD(document, blocks, block) =
      (gloss_block){.bytes = bytes, .tokens = {tokens, tokens}, .sentences = {sentences, sentences}, .kind = kind};
  return document->block_count - 1;
}

gloss_token *gloss_document_reserve_tokens(gloss_document *document, uint32_t more) {
  document->tokens = gloss_grow(document->tokens, &document->room->token_capacity, (size_t)document->token_count + more,
                                sizeof *document->tokens);
  return document->tokens + document->token_count;
}

void gloss_document_intern_tokens(gloss_document *document, uint32_t first) {
  if (first == document->token_count) return;
  gloss_vocabulary_intern_tokens(document->vocabulary, document->text.data, document->tokens + first,
                                 document->token_count - first);
}

void gloss_document_add_sentence(gloss_document *document, gloss_span tokens) {
  assert(document->block_count > 0 && tokens.start < tokens.end && tokens.end <= document->token_count);
  *ADD(document, sentences, sentence) = (gloss_sentence){.tokens = tokens, .block = document->block_count - 1};
  document->tokens[tokens.start].flags |= GLOSS_IS_FIRST;
}

static void record(gloss_document *document, gloss_change change) {
  struct gloss_document_room *room = document->room;
  if (!room->recording) return;
  room->changes = gloss_grow(room->changes, &room->change_capacity, room->change_count + 1u, sizeof *room->changes);
  room->changes[room->change_count++] = change;
}

/* Rows that the script itself has made go as a whole: what it changes in them need not be recorded. */
static bool is_own_row(const gloss_document *document, uint32_t layer, uint32_t row) {
  return document->room->recording && row >= document->room->counts_before[layer];
}

uint32_t gloss_document_annotate(gloss_document *document, uint32_t layer, const gloss_span *pieces, uint32_t piece_count,
                                 uint32_t type) {
  assert(piece_count > 0);
  gloss_annotation annotation = {
      .tokens = {pieces[0].start, pieces[piece_count - 1].end}, .type = type, .script = document->room->script};
  if (piece_count > 1) {
    gloss_slice copy = gloss_arena_copy(&document->arena, (gloss_slice){(const char *)pieces, piece_count * sizeof *pieces});
    annotation.pieces = (const gloss_span *)(const void *)copy.data;
    annotation.piece_count = piece_count;
  }
  return gloss_layer_add(&document->layers[layer], annotation);
}

static gloss_value *field_at(const gloss_document *document, uint32_t layer, uint32_t row, uint32_t field) {
  const gloss_layer *of = &document->layers[layer];
  return &of->values[(size_t)row * of->schema->field_count + field];
}

gloss_value gloss_document_field(const gloss_document *document, uint32_t layer, uint32_t row, uint32_t field) {
  return *field_at(document, layer, row, field);
}

void gloss_document_set_field(gloss_document *document, uint32_t layer, uint32_t row, uint32_t field, gloss_value value) {
  gloss_value *at = field_at(document, layer, row, field);
  if (!is_own_row(document, layer, row)) record(document, (gloss_change){FIELD, layer, row, field, *at});
  *at = value;
  document->layers[layer].edits++;
}

void gloss_document_set_type(gloss_document *document, uint32_t layer, uint32_t row, uint32_t type) {
  gloss_annotation *annotation = &document->layers[layer].rows[row];
  gloss_value old = {.kind = GLOSS_INTEGER, .integer = annotation->type};
  if (!is_own_row(document, layer, row)) record(document, (gloss_change){TYPE, layer, row, 0, old});
  annotation->type = type;
  document->layers[layer].edits++;
}

void gloss_document_remove(gloss_document *document, uint32_t layer, uint32_t row) {
  gloss_annotation *annotation = &document->layers[layer].rows[row];
  if (annotation->removed) return;
  if (!is_own_row(document, layer, row)) record(document, (gloss_change){REMOVED, layer, row, 0, {.kind = GLOSS_NIL}});
  annotation->removed = true;
  document->layers[layer].edits++;
}

/* Consecutive annotations come from the same line more often than not: one copy serves them all. */
static gloss_slice keep_line(gloss_document *document, gloss_slice line, gloss_slice before) {
  if (line.data == NULL || gloss_slice_equal(line, before)) return line.data ? before : line;
  return gloss_arena_copy(&document->arena, line);
}

void gloss_document_set_origin(gloss_document *document, uint32_t layer, uint32_t row, gloss_origin origin) {
  gloss_layer *of = &document->layers[layer];
  of->origins = gloss_grow(of->origins, &of->origin_capacity, row + 1u, sizeof *of->origins);
  while (of->origin_count <= row) of->origins[of->origin_count++] = (gloss_origin){0};
  gloss_origin before = row > 0 ? of->origins[row - 1] : (gloss_origin){0};
  origin.at = keep_line(document, origin.at, before.at);
  origin.via = keep_line(document, origin.via, before.via);
  of->origins[row] = origin;
}

gloss_origin gloss_document_origin(const gloss_document *document, uint32_t layer, uint32_t row) {
  const gloss_layer *of = &document->layers[layer];
  return row < of->origin_count ? of->origins[row] : (gloss_origin){0};
}

static gloss_named_value *find_value(const gloss_document *document, gloss_slice name) {
  for (uint32_t i = 0; i < document->value_count; i++)
    if (gloss_slice_equal(document->values[i].name, name)) return &document->values[i];
  return NULL;
}

void gloss_document_set_value(gloss_document *document, gloss_slice name, gloss_value value) {
  gloss_named_value *named = find_value(document, name);
  if (named == NULL) {
    named = ADD(document, values, value);
    *named = (gloss_named_value){.name = gloss_arena_copy(&document->arena, name), .value = {.kind = GLOSS_NIL}};
  }
  record(document, (gloss_change){VALUE, 0, (uint32_t)(named - document->values), 0, named->value});
  named->value = gloss_value_copy(&document->arena, value);
}

gloss_value gloss_document_value(const gloss_document *document, gloss_slice name) {
  const gloss_named_value *named = find_value(document, name);
  return named ? named->value : (gloss_value){.kind = GLOSS_NIL};
}

gloss_place gloss_document_add_match(gloss_document *document, gloss_match match) {
  assert(document->match_count <= GLOSS_FIRST_MAX);
  *ADD(document, matches, match) = match;
  return gloss_place_of(GLOSS_MATCH, document->match_count - 1, 0);
}

gloss_place gloss_document_add_link(gloss_document *document, gloss_link link) {
  assert(document->link_count <= GLOSS_FIRST_MAX);
  /* a link to a link is one to what that stands for, so that no chain of them is ever long */
  if (gloss_place_kind_of(link.place) == GLOSS_LINK) link.place = document->links[gloss_place_first(link.place)].place;
  *ADD(document, links, link) = link;
  return gloss_place_of(GLOSS_LINK, document->link_count - 1, 0);
}

void gloss_document_warn(gloss_document *document, gloss_slice message) {
  *ADD(document, warnings, warning) = gloss_arena_copy(&document->arena, message);
}

void gloss_document_fail(gloss_document *document, gloss_failure failure) {
  gloss_arena *arena = &document->arena;
  *ADD(document, failures, failure) = (gloss_failure){gloss_arena_copy(arena, failure.script), gloss_arena_copy(arena, failure.at),
                                            gloss_arena_copy(arena, failure.message), gloss_arena_copy(arena, failure.traceback)};
}

void gloss_document_begin(gloss_document *document, uint16_t script) {
  struct gloss_document_room *room = document->room;
  assert(!room->recording);
  room->recording = true;
  room->script = script;
  room->change_count = 0;
  room->values_before = document->value_count;
  room->warnings_before = document->warning_count;
  room->matches_before = document->match_count;
  room->links_before = document->link_count;
  room->arena_before = gloss_arena_mark_of(&document->arena);
  for (uint32_t i = 0; i < gloss_schema_layer_count(document->schema); i++) room->counts_before[i] = document->layers[i].count;
}

void gloss_document_keep(gloss_document *document) {
  document->room->recording = false;
}

/* A value that was not there before goes, with its name; it is the last one, as changes are undone backwards. */
static void undo_value(gloss_document *document, const gloss_change *change) {
  document->values[change->row].value = change->old;
  if (change->old.kind == GLOSS_NIL && change->row + 1 == document->value_count) document->value_count--;
}

static void undo_change(gloss_document *document, const gloss_change *change) {
  gloss_layer *layer = &document->layers[change->layer];
  switch (change->kind) {
    case FIELD: *field_at(document, change->layer, change->row, change->field) = change->old; break;
    case TYPE: layer->rows[change->row].type = (uint32_t)change->old.integer; break;
    case REMOVED: layer->rows[change->row].removed = false; break;
    case VALUE: undo_value(document, change); break;
  }
  layer->edits++;
}

size_t gloss_document_undo_size(const gloss_document *document) {
  return document->room->change_count * sizeof *document->room->changes;
}

void gloss_document_undo(gloss_document *document) {
  struct gloss_document_room *room = document->room;
  room->recording = false;
  while (room->change_count > 0) undo_change(document, &room->changes[--room->change_count]);
  for (uint32_t i = 0; i < gloss_schema_layer_count(document->schema); i++)
    gloss_layer_truncate(&document->layers[i], room->counts_before[i]);
  document->value_count = room->values_before;
  document->warning_count = room->warnings_before;
  document->match_count = room->matches_before;
  document->link_count = room->links_before;
  gloss_arena_rewind(&document->arena, room->arena_before);
}

/* A column that grew large gives its memory back: one odd document must not cost the run. */
#define SHRINK(document, column, one) \
  ((document)->column = gloss_shrink((document)->column, &(document)->room->one##_capacity, sizeof *(document)->column))

static void shrink_columns(gloss_document *document) {
  SHRINK(document, tokens, token);
  SHRINK(document, sentences, sentence);
  SHRINK(document, blocks, block);
  SHRINK(document, values, value);
  SHRINK(document, warnings, warning);
  SHRINK(document, failures, failure);
  SHRINK(document, matches, match);
  SHRINK(document, links, link);
  document->room->changes =
      gloss_shrink(document->room->changes, &document->room->change_capacity, sizeof *document->room->changes);
}

void gloss_document_clear(gloss_document *document) {
  struct gloss_document_room *room = document->room;
  for (uint32_t i = 0; i < gloss_schema_layer_count(document->schema); i++) gloss_layer_clear(&document->layers[i]);
  gloss_offsets_clear(document);
  gloss_long_spans_clear(document);
  shrink_columns(document);
  gloss_arena_reset(&document->arena);
  room->recording = false;
  room->script = 0;
  *document = (gloss_document){.arena = document->arena,
                               .schema = document->schema,
                               .tokens = document->tokens,
                               .sentences = document->sentences,
                               .blocks = document->blocks,
                               .layers = document->layers,
                               .values = document->values,
                               .warnings = document->warnings,
                               .failures = document->failures,
                               .matches = document->matches,
                               .links = document->links,
                               .long_spans = document->long_spans,
                               .room = room};
}

void gloss_document_free(gloss_document *document) {
  struct gloss_document_room *room = document->room;
  for (uint32_t i = 0; i < gloss_schema_layer_count(document->schema); i++) gloss_layer_free(&document->layers[i]);
  void *columns[] = {document->tokens,      document->sentences, document->blocks,  document->layers,    document->values,
                     document->warnings,    document->failures,  document->matches, document->links,     document->long_spans,
                     room->long_span_slots, room->code_points,   room->lines,       room->counts_before, room->changes};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) free(columns[i]);
  gloss_arena_free(&document->arena);
}

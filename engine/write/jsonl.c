#include "write/jsonl.h"

#include "text/pos.h"
#include "write/json_text.h"
#include "write/reference.h"

/* A record being written. */
typedef struct record {
  gloss_document *document;
  const gloss_writer_settings *settings;
  gloss_buffer *out;
} record;

#define ADD(out, literal) gloss_buffer_add(out, GLOSS_SLICE(literal))

/* -- Parts */

/* Writes a comma unless it is the first. */
static void add_comma(gloss_buffer *out, bool *first) {
  if (!*first) gloss_buffer_add_char(out, ',');
  *first = false;
}

static void add_key(gloss_buffer *out, bool *first, gloss_slice key) {
  add_comma(out, first);
  gloss_json_add_string(out, key);
  gloss_buffer_add_char(out, ':');
}

/* Leaves out what is not known. */
static void add_known(gloss_buffer *out, gloss_slice key, gloss_slice value) {
  bool first = false;
  if (value.size == 0) return;
  add_key(out, &first, key);
  gloss_json_add_string(out, value);
}

static void add_offsets(record *record, gloss_span bytes) {
  ADD(record->out, "\"start\":");
  gloss_json_add_integer(record->out, gloss_document_code_points(record->document, bytes.start));
  ADD(record->out, ",\"end\":");
  gloss_json_add_integer(record->out, gloss_document_code_points(record->document, bytes.end));
}

static void add_text(record *record, gloss_slice text) {
  ADD(record->out, ",\"text\":");
  gloss_json_add_string(record->out, text);
}

/* The id that Lua sees too: rows are counted from 1 in the order they were made; a removed one leaves a gap. */
static void add_id(record *record, uint32_t layer, uint32_t row) {
  gloss_buffer_add_char(record->out, '"');
  gloss_buffer_add(record->out, record->document->layers[layer].schema->name); /* a layer's name needs no escape */
  gloss_buffer_add_char(record->out, ':');
  gloss_json_add_integer(record->out, row + 1);
  gloss_buffer_add_char(record->out, '"');
}

static void add_place(gloss_buffer *out, gloss_place place, void *context) {
  record *record = context;
  gloss_reference reference = gloss_reference_of(record->document, place);
  gloss_buffer_add_char(out, '{');
  add_offsets(record, reference.bytes);
  add_text(record, reference.text);
  if (reference.row != GLOSS_NO_ROW) {
    ADD(out, ",\"ref\":");
    add_id(record, reference.layer, reference.row);
    ADD(out, ",\"name\":");
    gloss_json_add_string(out, reference.name);
  }
  gloss_buffer_add_char(out, '}');
}

static void add_value(record *record, gloss_value value) {
  gloss_json_add_value(record->out, value, add_place, record);
}

/* -- Annotations */

static void add_pieces(record *record, const gloss_annotation *annotation) {
  gloss_buffer *out = record->out;
  ADD(out, ",\"spans\":[");
  for (uint32_t i = 0; i < annotation->piece_count; i++) {
    gloss_span bytes = gloss_document_bytes_of(record->document, annotation->pieces[i]);
    if (i > 0) gloss_buffer_add_char(out, ',');
    gloss_buffer_add_char(out, '[');
    gloss_json_add_integer(out, gloss_document_code_points(record->document, bytes.start));
    gloss_buffer_add_char(out, ',');
    gloss_json_add_integer(out, gloss_document_code_points(record->document, bytes.end));
    gloss_buffer_add_char(out, ']');
  }
  gloss_buffer_add_char(out, ']');
}

static void add_type(record *record, uint32_t type) {
  if (type == GLOSS_UNKNOWN) return;
  ADD(record->out, ",\"type\":");
  gloss_json_add_string(record->out, gloss_word_text(gloss_vocabulary_word(record->document->vocabulary, type)));
}

static void add_fields(record *record, uint32_t layer, uint32_t row) {
  const gloss_layer_schema *schema = record->document->layers[layer].schema;
  bool first = true;
  ADD(record->out, ",\"fields\":{");
  for (uint32_t i = 0; i < schema->field_count; i++) {
    gloss_value value = gloss_document_field(record->document, layer, row, i);
    if (value.kind == GLOSS_NIL) continue;
    add_key(record->out, &first, schema->fields[i].name);
    add_value(record, value);
  }
  gloss_buffer_add_char(record->out, '}');
}

static void add_annotation(record *record, uint32_t layer, uint32_t row) {
  gloss_document *document = record->document;
  const gloss_annotation *annotation = &document->layers[layer].rows[row];
  gloss_span bytes = gloss_document_bytes_of(document, annotation->tokens);
  ADD(record->out, "{\"id\":");
  add_id(record, layer, row);
  gloss_buffer_add_char(record->out, ',');
  add_offsets(record, bytes);
  add_text(record, gloss_document_slice(document, bytes));
  if (annotation->piece_count > 1) add_pieces(record, annotation);
  add_type(record, annotation->type);
  ADD(record->out, ",\"script\":");
  gloss_json_add_string(record->out, gloss_schema_script(document->schema, annotation->script));
  add_known(record->out, GLOSS_SLICE("by"), gloss_document_origin(document, layer, row).at);
  add_fields(record, layer, row);
  gloss_buffer_add_char(record->out, '}');
}

void gloss_jsonl_add_annotation(gloss_document *document, uint32_t layer, uint32_t row, gloss_buffer *out) {
  record record = {.document = document, .out = out};
  add_annotation(&record, layer, row);
}

/* A layer without fields that is empty is left out: its name was declared for a value. */
static void add_layer(record *record, uint32_t layer, bool is_spare, bool *first) {
  const gloss_layer *rows = &record->document->layers[layer];
  if (rows->count == 0 && (is_spare || rows->schema->field_count == 0)) return;
  gloss_layer_cursor cursor = gloss_layer_walk(rows, (gloss_span){0, record->document->token_count}, GLOSS_INSIDE);
  bool first_row = true;
  add_key(record->out, first, rows->schema->name);
  gloss_buffer_add_char(record->out, '[');
  for (uint32_t row; (row = gloss_layer_step(&cursor)) != GLOSS_NO_ROW;) {
    add_comma(record->out, &first_row);
    add_annotation(record, layer, row);
  }
  gloss_buffer_add_char(record->out, ']');
}

/* -- The engine's own layers */

static void add_block(record *record, uint32_t i) {
  const gloss_block *block = &record->document->blocks[i];
  add_offsets(record, block->bytes);
  gloss_buffer_print(record->out, ",\"type\":\"%s\"", gloss_block_kind_name(block->kind));
}

static void add_sentence(record *record, uint32_t i) {
  add_offsets(record, gloss_document_bytes_of(record->document, record->document->sentences[i].tokens));
}

static void add_token(record *record, uint32_t i) {
  gloss_document *document = record->document;
  uint32_t lemma = gloss_vocabulary_lemma(document->vocabulary, document->tokens[i].word);
  add_offsets(record, (gloss_span){document->tokens[i].start, document->tokens[i].start + document->tokens[i].size});
  ADD(record->out, ",\"fields\":{");
  if (document->is_tagged)
    gloss_buffer_print(record->out, "\"pos\":\"%s\",", gloss_pos_name(gloss_token_pos(&document->tokens[i])));
  ADD(record->out, "\"lemma\":");
  gloss_json_add_string(record->out, gloss_word_text(gloss_vocabulary_word(document->vocabulary, lemma)));
  gloss_buffer_add_char(record->out, '}');
}

static void add_own_layer(record *record, gloss_slice name, uint32_t count, void (*add)(struct record *, uint32_t), bool *first) {
  add_key(record->out, first, name);
  gloss_buffer_add_char(record->out, '[');
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0) gloss_buffer_add_char(record->out, ',');
    gloss_buffer_add_char(record->out, '{');
    add(record, i);
    gloss_buffer_add_char(record->out, '}');
  }
  gloss_buffer_add_char(record->out, ']');
}

static void add_layers(record *record) {
  const gloss_writer_settings *settings = record->settings;
  const gloss_document *document = record->document;
  bool first = true;
  ADD(record->out, ",\"annotations\":{");
  if (settings->block) add_own_layer(record, GLOSS_SLICE("block"), document->block_count, add_block, &first);
  if (settings->sentence) add_own_layer(record, GLOSS_SLICE("sentence"), document->sentence_count, add_sentence, &first);
  if (settings->token) add_own_layer(record, GLOSS_SLICE("token"), document->token_count, add_token, &first);
  for (uint32_t i = 0; i < settings->layer_count; i++)
    add_layer(record, settings->layers[i], i + settings->spare >= settings->layer_count, &first);
  gloss_buffer_add_char(record->out, '}');
}

/* -- The record */

static void add_metadata(record *record) {
  const gloss_document *document = record->document;
  gloss_buffer *out = record->out;
  ADD(out, "{\"id\":");
  gloss_json_add_string(out, document->id);
  add_known(out, GLOSS_SLICE("source"), document->source);
  add_known(out, GLOSS_SLICE("title"), document->title);
  add_known(out, GLOSS_SLICE("date"), document->date);
  ADD(out, ",\"lang\":");
  if (document->lang.size > 0)
    gloss_json_add_string(out, document->lang);
  else
    ADD(out, "null");
  ADD(out, ",\"meta\":");
  if (document->meta.kind == GLOSS_MAP)
    add_value(record, document->meta);
  else
    ADD(out, "{}");
}

static void add_values(record *record) {
  bool first = true;
  ADD(record->out, ",\"values\":{");
  for (uint32_t i = 0; i < record->document->value_count; i++) {
    const gloss_named_value *named = &record->document->values[i];
    if (named->value.kind == GLOSS_NIL) continue; /* it was taken away */
    add_key(record->out, &first, named->name);
    add_value(record, named->value);
  }
  gloss_buffer_add_char(record->out, '}');
}

static void add_warnings(record *record) {
  ADD(record->out, ",\"warnings\":[");
  for (uint32_t i = 0; i < record->document->warning_count; i++) {
    if (i > 0) gloss_buffer_add_char(record->out, ',');
    gloss_json_add_string(record->out, record->document->warnings[i]);
  }
  gloss_buffer_add_char(record->out, ']');
}

static void add_failure(gloss_buffer *out, const gloss_failure *failure) {
  ADD(out, "{\"script\":");
  gloss_json_add_string(out, failure->script);
  add_known(out, GLOSS_SLICE("at"), failure->at);
  add_known(out, GLOSS_SLICE("message"), failure->message);
  add_known(out, GLOSS_SLICE("traceback"), failure->traceback);
  gloss_buffer_add_char(out, '}');
}

static void add_errors(record *record) {
  ADD(record->out, ",\"errors\":[");
  for (uint32_t i = 0; i < record->document->failure_count; i++) {
    if (i > 0) gloss_buffer_add_char(record->out, ',');
    add_failure(record->out, &record->document->failures[i]);
  }
  gloss_buffer_add_char(record->out, ']');
}

void gloss_jsonl_write_bare(const gloss_writer *writer, const gloss_writer_settings *settings, gloss_document *document,
                            gloss_buffer *out) {
  (void)writer;
  record record = {.document = document, .settings = settings, .out = out};
  add_metadata(&record);
  add_text(&record, document->text);
  add_layers(&record);
  add_values(&record);
  add_warnings(&record);
  add_errors(&record);
  gloss_buffer_add_char(out, '}');
}

void gloss_jsonl_write(const gloss_writer *writer, const gloss_writer_settings *settings, gloss_document *document,
                       gloss_buffer *out) {
  gloss_jsonl_write_bare(writer, settings, document, out);
  gloss_buffer_add_char(out, '\n');
}

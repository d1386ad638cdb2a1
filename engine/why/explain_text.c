#include "why/explain_write.h"
#include "learn/reason.h"
#include "why/list_line.h"
#include "why/excerpt.h"
#include "write/json_text.h"
#include "write/reference.h"

#define ADD(out, literal) gloss_buffer_add(out, GLOSS_SLICE(literal))

static void start_line(gloss_explaining *explaining, int indent) {
  gloss_buffer_print(explaining->out, "%*s", indent, "");
}

/* entity:3 PERSON "Henry Ford" */
static void add_annotation(gloss_explaining *explaining, uint32_t layer, uint32_t row) {
  const gloss_document *document = explaining->document;
  const gloss_annotation *annotation = &document->layers[layer].rows[row];
  gloss_span bytes = gloss_document_bytes_of(document, annotation->tokens);
  gloss_buffer_print(explaining->out, "%.*s:%u ", GLOSS_PRINT(document->layers[layer].schema->name), row + 1);
  if (annotation->type != GLOSS_UNKNOWN) {
    gloss_buffer_add(explaining->out, gloss_word_text(gloss_vocabulary_word(document->vocabulary, annotation->type)));
    gloss_buffer_add_char(explaining->out, ' ');
  }
  gloss_excerpt_add_text(explaining->out, gloss_document_slice(document, bytes));
  ADD(explaining->out, " at ");
  gloss_excerpt_add_position(explaining->out, document, bytes.start);
}

/* -- Fields */

static void add_place(gloss_buffer *out, gloss_place place, void *context) {
  gloss_explaining *explaining = context;
  gloss_reference reference = gloss_reference_of(explaining->document, place);
  gloss_excerpt_add_text(out, reference.text);
  if (reference.row == GLOSS_NO_ROW) return;
  gloss_buffer_print(out, " = %.*s:%u", GLOSS_PRINT(explaining->document->layers[reference.layer].schema->name), reference.row + 1);
}

static void add_fields(gloss_explaining *explaining, int indent, uint32_t layer, uint32_t row) {
  const gloss_layer_schema *schema = explaining->document->layers[layer].schema;
  for (uint32_t i = 0; i < schema->field_count; i++) {
    gloss_value value = gloss_document_field(explaining->document, layer, row, i);
    if (value.kind == GLOSS_NIL) continue;
    start_line(explaining, indent);
    gloss_buffer_print(explaining->out, "%.*s: ", GLOSS_PRINT(schema->fields[i].name));
    gloss_json_add_value(explaining->out, value, add_place, explaining);
    gloss_buffer_add_char(explaining->out, '\n');
  }
}

/* -- What it was made of */

/* tone.tsv:4431 "brutal" weight -3.1 */
static void add_entry(gloss_explaining *explaining, const gloss_finder *finder, uint32_t entry) {
  gloss_buffer *out = explaining->out;
  uint32_t line = finder->source ? gloss_list_line(finder->source, finder->phrases, entry) : 0;
  if (finder->source) gloss_buffer_print(out, "%.*s", GLOSS_PRINT(gloss_path_name(finder->source)));
  if (line) gloss_buffer_print(out, ":%u", line);
  if (finder->source) gloss_buffer_add_char(out, ' ');
  gloss_excerpt_add_text(out, gloss_phrases_name(finder->phrases, entry));
  gloss_phrase_fields fields = gloss_phrases_fields(finder->phrases, entry);
  gloss_phrase_field field;
  while (gloss_phrase_fields_next(&fields, &explaining->arena, &field)) {
    gloss_buffer_print(out, ", %.*s ", GLOSS_PRINT(gloss_phrases_column(finder->phrases, field.column)));
    if (field.value.kind == GLOSS_STRING) gloss_buffer_add(out, gloss_value_slice(field.value));
    else gloss_json_add_value(out, field.value, NULL, NULL);
  }
}

static void add_entries(gloss_explaining *explaining, int indent, const gloss_evidence *evidence) {
  for (uint32_t entry = evidence->entries.start; entry < evidence->entries.end; entry++) {
    start_line(explaining, indent);
    add_entry(explaining, &evidence->finder, entry);
    gloss_buffer_add_char(explaining->out, '\n');
  }
}

/* product.model: B-PRODUCT 0.97, next O 0.02; and what weighed most, for the label (+) or against it. */
static void add_judgement(gloss_explaining *explaining, int indent, const gloss_evidence *evidence) {
  gloss_buffer *out = explaining->out;
  const gloss_model *model = evidence->finder.model;
  gloss_judgement judgement = gloss_judge(model, explaining->document, evidence->tokens, &explaining->arena);
  start_line(explaining, indent);
  gloss_buffer_print(out, "%.*s: %.*s %.2f, next %.*s %.2f\n", GLOSS_PRINT(gloss_path_name(gloss_model_path(model))),
                     GLOSS_PRINT(judgement.label), judgement.score, GLOSS_PRINT(judgement.next), judgement.next_score);
  for (uint32_t i = 0; i < judgement.count; i++) {
    start_line(explaining, indent + 2);
    gloss_buffer_print(out, "%+.2f  %.*s\n", judgement.weighed[i].weight, GLOSS_PRINT(judgement.weighed[i].feature));
  }
}

static void add_captures(gloss_explaining *explaining, int indent, const gloss_evidence *evidence) {
  for (uint32_t i = 0; i < evidence->capture_count; i++) {
    start_line(explaining, indent);
    gloss_buffer_print(explaining->out, "%.*s: ", GLOSS_PRINT(evidence->captures[i].name));
    gloss_excerpt_add_text(explaining->out, gloss_document_slice(explaining->document, evidence->captures[i].bytes));
    gloss_buffer_add_char(explaining->out, '\n');
  }
}

static void add_role(gloss_buffer *out, const gloss_reason *reason) {
  if (reason->field.data) gloss_buffer_print(out, "%.*s ", GLOSS_PRINT(reason->field));
  gloss_buffer_print(out, reason->role == GLOSS_ROLE_INSIDE ? "found inside" : "found");
}

static gloss_slice query_of(const gloss_finder *finder) {
  return finder->pattern ? gloss_pattern_query(finder->pattern) : gloss_slice_of(finder->source);
}

static void add_reason(gloss_explaining *explaining, int indent, const gloss_reason *reason) {
  const gloss_evidence *evidence = &reason->evidence;
  gloss_buffer *out = explaining->out;
  start_line(explaining, indent);
  add_role(out, reason);
  gloss_buffer_print(out, " by gloss.%s at %s: ", evidence->finder.kind, evidence->finder.made);
  gloss_excerpt_add_text(out, gloss_document_slice(explaining->document,
                                                    gloss_document_bytes_of(explaining->document, evidence->tokens)));
  gloss_buffer_add_char(out, '\n');
  if (evidence->finder.phrases) {
    add_entries(explaining, indent + 2, evidence);
  } else if (evidence->finder.model) {
    add_judgement(explaining, indent + 2, evidence);
  } else {
    start_line(explaining, indent + 2);
    gloss_excerpt_add_query(out, query_of(&evidence->finder));
    gloss_buffer_add_char(out, '\n');
  }
  add_captures(explaining, indent + 2, evidence);
}

/* -- All of it */

static void add_origin(gloss_explaining *explaining, int indent, const gloss_explanation *answer) {
  const gloss_document *document = explaining->document;
  uint16_t script = document->layers[answer->layer].rows[answer->row].script;
  start_line(explaining, indent);
  if (answer->origin.at.data) gloss_buffer_print(explaining->out, "made by %.*s", GLOSS_PRINT(answer->origin.at));
  else gloss_buffer_print(explaining->out, "made by script %.*s", GLOSS_PRINT(gloss_schema_script(document->schema, script)));
  if (answer->origin.via.data) gloss_buffer_print(explaining->out, ", in %.*s", GLOSS_PRINT(answer->origin.via));
  gloss_buffer_add_char(explaining->out, '\n');
}

static void add_explanation(gloss_explaining *explaining, int indent, uint32_t layer, uint32_t row, bool is_asked_for);

static void add_read(gloss_explaining *explaining, int indent, const gloss_read *read, bool with_reasons) {
  start_line(explaining, indent);
  if (read->as.data) gloss_buffer_print(explaining->out, "read as %.*s: ", GLOSS_PRINT(read->as));
  else ADD(explaining->out, "laid over ");
  if (with_reasons) return add_explanation(explaining, indent, read->layer, read->row, false);
  add_annotation(explaining, read->layer, read->row);
  gloss_buffer_add_char(explaining->out, '\n');
}

/* Those it goes back to are explained too, but not what they go back to. */
static void add_explanation(gloss_explaining *explaining, int indent, uint32_t layer, uint32_t row, bool is_asked_for) {
  gloss_explanation answer = gloss_explain(explaining->worker, explaining->document, layer, row, &explaining->arena);
  add_annotation(explaining, layer, row);
  gloss_buffer_add_char(explaining->out, '\n');
  add_origin(explaining, indent + 2, &answer);
  if (is_asked_for) add_fields(explaining, indent + 2, layer, row);
  for (uint32_t i = 0; i < answer.reason_count; i++) add_reason(explaining, indent + 2, &answer.reasons[i]);
  if (answer.left_out) gloss_buffer_print(explaining->out, "%*sand %u more\n", indent + 2, "", answer.left_out);
  for (uint32_t i = 0; i < answer.read_count; i++) add_read(explaining, indent + 2, &answer.reads[i], is_asked_for);
}

void gloss_explain_write_text(gloss_explaining *explaining, uint32_t layer, uint32_t row) {
  add_explanation(explaining, 0, layer, row, true);
}

#include "why/explain_write.h"
#include "learn/reason.h"
#include "why/list_line.h"
#include "write/json_text.h"
#include "write/jsonl.h"

#define ADD(out, literal) gloss_buffer_add(out, GLOSS_SLICE(literal))

static void add_string(gloss_buffer *out, const char *key, gloss_slice value) {
  gloss_buffer_print(out, ",\"%s\":", key);
  gloss_json_add_string(out, value);
}

static void add_place(const gloss_explaining *explaining, gloss_span bytes) {
  const gloss_document *document = explaining->document;
  gloss_buffer_print(explaining->out, "\"start\":%u,\"end\":%u", gloss_document_code_points(document, bytes.start),
                     gloss_document_code_points(document, bytes.end));
  add_string(explaining->out, "text", gloss_document_slice(document, bytes));
}

/* -- What it was made of */

static void add_entry(gloss_explaining *explaining, const gloss_finder *finder, uint32_t entry) {
  gloss_buffer *out = explaining->out;
  uint32_t line = finder->source ? gloss_list_line(finder->source, finder->phrases, entry) : 0;
  ADD(out, "{\"name\":");
  gloss_json_add_string(out, gloss_phrases_name(finder->phrases, entry));
  if (line) gloss_buffer_print(out, ",\"line\":%u", line);
  ADD(out, ",\"columns\":{");
  gloss_phrase_fields fields = gloss_phrases_fields(finder->phrases, entry);
  gloss_phrase_field field;
  for (bool first = true; gloss_phrase_fields_next(&fields, &explaining->arena, &field); first = false) {
    if (!first) gloss_buffer_add_char(out, ',');
    gloss_json_add_string(out, gloss_phrases_column(finder->phrases, field.column));
    gloss_buffer_add_char(out, ':');
    gloss_json_add_value(out, field.value, NULL, NULL);
  }
  ADD(out, "}}");
}

static void add_entries(gloss_explaining *explaining, const gloss_evidence *evidence) {
  ADD(explaining->out, ",\"entries\":[");
  for (uint32_t entry = evidence->entries.start; entry < evidence->entries.end; entry++) {
    if (entry > evidence->entries.start) gloss_buffer_add_char(explaining->out, ',');
    add_entry(explaining, &evidence->finder, entry);
  }
  gloss_buffer_add_char(explaining->out, ']');
}

static void add_captures(const gloss_explaining *explaining, const gloss_evidence *evidence) {
  gloss_buffer *out = explaining->out;
  ADD(out, ",\"captures\":{");
  for (uint32_t i = 0; i < evidence->capture_count; i++) {
    if (i > 0) gloss_buffer_add_char(out, ',');
    gloss_json_add_string(out, evidence->captures[i].name);
    ADD(out, ":{");
    add_place(explaining, evidence->captures[i].bytes);
    gloss_buffer_add_char(out, '}');
  }
  gloss_buffer_add_char(out, '}');
}

static void add_judgement(gloss_explaining *explaining, const gloss_evidence *evidence) {
  gloss_buffer *out = explaining->out;
  gloss_judgement judgement = gloss_judge(evidence->finder.model, explaining->document, evidence->tokens, &explaining->arena);
  add_string(out, "label", judgement.label);
  gloss_buffer_print(out, ",\"score\":%.3f", judgement.score);
  add_string(out, "next", judgement.next);
  gloss_buffer_print(out, ",\"next_score\":%.3f,\"features\":[", judgement.next_score);
  for (uint32_t i = 0; i < judgement.count; i++) {
    gloss_buffer_print(out, "%s{\"weight\":%.3f", i > 0 ? "," : "", judgement.weighed[i].weight);
    add_string(out, "feature", judgement.weighed[i].feature);
    gloss_buffer_add_char(out, '}');
  }
  gloss_buffer_add_char(out, ']');
}

static void add_finder(gloss_buffer *out, const gloss_finder *finder) {
  gloss_buffer_print(out, "\"kind\":\"%s\"", finder->kind);
  add_string(out, "made", gloss_slice_of(finder->made));
  if (finder->pattern) add_string(out, "query", gloss_pattern_query(finder->pattern));
  else if (finder->source) add_string(out, finder->phrases || finder->model ? "file" : "query", gloss_slice_of(finder->source));
}

static void add_reason(gloss_explaining *explaining, const gloss_reason *reason) {
  static const char *const roles[] = {"place", "field", "inside"};
  const gloss_evidence *evidence = &reason->evidence;
  gloss_buffer *out = explaining->out;
  gloss_buffer_print(out, "{\"as\":\"%s\"", roles[reason->role]);
  if (reason->field.data) add_string(out, "field", reason->field);
  gloss_buffer_add_char(out, ',');
  add_finder(out, &evidence->finder);
  gloss_buffer_add_char(out, ',');
  add_place(explaining, gloss_document_bytes_of(explaining->document, evidence->tokens));
  if (evidence->finder.phrases) add_entries(explaining, evidence);
  if (evidence->finder.model) add_judgement(explaining, evidence);
  if (evidence->capture_count) add_captures(explaining, evidence);
  gloss_buffer_add_char(out, '}');
}

/* -- All of it */

static void add_explanation(gloss_explaining *explaining, uint32_t layer, uint32_t row, bool is_asked_for);

static void add_read(gloss_explaining *explaining, const gloss_read *read, bool with_reasons) {
  gloss_buffer *out = explaining->out;
  gloss_buffer_add_char(out, '{');
  ADD(out, "\"as\":");
  gloss_json_add_string(out, read->as.data ? read->as : GLOSS_SLICE("place"));
  gloss_buffer_add_char(out, ',');
  if (with_reasons) {
    add_explanation(explaining, read->layer, read->row, false);
  } else {
    ADD(out, "\"annotation\":");
    gloss_jsonl_add_annotation(explaining->document, read->layer, read->row, out);
  }
  gloss_buffer_add_char(out, '}');
}

/* The members of the object. Those it goes back to are explained too, but not what they go back to. */
static void add_explanation(gloss_explaining *explaining, uint32_t layer, uint32_t row, bool is_asked_for) {
  gloss_explanation answer = gloss_explain(explaining->worker, explaining->document, layer, row, &explaining->arena);
  gloss_buffer *out = explaining->out;
  ADD(out, "\"annotation\":");
  gloss_jsonl_add_annotation(explaining->document, layer, row, out);
  if (answer.origin.via.data) add_string(out, "via", answer.origin.via);
  ADD(out, ",\"found\":[");
  for (uint32_t i = 0; i < answer.reason_count; i++) {
    if (i > 0) gloss_buffer_add_char(out, ',');
    add_reason(explaining, &answer.reasons[i]);
  }
  ADD(out, "]");
  if (answer.left_out) gloss_buffer_print(out, ",\"more_found\":%u", answer.left_out);
  ADD(out, ",\"read\":[");
  for (uint32_t i = 0; i < answer.read_count; i++) {
    if (i > 0) gloss_buffer_add_char(out, ',');
    add_read(explaining, &answer.reads[i], is_asked_for);
  }
  gloss_buffer_add_char(out, ']');
}

void gloss_explain_begin_json(const gloss_document *document, gloss_buffer *out) {
  ADD(out, "{\"id\":");
  gloss_json_add_string(out, document->id);
  ADD(out, ",\"explanations\":[");
}

void gloss_explain_write_json(gloss_explaining *explaining, uint32_t layer, uint32_t row) {
  gloss_buffer_add_char(explaining->out, '{');
  add_explanation(explaining, layer, row, true);
  gloss_buffer_add_char(explaining->out, '}');
}

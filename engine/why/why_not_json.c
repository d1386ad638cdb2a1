#include "why/why_not.h"
#include "write/json_text.h"

#define ADD(out, literal) gloss_buffer_add(out, GLOSS_SLICE(literal))

static void add_string(gloss_buffer *out, const char *key, gloss_slice value) {
  gloss_buffer_print(out, "\"%s\":", key);
  gloss_json_add_string(out, value);
}

static void add_comma(gloss_buffer *out, uint32_t number) {
  if (number > 0) gloss_buffer_add_char(out, ',');
}

static void add_bytes(const gloss_why_not_writing *writing, gloss_span bytes) {
  const gloss_document *document = writing->document;
  gloss_buffer_print(writing->out, "\"start\":%u,\"end\":%u,", gloss_document_code_points(document, bytes.start),
                     gloss_document_code_points(document, bytes.end));
  add_string(writing->out, "text", gloss_document_slice(document, bytes));
}

static void add_tokens(const gloss_why_not_writing *writing, gloss_span tokens) {
  add_bytes(writing, gloss_document_bytes_of(writing->document, tokens));
}

static void add_hit(const gloss_why_not_writing *writing, const gloss_attempt *attempt, const gloss_pattern_hit *hit) {
  const gloss_pattern *pattern = attempt->finder->pattern;
  const gloss_span *captures = attempt->found.captures + hit->captures;
  uint32_t told = 0;
  gloss_buffer_add_char(writing->out, '{');
  add_tokens(writing, hit->tokens);
  ADD(writing->out, ",\"captures\":{");
  for (uint32_t i = 0; i < gloss_pattern_label_count(pattern); i++) {
    if (captures[i].start == UINT32_MAX) continue;
    add_comma(writing->out, told++);
    gloss_json_add_string(writing->out, gloss_pattern_label(pattern, i));
    ADD(writing->out, ":{");
    add_tokens(writing, captures[i]);
    gloss_buffer_add_char(writing->out, '}');
  }
  ADD(writing->out, "}}");
}

static void add_step(const gloss_why_not_writing *writing, const gloss_trace_step *step) {
  gloss_buffer *out = writing->out;
  gloss_buffer_add_char(out, '{');
  add_string(out, "element", step->element);
  gloss_buffer_add_char(out, ',');
  add_tokens(writing, step->tokens);
  if (step->layer != GLOSS_NO_LAYER)
    gloss_buffer_print(out, ",\"annotation\":\"%.*s:%u\"", GLOSS_PRINT(writing->document->layers[step->layer].schema->name),
                       step->row + 1);
  gloss_buffer_add_char(out, '}');
}

/* Without a place: it fits nowhere. */
static void add_stop(const gloss_why_not_writing *writing, const gloss_attempt *attempt, const gloss_trace_stop *stop) {
  gloss_buffer *out = writing->out;
  uint32_t last = attempt->tokens.end - 1;
  gloss_buffer_add_char(out, '{');
  add_string(out, "element", stop->element);
  gloss_buffer_add_char(out, ',');
  if (stop->token == attempt->tokens.end) {
    uint32_t end = gloss_document_bytes_of(writing->document, (gloss_span){last, last + 1}).end;
    add_bytes(writing, (gloss_span){end, end});
    gloss_buffer_add_char(out, ',');
  } else if (stop->token != GLOSS_TRACE_NOWHERE) {
    add_tokens(writing, (gloss_span){stop->token, stop->token + 1});
    gloss_buffer_add_char(out, ',');
  }
  add_string(out, "reason", stop->reason);
  gloss_buffer_add_char(out, '}');
}

static void add_way(const gloss_why_not_writing *writing, const gloss_attempt *attempt, const gloss_trace_way *way) {
  ADD(writing->out, "{\"taken\":[");
  for (uint32_t i = 0; i < way->step_count; i++) {
    add_comma(writing->out, i);
    add_step(writing, &way->steps[i]);
  }
  ADD(writing->out, "],\"stopped\":[");
  for (uint32_t i = 0; i < way->stop_count; i++) {
    add_comma(writing->out, i);
    add_stop(writing, attempt, &way->stops[i]);
  }
  ADD(writing->out, "]}");
}

static void add_attempt(gloss_why_not_writing *writing, const gloss_attempt *attempt) {
  gloss_buffer *out = writing->out;
  add_comma(out, writing->attempts++);
  gloss_buffer_add_char(out, '{');
  add_tokens(writing, attempt->tokens);
  ADD(out, ",\"matches\":[");
  for (uint32_t i = 0; i < attempt->found.count; i++) {
    add_comma(out, i);
    add_hit(writing, attempt, &attempt->found.hits[i]);
  }
  ADD(out, "],\"furthest\":[");
  for (uint32_t i = 0; attempt->found.count == 0 && i < attempt->trace.way_count; i++) {
    add_comma(out, i);
    add_way(writing, attempt, &attempt->trace.ways[i]);
  }
  gloss_buffer_add_char(out, ']');
  if (attempt->trace.more) gloss_buffer_print(out, ",\"more\":%u", attempt->trace.more);
  gloss_buffer_add_char(out, '}');
}

static void end_pattern(gloss_why_not_writing *writing) {
  if (writing->patterns > 0) ADD(writing->out, "]}");
}

void gloss_why_not_begin_json(gloss_why_not_writing *writing) {
  gloss_buffer_add_char(writing->out, '{');
  add_string(writing->out, "id", writing->document->id);
  ADD(writing->out, ",\"patterns\":[");
}

void gloss_why_not_write_json(void *context, const gloss_finder *finder, const gloss_attempt *attempt) {
  gloss_why_not_writing *writing = context;
  if (attempt) return add_attempt(writing, attempt);
  end_pattern(writing);
  add_comma(writing->out, writing->patterns++);
  writing->attempts = 0;
  gloss_buffer_add_char(writing->out, '{');
  add_string(writing->out, "made", gloss_slice_of(finder->made));
  gloss_buffer_add_char(writing->out, ',');
  add_string(writing->out, "query", gloss_pattern_query(finder->pattern));
  ADD(writing->out, ",\"attempts\":[");
}

void gloss_why_not_end_json(gloss_why_not_writing *writing) {
  end_pattern(writing);
  ADD(writing->out, "]}\n");
}

#include "why/excerpt.h"
#include "why/why_not.h"

#define ADD(out, literal) gloss_buffer_add(out, GLOSS_SLICE(literal))

static void add_hit(const gloss_why_not_writing *writing, const gloss_attempt *attempt, const gloss_pattern_hit *hit) {
  const gloss_pattern *pattern = attempt->finder->pattern;
  const gloss_span *captures = attempt->found.captures + hit->captures;
  ADD(writing->out, "    matches ");
  gloss_excerpt_add_tokens(writing->out, writing->document, hit->tokens);
  for (uint32_t i = 0; i < gloss_pattern_label_count(pattern); i++) {
    if (captures[i].start == UINT32_MAX) continue;
    gloss_buffer_print(writing->out, ", %.*s ", GLOSS_PRINT(gloss_pattern_label(pattern, i)));
    gloss_excerpt_add_tokens(writing->out, writing->document, captures[i]);
  }
  gloss_buffer_add_char(writing->out, '\n');
}

static void add_step(const gloss_why_not_writing *writing, const gloss_trace_step *step) {
  gloss_buffer_print(writing->out, "    %.*s took ", GLOSS_PRINT(step->element));
  gloss_excerpt_add_tokens(writing->out, writing->document, step->tokens);
  if (step->layer != GLOSS_NO_LAYER)
    gloss_buffer_print(writing->out, ", %.*s:%u", GLOSS_PRINT(writing->document->layers[step->layer].schema->name), step->row + 1);
  gloss_buffer_add_char(writing->out, '\n');
}

/* An element in a loop may have taken many tokens: the first and the last are enough. */
static void add_steps(const gloss_why_not_writing *writing, const gloss_trace_way *way) {
  for (uint32_t i = 0; i < way->step_count; i++) {
    uint32_t last = i;
    while (last + 1 < way->step_count && way->steps[last + 1].element.data == way->steps[i].element.data) last++;
    gloss_trace_step step = way->steps[i];
    step.tokens.end = way->steps[last].tokens.end;
    if (last > i) step.layer = GLOSS_NO_LAYER;
    add_step(writing, &step);
    i = last;
  }
}

static void add_stop(const gloss_why_not_writing *writing, const gloss_attempt *attempt, const gloss_trace_stop *stop) {
  gloss_buffer *out = writing->out;
  bool has_token = stop->token != GLOSS_TRACE_NOWHERE && stop->token < attempt->tokens.end;
  gloss_buffer_print(out, "    %.*s failed", GLOSS_PRINT(stop->element));
  if (has_token) {
    ADD(out, " on ");
    gloss_excerpt_add_tokens(out, writing->document, (gloss_span){stop->token, stop->token + 1});
  }
  gloss_buffer_print(out, ": %.*s\n", GLOSS_PRINT(stop->reason));
}

static void add_ways(const gloss_why_not_writing *writing, const gloss_attempt *attempt) {
  const gloss_trace *trace = &attempt->trace;
  for (uint32_t i = 0; i < trace->way_count; i++) {
    if (i > 0) ADD(writing->out, "    or\n");
    add_steps(writing, &trace->ways[i]);
    for (uint32_t j = 0; j < trace->ways[i].stop_count; j++) add_stop(writing, attempt, &trace->ways[i].stops[j]);
  }
  if (trace->more) gloss_buffer_print(writing->out, "    and %u more came as far\n", trace->more);
}

static bool is_hopeless(const gloss_attempt *attempt) {
  const gloss_trace *trace = &attempt->trace;
  return attempt->found.count == 0 && trace->way_count == 1 && trace->ways[0].stop_count &&
      trace->ways[0].stops[0].token == GLOSS_TRACE_NOWHERE;
}

static void add_attempt(gloss_why_not_writing *writing, const gloss_attempt *attempt) {
  if (is_hopeless(attempt) && writing->attempts++ > 0) {
    writing->hopeless++;
    return;
  }
  ADD(writing->out, "  ");
  gloss_excerpt_add_position(writing->out, writing->document, gloss_document_bytes_of(writing->document, attempt->tokens).start);
  gloss_buffer_add_char(writing->out, ' ');
  gloss_excerpt_add_tokens(writing->out, writing->document, attempt->tokens);
  gloss_buffer_add_char(writing->out, '\n');
  for (uint32_t i = 0; i < attempt->found.count; i++) add_hit(writing, attempt, &attempt->found.hits[i]);
  if (attempt->found.count == 0) add_ways(writing, attempt);
}

void gloss_why_not_end_text(gloss_why_not_writing *writing) {
  if (writing->hopeless) gloss_buffer_print(writing->out, "  and %u more in which nothing begins it\n", writing->hopeless);
  writing->attempts = writing->hopeless = 0;
}

void gloss_why_not_write_text(void *context, const gloss_finder *finder, const gloss_attempt *attempt) {
  gloss_why_not_writing *writing = context;
  if (attempt) return add_attempt(writing, attempt);
  gloss_why_not_end_text(writing);
  gloss_buffer_print(writing->out, "%s%s  ", writing->patterns++ ? "\n" : "", finder->made);
  gloss_excerpt_add_query(writing->out, gloss_pattern_query(finder->pattern));
  gloss_buffer_add_char(writing->out, '\n');
}

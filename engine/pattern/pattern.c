#include "pattern/pattern.h"

#include <stdlib.h>

#include "base/memory.h"
#include "pattern/room.h"

/* -- What a pattern looks at of annotations */

static void add_field(gloss_pattern *pattern, gloss_slice layer, gloss_slice field) {
  for (uint32_t i = 0; i < pattern->field_count; i++)
    if (gloss_slice_equal(pattern->fields[i].layer, layer) && gloss_slice_equal(pattern->fields[i].field, field)) return;
  pattern->fields = gloss_grow(pattern->fields, &pattern->field_capacity, pattern->field_count + 1u, sizeof *pattern->fields);
  pattern->fields[pattern->field_count++] = (gloss_pattern_field){layer, field};
}

static void add_test_fields(gloss_pattern *pattern, gloss_slice layer, const gloss_test *test) {
  if (test == NULL) return;
  if (test->kind == GLOSS_TEST_REGEX) add_field(pattern, layer, test->field);
  add_test_fields(pattern, layer, test->left);
  add_test_fields(pattern, layer, test->right);
}

static void find_fields(gloss_pattern *pattern) {
  for (uint32_t i = 1; i < pattern->position_count; i++) {
    const gloss_node *element = pattern->positions[i].element;
    if (element->kind != GLOSS_NODE_ANNOTATION) continue;
    add_field(pattern, element->layer, (gloss_slice){0});
    add_test_fields(pattern, element->layer, element->test);
  }
}

gloss_pattern *gloss_pattern_new(gloss_slice query, gloss_pattern_lookup *lookup, void *context, gloss_error *error) {
  gloss_pattern *pattern = gloss_allocate_zeroed(1, sizeof *pattern);
  pattern->query = gloss_arena_copy(&pattern->arena, query);
  if (gloss_syntax_read(&pattern->syntax, pattern->query, &pattern->arena, lookup, context, error) &&
      gloss_pattern_compile(pattern, error)) {
    find_fields(pattern);
    return pattern;
  }
  gloss_pattern_free(pattern);
  return NULL;
}

void gloss_pattern_free(gloss_pattern *pattern) {
  if (pattern == NULL) return;
  free(pattern->positions);
  free(pattern->edges);
  free(pattern->fields);
  gloss_syntax_clear(&pattern->syntax);
  gloss_arena_free(&pattern->arena);
  free(pattern);
}

const gloss_syntax *gloss_pattern_syntax(const gloss_pattern *pattern) {
  return &pattern->syntax;
}

gloss_slice gloss_pattern_query(const gloss_pattern *pattern) {
  return pattern->query;
}

gloss_within gloss_pattern_within(const gloss_pattern *pattern) {
  return pattern->syntax.within;
}

size_t gloss_pattern_size(const gloss_pattern *pattern) {
  enum { BYTES_A_LETTER = 64, PAGES = 4096 }; /* of the query: what is made of it in the arena, about */
  return PAGES + sizeof *pattern + pattern->query.size * BYTES_A_LETTER + pattern->position_capacity * sizeof *pattern->positions +
         pattern->edge_capacity * sizeof *pattern->edges;
}

static bool test_looks_at_pos(const gloss_test *test) {
  return test && (test->kind == GLOSS_TEST_POS || test_looks_at_pos(test->left) || test_looks_at_pos(test->right));
}

bool gloss_pattern_looks_at_pos(const gloss_pattern *pattern) {
  for (uint32_t i = 1; i < pattern->position_count; i++) {
    const gloss_node *element = pattern->positions[i].element;
    if (element->kind == GLOSS_NODE_TOKEN && test_looks_at_pos(element->test)) return true;
  }
  return false;
}

uint32_t gloss_pattern_label_count(const gloss_pattern *pattern) {
  return pattern->syntax.label_count;
}

gloss_slice gloss_pattern_label(const gloss_pattern *pattern, uint32_t label) {
  return pattern->syntax.labels[label];
}

uint32_t gloss_pattern_field_count(const gloss_pattern *pattern) {
  return pattern->field_count;
}

gloss_pattern_field gloss_pattern_field_at(const gloss_pattern *pattern, uint32_t index) {
  return pattern->fields[index];
}

/* -- Tests */

void gloss_test_write(const gloss_test *test, gloss_buffer *out) {
  switch (test->kind) {
    case GLOSS_TEST_ANY: gloss_buffer_add(out, GLOSS_SLICE("any")); break;
    case GLOSS_TEST_REGEX:
      gloss_buffer_print(out, "%d %d %.*s %zu ", test->attribute, test->ignores_case, GLOSS_PRINT(test->field), test->text.size);
      gloss_buffer_add(out, test->text);
      break;
    case GLOSS_TEST_WORDS: gloss_buffer_print(out, "%d $%p", test->attribute, (const void *)test->words); break;
    case GLOSS_TEST_WORD_FLAG: gloss_buffer_print(out, "flag %u", test->flag); break;
    case GLOSS_TEST_TOKEN_FLAG: gloss_buffer_print(out, "token %u", test->flag); break;
    case GLOSS_TEST_POS: gloss_buffer_print(out, "pos %u", test->pos); break;
    default:
      gloss_buffer_print(out, "%c(", "?&|!"[test->kind]);
      gloss_test_write(test->left, out);
      if (test->right) gloss_buffer_add_char(out, ',');
      if (test->right) gloss_test_write(test->right, out);
      gloss_buffer_add_char(out, ')');
  }
}

gloss_regex_result gloss_test_fits(const gloss_test *comparison, gloss_slice text, gloss_regex_scratch *scratch) {
  gloss_span groups[gloss_regex_group_count(comparison->regex) + 1];
  gloss_error error = {0};
  gloss_regex_result result = gloss_regex_find(comparison->regex, scratch, text, 0, groups, &error);
  gloss_error_clear(&error);
  return result;
}

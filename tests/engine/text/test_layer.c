#include <stdlib.h>

#include "check.h"
#include "text/workspace.h"

/* A document of one layer with one field, and nothing else: layers know tokens by number only. */
typedef struct layered {
  gloss_schema *schema;
  gloss_workspace *workspace;
  gloss_document *document;
  const gloss_layer *layer;
} layered;

static layered open_layer(void) {
  layered l = {.schema = gloss_schema_new()};
  gloss_error error = {0};
  uint32_t entity = gloss_schema_add_layer(l.schema, GLOSS_SLICE("entity"));
  gloss_schema_add_field(l.schema, entity, GLOSS_SLICE("n"), GLOSS_FIELD_NUMBER, &error);
  l.workspace = gloss_workspace_new(l.schema);
  l.document = gloss_workspace_open(l.workspace);
  l.layer = &l.document->layers[0];
  return l;
}

static void close_layer(layered *l) {
  gloss_workspace_close(l->workspace);
  gloss_workspace_free(l->workspace);
  gloss_schema_free(l->schema);
}

static uint32_t add(layered *l, uint32_t start, uint32_t end) {
  return gloss_document_annotate(l->document, 0, &(gloss_span){start, end}, 1, GLOSS_UNKNOWN);
}

static bool lies_so(gloss_span a, gloss_span tokens, gloss_how how) {
  if (how == GLOSS_INSIDE) return a.start >= tokens.start && a.end <= tokens.end;
  if (how == GLOSS_COVERING) return a.start <= tokens.start && a.end >= tokens.end;
  for (uint32_t token = a.start; token < a.end; token++)
    if (token >= tokens.start && token < tokens.end) return true;
  return false;
}

static const layered *compared;

static int compare_rows(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  gloss_span s = compared->layer->rows[x].tokens, t = compared->layer->rows[y].tokens;
  if (s.start != t.start) return s.start < t.start ? -1 : 1;
  if (s.end != t.end) return s.end > t.end ? -1 : 1;
  return x < y ? -1 : 1;
}

/* The rows that lie so, by looking at each: what the walk must give. */
static uint32_t rows_by_looking(const layered *l, gloss_span tokens, gloss_how how, uint32_t *rows) {
  uint32_t count = 0;
  for (uint32_t row = 0; row < l->layer->count; row++)
    if (!l->layer->rows[row].removed && lies_so(l->layer->rows[row].tokens, tokens, how)) rows[count++] = row;
  compared = l;
  qsort(rows, count, sizeof *rows, compare_rows);
  return count;
}

static gloss_span random_span(uint64_t *seed, uint32_t tokens, uint32_t longest) {
  uint32_t start = random_below(seed, tokens), size = random_below(seed, longest);
  return (gloss_span){start, start + size < tokens ? start + size : tokens};
}

static void check_walk(const layered *l, gloss_span tokens, gloss_how how) {
  uint32_t expected[300], count = rows_by_looking(l, tokens, how, expected);
  gloss_layer_cursor cursor = gloss_layer_walk(l->layer, tokens, how);
  for (uint32_t i = 0; i < count; i++) assert_int_equal(gloss_layer_step(&cursor), expected[i]);
  assert_int_equal(gloss_layer_step(&cursor), GLOSS_NO_ROW);
  assert_int_equal(gloss_layer_step(&cursor), GLOSS_NO_ROW);
}

static void check_neighbours(const layered *l, uint32_t tokens) {
  uint32_t all[300], count = rows_by_looking(l, (gloss_span){0, tokens}, GLOSS_INSIDE, all);
  for (uint32_t i = 0; i < count; i++) {
    assert_int_equal(gloss_layer_next(l->layer, all[i]), i + 1 < count ? all[i + 1] : GLOSS_NO_ROW);
    assert_int_equal(gloss_layer_previous(l->layer, all[i]), i > 0 ? all[i - 1] : GLOSS_NO_ROW);
  }
  for (uint32_t index = 0; index <= tokens; index++) {
    uint32_t after = GLOSS_NO_ROW, before = GLOSS_NO_ROW;
    for (uint32_t i = 0; i < count; i++) {
      gloss_span at = l->layer->rows[all[i]].tokens;
      if (at.start >= index && after == GLOSS_NO_ROW) after = all[i];
      if (at.start < index && at.end <= index) before = all[i];
    }
    assert_int_equal(gloss_layer_after(l->layer, index), after);
    assert_int_equal(gloss_layer_before(l->layer, index), before);
  }
}

/* Empty ones, equal ones, ones that cover all; some removed. */
static void a_walk_gives_what_looking_at_each_row_gives(void **state) {
  (void)state;
  uint64_t seed = 11;
  for (int round = 0; round < 60; round++) {
    layered l = open_layer();
    uint32_t tokens = 1 + random_below(&seed, 40), rows = random_below(&seed, 300);
    uint32_t longest = 1 + random_below(&seed, round % 5 ? 6 : tokens + 1);
    for (uint32_t i = 0; i < rows; i++) {
      gloss_span span = random_span(&seed, tokens + 1, longest);
      add(&l, span.start, span.end);
      if (random_below(&seed, 6) == 0) gloss_document_remove(l.document, 0, random_below(&seed, i + 1));
    }
    for (int i = 0; i < 40; i++)
      for (gloss_how how = GLOSS_OVERLAPS; how <= GLOSS_COVERING; how++)
        check_walk(&l, random_span(&seed, tokens + 1, tokens + 1), how);
    check_neighbours(&l, tokens + 1);
    close_layer(&l);
  }
}

static void an_empty_annotation_at_the_start_covers_the_empty_place_there(void **state) {
  (void)state;
  layered l = open_layer();
  uint32_t row = add(&l, 0, 0);
  gloss_layer_cursor cursor = gloss_layer_walk(l.layer, (gloss_span){0, 0}, GLOSS_COVERING);
  assert_int_equal(gloss_layer_step(&cursor), row);
  close_layer(&l);
}

static void a_walk_does_not_see_what_is_added_meanwhile(void **state) {
  (void)state;
  uint64_t seed = 23;
  for (int round = 0; round < 200; round++) {
    layered l = open_layer();
    uint32_t rows = 1 + random_below(&seed, 40), expected[300];
    for (uint32_t i = 0; i < rows; i++) {
      gloss_span span = random_span(&seed, 30, 6);
      add(&l, span.start, span.end);
    }
    uint32_t count = rows_by_looking(&l, (gloss_span){5, 25}, GLOSS_OVERLAPS, expected);
    gloss_layer_cursor cursor = gloss_layer_walk(l.layer, (gloss_span){5, 25}, GLOSS_OVERLAPS);
    for (uint32_t i = 0; i <= count; i++) {
      for (uint32_t added = random_below(&seed, 4); added > 0; added--) {
        gloss_span span = random_span(&seed, 30, 6);
        add(&l, span.start, span.end);
      }
      assert_int_equal(gloss_layer_step(&cursor), i < count ? expected[i] : GLOSS_NO_ROW);
    }
    close_layer(&l);
  }
}

static void a_walk_passes_over_what_is_removed_meanwhile(void **state) {
  (void)state;
  layered l = open_layer();
  for (uint32_t i = 0; i < 10; i++) add(&l, i, i + 1);
  gloss_layer_cursor cursor = gloss_layer_walk(l.layer, (gloss_span){0, 10}, GLOSS_INSIDE);
  assert_int_equal(gloss_layer_step(&cursor), 0);
  gloss_document_remove(l.document, 0, 0);
  gloss_document_remove(l.document, 0, 1);
  gloss_document_remove(l.document, 0, 2);
  assert_int_equal(gloss_layer_step(&cursor), 3);
  gloss_document_remove(l.document, 0, 9);
  for (uint32_t i = 4; i < 9; i++) assert_int_equal(gloss_layer_step(&cursor), i);
  assert_int_equal(gloss_layer_step(&cursor), GLOSS_NO_ROW);
  close_layer(&l);
}

static void rows_may_come_in_any_order(void **state) {
  (void)state;
  enum { ROWS = 20000 };
  layered l = open_layer();
  for (uint32_t i = ROWS; i-- > 0;) add(&l, i * 4, i * 4 + 2);
  for (uint32_t i = 0; i < ROWS; i++) add(&l, i * 4 + 1, i * 4 + 3);
  uint32_t row = gloss_layer_after(l.layer, 0);
  for (uint32_t i = 0; i < 2 * ROWS; i++, row = gloss_layer_next(l.layer, row)) {
    uint32_t start = i / 2 * 4 + i % 2;
    if (l.layer->rows[row].tokens.start != start) fail_msg("the %u. row begins at %u", i, l.layer->rows[row].tokens.start);
  }
  assert_int_equal(row, GLOSS_NO_ROW);
  close_layer(&l);
}

static void an_empty_layer_has_no_rows(void **state) {
  (void)state;
  layered l = open_layer();
  check_walk(&l, (gloss_span){0, 10}, GLOSS_OVERLAPS);
  assert_int_equal(gloss_layer_after(l.layer, 0), GLOSS_NO_ROW);
  assert_int_equal(gloss_layer_before(l.layer, 10), GLOSS_NO_ROW);
  close_layer(&l);
}

static void broken_annotations_keep_their_pieces(void **state) {
  (void)state;
  layered l = open_layer();
  gloss_span pieces[] = {{2, 4}, {6, 7}, {9, 12}};
  uint32_t row = gloss_document_annotate(l.document, 0, pieces, 3, GLOSS_UNKNOWN);
  pieces[0].start = 0;
  const gloss_annotation *annotation = &l.layer->rows[row];
  assert_int_equal(annotation->tokens.start, 2);
  assert_int_equal(annotation->tokens.end, 12);
  assert_int_equal(annotation->piece_count, 3);
  assert_int_equal(annotation->pieces[0].start, 2);
  assert_int_equal(annotation->pieces[2].end, 12);
  assert_int_equal(l.layer->rows[add(&l, 1, 2)].piece_count, 0);
  close_layer(&l);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_walk_gives_what_looking_at_each_row_gives),
      cmocka_unit_test(an_empty_annotation_at_the_start_covers_the_empty_place_there),
      cmocka_unit_test(a_walk_does_not_see_what_is_added_meanwhile),
      cmocka_unit_test(a_walk_passes_over_what_is_removed_meanwhile),
      cmocka_unit_test(rows_may_come_in_any_order),
      cmocka_unit_test(an_empty_layer_has_no_rows),
      cmocka_unit_test(broken_annotations_keep_their_pieces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

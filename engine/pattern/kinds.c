#include "pattern/kinds.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/table.h"
#include "unicode/unicode.h"

typedef struct list {
  uint32_t *items;
  uint32_t count, capacity;
} list;

/* A layer, walked along with the tokens. */
typedef struct walk {
  gloss_slice name;
  uint32_t layer; /* of the document, or GLOSS_NO_LAYER */
  gloss_layer_cursor cursor;
  uint32_t next;  /* the row the walk comes to next, or GLOSS_NO_ROW */
  list rows;      /* those that begin at the boundary at hand */
} walk;

typedef struct kind {
  const gloss_test *test; /* NULL: any annotation of the layer */
  uint32_t walk;
  list ends;
  bool is_asked; /* at the boundary at hand: its ends are known, */
  bool has_failed; /* but for a regex that gave up */
} kind;

struct gloss_pattern_kinds {
  gloss_matcher *matcher;
  const gloss_document *document;
  walk *walks;
  kind *kinds;
  uint32_t walk_count, walk_capacity, kind_count, kind_capacity;
  gloss_table names;
  gloss_buffer folded;
  bool is_asked;   /* some kind */
  bool has_failed; /* the regex that was run last */
};

gloss_pattern_kinds *gloss_pattern_kinds_new(gloss_matcher *matcher) {
  gloss_pattern_kinds *kinds = gloss_allocate_zeroed(1, sizeof *kinds);
  kinds->matcher = matcher;
  return kinds;
}

void gloss_pattern_kinds_free(gloss_pattern_kinds *kinds) {
  if (kinds == NULL) return;
  for (uint32_t i = 0; i < kinds->walk_count; i++) free(kinds->walks[i].rows.items);
  for (uint32_t i = 0; i < kinds->kind_count; i++) free(kinds->kinds[i].ends.items);
  free(kinds->walks);
  free(kinds->kinds);
  gloss_table_free(&kinds->names);
  gloss_buffer_free(&kinds->folded);
  free(kinds);
}

static void push(list *list, uint32_t item) {
  list->items = gloss_grow(list->items, &list->capacity, list->count + 1u, sizeof *list->items);
  list->items[list->count++] = item;
}

static uint32_t add_walk(gloss_pattern_kinds *kinds, gloss_slice layer) {
  for (uint32_t i = 0; i < kinds->walk_count; i++)
    if (gloss_slice_equal(kinds->walks[i].name, layer)) return i;
  kinds->walks = gloss_grow(kinds->walks, &kinds->walk_capacity, kinds->walk_count + 1u, sizeof *kinds->walks);
  kinds->walks[kinds->walk_count] = (walk){.name = layer};
  return kinds->walk_count++;
}

uint32_t gloss_pattern_kinds_add(gloss_pattern_kinds *kinds, const gloss_node *element) {
  gloss_buffer name = {0};
  gloss_buffer_print(&name, "%.*s/", GLOSS_PRINT(element->layer));
  if (element->test) gloss_test_write(element->test, &name);
  uint32_t number = gloss_table_get(&kinds->names, gloss_buffer_slice(&name), kinds->kind_count);
  if (number == kinds->kind_count) {
    gloss_table_set(&kinds->names, gloss_buffer_slice(&name), number);
    kinds->kinds = gloss_grow(kinds->kinds, &kinds->kind_capacity, number + 1u, sizeof *kinds->kinds);
    kinds->kinds[kinds->kind_count++] = (kind){.test = element->test, .walk = add_walk(kinds, element->layer)};
  }
  gloss_buffer_free(&name);
  return number;
}

uint32_t gloss_pattern_kinds_count(const gloss_pattern_kinds *kinds) {
  return kinds->kind_count;
}

/* -- Walking */

void gloss_pattern_kinds_open(gloss_pattern_kinds *kinds, const gloss_document *document) {
  kinds->document = document;
  for (uint32_t i = 0; i < kinds->walk_count; i++)
    kinds->walks[i].layer = gloss_schema_find_layer(document->schema, kinds->walks[i].name);
}

void gloss_pattern_kinds_start(gloss_pattern_kinds *kinds, gloss_span region) {
  for (uint32_t i = 0; i < kinds->walk_count; i++) {
    walk *walk = &kinds->walks[i];
    walk->next = GLOSS_NO_ROW;
    if (walk->layer == GLOSS_NO_LAYER) continue;
    walk->cursor = gloss_layer_walk(&kinds->document->layers[walk->layer], region, GLOSS_INSIDE);
    walk->next = gloss_layer_step(&walk->cursor);
  }
}

/* Takes the rows that begin at the boundary; those of no tokens are no elements. */
static bool step_walk(walk *walk, uint32_t boundary) {
  walk->rows.count = 0;
  while (walk->next != GLOSS_NO_ROW) {
    gloss_span tokens = walk->cursor.layer->rows[walk->next].tokens;
    if (tokens.start > boundary) break;
    if (gloss_span_size(tokens) > 0) push(&walk->rows, walk->next);
    walk->next = gloss_layer_step(&walk->cursor);
  }
  return walk->rows.count > 0;
}

bool gloss_pattern_kinds_step(gloss_pattern_kinds *kinds, uint32_t boundary) {
  bool some = false;
  for (uint32_t i = 0; i < kinds->walk_count; i++) some |= step_walk(&kinds->walks[i], boundary);
  for (uint32_t i = 0; kinds->is_asked && i < kinds->kind_count; i++) kinds->kinds[i].is_asked = false;
  kinds->is_asked = false;
  return some;
}

/* -- What an annotation says */

static bool field_fits(gloss_pattern_kinds *kinds, const gloss_test *test, uint32_t layer, uint32_t row) {
  char digits[32];
  gloss_slice text = gloss_field_text(kinds->document, layer, row, test->field, digits);
  if (text.data == NULL) return false;
  if (test->ignores_case) {
    gloss_buffer_clear(&kinds->folded);
    gloss_fold(text, &kinds->folded);
    gloss_buffer_string(&kinds->folded);
    text = gloss_buffer_slice(&kinds->folded);
  }
  gloss_regex_result result = gloss_test_fits(test, text, gloss_matcher_regex(kinds->matcher));
  kinds->has_failed |= result == GLOSS_REGEX_FAILED;
  return result == GLOSS_REGEX_FOUND;
}

static bool fits(gloss_pattern_kinds *kinds, const gloss_test *test, uint32_t layer, uint32_t row) {
  if (test == NULL) return true;
  switch (test->kind) {
    case GLOSS_TEST_NOT: return !fits(kinds, test->left, layer, row);
    case GLOSS_TEST_AND: return fits(kinds, test->left, layer, row) && fits(kinds, test->right, layer, row);
    case GLOSS_TEST_OR: return fits(kinds, test->left, layer, row) || fits(kinds, test->right, layer, row);
    default: return field_fits(kinds, test, layer, row);
  }
}

bool gloss_pattern_kinds_ends(gloss_pattern_kinds *kinds, uint32_t number, gloss_ends *ends) {
  kind *kind = &kinds->kinds[number];
  const walk *walk = &kinds->walks[kind->walk];
  if (!kind->is_asked) kind->ends.count = 0;
  kinds->has_failed = kind->is_asked && kind->has_failed;
  for (uint32_t i = 0; !kind->is_asked && i < walk->rows.count; i++) {
    uint32_t row = walk->rows.items[i], end = walk->cursor.layer->rows[row].tokens.end;
    bool is_known = kind->ends.count > 0 && kind->ends.items[kind->ends.count - 1] == end;
    if (!is_known && fits(kinds, kind->test, walk->layer, row)) push(&kind->ends, end);
  }
  kind->is_asked = kinds->is_asked = true;
  kind->has_failed = kinds->has_failed;
  *ends = (gloss_ends){kind->ends.items, kind->ends.count};
  return !kind->has_failed;
}

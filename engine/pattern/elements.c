#include "pattern/elements.h"

#include <stdlib.h>

#include "base/memory.h"
#include "pattern/literal.h"
#include "unicode/unicode.h"

/* -- Elements and atoms */

gloss_pattern_elements *gloss_pattern_elements_new(void) {
  return gloss_allocate_zeroed(1, sizeof(gloss_pattern_elements));
}

void gloss_pattern_elements_free(gloss_pattern_elements *elements) {
  if (elements == NULL) return;
  for (uint32_t i = 0; i < elements->atom_count; i++) free(elements->atoms[i].users);
  for (int i = 0; i < GLOSS_COMPARED_FORMS; i++) {
    gloss_table_free(&elements->literals[i].words);
    gloss_table_free(&elements->literals[i].beginnings);
  }
  gloss_table_free(&elements->atom_names);
  gloss_table_free(&elements->element_names);
  free(elements->atoms);
  free(elements->elements);
  free(elements->general.items);
  free(elements->asking.items);
  free(elements->chain);
  free(elements->marks);
  free(elements->marks_of);
  free(elements->mark_chain);
  gloss_arena_free(&elements->tests);
  free(elements);
}

/* An atom whose words or beginnings are being added. */
typedef struct addition {
  gloss_pattern_elements *elements;
  const gloss_test *test;
  gloss_table *table;
  uint32_t atom, sizes;
} addition;

static void add_literal(void *context, gloss_slice text) {
  addition *addition = context;
  gloss_pattern_elements *elements = addition->elements;
  gloss_buffer folded = {0};
  if (addition->test->ignores_case) gloss_fold(text, &folded);
  gloss_slice key = addition->test->ignores_case ? (gloss_slice){gloss_buffer_string(&folded), folded.size} : text;
  elements->chain = gloss_grow(elements->chain, &elements->chain_capacity, elements->chain_count + 1u, sizeof *elements->chain);
  elements->chain[elements->chain_count++] =
      (gloss_literal){.atom = addition->atom, .next = gloss_table_get(addition->table, key, 0)};
  gloss_table_set(addition->table, key, elements->chain_count);
  addition->sizes |= 1u << (key.size & 31);
  gloss_buffer_free(&folded);
}

static void pass_by(void *context, gloss_slice text) {
  (void)context;
  (void)text;
}

static bool add_list(gloss_pattern_elements *elements, uint32_t atom, const gloss_test *test) {
  gloss_literals *literals = &elements->literals[test->attribute + GLOSS_ATTRIBUTES];
  addition addition = {elements, test, &literals->words, atom, 0};
  return gloss_phrases_each_word(test->words, add_literal, &addition);
}

/* False when only running the regex, or asking the list, tells. */
static bool add_literals(gloss_pattern_elements *elements, uint32_t atom, const gloss_test *test) {
  if (test->kind == GLOSS_TEST_WORDS) return add_list(elements, atom, test);
  gloss_literals *literals = &elements->literals[test->attribute + (test->ignores_case ? GLOSS_ATTRIBUTES : 0)];
  addition addition = {elements, test, test->regex ? &literals->beginnings : &literals->words, atom, 0};
  if (test->regex == NULL) return gloss_regex_each_word(test->text, add_literal, &addition), true;
  if (!gloss_regex_each_prefix(test->text, pass_by, NULL)) return false;
  gloss_regex_each_prefix(test->text, add_literal, &addition);
  literals->sizes |= addition.sizes;
  return true;
}

/* The name of a test is its text; new ones get the next number. */
static uint32_t number_of(gloss_table *names, const gloss_test *test, uint32_t next) {
  gloss_buffer name = {0};
  gloss_test_write(test, &name);
  uint32_t number = gloss_table_get(names, gloss_buffer_slice(&name), next);
  if (number == next) gloss_table_set(names, gloss_buffer_slice(&name), next);
  gloss_buffer_free(&name);
  return number;
}

static uint32_t add_atom(gloss_pattern_elements *elements, const gloss_test *test) {
  uint32_t number = number_of(&elements->atom_names, test, elements->atom_count);
  if (number < elements->atom_count) return number;
  elements->atoms = gloss_grow(elements->atoms, &elements->atom_capacity, number + 1u, sizeof *elements->atoms);
  elements->atoms[elements->atom_count++] = (gloss_atom){.test = test, .bit = test->regex ? elements->bit_count++ : 0};
  elements->atoms[number].is_met = add_literals(elements, number, test);
  return number;
}

/* A copy of the test whose comparisons know their atoms. */
static gloss_test *copy_test(gloss_pattern_elements *elements, const gloss_test *test) {
  if (test == NULL) return NULL;
  gloss_test *copy = gloss_arena_allocate(&elements->tests, sizeof *copy);
  *copy = *test;
  if (test->kind == GLOSS_TEST_REGEX || test->kind == GLOSS_TEST_WORDS) copy->number = add_atom(elements, test);
  copy->left = copy_test(elements, test->left);
  copy->right = copy_test(elements, test->right);
  return copy;
}

static bool is_met(const gloss_pattern_elements *elements, const gloss_test *test) {
  bool has_atom = test->kind == GLOSS_TEST_REGEX || test->kind == GLOSS_TEST_WORDS;
  return has_atom && elements->atoms[test->number].is_met;
}

static void add_user(gloss_pattern_elements *elements, const gloss_test *test, uint32_t user) {
  if (test == NULL) return;
  if (is_met(elements, test)) {
    gloss_atom *atom = &elements->atoms[test->number];
    atom->users = gloss_grow(atom->users, &atom->user_capacity, atom->user_count + 1u, sizeof *atom->users);
    atom->users[atom->user_count++] = user;
  }
  add_user(elements, test->left, user);
  add_user(elements, test->right, user);
}

/* Can the test be so of a word that has met no atom, whatever else is asked of it? */
static bool can_be(const gloss_pattern_elements *elements, const gloss_test *test, bool value) {
  bool both = value; /* of `and`; of `or` it is the other way round */
  switch (test->kind) {
    case GLOSS_TEST_ANY: return value;
    case GLOSS_TEST_REGEX: case GLOSS_TEST_WORDS: return !value || !is_met(elements, test);
    case GLOSS_TEST_NOT: return can_be(elements, test->left, !value);
    case GLOSS_TEST_OR: both = !value; break;
    case GLOSS_TEST_AND: break;
    default: return true;
  }
  bool left = can_be(elements, test->left, value), right = can_be(elements, test->right, value);
  return both ? left && right : left || right;
}

static void add_number(gloss_numbers *numbers, uint32_t number) {
  numbers->items = gloss_grow(numbers->items, &numbers->capacity, numbers->count + 1u, sizeof *numbers->items);
  numbers->items[numbers->count++] = number;
}

static bool asks(const gloss_pattern_elements *elements, const gloss_test *test) {
  if (test == NULL) return false;
  bool has_atom = test->kind == GLOSS_TEST_REGEX || test->kind == GLOSS_TEST_WORDS;
  return (has_atom && !is_met(elements, test)) || asks(elements, test->left) || asks(elements, test->right);
}

/* The flags of a token that decide. */
static uint16_t token_answers(const gloss_test *test) {
  if (test == NULL) return 0;
  if (test->kind == GLOSS_TEST_TOKEN_FLAG) return GLOSS_TOKEN_ANSWERS;
  if (test->kind == GLOSS_TEST_POS) return GLOSS_POS_ANSWERS;
  return token_answers(test->left) | token_answers(test->right);
}

gloss_token_element gloss_pattern_elements_add(gloss_pattern_elements *elements, const gloss_test *test) {
  uint32_t number = number_of(&elements->element_names, test, elements->element_count);
  if (number < elements->element_count) return elements->elements[number].bits;
  gloss_token_element bits = {elements->bit_count, token_answers(test)};
  elements->bit_count += bits.flags + 1u;
  elements->elements = gloss_grow(elements->elements, &elements->element_capacity, number + 1u, sizeof *elements->elements);
  gloss_element *element = &elements->elements[elements->element_count++];
  *element = (gloss_element){.test = copy_test(elements, test), .bits = bits};
  element->asks = asks(elements, element->test);
  add_user(elements, element->test, number);
  if (can_be(elements, element->test, true)) add_number(element->asks ? &elements->asking : &elements->general, number);
  return bits;
}

/* -- Marks */

void gloss_pattern_elements_make_rows(gloss_pattern_elements *elements, uint32_t size) {
  elements->row_size = size;
  elements->marks = gloss_allocate_zeroed((size_t)GLOSS_MARK_ROWS * size + 1, sizeof *elements->marks);
}

/* The classes that have the bit of an element or atom have the mark. */
static void mark_bit(gloss_pattern_elements *elements, uint32_t bit, uint32_t number) {
  uint32_t before = elements->marks_of_capacity;
  elements->marks_of =
      gloss_grow(elements->marks_of, &elements->marks_of_capacity, elements->bit_count, sizeof *elements->marks_of);
  memset(elements->marks_of + before, 0, (elements->marks_of_capacity - before) * sizeof *elements->marks_of);
  uint32_t first = elements->marks_of[bit];
  if (first && elements->mark_chain[first - 1].mark == number) return; /* it is an element in many places of a pattern */
  elements->mark_chain =
      gloss_grow(elements->mark_chain, &elements->mark_capacity, elements->mark_count + 1u, sizeof *elements->mark_chain);
  elements->mark_chain[elements->mark_count++] = (gloss_mark){number, first};
  elements->marks_of[bit] = elements->mark_count;
}

static uint32_t mark_of(const gloss_pattern_elements *elements, gloss_mark_row row, uint32_t bit) {
  return (uint32_t)row * elements->row_size * 64 + bit;
}

void gloss_pattern_elements_mark(gloss_pattern_elements *elements, gloss_token_element element, gloss_mark_row row, uint32_t bit) {
  for (uint32_t i = 0; i <= element.flags; i++) mark_bit(elements, element.number + i, mark_of(elements, row, bit));
}

void gloss_pattern_elements_mark_undecided(gloss_pattern_elements *elements, const gloss_test *test, uint32_t bit) {
  if (test->kind == GLOSS_TEST_REGEX && test->regex)
    mark_bit(elements, elements->atoms[add_atom(elements, test)].bit, mark_of(elements, GLOSS_MARK_UNDECIDED, bit));
  if (test->left) gloss_pattern_elements_mark_undecided(elements, test->left, bit);
  if (test->right) gloss_pattern_elements_mark_undecided(elements, test->right, bit);
}

void gloss_pattern_elements_mark_all(gloss_pattern_elements *elements, gloss_mark_row row, uint32_t bit) {
  uint32_t mark = mark_of(elements, row, bit);
  elements->marks[mark >> 6] |= (uint64_t)1 << (mark & 63);
}

const uint64_t *gloss_pattern_elements_marks(const gloss_pattern_elements *elements) {
  return elements->marks;
}

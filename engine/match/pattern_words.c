#include "match/pattern_words.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/memory.h"
#include "unicode/unicode.h"

/* A simple test. A regex that is only words with | between is a list of literals, and is found by hashing. */
typedef struct atom {
  const gloss_test *test;
  gloss_regex *regex; /* NULL: literals, words or a flag */
  uint32_t *users;    /* the sparse elements: those that fit nothing unless a literal of theirs is met */
  uint32_t user_count, user_capacity;
} atom;

typedef struct element {
  const gloss_test *test;
  bool looks_at_token;
} element;

/* What a literal is met in: the attribute as it is, or folded for %c. */
enum { FORMS = GLOSS_ATTRIBUTES * 2 };

typedef struct literal { /* one of the atoms that a literal belongs to */
  uint32_t atom, next;   /* next + 1; 0: the last */
} literal;

struct gloss_pattern_elements {
  gloss_table atom_names, element_names;
  atom *atoms;
  element *elements;
  uint32_t *general; /* the elements that are not sparse */
  uint32_t atom_count, atom_capacity, element_count, element_capacity, general_count, general_capacity;
  gloss_regex **fields; /* of the comparisons of annotations */
  uint32_t field_count, field_capacity;
  gloss_arena tests; /* copies, in which simple tests know their atom */
  gloss_table literals[FORMS]; /* to the first of a chain, + 1 */
  literal *chain;
  uint32_t chain_count, chain_capacity;
};

struct gloss_pattern_words {
  const gloss_pattern_elements *elements;
  gloss_matcher *matcher;
  gloss_vocabulary *vocabulary;
  gloss_word_class **classes;
  uint32_t class_count, class_capacity;
  gloss_table class_names;       /* by their bits */
  uint32_t *kept, *tail;         /* class + 1 of each word; 0: not asked yet */
  uint32_t kept_capacity, tail_capacity, tail_generation;
  uint32_t *met;                 /* of each atom: the round in which a literal of it was met */
  uint32_t *met_now;             /* those of this round, as a list */
  uint32_t met_count, round;
  uint64_t *bits;                /* of the word at hand */
  gloss_buffer form;
  gloss_arena arena;
};

/* -- Elements and atoms */

gloss_pattern_elements *gloss_pattern_elements_new(void) {
  return gloss_allocate_zeroed(1, sizeof(gloss_pattern_elements));
}

void gloss_pattern_elements_free(gloss_pattern_elements *elements) {
  if (elements == NULL) return;
  for (uint32_t i = 0; i < elements->atom_count; i++) {
    gloss_regex_free(elements->atoms[i].regex);
    free(elements->atoms[i].users);
  }
  for (uint32_t i = 0; i < elements->field_count; i++) gloss_regex_free(elements->fields[i]);
  for (int i = 0; i < FORMS; i++) gloss_table_free(&elements->literals[i]);
  free(elements->fields);
  gloss_table_free(&elements->atom_names);
  gloss_table_free(&elements->element_names);
  free(elements->atoms);
  free(elements->elements);
  free(elements->general);
  free(elements->chain);
  gloss_arena_free(&elements->tests);
  free(elements);
}

/* Letters, digits and marks that mean themselves, | between, and \ before a mark. */
static bool is_literal(gloss_slice text) {
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    bool is_escape = c == '\\' && i + 1 < text.size && ispunct((unsigned char)text.data[i + 1]);
    if (is_escape) i++;
    else if (memchr(".$^*+?()[]{}\\", c, 13)) return false;
  }
  return true;
}

static int form_of(const gloss_test *test) {
  return (int)test->attribute + (test->ignores_case ? GLOSS_ATTRIBUTES : 0);
}

static void add_literal(gloss_pattern_elements *elements, uint32_t atom, const gloss_test *test, gloss_slice text) {
  gloss_buffer folded = {0};
  if (test->ignores_case) gloss_fold(text, &folded);
  gloss_table *table = &elements->literals[form_of(test)];
  gloss_slice key = test->ignores_case ? gloss_buffer_slice(&folded) : text;
  elements->chain = gloss_grow(elements->chain, &elements->chain_capacity, elements->chain_count + 1u, sizeof *elements->chain);
  elements->chain[elements->chain_count++] = (literal){.atom = atom, .next = gloss_table_get(table, key, 0)};
  gloss_table_set(table, key, elements->chain_count);
  gloss_buffer_free(&folded);
}

static void add_literals(gloss_pattern_elements *elements, uint32_t atom, const gloss_test *test) {
  gloss_buffer one = {0};
  for (size_t i = 0; i <= test->text.size; i++) {
    char c = i < test->text.size ? test->text.data[i] : '|';
    if (c != '|') {
      gloss_buffer_add_char(&one, c == '\\' ? test->text.data[++i] : c);
      continue;
    }
    add_literal(elements, atom, test, one.size ? gloss_buffer_slice(&one) : GLOSS_SLICE(""));
    gloss_buffer_clear(&one);
  }
  gloss_buffer_free(&one);
}

static gloss_regex *whole_word_regex(const gloss_test *test) {
  gloss_buffer text = {0};
  gloss_error error = {0}; /* it was compiled before, when the pattern was read */
  gloss_buffer_print(&text, "\\A(?:%.*s)\\z", GLOSS_PRINT(test->text));
  gloss_regex *regex = gloss_regex_new(gloss_buffer_slice(&text), test->ignores_case ? GLOSS_SLICE("i") : GLOSS_SLICE(""), &error);
  gloss_buffer_free(&text);
  gloss_error_clear(&error);
  return regex;
}

/* The name of a test is its text; new ones get the next number. */
static uint32_t number_of(gloss_table *names, const gloss_test *test, uint32_t next, bool *is_new) {
  gloss_buffer name = {0};
  gloss_test_write(test, &name);
  uint32_t number = gloss_table_get(names, gloss_buffer_slice(&name), UINT32_MAX);
  *is_new = number == UINT32_MAX;
  if (*is_new) gloss_table_set(names, gloss_buffer_slice(&name), number = next);
  gloss_buffer_free(&name);
  return number;
}

static uint32_t add_atom(gloss_pattern_elements *elements, const gloss_test *test) {
  bool is_new;
  uint32_t number = number_of(&elements->atom_names, test, elements->atom_count, &is_new);
  if (!is_new) return number;
  elements->atoms = gloss_grow(elements->atoms, &elements->atom_capacity, number + 1u, sizeof *elements->atoms);
  elements->atoms[elements->atom_count++] = (atom){.test = test};
  if (test->kind != GLOSS_TEST_REGEX) return number;
  if (is_literal(test->text)) add_literals(elements, number, test);
  else elements->atoms[number].regex = whole_word_regex(test);
  return number;
}

static bool is_simple(const gloss_test *test) {
  return test->kind == GLOSS_TEST_REGEX || test->kind == GLOSS_TEST_WORDS || test->kind == GLOSS_TEST_WORD_FLAG;
}

static bool only_literals(const gloss_pattern_elements *elements, const gloss_test *test) {
  if (test == NULL) return true;
  if (test->kind == GLOSS_TEST_REGEX) return elements->atoms[test->number].regex == NULL;
  if (test->kind == GLOSS_TEST_WORDS || test->kind == GLOSS_TEST_WORD_FLAG || test->kind == GLOSS_TEST_ANY) return false;
  return only_literals(elements, test->left) && only_literals(elements, test->right);
}

/* A copy of the test whose simple tests know their atoms. */
static gloss_test *copy_test(gloss_pattern_elements *elements, const gloss_test *test) {
  if (test == NULL) return NULL;
  gloss_test *copy = gloss_arena_allocate(&elements->tests, sizeof *copy);
  *copy = *test;
  if (is_simple(test)) copy->number = add_atom(elements, test);
  copy->left = copy_test(elements, test->left);
  copy->right = copy_test(elements, test->right);
  return copy;
}

static void add_user(gloss_pattern_elements *elements, const gloss_test *test, uint32_t user) {
  if (test == NULL) return;
  if (is_simple(test)) {
    atom *atom = &elements->atoms[test->number];
    atom->users = gloss_grow(atom->users, &atom->user_capacity, atom->user_count + 1u, sizeof *atom->users);
    atom->users[atom->user_count++] = user;
  }
  add_user(elements, test->left, user);
  add_user(elements, test->right, user);
}

static bool looks_at_token(const gloss_test *test) {
  return test && (test->kind == GLOSS_TEST_TOKEN_FLAG || looks_at_token(test->left) || looks_at_token(test->right));
}

/* -- Judging */

typedef enum verdict { NO, YES, MAYBE } verdict; /* maybe: the token decides */

typedef verdict judge(void *context, const gloss_test *test);

static verdict judge_test(const gloss_test *test, judge *simple, void *context) {
  verdict left, right;
  switch (test->kind) {
    case GLOSS_TEST_ANY: return YES;
    case GLOSS_TEST_NOT: left = judge_test(test->left, simple, context); return left == MAYBE ? MAYBE : left == YES ? NO : YES;
    case GLOSS_TEST_AND:
      left = judge_test(test->left, simple, context);
      if (left == NO || (right = judge_test(test->right, simple, context)) == NO) return NO;
      return left == MAYBE || right == MAYBE ? MAYBE : YES;
    case GLOSS_TEST_OR:
      left = judge_test(test->left, simple, context);
      if (left == YES || (right = judge_test(test->right, simple, context)) == YES) return YES;
      return left == MAYBE || right == MAYBE ? MAYBE : NO;
    default: return simple(context, test);
  }
}

static verdict judge_nothing_met(void *context, const gloss_test *test) {
  (void)context;
  return test->kind == GLOSS_TEST_TOKEN_FLAG ? MAYBE : NO;
}

static bool regex_fits(gloss_matcher *matcher, const gloss_regex *regex, gloss_slice text) {
  gloss_span groups[gloss_regex_group_count(regex) + 1];
  gloss_error error = {0};
  bool fits = gloss_regex_find(regex, gloss_matcher_regex(matcher), text, 0, groups, &error) == GLOSS_REGEX_FOUND;
  gloss_error_clear(&error);
  return fits;
}

const gloss_test *gloss_pattern_elements_add_fields(gloss_pattern_elements *elements, const gloss_test *test) {
  if (test == NULL) return NULL;
  gloss_test *copy = gloss_arena_allocate(&elements->tests, sizeof *copy);
  *copy = *test;
  if (test->kind == GLOSS_TEST_REGEX) {
    elements->fields = gloss_grow(elements->fields, &elements->field_capacity, elements->field_count + 1u, sizeof *elements->fields);
    elements->fields[copy->number = elements->field_count++] = whole_word_regex(test);
  }
  copy->left = (gloss_test *)gloss_pattern_elements_add_fields(elements, test->left);
  copy->right = (gloss_test *)gloss_pattern_elements_add_fields(elements, test->right);
  return copy;
}

bool gloss_pattern_elements_compare(const gloss_pattern_elements *elements, const gloss_test *comparison, gloss_slice text, gloss_matcher *matcher) {
  return regex_fits(matcher, elements->fields[comparison->number], text);
}

static void add_general(gloss_pattern_elements *elements, uint32_t number) {
  elements->general = gloss_grow(elements->general, &elements->general_capacity, elements->general_count + 1u, sizeof *elements->general);
  elements->general[elements->general_count++] = number;
}

uint32_t gloss_pattern_elements_add(gloss_pattern_elements *elements, const gloss_test *test) {
  bool is_new;
  uint32_t number = number_of(&elements->element_names, test, elements->element_count, &is_new);
  if (!is_new) return number;
  const gloss_test *copy = copy_test(elements, test);
  bool is_sparse = only_literals(elements, copy) && judge_test(copy, judge_nothing_met, NULL) == NO;
  elements->elements = gloss_grow(elements->elements, &elements->element_capacity, number + 1u, sizeof *elements->elements);
  elements->elements[elements->element_count++] = (element){.test = copy, .looks_at_token = looks_at_token(test)};
  if (is_sparse) add_user(elements, copy, number);
  else add_general(elements, number);
  return number;
}

uint32_t gloss_pattern_elements_count(const gloss_pattern_elements *elements) {
  return elements->element_count;
}

bool gloss_pattern_element_looks_at_token(const gloss_pattern_elements *elements, uint32_t element) {
  return elements->elements[element].looks_at_token;
}

/* -- The words of a vocabulary */

gloss_pattern_words *gloss_pattern_words_new(const gloss_pattern_elements *elements, gloss_matcher *matcher, gloss_vocabulary *vocabulary) {
  gloss_pattern_words *words = gloss_allocate_zeroed(1, sizeof *words);
  words->elements = elements;
  words->matcher = matcher;
  words->vocabulary = vocabulary;
  words->met = gloss_allocate_zeroed(elements->atom_count + 1u, sizeof *words->met);
  words->met_now = gloss_allocate_zeroed(elements->atom_count + 1u, sizeof *words->met_now);
  words->bits = gloss_allocate_zeroed(elements->element_count / 64 + 1u, sizeof *words->bits);
  words->tail_generation = gloss_vocabulary_tail_generation(vocabulary);
  return words;
}

void gloss_pattern_words_free(gloss_pattern_words *words) {
  if (words == NULL) return;
  free(words->classes);
  free(words->kept);
  free(words->tail);
  free(words->met);
  free(words->met_now);
  free(words->bits);
  gloss_table_free(&words->class_names);
  gloss_buffer_free(&words->form);
  gloss_arena_free(&words->arena);
  free(words);
}

uint32_t gloss_pattern_words_class_count(const gloss_pattern_words *words) {
  return words->class_count;
}

/* The word at hand. */
typedef struct question {
  gloss_pattern_words *words;
  uint32_t word;
} question;

static uint32_t attribute_word(gloss_pattern_words *words, uint32_t word, gloss_attribute attribute) {
  switch (attribute) {
    case GLOSS_ATTRIBUTE_NORM: return gloss_vocabulary_norm(words->vocabulary, word);
    case GLOSS_ATTRIBUTE_LEMMA: return gloss_vocabulary_lemma(words->vocabulary, word);
    case GLOSS_ATTRIBUTE_SHAPE: return gloss_vocabulary_shape(words->vocabulary, word);
    default: return word;
  }
}

static verdict judge_word(void *context, const gloss_test *test) {
  question *question = context;
  gloss_pattern_words *words = question->words;
  uint32_t first;
  if (test->kind == GLOSS_TEST_TOKEN_FLAG) return MAYBE;
  if (test->kind == GLOSS_TEST_WORD_FLAG) return gloss_vocabulary_word(words->vocabulary, question->word)->flags & test->flag ? YES : NO;
  if (test->kind == GLOSS_TEST_WORDS) {
    gloss_phrase_words *of = gloss_matcher_words(words->matcher, test->words, words->vocabulary);
    return gloss_phrases_get_word(test->words, of, attribute_word(words, question->word, test->attribute), &first) ? YES : NO;
  }
  const atom *atom = &words->elements->atoms[test->number];
  if (atom->regex) return regex_fits(words->matcher, atom->regex, gloss_attribute_text(words->vocabulary, question->word, test->attribute)) ? YES : NO;
  return words->met[test->number] == words->round ? YES : NO;
}

static void set_bit(gloss_pattern_words *words, uint32_t element) {
  words->bits[element >> 6] |= (uint64_t)1 << (element & 63);
}

static void meet_atom(gloss_pattern_words *words, uint32_t atom) {
  if (words->met[atom] == words->round) return;
  words->met[atom] = words->round;
  words->met_now[words->met_count++] = atom;
}

static void meet_form(gloss_pattern_words *words, uint32_t word, int form) {
  const gloss_pattern_elements *elements = words->elements;
  if (elements->literals[form].count == 0) return;
  gloss_slice text = gloss_attribute_text(words->vocabulary, word, (gloss_attribute)(form % GLOSS_ATTRIBUTES));
  if (form >= GLOSS_ATTRIBUTES) {
    gloss_buffer_clear(&words->form);
    gloss_fold(text, &words->form);
    text = gloss_buffer_slice(&words->form);
  }
  for (uint32_t at = gloss_table_get(&elements->literals[form], text, 0); at; at = elements->chain[at - 1].next)
    meet_atom(words, elements->chain[at - 1].atom);
}

/* Finds the literals that the word is, in all its forms. */
static void meet_literals(gloss_pattern_words *words, uint32_t word) {
  words->round++;
  words->met_count = 0;
  for (int form = 0; form < FORMS; form++) meet_form(words, word, form);
}

/* Sparse elements are looked at when a literal of them was met; the others always. */
static void judge_elements(gloss_pattern_words *words, uint32_t word) {
  const gloss_pattern_elements *elements = words->elements;
  question question = {words, word};
  memset(words->bits, 0, (elements->element_count / 64 + 1) * sizeof *words->bits);
  meet_literals(words, word);
  for (uint32_t i = 0; i < words->met_count; i++) {
    const atom *atom = &elements->atoms[words->met_now[i]];
    for (uint32_t j = 0; j < atom->user_count; j++)
      if (judge_test(elements->elements[atom->users[j]].test, judge_word, &question) != NO) set_bit(words, atom->users[j]);
  }
  for (uint32_t i = 0; i < elements->general_count; i++)
    if (judge_test(elements->elements[elements->general[i]].test, judge_word, &question) != NO) set_bit(words, elements->general[i]);
}

static gloss_word_class *add_class(gloss_pattern_words *words) {
  gloss_word_class *class = gloss_arena_allocate(&words->arena, sizeof *class);
  uint32_t count = words->elements->element_count, size = count / 64 + 1;
  *class = (gloss_word_class){.number = words->class_count, .bits = gloss_arena_allocate(&words->arena, size * sizeof *class->bits)};
  memcpy(class->bits, words->bits, size * sizeof *class->bits);
  for (uint32_t i = 0; i < size; i++) class->fit_count += (uint32_t)__builtin_popcountll(class->bits[i]);
  class->fits = gloss_arena_allocate(&words->arena, class->fit_count * sizeof *class->fits);
  for (uint32_t i = 0, at = 0; i < count; i++)
    if (gloss_word_class_has(class, i)) class->fits[at++] = i;
  words->classes = gloss_grow(words->classes, &words->class_capacity, words->class_count + 1u, sizeof *words->classes);
  return words->classes[words->class_count++] = class;
}

static uint32_t find_class(gloss_pattern_words *words, uint32_t word) {
  judge_elements(words, word);
  gloss_slice name = {(const char *)words->bits, (words->elements->element_count / 64 + 1) * sizeof *words->bits};
  uint32_t class = gloss_table_get(&words->class_names, name, UINT32_MAX);
  if (class == UINT32_MAX) gloss_table_set(&words->class_names, name, class = add_class(words)->number);
  return class;
}

/* Room for the word in its column, with zeroes for those not asked for. */
static uint32_t *column_at(uint32_t **column, uint32_t *capacity, uint32_t at) {
  uint32_t before = *capacity;
  if (at >= before) {
    *column = gloss_grow(*column, capacity, at + 1u, sizeof **column);
    memset(*column + before, 0, (*capacity - before) * sizeof **column);
  }
  return &(*column)[at];
}

static void forget_tail(gloss_pattern_words *words) {
  uint32_t generation = gloss_vocabulary_tail_generation(words->vocabulary);
  if (generation == words->tail_generation) return;
  words->tail_generation = generation;
  if (words->tail) memset(words->tail, 0, words->tail_capacity * sizeof *words->tail);
}

static uint32_t *place_of(gloss_pattern_words *words, uint32_t word) {
  if (word < GLOSS_TAIL) return column_at(&words->kept, &words->kept_capacity, word);
  forget_tail(words);
  return column_at(&words->tail, &words->tail_capacity, word - GLOSS_TAIL);
}

const gloss_word_class *gloss_pattern_words_class(gloss_pattern_words *words, uint32_t word) {
  if (word < words->kept_capacity && words->kept[word]) return words->classes[words->kept[word] - 1];
  uint32_t known = *place_of(words, word);
  if (known == 0) {
    known = find_class(words, word) + 1; /* which may make new words, and so move the column */
    *place_of(words, word) = known;
  }
  return words->classes[known - 1];
}

typedef struct token_question {
  question word;
  const gloss_token *token;
} token_question;

static verdict judge_token(void *context, const gloss_test *test) {
  token_question *question = context;
  if (test->kind == GLOSS_TEST_TOKEN_FLAG) return question->token->flags & test->flag ? YES : NO;
  return judge_word(&question->word, test);
}

bool gloss_pattern_element_fits(const gloss_pattern_elements *elements, gloss_pattern_words *words, uint32_t element, const gloss_token *token) {
  if (!gloss_word_class_has(gloss_pattern_words_class(words, token->word), element)) return false;
  if (!elements->elements[element].looks_at_token) return true;
  token_question question = {{words, token->word}, token};
  meet_literals(words, token->word);
  return judge_test(elements->elements[element].test, judge_token, &question) == YES;
}

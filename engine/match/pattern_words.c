#include "match/pattern_words.h"

#include <stdlib.h>

#include "base/memory.h"
#include "match/pattern_literal.h"
#include "unicode/unicode.h"

/* A comparison with words of a list, or with a regex. Most regexes are found by hashing: they are words with | between, or
 * begin with certain letters; they are met by a word that is one of the words or begins so, and fit no other. */
typedef struct atom {
  const gloss_test *test;
  bool is_met;     /* found so */
  uint32_t bit;    /* of a class: its regex gave up on the word */
  uint32_t *users; /* then: the sparse elements with it, which fit nothing unless an atom of theirs is met */
  uint32_t user_count, user_capacity;
} atom;

typedef struct element {
  const gloss_test *test;
  gloss_token_element bits;
} element;

/* What a word is compared in: each attribute as it is, or folded for %c. */
enum { FORMS = GLOSS_ATTRIBUTES * 2 };

typedef struct literal { /* one of the atoms that a word or a beginning belongs to */
  uint32_t atom, next;   /* next + 1; 0: the last */
} literal;

/* Words or beginnings of one form: each leads to the first of a chain of literals, + 1. */
typedef struct literals {
  gloss_table words, beginnings;
  uint32_t sizes; /* of the beginnings: a bit each */
} literals;

typedef struct mark { /* one of those of a bit */
  uint32_t mark, next; /* next + 1; 0: the last */
} mark;

struct gloss_pattern_elements {
  gloss_table atom_names, element_names;
  atom *atoms;
  element *elements;
  uint32_t *general; /* the elements that are not sparse */
  uint32_t atom_count, atom_capacity, element_count, element_capacity, general_count, general_capacity, bit_count;
  gloss_arena tests; /* copies, in which comparisons know their atom */
  literals literals[FORMS];
  literal *chain;
  uint32_t chain_count, chain_capacity;
  uint32_t row_size;
  uint64_t *marks;     /* that all classes have */
  uint32_t *marks_of;  /* of each bit: the first of a chain of marks, + 1 */
  mark *mark_chain;
  uint32_t marks_of_capacity, mark_count, mark_capacity;
};

/* What an atom says of the word at hand, when it was asked in this round; and whether it was met. */
typedef struct answer {
  uint32_t round, met_round;
  bool yes;
  uint32_t failed; /* the document for which the regex gave up */
} answer;

struct gloss_pattern_words {
  const gloss_pattern_elements *elements;
  gloss_matcher *matcher;
  gloss_vocabulary *vocabulary;
  gloss_phrase_words **lists;    /* of each atom that compares with one */
  gloss_word_class **classes;
  uint32_t class_count, class_capacity;
  size_t size;                   /* bytes that the classes take */
  gloss_table class_names;       /* by the words of 64 bits that are not 0, behind a map of them */
  gloss_arena arena;             /* of the classes */
  uint32_t *kept, *tail;         /* class + 1 of each word; 0: not asked yet */
  uint32_t kept_capacity, tail_capacity, tail_generation;
  answer *answers;               /* of each atom */
  uint32_t document;             /* counts them */
  bool is_passing;               /* the answers for the word at hand hold for this document only */
  uint32_t round;
  uint32_t *met;                 /* the atoms that were met in this round */
  uint32_t met_count;
  uint64_t *bits, *name;         /* of the word at hand: all its bits, and the name of its class */
};

/* -- Elements and atoms */

gloss_pattern_elements *gloss_pattern_elements_new(void) {
  return gloss_allocate_zeroed(1, sizeof(gloss_pattern_elements));
}

void gloss_pattern_elements_free(gloss_pattern_elements *elements) {
  if (elements == NULL) return;
  for (uint32_t i = 0; i < elements->atom_count; i++) free(elements->atoms[i].users);
  for (int i = 0; i < FORMS; i++) {
    gloss_table_free(&elements->literals[i].words);
    gloss_table_free(&elements->literals[i].beginnings);
  }
  gloss_table_free(&elements->atom_names);
  gloss_table_free(&elements->element_names);
  free(elements->atoms);
  free(elements->elements);
  free(elements->general);
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
  elements->chain[elements->chain_count++] = (literal){.atom = addition->atom, .next = gloss_table_get(addition->table, key, 0)};
  gloss_table_set(addition->table, key, elements->chain_count);
  addition->sizes |= 1u << (key.size & 31);
  gloss_buffer_free(&folded);
}

static void pass_by(void *context, gloss_slice text) {
  (void)context;
  (void)text;
}

static bool add_list(gloss_pattern_elements *elements, uint32_t atom, const gloss_test *test) {
  literals *literals = &elements->literals[test->attribute + GLOSS_ATTRIBUTES];
  addition addition = {elements, test, &literals->words, atom, 0};
  return gloss_phrases_each_word(test->words, add_literal, &addition);
}

/* False when only running the regex, or asking the list, tells. */
static bool add_literals(gloss_pattern_elements *elements, uint32_t atom, const gloss_test *test) {
  if (test->kind == GLOSS_TEST_WORDS) return add_list(elements, atom, test);
  literals *literals = &elements->literals[test->attribute + (test->ignores_case ? GLOSS_ATTRIBUTES : 0)];
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
  elements->atoms[elements->atom_count++] = (atom){.test = test, .bit = test->regex ? elements->bit_count++ : 0};
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
    atom *atom = &elements->atoms[test->number];
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

static void add_general(gloss_pattern_elements *elements, uint32_t number) {
  elements->general =
      gloss_grow(elements->general, &elements->general_capacity, elements->general_count + 1u, sizeof *elements->general);
  elements->general[elements->general_count++] = number;
}

static bool looks_at_token(const gloss_test *test) {
  return test && (test->kind == GLOSS_TEST_TOKEN_FLAG || looks_at_token(test->left) || looks_at_token(test->right));
}

gloss_token_element gloss_pattern_elements_add(gloss_pattern_elements *elements, const gloss_test *test) {
  uint32_t number = number_of(&elements->element_names, test, elements->element_count);
  if (number < elements->element_count) return elements->elements[number].bits;
  gloss_token_element bits = {elements->bit_count, looks_at_token(test) ? GLOSS_TOKEN_ANSWERS : 0};
  elements->bit_count += bits.flags + 1u;
  elements->elements = gloss_grow(elements->elements, &elements->element_capacity, number + 1u, sizeof *elements->elements);
  elements->elements[elements->element_count++] = (element){copy_test(elements, test), bits};
  if (can_be(elements, elements->elements[number].test, true)) add_general(elements, number);
  else add_user(elements, elements->elements[number].test, number);
  return bits;
}

uint32_t gloss_pattern_elements_count(const gloss_pattern_elements *elements) {
  return elements->bit_count;
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
  elements->mark_chain[elements->mark_count++] = (mark){number, first};
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

/* -- The words of a vocabulary */

static uint32_t chunk_count(const gloss_pattern_elements *elements) {
  return elements->bit_count / 64 + 1;
}

static uint32_t map_size(const gloss_pattern_elements *elements) {
  return chunk_count(elements) / 64 + 1;
}

gloss_pattern_words *gloss_pattern_words_new(const gloss_pattern_elements *elements, gloss_matcher *matcher,
                                             gloss_vocabulary *vocabulary) {
  gloss_pattern_words *words = gloss_allocate_zeroed(1, sizeof *words);
  words->elements = elements;
  words->matcher = matcher;
  words->vocabulary = vocabulary;
  words->lists = gloss_allocate_zeroed(elements->atom_count + 1u, sizeof *words->lists);
  words->answers = gloss_allocate_zeroed(elements->atom_count + 1u, sizeof *words->answers);
  words->met = gloss_allocate_zeroed(elements->atom_count + 1u, sizeof *words->met);
  words->bits = gloss_allocate_zeroed(chunk_count(elements), sizeof *words->bits);
  words->name = gloss_allocate_zeroed(map_size(elements) + chunk_count(elements), sizeof *words->name);
  words->tail_generation = gloss_vocabulary_tail_generation(vocabulary);
  for (uint32_t i = 0; i < elements->atom_count; i++)
    if (elements->atoms[i].test->words) words->lists[i] = gloss_matcher_words(matcher, elements->atoms[i].test->words, vocabulary);
  return words;
}

void gloss_pattern_words_free(gloss_pattern_words *words) {
  if (words == NULL) return;
  void *columns[] = {words->lists, words->classes, words->kept, words->tail, words->answers, words->met, words->bits, words->name};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) free(columns[i]);
  gloss_table_free(&words->class_names);
  gloss_arena_free(&words->arena);
  free(words);
}

/* -- Judging the word at hand */

static void set_bit(gloss_pattern_words *words, uint32_t bit) {
  words->bits[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

/* A regex that gave up on one word of a document gives up on all that follow: so that it takes its time once a document. */
static bool run_regex(gloss_pattern_words *words, const gloss_test *test, uint32_t word) {
  answer *answer = &words->answers[test->number];
  bool has_failed = answer->failed == words->document;
  gloss_slice text = gloss_attribute_text(words->vocabulary, word, test->attribute, test->ignores_case);
  gloss_regex_result result = has_failed ? GLOSS_REGEX_FAILED : gloss_test_fits(test, text, gloss_matcher_regex(words->matcher));
  if (result != GLOSS_REGEX_FAILED) return result == GLOSS_REGEX_FOUND;
  answer->failed = words->document;
  words->is_passing |= has_failed;
  set_bit(words, words->elements->atoms[test->number].bit);
  return false;
}

static bool ask_atom(gloss_pattern_words *words, const gloss_test *test, uint32_t word) {
  uint32_t first;
  bool is_met = words->answers[test->number].met_round == words->round, is_list = test->kind == GLOSS_TEST_WORDS;
  if (words->elements->atoms[test->number].is_met && (!is_met || !(test->regex || is_list))) return is_met;
  if (is_list)
    return gloss_phrases_get_word(test->words, words->lists[test->number],
                                  gloss_attribute_word(words->vocabulary, word, test->attribute), &first) > 0;
  return run_regex(words, test, word);
}

static bool judge_atom(gloss_pattern_words *words, const gloss_test *test, uint32_t word) {
  answer *answer = &words->answers[test->number];
  if (answer->round != words->round) answer->yes = ask_atom(words, test, word);
  answer->round = words->round;
  return answer->yes;
}

/* Does the test fit the word, on a token with these flags? */
static bool judge(gloss_pattern_words *words, const gloss_test *test, uint32_t word, uint16_t flags) {
  switch (test->kind) {
    case GLOSS_TEST_ANY: return true;
    case GLOSS_TEST_NOT: return !judge(words, test->left, word, flags);
    case GLOSS_TEST_AND: return judge(words, test->left, word, flags) && judge(words, test->right, word, flags);
    case GLOSS_TEST_OR: return judge(words, test->left, word, flags) || judge(words, test->right, word, flags);
    case GLOSS_TEST_WORD_FLAG: return gloss_vocabulary_word(words->vocabulary, word)->flags & test->flag;
    case GLOSS_TEST_TOKEN_FLAG: return flags & test->flag;
    default: return judge_atom(words, test, word);
  }
}

static void judge_element(gloss_pattern_words *words, uint32_t element, uint32_t word) {
  const struct element *judged = &words->elements->elements[element];
  for (uint16_t flags = 0; flags <= judged->bits.flags; flags++) {
    if (judge(words, judged->test, word, flags)) set_bit(words, judged->bits.number + flags);
  }
}

static void meet_chain(gloss_pattern_words *words, uint32_t at) {
  for (; at; at = words->elements->chain[at - 1].next) {
    uint32_t atom = words->elements->chain[at - 1].atom;
    if (words->answers[atom].met_round != words->round) words->met[words->met_count++] = atom;
    words->answers[atom].met_round = words->round;
  }
}

/* Finds the atoms that the word meets in all its forms. */
static void meet_literals(gloss_pattern_words *words, uint32_t word) {
  for (int form = 0; form < FORMS; form++) {
    const literals *literals = &words->elements->literals[form];
    if (literals->words.count + literals->beginnings.count == 0) continue;
    gloss_slice text =
        gloss_attribute_text(words->vocabulary, word, (gloss_attribute)(form % GLOSS_ATTRIBUTES), form >= GLOSS_ATTRIBUTES);
    meet_chain(words, gloss_table_get(&literals->words, text, 0));
    for (uint32_t size = 1; size <= text.size && literals->sizes >> size; size++)
      if (literals->sizes >> size & 1) meet_chain(words, gloss_table_get(&literals->beginnings, gloss_slice_cut(text, 0, size), 0));
  }
}

static void judge_word(gloss_pattern_words *words, uint32_t word) {
  const gloss_pattern_elements *elements = words->elements;
  memset(words->bits, 0, chunk_count(elements) * sizeof *words->bits);
  words->round++;
  words->met_count = 0;
  words->is_passing = false;
  meet_literals(words, word);
  for (uint32_t i = 0; i < words->met_count; i++) {
    const atom *atom = &elements->atoms[words->met[i]];
    for (uint32_t j = 0; j < atom->user_count; j++) judge_element(words, atom->users[j], word);
  }
  for (uint32_t i = 0; i < elements->general_count; i++) judge_element(words, elements->general[i], word);
}

/* -- Classes */

/* Writes the name of the bits' class; returns its size. */
static uint32_t write_name(gloss_pattern_words *words) {
  uint32_t map = map_size(words->elements), count = map;
  memset(words->name, 0, map * sizeof *words->name);
  for (uint32_t i = 0; i < chunk_count(words->elements); i++) {
    if (words->bits[i] == 0) continue;
    words->name[i / 64] |= (uint64_t)1 << (i % 64);
    words->name[count++] = words->bits[i];
  }
  return count;
}

static const uint64_t *copy_bits(gloss_pattern_words *words) {
  size_t size = chunk_count(words->elements) * sizeof(uint64_t);
  words->size += size;
  return memcpy(gloss_arena_allocate(&words->arena, size), words->bits, size);
}

static void mark_chain(const gloss_pattern_elements *elements, uint32_t bit, uint64_t *marks) {
  uint32_t at = bit < elements->marks_of_capacity ? elements->marks_of[bit] : 0;
  for (; at; at = elements->mark_chain[at - 1].next) {
    uint32_t number = elements->mark_chain[at - 1].mark;
    marks[number >> 6] |= (uint64_t)1 << (number & 63);
  }
}

/* The marks of the bits at hand. */
static const uint64_t *make_marks(gloss_pattern_words *words) {
  const gloss_pattern_elements *elements = words->elements;
  size_t size = (size_t)GLOSS_MARK_ROWS * elements->row_size * sizeof(uint64_t);
  uint64_t *marks = gloss_arena_allocate(&words->arena, size);
  words->size += size;
  memcpy(marks, elements->marks, size);
  for (uint32_t chunk = 0; chunk < chunk_count(elements); chunk++)
    for (uint64_t rest = words->bits[chunk]; rest; rest &= rest - 1)
      mark_chain(elements, chunk * 64 + (uint32_t)__builtin_ctzll(rest), marks);
  return marks;
}

static gloss_marked list_marked(gloss_pattern_words *words, const uint64_t *row) {
  uint32_t size = words->elements->row_size, count = 0;
  for (uint32_t i = 0; i < size; i++) count += row[i] != 0;
  uint32_t *items = gloss_arena_allocate(&words->arena, count * sizeof *items);
  gloss_marked marked = {items, 0};
  for (uint32_t i = 0; i < size; i++)
    if (row[i]) items[marked.count++] = i;
  words->size += count * sizeof *items;
  return marked;
}

static uint32_t add_class(gloss_pattern_words *words, gloss_slice name) {
  gloss_word_class *class = gloss_arena_allocate(&words->arena, sizeof *class);
  *class = (gloss_word_class){.bits = copy_bits(words), .marks = make_marks(words)};
  for (uint32_t row = 0; row < GLOSS_MARK_ROWS; row++)
    class->marked[row] = list_marked(words, class->marks + row * words->elements->row_size);
  gloss_table_set(&words->class_names, name, words->class_count);
  words->size += sizeof *class + name.size;
  words->classes = gloss_grow(words->classes, &words->class_capacity, words->class_count + 1u, sizeof class);
  words->classes[words->class_count] = class;
  return words->class_count++;
}

static void forget_classes(gloss_pattern_words *words) {
  gloss_table_free(&words->class_names);
  words->class_names = (gloss_table){0};
  gloss_arena_reset(&words->arena);
  words->class_count = 0;
  words->size = 0;
  if (words->kept) memset(words->kept, 0, words->kept_capacity * sizeof *words->kept);
  if (words->tail) memset(words->tail, 0, words->tail_capacity * sizeof *words->tail);
}

static uint32_t find_class(gloss_pattern_words *words, uint32_t word) {
  judge_word(words, word);
  gloss_slice name = {(const char *)words->name, write_name(words) * sizeof *words->name};
  uint32_t class = gloss_table_get(&words->class_names, name, UINT32_MAX);
  if (class != UINT32_MAX) return class;
  return add_class(words, name);
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

static uint32_t find_new(gloss_pattern_words *words, uint32_t word) {
  uint32_t known = *place_of(words, word);
  if (known == 0) {
    known = find_class(words, word) + 1;
    if (!words->is_passing) *place_of(words, word) = known;
  }
  return known;
}

void gloss_pattern_words_open(gloss_pattern_words *words) {
  words->document++;
}

void gloss_pattern_words_find(gloss_pattern_words *words, const gloss_token *tokens, uint32_t count,
                              const gloss_word_class **classes) {
  if (words->size > GLOSS_PATTERN_CLASSES_SIZE) forget_classes(words);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t word = tokens[i].word, known = word < words->kept_capacity ? words->kept[word] : 0;
    if (known == 0) known = find_new(words, word);
    classes[i] = words->classes[known - 1];
  }
}

#include "pattern/words.h"

#include <stdlib.h>

#include "base/memory.h"

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
  gloss_table class_names;       /* by the words of 64 bits that are not 0, after a map of them */
  gloss_arena arena;             /* of the classes */
  uint32_t *kept, *tail;         /* class + 1 of each word; 0: not asked yet */
  uint32_t kept_capacity, tail_capacity, tail_generation;
  gloss_table base_names;        /* of each pair of flags and kind: the number of its base */
  const uint64_t **bases;        /* what words of these flags and kind fit, if they meet nothing else */
  uint32_t base_count, base_capacity;
  answer *answers;               /* of each atom */
  uint32_t *judged;              /* of each element: the round in which it was */
  uint32_t document;             /* counts them */
  bool is_passing;               /* the answers for the word at hand hold for this document only */
  uint32_t round;
  uint32_t *met;                 /* the atoms that were met in this round */
  uint32_t met_count;
  uint64_t *bits, *name;         /* of the word at hand: all its bits, and the name of its class */
};

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
  words->judged = gloss_allocate_zeroed(elements->element_count + 1u, sizeof *words->judged);
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
  void *columns[] = {words->lists, words->classes, words->kept, words->tail, words->bases,
                     words->answers, words->judged, words->met, words->bits, words->name};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) free(columns[i]);
  gloss_table_free(&words->class_names);
  gloss_table_free(&words->base_names);
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
    case GLOSS_TEST_POS: return ((uint64_t)test->pos << 1) >> (flags >> GLOSS_POS_SHIFT) & 1;
    default: return judge_atom(words, test, word);
  }
}

static void judge_element(gloss_pattern_words *words, uint32_t number, uint32_t word) {
  const gloss_element *element = &words->elements->elements[number];
  if (words->judged[number] == words->round) return;
  words->judged[number] = words->round;
  for (uint16_t flags = 0; flags <= element->bits.flags; flags++) {
    uint32_t bit = element->bits.number + flags;
    if (judge(words, element->test, word, flags)) set_bit(words, bit);
    else words->bits[bit >> 6] &= ~((uint64_t)1 << (bit & 63));
  }
}

static void judge_all(gloss_pattern_words *words, const gloss_numbers *numbers, uint32_t word) {
  for (uint32_t i = 0; i < numbers->count; i++) judge_element(words, numbers->items[i], word);
}

static void meet_chain(gloss_pattern_words *words, uint32_t at) {
  for (; at; at = words->elements->chain[at - 1].next) {
    uint32_t atom = words->elements->chain[at - 1].atom;
    if (words->answers[atom].met_round != words->round) words->met[words->met_count++] = atom;
    words->answers[atom].met_round = words->round;
  }
}

/* Finds the atoms that the word meets in one of its forms. */
static void meet_form(gloss_pattern_words *words, uint32_t word, int form) {
  const gloss_literals *literals = &words->elements->literals[form];
  if (literals->words.count + literals->beginnings.count == 0) return;
  gloss_slice text =
      gloss_attribute_text(words->vocabulary, word, (gloss_attribute)(form % GLOSS_ATTRIBUTES), form >= GLOSS_ATTRIBUTES);
  meet_chain(words, gloss_table_get(&literals->words, text, 0));
  for (uint32_t size = 1; size <= text.size && literals->sizes >> size; size++)
    if (literals->sizes >> size & 1) meet_chain(words, gloss_table_get(&literals->beginnings, gloss_slice_cut(text, 0, size), 0));
}

/* Begins a round: so far only the atoms are met that compare the kind. */
static void begin_round(gloss_pattern_words *words, uint32_t word) {
  words->round++;
  words->met_count = 0;
  meet_form(words, word, GLOSS_ATTRIBUTE_KIND);
  meet_form(words, word, GLOSS_ATTRIBUTE_KIND + GLOSS_ATTRIBUTES);
}

typedef enum users { ALL_USERS, ASKING_USERS, OTHER_USERS } users;

/* Judges the elements that have an atom of these that were met. */
static void judge_users(gloss_pattern_words *words, users users, gloss_span met, uint32_t word) {
  const gloss_pattern_elements *elements = words->elements;
  for (uint32_t i = met.start; i < met.end; i++) {
    const gloss_atom *atom = &elements->atoms[words->met[i]];
    for (uint32_t j = 0; j < atom->user_count; j++)
      if (users == ALL_USERS || elements->elements[atom->users[j]].asks == (users == ASKING_USERS))
        judge_element(words, atom->users[j], word);
  }
}

/* -- Bases. Most words meet no atom but by their kind: what such a word fits follows from its flags and kind, as far as nothing has
 * to be asked. */

static const uint64_t *make_base(gloss_pattern_words *words, uint32_t word) {
  size_t size = chunk_count(words->elements) * sizeof *words->bits;
  memset(words->bits, 0, size);
  begin_round(words, word);
  judge_users(words, OTHER_USERS, (gloss_span){0, words->met_count}, word);
  judge_all(words, &words->elements->general, word);
  words->size += size;
  return memcpy(gloss_arena_allocate(&words->arena, size), words->bits, size);
}

static const uint64_t *base_of(gloss_pattern_words *words, uint32_t word) {
  const gloss_word *known = gloss_vocabulary_word(words->vocabulary, word);
  uint16_t key[2] = {known->flags, known->kind};
  gloss_slice name = {(const char *)key, sizeof key};
  uint32_t number = gloss_table_get(&words->base_names, name, UINT32_MAX);
  if (number != UINT32_MAX) return words->bases[number];
  gloss_table_set(&words->base_names, name, words->base_count);
  words->bases = gloss_grow(words->bases, &words->base_capacity, words->base_count + 1u, sizeof *words->bases);
  return words->bases[words->base_count++] = make_base(words, word);
}

static void judge_word(gloss_pattern_words *words, uint32_t word) {
  const uint64_t *base = base_of(words, word);
  memcpy(words->bits, base, chunk_count(words->elements) * sizeof *words->bits);
  words->is_passing = false;
  begin_round(words, word);
  uint32_t by_kind = words->met_count;
  for (int form = 0; form < GLOSS_COMPARED_FORMS; form++)
    if (form % GLOSS_ATTRIBUTES != GLOSS_ATTRIBUTE_KIND) meet_form(words, word, form);
  judge_users(words, ASKING_USERS, (gloss_span){0, by_kind}, word);
  judge_users(words, ALL_USERS, (gloss_span){by_kind, words->met_count}, word);
  judge_all(words, &words->elements->asking, word);
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
  gloss_table_free(&words->base_names);
  words->class_names = words->base_names = (gloss_table){0};
  words->base_count = 0;
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

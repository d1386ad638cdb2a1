/* Lists and texts of few words, so that much goes wrong if it can: what the trie finds is held against a search that is slow
 * and plain. */
#include "check.h"

#include <stdio.h>

#include "phrase/phrases.h"
#include "spaced.h"

enum { LISTS = 300, PHRASES = 40, WORDS_MAX = 4, TEXT_WORDS = 200 };

static const char *const words[] = {"a", "A", "b", "B", "ab", "Ab", "AB", "aB", "7", "é", "É"};
enum { WORD_COUNT = sizeof words / sizeof *words };

/* Of the word: its folded form, and which letters are capitals, as strings that can be compared. */
static const char *const folded[] = {"a", "a", "b", "b", "ab", "ab", "ab", "ab", "7", "é", "é"};
static const char *const capitals[] = {".", "X", ".", "X", "..", "X.", "XX", ".X", "", ".", "X"};

typedef struct phrase {
  uint32_t words[WORDS_MAX];
  uint32_t count;
} phrase;

static phrase random_phrase(uint64_t *seed) {
  phrase phrase = {.count = 1 + random_below(seed, WORDS_MAX)};
  for (uint32_t i = 0; i < phrase.count; i++) phrase.words[i] = random_below(seed, WORD_COUNT);
  return phrase;
}

static void print_words(gloss_buffer *to, const uint32_t *numbers, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) gloss_buffer_print(to, "%s%s", i > 0 ? " " : "", words[numbers[i]]);
}

/* 0: as written; 1: small letters for any case; 2: in capitals; 3: they do not meet. */
static int distance(const phrase *phrase, gloss_case letter_case, const uint32_t *text) {
  bool as_written = true, small = true, all_capitals = true;
  for (uint32_t i = 0; i < phrase->count; i++) {
    if (strcmp(folded[phrase->words[i]], folded[text[i]]) != 0) return 3;
    as_written = as_written && strcmp(capitals[phrase->words[i]], capitals[text[i]]) == 0;
    small = small && strchr(capitals[phrase->words[i]], 'X') == NULL;
    all_capitals = all_capitals && strchr(capitals[text[i]], '.') == NULL;
  }
  if (as_written || letter_case == GLOSS_CASE_FOLD) return 0;
  if (letter_case == GLOSS_CASE_EXACT) return 3;
  return small ? 1 : all_capitals ? 2 : 3;
}

/* The longest phrase that meets the words, how many they are, and the least distance. */
static uint32_t longest(const phrase *phrases, gloss_case letter_case, const uint32_t *text, uint32_t left, int *least) {
  for (uint32_t count = left < WORDS_MAX ? left : WORDS_MAX; count > 0; count--) {
    *least = 3;
    for (uint32_t i = 0; i < PHRASES; i++) {
      if (phrases[i].count != count) continue;
      int here = distance(&phrases[i], letter_case, text);
      if (here < *least) *least = here;
    }
    if (*least < 3) return count;
  }
  return 0;
}

static bool is_phrase(gloss_slice name, const phrase *phrase) {
  gloss_buffer printed = {0};
  print_words(&printed, phrase->words, phrase->count);
  bool is = gloss_slice_equal(name, gloss_buffer_slice(&printed));
  gloss_buffer_free(&printed);
  return is;
}

/* The entries of the hit are all phrases of one name (any case: of one fold), and it is as near as the nearest. */
static void check_entries(const gloss_phrases *list, const gloss_phrase_hit *hit, const phrase *phrases, gloss_case letter_case,
                          const uint32_t *text, int least) {
  uint32_t same = 0, met = PHRASES;
  for (uint32_t i = 0; i < PHRASES; i++) {
    if (phrases[i].count != gloss_span_size(hit->tokens) || distance(&phrases[i], letter_case, text) != least) continue;
    bool is_first = is_phrase(gloss_phrases_name(list, hit->first), &phrases[i]);
    if (is_first) met = i;
    same += letter_case == GLOSS_CASE_FOLD || is_first;
  }
  assert_true(met < PHRASES);
  assert_int_equal(hit->count, same);
}

static gloss_phrases *build(const phrase *phrases, gloss_case letter_case) {
  gloss_error error = {0};
  gloss_buffer printed = {0};
  gloss_phrase_settings settings = {.letter_case = letter_case};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(settings, (gloss_phrase_tokenizer){0});
  for (uint32_t i = 0; i < PHRASES; i++) {
    gloss_buffer_clear(&printed);
    print_words(&printed, phrases[i].words, phrases[i].count);
    assert_true(gloss_phrase_builder_add(builder, &(gloss_phrase_row){.phrase = gloss_buffer_slice(&printed)}, &error));
  }
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  gloss_buffer_free(&printed);
  return list;
}

static void compare(const gloss_phrases *list, const phrase *phrases, gloss_case letter_case, const gloss_document *document,
                    const uint32_t *text) {
  gloss_phrase_words *known = gloss_phrase_words_new(list, document->vocabulary);
  gloss_phrase_hit hit;
  uint32_t from = 0;
  for (uint32_t start = 0; start < TEXT_WORDS;) {
    int least;
    uint32_t count = longest(phrases, letter_case, text + start, TEXT_WORDS - start, &least);
    if (count == 0) {
      start++;
      continue;
    }
    assert_true(gloss_phrases_find(list, known, document, from, TEXT_WORDS, &hit));
    assert_int_equal(hit.tokens.start, start);
    assert_int_equal(hit.tokens.end, start + count);
    check_entries(list, &hit, phrases, letter_case, text + start, least);
    start = from = hit.tokens.end;
  }
  assert_false(gloss_phrases_find(list, known, document, from, TEXT_WORDS, &hit));
  gloss_phrase_words_free(known);
}

static void the_trie_finds_what_a_slow_search_finds(void **state) {
  (void)state;
  uint64_t seed = 20240607;
  gloss_language *language = gloss_language_new("none", NULL, &(gloss_error){0});
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  for (uint32_t round = 0; round < LISTS; round++) {
    phrase phrases[PHRASES];
    uint32_t text[TEXT_WORDS];
    gloss_buffer printed = {0};
    gloss_case letter_case = (gloss_case)(round % 3);
    for (uint32_t i = 0; i < PHRASES; i++) phrases[i] = random_phrase(&seed);
    for (uint32_t i = 0; i < TEXT_WORDS; i++) text[i] = random_below(&seed, WORD_COUNT);
    print_words(&printed, text, TEXT_WORDS);
    gloss_document *document = gloss_workspace_open(workspace);
    gloss_workspace_set_language(workspace, language);
    split_spaced(document, gloss_buffer_slice(&printed));
    gloss_phrases *list = build(phrases, letter_case);
    compare(list, phrases, letter_case, document, text);
    gloss_phrases_free(list);
    gloss_workspace_close(workspace);
    gloss_buffer_free(&printed);
  }
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  gloss_language_free(language);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_trie_finds_what_a_slow_search_finds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

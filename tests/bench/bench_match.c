/* What matching costs: lists of 1 k to 1 M synthetic names over synthetic text at one rate of hits, and regular expressions.
 * A word's rank is drawn as Zipf has it. One token in forty begins a name of the list, one in twenty looks as if. */
#include "zipf.h"

#include <stdlib.h>

#include "match/library.h"

enum { TOKENS = 1000000, NAMES_MAX = 1000000, NAME_WORDS = 3, ROUNDS = 5 };

typedef struct name {
  uint32_t words[NAME_WORDS];
  uint32_t count;
} name;

static name *make_names(void) {
  name *names = gloss_allocate(NAMES_MAX * sizeof *names);
  for (uint32_t i = 0; i < NAMES_MAX; i++) {
    names[i].count = 1 + random_below(NAME_WORDS);
    bool single = names[i].count == 1;
    for (uint32_t j = 0; j < NAME_WORDS; j++) names[i].words[j] = WORDS + (single ? random_below(WORDS * 5) : random_rank());
  }
  return names;
}

static void print_name(gloss_buffer *to, const name *name) {
  for (uint32_t i = 0; i < name->count; i++) {
    if (i > 0) gloss_buffer_add_char(to, ' ');
    print_word(to, name->words[i], true);
  }
}

/* One sentence: words, among them names of the first `count`, and capitals that lead nowhere. */
static void print_sentence(gloss_buffer *text, const name *names, uint32_t count) {
  for (uint32_t i = 0; i < SENTENCE; i++) {
    if (text->size > 0) gloss_buffer_add_char(text, ' ');
    double choice = random_unit();
    if (choice < 0.025) print_name(text, &names[random_below(count)]);
    else if (choice < 0.075) print_word(text, WORDS + random_rank(), true);
    else print_word(text, random_rank(), false);
  }
  gloss_buffer_add(text, GLOSS_SLICE(" ."));
}

static gloss_phrases *build(const name *names, uint32_t count, gloss_case letter_case, double *seconds) {
  gloss_error error = {0};
  gloss_buffer phrase = {0};
  char id[16];
  double start = now();
  gloss_phrase_settings settings = {.letter_case = letter_case};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(settings, (gloss_phrase_cutter){0});
  gloss_phrase_builder_columns(builder, &GLOSS_SLICE("id"), 1);
  for (uint32_t i = 0; i < count; i++) {
    gloss_buffer_clear(&phrase);
    print_name(&phrase, &names[i]);
    gloss_slice cell = {id, (size_t)snprintf(id, sizeof id, "Q%u", i)};
    if (gloss_phrase_builder_add(builder, gloss_buffer_slice(&phrase), &cell, &error)) continue;
    fprintf(stderr, "%s\n", error.message);
    exit(1);
  }
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  gloss_buffer_free(&phrase);
  *seconds = now() - start;
  return list;
}

/* The best of several rounds; the first, which sees every word for the first time, apart. */
static double scan(const gloss_phrases *list, const gloss_document *document, uint32_t *hits, double *first) {
  gloss_phrase_words *words = gloss_phrase_words_new(list, document->vocabulary);
  double best = 1e9;
  for (int round = 0; round <= ROUNDS; round++) {
    gloss_phrase_hit hit;
    double start = now();
    *hits = 0;
    uint32_t from = 0, end = document->token_count;
    for (; gloss_phrases_find(list, words, document, from, end, &hit); from = hit.tokens.end) ++*hits;
    double seconds = now() - start;
    if (round == 0) *first = seconds;
    else if (seconds < best) best = seconds;
  }
  gloss_phrase_words_free(words);
  return best;
}

static void bench_lists(const name *names, gloss_language *language, gloss_case letter_case, const char *title) {
  double base = 0;
  printf("%-8s %10s %8s %8s %12s %12s %12s %8s\n", title, "names", "build s", "MB", "hits/1000", "first ns/tok", "ns/token",
         "ratio");
  for (uint32_t count = 1000; count <= NAMES_MAX; count *= 10) {
    gloss_schema *schema = gloss_schema_new();
    gloss_workspace *workspace = gloss_workspace_new(schema);
    gloss_document *document = gloss_workspace_open(workspace);
    gloss_workspace_set_language(workspace, language);
    gloss_buffer text = {0};
    for (uint32_t i = 0; i < TOKENS / SENTENCE; i++) print_sentence(&text, names, count);
    cut_text(document, gloss_buffer_slice(&text));
    double seconds, first = 0;
    uint32_t hits;
    gloss_phrases *list = build(names, count, letter_case, &seconds);
    double best = scan(list, document, &hits, &first), tokens = document->token_count;
    if (base == 0) base = best / tokens;
    printf("%-8s %10u %8.2f %8.1f %12.1f %12.1f %12.1f %8.1f\n", "", count, seconds, (double)gloss_phrases_size(list) / 1e6,
           1000.0 * hits / tokens, 1e9 * first / tokens, 1e9 * best / tokens, best / tokens / base);
    gloss_phrases_free(list);
    gloss_workspace_close(workspace);
    gloss_workspace_free(workspace);
    gloss_schema_free(schema);
    gloss_buffer_free(&text);
  }
}

static void bench_regex(gloss_slice text, const char *pattern) {
  gloss_error error = {0};
  gloss_regex *regex = gloss_regex_new(gloss_slice_of(pattern), GLOSS_SLICE(""), &error);
  gloss_regex_scratch *scratch = gloss_regex_scratch_new();
  gloss_span groups[8];
  uint32_t count = 0;
  double start = now();
  for (uint32_t from = 0; gloss_regex_find(regex, scratch, text, from, groups, &error) == GLOSS_REGEX_FOUND;
       from = gloss_regex_after(text, groups[0])) count++;
  double seconds = now() - start;
  printf("%-44s %10u %12.0f\n", pattern, count, (double)text.size / 1e6 / seconds);
  gloss_error_clear(&error);
  gloss_regex_scratch_free(scratch);
  gloss_regex_free(regex);
}

static void bench_regexes(const name *names) {
  static const char *const patterns[] = {
    "\\w+", "\\p{Lu}\\w+", "[A-Z]\\w+ [A-Z]\\w+", "(?<a>\\w+) (?<b>\\w+)", "(?i)ka(la|ro)\\b", "zzz",
  };
  gloss_buffer text = {0};
  for (uint32_t i = 0; i < TOKENS / SENTENCE; i++) print_sentence(&text, names, 1000);
  printf("\n%-44s %10s %12s\n", "regex", "matches", "MB/s");
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) bench_regex(gloss_buffer_slice(&text), patterns[i]);
  gloss_buffer_free(&text);
}

int main(void) {
  gloss_error error = {0};
  gloss_language *language = gloss_language_new("none", NULL, &error);
  name *names = make_names();
  bench_lists(names, language, GLOSS_CASE_FOLD, "fold");
  bench_lists(names, language, GLOSS_CASE_SMART, "smart");
  bench_regexes(names);
  free(names);
  gloss_language_free(language);
  return 0;
}

/* What patterns cost: 1 to 5,000 of them, made at random, together and one by one, over synthetic text, of which a word in eight
 * begins with a capital. Patterns have two to four elements: words, words with | between, regexes, flags, and gaps inside. Four
 * kinds, a table each: what they begin with is none of the hundred most frequent words, as in patterns that someone has written
 * for a topic; it is any word, drawn as the text's are, so that half of them begin with one of these; a quarter begin with
 * [is_title]+, as those of compare/ do; most begin with what is everywhere, and the word that decides stands further on, as in
 * patterns of analyses, a third of which go beyond the sentence. */
#include "zipf.h"

#include <stdlib.h>

#include "pattern/group.h"

enum { TOKENS = 1000000, PATTERNS_MAX = 5000, ROUNDS = 5 };

enum { FREQUENT = 100 };

typedef enum kind { BEGIN_SELDOM, BEGIN_ANYHOW, COMPARED, ANALYSES, KINDS } kind;
static const char *const kind_names[] = {"that begin with what is seldom", "that begin with any word", "as those of compare/",
                                               "as those of analyses"};

static uint32_t random_word(bool is_frequent) {
  uint32_t rank = random_rank();
  while (!is_frequent && rank <= FREQUENT) rank = random_rank();
  return rank;
}

static void print_element(gloss_buffer *query, bool is_inside, bool is_frequent) {
  double choice = random_unit();
  if (choice < 0.1 && is_inside) {
    gloss_buffer_add(query, GLOSS_SLICE("[]{0,2} "));
    choice = random_unit();
  }
  if (choice < 0.06 && is_inside) {
    gloss_buffer_add(query, GLOSS_SLICE("[is_lower & kind=\"word\"] "));
  } else if (choice < 0.15) {
    gloss_buffer_add(query, GLOSS_SLICE("[word=\""));
    print_word(query, random_word(is_frequent), false);
    gloss_buffer_add(query, GLOSS_SLICE("(.a)?\" & !is_title] "));
  } else {
    gloss_buffer_add(query, GLOSS_SLICE("\""));
    for (int i = choice < 0.4 ? 3 : 1; i > 0; i--) {
      print_word(query, random_word(is_frequent), false);
      if (i > 1) gloss_buffer_add_char(query, '|');
    }
    gloss_buffer_add(query, GLOSS_SLICE("\" "));
  }
}

static void print_elements(gloss_buffer *query, bool begins_frequent) {
  uint32_t count = 2 + random_below(3);
  for (uint32_t i = 0; i < count; i++) {
    if (i == 1) gloss_buffer_add(query, GLOSS_SLICE("x:("));
    print_element(query, i > 0 && i < count - 1, i > 0 || begins_frequent);
    if (i == 1) gloss_buffer_add(query, GLOSS_SLICE(") "));
  }
}

/* One to four words of middle rank. */
static void print_middle_words(gloss_buffer *query) {
  gloss_buffer_add_char(query, '"');
  for (uint32_t i = 0, count = 1 + random_below(4); i < count; i++) {
    if (i > 0) gloss_buffer_add_char(query, '|');
    print_word(query, (uint32_t)(20 * pow(250, random_unit())), false);
  }
  gloss_buffer_add_char(query, '"');
}

/* Each W of the form is some words. */
static void print_form(gloss_buffer *query, const char *form) {
  for (; *form; form++) {
    if (*form == 'W') print_middle_words(query);
    else gloss_buffer_add_char(query, *form);
  }
}

static void print_query(gloss_buffer *query, kind kind) {
  static const char *const compared[] = {"W []{0,2} W", "W [is_title]+", "[is_title]+ W", "W W"};
  static const char *const analyses[] = {
      "who:[is_title]+ cue:W", "cue:W who:[is_title]{1,3}", "<s> [is_title]+ W", "[is_title & !is_first] []{0,2} W",
      "what:([is_lower]{1,4} [is_title]) W", "[is_title]+ ([is_lower] [is_title]+)? [word=W & !is_first]", "W []{0,6} W",
      "[kind=\"word\" & !is_stop] [] W", "(?shortest) [is_title] []* W [is_lower]"};
  switch (kind) {
    case BEGIN_SELDOM: case BEGIN_ANYHOW: print_elements(query, kind == BEGIN_ANYHOW); break;
    case COMPARED: print_form(query, compared[random_below(4)]); break;
    default:
      print_form(query, analyses[random_below(sizeof analyses / sizeof *analyses)]);
      if (random_below(3) == 0) gloss_buffer_add(query, GLOSS_SLICE(" within block"));
  }
}

static gloss_pattern *make_pattern(gloss_buffer *query, kind kind) {
  gloss_error error = {0};
  gloss_buffer_clear(query);
  print_query(query, kind);
  gloss_pattern *pattern = gloss_pattern_new(gloss_buffer_slice(query), NULL, NULL, &error);
  if (pattern) return pattern;
  fprintf(stderr, "%s\n", error.message);
  exit(1);
}

static double scan(gloss_pattern_group *group, const gloss_document *document) {
  double start = now();
  gloss_pattern_group_scan(group, document, (gloss_span){0, document->token_count});
  return now() - start;
}

/* The first time each word is seen apart; then the best of several rounds. */
static double bench_group(const gloss_pattern *const *patterns, uint32_t count, const gloss_document *document, double *first,
                          uint32_t *hits) {
  gloss_matcher *matcher = gloss_matcher_new();
  gloss_pattern_group *group = gloss_pattern_group_new(patterns, count, matcher);
  double best = *first = scan(group, document);
  for (int round = 0; round < ROUNDS; round++) {
    double seconds = scan(group, document);
    if (seconds < best) best = seconds;
  }
  *hits = 0;
  for (uint32_t i = 0; i < count; i++) *hits += gloss_pattern_group_found(group, i).count;
  gloss_pattern_group_free(group);
  gloss_matcher_free(matcher);
  return best;
}

/* Of some taken here and there. */
static double bench_one_by_one(const gloss_pattern *const *patterns, uint32_t count, const gloss_document *document) {
  enum { SAMPLE = 5 };
  uint32_t taken = count < SAMPLE ? count : SAMPLE, hits;
  double seconds = 0, first;
  for (uint32_t i = 0; i < taken; i++) seconds += bench_group(&patterns[i * (count / taken)], 1, document, &first, &hits);
  return seconds / taken * count;
}

static void bench_patterns(const gloss_document *document, kind kind, uint32_t only) {
  gloss_buffer query = {0};
  gloss_pattern **patterns = gloss_allocate(PATTERNS_MAX * sizeof *patterns);
  double tokens = document->token_count, base = 0, start = now();
  for (uint32_t i = 0; i < PATTERNS_MAX; i++) patterns[i] = make_pattern(&query, kind);
  printf("\npatterns %s; %d compiled in %.2f s\n", kind_names[kind], PATTERNS_MAX, now() - start);
  printf("%8s %12s %12s %10s %8s %14s\n", "patterns", "hits/1000", "first ns/tok", "ns/token", "ratio", "one by one");
  for (uint32_t count = only ? only : 1; count <= (only ? only : PATTERNS_MAX); count *= count == 1000 ? 5 : 10) {
    double first;
    uint32_t hits;
    double best = bench_group((const gloss_pattern *const *)patterns, count, document, &first, &hits) / tokens * 1e9;
    double alone = only ? 0 : bench_one_by_one((const gloss_pattern *const *)patterns, count, document) / tokens * 1e9;
    if (count == 1) base = best;
    printf("%8u %12.1f %12.1f %10.1f %8.1f %14.1f\n", count, 1000.0 * hits / tokens, first / tokens * 1e9, best, best / base,
           alone);
  }
  for (uint32_t i = 0; i < PATTERNS_MAX; i++) gloss_pattern_free(patterns[i]);
  free(patterns);
  gloss_buffer_free(&query);
}

/* With the number of a kind, only that table, and with a number of patterns, only that line. */
int main(int argc, char **argv) {
  gloss_error error = {0};
  gloss_language *language = gloss_language_new("none", NULL, &error);
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_buffer text = {0};
  gloss_workspace_set_language(workspace, language);
  for (uint32_t i = 0, is_name = false; i < TOKENS; i++) {
    is_name = random_unit() < (is_name ? 0.4 : 0.08);
    print_word(&text, random_rank(), is_name);
    gloss_buffer_add(&text, i % SENTENCE == SENTENCE - 1 ? GLOSS_SLICE(" . ") : GLOSS_SLICE(" "));
  }
  split_text(document, gloss_buffer_slice(&text));
  printf("%u tokens, %u words\n", document->token_count, gloss_vocabulary_kept(document->vocabulary));
  for (int kind = 0; kind < KINDS; kind++)
    if (argc < 2 || atoi(argv[1]) == kind) bench_patterns(document, (enum kind)kind, argc > 2 ? (uint32_t)atoi(argv[2]) : 0);
  gloss_buffer_free(&text);
  gloss_workspace_close(workspace);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  gloss_language_free(language);
  return 0;
}

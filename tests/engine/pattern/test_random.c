/* Patterns at random, against the slow matcher. */
#include "slow_pattern.h"

typedef struct chosen {
  uint32_t ends[64];
  uint32_t count;
  gloss_span wanted; /* the captures looked for, of a match that ends here */
  const gloss_span *captures;
  const uint32_t *labels; /* of the engine's pattern: the number of each capture */
  uint32_t label_count;
  bool is_seen;
} chosen;

static void note_end(slow_search *search, uint32_t end) {
  chosen *chosen = search->context;
  for (uint32_t i = 0; i < chosen->count; i++)
    if (chosen->ends[i] == end) return;
  chosen->ends[chosen->count++] = end;
}

static bool same_span(gloss_span a, gloss_span b) {
  return a.start == b.start && a.end == b.end;
}

static void look_for_captures(slow_search *search, uint32_t end) {
  chosen *chosen = search->context;
  bool same = end == chosen->wanted.end;
  for (uint32_t i = 0; same && i < chosen->label_count; i++)
    same = same_span(chosen->captures[i], search->captures[chosen->labels[i]]);
  chosen->is_seen |= same;
}

typedef struct trial {
  ground *ground;
  slow_pattern slow;
  gloss_pattern *pattern;
  gloss_buffer query;
  bool gave_up; /* too many ways to try them all */
} trial;

static void try_all_ways(trial *trial, gloss_span region, uint32_t start, chosen *chosen, void (*found)(slow_search *, uint32_t)) {
  slow_search search = {
      .document = trial->ground->document, .layer = trial->ground->layer, .region = region, .found = found, .context = chosen};
  for (int i = 0; i < SLOW_LABELS; i++) search.captures[i] = (gloss_span){UINT32_MAX, UINT32_MAX};
  slow_walk(&search, trial->slow.root, start, NULL);
  trial->gave_up |= search.steps > SLOW_STEPS_MAX;
}

static void check_captures(trial *trial, gloss_span region, gloss_span tokens, const gloss_span *captures) {
  uint32_t labels[SLOW_LABELS];
  chosen chosen = {
      .wanted = tokens, .captures = captures, .labels = labels, .label_count = gloss_pattern_label_count(trial->pattern)};
  for (uint32_t i = 0; i < chosen.label_count; i++) labels[i] = (uint32_t)(gloss_pattern_label(trial->pattern, i).data[1] - '0');
  try_all_ways(trial, region, tokens.start, &chosen, look_for_captures);
  if (!chosen.is_seen && !trial->gave_up)
    fail_msg("%s: no way has these captures in %u..%u", trial->query.data, tokens.start, tokens.end);
}

static void expect_hit(trial *trial, gloss_pattern_found found, uint32_t *next, gloss_span region, gloss_span tokens) {
  if (trial->gave_up) return;
  if (*next == found.count || !same_span(found.hits[*next].tokens, tokens))
    fail_msg("%s in '%.*s': %u..%u is missing", trial->query.data, GLOSS_PRINT(trial->ground->document->text), tokens.start,
             tokens.end);
  check_captures(trial, region, tokens, found.captures + found.hits[*next].captures);
  ++*next;
}

static int longer_first(const void *a, const void *b) {
  return (*(const uint32_t *)a < *(const uint32_t *)b) - (*(const uint32_t *)a > *(const uint32_t *)b);
}

/* Where the search goes on: after the match, or one further. */
static uint32_t check_start(trial *trial, gloss_pattern_found found, uint32_t *next, gloss_span region, uint32_t start) {
  chosen chosen = {0};
  try_all_ways(trial, region, start, &chosen, note_end);
  if (chosen.count == 0) return start + 1;
  qsort(chosen.ends, chosen.count, sizeof *chosen.ends, longer_first);
  for (uint32_t i = 0; trial->slow.strategy == GLOSS_ALL && i < chosen.count; i++)
    expect_hit(trial, found, next, region, (gloss_span){start, chosen.ends[i]});
  if (trial->slow.strategy == GLOSS_ALL) return start + 1;
  uint32_t end = chosen.ends[trial->slow.strategy == GLOSS_LONGEST ? 0 : chosen.count - 1];
  expect_hit(trial, found, next, region, (gloss_span){start, end});
  return end;
}

static void check_region(trial *trial, gloss_pattern_found found, uint32_t *next, gloss_span region, gloss_span tokens) {
  if (region.start < tokens.start) region.start = tokens.start;
  if (region.end > tokens.end) region.end = tokens.end;
  for (uint32_t start = region.start; start < region.end && !trial->gave_up;)
    start = check_start(trial, found, next, region, start);
}

static void check_found(trial *trial, gloss_pattern_found found, gloss_span tokens) {
  const gloss_document *document = trial->ground->document;
  uint32_t next = 0;
  trial->gave_up = false;
  if (trial->slow.within == GLOSS_WITHIN_SENTENCE)
    for (uint32_t i = 0; i < document->sentence_count; i++)
      check_region(trial, found, &next, document->sentences[i].tokens, tokens);
  else if (trial->slow.within == GLOSS_WITHIN_BLOCK)
    for (uint32_t i = 0; i < document->block_count; i++) check_region(trial, found, &next, document->blocks[i].tokens, tokens);
  else check_region(trial, found, &next, tokens, tokens);
  if (next < found.count && !trial->gave_up)
    fail_msg("%s in '%.*s': %u..%u should not be", trial->query.data, GLOSS_PRINT(document->text), found.hits[next].tokens.start,
             found.hits[next].tokens.end);
}

/* Draws until there is one that cannot match without a token. */
static void draw_pattern(trial *trial, ground *ground, uint64_t *seed) {
  gloss_error error = {0};
  trial->ground = ground;
  for (trial->pattern = NULL; trial->pattern == NULL;) {
    slow_random(&trial->slow, seed, 5);
    slow_query(&trial->slow, &trial->query);
    trial->pattern = gloss_pattern_new(gloss_slice_of(trial->query.data), ground_lookup, ground, &error);
    if (trial->pattern == NULL && strstr(error.message, "match nothing at all") == NULL) fail_msg("%s", error.message);
  }
  gloss_error_clear(&error);
}

static void draw_text(ground *ground, uint64_t *seed, gloss_buffer *text) {
  static const char *const words[] = {"a", "b", "c", "a", "b", "A", "B", "ab"};
  static const char *const types[] = {"X", "Y", NULL};
  uint32_t count = random_below(seed, 24), rows;
  gloss_buffer_clear(text);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t choice = random_below(seed, 12);
    gloss_buffer_print(text, "%s%s ", choice == 0 ? "| " : choice == 1 ? "|| " : "", words[random_below(seed, 8)]);
  }
  gloss_buffer_string(text);
  gloss_document *document = ground_text(ground, gloss_buffer_slice(text));
  if ((count = document->token_count) == 0) return;
  for (rows = random_below(seed, 12); rows > 0; rows--) {
    uint32_t start = random_below(seed, count), size = random_below(seed, 4), end = start + size < count ? start + size : count;
    uint32_t row = ground_annotate(ground, start, end, types[random_below(seed, 3)]);
    if (random_below(seed, 2)) ground_set(ground, row, "of", gloss_value_string(GLOSS_SLICE("x")));
    if (random_below(seed, 6) == 0) gloss_document_remove(document, ground->layer, row);
  }
}

static void check_trials(trial *trials, uint32_t count, gloss_pattern_group *group, uint64_t *seed) {
  const gloss_document *document = trials->ground->document;
  gloss_span all = {0, document->token_count};
  gloss_pattern_group_scan(group, document, all);
  for (uint32_t i = 0; i < count; i++) check_found(&trials[i], gloss_pattern_group_found(group, i), all);
  if (all.end == 0) return;
  uint32_t start = random_below(seed, all.end), one = random_below(seed, count);
  gloss_span some = {start, start + random_below(seed, all.end - start + 1)};
  check_found(&trials[one], gloss_pattern_group_scan_one(group, one, document, some), some);
  for (uint32_t i = 0; i < count; i++) check_found(&trials[i], gloss_pattern_group_found(group, i), all);
  gloss_pattern_group_scan(group, document, some);
  for (uint32_t i = 0; i < count; i++) check_found(&trials[i], gloss_pattern_group_found(group, i), some);
}

/* So many patterns together, over so many texts. */
static void check_round(trial *trials, uint32_t count, int texts, uint64_t *seed) {
  ground ground;
  gloss_buffer text = {0};
  const gloss_pattern **patterns = gloss_allocate(count * sizeof *patterns);
  open_ground(&ground);
  for (uint32_t i = 0; i < count; i++) {
    draw_pattern(&trials[i], &ground, seed);
    patterns[i] = trials[i].pattern;
  }
  gloss_pattern_group *group = gloss_pattern_group_new(patterns, count, ground.matcher);
  for (int i = 0; i < texts; i++) {
    draw_text(&ground, seed, &text);
    check_trials(trials, count, group, seed);
  }
  gloss_pattern_group_free(group);
  for (uint32_t i = 0; i < count; i++) gloss_pattern_free(trials[i].pattern);
  close_ground(&ground);
  gloss_buffer_free(&text);
  free(patterns);
}

static void check_rounds(int rounds, uint32_t together, int texts, uint64_t seed) {
  trial *trials = gloss_allocate_zeroed(together, sizeof *trials);
  for (int round = 0; round < rounds; round++) check_round(trials, together, texts, &seed);
  for (uint32_t i = 0; i < together; i++) gloss_buffer_free(&trials[i].query);
  free(trials);
}

static void random_patterns_match_as_a_slow_matcher_says(void **state) {
  (void)state;
  check_rounds(800, 6, 8, 20240607);
}

/* More than a row of marks has words of 64 bits for one `within`. */
static void many_random_patterns_match_as_a_slow_matcher_says(void **state) {
  (void)state;
  check_rounds(4, 300, 8, 20261127);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(random_patterns_match_as_a_slow_matcher_says),
    cmocka_unit_test(many_random_patterns_match_as_a_slow_matcher_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

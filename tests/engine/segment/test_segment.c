#include "segmented.h"
#include "total.h"

#define ENGLISH GLOSS_SCRIPTS "/lang/en"

/* Splits the text, and checks what holds of all texts. Returns how many tokens there are. */
static uint32_t check_total(segmenting *c, gloss_slice text) {
  segmenting_begin(c, text);
  segmenting_split(c, GLOSS_LAYOUT_ARTICLE);
  const char *wrong = total_check(c->document);
  if (wrong) fail_msg("%s: %.*s", wrong, text.size > 400 ? 400 : (int)text.size, text.data);
  uint32_t tokens = c->document->token_count;
  segmenting_end(c);
  return tokens;
}

static uint64_t seed = 88172645463325252u;

/* Pieces that meet each other's rules. */
static void add_piece(gloss_buffer *text) {
  static const char *const pieces[] = {
    "a", "I", "Mr", "U.S", "can't", "cannot", "Inc", "1", "10:30", "3.5", "www.", "http://", "@", "#", "x@y.com", ".com",
    "'", "’", "\"", "“", "”", "``", "''", "(", ")", "[", "]", ".", "...", "…", "!", "?", ",", ":", ";", "-", "--", "—", "_",
    "*", "/", "&", "$", "%", "€", "👍🏽", "🇩🇪", "\xe2\x80\x8d", "é", "e\xcc\x81", "東", "ก", "\xc2\xad", "\xe2\x80\x8b",
    " ", " ", " ", "\n", "\n\n", "\t", "\r\n", "\xc2\xa0", "\xe2\x80\xa8", "km", "said", "The", "read also:", "by "};
  gloss_buffer_add(text, gloss_slice_of(pieces[random_below(&seed, sizeof pieces / sizeof *pieces)]));
}

static void every_character_is_in_one_token_of_one_sentence_of_one_block(void **state) {
  (void)state;
  const char *const folders[] = {ENGLISH, GLOSS_SCRIPTS "/lang/de", NULL};
  gloss_buffer text = {0};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    segmenting c = segmenting_open(folders[i]);
    for (uint32_t round = 0; round < 3000; round++) {
      gloss_buffer_clear(&text);
      for (uint32_t pieces = random_below(&seed, 60); pieces > 0; pieces--) add_piece(&text);
      check_total(&c, gloss_buffer_slice(&text));
    }
    segmenting_close(&c);
  }
  gloss_buffer_free(&text);
}

static void control_characters_are_tokens_too(void **state) {
  (void)state;
  segmenting c = segmenting_open(ENGLISH);
  check_total(&c, (gloss_slice){"a\0b \x01\x02. \x7f", 9});
  check_total(&c, (gloss_slice){"\0", 1});
  check_total(&c, (gloss_slice){"", 0});
  segmenting_close(&c);
}

static void a_word_of_two_megabytes_is_split_where_a_character_ends(void **state) {
  (void)state;
  segmenting c = segmenting_open(ENGLISH);
  gloss_buffer text = split_repeated("é", 1 << 20);
  assert_int_equal(check_total(&c, gloss_buffer_slice(&text)), (2 << 20) / (GLOSS_TOKEN_SIZE_MAX - 1) + 1);
  gloss_buffer_free(&text);
  segmenting_close(&c);
}

static void neutral_rules_know_no_word(void **state) {
  (void)state;
  const segment_case tokens[] = {{"Dr. Ann can't, at 10:30, well-known", "Dr|.|Ann|can't|,|at|10:30|,|well-known"}, {NULL, NULL}};
  const segment_case sentences[] = {{"Ena dva. Tri! Štiri?", "Ena dva.|Tri!|Štiri?"}, {NULL, NULL}};
  check_cases(NULL, GLOSS_LAYOUT_BODY, TOKENS, tokens);
  check_cases(NULL, GLOSS_LAYOUT_BODY, SENTENCES, sentences);
}

static void german_is_data(void **state) {
  (void)state;
  const segment_case tokens[] = {
    {"Am 3. Oktober kam der US-Präsident.", "Am|3.|Oktober|kam|der|US-Präsident|."},
    {"z.B. Dr. Meier, 5km", "z.B.|Dr.|Meier|,|5|km"},
    {NULL, NULL}};
  const segment_case sentences[] = {
    {"Am 3. Oktober kam Dr. Meier. Er blieb bis 18 Uhr.", "Am 3. Oktober kam Dr. Meier.|Er blieb bis 18 Uhr."},
    {"„Gehen Sie?“ fragte Meier. Nein.", "„Gehen Sie?“ fragte Meier.|Nein."},
    {NULL, NULL}};
  const segment_case kinds[] = {
    {"Rat tagt\n\nVon Anna Müller\n\nDer Rat tagte bis spät in die Nacht.\n\nLesen Sie auch: Der Hafen",
     "title|byline|paragraph|boilerplate"},
    {NULL, NULL}};
  check_cases(GLOSS_SCRIPTS "/lang/de", GLOSS_LAYOUT_BODY, TOKENS, tokens);
  check_cases(GLOSS_SCRIPTS "/lang/de", GLOSS_LAYOUT_BODY, SENTENCES, sentences);
  check_cases(GLOSS_SCRIPTS "/lang/de", GLOSS_LAYOUT_ARTICLE, KINDS, kinds);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_character_is_in_one_token_of_one_sentence_of_one_block),
    cmocka_unit_test(control_characters_are_tokens_too),
    cmocka_unit_test(a_word_of_two_megabytes_is_split_where_a_character_ends),
    cmocka_unit_test(neutral_rules_know_no_word),
    cmocka_unit_test(german_is_data),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

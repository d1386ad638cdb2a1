#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "phrase/phrases.h"
#include "pattern/fields.h"
#include "spaced.h"

/* And clears it. */
static void assert_message(gloss_error *error, const char *expected) {
  assert_string_equal(error->message, expected);
  gloss_error_clear(error);
}

static const gloss_phrase_tokenizer spaces = {NULL, NULL};

static const gloss_value one = {.kind = GLOSS_INTEGER, .integer = 1};

static gloss_phrases *list_of(gloss_phrase_settings settings, const char *const *phrases) {
  gloss_error error = {0};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(settings, spaces);
  for (; *phrases; phrases++)
    if (!add_phrase(builder, gloss_slice_of(*phrases), "weight", one, &error)) fail_msg("%s", error.message);
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  return list;
}

/* The hits of a document: "text=name" of the first entry, "+1" for each more, ";" between. */
static void show_hits(const gloss_phrases *list, gloss_phrase_words *words, const gloss_document *document, gloss_buffer *shown) {
  gloss_phrase_hit hit;
  for (uint32_t from = 0; gloss_phrases_find(list, words, document, from, document->token_count, &hit); from = hit.tokens.end) {
    gloss_slice text = gloss_document_slice(document, gloss_document_bytes_of(document, hit.tokens));
    gloss_slice name = gloss_phrases_name(list, hit.first);
    gloss_buffer_print(shown, "%s%.*s=%.*s", shown->size ? "; " : "", GLOSS_PRINT(text), GLOSS_PRINT(name));
    if (hit.count > 1) gloss_buffer_print(shown, "+%u", hit.count - 1);
  }
}

static void check_hits(const gloss_phrases *list, const gloss_language *language, const char *text, const char *expected) {
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_buffer shown = {0};
  gloss_workspace_set_language(workspace, language);
  split_spaced(document, gloss_slice_of(text));
  gloss_phrase_words *words = gloss_phrase_words_new(list, document->vocabulary);
  show_hits(list, words, document, &shown);
  assert_string_equal(gloss_buffer_string(&shown), expected);
  gloss_buffer_free(&shown);
  gloss_phrase_words_free(words);
  gloss_workspace_close(workspace);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
}

static gloss_language *neutral(void) {
  return gloss_language_new("none", NULL, &(gloss_error){0});
}

static void check(gloss_phrase_settings settings, const char *const *phrases, const char *text, const char *expected) {
  gloss_language *language = settings.language ? NULL : neutral();
  gloss_phrases *list = list_of(settings, phrases);
  check_hits(list, settings.language ? settings.language : language, text, expected);
  gloss_phrases_free(list);
  gloss_language_free(language);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})
static const gloss_phrase_settings fold = {.letter_case = GLOSS_CASE_FOLD}, exact = {.letter_case = GLOSS_CASE_EXACT},
                                   smart = {.letter_case = GLOSS_CASE_SMART};

static void the_longest_phrase_wins(void **state) {
  (void)state;
  const char *const *names = LIST("New York", "New", "New York Times", "York Times building");
  check(fold, names, "in New York , the New York Times building", "New York=New York; New York Times=New York Times");
  check(fold, names, "New Year New York Time", "New=New; New York=New York");
}

static void a_dead_end_falls_back_on_what_ended_before(void **state) {
  (void)state;
  check(fold, LIST("a", "a b c d", "b c"), "a b c e", "a=a; b c=b c");
}

static void hits_do_not_overlap(void **state) {
  (void)state;
  check(fold, LIST("a b", "b c", "c"), "a b c b c", "a b=a b; c=c; b c=b c");
}

static void a_phrase_stays_in_its_sentence(void **state) {
  (void)state;
  check(fold, LIST("New York", "York"), "New | York | New York", "York=York; New York=New York");
}

static void duplicates_keep_all_entries_in_order(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(smart, spaces);
  const char *const rows[][2] = {{"Paris", "1"}, {"Lima", "2"}, {"Paris", "3"}, {"paris", "4"}, {"Paris", NULL}};
  for (int i = 0; i < 5; i++) {
    gloss_value id = rows[i][1] ? gloss_value_string(gloss_slice_of(rows[i][1])) : (gloss_value){0};
    assert_true(add_phrase(builder, gloss_slice_of(rows[i][0]), "id", id, &error));
  }
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  uint32_t first;
  assert_int_equal(gloss_phrases_count(list), 5);
  assert_int_equal(gloss_phrases_column_count(list), 1);
  assert_slice(gloss_phrases_column(list, 0), "id");
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("Paris"), &first), 3);
  assert_slice(string_of(list, first, 0), "1");
  assert_slice(string_of(list, first + 1, 0), "3");
  assert_null(string_of(list, first + 2, 0).data);
  assert_slice(gloss_phrases_name(list, first + 2), "Paris");
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("paris"), &first), 1);
  assert_slice(string_of(list, first, 0), "4");
  gloss_phrases_free(list);
}

static void fields_are_values(void **state) {
  (void)state;
  const gloss_pair pairs[] = {{GLOSS_SLICE("a"), {.kind = GLOSS_BOOLEAN, .boolean = true}},
                              {GLOSS_SLICE("b"), {.kind = GLOSS_NIL}}};
  const gloss_value map = {.kind = GLOSS_MAP, .size = 2, .pairs = pairs};
  const gloss_value values[] = {{.kind = GLOSS_INTEGER, .integer = INT64_MIN}, {.kind = GLOSS_INTEGER, .integer = -1},
                                {.kind = GLOSS_INTEGER, .integer = INT64_MAX}, {.kind = GLOSS_NUMBER, .number = -0.1}, map,
                                {.kind = GLOSS_LIST, .size = 1, .items = &map}, gloss_value_string(GLOSS_SLICE("")),
                                {.kind = GLOSS_BOOLEAN}, {.kind = GLOSS_LIST}};
  gloss_error error = {0};
  gloss_arena arena = {0};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(smart, spaces);
  uint32_t count = sizeof values / sizeof *values;
  for (uint32_t i = 0; i < count; i++)
    assert_true(add_phrase(builder, GLOSS_SLICE("Paris"), i % 2 ? "odd" : "even", values[i], &error));
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  for (uint32_t i = 0; i < count; i++) {
    assert_true(gloss_value_equal(field_of(list, i, i % 2, &arena), values[i]));
    assert_int_equal(field_of(list, i, 1 - i % 2, &arena).kind, GLOSS_NIL);
  }
  gloss_arena_free(&arena);
  gloss_phrases_free(list);
}

static void exact_is_as_written(void **state) {
  (void)state;
  check(exact, LIST("US", "iPhone", "it"), "US us Us iPhone IPHONE it It", "US=US; iPhone=iPhone; it=it");
}

static void fold_is_any_case(void **state) {
  (void)state;
  check(fold, LIST("US", "Straße", "Élan"), "us Us STRASSE élan", "us=US; Us=US; STRASSE=Straße; élan=Élan");
}

static void smart_knows_small_letters_and_capitals(void **state) {
  (void)state;
  check(smart, LIST("apple", "Ford", "de Gaulle"), "APPLE Apple Ford FORD ford DE GAULLE De Gaulle de Gaulle",
        "APPLE=apple; Apple=apple; Ford=Ford; FORD=Ford; DE GAULLE=de Gaulle; de Gaulle=de Gaulle");
}

static void smart_takes_the_name_that_is_nearest(void **state) {
  (void)state;
  const char *const *names = LIST("us", "US", "Us");
  check(smart, names, "us US Us uS", "us=us; US=US; Us=Us; uS=us");
  check(smart, LIST("McDonald", "Mcdonald"), "MCDONALD Mcdonald McDonald MCdonald",
        "MCDONALD=McDonald; Mcdonald=Mcdonald; McDonald=McDonald");
}

static void capitals_are_of_the_whole_phrase(void **state) {
  (void)state;
  check(smart, LIST("New York"), "NEW YORK | NEW York | new york", "NEW YORK=New York");
}

static void apostrophes_and_dashes_are_alike(void **state) {
  (void)state;
  check(exact, LIST("O'Neill", "Jean–Luc"), "O’Neill Jean-Luc", "O’Neill=O'Neill; Jean-Luc=Jean–Luc");
}

static void digits_and_signs_have_no_case(void **state) {
  (void)state;
  check(smart, LIST("3M", "1984", "§ 5"), "3M 3m 1984 § 5", "3M=3M; 1984=1984; § 5=§ 5");
}

static void a_star_takes_all_words_that_begin_so(void **state) {
  (void)state;
  gloss_phrase_settings lexicon = {.letter_case = GLOSS_CASE_FOLD, .weights = true};
  const char *const *words = LIST("abus*", "abuse", "abused*", "child abus*", "s**t", ":*");
  check(lexicon, words, "abuse Abusers abused abusedly ab", "abuse=abuse; Abusers=abus*; abused=abused*; abusedly=abused*");
  check(lexicon, words, "child abuse s**t :* :)", "child abuse=child abus*; s**t=s**t; :*=:*");
}

static void the_word_itself_is_nearer_than_a_star(void **state) {
  (void)state;
  gloss_phrase_settings lexicon = {.letter_case = GLOSS_CASE_EXACT, .weights = true};
  check(lexicon, LIST("abus*", "Abuse"), "abuse Abuse Abused", "abuse=abus*; Abuse=Abuse");
}

static void a_star_elsewhere_is_an_error(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_phrase_settings lexicon = {.letter_case = GLOSS_CASE_FOLD, .weights = true};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(lexicon, spaces);
  assert_false(add_phrase(builder, GLOSS_SLICE("abus* of"), "weight", one, &error));
  assert_message(&error, "\"abus* of\": a star can only stand after the last word");
  gloss_phrase_builder_free(builder);
}

/* A language of a few irregular forms, in a folder that is gone again when it has been read. */
static gloss_language *small_language(void) {
  char folder[] = "/tmp/gloss-language-XXXXXX", path[64];
  gloss_error error = {0};
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/lemmas.tsv", folder);
  FILE *file = fopen(path, "w");
  fputs("form\tlemma\nsaid\tsay\nsays\tsay\nwounds\twound\nwounded\twound\nwound\twind\nwinds\twind\n", file);
  fclose(file);
  gloss_language *language = gloss_language_new("small", folder, &error);
  if (language == NULL) fail_msg("%s", error.message);
  unlink(path);
  rmdir(folder);
  return language;
}

static void lemmas_meet_when_asked_for(void **state) {
  (void)state;
  gloss_language *language = small_language();
  gloss_phrase_settings by_lemma = {.letter_case = GLOSS_CASE_FOLD, .by_lemma = true, .language = language};
  check(by_lemma, LIST("say", "they say so"), "He said it | they said so", "said=say; they said so=they say so");
  check(by_lemma, LIST("said"), "say says said", "say=said; says=said; said=said");
  check(by_lemma, LIST("say", "said"), "say says said", "say=say; says=say; said=said");
  check(by_lemma, LIST("wound"), "wounded wounds wound", "wounded=wound; wounds=wound; wound=wound");
  check(by_lemma, LIST("wind", "wound"), "wounded winds wound", "wounded=wound; winds=wind; wound=wound");
  gloss_language_free(language);
}

static void lemmas_keep_to_the_case(void **state) {
  (void)state;
  gloss_language *language = small_language();
  gloss_phrase_settings by_lemma = {.letter_case = GLOSS_CASE_SMART, .by_lemma = true, .language = language};
  check(by_lemma, LIST("Wound"), "Wounded WOUNDED wounded", "Wounded=Wound; WOUNDED=Wound");
  gloss_language_free(language);
}

static void a_phrase_is_found_without_a_text(void **state) {
  (void)state;
  gloss_phrases *list = list_of(smart, LIST("New York", "New York Times", "apple"));
  uint32_t first;
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("New  York"), &first), 1);
  assert_slice(gloss_phrases_name(list, first), "New York");
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("APPLE"), &first), 1);
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("new york"), &first), 0);
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("New"), &first), 0);
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("New York City"), &first), 0);
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE(""), &first), 0);
  assert_int_equal(gloss_phrases_get(list, GLOSS_SLICE("\xff"), &first), 0);
  gloss_phrases_free(list);
}

static void a_word_of_the_vocabulary_is_found(void **state) {
  (void)state;
  gloss_language *language = neutral();
  gloss_vocabulary *vocabulary = gloss_vocabulary_new(language);
  gloss_phrases *list = list_of(smart, LIST("Apple", "apple pie"));
  gloss_phrase_words *words = gloss_phrase_words_new(list, vocabulary);
  uint32_t first;
  assert_int_equal(gloss_phrases_get_word(list, words, gloss_vocabulary_intern(vocabulary, GLOSS_SLICE("APPLE")), &first), 1);
  assert_slice(gloss_phrases_name(list, first), "Apple");
  assert_int_equal(gloss_phrases_get_word(list, words, gloss_vocabulary_intern(vocabulary, GLOSS_SLICE("apple")), &first), 0);
  assert_int_equal(gloss_phrases_get_word(list, words, gloss_vocabulary_intern(vocabulary, GLOSS_SLICE("pie")), &first), 0);
  gloss_phrase_words_free(words);
  gloss_phrases_free(list);
  gloss_vocabulary_free(vocabulary);
  gloss_language_free(language);
}

/* Every phrase is told by its neighbours: shared prefixes, none found where it is not. */
static void many_phrases_share_what_they_begin_with(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(exact, spaces);
  char phrase[64];
  for (int i = 0; i < 100000; i++) {
    snprintf(phrase, sizeof phrase, "one and the same %d %d", i % 10, i);
    assert_true(add_plain_phrase(builder, gloss_slice_of(phrase), &error));
  }
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  uint32_t first;
  for (int i = 0; i < 100000; i += 7) {
    snprintf(phrase, sizeof phrase, "one and the same %d %d", i % 10, i);
    assert_int_equal(gloss_phrases_get(list, gloss_slice_of(phrase), &first), 1);
    assert_slice(gloss_phrases_name(list, first), phrase);
    snprintf(phrase, sizeof phrase, "one and the same %d %d", (i + 1) % 10, i);
    assert_int_equal(gloss_phrases_get(list, gloss_slice_of(phrase), &first), 0);
  }
  gloss_phrases_free(list);
}

static void a_phrase_has_a_bound(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_buffer phrase = {0};
  gloss_phrase_builder *builder = gloss_phrase_builder_new(fold, spaces);
  for (int i = 0; i < GLOSS_PHRASE_TOKENS_MAX; i++) gloss_buffer_add(&phrase, GLOSS_SLICE("word "));
  assert_true(add_plain_phrase(builder, gloss_buffer_slice(&phrase), &error));
  for (int i = GLOSS_PHRASE_TOKENS_MAX; i < 10000; i++) gloss_buffer_add(&phrase, GLOSS_SLICE("word "));
  assert_false(add_plain_phrase(builder, gloss_buffer_slice(&phrase), &error));
  assert_message(&error, "\"word word word word word word word word …\" has 10000 words; a phrase may have 255");
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  uint32_t first;
  phrase.size = GLOSS_PHRASE_TOKENS_MAX * 5;
  assert_int_equal(gloss_phrases_get(list, gloss_buffer_slice(&phrase), &first), 1);
  phrase.size = 9000 * 5;
  assert_int_equal(gloss_phrases_get(list, gloss_buffer_slice(&phrase), &first), 0);
  gloss_phrases_free(list);
  gloss_phrase_builder_free(builder);
  gloss_buffer_free(&phrase);
}

static void an_empty_list_finds_nothing(void **state) {
  (void)state;
  check(smart, (const char *const[]){NULL}, "some words", "");
}

static void words_of_the_tail_are_forgotten_with_it(void **state) {
  (void)state;
  gloss_language *language = neutral();
  gloss_schema *schema = gloss_schema_new();
  gloss_workspace *workspace = gloss_workspace_new(schema);
  gloss_phrases *list = list_of(fold, LIST("late", "last word"));
  gloss_document *document = gloss_workspace_open(workspace);
  gloss_workspace_set_language(workspace, language);
  gloss_vocabulary *vocabulary = document->vocabulary;
  gloss_phrase_words *words = gloss_phrase_words_new(list, vocabulary);
  char word[16];
  for (int i = 0; i < GLOSS_KEPT_WORDS; i++) {
    snprintf(word, sizeof word, "w%d", i);
    gloss_vocabulary_intern(vocabulary, gloss_slice_of(word));
  }
  gloss_workspace_close(workspace);
  const char *const texts[] = {"odd late last word", "late odd last word", "never heard of"};
  const char *const expected[] = {"late=late; last word=last word", "late=late; last word=last word", ""};
  for (int i = 0; i < 3; i++) {
    gloss_buffer shown = {0};
    document = gloss_workspace_open(workspace);
    gloss_workspace_set_language(workspace, language);
    split_spaced(document, gloss_slice_of(texts[i]));
    assert_true(document->tokens[0].word >= GLOSS_TAIL);
    show_hits(list, words, document, &shown);
    assert_string_equal(gloss_buffer_string(&shown), expected[i]);
    gloss_workspace_close(workspace);
    gloss_buffer_free(&shown);
  }
  gloss_phrase_words_free(words);
  gloss_phrases_free(list);
  gloss_workspace_free(workspace);
  gloss_schema_free(schema);
  gloss_language_free(language);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_longest_phrase_wins),
    cmocka_unit_test(a_dead_end_falls_back_on_what_ended_before),
    cmocka_unit_test(hits_do_not_overlap),
    cmocka_unit_test(a_phrase_stays_in_its_sentence),
    cmocka_unit_test(duplicates_keep_all_entries_in_order),
    cmocka_unit_test(fields_are_values),
    cmocka_unit_test(exact_is_as_written),
    cmocka_unit_test(fold_is_any_case),
    cmocka_unit_test(smart_knows_small_letters_and_capitals),
    cmocka_unit_test(smart_takes_the_name_that_is_nearest),
    cmocka_unit_test(capitals_are_of_the_whole_phrase),
    cmocka_unit_test(apostrophes_and_dashes_are_alike),
    cmocka_unit_test(digits_and_signs_have_no_case),
    cmocka_unit_test(a_star_takes_all_words_that_begin_so),
    cmocka_unit_test(the_word_itself_is_nearer_than_a_star),
    cmocka_unit_test(a_star_elsewhere_is_an_error),
    cmocka_unit_test(lemmas_meet_when_asked_for),
    cmocka_unit_test(lemmas_keep_to_the_case),
    cmocka_unit_test(a_phrase_is_found_without_a_text),
    cmocka_unit_test(a_word_of_the_vocabulary_is_found),
    cmocka_unit_test(many_phrases_share_what_they_begin_with),
    cmocka_unit_test(a_phrase_has_a_bound),
    cmocka_unit_test(an_empty_list_finds_nothing),
    cmocka_unit_test(words_of_the_tail_are_forgotten_with_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

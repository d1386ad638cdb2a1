#include "read/json.h"

#include <float.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "check.h"

typedef struct fixture {
  gloss_json *json;
  gloss_arena arena;
  gloss_buffer padded;
  gloss_json_mended mended;
  gloss_error error;
} fixture;

static int open_fixture(void **state) {
  fixture *f = calloc(1, sizeof *f);
  f->json = gloss_json_new();
  *state = f;
  return 0;
}

static int close_fixture(void **state) {
  fixture *f = *state;
  gloss_json_free(f->json);
  gloss_arena_free(&f->arena);
  gloss_buffer_free(&f->padded);
  gloss_error_clear(&f->error);
  free(f);
  return 0;
}

static bool parse_slice(fixture *f, gloss_slice text, gloss_value *value) {
  gloss_buffer_clear(&f->padded);
  gloss_buffer_add(&f->padded, text);
  gloss_buffer_reserve(&f->padded, GLOSS_JSON_PADDING);
  return gloss_json_parse(f->json, gloss_buffer_slice(&f->padded), &f->arena, value, &f->mended, &f->error);
}

static gloss_value parsed(fixture *f, const char *text) {
  gloss_value value;
  if (!parse_slice(f, gloss_slice_of(text), &value)) fail_msg("%s: %s", text, f->error.message);
  return value;
}

static void assert_string(fixture *f, const char *text, const char *meaning) {
  gloss_value value = parsed(f, text);
  assert_int_equal(value.kind, GLOSS_STRING);
  assert_slice(gloss_value_slice(value), meaning);
}

static void assert_refused(fixture *f, const char *text, const char *message) {
  gloss_value value;
  if (parse_slice(f, gloss_slice_of(text), &value)) fail_msg("%s is accepted", text);
  assert_string_equal(f->error.message, message);
}

static void every_escape_means_its_character(void **state) {
  assert_string(*state, "\"a\\\"b\\\\c\\/d\\be\\ff\\ng\\rh\\ti\"", "a\"b\\c/d\be\ff\ng\rh\ti");
  assert_string(*state, "\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00\"", "Aé€😀");
  assert_string(*state, "\"\"", "");
}

static void an_escaped_nul_is_a_character(void **state) {
  gloss_value value = parsed(*state, "\"a\\u0000b\"");
  assert_int_equal(value.size, 3);
  assert_memory_equal(value.string, "a\0b", 3);
}

static void a_lone_surrogate_becomes_a_replacement_character(void **state) {
  fixture *f = *state;
  assert_string(f, "\"a\\ud800b\\udc00c\"", "a\uFFFDb\uFFFDc");
  assert_int_equal(f->mended.surrogates, 2);
  assert_string(f, "\"\\ud800\\u0041\"", "\uFFFDA");
  assert_string(f, "\"\\ud800\\ud83d\\ude00\"", "\uFFFD😀");
  assert_int_equal(f->mended.surrogates, 1);
  assert_string(f, "\"\\ud800\"", "\uFFFD");
  assert_string(f, "\"ok\"", "ok");
  assert_int_equal(f->mended.surrogates, 0);
}

static void a_wrong_escape_is_refused_with_its_place(void **state) {
  assert_refused(*state, "\"ab\\q\"", "broken JSON: no such escape at byte 4");
  assert_refused(*state, "\"\\u12g4\"", "broken JSON: no such escape at byte 2");
  assert_refused(*state, "\"\\u12\"", "broken JSON: no such escape at byte 2");
}

static void integers_are_exact_to_their_limits(void **state) {
  assert_true(parsed(*state, "9223372036854775807").integer == INT64_MAX);
  assert_true(parsed(*state, "-9223372036854775808").integer == INT64_MIN);
  assert_int_equal(parsed(*state, "0").integer, 0);
  assert_int_equal(parsed(*state, "-12").kind, GLOSS_INTEGER);
}

static void an_integer_beyond_64_bits_is_a_number(void **state) {
  gloss_value value = parsed(*state, "9223372036854775808");
  assert_int_equal(value.kind, GLOSS_NUMBER);
  assert_true(value.number == 9223372036854775808.0);
  assert_true(parsed(*state, "-123456789012345678901234567890").number == -123456789012345678901234567890.0);
}

static void fractions_and_exponents_are_numbers(void **state) {
  assert_true(parsed(*state, "0.1").number == 0.1);
  assert_true(parsed(*state, "-1.5e3").number == -1500);
  assert_true(parsed(*state, "5E+6").number == 5e6);
  assert_true(parsed(*state, "5e-324").number == 5e-324);
  assert_true(parsed(*state, "1.7976931348623157e308").number == DBL_MAX);
}

static void malformed_numbers_are_refused(void **state) {
  static const char *const wrong[] = {"01", "-", "1.", "1e", "1e+", "-a", "1x", "0x10", "1.5.2", "--1"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_refused(*state, wrong[i], "broken JSON: a number is malformed at byte 1");
  assert_refused(*state, "1e400", "broken JSON: a number is too large or too small at byte 1");
}

static void words_are_whole(void **state) {
  assert_true(parsed(*state, "true").boolean);
  assert_int_equal(parsed(*state, "false").kind, GLOSS_BOOLEAN);
  assert_int_equal(parsed(*state, " null ").kind, GLOSS_NIL);
  assert_refused(*state, "nul", "broken JSON: no such value at byte 1");
  assert_refused(*state, "truex", "broken JSON: no such value at byte 1");
}

static void lists_and_objects_nest(void **state) {
  gloss_value value = parsed(*state, " { \"b\" : [1, [], {}, \"x\"], \"a\" : {\"c\":null} } ");
  assert_int_equal(value.size, 2);
  assert_slice(value.pairs[0].key, "a");
  gloss_value list = gloss_map_get(value, GLOSS_SLICE("b"));
  assert_int_equal(list.size, 4);
  assert_int_equal(list.items[0].integer, 1);
  assert_int_equal(list.items[1].kind, GLOSS_LIST);
  assert_int_equal(list.items[2].kind, GLOSS_MAP);
  assert_slice(gloss_value_slice(list.items[3]), "x");
}

static void of_several_members_with_one_key_the_last_counts(void **state) {
  gloss_value value = parsed(*state, "{\"a\":1,\"b\":2,\"a\":3}");
  assert_int_equal(value.size, 2);
  assert_int_equal(gloss_map_get(value, GLOSS_SLICE("a")).integer, 3);
}

static void torn_text_is_refused(void **state) {
  assert_refused(*state, "{\"a\":\"b", "truncated JSON: a string is not closed");
  assert_refused(*state, "{\"a\":1", "truncated JSON: it ends where a comma or the end of the object is expected");
  assert_refused(*state, "{\"a\":", "truncated JSON: it ends where a value is expected");
  assert_refused(*state, "{\"a\"", "truncated JSON: it ends where a colon is expected");
  assert_refused(*state, "[1,", "truncated JSON: it ends where a value is expected");
  assert_refused(*state, "", "empty, where JSON is expected");
  assert_refused(*state, " \n", "empty, where JSON is expected");
}

static void what_is_no_json_is_refused_with_its_place(void **state) {
  assert_refused(*state, "{\"a\" 1}", "broken JSON: a colon is expected at byte 6");
  assert_refused(*state, "{\"a\":1 \"b\":2}", "broken JSON: a comma or the end of the object is expected at byte 8");
  assert_refused(*state, "{\"a\":\"b\":1}", "broken JSON: a comma or the end of the object is expected at byte 9");
  assert_refused(*state, "{1:2}", "broken JSON: a key is expected at byte 2");
  assert_refused(*state, "{\"a\":1,}", "broken JSON: a key is expected at byte 8");
  assert_refused(*state, "[1,]", "broken JSON: a value is expected at byte 4");
  assert_refused(*state, "[1}", "broken JSON: a comma or the end of the list is expected at byte 3");
  assert_refused(*state, "{} x", "broken JSON: the end is expected at byte 4");
  assert_refused(*state, "abc", "broken JSON: a value is expected at byte 1");
}

static void a_control_character_in_a_string_is_refused(void **state) {
  assert_refused(*state, "\"a\tb\"", "broken JSON: a control character stands unescaped in a string");
}

static void broken_utf8_is_repaired_and_counted(void **state) {
  fixture *f = *state;
  assert_string(f, "\"a\xff" "b\xc3\"", "a\uFFFDb\uFFFD");
  assert_int_equal(f->mended.sequences, 2);
  assert_int_equal(f->mended.first, 2);
}

static void depth_is_limited(void **state) {
  fixture *f = *state;
  char text[5001];
  memset(text, '[', 5000);
  text[5000] = '\0';
  assert_refused(f, text, "lists and objects are nested deeper than 1000");
  gloss_value value;
  gloss_buffer nested = {0};
  for (int i = 0; i < GLOSS_JSON_DEPTH; i++) gloss_buffer_add_char(&nested, '[');
  for (int i = 0; i < GLOSS_JSON_DEPTH; i++) gloss_buffer_add_char(&nested, ']');
  assert_true(parse_slice(f, gloss_buffer_slice(&nested), &value));
  gloss_buffer_free(&nested);
}

static void an_object_gives_its_members_as_they_stand(void **state) {
  fixture *f = *state;
  gloss_json_object object;
  gloss_buffer_add(&f->padded, GLOSS_SLICE("{\"id\": 18446744073709551615 ,\"x\\u0041\":[1, 2],\"id\":\"q\"}"));
  gloss_buffer_reserve(&f->padded, GLOSS_JSON_PADDING);
  assert_true(gloss_json_parse_object(f->json, gloss_buffer_slice(&f->padded), &f->arena, &object, &f->mended, &f->error));
  assert_int_equal(object.count, 3);
  assert_slice(object.members[0].raw, "18446744073709551615");
  assert_slice(object.members[1].key, "xA");
  assert_int_equal(object.members[1].value.size, 2);
  assert_slice(gloss_value_slice(object.members[2].value), "q");
}

/* Whatever is cut off, put in or turned: it is read or refused, and the sanitizers see nothing. */
static void changed_texts_never_crash(void **state) {
  fixture *f = *state;
  static const char text[] = "{\"text\":\"a\\u00e9\\ud83d\\ude00\\\"\",\"n\":[1,-2.5e3,true,null,{\"k\":\"\\\\\"}],\"z\":{}}";
  uint64_t random = 7;
  for (int turn = 0; turn < 20000; turn++) {
    char changed[sizeof text];
    memcpy(changed, text, sizeof text);
    for (int i = 0; i < 3; i++) changed[random_below(&random, sizeof text - 1)] = (char)random_below(&random, 256);
    gloss_value value;
    parse_slice(f, (gloss_slice){changed, 1 + random_below(&random, sizeof text - 1)}, &value);
    gloss_arena_reset(&f->arena);
  }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
  const struct CMUnitTest tests[] = {
      TEST(every_escape_means_its_character),
      TEST(an_escaped_nul_is_a_character),
      TEST(a_lone_surrogate_becomes_a_replacement_character),
      TEST(a_wrong_escape_is_refused_with_its_place),
      TEST(integers_are_exact_to_their_limits),
      TEST(an_integer_beyond_64_bits_is_a_number),
      TEST(fractions_and_exponents_are_numbers),
      TEST(malformed_numbers_are_refused),
      TEST(words_are_whole),
      TEST(lists_and_objects_nest),
      TEST(of_several_members_with_one_key_the_last_counts),
      TEST(torn_text_is_refused),
      TEST(what_is_no_json_is_refused_with_its_place),
      TEST(a_control_character_in_a_string_is_refused),
      TEST(broken_utf8_is_repaired_and_counted),
      TEST(depth_is_limited),
      TEST(an_object_gives_its_members_as_they_stand),
      TEST(changed_texts_never_crash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

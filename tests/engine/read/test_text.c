#include "sample.h"

static bool read_text(sample *s, gloss_slice bytes) {
  return read_bytes(s, "text", "in/story.en.txt", 0, bytes);
}

static void a_file_is_a_document_named_after_it(void **state) {
  sample *s = *state;
  assert_true(read_text(s, GLOSS_SLICE("A title\r\n\r\nText.\r\n")));
  assert_slice(s->document->id, "story.en");
  assert_slice(s->document->text, "A title\r\n\r\nText.\r\n");
  assert_true(s->parsed.is_article);
  assert_int_equal(s->document->warning_count, 0);
}

static void an_empty_file_is_an_empty_document(void **state) {
  sample *s = *state;
  assert_true(read_text(s, GLOSS_SLICE("")));
  assert_int_equal(s->document->text.size, 0);
}

static void broken_utf8_is_repaired_with_a_warning(void **state) {
  sample *s = *state;
  assert_true(read_text(s, GLOSS_SLICE("caf\xc3\xa9 \xe9t\xe9")));
  assert_slice(s->document->text, "café \uFFFDt\uFFFD");
  assert_int_equal(s->document->warning_count, 1);
  assert_slice(s->document->warnings[0], "not UTF-8 in 2 places, now U+FFFD; the first is byte 7");
  assert_true(s->parsed.is_mended);
}

static void windows_1252_is_told_by_its_letters(void **state) {
  sample *s = *state;
  assert_true(read_text(s, GLOSS_SLICE("\x93" "Caf\xe9\x94 au lait, \xa3" "5")));
  assert_slice(s->document->text, "“Café” au lait, £5");
  assert_slice(s->document->warnings[0], "not UTF-8; read as Windows-1252 (--encoding says it for sure)");
  assert_true(s->parsed.is_mended);
}

static void what_looks_binary_is_refused(void **state) {
  sample *s = *state;
  assert_false(read_text(s, GLOSS_SLICE("\x7f" "ELF\0\0")));
  assert_string_equal(s->error.message, "in/story.en.txt: looks binary, not like text");
  assert_false(read_text(s, GLOSS_SLICE("\1\2\3\4 abcdefgh")));
  assert_true(read_text(s, GLOSS_SLICE("\x1b[1mbold\x1b[0m\ttext\f\n")));
}

static void utf16_is_told_by_its_mark(void **state) {
  sample *s = *state;
  assert_true(read_text(s, GLOSS_SLICE("\xff\xfe" "H\0i\0=\xd8\0\xde")));
  assert_slice(s->document->text, "Hi😀");
  assert_true(read_text(s, GLOSS_SLICE("\xfe\xff\0H\xd8\0\0i")));
  assert_slice(s->document->text, "H\uFFFDi");
  assert_slice(s->document->warnings[0], "1 lone surrogate, now U+FFFD");
  assert_true(read_text(s, GLOSS_SLICE("\xff\xfe")));
  assert_int_equal(s->document->text.size, 0);
}

static void a_name_that_is_not_utf8_gives_an_id_that_is(void **state) {
  sample *s = *state;
  assert_true(read_bytes(s, "text", "in/caf\xe9.txt", 0, GLOSS_SLICE("x")));
  assert_slice(s->document->id, "caf\uFFFD");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      SAMPLE(a_file_is_a_document_named_after_it),
      SAMPLE(an_empty_file_is_an_empty_document),
      SAMPLE(broken_utf8_is_repaired_with_a_warning),
      SAMPLE(windows_1252_is_told_by_its_letters),
      SAMPLE(what_looks_binary_is_refused),
      SAMPLE(utf16_is_told_by_its_mark),
      SAMPLE(a_name_that_is_not_utf8_gives_an_id_that_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

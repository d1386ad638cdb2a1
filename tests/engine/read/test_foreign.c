#include "read/foreign.h"

#include <string.h>

#include "check.h"

/* The start of the advice for a file that begins so; "": there is none. */
static void assert_advice(const char *ending, gloss_slice head, bool is_told, const char *start) {
  const char *advice = gloss_foreign_advice(gloss_slice_of(ending), head, is_told);
  if (strncmp(advice ? advice : "", start, strlen(start)) != 0 || (*start == '\0' && advice)) fail_msg("%s: %s", start, advice);
}

static void what_is_packed_is_known_by_its_first_bytes(void **state) {
  (void)state;
  char tar[512] = "name";
  memcpy(tar + 257, "ustar", 5);
  assert_advice(".gz", GLOSS_SLICE("\x1f\x8b\x08"), false, "is compressed (gzip): `zcat FILE | gloss run -`");
  assert_advice("", GLOSS_SLICE("\xfd" "7zXZ\0\0"), false, "is compressed (xz)");
  assert_advice("", GLOSS_SLICE("\x28\xb5\x2f\xfd"), false, "is compressed (zstd)");
  assert_advice("", GLOSS_SLICE("BZh91AY&SY"), false, "is compressed (bzip2)");
  assert_advice("", GLOSS_SLICE("7z\xbc\xaf\x27\x1c"), false, "is a 7z archive");
  assert_advice("", (gloss_slice){tar, sizeof tar}, false, "is a tar archive");
  assert_advice("", GLOSS_SLICE("%PDF-1.7"), false, "is a PDF: `pdftotext FILE - | gloss run -`");
  assert_advice(".doc", GLOSS_SLICE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), false, "is a document of an older Office");
  assert_advice("", GLOSS_SLICE("PK\3\4....story.txt"), false, "is a zip archive");
  assert_advice("", GLOSS_SLICE("PK\3\4....word/document.xml"), false, "is a docx, odt or epub document");
  assert_advice("", GLOSS_SLICE("PK\3\4....mimetypeapplication/epub+zip"), false, "is a docx, odt or epub document");
}

static void what_is_packed_is_no_text_though_one_says_so(void **state) {
  (void)state;
  assert_advice(".txt", GLOSS_SLICE("\x1f\x8b\x08"), true, "is compressed");
}

static void html_is_known_by_name_or_by_content(void **state) {
  (void)state;
  assert_advice(".HTM", GLOSS_SLICE("<p>Rain."), false, "is HTML");
  assert_advice(".html", GLOSS_SLICE(""), false, "is HTML");
  assert_advice(".txt", GLOSS_SLICE("\n <!DocType HTML>"), false, "is HTML");
  assert_advice("", GLOSS_SLICE("<!-- a --> <!-- b -->\n<html lang='en'>"), false, "is HTML");
  assert_advice(".xml", GLOSS_SLICE("<?xml version='1.0'?><html>"), false, "is HTML");
  assert_advice("", GLOSS_SLICE("<?xml version='1.0'?><rss>"), false, "is XML");
  assert_advice("", GLOSS_SLICE("{\\rtf1"), false, "is RTF");
}

static void what_is_marked_up_is_text_to_whoever_says_so(void **state) {
  (void)state;
  assert_advice(".html", GLOSS_SLICE("<html>"), true, "");
  assert_advice("", GLOSS_SLICE("<?xml version='1.0'?>"), true, "");
}

static void articles_are_none_of_these(void **state) {
  (void)state;
  assert_advice(".txt", GLOSS_SLICE("BZh is a name. <html> is a tag."), false, "");
  assert_advice(".txt", GLOSS_SLICE("<!-- no end"), false, "");
  assert_advice(".jsonl", GLOSS_SLICE("{\"text\": \"<html>\"}"), false, "");
  assert_advice("", (gloss_slice){0}, false, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_packed_is_known_by_its_first_bytes),
      cmocka_unit_test(what_is_packed_is_no_text_though_one_says_so),
      cmocka_unit_test(html_is_known_by_name_or_by_content),
      cmocka_unit_test(what_is_marked_up_is_text_to_whoever_says_so),
      cmocka_unit_test(articles_are_none_of_these),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

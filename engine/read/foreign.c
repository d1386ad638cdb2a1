#include "read/foreign.h"

#include <strings.h>

/* -- Bytes that are no text */

static const struct {
  size_t at;
  gloss_slice magic;
  const char *advice;
} packed[] = {
    {0, {"\x1f\x8b", 2}, "is compressed (gzip): `zcat FILE | gloss run -`"},
    {0, {"\xfd" "7zXZ\0", 6}, "is compressed (xz): `xzcat FILE | gloss run -`"},
    {0, {"\x28\xb5\x2f\xfd", 4}, "is compressed (zstd): `zstdcat FILE | gloss run -`"},
    {4, {"1AY&SY", 6}, "is compressed (bzip2): `bzcat FILE | gloss run -`"},
    {0, {"7z\xbc\xaf\x27\x1c", 6}, "is a 7z archive: unpack it with `7z x FILE -oFOLDER`, then `gloss run FOLDER`"},
    {257, {"ustar", 5}, "is a tar archive: unpack it with `tar -xf FILE -C FOLDER`, then `gloss run FOLDER`"},
    {0, {"%PDF-", 5}, "is a PDF: `pdftotext FILE - | gloss run -`"},
    {0, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8}, "is a document of an older Office: `catdoc FILE | gloss run -`"},
};

static bool holds(gloss_slice head, const char *text) {
  return memmem(head.data, head.size, text, strlen(text)) != NULL;
}

bool gloss_foreign_is_document(gloss_slice head) {
  bool is_zip = gloss_slice_starts_with(head, GLOSS_SLICE("PK\3\4"));
  return is_zip && (holds(head, "word/") || holds(head, "opendocument.text") || holds(head, "epub+zip"));
}

static const char *zip_advice(gloss_slice head) {
  if (gloss_foreign_is_document(head))
    return "is a docx, odt or epub document: `pandoc -t plain FILE | gloss run -`";
  return "is a zip archive: unpack it with `unzip FILE -d FOLDER`, then `gloss run FOLDER`";
}

static const char *packed_advice(gloss_slice head) {
  if (gloss_slice_starts_with(head, GLOSS_SLICE("PK\3\4"))) return zip_advice(head);
  for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
    gloss_slice rest = packed[i].at < head.size ? gloss_slice_cut(head, packed[i].at, head.size) : (gloss_slice){0};
    if (gloss_slice_starts_with(rest, packed[i].magic)) return packed[i].advice;
  }
  return NULL;
}

/* -- Text that is marked up */

static bool begins(gloss_slice head, const char *start) {
  size_t size = strlen(start);
  return head.size >= size && strncasecmp(head.data, start, size) == 0;
}

/* Without the comments that may stand before everything. */
static gloss_slice skip_comments(gloss_slice head) {
  head = gloss_slice_trim(head);
  while (begins(head, "<!--")) {
    const char *end = memmem(head.data, head.size, "-->", 3);
    if (end == NULL) break;
    head = gloss_slice_trim(gloss_slice_cut(head, (size_t)(end - head.data) + 3, head.size));
  }
  return head;
}

static bool is_html(gloss_slice ending, gloss_slice head) {
  static const char *const endings[] = {".html", ".htm", ".xhtml"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (begins(ending, endings[i]) && ending.size == strlen(endings[i])) return true;
  return begins(head, "<!doctype html") || begins(head, "<html") || (begins(head, "<?xml") && holds(head, "<html"));
}

const char *gloss_foreign_advice(gloss_slice ending, gloss_slice head, bool is_told) {
  const char *advice = packed_advice(head);
  if (advice || is_told) return advice;
  gloss_slice start = skip_comments(head);
  if (is_html(ending, start))
    return "is HTML: read it with -i html; -i text reads its tags as text";
  if (begins(start, "<?xml")) return "is XML, which is not read yet: take the text out of it; -i text reads its tags as text";
  return begins(start, "{\\rtf") ? "is RTF: `pandoc -f rtf -t plain FILE | gloss run -`" : NULL;
}

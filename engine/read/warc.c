#include "read/warc.h"

#include <stdlib.h>
#include <strings.h>

#include "archive/archive.h"
#include "read/json.h"
#include "read/parser.h"
#include "read/transcoder.h"
#include "unicode/unicode.h"

bool gloss_warc_detect(gloss_slice head) {
  return gloss_slice_starts_with(head, GLOSS_SLICE("WARC/1.")) || gloss_slice_starts_with(head, GLOSS_SLICE("WARC/0."));
}

/* -- Headers */

/* The value of the header of that name, which ends in a colon; empty: it is not there. */
static gloss_slice header(gloss_slice headers, const char *name) {
  gloss_slice line;
  size_t size = strlen(name);
  while (gloss_slice_line(&headers, &line))
    if (line.size > size && strncasecmp(line.data, name, size) == 0)
      return gloss_slice_trim(gloss_slice_cut(line, size, line.size));
  return (gloss_slice){"", 0};
}

/* Takes the headers off the front, up to the blank line after them. */
static gloss_slice take_headers(gloss_slice *rest) {
  gloss_slice whole = *rest, line;
  while (gloss_slice_line(rest, &line) && line.size > 0) continue;
  return gloss_slice_cut(whole, 0, whole.size - rest->size);
}

static bool is(gloss_slice a, const char *b) {
  return a.size == strlen(b) && strncasecmp(a.data, b, a.size) == 0;
}

/* "text/html" of "text/html; charset=utf-8". */
static gloss_slice media_type(gloss_slice content_type) {
  gloss_slice type = {"", 0};
  gloss_slice_split(&content_type, ';', &type);
  return gloss_slice_trim(type);
}

static gloss_slice charset(gloss_slice content_type) {
  const char *at = content_type.size > 8 ? memmem(content_type.data, content_type.size, "charset=", 8) : NULL;
  if (at == NULL) return (gloss_slice){"", 0};
  size_t start = (size_t)(at - content_type.data) + 8, end = start;
  while (end < content_type.size && !strchr(" ;,", content_type.data[end])) end++;
  gloss_slice name = gloss_slice_cut(content_type, start, end);
  bool is_quoted = name.size > 2 && (name.data[0] == '"' || name.data[0] == '\'');
  return is_quoted ? gloss_slice_cut(name, 1, name.size - 1) : name;
}

typedef struct parts {
  gloss_slice warc, http; /* headers; `http` is empty when there are none */
  gloss_slice payload, content_type;
} parts;

static parts take_apart(gloss_slice record) {
  parts parts = {.payload = record, .http = {"", 0}};
  parts.warc = take_headers(&parts.payload);
  parts.content_type = header(parts.warc, "Content-Type:");
  if (!is(media_type(parts.content_type), "application/http")) return parts;
  parts.http = take_headers(&parts.payload);
  parts.content_type = header(parts.http, "Content-Type:");
  return parts;
}

/* -- Which records are read */

static gloss_slice status(gloss_slice http) {
  gloss_slice line = {"", 0}, word = {"", 0};
  gloss_slice_line(&http, &line);
  gloss_slice_split(&line, ' ', &word);
  gloss_slice_split(&line, ' ', &word);
  return word;
}

static bool is_text(gloss_slice type) {
  static const char *const others[] = {"application/xhtml+xml", "application/json", "application/xml"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (is(type, others[i])) return true;
  return type.size > 5 && strncasecmp(type.data, "text/", 5) == 0 && !is(type, "text/css") && !is(type, "text/javascript");
}

bool gloss_warc_holds_text(gloss_slice record, gloss_slice *kind) {
  parts parts = take_apart(record);
  gloss_slice type = header(parts.warc, "WARC-Type:");
  *kind = (gloss_slice){"", 0};
  if (!is(type, "response") && !is(type, "resource") && !is(type, "conversion")) return false;
  if (parts.http.size > 0 && !is(status(parts.http), "200")) return *kind = GLOSS_SLICE("not status 200"), false;
  *kind = media_type(parts.content_type);
  return is_text(*kind);
}

/* -- The payload */

static gloss_slice unchunk(gloss_slice payload, gloss_buffer *to) {
  gloss_slice line;
  while (gloss_slice_line(&payload, &line)) {
    char digits[20] = "";
    memcpy(digits, line.data, line.size < sizeof digits - 1 ? line.size : sizeof digits - 1);
    size_t size = strtoull(digits, NULL, 16);
    if (size == 0) break;
    if (size > payload.size) size = payload.size;
    gloss_buffer_add(to, gloss_slice_cut(payload, 0, size));
    payload = gloss_slice_cut(payload, size, payload.size);
    gloss_slice_line(&payload, &line);
  }
  return gloss_buffer_slice(to);
}

static bool feed_once(void *context, gloss_slice *bytes, gloss_error *error) {
  (void)error;
  gloss_slice *left = context;
  *bytes = *left;
  *left = (gloss_slice){0};
  return true;
}

static bool unpack(gloss_slice packed, gloss_buffer *to, gloss_error *error) {
  enum { PIECE = 64 * 1024 };
  gloss_unpacked unpacked = {.packed = packed.size};
  gloss_slice name;
  size_t got = 1;
  gloss_archive *archive = gloss_archive_open(feed_once, &packed, &unpacked, error);
  gloss_member member = archive ? gloss_archive_next(archive, &name, error) : GLOSS_MEMBER_FAILED;
  bool done = member == GLOSS_MEMBER_FOUND || member == GLOSS_MEMBER_END;
  while (member == GLOSS_MEMBER_FOUND && done && got > 0) {
    done = gloss_archive_read(archive, gloss_buffer_reserve(to, PIECE), PIECE, &got, error);
    to->size += got;
  }
  gloss_archive_close(archive);
  return done;
}

/* What a server did to the body for the way is undone. `spaces` hold it. */
static bool decode_body(const parts *parts, gloss_buffer spaces[static 2], gloss_slice *body, gloss_error *error) {
  gloss_slice coding = header(parts->http, "Content-Encoding:");
  *body = parts->payload;
  if (is(header(parts->http, "Transfer-Encoding:"), "chunked")) *body = unchunk(*body, &spaces[0]);
  bool is_packed = gloss_archive_detect(*body); /* crawlers that unpack leave the header as it was */
  if (coding.size == 0 || is(coding, "identity") || (is(coding, "gzip") && !is_packed)) return true;
  if (!is(coding, "gzip")) return gloss_fail(error, "is packed for the way by \"%.*s\", which is not read", GLOSS_PRINT(coding));
  bool done = unpack(*body, &spaces[1], error);
  *body = gloss_buffer_slice(&spaces[1]);
  return done;
}

static void add_in_utf8(gloss_slice body, gloss_slice encoding, gloss_record *record) {
  gloss_error ignored = {0};
  char name[40] = "";
  memcpy(name, encoding.data, encoding.size < sizeof name - 1 ? encoding.size : sizeof name - 1);
  bool is_utf8 = is(encoding, "utf-8") || encoding.size == 0;
  gloss_transcoder *transcoder = is_utf8 ? NULL : gloss_transcoder_new(name, &ignored);
  record->is_decoded = transcoder != NULL;
  if (transcoder) gloss_transcoder_add(transcoder, body, true, &record->bytes);
  else gloss_buffer_add(&record->bytes, body);
  gloss_buffer_reserve(&record->bytes, GLOSS_JSON_PADDING);
  gloss_transcoder_free(transcoder);
  gloss_error_clear(&ignored);
}

/* -- The document */

static bool find_format(gloss_slice type, const gloss_format **format, gloss_error *error) {
  bool is_html = is(type, "text/html") || is(type, "application/xhtml+xml");
  gloss_slice name = is_html ? GLOSS_SLICE("html") : is(type, "application/json") ? GLOSS_SLICE("json") : GLOSS_SLICE("text");
  if (gloss_format_find(name, NULL, format, error)) return true;
  return gloss_fail(error, "is a page in HTML, which is not read out of a web archive yet; save it as a file");
}

static void keep(gloss_arena *arena, gloss_slice *field, gloss_slice value) {
  if (field->size == 0 && value.size > 0) *field = gloss_arena_copy(arena, value);
}

static gloss_slice bare_id(gloss_slice id) {
  static const char start[] = "<urn:uuid:";
  size_t size = strlen(start);
  bool is_usual = id.size > size + 1 && strncmp(id.data, start, size) == 0;
  return is_usual ? gloss_slice_cut(id, size, id.size - 1) : id;
}

static void add_facts(gloss_document *document, const parts *parts) {
  gloss_arena *arena = &document->arena;
  gloss_slice address = header(parts->warc, "WARC-Target-URI:");
  uint32_t count = document->meta.kind == GLOSS_MAP ? document->meta.size : 0;
  gloss_pair *pairs = gloss_arena_allocate(arena, (count + 2) * sizeof *pairs);
  for (uint32_t i = 0; i < count; i++) pairs[i] = document->meta.pairs[i];
  pairs[count++] = (gloss_pair){GLOSS_SLICE("address"), gloss_value_string(gloss_arena_copy(arena, address))};
  pairs[count++] = (gloss_pair){GLOSS_SLICE("fetched"),
                                gloss_value_string(gloss_arena_copy(arena, header(parts->warc, "WARC-Date:")))};
  document->meta = gloss_map_of(pairs, count);
  keep(arena, &document->id, bare_id(header(parts->warc, "WARC-Record-ID:")));
  keep(arena, &document->source, address);
}

static bool parse_body(gloss_parser *parser, const parts *parts, gloss_slice body, const gloss_record *record,
                       gloss_document *document, gloss_parsed *parsed, gloss_error *error) {
  gloss_record inner = {.line = record->line, .path = record->path, .name = record->name};
  bool done = find_format(media_type(parts->content_type), &inner.format, error);
  if (done) {
    add_in_utf8(body, charset(parts->content_type), &inner);
    done = inner.format->parse(parser, &inner, document, parsed, error);
  }
  gloss_buffer_free(&inner.bytes);
  if (done && gloss_utf8_is_valid(parts->warc)) add_facts(document, parts);
  return done;
}

bool gloss_warc_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                      gloss_error *error) {
  parts parts = take_apart(gloss_buffer_slice(&record->bytes));
  gloss_buffer spaces[2] = {{0}, {0}};
  gloss_slice body;
  bool done = decode_body(&parts, spaces, &body, error) && parse_body(parser, &parts, body, record, document, parsed, error);
  gloss_buffer_free(&spaces[0]);
  gloss_buffer_free(&spaces[1]);
  if (done) return true;
  gloss_slice address = header(parts.warc, "WARC-Target-URI:");
  return gloss_fail_at(error, "%.*s", GLOSS_PRINT(address));
}

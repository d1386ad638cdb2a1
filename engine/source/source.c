#include "source/source.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "read/foreign.h"
#include "read/json.h"
#include "source/passed_over.h"
#include "source/split.h"
#include "source/stream.h"
#include "read/transcoder.h"
#include "source/walk.h"
#include "read/warc.h"

enum { CHUNK = 256 * 1024, HEAD = 64 * 1024, ROW_MOST = 64 << 20 };

typedef struct place { /* of an archive that is being read */
  size_t path_size, name_size;
  bool is_named; /* by the user: what a compressed file holds is read whatever its ending */
} place;

struct gloss_source {
  gloss_source_settings settings;
  gloss_walk *walk;
  gloss_stream *stream;
  bool is_reading; /* records of the file, or of a member of it */

  gloss_buffer path; /* as messages name it: "news.zip/march/a.txt" */
  gloss_buffer name; /* what the ending and the id are of: "march/a.txt" */
  place places[GLOSS_ARCHIVES_MOST];

  const gloss_format *format;
  gloss_transcoder *given, *utf16, *transcoder; /* of --encoding; of files with a mark; that of the file at hand, or NULL */
  bool is_decoded;    /* the user, or a mark, has told the encoding */
  gloss_split split;
  gloss_buffer header; /* the first row of a table, with its line end */
  uint64_t line;       /* the last one taken; of elements, their number */
  gloss_buffer raw, chunk; /* read, and from `at` on not taken yet */
  size_t at;
  bool ended; /* nothing is after the chunk */
  gloss_passed_over passed_over;
};

static bool is_utf8_name(const char *encoding) {
  return strcmp(encoding, "utf-8") == 0 || strcmp(encoding, "UTF-8") == 0 || strcmp(encoding, "utf8") == 0;
}

gloss_source *gloss_source_new(gloss_source_settings settings) {
  static const char *const standard_input[] = {"-"};
  gloss_error none = {0}; /* the encoding was checked */
  if (settings.path_count == 0) {
    settings.paths = standard_input;
    settings.path_count = 1;
  }
  if (settings.record_max == 0) settings.record_max = UINT32_MAX - 1;
  gloss_source *source = gloss_allocate_zeroed(1, sizeof *source);
  source->settings = settings;
  source->walk = gloss_walk_new(settings.paths, settings.path_count);
  source->stream = gloss_stream_new();
  if (settings.encoding && !is_utf8_name(settings.encoding)) source->given = gloss_transcoder_new(settings.encoding, &none);
  gloss_error_clear(&none);
  return source;
}

void gloss_source_free(gloss_source *source) {
  if (source == NULL) return;
  gloss_walk_free(source->walk);
  gloss_stream_free(source->stream);
  gloss_transcoder_free(source->given);
  gloss_transcoder_free(source->utf16);
  gloss_split_free(&source->split);
  gloss_buffer_free(&source->path);
  gloss_buffer_free(&source->name);
  gloss_buffer_free(&source->header);
  gloss_buffer_free(&source->raw);
  gloss_buffer_free(&source->chunk);
  gloss_passed_over_free(&source->passed_over);
  free(source);
}

bool gloss_source_knows_encoding(const char *encoding, gloss_error *error) {
  if (is_utf8_name(encoding)) return true;
  gloss_transcoder *transcoder = gloss_transcoder_new(encoding, error);
  gloss_transcoder_free(transcoder);
  return transcoder != NULL;
}

uint64_t gloss_source_bytes(const gloss_source *source) {
  return gloss_stream_bytes(source->stream);
}

uint64_t gloss_source_passed_over(const gloss_source *source, gloss_buffer *endings) {
  gloss_passed_over_print(&source->passed_over, endings);
  return source->passed_over.count;
}

uint64_t gloss_source_total(const gloss_source *source) {
  uint64_t total = 0;
  struct stat about;
  for (uint32_t i = 0; i < source->settings.path_count; i++) {
    if (stat(source->settings.paths[i], &about) != 0 || !S_ISREG(about.st_mode)) return 0;
    total += (uint64_t)about.st_size;
  }
  return total;
}

/* -- Bytes of what is open */

static void set_string(gloss_buffer *buffer, gloss_slice string) {
  gloss_buffer_clear(buffer);
  gloss_buffer_add(buffer, string);
  gloss_buffer_string(buffer);
}

static bool fail_here(const gloss_source *source, gloss_error *error) {
  return gloss_fail_at(error, "%s", source->path.data);
}

static bool read_some(gloss_source *source, gloss_buffer *to, size_t most, gloss_error *error) {
  gloss_buffer *raw = source->transcoder ? &source->raw : to;
  if (source->transcoder) gloss_buffer_clear(raw);
  size_t before = raw->size;
  if (!gloss_stream_read(source->stream, raw, most, error)) return fail_here(source, error);
  source->ended = raw->size == before;
  if (source->transcoder) gloss_transcoder_add(source->transcoder, gloss_buffer_slice(raw), source->ended, to);
  return true;
}

static bool refill(gloss_source *source, gloss_error *error) {
  gloss_buffer_clear(&source->chunk);
  source->at = 0;
  return read_some(source, &source->chunk, CHUNK, error);
}

/* Enough to tell the format: a line or more. Not more than is there, so that a pipe that is slow is not waited for. */
static bool read_head(gloss_source *source, gloss_error *error) {
  source->transcoder = NULL;
  if (!refill(source, error)) return false;
  gloss_buffer *chunk = &source->chunk;
  while (!source->ended && chunk->size < HEAD && memchr(chunk->data, '\n', chunk->size) == NULL)
    if (!read_some(source, chunk, HEAD, error)) return false;
  return true;
}

/* -- What is open: an archive, or records of a format */

static void close_reading(gloss_source *source) {
  source->is_reading = false;
  if (!gloss_stream_is_archive(source->stream)) gloss_stream_close(source->stream);
}

static gloss_slice head_of(const gloss_source *source) {
  gloss_slice chunk = gloss_buffer_slice(&source->chunk);
  return gloss_slice_cut(chunk, source->at, chunk.size);
}

static bool enter_archive(gloss_source *source, bool is_named, gloss_error *error) {
  place place = {source->path.size, source->name.size, is_named};
  if (!gloss_stream_enter(source->stream, head_of(source), error)) return fail_here(source, error);
  source->places[gloss_stream_depth(source->stream) - 1] = place;
  return true;
}

/* What was read already becomes UTF-8, and so does what follows. */
static void transcode(gloss_source *source, gloss_transcoder *transcoder) {
  gloss_buffer head = source->chunk;
  source->transcoder = transcoder;
  source->chunk = (gloss_buffer){0};
  gloss_transcoder_reset(transcoder);
  gloss_transcoder_add(transcoder, gloss_buffer_slice(&head), source->ended, &source->chunk);
  gloss_buffer_free(&head);
}

static bool is_utf16(gloss_slice head) {
  return gloss_slice_starts_with(head, GLOSS_SLICE("\xff\xfe")) || gloss_slice_starts_with(head, GLOSS_SLICE("\xfe\xff"));
}

static void pass_mark(gloss_source *source) {
  if (gloss_slice_starts_with(head_of(source), GLOSS_SLICE("\xef\xbb\xbf"))) source->at += 3;
}

/* A whole file in UTF-16 is decoded where it is parsed, by a worker. */
static void find_encoding(gloss_source *source) {
  gloss_error none = {0};
  source->is_decoded = source->settings.encoding != NULL;
  if (source->given) transcode(source, source->given);
  else if (is_utf16(head_of(source)) && source->format->unit != GLOSS_RECORD_A_FILE) {
    if (source->utf16 == NULL) source->utf16 = gloss_transcoder_new("UTF-16", &none);
    source->is_decoded = true;
    transcode(source, source->utf16);
  }
  pass_mark(source);
}

/* UTF-16 with its zeroes taken away is enough to tell JSON and tables by. */
static gloss_slice plain_head(gloss_slice head, gloss_buffer *plain) {
  if (!is_utf16(head)) return head;
  for (size_t i = 2; i < head.size && i < HEAD; i++)
    if (head.data[i]) gloss_buffer_add_char(plain, head.data[i]);
  return gloss_buffer_slice(plain);
}

static void find_format(gloss_source *source, gloss_slice ending) {
  gloss_buffer plain = {0};
  source->format = source->settings.format;
  if (source->format == NULL)
    source->format = gloss_format_guess(source->settings.scripted, ending, plain_head(head_of(source), &plain));
  gloss_buffer_free(&plain);
}

static bool take_header(gloss_source *source, gloss_error *error);

static gloss_next begin_records(gloss_source *source, gloss_error *error) {
  gloss_slice ending = gloss_path_ending(source->name.data);
  find_format(source, ending);
  const char *advice = gloss_foreign_advice(ending, head_of(source), source->settings.format || source->format->script);
  if (advice) gloss_fail(error, "%s: %s", source->path.data, advice);
  if (advice) return GLOSS_NEXT_FAILED;
  find_encoding(source);
  gloss_split_free(&source->split);
  source->split = gloss_split_new(source->format->unit);
  source->line = 0;
  source->is_reading = true;
  return take_header(source, error) ? GLOSS_NEXT_RECORD : GLOSS_NEXT_FAILED;
}

/* GLOSS_NEXT_END: it is an archive, which is open now. */
static gloss_next begin(gloss_source *source, bool is_named, gloss_error *error) {
  gloss_next begun = GLOSS_NEXT_FAILED;
  if (read_head(source, error)) {
    pass_mark(source);
    bool is_packed = gloss_archive_detect(head_of(source)) && !gloss_foreign_is_document(head_of(source));
    if (!is_packed) begun = begin_records(source, error);
    else if (enter_archive(source, is_named, error)) begun = GLOSS_NEXT_END;
  }
  if (begun == GLOSS_NEXT_FAILED) close_reading(source);
  return begun;
}

/* -- The way to the next file */

/* Is a file that nobody named one to read? What is packed is looked into. */
static bool is_wanted(const gloss_source *source, gloss_slice name) {
  bool is_archive;
  gloss_buffer stripped = {0};
  gloss_buffer_add(&stripped, gloss_archive_strip(name, &is_archive));
  gloss_slice ending = gloss_path_ending(gloss_buffer_string(&stripped));
  const gloss_format *format = source->settings.format;
  bool is_known = gloss_format_has_ending(NULL, source->settings.scripted, ending);
  bool is_one = format == NULL ? is_known : !is_known || gloss_format_has_ending(format, NULL, ending);
  gloss_buffer_free(&stripped);
  return is_archive || is_one;
}

static gloss_next open_file(gloss_source *source, bool is_named, gloss_error *error) {
  bool is_standard_input = is_named && gloss_slice_is(gloss_buffer_slice(&source->path), "-");
  if (is_standard_input) set_string(&source->path, GLOSS_SLICE("stdin"));
  set_string(&source->name, gloss_buffer_slice(&source->path));
  if (gloss_stream_open(source->stream, is_standard_input ? NULL : source->path.data, error)) return begin(source, is_named, error);
  fail_here(source, error);
  return GLOSS_NEXT_FAILED;
}

/* GLOSS_NEXT_END: nothing is open yet, but there is more, unless `at_end`. */
static gloss_next open_walked(gloss_source *source, bool *at_end, gloss_error *error) {
  gloss_walked walked = gloss_walk_next(source->walk, &source->path, error);
  *at_end = walked == GLOSS_WALKED_END;
  if (*at_end) return GLOSS_NEXT_END;
  if (walked == GLOSS_WALKED_FAILED) return GLOSS_NEXT_FAILED;
  bool is_named = walked == GLOSS_WALKED_NAMED;
  if (is_named || is_wanted(source, gloss_buffer_slice(&source->path))) return open_file(source, is_named, error);
  gloss_passed_over_add(&source->passed_over, gloss_path_ending(source->path.data));
  return GLOSS_NEXT_END;
}

static bool is_hidden(const char *path) {
  return gloss_path_name(path).data[0] == '.';
}

/* Names the member, "" being what a compressed file holds; false: it is left out. */
static bool label_member(gloss_source *source, gloss_slice member, const place *of) {
  source->path.size = of->path_size;
  source->name.size = of->name_size;
  gloss_buffer_string(&source->path);
  if (member.data == NULL) {
    source->name.size = gloss_archive_strip(gloss_buffer_slice(&source->name), NULL).size;
    gloss_buffer_string(&source->name);
    return true;
  }
  set_string(&source->name, member);
  gloss_buffer_print(&source->path, "/%.*s", GLOSS_PRINT(member));
  gloss_buffer_string(&source->path);
  if (is_hidden(source->name.data)) return false;
  if (is_wanted(source, member)) return true;
  gloss_passed_over_add(&source->passed_over, gloss_path_ending(source->name.data));
  return false;
}

static gloss_next open_member(gloss_source *source, gloss_error *error) {
  const place of = source->places[gloss_stream_depth(source->stream) - 1];
  gloss_slice name = {0};
  gloss_member member = gloss_stream_next_member(source->stream, &name, error);
  if (member == GLOSS_MEMBER_FOUND && label_member(source, name, &of)) return begin(source, of.is_named && !name.data, error);
  if (!gloss_stream_is_archive(source->stream)) gloss_stream_close(source->stream);
  if (member == GLOSS_MEMBER_FOUND || member == GLOSS_MEMBER_END) return GLOSS_NEXT_END;
  source->path.size = of.path_size;
  gloss_buffer_string(&source->path);
  fail_here(source, error);
  return GLOSS_NEXT_FAILED;
}

static gloss_next open_next(gloss_source *source, gloss_error *error) {
  gloss_next opened = GLOSS_NEXT_END;
  bool at_end = false;
  while (opened == GLOSS_NEXT_END && !at_end && !gloss_is_interrupted())
    opened = gloss_stream_is_archive(source->stream) ? open_member(source, error) : open_walked(source, &at_end, error);
  return opened;
}

/* -- Records of what is open */

/* Adds bytes up to the record's limit; beyond it they are dropped. Returns whether there was room. */
static bool add_bytes(const gloss_source *source, gloss_buffer *bytes, gloss_slice more) {
  bool fits = more.size <= source->settings.record_max - bytes->size;
  if (fits) gloss_buffer_add(bytes, more);
  return fits;
}

/* Adds the next record to the bytes. False when it cannot be read. */
static bool take_record(gloss_source *source, gloss_buffer *bytes, bool *fits, gloss_error *error) {
  size_t from, kept, used;
  bool was_broken = source->split.is_broken;
  *fits = true;
  for (;;) {
    gloss_slice left = head_of(source);
    bool is_end = gloss_split_find(&source->split, left, &from, &kept, &used);
    *fits = *fits && add_bytes(source, bytes, gloss_slice_cut(left, from, kept));
    source->at += used;
    if (is_end || source->ended || (source->split.is_broken && !was_broken)) break;
    if (source->split.in_string && source->split.unit == GLOSS_RECORD_A_ROW && bytes->size > ROW_MOST)
      return gloss_fail(error, "%s:%" PRIu64 ": a quote is not closed within %d MB", source->path.data, source->line,
                        ROW_MOST >> 20);
    if (!refill(source, error)) return false;
  }
  gloss_buffer_reserve(bytes, GLOSS_JSON_PADDING);
  return true;
}

static gloss_next fail_too_long(gloss_source *source, gloss_error *error) {
  char line[32] = "";
  if (source->line > 0) snprintf(line, sizeof line, ":%" PRIu64, source->line);
  gloss_fail(error, "%s%s: too long: a record may have %zu bytes", source->path.data, line, source->settings.record_max);
  return GLOSS_NEXT_FAILED;
}

static gloss_next give_up(gloss_source *source) {
  close_reading(source);
  return GLOSS_NEXT_FAILED;
}

static gloss_next label(const gloss_source *source, gloss_record *record) {
  set_string(&record->path, gloss_buffer_slice(&source->path));
  set_string(&record->name, gloss_buffer_slice(&source->name));
  record->line = source->line;
  record->format = source->format;
  record->is_decoded = source->is_decoded;
  return GLOSS_NEXT_RECORD;
}

static bool is_blank(const gloss_buffer *bytes, size_t from) {
  return gloss_slice_trim(gloss_slice_cut(gloss_buffer_slice(bytes), from, bytes->size)).size == 0;
}

static bool is_done(const gloss_source *source) {
  return source->ended && source->at == source->chunk.size;
}

/* The first row that is not blank, with its line end: it stands before each of the others. */
static bool take_header(gloss_source *source, gloss_error *error) {
  bool fits = true;
  gloss_buffer_clear(&source->header);
  if (source->format->unit != GLOSS_RECORD_A_ROW && source->format->unit != GLOSS_RECORD_A_PLAIN_ROW) return true;
  while (is_blank(&source->header, 0) && !is_done(source)) {
    gloss_buffer_clear(&source->header);
    source->line = source->split.lines + 1;
    if (!take_record(source, &source->header, &fits, error)) return false;
  }
  gloss_buffer_add_char(&source->header, '\n');
  return fits || gloss_fail(error, "%s: too long: the first row has the names of the columns", source->path.data);
}

static gloss_next next_whole(gloss_source *source, gloss_record *record, gloss_error *error) {
  bool fits;
  gloss_buffer_clear(&record->bytes);
  if (!take_record(source, &record->bytes, &fits, error)) return give_up(source);
  close_reading(source);
  return fits ? label(source, record) : fail_too_long(source, error);
}

/* GLOSS_NEXT_END: of this file. */
static gloss_next next_line(gloss_source *source, gloss_record *record, gloss_error *error) {
  bool fits;
  do {
    if (is_done(source)) return close_reading(source), GLOSS_NEXT_END;
    source->line = source->split.lines + 1;
    gloss_buffer_clear(&record->bytes);
    gloss_buffer_add(&record->bytes, gloss_buffer_slice(&source->header));
    if (!take_record(source, &record->bytes, &fits, error)) return give_up(source);
    if (!fits) return fail_too_long(source, error);
  } while (is_blank(&record->bytes, source->header.size));
  return label(source, record);
}

static gloss_next fail_at_end(gloss_source *source, const char *what, gloss_error *error) {
  gloss_fail(error, "%s: %s", source->path.data, what);
  return give_up(source);
}

/* A list numbers its elements. What is no list is an object, and whatever stands after it is part of the same record. */
static gloss_next next_element(gloss_source *source, gloss_record *record, gloss_error *error) {
  bool fits;
  gloss_buffer_clear(&record->bytes);
  if (!take_record(source, &record->bytes, &fits, error)) return give_up(source);
  const gloss_split *split = &source->split;
  if (split->is_over && split->is_begun) return fail_at_end(source, "something stands after the end of the list", error);
  if (split->is_list && split->is_begun) return fail_at_end(source, "the list is cut off before its end", error);
  if (split->is_over) return close_reading(source), GLOSS_NEXT_END;
  if (split->is_list && record->bytes.size == 0) return fail_at_end(source, "the list is cut off before its end", error);
  if (split->is_list) source->line++;
  else close_reading(source);
  return fits ? label(source, record) : fail_too_long(source, error);
}

static gloss_next fail_between(const gloss_source *source, gloss_error *error) {
  gloss_fail(error, "%s:%" PRIu64 ": no record begins where the one before ends; the next one is looked for", source->path.data,
             source->line);
  return GLOSS_NEXT_FAILED;
}

/* Records that hold no text are passed over, and counted by what they hold. */
static gloss_next next_warc(gloss_source *source, gloss_record *record, gloss_error *error) {
  bool fits;
  gloss_slice kind;
  do {
    gloss_buffer_clear(&record->bytes);
    if (is_done(source)) return close_reading(source), GLOSS_NEXT_END;
    if (!take_record(source, &record->bytes, &fits, error)) return give_up(source);
    if (is_blank(&record->bytes, 0)) continue;
    source->line++;
    if (source->split.is_broken) return fail_between(source, error);
    if (source->split.is_begun) return fail_at_end(source, "the last record is cut off", error);
    if (!fits) return fail_too_long(source, error);
    if (gloss_warc_holds_text(gloss_buffer_slice(&record->bytes), &kind)) return label(source, record);
    if (kind.size > 0) gloss_passed_over_add(&source->passed_over, kind);
  } while (!gloss_is_interrupted());
  return GLOSS_NEXT_END;
}

static gloss_next next_of_format(gloss_source *source, gloss_record *record, gloss_error *error) {
  switch (source->format->unit) {
    case GLOSS_RECORD_A_FILE: return next_whole(source, record, error);
    case GLOSS_RECORD_AN_ELEMENT: return next_element(source, record, error);
    case GLOSS_RECORD_A_WARC_RECORD: return next_warc(source, record, error);
    default: return next_line(source, record, error);
  }
}

static gloss_next next_record(gloss_source *source, gloss_record *record, gloss_error *error) {
  while (!gloss_is_interrupted()) {
    gloss_next got = source->is_reading ? GLOSS_NEXT_RECORD : open_next(source, error);
    if (got != GLOSS_NEXT_RECORD) return got;
    got = next_of_format(source, record, error);
    if (got != GLOSS_NEXT_END) return got;
  }
  return GLOSS_NEXT_END;
}

gloss_next gloss_source_next(gloss_source *source, gloss_record *record, gloss_error *error) {
  gloss_next next = next_record(source, record, error);
  if (next != GLOSS_NEXT_FAILED || !gloss_is_interrupted()) return next;
  gloss_error_clear(error);
  return GLOSS_NEXT_END;
}

#include "read/format.h"

#include <strings.h>

#include "base/nearest.h"
#include "read/parser.h"

/* A table is told by its ending: what begins with words and commas is text. */
static bool is_told_by_ending(gloss_slice head) {
  (void)head;
  return false;
}

static const gloss_format formats[] = {
    {.name = "jsonl", .about = "JSON, an object a line: text, id, title, source, date, lang, and more",
     .endings = ".jsonl .ndjson .json", .unit = GLOSS_RECORD_A_LINE, .detect = gloss_jsonl_detect, .parse = gloss_jsonl_parse},
    {.name = "json", .about = "JSON, an object, or a list of them", .endings = ".json", .unit = GLOSS_RECORD_AN_ELEMENT,
     .detect = gloss_json_detect, .parse = gloss_jsonl_parse},
    {.name = "csv", .about = "a table, its columns named by the first row, with commas or semicolons", .endings = ".csv",
     .unit = GLOSS_RECORD_A_ROW, .detect = is_told_by_ending, .parse = gloss_csv_parse},
    {.name = "tsv", .about = "a table, its columns named by the first row, with tabs", .endings = ".tsv .tab",
     .unit = GLOSS_RECORD_A_PLAIN_ROW, .detect = is_told_by_ending, .parse = gloss_tsv_parse},
    {.name = "warc", .about = "web archives: pages and texts that a crawler has kept", .endings = ".warc .wet",
     .unit = GLOSS_RECORD_A_WARC_RECORD, .detect = gloss_warc_detect, .parse = gloss_warc_parse},
    {.name = "text", .about = "plain text, an article a file, its title first", .endings = ".txt .text",
     .unit = GLOSS_RECORD_A_FILE, .detect = gloss_text_detect, .parse = gloss_text_parse},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const gloss_format *gloss_formats(size_t *count) {
  *count = FORMAT_COUNT;
  return formats;
}

/* -- By name */

static void offer(gloss_nearest *nearest, gloss_buffer *known, const gloss_format *format) {
  gloss_nearest_offer(nearest, gloss_slice_of(format->name));
  gloss_buffer_print(known, ", %s", format->name);
}

static bool fail_unknown(gloss_slice name, const gloss_scripted *scripted, gloss_error *error) {
  gloss_buffer known = {0};
  gloss_nearest nearest = {.word = name};
  gloss_nearest_offer(&nearest, GLOSS_SLICE("auto"));
  for (size_t i = 0; i < FORMAT_COUNT; i++) offer(&nearest, &known, &formats[i]);
  for (uint32_t i = 0; scripted && i < scripted->count; i++) offer(&nearest, &known, &scripted->formats[i]);
  char hint[128];
  gloss_fail(error, "no input format \"%.*s\" (there are auto%s)%s", GLOSS_PRINT(name), gloss_buffer_string(&known),
             gloss_nearest_hint(&nearest, hint));
  gloss_buffer_free(&known);
  return false;
}

bool gloss_format_find(gloss_slice name, const gloss_scripted *scripted, const gloss_format **format, gloss_error *error) {
  *format = NULL;
  if (gloss_slice_is(name, "auto")) return true;
  for (uint32_t i = 0; scripted && i < scripted->count && *format == NULL; i++)
    if (gloss_slice_is(name, scripted->formats[i].name)) *format = &scripted->formats[i];
  for (size_t i = 0; i < FORMAT_COUNT && *format == NULL; i++)
    if (gloss_slice_is(name, formats[i].name)) *format = &formats[i];
  return *format != NULL || fail_unknown(name, scripted, error);
}

/* -- By ending and content */

static bool has_ending(const gloss_format *format, gloss_slice ending) {
  gloss_slice rest = gloss_slice_of(format->endings), known;
  while (gloss_slice_split(&rest, ' ', &known))
    if (known.size == ending.size && strncasecmp(known.data, ending.data, ending.size) == 0) return true;
  return false;
}

bool gloss_format_has_ending(const gloss_format *format, const gloss_scripted *scripted, gloss_slice ending) {
  if (format != NULL) return has_ending(format, ending);
  for (uint32_t i = 0; scripted && i < scripted->count; i++)
    if (has_ending(&scripted->formats[i], ending)) return true;
  for (size_t i = 0; i < FORMAT_COUNT; i++)
    if (has_ending(&formats[i], ending)) return true;
  return false;
}

/* Of those without endings each is asked about every file. */
static const gloss_format *guess_scripted(const gloss_scripted *scripted, gloss_slice ending, bool any, gloss_slice head) {
  for (uint32_t i = 0; scripted && i < scripted->count; i++) {
    const gloss_format *format = &scripted->formats[i];
    bool is_named = has_ending(format, ending), is_asked = is_named || any || format->endings[0] == '\0';
    if (format->can_detect ? is_asked && scripted->detect(scripted->context, format, head) : is_named) return format;
  }
  return NULL;
}

const gloss_format *gloss_format_guess(const gloss_scripted *scripted, gloss_slice ending, gloss_slice head) {
  bool any = !gloss_format_has_ending(NULL, scripted, ending);
  const gloss_format *last = guess_scripted(scripted, ending, any, head);
  if (last != NULL) return last;
  any = !gloss_format_has_ending(NULL, NULL, ending);
  for (size_t i = 0; i < FORMAT_COUNT; i++) {
    if (!any && !has_ending(&formats[i], ending)) continue;
    last = &formats[i];
    if (last->detect(head)) return last;
  }
  return last;
}

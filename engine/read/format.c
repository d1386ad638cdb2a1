#include "read/format.h"

#include <strings.h>

#include "base/nearest.h"
#include "read/parser.h"

static const gloss_format formats[] = {
    {"jsonl", "JSON, an object a line: text, id, title, source, date, lang, and more", ".jsonl .ndjson .json", GLOSS_RECORD_A_LINE,
     gloss_jsonl_detect, gloss_jsonl_parse},
    {"json", "JSON, one object a file", ".json", GLOSS_RECORD_A_FILE, gloss_json_detect, gloss_jsonl_parse},
    {"text", "plain text, an article a file, its title first", ".txt .text", GLOSS_RECORD_A_FILE,
     gloss_text_detect, gloss_text_parse},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const gloss_format *gloss_formats(size_t *count) {
  *count = FORMAT_COUNT;
  return formats;
}

static bool fail_unknown(gloss_slice name, gloss_error *error) {
  gloss_buffer known = {0};
  gloss_nearest nearest = {.word = name};
  gloss_nearest_offer(&nearest, GLOSS_SLICE("auto"));
  for (size_t i = 0; i < FORMAT_COUNT; i++) {
    gloss_nearest_offer(&nearest, gloss_slice_of(formats[i].name));
    gloss_buffer_print(&known, ", %s", formats[i].name);
  }
  char hint[128];
  gloss_fail(error, "no input format \"%.*s\" (there are auto%s)%s", GLOSS_PRINT(name), gloss_buffer_string(&known),
             gloss_nearest_hint(&nearest, hint));
  gloss_buffer_free(&known);
  return false;
}

bool gloss_format_find(gloss_slice name, const gloss_format **format, gloss_error *error) {
  *format = NULL;
  if (gloss_slice_is(name, "auto")) return true;
  for (size_t i = 0; i < FORMAT_COUNT && *format == NULL; i++)
    if (gloss_slice_is(name, formats[i].name)) *format = &formats[i];
  return *format != NULL || fail_unknown(name, error);
}

static bool has_ending(const gloss_format *format, gloss_slice ending) {
  gloss_slice rest = gloss_slice_of(format->endings), known;
  while (gloss_slice_split(&rest, ' ', &known))
    if (known.size == ending.size && strncasecmp(known.data, ending.data, ending.size) == 0) return true;
  return false;
}

bool gloss_format_has_ending(const gloss_format *format, gloss_slice ending) {
  if (format != NULL) return has_ending(format, ending);
  for (size_t i = 0; i < FORMAT_COUNT; i++)
    if (has_ending(&formats[i], ending)) return true;
  return false;
}

const gloss_format *gloss_format_guess(gloss_slice ending, gloss_slice head) {
  bool any = !gloss_format_has_ending(NULL, ending);
  const gloss_format *last = NULL;
  for (size_t i = 0; i < FORMAT_COUNT; i++) {
    if (!any && !has_ending(&formats[i], ending)) continue;
    last = &formats[i];
    if (last->detect(head)) return last;
  }
  return last;
}

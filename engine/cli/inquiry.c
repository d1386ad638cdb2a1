#include "cli/inquiry.h"

#include <stdio.h>

#include "cli/command.h"
#include "read/source.h"
#include "unicode/unicode.h"

static void tell_trouble(inquiry *inquiry, const gloss_error *error) {
  inquiry->is_troubled = true;
  say(error->message);
}

static void print_told(const inquiry *inquiry, gloss_slice told) {
  gloss_buffer visible = {0};
  if (!inquiry->is_json) {
    gloss_visible(told, &visible);
    told = gloss_buffer_slice(&visible);
  }
  fwrite(told.data, 1, told.size, stdout);
  gloss_buffer_free(&visible);
}

static void tell_of(inquiry *inquiry, const gloss_record *record, gloss_buffer *out) {
  gloss_error error = {0};
  gloss_document *document = gloss_worker_read(inquiry->worker, record, &error);
  gloss_buffer_clear(out);
  if (document) {
    inquiry->tell(inquiry->teller, document, out);
    gloss_worker_close(inquiry->worker);
  } else {
    tell_trouble(inquiry, &error);
  }
  print_told(inquiry, gloss_buffer_slice(out));
  gloss_error_clear(&error);
}

static void tell_of_file(inquiry *inquiry, gloss_source_settings settings, gloss_record *record, gloss_buffer *out) {
  gloss_error error = {0};
  gloss_source *source = gloss_source_new(settings);
  for (gloss_next next; (next = gloss_source_next(source, record, &error)) != GLOSS_NEXT_END;) {
    if (next == GLOSS_NEXT_RECORD) tell_of(inquiry, record, out);
    else tell_trouble(inquiry, &error);
  }
  gloss_source_free(source);
  gloss_error_clear(&error);
}

static void tell_of_text(inquiry *inquiry, const char *text, gloss_record *record, gloss_buffer *out) {
  gloss_record_set_text(record, gloss_slice_of(text));
  tell_of(inquiry, record, out);
}

bool inquire(inquiry *inquiry, const char *text, const char *file, const char *format, gloss_error *error) {
  gloss_record record = {0};
  gloss_buffer out = {0};
  gloss_source_settings settings = {.paths = &file, .path_count = 1};
  if (!gloss_format_find(gloss_slice_of(format ? format : "auto"), &settings.format, error)) return false;
  if (text) tell_of_text(inquiry, text, &record, &out);
  else tell_of_file(inquiry, settings, &record, &out);
  gloss_record_free(&record);
  gloss_buffer_free(&out);
  return true;
}

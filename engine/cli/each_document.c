#include "cli/each_document.h"

#include "cli/command.h"
#include "read/source.h"

static void tell_trouble(telling *telling, const gloss_error *error) {
  telling->is_troubled = true;
  say(error->message);
}

static void tell_of(telling *telling, const gloss_record *record, gloss_buffer *out) {
  gloss_error error = {0};
  gloss_document *document = gloss_worker_read(telling->worker, record, &error);
  gloss_buffer_clear(out);
  if (document) {
    telling->tell(telling->teller, document, out);
    gloss_worker_close(telling->worker);
  } else {
    tell_trouble(telling, &error);
  }
  print_shown(gloss_buffer_slice(out), telling->is_json);
  gloss_error_clear(&error);
}

static void tell_of_file(telling *telling, gloss_source_settings settings, gloss_record *record, gloss_buffer *out) {
  gloss_error error = {0};
  gloss_source *source = gloss_source_new(settings);
  for (gloss_next next; (next = gloss_source_next(source, record, &error)) != GLOSS_NEXT_END;) {
    if (next == GLOSS_NEXT_RECORD) tell_of(telling, record, out);
    else tell_trouble(telling, &error);
  }
  gloss_source_free(source);
  gloss_error_clear(&error);
}

static void tell_of_text(telling *telling, const char *text, gloss_record *record, gloss_buffer *out) {
  gloss_record_set_text(record, gloss_slice_of(text));
  tell_of(telling, record, out);
}

bool tell_each_document(telling *telling, const char *text, const char *file, const char *format, gloss_error *error) {
  gloss_record record = {0};
  gloss_buffer out = {0};
  gloss_source_settings settings = {.paths = &file, .path_count = 1};
  if (!gloss_format_find(gloss_slice_of(format ? format : "auto"), &settings.format, error)) return false;
  if (text) tell_of_text(telling, text, &record, &out);
  else tell_of_file(telling, settings, &record, &out);
  gloss_record_free(&record);
  gloss_buffer_free(&out);
  return true;
}

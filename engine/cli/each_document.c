#include "cli/each_document.h"

#include <stdio.h>

#include "cli/command.h"
#include "source/source.h"
#include "unicode/unicode.h"

static void tell_trouble(telling *telling, const gloss_error *error) {
  telling->is_troubled = true;
  say(error->message);
}

static void print_told(const telling *telling, gloss_slice told) {
  gloss_buffer visible = {0};
  if (!telling->is_json) {
    gloss_visible(told, &visible);
    told = gloss_buffer_slice(&visible);
  }
  fwrite(told.data, 1, told.size, stdout);
  gloss_buffer_free(&visible);
}

typedef struct showing {
  telling *telling;
  gloss_buffer *out;
} showing;

static void show(void *context, gloss_document *document) {
  const showing *showing = context;
  gloss_buffer_clear(showing->out);
  showing->telling->tell(showing->telling->teller, document, showing->out);
  print_told(showing->telling, gloss_buffer_slice(showing->out));
}

static void tell_of(telling *telling, const gloss_record *record, gloss_buffer *out) {
  gloss_error error = {0};
  showing showing = {telling, out};
  if (!gloss_worker_read(telling->worker, record, show, &showing, &error)) tell_trouble(telling, &error);
  gloss_error_clear(&error);
}

static void tell_of_file(telling *telling, const char *file, gloss_record *record, gloss_buffer *out) {
  gloss_error error = {0};
  gloss_source_settings settings = telling->reading;
  settings.paths = &file;
  settings.path_count = 1;
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

void tell_each_document(telling *telling, const char *text, const char *file) {
  gloss_record record = {0};
  gloss_buffer out = {0};
  if (text) tell_of_text(telling, text, &record, &out);
  else tell_of_file(telling, file, &record, &out);
  gloss_record_free(&record);
  gloss_buffer_free(&out);
}

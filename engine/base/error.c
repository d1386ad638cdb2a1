#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

__attribute__((format(printf, 1, 0))) static char *print(const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int size = vsnprintf(NULL, 0, format, again);
  va_end(again);
  char *text = gloss_allocate((size_t)size + 1);
  vsnprintf(text, (size_t)size + 1, format, arguments);
  return text;
}

bool gloss_fail(gloss_error *error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *message = print(format, arguments);
  va_end(arguments);
  free(error->message);
  error->message = message;
  return false;
}

bool gloss_fail_at(gloss_error *error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *place = print(format, arguments);
  va_end(arguments);
  char *message = error->message;
  error->message = NULL;
  gloss_fail(error, "%s: %s", place, message ? message : "failed");
  free(place);
  free(message);
  return false;
}

void gloss_error_clear(gloss_error *error) {
  free(error->message);
  error->message = NULL;
}

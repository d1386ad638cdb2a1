#include "run/in_flight.h"

#include <stdio.h>

static _Thread_local char label[512];

void gloss_in_flight_begin(gloss_slice path, uint64_t line) {
  if (path.size > 400) path = gloss_slice_cut(path, path.size - 400, path.size);
  if (line == 0) snprintf(label, sizeof label, "%.*s", GLOSS_PRINT(path));
  else snprintf(label, sizeof label, "%.*s:%llu", GLOSS_PRINT(path), (unsigned long long)line);
}

void gloss_in_flight_end(void) {
  label[0] = '\0';
}

const char *gloss_in_flight(void) {
  return label;
}

#include "run/tally.h"

#include <stdlib.h>

#include "base/memory.h"

gloss_tally gloss_tally_new(uint32_t script_count) {
  gloss_script_tally *scripts = gloss_allocate_zeroed(script_count + 1u, sizeof *scripts);
  return (gloss_tally){.scripts = scripts, .script_count = script_count};
}

static void forget_slowest(gloss_tally *tally) {
  for (int i = 0; i < GLOSS_SLOWEST; i++) free(tally->slowest[i].id);
}

void gloss_tally_free(gloss_tally *tally) {
  forget_slowest(tally);
  free(tally->scripts);
  *tally = (gloss_tally){0};
}

void gloss_tally_clear(gloss_tally *tally) {
  forget_slowest(tally);
  memset(tally->scripts, 0, tally->script_count * sizeof *tally->scripts);
  *tally = (gloss_tally){.scripts = tally->scripts, .script_count = tally->script_count};
}

void gloss_tally_note_time(gloss_tally *tally, gloss_slice id, uint64_t nanoseconds) {
  gloss_slow *slowest = tally->slowest;
  int at = GLOSS_SLOWEST;
  while (at > 0 && (slowest[at - 1].id == NULL || slowest[at - 1].nanoseconds < nanoseconds)) at--;
  if (at == GLOSS_SLOWEST) return;
  free(slowest[GLOSS_SLOWEST - 1].id);
  memmove(slowest + at + 1, slowest + at, (size_t)(GLOSS_SLOWEST - 1 - at) * sizeof *slowest);
  gloss_buffer copy = {0};
  gloss_buffer_add(&copy, id);
  slowest[at] = (gloss_slow){gloss_copy_string(gloss_buffer_string(&copy)), nanoseconds};
  gloss_buffer_free(&copy);
}

void gloss_tally_add(gloss_tally *tally, const gloss_tally *more) {
  tally->documents += more->documents;
  tally->tokens += more->tokens;
  tally->recalled += more->recalled;
  tally->rejected += more->rejected;
  tally->failures += more->failures;
  tally->troubled += more->troubled;
  tally->reading += more->reading;
  tally->writing += more->writing;
  for (uint32_t i = 0; i < tally->script_count; i++) {
    tally->scripts[i].failed += more->scripts[i].failed;
    tally->scripts[i].skipped += more->scripts[i].skipped;
    tally->scripts[i].nanoseconds += more->scripts[i].nanoseconds;
  }
  for (int i = 0; i < GLOSS_SLOWEST && more->slowest[i].id; i++)
    gloss_tally_note_time(tally, gloss_slice_of(more->slowest[i].id), more->slowest[i].nanoseconds);
}

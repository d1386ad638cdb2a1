#include "run/checkpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

#define HEAD "gloss checkpoint 1"

/* -- Writing */

static void print(const gloss_checkpoint *checkpoint, const gloss_tally *tally, const gloss_switch *switches,
                  const uint64_t *off_from, gloss_buffer *out) {
  gloss_buffer_print(out, HEAD "\nrun %016" PRIx64 "\nat %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", checkpoint->run, checkpoint->batch,
                     checkpoint->records, checkpoint->bytes);
  gloss_buffer_print(out, "tally %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", tally->documents, tally->tokens,
                     tally->rejected, tally->failures, tally->troubled);
  for (uint32_t i = 0; i < tally->script_count; i++)
    gloss_buffer_print(out, "script %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", tally->scripts[i].failed,
                       tally->scripts[i].skipped, off_from[i], switches[i].failed, switches[i].of);
  gloss_slice folds = gloss_buffer_slice(&checkpoint->folds), line;
  while (gloss_slice_line(&folds, &line)) {
    gloss_buffer_add(out, GLOSS_SLICE("fold "));
    gloss_buffer_add(out, line);
    gloss_buffer_add_char(out, '\n');
  }
  gloss_buffer_print(out, "end\n");
}

static bool write_file(const char *path, gloss_slice content) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return false;
  bool done = write(file, content.data, content.size) == (ssize_t)content.size && fsync(file) == 0;
  return close(file) == 0 && done;
}

bool gloss_checkpoint_write(const gloss_checkpoint *checkpoint, const gloss_tally *tally, const gloss_switch *switches,
                            const uint64_t *off_from, gloss_error *error) {
  gloss_buffer content = {0}, fresh = {0};
  print(checkpoint, tally, switches, off_from, &content);
  gloss_buffer_print(&fresh, "%s.new", checkpoint->path);
  const char *path = gloss_buffer_string(&fresh);
  bool done = write_file(path, gloss_buffer_slice(&content)) && rename(path, checkpoint->path) == 0;
  if (!done) gloss_fail(error, "%s: %s", checkpoint->path, strerror(errno));
  gloss_buffer_free(&content);
  gloss_buffer_free(&fresh);
  return done;
}

void gloss_checkpoint_remove(const gloss_checkpoint *checkpoint) {
  unlink(checkpoint->path);
}

/* -- Reading */

static bool scan(const char **text, const char *format, uint64_t *numbers, int count) {
  int got = sscanf(*text, format, &numbers[0], &numbers[1], &numbers[2], &numbers[3], &numbers[4]);
  const char *end = strchr(*text, '\n');
  if (got != count || end == NULL) return false;
  *text = end + 1;
  return true;
}

static void read_folds(const char **text, gloss_buffer *folds) {
  gloss_slice rest = gloss_slice_of(*text), line;
  gloss_buffer_clear(folds);
  while (gloss_slice_starts_with(rest, GLOSS_SLICE("fold ")) && gloss_slice_line(&rest, &line)) {
    gloss_buffer_add(folds, gloss_slice_cut(line, strlen("fold "), line.size));
    gloss_buffer_add_char(folds, '\n');
  }
  *text = rest.data;
}

static bool read_scripts(const char **text, gloss_tally *tally, gloss_switch *switches, uint64_t *off_from) {
  uint64_t n[5];
  for (uint32_t i = 0; i < tally->script_count; i++) {
    if (!scan(text, "script %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64, n, 5)) return false;
    tally->scripts[i].failed = n[0];
    tally->scripts[i].skipped = n[1];
    off_from[i] = n[2];
    switches[i] = (gloss_switch){.failed = n[3], .of = n[4]};
  }
  return true;
}

static bool parse(const char *text, gloss_checkpoint *checkpoint, gloss_tally *tally, gloss_switch *switches, uint64_t *off_from,
                  uint64_t *run) {
  uint64_t n[5];
  size_t head = strlen(HEAD "\n");
  if (strncmp(text, HEAD "\n", head) != 0) return false;
  text += head;
  if (!scan(&text, "run %" SCNx64, n, 1)) return false;
  *run = n[0];
  if (*run != checkpoint->run) return true;
  if (!scan(&text, "at %" SCNu64 " %" SCNu64 " %" SCNu64, n, 3)) return false;
  checkpoint->batch = n[0], checkpoint->records = n[1], checkpoint->bytes = n[2];
  if (!scan(&text, "tally %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64, n, 5)) return false;
  tally->documents = n[0], tally->tokens = n[1], tally->rejected = n[2], tally->failures = n[3], tally->troubled = n[4];
  if (!read_scripts(&text, tally, switches, off_from)) return false;
  read_folds(&text, &checkpoint->folds);
  return strcmp(text, "end\n") == 0;
}

bool gloss_checkpoint_read(gloss_checkpoint *checkpoint, gloss_tally *tally, gloss_switch *switches, uint64_t *off_from,
                           gloss_error *error) {
  gloss_buffer content = {0};
  uint64_t run = 0;
  if (!gloss_file_exists(checkpoint->path)) return false;
  bool done = gloss_file_read(checkpoint->path, &content, error);
  if (done) {
    done = parse(gloss_buffer_string(&content), checkpoint, tally, switches, off_from, &run);
    if (!done) gloss_fail(error, "%s: is damaged; run without --resume to start from the beginning", checkpoint->path);
    else if (run != checkpoint->run)
      done = gloss_fail(error, "%s: is from a run with other scripts, options or input; give the same ones, or leave out --resume",
                        checkpoint->path);
  }
  gloss_buffer_free(&content);
  return done;
}

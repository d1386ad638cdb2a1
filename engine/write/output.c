#include "write/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"

enum { WAITING = 256 * 1024 };

struct gloss_output {
  int file;
  gloss_sink sink; /* in place of it */
  char *path;      /* as messages name it */
  char *target;    /* the file to replace, links followed; NULL: written to as it is */
  char *temporary; /* written in its place until it is whole */
  gloss_buffer waiting;
  uint64_t size;
  bool is_pipe; /* or a terminal: a write may wait for long */
  bool failed, is_closed_pipe;
  bool is_taken; /* another run has the partial file */
};

static gloss_output *output_new(const char *path) {
  gloss_output *output = gloss_allocate_zeroed(1, sizeof *output);
  output->path = gloss_copy_string(path);
  output->file = -1;
  return output;
}

static void output_free(gloss_output *output) {
  if (output->file > STDOUT_FILENO) close(output->file);
  gloss_buffer_free(&output->waiting);
  free(output->path);
  free(output->target);
  free(output->temporary);
  free(output);
}

static bool fail(gloss_output *output, gloss_error *error) {
  output->failed = true;
  output->is_closed_pipe = errno == EPIPE;
  if (errno == EPIPE) return gloss_fail(error, "%s: nobody is reading it any more", output->path);
  return gloss_fail(error, "%s: %s", output->path, strerror(errno));
}

/* -- Opening */

static char *partial_of(const char *target) {
  gloss_buffer name = {0};
  gloss_buffer_print(&name, "%s.partial", target);
  char *path = gloss_copy_string(gloss_buffer_string(&name));
  gloss_buffer_free(&name);
  return path;
}

static bool lock(gloss_output *output, gloss_error *error) {
  if (flock(output->file, LOCK_EX | LOCK_NB) == 0) return true;
  if (errno != EWOULDBLOCK) return fail(output, error);
  output->failed = output->is_taken = true;
  return gloss_fail(error, "%s: another run is writing to it", output->path);
}

/* A new file beside the target, with the target's permissions where there is one. */
static bool open_temporary(gloss_output *output, const struct stat *old, gloss_error *error) {
  output->temporary = partial_of(output->target);
  output->file = open(output->temporary, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (output->file < 0) return fail(output, error);
  if (!lock(output, error)) return false;
  if (ftruncate(output->file, 0) != 0) return fail(output, error);
  return old == NULL || fchmod(output->file, old->st_mode & 07777) == 0 || fail(output, error);
}

static bool is_pipe(int file) {
  struct stat about;
  return fstat(file, &about) == 0 && !S_ISREG(about.st_mode);
}

static bool open_path(gloss_output *output, gloss_error *error) {
  struct stat old;
  bool exists = stat(output->path, &old) == 0;
  if (exists && !S_ISREG(old.st_mode)) {
    output->file = open(output->path, O_WRONLY | O_CLOEXEC);
    if (output->file < 0) return fail(output, error);
    return output->is_pipe = is_pipe(output->file), true;
  }
  output->target = exists ? realpath(output->path, NULL) : gloss_copy_string(output->path);
  if (output->target == NULL) return fail(output, error);
  return open_temporary(output, exists ? &old : NULL, error);
}

gloss_output *gloss_output_open(const char *path, gloss_error *error) {
  if (path == NULL || strcmp(path, "-") == 0) {
    gloss_output *output = output_new("standard output");
    output->file = STDOUT_FILENO;
    output->is_pipe = is_pipe(STDOUT_FILENO);
    return output;
  }
  if (path[0] == '\0') return gloss_fail(error, "the path of the output is empty; name a file, or - for standard output"), NULL;
  gloss_output *output = output_new(path);
  if (open_path(output, error)) return output;
  gloss_output_abandon(output);
  return NULL;
}

gloss_output *gloss_output_open_sink(const char *path, gloss_sink sink) {
  gloss_output *output = output_new(path);
  output->sink = sink;
  return output;
}

static bool open_partial(gloss_output *output, gloss_error *error) {
  char *resolved = realpath(output->path, NULL);
  output->target = resolved ? resolved : gloss_copy_string(output->path);
  output->temporary = partial_of(output->target);
  output->file = open(output->temporary, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  return output->file >= 0 ? lock(output, error) : fail(output, error);
}

gloss_output *gloss_output_open_partial(const char *path, gloss_error *error) {
  gloss_output *output = output_new(path);
  if (open_partial(output, error)) return output;
  gloss_output_keep(output);
  return NULL;
}

bool gloss_output_go_on(gloss_output *output, uint64_t size, gloss_error *error) {
  off_t end = lseek(output->file, 0, SEEK_END);
  if (end < 0 || (uint64_t)end < size) return gloss_fail(error, "%s: is shorter than when it was interrupted", output->temporary);
  output->size = size;
  return (ftruncate(output->file, (off_t)size) == 0 && lseek(output->file, 0, SEEK_END) >= 0) || fail(output, error);
}

/* -- Writing */

/* To a pipe that can take some no more at once than it surely takes: then a write never waits. */
static bool write_all(gloss_output *output, gloss_slice bytes, gloss_error *error) {
  if (output->sink.write && bytes.size > 0) {
    output->failed = !output->sink.write(output->sink.context, bytes, error);
    return !output->failed;
  }
  while (bytes.size > 0) {
    if (output->is_pipe && !gloss_wait_to_write(output->file)) return output->failed = true, gloss_fail(error, "interrupted");
    size_t most = output->is_pipe && bytes.size > PIPE_BUF ? PIPE_BUF : bytes.size;
    ssize_t written = write(output->file, bytes.data, most);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail(output, error);
    bytes = gloss_slice_cut(bytes, (size_t)written, bytes.size);
  }
  return true;
}

static bool fail_again(const gloss_output *output, gloss_error *error) {
  return gloss_fail(error, "%s: an earlier write failed", output->path);
}

bool gloss_output_flush(gloss_output *output, gloss_error *error) {
  if (output->failed) return fail_again(output, error);
  gloss_slice waiting = gloss_buffer_slice(&output->waiting);
  gloss_buffer_clear(&output->waiting);
  return write_all(output, waiting, error);
}

bool gloss_output_write(gloss_output *output, gloss_slice bytes, gloss_error *error) {
  if (output->failed) return fail_again(output, error);
  output->size += bytes.size;
  if (output->waiting.size + bytes.size >= WAITING && !gloss_output_flush(output, error)) return false;
  if (bytes.size >= WAITING) return write_all(output, bytes, error);
  gloss_buffer_add(&output->waiting, bytes);
  return true;
}

uint64_t gloss_output_size(const gloss_output *output) {
  return output->size;
}

bool gloss_output_sync(gloss_output *output, gloss_error *error) {
  if (!gloss_output_flush(output, error)) return false;
  return output->target == NULL || fdatasync(output->file) == 0 || fail(output, error);
}

bool gloss_output_is_file(const gloss_output *output) {
  return output->target != NULL;
}

bool gloss_output_is_closed_pipe(const gloss_output *output) {
  return output->is_closed_pipe;
}

/* -- Closing */

/* On the disk before it takes the old one's place: a crash leaves one of the two. */
static bool replace_target(gloss_output *output, gloss_error *error) {
  if (output->target == NULL) return true;
  if (fsync(output->file) != 0) return fail(output, error);
  if (rename(output->temporary, output->target) != 0) return fail(output, error);
  free(output->temporary);
  output->temporary = NULL;
  return true;
}

bool gloss_output_close(gloss_output *output, gloss_error *error) {
  bool closed = gloss_output_flush(output, error) && replace_target(output, error);
  gloss_output_abandon(output);
  return closed;
}

void gloss_output_abandon(gloss_output *output) {
  if (output == NULL) return;
  if (output->temporary != NULL && output->file >= 0 && !output->is_taken) unlink(output->temporary);
  output_free(output);
}

void gloss_output_keep(gloss_output *output) {
  if (output) output_free(output);
}

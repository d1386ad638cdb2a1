#include "source/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/memory.h"

enum { PIECE = 64 * 1024 };

typedef struct level { /* an archive, and what it is unpacked from */
  gloss_stream *stream;
  uint32_t below;    /* the level that its bytes come from; 0: the file */
  gloss_buffer head; /* read before it was known to be an archive */
  bool has_head;
  gloss_buffer piece;
  gloss_archive *archive;
} level;

struct gloss_stream {
  int file; /* -1: none is open */
  bool may_wait; /* it is a pipe, a terminal, or the like */
  uint64_t bytes;
  gloss_unpacked unpacked;
  level levels[GLOSS_ARCHIVES_MOST];
  uint32_t depth;
};

gloss_stream *gloss_stream_new(void) {
  gloss_stream *stream = gloss_allocate_zeroed(1, sizeof *stream);
  stream->file = -1;
  return stream;
}

static void leave(gloss_stream *stream) {
  level *level = &stream->levels[--stream->depth];
  gloss_archive_close(level->archive);
  gloss_buffer_free(&level->head);
  gloss_buffer_free(&level->piece);
}

void gloss_stream_close(gloss_stream *stream) {
  while (stream->depth > 0) leave(stream);
  if (stream->file > STDIN_FILENO) close(stream->file);
  stream->file = -1;
}

void gloss_stream_free(gloss_stream *stream) {
  if (stream == NULL) return;
  gloss_stream_close(stream);
  free(stream);
}

static bool may_wait(int file) {
  struct stat about;
  return fstat(file, &about) == 0 && !S_ISREG(about.st_mode);
}

bool gloss_stream_open(gloss_stream *stream, const char *path, gloss_error *error) {
  stream->file = path ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : STDIN_FILENO;
  stream->unpacked = (gloss_unpacked){0};
  if (stream->file < 0) return gloss_fail(error, "%s", strerror(errno));
  stream->may_wait = may_wait(stream->file);
  return true;
}

bool gloss_stream_is_open(const gloss_stream *stream) {
  return stream->file >= 0;
}

bool gloss_stream_is_archive(const gloss_stream *stream) {
  return stream->depth > 0;
}

uint32_t gloss_stream_depth(const gloss_stream *stream) {
  return stream->depth;
}

uint64_t gloss_stream_bytes(const gloss_stream *stream) {
  return stream->bytes;
}

/* -- Reading */

static bool read_file(gloss_stream *stream, char *to, size_t most, size_t *size, gloss_error *error) {
  ssize_t got;
  do {
    if (stream->may_wait && !gloss_wait_to_read(stream->file)) return gloss_fail(error, "interrupted");
    got = read(stream->file, to, most);
  } while (got < 0 && (errno == EINTR || errno == EAGAIN));
  if (got < 0) return gloss_fail(error, "%s", strerror(errno));
  *size = (size_t)got;
  stream->bytes += *size;
  stream->unpacked.packed += *size;
  return true;
}

/* Of the file (0), or the member at hand of an archive (1 the outermost). */
static bool read_level(gloss_stream *stream, uint32_t depth, gloss_buffer *to, size_t most, gloss_error *error) {
  char *space = gloss_buffer_reserve(to, most);
  size_t got = 0;
  bool done = depth == 0 ? read_file(stream, space, most, &got, error)
                         : gloss_archive_read(stream->levels[depth - 1].archive, space, most, &got, error);
  to->size += got;
  return done;
}

bool gloss_stream_read(gloss_stream *stream, gloss_buffer *to, size_t most, gloss_error *error) {
  return read_level(stream, stream->depth, to, most, error);
}

/* -- Archives */

static bool feed(void *context, gloss_slice *bytes, gloss_error *error) {
  level *level = context;
  gloss_buffer_clear(&level->piece);
  if (level->has_head) {
    level->has_head = false;
    *bytes = gloss_buffer_slice(&level->head);
    if (bytes->size > 0) return true;
  }
  if (!read_level(level->stream, level->below, &level->piece, PIECE, error)) return false;
  *bytes = gloss_buffer_slice(&level->piece);
  return true;
}

bool gloss_stream_enter(gloss_stream *stream, gloss_slice head, gloss_error *error) {
  if (stream->depth == GLOSS_ARCHIVES_MOST)
    return gloss_fail(error, "archives are nested deeper than %d", GLOSS_ARCHIVES_MOST);
  level *level = &stream->levels[stream->depth];
  *level = (struct level){.stream = stream, .below = stream->depth, .has_head = true};
  gloss_buffer_add(&level->head, head);
  stream->depth++;
  level->archive = gloss_archive_open(feed, level, &stream->unpacked, error);
  if (level->archive == NULL) leave(stream);
  return stream->depth > level->below;
}

gloss_member gloss_stream_next_member(gloss_stream *stream, gloss_slice *name, gloss_error *error) {
  gloss_member member = gloss_archive_next(stream->levels[stream->depth - 1].archive, name, error);
  if (member == GLOSS_MEMBER_END || member == GLOSS_MEMBER_FAILED) leave(stream);
  return member;
}

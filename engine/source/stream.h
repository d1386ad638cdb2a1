/* stream: the bytes of what is open: a file, or a member of the archives it holds, within each other. For this room only. */
#ifndef GLOSS_SOURCE_STREAM_H
#define GLOSS_SOURCE_STREAM_H

#include "archive/archive.h"
#include "base/buffer.h"

typedef struct gloss_stream gloss_stream;

gloss_stream *gloss_stream_new(void);
void gloss_stream_free(gloss_stream *stream);

/* Opens the file; NULL: standard input. Nothing is open before. */
bool gloss_stream_open(gloss_stream *stream, const char *path, gloss_error *error);
void gloss_stream_close(gloss_stream *stream);
bool gloss_stream_is_open(const gloss_stream *stream);

/* Appends some bytes of the file, or of the member that was found last; none: it has ended. */
bool gloss_stream_read(gloss_stream *stream, gloss_buffer *to, size_t most, gloss_error *error);

enum { GLOSS_ARCHIVES_MOST = 4 }; /* within each other */

/* What was being read is an archive, of which these bytes were read already: from now on it is read member by member. */
bool gloss_stream_enter(gloss_stream *stream, gloss_slice head, gloss_error *error);
bool gloss_stream_is_archive(const gloss_stream *stream); /* are there members to go on to? */

/* As gloss_archive_next, in the innermost archive; at its end, and when nothing more can be read of it, it is left. */
gloss_member gloss_stream_next_member(gloss_stream *stream, gloss_slice *name, gloss_error *error);

/* How deep: 0 when no archive is entered. And bytes of the file that were read. */
uint32_t gloss_stream_depth(const gloss_stream *stream);
uint64_t gloss_stream_bytes(const gloss_stream *stream); /* of all files so far */

#endif

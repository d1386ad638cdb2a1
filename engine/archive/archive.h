/* archive: compressed files, and archives of many: gzip, zstd, xz, bzip2, tar, zip. The one door to libarchive.
 * All is streamed: one member after the other, nothing is written anywhere, and a name is only a name. */
#ifndef GLOSS_ARCHIVE_ARCHIVE_H
#define GLOSS_ARCHIVE_ARCHIVE_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

/* Does a file that begins so hold others, or one that is compressed? */
bool gloss_archive_detect(gloss_slice head);

/* The name without the ending that says how it is compressed, "news.jsonl" of "news.jsonl.gz"; `archive`, when not NULL, is told
 * whether the ending is one of an archive. The name itself when it has none of these. */
gloss_slice gloss_archive_strip(gloss_slice name, bool *is_archive);

/* Is it built in? Else opening fails and says so. */
bool gloss_archive_is_here(void);

/* What was read of a file, and what came of it, in all archives within each other. What unpacks to more than so many bytes, and so
 * many times its size, is a bomb. */
enum { GLOSS_BOMB_BYTES = 64 << 20, GLOSS_BOMB_TIMES = 250 };

typedef struct gloss_unpacked {
  uint64_t packed, unpacked;
} gloss_unpacked;

/* Lends the next bytes of what is packed; none at the end. */
typedef bool gloss_archive_feed(void *context, gloss_slice *bytes, gloss_error *error);

typedef struct gloss_archive gloss_archive;

/* `unpacked` is shared with the archives that hold it, and outlives it, as the context does. */
gloss_archive *gloss_archive_open(gloss_archive_feed *feed, void *context, gloss_unpacked *unpacked, gloss_error *error);
void gloss_archive_close(gloss_archive *archive);

typedef enum gloss_member {
  GLOSS_MEMBER_FOUND,
  GLOSS_MEMBER_REFUSED, /* one that cannot be read: the message says which; there may be more */
  GLOSS_MEMBER_FAILED,  /* nothing more can be read */
  GLOSS_MEMBER_END,
} gloss_member;

/* Goes on to the next file in it. `name` is lent; no data: it is what the compressed file holds, which has no name. */
gloss_member gloss_archive_next(gloss_archive *archive, gloss_slice *name, gloss_error *error);

/* Reads some of its bytes; 0 at its end. */
bool gloss_archive_read(gloss_archive *archive, char *to, size_t most, size_t *got, gloss_error *error);

#endif

/* source: files, folders and standard input, as records in input order.
 * It reads in chunks: what it holds is a chunk and the names in the folders on the way to the file, never a whole JSONL file. */
#ifndef GLOSS_SOURCE_SOURCE_H
#define GLOSS_SOURCE_SOURCE_H

#include "read/format.h"

typedef struct gloss_source gloss_source;

typedef struct gloss_source_settings {
  const char *const *paths; /* files, folders, "-" for standard input; must outlive the source */
  uint32_t path_count;      /* 0: standard input */
  const gloss_format *format; /* NULL: each file's own */
  const gloss_scripted *scripted; /* NULL: none */
  const char *encoding; /* of all files, as iconv names it; NULL: each tells its own */
  size_t record_max;          /* bytes a record may have; 0: 4 GiB */
} gloss_source_settings;

gloss_source *gloss_source_new(gloss_source_settings settings);
void gloss_source_free(gloss_source *source);

/* Is there such an encoding? */
bool gloss_source_knows_encoding(const char *encoding, gloss_error *error);

typedef enum gloss_next {
  GLOSS_NEXT_RECORD,
  GLOSS_NEXT_FAILED, /* a file or a line that cannot be read: the message says which; there is more after it */
  GLOSS_NEXT_END,
} gloss_next;

/* Fills the record with the next one; the end comes too when somebody interrupts (base/interrupt.h). Folders are walked to the
 * bottom in the order of their names, without dot files, links to folders, and files whose ending is of no format (or, when a
 * format was given, of another one); a file that was named itself is always read. Compressed files and archives are unpacked as
 * they are read (archive/archive.h); what is in an archive is chosen as in a folder. */
gloss_next gloss_source_next(gloss_source *source, gloss_record *record, gloss_error *error);

/* For progress: bytes read so far; and in all, when only files are named, else 0. */
uint64_t gloss_source_bytes(const gloss_source *source);
uint64_t gloss_source_total(const gloss_source *source);

/* How many files in folders were passed over so far for their endings, and which those are: appends ".html 10, .pdf 2". */
uint64_t gloss_source_passed_over(const gloss_source *source, gloss_buffer *endings);

#endif

/* output: where the results go: a file, written whole or not at all, or standard output. A file is written as "PATH.partial" and
 * takes its place when it is closed; one run at a time writes there. A device or pipe is written to as it is; where it takes
 * nothing more an interruption ends the wait. The program must ignore SIGPIPE and SIGXFSZ: then a reader that has gone away is an
 * error like any other. */
#ifndef GLOSS_WRITE_OUTPUT_H
#define GLOSS_WRITE_OUTPUT_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

typedef struct gloss_output gloss_output;

/* NULL or "-": standard output. NULL on failure. */
gloss_output *gloss_output_open(const char *path, gloss_error *error);

/* What takes the bytes in place of a file: whole pieces as they were written, never a part of one. */
typedef struct gloss_sink {
  bool (*write)(void *context, gloss_slice bytes, gloss_error *error);
  void *context;
} gloss_sink;

gloss_output *gloss_output_open_sink(const char *path, gloss_sink sink);

/* Opens the partial file that an interrupted run to this path has left. Before anything is written, the second says after how many
 * bytes of it writing goes on; what comes after them is dropped. */
gloss_output *gloss_output_open_partial(const char *path, gloss_error *error);
bool gloss_output_go_on(gloss_output *output, uint64_t size, gloss_error *error);

/* Writes in big pieces; `flush` hands over what is waiting. After a failure nothing more is written, and closing fails too. */
bool gloss_output_write(gloss_output *output, gloss_slice bytes, gloss_error *error);
bool gloss_output_flush(gloss_output *output, gloss_error *error);

/* Bytes written, those that wait included. And hands over what waits, until it is on the disk. */
uint64_t gloss_output_size(const gloss_output *output);
bool gloss_output_sync(gloss_output *output, gloss_error *error);

/* Is it a file, which a run can go on with? */
bool gloss_output_is_file(const gloss_output *output);

/* Did a write fail because nobody reads any more? */
bool gloss_output_is_closed_pipe(const gloss_output *output);

/* All free the output. `close`: the file is there, whole. `abandon`: there is no file, or still the old one. `keep`: the same, and
 * the partial one stays. */
bool gloss_output_close(gloss_output *output, gloss_error *error);
void gloss_output_abandon(gloss_output *output);
void gloss_output_keep(gloss_output *output);

#endif

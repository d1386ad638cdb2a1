/* output: where the results go: a file, written whole or not at all, or standard output.
 * A file is written under another name beside its own and takes its place when it is closed. A device or pipe is written to as
 * it is. The program must ignore SIGPIPE and SIGXFSZ: then a reader that has gone away is an error like any other. */
#ifndef GLOSS_WRITE_OUTPUT_H
#define GLOSS_WRITE_OUTPUT_H

#include "base/error.h"
#include "base/slice.h"

typedef struct gloss_output gloss_output;

/* NULL or "-": standard output. NULL on failure. */
gloss_output *gloss_output_open(const char *path, gloss_error *error);

/* Writes in big pieces; `flush` hands over what is waiting. After a failure nothing more is written, and closing fails too. */
bool gloss_output_write(gloss_output *output, gloss_slice bytes, gloss_error *error);
bool gloss_output_flush(gloss_output *output, gloss_error *error);

/* Did a write fail because nobody reads any more? */
bool gloss_output_is_closed_pipe(const gloss_output *output);

/* Both free the output. `close`: the file is there, whole. `abandon`: there is no file, or still the old one. */
bool gloss_output_close(gloss_output *output, gloss_error *error);
void gloss_output_abandon(gloss_output *output);

#endif

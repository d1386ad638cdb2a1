/* ends: where documents come from and go to when scripts read and write them: what `-i NAME` and `-f NAME` mean beside the formats
 * that the engine has itself (read/format.h, write/writer.h). */
#ifndef GLOSS_RUN_ENDS_H
#define GLOSS_RUN_ENDS_H

#include "read/format.h"
#include "run/plan.h"
#include "write/writer.h"

/* Adds the readers of that name: "auto" are all that stand in a folder `readers`; a path is a file; a name of
 * a format of the engine is none. `warn` is told of those that cannot be used. An unknown name is an error with the known ones. */
bool gloss_ends_read(gloss_ends *ends, gloss_catalog *catalog, gloss_slice name, void (*warn)(const char *message),
                     gloss_error *error);

/* Adds the writer of that name; a name of a format of the engine is none. */
bool gloss_ends_write(gloss_ends *ends, gloss_catalog *catalog, gloss_slice name, gloss_error *error);

void gloss_ends_free(gloss_ends *ends);

/* The readers of a plan as formats. The plan and the environment must outlive them. */
typedef struct gloss_readers gloss_readers;

gloss_readers *gloss_readers_new(const gloss_environment *environment, const gloss_plan *plan, gloss_error *error);
void gloss_readers_free(gloss_readers *readers);
const gloss_scripted *gloss_readers_formats(const gloss_readers *readers);

/* The writer of a plan as one, with its header and footer in the buffers, which must outlive it. */
bool gloss_plan_writer(const gloss_environment *environment, const gloss_plan *plan, gloss_buffer *header, gloss_buffer *footer,
                       gloss_writer *writer, gloss_error *error);

#endif

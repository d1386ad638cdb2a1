/* inputs: the files that what scripts do depends on: their modules, lists, models and data. Whoever opens one says so; the content
 * of all of them together is a hash. Thread-safe. */
#ifndef GLOSS_LIBRARY_INPUTS_H
#define GLOSS_LIBRARY_INPUTS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct gloss_inputs gloss_inputs;

gloss_inputs *gloss_inputs_new(void);
void gloss_inputs_free(gloss_inputs *inputs);

/* Notes a file that is about to be read. NULL inputs: nobody wants to know. */
void gloss_inputs_add(gloss_inputs *inputs, const char *path);

/* A file was looked for and is not there. Before the files are known that is as good as any; afterwards they do not hold any
 * more. */
void gloss_inputs_miss(gloss_inputs *inputs);

/* What all files have in them. From then on another file, which only some documents may need, means that they do not hold any
 * more; so does one that has changed since it was noted. */
uint64_t gloss_inputs_seal(gloss_inputs *inputs);
bool gloss_inputs_hold(gloss_inputs *inputs);

/* What stands in a file, and in all files of a folder; a file that cannot be read is empty. */
uint64_t gloss_hash_file(const char *path);
uint64_t gloss_hash_folder(const char *path);

#endif

/* grants: what a script may have beyond the sandbox, when it asks for it by `grants` and the user gives it by `--grant`. */
#ifndef GLOSS_MACHINE_GRANTS_H
#define GLOSS_MACHINE_GRANTS_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/nearest.h"

typedef unsigned gloss_grants; /* bits, of what `gloss_grant_names` has in this order */

enum {
  GLOSS_GRANT_READ_FILES = 1 << 0, /* io.open, io.lines: to read any file that gloss may read */
  GLOSS_GRANT_CLOCK = 1 << 1,      /* os.time, os.date, os.clock */
};

extern const char *const gloss_grant_names[]; /* "read files", …; NULL ends them */

/* What the user gave to the script of that name: entries of a list. */
typedef struct gloss_granted {
  gloss_slice script;
  gloss_grants grants;
} gloss_granted;

typedef struct gloss_grant_list {
  gloss_granted *items;
  uint32_t count, capacity;
} gloss_grant_list;

/* The bit of the name; 0 with the nearest known name in the error. */
gloss_grants gloss_grant_of(gloss_slice name, gloss_error *error);

/* Adds what is written as "SCRIPT:WHAT"; the text is lent. */
bool gloss_grant_list_add(gloss_grant_list *list, gloss_slice text, gloss_error *error);
void gloss_grant_list_free(gloss_grant_list *list);

/* What was given to the script of that file. */
gloss_grants gloss_granted_to(const gloss_grant_list *list, const char *path);

/* Fails, and says how to give it, when the script asks for what it was not given. */
bool gloss_grants_check(const gloss_grant_list *list, const char *path, gloss_grants asked, gloss_error *error);

/* Appends `"read files", "clock"`. */
void gloss_grants_write(gloss_grants grants, gloss_buffer *to);

#endif

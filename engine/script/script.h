/* script: what the table of a Lua script says: its name, what it reads and writes, its options, its hooks.
 * Read once, checked, and immutable; running it is the work of states (state.h). Everything lives in the script's arena. */
#ifndef GLOSS_SCRIPT_SCRIPT_H
#define GLOSS_SCRIPT_SCRIPT_H

#include "machine/environment.h"

typedef struct gloss_need { /* an entry of `requires` */
  gloss_slice name;
  bool optional; /* it was written with a "?" */
} gloss_need;

typedef struct gloss_provided { /* an entry of `provides`: a layer and a value of that name */
  gloss_slice name;
  const gloss_field *fields;
  uint32_t field_count;
} gloss_provided;

typedef struct gloss_option {
  gloss_slice name, about;
  gloss_value standard;       /* the default: string, number or boolean */
  const gloss_value *choices; /* of its type */
  uint32_t choice_count;
  bool is_file; /* looked up as data */
} gloss_option;

enum { /* the hooks a script has */
  GLOSS_HAS_SETUP = 1 << 0,
  GLOSS_HAS_DOCUMENT = 1 << 1,
  GLOSS_HAS_BLOCK = 1 << 2,
  GLOSS_HAS_SENTENCE = 1 << 3,
  GLOSS_HAS_READ = 1 << 4,   /* it is a reader */
  GLOSS_HAS_DETECT = 1 << 5,
  GLOSS_HAS_WRITE = 1 << 6,  /* it is a writer */
  GLOSS_HAS_HEADER = 1 << 7,
  GLOSS_HAS_FOOTER = 1 << 8,
  GLOSS_HAS_FOLD = 1 << 10,  /* and with its `step` all the others */
};

typedef struct gloss_script {
  gloss_arena arena;
  const char *name;   /* the file's, without ".lua" */
  const char *path;   /* as it was found */
  const char *folder; /* searched first for its modules and data */
  gloss_slice about, version;
  const gloss_slice *tags;
  const gloss_need *requires;
  const gloss_provided *provides;
  const gloss_option *options;
  const gloss_slice *columns; /* of the rows of its fold */
  uint32_t tag_count, require_count, provide_count, option_count, column_count;
  gloss_slice endings;        /* of the files that a reader reads: ".rss .atom" */
  gloss_slice ending;         /* of the file that a writer writes */
  gloss_slice header, footer; /* of a writer, where they are not functions */
  gloss_grants grants; /* what it asks for */
  unsigned hooks;
  gloss_value tests; /* a list of maps, or nil; a table with a list part and names is a map, that part's keys being "1", "2", … */
} gloss_script;

/* Reads the file, runs it in a fresh state of the sandbox, and checks its table: unknown keys, wrong types and unknown field types
 * are errors that name the file, the word and the nearest right one. NULL on failure. */
gloss_script *gloss_script_load(const gloss_environment *environment, const char *path, gloss_error *error);
void gloss_script_free(gloss_script *script);

/* Is it a reader or a writer, and no analysis? */
bool gloss_script_is_format(const gloss_script *script);

/* A value for the option from the text of `-O SCRIPT.OPTION=VALUE`, checked against the type and the choices. */
bool gloss_option_parse(const gloss_option *option, gloss_slice text, gloss_arena *arena, gloss_value *value, gloss_error *error);

#endif

/* project: what a folder says of itself in its gloss.toml, for every command that is typed in it or below it.
 * It can choose and set, but never lift the sandbox: the folder may be a stranger's. */
#ifndef GLOSS_PROJECT_PROJECT_H
#define GLOSS_PROJECT_PROJECT_H

#include "base/file.h"

typedef struct gloss_project { /* all zeroes: there is none, and nothing is said */
  gloss_buffer path;           /* of the gloss.toml, as reached from the current folder */
  gloss_names script_path;     /* folders, reached likewise */
  gloss_names scripts;         /* expressions: what is chosen when the command line chooses nothing */
  gloss_names options;         /* "SCRIPT.OPTION=VALUE" */
  gloss_names lang, memory, budget; /* each one word, as on the command line, or none */
} gloss_project;

/* The path of the gloss.toml in the current folder, else in the nearest one above it; nothing is added when there is none. */
void gloss_project_find(gloss_buffer *path);

/* Reads the gloss.toml at `path`. Unknown keys, wrong types and what is not TOML are errors with file and line. */
bool gloss_project_read(gloss_project *project, const char *path, gloss_error *error);

void gloss_project_free(gloss_project *project);

#endif

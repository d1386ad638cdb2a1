/* arguments: the options of a command as a table: what reads the command line prints the help too. */
#ifndef GLOSS_CLI_ARGUMENTS_H
#define GLOSS_CLI_ARGUMENTS_H

#include "base/error.h"
#include "base/file.h"

/* An option: exactly one of `flag`, `text` and `list` says where it goes. */
typedef struct argument {
  char letter;       /* 0: it has a long name only */
  const char *name;  /* NULL: it has a letter only */
  const char *value; /* what its value is called in the help; NULL for a flag */
  const char *about; /* one line of help, or several with newlines between */
  bool *flag;
  const char **text; /* the last one counts */
  gloss_names *list; /* all of them, in order */
} argument;

/* Reads the command line: `table` ends in an entry of zeroes; what is no option is added to `paths`. Unknown options and missing
 * values are errors that name the nearest known one. */
bool arguments_read(const argument *table, int count, char **words, gloss_names *paths, gloss_error *error);

/* The table as lines of help. */
void arguments_print(const argument *table);

#endif

/* ends: what the user says of both ends of a command: how documents are read, and how they are written. */
#ifndef GLOSS_CLI_ENDS_H
#define GLOSS_CLI_ENDS_H

#include "cli/command.h"
#include "source/source.h"

typedef struct ends {
  const char *input_format, *columns, *encoding; /* as given; NULL: not */
  const char *format; /* NULL: only native formats, or none, are written */
  gloss_buffer read_columns, write_columns;      /* what of `columns` is for which end */
  gloss_source_settings source; /* but for the paths */
  gloss_parser_settings parser;
  gloss_readers *readers;
} ends;

/* Their entries in a command's table of arguments. */
#define READING_ARGUMENTS(e)                                                                                              \
  {'i', "input-format", "F",                                                                                              \
   "auto (by name and content), a format, or a reader in Lua; `gloss formats`\n"                                          \
   "lists them (default: auto)", .text = &(e).input_format},                                                              \
  {.name = "columns", .value = "LIST", .text = &(e).columns,                                                              \
   .about = "which column or key has what: text=content,title=headline; and, of\n"                                        \
            "formats that have columns, which are written: id,title,date"},                                               \
  {.name = "encoding", .value = "E", .about = "of all files, as iconv names it: windows-1252 (default: each tells)",      \
   .text = &(e).encoding}

/* Before the plan is made: chooses the scripts that read and write. */
bool ends_choose(ends *ends, engine *engine, gloss_error *error);

/* After that: sets the options of the writer, and says how a source and its parsers read. */
bool ends_set_up(ends *ends, engine *engine, gloss_plan *plan, gloss_error *error);

/* Before the plan is freed, and after the source. */
void ends_free(ends *ends);

#endif

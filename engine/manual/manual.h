/* manual: the pages of docs/ in the terminal: the section that answers a question, the row that tells of a name.
 * A page is Markdown; a section is a heading with what stands below it, up to the next heading. */
#ifndef GLOSS_MANUAL_MANUAL_H
#define GLOSS_MANUAL_MANUAL_H

#include "base/file.h"
#include "base/table.h"

typedef struct gloss_section {
  gloss_slice page;    /* "patterns" */
  gloss_slice heading; /* "One token" */
  gloss_slice text;    /* Markdown, without the heading */
} gloss_section;

typedef struct gloss_manual { /* all zeroes: no pages */
  gloss_section *sections;    /* as they stand in the pages; the pages by name */
  uint32_t count, capacity;
  gloss_buffer *pages; /* their text */
  gloss_names names;   /* and files */
  gloss_table stop;    /* words that ask for nothing: "how" */
} gloss_manual;

/* Reads all pages of the folder. What it points to is freed with it, and it does not move. */
bool gloss_manual_read(gloss_manual *manual, const char *folder, gloss_error *error);

/* Reads the stop words of the pages' language, from its folder. */
bool gloss_manual_read_stop_words(gloss_manual *manual, const char *folder, gloss_error *error);

void gloss_manual_free(gloss_manual *manual);

/* The sections that have the words, best first, `most` of them at most: their numbers, and how many. Words of headings count more,
 * and words that few sections have; those that no section has count nothing, nor
 * do stop words, unless there are no others. */
uint32_t gloss_manual_search(const gloss_manual *manual, gloss_slice words, uint32_t *found, uint32_t most);

/* A row of a table that tells of a name: "pos", "token.pos", "document:annotate". */
typedef struct gloss_row {
  uint32_t section;
  gloss_slice line; /* "| `pos` | its part of speech |" */
} gloss_row;

/* The rows that tell of the name; when it says whose it is ("token.pos") and rows of a section of that heading do, only those. */
uint32_t gloss_manual_find_rows(const gloss_manual *manual, gloss_slice name, gloss_row *rows, uint32_t most);

/* Appends what is to be seen, wrapped at `width`. */
typedef struct gloss_manual_look {
  uint32_t width;
  bool colour;
} gloss_manual_look;

void gloss_manual_show_heading(const gloss_section *section, gloss_manual_look look, gloss_buffer *out);
void gloss_manual_show(gloss_slice markdown, gloss_manual_look look, gloss_buffer *out);

#endif

/* format: what a kind of input is: its name, its endings, how a file of it is split into records, how one becomes a document. */
#ifndef GLOSS_READ_FORMAT_H
#define GLOSS_READ_FORMAT_H

#include "base/error.h"
#include "read/record.h"

typedef enum gloss_record_unit {
  GLOSS_RECORD_A_FILE, /* a file is one record */
  GLOSS_RECORD_A_LINE, /* a line is one record; blank lines are none */
  GLOSS_RECORD_A_ROW,  /* so is a row of a table, perhaps of several lines; the first, which has the names, stands before each */
  GLOSS_RECORD_A_PLAIN_ROW, /* the same without quotes */
  GLOSS_RECORD_AN_ELEMENT,    /* of a list in JSON; a file that holds no list is one record */
  GLOSS_RECORD_A_WARC_RECORD, /* one that holds text */
} gloss_record_unit;

/* Fills the document from the record. The message does not name the record: gloss_parser_parse puts that before it. */
typedef bool gloss_format_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                                gloss_error *error);

struct gloss_format {
  const char *name, *about;
  const char *endings; /* each with its dot, a space between; the first is the usual one */
  gloss_record_unit unit;
  bool (*detect)(gloss_slice head); /* does a file that begins so look like one of these? */
  gloss_format_parse *parse;
  const void *script; /* which reads it, and is the caller's to know; NULL: `parse` does */
  bool can_detect;    /* of a script: it looks at how files begin; else its ending tells a file */
};

/* The formats known, in the order in which they are tried on a file's first bytes; the last takes anything. */
const gloss_format *gloss_formats(size_t *count);

/* Formats that scripts read. They are asked before the others: whoever adds one for an ending that is known means it. NULL, where
 * it is asked for: there are none. */
typedef struct gloss_scripted {
  const gloss_format *formats;
  uint32_t count;
  bool (*detect)(void *context, const gloss_format *format, gloss_slice head); /* for those that can */
  void *context;
} gloss_scripted;

/* The format of that name; "auto" is NULL: each file's own. An unknown name is an error with the known ones and the nearest. */
bool gloss_format_find(gloss_slice name, const gloss_scripted *scripted, const gloss_format **format, gloss_error *error);

/* Is the ending, with its dot, one of a format's? A NULL format: of any. Case does not count. */
bool gloss_format_has_ending(const gloss_format *format, const gloss_scripted *scripted, gloss_slice ending);

/* The format of a file by its ending and, where that says nothing or two things, by its first bytes. Never NULL. */
const gloss_format *gloss_format_guess(const gloss_scripted *scripted, gloss_slice ending, gloss_slice head);

#endif

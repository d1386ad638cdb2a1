/* record: the bytes of one document as they stand in a file, and what makes a document of them.
 * One thread takes records from a source (source.h); any worker turns one into a document, with a parser of its own. */
#ifndef GLOSS_READ_RECORD_H
#define GLOSS_READ_RECORD_H

#include "base/buffer.h"
#include "base/error.h"
#include "read/columns.h"
#include "read/encoding.h"
#include "text/document.h"

typedef struct gloss_format gloss_format;

/* A record that is all zeroes is empty and ready; it can be filled again and again, and keeps its memory. */
typedef struct gloss_record {
  gloss_buffer bytes; /* with room for GLOSS_JSON_PADDING more after them */
  gloss_buffer path;  /* of the file, ends in a zero byte that is not counted; "stdin": standard input */
  gloss_buffer name;  /* the file's own in an archive, which has its ending; empty: the path */
  uint64_t line;      /* 1-based; 0: the whole file */
  bool is_decoded;    /* the bytes are UTF-8, but for what was broken */
  const gloss_format *format;
} gloss_record;

/* Makes it plain text that comes from no file: "text" is its path. */
void gloss_record_set_text(gloss_record *record, gloss_slice text);

void gloss_record_free(gloss_record *record);

/* The name of its file, without folders: lent. */
gloss_slice gloss_record_name(const gloss_record *record);

/* Appends the text of the file beside it whose name differs in the ending only. False: there is none. */
bool gloss_record_read_beside(const gloss_record *record, gloss_slice ending, gloss_buffer *text);

typedef struct gloss_parser_settings {
  bool with_title; /* a title that stands outside the text is put before it, as a block of its own */
  gloss_columns columns;
} gloss_parser_settings;

/* What the document itself does not say. */
typedef struct gloss_parsed {
  bool is_article; /* plain text, whose first block is the title: GLOSS_LAYOUT_ARTICLE, else GLOSS_LAYOUT_BODY */
  bool is_mended;  /* a warning is about its bytes, which --strict makes an error */
} gloss_parsed;

/* What one worker needs to parse records: JSON tapes and scratch memory, reused for the next. */
typedef struct gloss_parser gloss_parser;

gloss_parser *gloss_parser_new(gloss_parser_settings settings);
void gloss_parser_free(gloss_parser *parser);

/* Gives the document an id, when it has none: the name of the file, and which of several in the record it is, 1-based. */
void gloss_parser_give_id(gloss_parser *parser, const gloss_record *record, uint32_t number, gloss_document *document);

/* Warns of what was done to make UTF-8 of the record. */
void gloss_parser_warn_decoded(gloss_document *document, const gloss_decoded *decoded, gloss_parsed *parsed);

/* Fills an open, empty document: text, metadata, warnings; all of it in the document's arena, nothing keeps hold of the record. On
 * failure there is no document: the message names path and line, "news.jsonl:7: not an object", and the run goes on. */
bool gloss_parser_parse(gloss_parser *parser, const gloss_record *record, gloss_document *document, gloss_parsed *parsed,
                        gloss_error *error);

#endif

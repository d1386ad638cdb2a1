/* parser: what the formats share. For this room only. */
#ifndef GLOSS_READ_PARSER_H
#define GLOSS_READ_PARSER_H

#include "read/format.h"
#include "read/json.h"

struct gloss_parser {
  gloss_parser_settings settings;
  gloss_json *json;
  gloss_buffer scratch;
};

/* Warns that bytes of the record were not UTF-8; `first` is the byte where the first of them was. */
void gloss_parser_warn_repaired(gloss_document *document, size_t sequences, size_t first, gloss_parsed *parsed);

/* Warns of halves of surrogate pairs, in JSON's escapes or in UTF-16. */
void gloss_parser_warn_surrogates(gloss_document *document, size_t surrogates, gloss_parsed *parsed);

/* Takes the text, which lives in the document's arena. */
bool gloss_parser_set_text(gloss_document *document, gloss_slice text, gloss_error *error);

bool gloss_text_detect(gloss_slice head);
bool gloss_json_detect(gloss_slice head);
bool gloss_jsonl_detect(gloss_slice head);
bool gloss_warc_detect(gloss_slice head);
gloss_format_parse gloss_text_parse, gloss_jsonl_parse, gloss_csv_parse, gloss_tsv_parse, gloss_warc_parse;

#endif

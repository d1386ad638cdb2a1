/* document: one article: its text, its metadata, and everything laid over it.
 * The text stands once, valid UTF-8; blocks, sentences and tokens are places in it, packed in columns. Everything a document
 * reaches lives in its arena and goes when it is closed. The fields may be read by anyone; they are written by the functions
 * below only, but for the metadata, which its reader fills. */
#ifndef GLOSS_TEXT_DOCUMENT_H
#define GLOSS_TEXT_DOCUMENT_H

#include "base/span.h"
#include "text/layer.h"
#include "text/vocabulary.h"

typedef enum gloss_block_kind {
  GLOSS_TITLE,
  GLOSS_HEADING,
  GLOSS_BYLINE,
  GLOSS_DATELINE,
  GLOSS_CAPTION,
  GLOSS_PARAGRAPH,
  GLOSS_LIST_ITEM,
  GLOSS_BOILERPLATE,
  GLOSS_BLOCK_KINDS,
} gloss_block_kind;

const char *gloss_block_kind_name(gloss_block_kind kind);

enum { /* flags of a token */
  GLOSS_IS_FIRST = 1 << 0,    /* of its sentence */
  GLOSS_IS_CLITIC = 1 << 1,   /* n't, 's: belongs to the word before it */
  GLOSS_AFTER_SPACE = 1 << 2, /* white space, or the start of the text, stands before it */
  GLOSS_POS_SHIFT = 3,        /* a gloss_pos + 1; 0: nobody has asked yet (text/pos.h) */
  GLOSS_POS_MASK = 31 << GLOSS_POS_SHIFT,
};

enum { GLOSS_TOKEN_SIZE_MAX = 65535, GLOSS_TOKENS_MAX = GLOSS_FIRST_MAX };

typedef struct gloss_token {
  uint32_t start; /* byte of the text */
  uint16_t size;  /* bytes */
  uint16_t flags;
  uint32_t word;  /* of the vocabulary */
} gloss_token;

typedef struct gloss_sentence {
  gloss_span tokens;
  uint32_t block;
} gloss_sentence;

typedef struct gloss_block {
  gloss_span bytes;  /* without white space at its ends */
  gloss_span tokens;
  gloss_span sentences;
  gloss_block_kind kind;
} gloss_block;

typedef struct gloss_match {
  gloss_span tokens;
  const void *source; /* the resource that found it */
  uint32_t detail;    /* its own to interpret: a phrase, captures */
} gloss_match;

typedef struct gloss_link {
  gloss_place place;
  gloss_place annotation; /* or 0 */
} gloss_link;

typedef struct gloss_failure { /* a script that failed on this document */
  gloss_slice script, at, message, traceback;
} gloss_failure;

typedef struct gloss_named_value {
  gloss_slice name;
  gloss_value value;
} gloss_named_value;

typedef struct gloss_document {
  gloss_arena arena;
  uint64_t serial; /* counts the documents of its workspace: another document has another */
  gloss_slice id, source, title, date, lang; /* no data: not known */
  gloss_value meta;                          /* a map, or nil */
  gloss_slice text;

  const gloss_language *language;
  gloss_vocabulary *vocabulary;
  const gloss_schema *schema;

  gloss_token *tokens;
  gloss_sentence *sentences;
  gloss_block *blocks;
  gloss_layer *layers; /* as many as the schema has */
  uint32_t token_count, sentence_count, block_count;

  const struct gloss_pos_tagger *tagger; /* who says the parts of speech; NULL: nobody can */
  bool is_tagged;

  gloss_named_value *values; /* in the order they were first set */
  gloss_slice *warnings;
  gloss_failure *failures;
  uint32_t value_count, warning_count, failure_count;

  gloss_match *matches;
  gloss_link *links;
  gloss_span *long_spans;
  uint32_t match_count, link_count, long_span_count;

  struct gloss_document_room *room; /* capacities, undo, offsets: document.c's own */
} gloss_document;

/* -- Filling it: readers and the segmenter */

/* Takes the text, which is valid UTF-8 and must live as long as the document (in its arena, say). */
void gloss_document_set_text(gloss_document *document, gloss_slice text);

/* Adds a block with these bytes after those there are, without tokens yet. Returns its index. */
uint32_t gloss_document_add_block(gloss_document *document, gloss_block_kind kind, gloss_span bytes);

/* Room for so many more tokens after token_count; the segmenter writes there and adds to token_count. */
gloss_token *gloss_document_reserve_tokens(gloss_document *document, uint32_t more);

/* Interns the words of the tokens from `first` on, in batches: one by one costs twice as much. */
void gloss_document_intern_tokens(gloss_document *document, uint32_t first);

/* Adds a sentence of the last block, and marks its first token. Blocks and their token and sentence spans are kept by the
 * segmenter, which fills them in text order. */
void gloss_document_add_sentence(gloss_document *document, gloss_span tokens);

/* -- What is there */

gloss_slice gloss_document_token_text(const gloss_document *document, uint32_t token);
const gloss_word *gloss_document_word(const gloss_document *document, uint32_t token);

/* The tokens of a place, and its bytes. Those of an empty span are empty, at the start of the token it stands before. */
gloss_span gloss_document_tokens(const gloss_document *document, gloss_place place);
gloss_span gloss_document_bytes(const gloss_document *document, gloss_place place);

/* The bytes from the first of the tokens to the last. */
gloss_span gloss_document_bytes_of(const gloss_document *document, gloss_span tokens);

/* The text of bytes: lent. */
gloss_slice gloss_document_slice(const gloss_document *document, gloss_span bytes);

/* The tokens that the bytes touch; of no bytes none, before the first token that ends after them. */
gloss_span gloss_document_tokens_touching(const gloss_document *document, gloss_span bytes);

/* The sentence, the block of a token (token < token_count). */
uint32_t gloss_document_sentence_at(const gloss_document *document, uint32_t token);
uint32_t gloss_document_block_at(const gloss_document *document, uint32_t token);

/* A span of tokens as a place. */
gloss_place gloss_document_span(gloss_document *document, gloss_span tokens);

/* Code points before this byte: what files that leave the engine count in. And line and column, in code points, 1-based. */
uint32_t gloss_document_code_points(const gloss_document *document, uint32_t byte);
void gloss_document_position(const gloss_document *document, uint32_t byte, uint32_t *line, uint32_t *column);

/* -- What scripts lay over it */

/* Adds an annotation over one or more pieces (of tokens, in text order, not overlapping), with all fields nil; returns its
 * row. `type` is a word of the vocabulary or GLOSS_UNKNOWN. */
uint32_t gloss_document_annotate(gloss_document *document, uint32_t layer, const gloss_span *pieces, uint32_t piece_count,
                                 uint32_t type);

gloss_value gloss_document_field(const gloss_document *document, uint32_t layer, uint32_t row, uint32_t field);
/* Sets a field; what the value points to must live in the arena. */
void gloss_document_set_field(gloss_document *document, uint32_t layer, uint32_t row, uint32_t field, gloss_value value);
void gloss_document_set_type(gloss_document *document, uint32_t layer, uint32_t row, uint32_t type);
void gloss_document_remove(gloss_document *document, uint32_t layer, uint32_t row);

/* Where an annotation comes from; of one that nobody noted it for: no `at`. Setting copies. */
void gloss_document_set_origin(gloss_document *document, uint32_t layer, uint32_t row, gloss_origin origin);
gloss_origin gloss_document_origin(const gloss_document *document, uint32_t layer, uint32_t row);

/* Sets the document's value of that name; copies both. A nil value takes it away. */
void gloss_document_set_value(gloss_document *document, gloss_slice name, gloss_value value);
gloss_value gloss_document_value(const gloss_document *document, gloss_slice name); /* or nil */

/* A document holds GLOSS_FIRST_MAX + 1 matches, links, long spans and rows of a layer: who adds one counts. */
gloss_place gloss_document_add_match(gloss_document *document, gloss_match match);
gloss_place gloss_document_add_link(gloss_document *document, gloss_link link);

/* These copy. */
void gloss_document_warn(gloss_document *document, gloss_slice message);
void gloss_document_fail(gloss_document *document, gloss_failure failure);

/* A script that fails on a document leaves nothing on it: from `begin` on what is done above is recorded as done by
 * `script`; `keep` ends that, `undo` takes all of it back. Not nested. */
void gloss_document_begin(gloss_document *document, uint16_t script);
void gloss_document_keep(gloss_document *document);
void gloss_document_undo(gloss_document *document);

/* Bytes that are kept to take it back. */
size_t gloss_document_undo_size(const gloss_document *document);

#endif

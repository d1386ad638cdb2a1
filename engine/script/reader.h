/* reader: a script that reads files. A reader in Lua is given a file and adds documents, as plain data; each is taken as soon as it
 * is added, so that no more than one of them is held. It runs counted, so that it stops at the same place on every machine: what
 * it had added before stands. */
#ifndef GLOSS_SCRIPT_READER_H
#define GLOSS_SCRIPT_READER_H

#include "script/state.h"

typedef struct gloss_input {
  gloss_slice name;  /* of the file, without its folders */
  gloss_slice bytes;
  gloss_slice text;  /* the same as UTF-8 */
  /* The content of the file beside it that has another ending; false: there is none. NULL: there are no files. */
  bool (*beside)(void *context, gloss_slice ending, gloss_buffer *content);
  void *context;
} gloss_input;

/* Takes a document: a map of what the script gave to `add`; it is valid until the function returns. False: it is none, and the
 * script is told so. */
typedef bool gloss_added_take(void *context, gloss_value added, gloss_error *error);

/* Runs `read` over the input. False: it failed, after the documents that were taken. */
bool gloss_reader_read(gloss_state *state, const gloss_input *input, gloss_added_take *take, void *context, gloss_error *error);

/* Runs `detect` over how a file begins. One that fails detects nothing. */
bool gloss_reader_detect(gloss_state *state, gloss_slice head, gloss_error *error);

#endif

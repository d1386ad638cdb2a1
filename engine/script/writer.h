/* writer: a script that writes documents. It sees the layers that are to be written, and changes nothing. */
#ifndef GLOSS_SCRIPT_WRITER_H
#define GLOSS_SCRIPT_WRITER_H

#include "script/state.h"

/* The layers of the schema that it may read from now on, and the values of their names; and all other values. */
void gloss_writer_show(gloss_state *state, const uint32_t *layers, uint32_t count);

/* `write` over the document, into the buffer. Where it fails nothing is added, and the document's record says so, as with
 * gloss_state_run. */
bool gloss_writer_write(gloss_state *state, gloss_document *document, gloss_buffer *out);

/* What stands before the first document, or after the last one. */
bool gloss_writer_add_header(gloss_state *state, gloss_buffer *out, gloss_error *error);
bool gloss_writer_add_footer(gloss_state *state, gloss_buffer *out, gloss_error *error);

#endif

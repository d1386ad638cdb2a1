/* json_text: values as JSON, appended to a buffer.
 * Text stays UTF-8: only quotation marks, backslashes and control characters are escaped. */
#ifndef GLOSS_WRITE_JSON_TEXT_H
#define GLOSS_WRITE_JSON_TEXT_H

#include "base/buffer.h"
#include "text/value.h"

void gloss_json_add_string(gloss_buffer *out, gloss_slice string); /* with its quotation marks; valid UTF-8 */
void gloss_json_add_integer(gloss_buffer *out, int64_t integer);

/* The shortest decimal that reads back as the same double, whatever the locale: 5e6 is 5000000, 0.1 is 0.1, 1e300 is 1e+300. The
 * number is finite. */
void gloss_json_add_number(gloss_buffer *out, double number);

/* Any value. A place is written by `add_place`; NULL: there is none in the value. */
typedef void gloss_json_add_place(gloss_buffer *out, gloss_place place, void *context);
void gloss_json_add_value(gloss_buffer *out, gloss_value value, gloss_json_add_place *add_place, void *context);

/* A value without places that is to be read back as the same: 5.0 is written so, and not as the integer 5. */
void gloss_json_add_exact(gloss_buffer *out, gloss_value value);

#endif

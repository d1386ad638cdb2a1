/* json: JSON text to values.
 * Integers beyond 64 bits are numbers; of several members with one key the last counts. */
#ifndef GLOSS_READ_JSON_H
#define GLOSS_READ_JSON_H

#include "base/error.h"
#include "read/structure.h"
#include "text/value.h"

enum { GLOSS_JSON_DEPTH = 1000 }; /* lists and objects within each other; deeper is an error */

typedef struct gloss_json gloss_json;

gloss_json *gloss_json_new(void);
void gloss_json_free(gloss_json *json);

/* What was mended in a text to make it readable. */
typedef struct gloss_json_mended {
  size_t sequences, first; /* not UTF-8, now U+FFFD; the byte where the first of them was */
  size_t surrogates;       /* escapes of half a surrogate pair, now U+FFFD */
} gloss_json_mended;

typedef struct gloss_json_member {
  gloss_slice key;
  gloss_value value;
  gloss_slice raw; /* as it was written; until the next text is parsed */
} gloss_json_member;

typedef struct gloss_json_object { /* its members, in order; the list is valid until the next text is parsed */
  const gloss_json_member *members;
  uint32_t count;
} gloss_json_object;

/* Parse a text after which GLOSS_JSON_PADDING bytes may be read: any value, or an object only. Keys and values are copied into
 * the arena. */
bool gloss_json_parse(gloss_json *json, gloss_slice text, gloss_arena *arena, gloss_value *value, gloss_json_mended *mended,
                      gloss_error *error);
bool gloss_json_parse_object(gloss_json *json, gloss_slice text, gloss_arena *arena, gloss_json_object *object,
                             gloss_json_mended *mended, gloss_error *error);

#endif

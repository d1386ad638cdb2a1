/* value: a piece of data: what a field, a document's value or its metadata holds.
 * A value is small and copied; what it points to lives in the document's arena. */
#ifndef GLOSS_TEXT_VALUE_H
#define GLOSS_TEXT_VALUE_H

#include <stdint.h>

#include "base/arena.h"
#include "text/place.h"

typedef enum gloss_value_kind {
  GLOSS_NIL,
  GLOSS_BOOLEAN,
  GLOSS_INTEGER, /* a number that Lua holds as an integer */
  GLOSS_NUMBER,  /* finite */
  GLOSS_STRING,  /* valid UTF-8 */
  GLOSS_LIST,
  GLOSS_MAP,   /* keys sorted by bytes, each once */
  GLOSS_PLACE, /* in fields only: any place, also an annotation or a link */
} gloss_value_kind;

typedef struct gloss_value gloss_value;
typedef struct gloss_pair gloss_pair;

struct gloss_value {
  uint8_t kind;
  uint32_t size; /* bytes of a string, items of a list, pairs of a map */
  union {
    bool boolean;
    int64_t integer;
    double number;
    const char *string;
    const gloss_value *items;
    const gloss_pair *pairs;
    gloss_place place;
  };
};

struct gloss_pair {
  gloss_slice key;
  gloss_value value;
};

static inline gloss_value gloss_value_string(gloss_slice string) {
  return (gloss_value){.kind = GLOSS_STRING, .size = (uint32_t)string.size, .string = string.data};
}

static inline gloss_slice gloss_value_slice(gloss_value value) {
  return (gloss_slice){value.string, value.size};
}

/* "a string", "a list", …: for messages. */
const char *gloss_value_kind_name(gloss_value value);

/* The value of a key of a map, or a GLOSS_NIL. */
gloss_value gloss_map_get(gloss_value map, gloss_slice key);

/* Sorts the pairs by key; of several with one key the last stays. Returns the map over them. */
gloss_value gloss_map_of(gloss_pair *pairs, uint32_t count);

/* The same value, with all it points to copied into the arena. */
gloss_value gloss_value_copy(gloss_arena *arena, gloss_value value);

bool gloss_value_equal(gloss_value a, gloss_value b);

#endif

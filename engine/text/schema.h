/* schema: the layers of a run and their typed fields, as the chosen scripts declare them.
 * Made once, before the first document; then immutable and shared by all workers. */
#ifndef GLOSS_TEXT_SCHEMA_H
#define GLOSS_TEXT_SCHEMA_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

typedef enum gloss_field_type {
  GLOSS_FIELD_STRING,
  GLOSS_FIELD_NUMBER,
  GLOSS_FIELD_BOOLEAN,
  GLOSS_FIELD_PLACE,
  GLOSS_FIELD_LIST,
} gloss_field_type;

const char *gloss_field_type_name(gloss_field_type type);
bool gloss_field_type_of(gloss_slice name, gloss_field_type *type);

typedef struct gloss_field {
  gloss_slice name;
  gloss_field_type type;
  const char *title; /* `field "name" of layer "layer"`, for messages */
} gloss_field;

typedef struct gloss_layer_schema {
  gloss_slice name;
  gloss_field *fields; /* sorted by name */
  uint32_t field_count;
} gloss_layer_schema;

typedef struct gloss_schema gloss_schema;

#define GLOSS_NO_LAYER UINT32_MAX
#define GLOSS_NO_FIELD UINT32_MAX

gloss_schema *gloss_schema_new(void);
void gloss_schema_free(gloss_schema *schema);

/* Declares a layer, or finds it when it is declared already; and a field of it: the union of what all providers say. A field
 * that is declared with two types is an error. Both copy the name. */
uint32_t gloss_schema_add_layer(gloss_schema *schema, gloss_slice name);
bool gloss_schema_add_field(gloss_schema *schema, uint32_t layer, gloss_slice name, gloss_field_type type, gloss_error *error);

uint32_t gloss_schema_layer_count(const gloss_schema *schema);
const gloss_layer_schema *gloss_schema_layer(const gloss_schema *schema, uint32_t layer);
uint32_t gloss_schema_find_layer(const gloss_schema *schema, gloss_slice name);           /* or GLOSS_NO_LAYER */
uint32_t gloss_layer_find_field(const gloss_layer_schema *layer, gloss_slice name); /* or GLOSS_NO_FIELD */

/* The scripts of the run are numbered, so that an annotation can say in two bytes who made it. */
uint16_t gloss_schema_add_script(gloss_schema *schema, gloss_slice name);
gloss_slice gloss_schema_script(const gloss_schema *schema, uint16_t script);

#endif

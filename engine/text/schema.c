#include "text/schema.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/table.h"

struct gloss_schema {
  gloss_layer_schema *layers;
  uint32_t layer_count, layer_capacity;
  gloss_table layer_names;
  gloss_table scripts;
  gloss_arena names;
};

static const char *const type_names[] = {
    [GLOSS_FIELD_STRING] = "string", [GLOSS_FIELD_NUMBER] = "number", [GLOSS_FIELD_BOOLEAN] = "boolean",
    [GLOSS_FIELD_PLACE] = "place",   [GLOSS_FIELD_LIST] = "list",
};

const char *gloss_field_type_name(gloss_field_type type) {
  return type_names[type];
}

bool gloss_field_type_of(gloss_slice name, gloss_field_type *type) {
  for (unsigned i = 0; i < sizeof type_names / sizeof *type_names; i++) {
    if (!gloss_slice_is(name, type_names[i])) continue;
    *type = (gloss_field_type)i;
    return true;
  }
  return false;
}

gloss_schema *gloss_schema_new(void) {
  return gloss_allocate_zeroed(1, sizeof(gloss_schema));
}

void gloss_schema_free(gloss_schema *schema) {
  if (schema == NULL) return;
  for (uint32_t i = 0; i < schema->layer_count; i++) free(schema->layers[i].fields);
  free(schema->layers);
  gloss_table_free(&schema->layer_names);
  gloss_table_free(&schema->scripts);
  gloss_arena_free(&schema->names);
  free(schema);
}

uint32_t gloss_schema_add_layer(gloss_schema *schema, gloss_slice name) {
  uint32_t found = gloss_schema_find_layer(schema, name);
  if (found != GLOSS_NO_LAYER) return found;
  schema->layers = gloss_grow(schema->layers, &schema->layer_capacity, schema->layer_count + 1u, sizeof *schema->layers);
  schema->layers[schema->layer_count] = (gloss_layer_schema){.name = gloss_arena_copy(&schema->names, name)};
  gloss_table_set(&schema->layer_names, name, schema->layer_count);
  return schema->layer_count++;
}

bool gloss_schema_add_field(gloss_schema *schema, uint32_t layer, gloss_slice name, gloss_field_type type, gloss_error *error) {
  gloss_layer_schema *to = &schema->layers[layer];
  uint32_t known = gloss_layer_find_field(to, name);
  if (known != GLOSS_NO_FIELD) {
    if (to->fields[known].type == type) return true;
    return gloss_fail(error, "field \"%.*s\" of layer \"%.*s\" is declared both as %s and as %s", GLOSS_PRINT(name),
                      GLOSS_PRINT(to->name), gloss_field_type_name(to->fields[known].type), gloss_field_type_name(type));
  }
  to->fields = gloss_reallocate(to->fields, (to->field_count + 1) * sizeof *to->fields);
  uint32_t at = to->field_count++;
  for (; at > 0 && gloss_slice_compare(to->fields[at - 1].name, name) > 0; at--) to->fields[at] = to->fields[at - 1];
  gloss_slice title =
      gloss_arena_print(&schema->names, "field \"%.*s\" of layer \"%.*s\"", GLOSS_PRINT(name), GLOSS_PRINT(to->name));
  to->fields[at] = (gloss_field){gloss_arena_copy(&schema->names, name), type, title.data};
  return true;
}

uint32_t gloss_schema_layer_count(const gloss_schema *schema) {
  return schema->layer_count;
}

const gloss_layer_schema *gloss_schema_layer(const gloss_schema *schema, uint32_t layer) {
  return &schema->layers[layer];
}

uint32_t gloss_schema_find_layer(const gloss_schema *schema, gloss_slice name) {
  return gloss_table_get(&schema->layer_names, name, GLOSS_NO_LAYER);
}

uint32_t gloss_layer_find_field(const gloss_layer_schema *layer, gloss_slice name) {
  for (uint32_t i = 0; i < layer->field_count; i++)
    if (gloss_slice_equal(layer->fields[i].name, name)) return i;
  return GLOSS_NO_FIELD;
}

uint16_t gloss_schema_add_script(gloss_schema *schema, gloss_slice name) {
  return (uint16_t)gloss_table_set(&schema->scripts, name, 0);
}

gloss_slice gloss_schema_script(const gloss_schema *schema, uint16_t script) {
  return schema->scripts.entries[script].key;
}

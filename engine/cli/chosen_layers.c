#include "cli/chosen_layers.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/nearest.h"

typedef struct choice {
  const gloss_plan *plan;
  gloss_writer_settings *writing;
  uint32_t *layers;
} choice;

static void write_layer(const choice *choice, uint32_t layer) {
  gloss_writer_settings *writing = choice->writing;
  for (uint32_t i = 0; i < writing->layer_count; i++)
    if (choice->layers[i] == layer) return;
  choice->layers[writing->layer_count++] = layer;
}

static void write_provided(const choice *choice, const gloss_script *script) {
  for (uint32_t i = 0; i < script->provide_count; i++)
    write_layer(choice, gloss_schema_find_layer(choice->plan->schema, script->provides[i].name));
}

static bool can_link(const gloss_script *script) {
  for (uint32_t i = 0; i < script->provide_count; i++)
    for (uint32_t j = 0; j < script->provides[i].field_count; j++)
      if (script->provides[i].fields[j].type == GLOSS_FIELD_PLACE || script->provides[i].fields[j].type == GLOSS_FIELD_LIST)
        return true;
  return false;
}

/* A script whose fields can hold places may link to what it reads: to layers with fields, which have something to say. */
static void write_linked(const choice *choice, const gloss_script *script) {
  for (uint32_t i = 0; can_link(script) && i < script->require_count; i++) {
    uint32_t layer = gloss_schema_find_layer(choice->plan->schema, script->requires[i].name);
    if (gloss_schema_layer(choice->plan->schema, layer)->field_count > 0) write_layer(choice, layer);
  }
}

static bool write_named(const choice *choice, gloss_slice name, gloss_error *error) {
  gloss_writer_settings *writing = choice->writing;
  const gloss_schema *schema = choice->plan->schema;
  gloss_nearest nearest = {.word = name};
  char space[128];
  if (gloss_slice_is(name, "block")) return writing->block = true;
  if (gloss_slice_is(name, "sentence")) return writing->sentence = true;
  if (gloss_slice_is(name, "token")) return writing->token = true;
  uint32_t layer = gloss_schema_find_layer(schema, name);
  if (layer != GLOSS_NO_LAYER) return write_layer(choice, layer), true;
  for (uint32_t i = 0; i < gloss_schema_layer_count(schema); i++)
    gloss_nearest_offer(&nearest, gloss_schema_layer(schema, i)->name);
  gloss_nearest_offer(&nearest, GLOSS_SLICE("block"));
  gloss_nearest_offer(&nearest, GLOSS_SLICE("sentence"));
  gloss_nearest_offer(&nearest, GLOSS_SLICE("token"));
  return gloss_fail(error, "--layers: no layer \"%.*s\" in this run%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, space));
}

static bool write_list(const choice *choice, const char *list, gloss_error *error) {
  gloss_slice rest = gloss_slice_of(list), name;
  while (gloss_slice_split(&rest, ',', &name))
    if (!write_named(choice, gloss_slice_trim(name), error)) return false;
  return true;
}

static bool is_readers_own(const choice *choice, gloss_slice layer) {
  bool is_read = false;
  for (uint32_t i = 0; i < choice->plan->reader_count; i++)
    is_read = is_read || gloss_script_provides(choice->plan->readers[i].script, layer);
  for (uint32_t i = 0; is_read && i < choice->plan->count; i++)
    is_read = !gloss_script_provides(choice->plan->steps[i].script, layer);
  return is_read;
}

static void write_all(const choice *choice) {
  gloss_writer_settings *writing = choice->writing;
  const gloss_schema *schema = choice->plan->schema;
  writing->block = writing->sentence = writing->token = true;
  for (uint32_t i = 0; i < gloss_schema_layer_count(schema); i++)
    if (!is_readers_own(choice, gloss_schema_layer(schema, i)->name)) write_layer(choice, i);
}

static void write_usual(const choice *choice) {
  choice->writing->sentence = true;
  for (uint32_t i = 0; i < choice->plan->count; i++) {
    if (!choice->plan->steps[i].is_chosen) continue;
    write_provided(choice, choice->plan->steps[i].script);
    write_linked(choice, choice->plan->steps[i].script);
  }
}

static bool choose_certain(const choice *choice, const char *wanted, gloss_error *error) {
  if (wanted == NULL) return write_usual(choice), true;
  if (strcmp(wanted, "all") == 0) return write_all(choice), true;
  return strcmp(wanted, "none") == 0 || write_list(choice, wanted, error);
}

/* What readers bring along is written too, unless the user said what is. */
uint32_t *chosen_layers(const gloss_plan *plan, const char *wanted, gloss_writer_settings *writing, gloss_error *error) {
  uint32_t *layers = gloss_allocate((gloss_schema_layer_count(plan->schema) + 1u) * sizeof *layers);
  choice choice = {plan, writing, layers};
  writing->layers = layers;
  if (!choose_certain(&choice, wanted, error)) return free(layers), NULL;
  uint32_t certain = writing->layer_count;
  bool is_told = wanted && strcmp(wanted, "all") != 0;
  for (uint32_t i = 0; !is_told && i < plan->reader_count; i++) write_provided(&choice, plan->readers[i].script);
  writing->spare = writing->layer_count - certain;
  return layers;
}

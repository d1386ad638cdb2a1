#include "run/plan.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "write/json_text.h"

/* The plan while it is made. Entries are those of the catalog. */
typedef struct draft {
  gloss_catalog *catalog;
  gloss_given given;
  gloss_selection entries;        /* chosen and pulled in */
  const gloss_selection *chosen;
  const gloss_ends *ends;
  gloss_error *error;
} draft;

static const gloss_need *find_need(const gloss_script *script, gloss_slice name) {
  for (uint32_t i = 0; i < script->require_count; i++)
    if (gloss_slice_equal(script->requires[i].name, name)) return &script->requires[i];
  return NULL;
}

bool gloss_script_requires(const gloss_script *script, gloss_slice name) {
  return find_need(script, name) != NULL;
}

bool gloss_script_provides(const gloss_script *script, gloss_slice name) {
  for (uint32_t i = 0; i < script->provide_count; i++)
    if (gloss_slice_equal(script->provides[i].name, name)) return true;
  return false;
}

static bool selects(const gloss_selection *selection, uint32_t entry) {
  for (uint32_t i = 0; i < selection->count; i++)
    if (selection->entries[i] == entry) return true;
  return false;
}

static void select_entry(gloss_selection *selection, uint32_t entry) {
  selection->entries = gloss_grow(selection->entries, &selection->capacity, selection->count + 1u, sizeof *selection->entries);
  selection->entries[selection->count++] = entry;
}

static const gloss_script *script_of(const draft *draft, uint32_t entry) {
  return gloss_catalog_at(draft->catalog, entry)->script;
}

static bool is_given(const draft *draft, gloss_slice name) {
  for (uint32_t i = 0; i < draft->given.count; i++)
    if (gloss_slice_equal(draft->given.names[i], name)) return true;
  return false;
}

/* A script that requires what it provides amends it: it is no source of it. */
static bool is_source(const gloss_script *script, gloss_slice name) {
  return gloss_script_provides(script, name) && !gloss_script_requires(script, name) && !gloss_script_is_format(script);
}

/* Everything there is, loaded: one that cannot be loaded provides nothing. */
static void find_sources(draft *draft, gloss_slice name, gloss_selection *sources) {
  for (uint32_t i = 0; i < gloss_catalog_count(draft->catalog); i++) {
    gloss_error ignored = {0};
    const gloss_catalog_entry *entry = gloss_catalog_at(draft->catalog, i);
    bool offered = entry->hidden_by == GLOSS_NO_ENTRY && !entry->is_named;
    const gloss_script *script = offered ? gloss_catalog_load(draft->catalog, i, &ignored) : NULL;
    if (script && is_source(script, name)) select_entry(sources, i);
    gloss_error_clear(&ignored);
  }
}

static bool fail_without_source(draft *draft, const gloss_script *script, gloss_slice name) {
  gloss_nearest nearest = {.word = name};
  char space[128];
  for (uint32_t i = 0; i < gloss_catalog_count(draft->catalog); i++) {
    const gloss_script *other = script_of(draft, i);
    for (uint32_t j = 0; other && j < other->provide_count; j++) gloss_nearest_offer(&nearest, other->provides[j].name);
  }
  return gloss_fail(draft->error, "%s requires \"%.*s\", which no script provides%s", script->path, GLOSS_PRINT(name),
                    gloss_nearest_hint(&nearest, space));
}

static bool fail_with_many(draft *draft, const gloss_script *script, gloss_slice name, const gloss_selection *sources) {
  gloss_buffer list = {0};
  for (uint32_t i = 0; i < sources->count; i++)
    gloss_buffer_print(&list, "%s%s", i ? ", " : "", gloss_catalog_at(draft->catalog, sources->entries[i])->name);
  gloss_fail(draft->error, "%s requires \"%.*s\", which several scripts provide; choose one of them too: %s", script->path,
             GLOSS_PRINT(name), gloss_buffer_string(&list));
  gloss_buffer_free(&list);
  return false;
}

static bool has_source(const draft *draft, gloss_slice name) {
  for (uint32_t i = 0; i < draft->entries.count; i++)
    if (is_source(script_of(draft, draft->entries.entries[i]), name)) return true;
  return false;
}

/* A reader may have brought it along. */
static bool is_read(const draft *draft, gloss_slice name) {
  for (uint32_t i = 0; i < draft->ends->readers.count; i++)
    if (gloss_script_provides(script_of(draft, draft->ends->readers.entries[i]), name)) return true;
  return false;
}

static bool pull_in_source(draft *draft, const gloss_script *script, gloss_slice name) {
  gloss_selection sources = {0};
  find_sources(draft, name, &sources);
  bool found = true;
  if (sources.count == 1) select_entry(&draft->entries, sources.entries[0]);
  else if (sources.count > 1) found = fail_with_many(draft, script, name, &sources);
  else found = is_read(draft, name) || fail_without_source(draft, script, name);
  gloss_selection_free(&sources);
  return found;
}

static bool pull_in_needs(draft *draft, const gloss_script *script) {
  for (uint32_t i = 0; i < script->require_count; i++) {
    const gloss_need *need = &script->requires[i];
    if (need->optional || is_given(draft, need->name) || has_source(draft, need->name)) continue;
    if (!pull_in_source(draft, script, need->name)) return false;
  }
  return true;
}

/* Chosen first, then what they need, then what those need: the list grows while it is walked. */
static bool collect(draft *draft) {
  for (uint32_t i = 0; i < draft->chosen->count; i++) select_entry(&draft->entries, draft->chosen->entries[i]);
  for (uint32_t i = 0; i < draft->entries.count; i++)
    if (gloss_catalog_load(draft->catalog, draft->entries.entries[i], draft->error) == NULL) return false;
  for (uint32_t i = 0; i < draft->entries.count; i++)
    if (!pull_in_needs(draft, script_of(draft, draft->entries.entries[i]))) return false;
  return true;
}

static bool fail_on_same_name(draft *draft) {
  for (uint32_t i = 0; i < draft->entries.count; i++)
    for (uint32_t j = 0; j < i; j++) {
      const gloss_script *a = script_of(draft, draft->entries.entries[j]), *b = script_of(draft, draft->entries.entries[i]);
      if (strcmp(a->name, b->name) == 0)
        return gloss_fail(draft->error, "%s and %s have the same name; choose one of them", a->path, b->path);
    }
  return true;
}

/* Why must `script` wait for `other`: the name of a layer or value, or NULL. Sources run first, then those who amend, by name, then
 * those who read. */
static const gloss_slice *waits_for(const gloss_script *script, const gloss_script *other) {
  for (uint32_t i = 0; i < script->require_count && script != other; i++) {
    const gloss_slice *name = &script->requires[i].name;
    if (!gloss_script_provides(other, *name)) continue;
    bool amends = gloss_script_provides(script, *name), other_amends = gloss_script_requires(other, *name);
    if (!amends || !other_amends || strcmp(other->name, script->name) < 0) return name;
  }
  return NULL;
}

static bool is_ready(const draft *draft, uint32_t at, const bool *done) {
  for (uint32_t i = 0; i < draft->entries.count; i++)
    if (!done[i] && waits_for(script_of(draft, draft->entries.entries[at]), script_of(draft, draft->entries.entries[i])))
      return false;
  return true;
}

/* The first by name of those that wait for nobody any more. */
static uint32_t next_ready(const draft *draft, const bool *done) {
  uint32_t best = GLOSS_NO_ENTRY;
  for (uint32_t i = 0; i < draft->entries.count; i++) {
    if (done[i] || !is_ready(draft, i, done)) continue;
    const char *name = script_of(draft, draft->entries.entries[i])->name;
    if (best == GLOSS_NO_ENTRY || strcmp(name, script_of(draft, draft->entries.entries[best])->name) < 0) best = i;
  }
  return best;
}

static uint32_t whom_it_waits_for(const draft *draft, uint32_t at, const bool *done) {
  uint32_t i = 0;
  while (done[i] || !waits_for(script_of(draft, draft->entries.entries[at]), script_of(draft, draft->entries.entries[i]))) i++;
  return i;
}

/* Everybody who is left waits: whoever follows that long enough comes to a circle. */
static bool fail_on_circle(draft *draft, const bool *done) {
  uint32_t at = 0;
  while (done[at]) at++;
  for (uint32_t i = 0; i < draft->entries.count; i++) at = whom_it_waits_for(draft, at, done);
  gloss_buffer story = {0};
  uint32_t start = at;
  do {
    uint32_t next = whom_it_waits_for(draft, at, done);
    const gloss_script *script = script_of(draft, draft->entries.entries[at]),
                       *other = script_of(draft, draft->entries.entries[next]);
    gloss_buffer_print(&story, "%s%s requires \"%.*s\" of %s", story.size ? ", " : "", script->name,
                       GLOSS_PRINT(*waits_for(script, other)), other->name);
    at = next;
  } while (at != start);
  gloss_fail(draft->error, "scripts wait for each other in a circle: %s", gloss_buffer_string(&story));
  gloss_buffer_free(&story);
  return false;
}

static bool put_in_order(draft *draft) {
  uint32_t count = draft->entries.count;
  bool *done = gloss_allocate_zeroed(count + 1u, sizeof *done), ordered = true;
  gloss_selection order = {0};
  while (ordered && order.count < count) {
    uint32_t next = next_ready(draft, done);
    if (next == GLOSS_NO_ENTRY) {
      ordered = fail_on_circle(draft, done);
    } else {
      done[next] = true;
      select_entry(&order, draft->entries.entries[next]);
    }
  }
  free(done);
  gloss_selection_free(&draft->entries);
  draft->entries = order;
  return ordered;
}

static bool declare(gloss_schema *schema, const gloss_script *script, const gloss_provided *provided, gloss_error *error) {
  uint32_t layer = gloss_schema_add_layer(schema, provided->name);
  for (uint32_t i = 0; i < provided->field_count; i++)
    if (!gloss_schema_add_field(schema, layer, provided->fields[i].name, provided->fields[i].type, error))
      return gloss_fail_at(error, "%s", script->path);
  return true;
}

static bool declare_all(gloss_schema *schema, const gloss_script *script, gloss_error *error) {
  for (uint32_t i = 0; i < script->provide_count; i++)
    if (!declare(schema, script, &script->provides[i], error)) return false;
  return true;
}

static void declare_named(gloss_schema *schema, const gloss_script *script, gloss_slice name, gloss_error *error) {
  for (uint32_t i = 0; i < script->provide_count; i++)
    if (gloss_slice_equal(script->provides[i].name, name)) declare(schema, script, &script->provides[i], error);
}

/* A given layer has the fields that its providers declare. */
static bool declare_given(draft *draft, gloss_schema *schema) {
  for (uint32_t i = 0; i < draft->given.count; i++) {
    gloss_selection sources = {0};
    bool declared = true;
    gloss_schema_add_layer(schema, draft->given.names[i]);
    find_sources(draft, draft->given.names[i], &sources);
    for (uint32_t j = 0; declared && j < sources.count; j++)
      declared = declare_all(schema, script_of(draft, sources.entries[j]), draft->error);
    gloss_selection_free(&sources);
    if (!declared) return false;
  }
  return true;
}

/* What a script reads of a layer may be declared by a provider that is not chosen: such a field is there, and nil. One that a
 * chosen provider has declared with another type stays as that says. Layers that nobody here provides are there too, and empty. */
static void declare_read(draft *draft, gloss_schema *schema, const gloss_script *script) {
  for (uint32_t i = 0; i < script->require_count; i++) {
    gloss_error ignored = {0};
    gloss_selection sources = {0};
    uint32_t layer = gloss_schema_add_layer(schema, script->requires[i].name);
    bool has_fields = gloss_schema_layer(schema, layer)->field_count > 0;
    if (has_fields) find_sources(draft, script->requires[i].name, &sources);
    for (uint32_t j = 0; j < sources.count; j++)
      declare_named(schema, script_of(draft, sources.entries[j]), script->requires[i].name, &ignored);
    gloss_selection_free(&sources);
    gloss_error_clear(&ignored);
  }
}

static gloss_value standard_options(gloss_plan *plan, const gloss_script *script) {
  gloss_pair *pairs = gloss_arena_allocate(&plan->arena, script->option_count * sizeof *pairs);
  for (uint32_t i = 0; i < script->option_count; i++) pairs[i] = (gloss_pair){script->options[i].name, script->options[i].standard};
  return gloss_map_of(pairs, script->option_count);
}

/* Has every script what it asks for, and asks for what it has? */
static bool check_grants(const draft *draft, const gloss_selection *entries) {
  const gloss_environment *environment = gloss_catalog_environment(draft->catalog);
  for (uint32_t i = 0; i < entries->count && !environment->trust; i++) {
    const gloss_script *script = script_of(draft, entries->entries[i]);
    if (!gloss_grants_check(&environment->granted, script->path, script->grants, draft->error)) return false;
  }
  return true;
}

/* A reader is asked when the first of its files comes: most runs have none of them. */
static bool check_all_grants(const draft *draft) {
  return check_grants(draft, &draft->entries) && (draft->ends == NULL || check_grants(draft, &draft->ends->writer));
}

/* A step for each of the entries, numbered in the schema, with what they provide. */
static bool fill_steps(gloss_plan *plan, const draft *draft, const gloss_selection *entries, gloss_step **steps, uint32_t *count) {
  *steps = gloss_arena_allocate(&plan->arena, entries->count * sizeof **steps);
  for (uint32_t i = 0; i < entries->count; i++) {
    const gloss_script *script = script_of(draft, entries->entries[i]);
    (*steps)[(*count)++] = (gloss_step){script, selects(draft->chosen, entries->entries[i]), standard_options(plan, script)};
    gloss_schema_add_script(plan->schema, gloss_slice_of(script->name));
    if (!declare_all(plan->schema, script, draft->error)) return false;
  }
  return true;
}

static bool fill(gloss_plan *plan, draft *draft) {
  uint32_t writers = 0;
  if (!fill_steps(plan, draft, &draft->entries, &plan->steps, &plan->count)) return false;
  if (!fill_steps(plan, draft, &draft->ends->readers, &plan->readers, &plan->reader_count)) return false;
  if (!fill_steps(plan, draft, &draft->ends->writer, &plan->writer, &writers)) return false;
  if (writers == 0) plan->writer = NULL;
  for (uint32_t i = 0; i < plan->count; i++) declare_read(draft, plan->schema, plan->steps[i].script);
  return declare_given(draft, plan->schema);
}

gloss_plan *gloss_plan_new(gloss_catalog *catalog, const gloss_selection *chosen, const gloss_ends *ends, gloss_given given,
                           gloss_error *error) {
  draft draft = {.catalog = catalog, .given = given, .chosen = chosen, .ends = ends, .error = error};
  gloss_plan *plan = gloss_allocate_zeroed(1, sizeof *plan);
  plan->schema = gloss_schema_new();
  bool made = collect(&draft) && fail_on_same_name(&draft) && put_in_order(&draft) && check_all_grants(&draft) &&
              fill(plan, &draft);
  gloss_selection_free(&draft.entries);
  if (made) return plan;
  gloss_plan_free(plan);
  return NULL;
}

void gloss_plan_free(gloss_plan *plan) {
  if (plan == NULL) return;
  gloss_schema_free(plan->schema);
  gloss_arena_free(&plan->arena);
  free(plan);
}

static gloss_step *find_among(gloss_step *steps, uint32_t count, gloss_slice name, gloss_nearest *nearest) {
  for (uint32_t i = 0; i < count; i++) {
    if (gloss_slice_is(name, steps[i].script->name)) return &steps[i];
    gloss_nearest_offer(nearest, gloss_slice_of(steps[i].script->name));
  }
  return NULL;
}

static gloss_step *find_step(gloss_plan *plan, gloss_slice name, gloss_error *error) {
  gloss_nearest nearest = {.word = name};
  char space[128];
  gloss_step *step = find_among(plan->steps, plan->count, name, &nearest);
  if (step == NULL) step = find_among(plan->readers, plan->reader_count, name, &nearest);
  if (step == NULL) step = find_among(plan->writer, plan->writer != NULL, name, &nearest);
  if (step != NULL) return step;
  gloss_fail(error, "no script \"%.*s\" is chosen%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, space));
  return NULL;
}

bool gloss_plan_check_granted(gloss_plan *plan, const gloss_grant_list *granted, gloss_error *error) {
  for (uint32_t i = 0; i < granted->count; i++) {
    const gloss_granted *given = &granted->items[i];
    const gloss_step *step = find_step(plan, given->script, error);
    if (step == NULL) return gloss_fail_at(error, "--grant");
    if (!(given->grants & ~step->script->grants)) continue;
    gloss_buffer names = {0};
    gloss_grants_write(given->grants, &names);
    gloss_fail(error, "--grant: %s does not ask for %s; leave it out", step->script->name, gloss_buffer_string(&names));
    gloss_buffer_free(&names);
    return false;
  }
  return true;
}

static const gloss_option *find_option(const gloss_script *script, gloss_slice name, gloss_error *error) {
  gloss_nearest nearest = {.word = name};
  char space[128];
  for (uint32_t i = 0; i < script->option_count; i++) {
    if (gloss_slice_equal(name, script->options[i].name)) return &script->options[i];
    gloss_nearest_offer(&nearest, script->options[i].name);
  }
  gloss_fail(error, "%s has no option \"%.*s\"%s", script->name, GLOSS_PRINT(name), gloss_nearest_hint(&nearest, space));
  return NULL;
}

static void replace_option(gloss_plan *plan, gloss_step *step, gloss_slice name, gloss_value value) {
  gloss_pair *pairs = gloss_arena_allocate(&plan->arena, step->options.size * sizeof *pairs);
  for (uint32_t i = 0; i < step->options.size; i++) {
    pairs[i] = step->options.pairs[i];
    if (gloss_slice_equal(pairs[i].key, name)) pairs[i].value = value;
  }
  step->options.pairs = pairs;
}

bool gloss_plan_set_option(gloss_plan *plan, gloss_slice setting, gloss_error *error) {
  const char *equals = setting.size ? memchr(setting.data, '=', setting.size) : NULL;
  const char *dot = equals ? memchr(setting.data, '.', (size_t)(equals - setting.data)) : NULL;
  if (dot == NULL) return gloss_fail(error, "-O %.*s: write SCRIPT.OPTION=VALUE", GLOSS_PRINT(setting));
  size_t point = (size_t)(dot - setting.data), sign = (size_t)(equals - setting.data);
  gloss_step *step = find_step(plan, gloss_slice_cut(setting, 0, point), error);
  const gloss_option *option = step ? find_option(step->script, gloss_slice_cut(setting, point + 1, sign), error) : NULL;
  gloss_value value;
  bool set = option && gloss_option_parse(option, gloss_slice_cut(setting, sign + 1, setting.size), &plan->arena, &value, error);
  if (!set) return gloss_fail_at(error, "-O %.*s", GLOSS_PRINT(setting));
  replace_option(plan, step, option->name, value);
  return true;
}

uint64_t gloss_step_hash(const gloss_step *step) {
  gloss_buffer content = {0};
  gloss_error ignored = {0};
  if (!gloss_file_read(step->script->path, &content, &ignored)) gloss_error_clear(&ignored);
  gloss_json_add_value(&content, step->options, NULL, NULL);
  uint64_t hash = gloss_hash(gloss_buffer_slice(&content));
  gloss_buffer_free(&content);
  return hash;
}

bool gloss_step_folds(const gloss_step *step) {
  return step->is_chosen && step->script->hooks & GLOSS_HAS_FOLD;
}

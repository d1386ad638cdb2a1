#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "script/set.h"
#include "write/json_text.h"

static bool read_request(settings *settings, gloss_names *words_left, int count, char **words, gloss_error *error) {
  const argument table[] = {SETTINGS_ARGUMENTS(*settings), {0}};
  if (!arguments_read(table, count, words, words_left, error)) return false;
  if (!settings->help) return true;
  puts(
      "gloss scripts [OPTIONS] [EXPR]\n\nLists scripts: what they are about, provide and require, their options, and where they "
      "were found.\n"
      "EXPR chooses as `gloss run -s` does; without it all scripts and sets are listed.\n");
  arguments_print(table);
  return true;
}

static void print_fields(const gloss_provided *provided) {
  for (uint32_t i = 0; i < provided->field_count; i++)
    printf("%s%.*s %s", i ? ", " : " (", GLOSS_PRINT(provided->fields[i].name), gloss_field_type_name(provided->fields[i].type));
  if (provided->field_count) putchar(')');
}

static void print_provides(const gloss_script *script) {
  for (uint32_t i = 0; i < script->provide_count; i++) {
    printf("%s%.*s", i ? ", " : "    provides  ", GLOSS_PRINT(script->provides[i].name));
    print_fields(&script->provides[i]);
  }
  if (script->provide_count) putchar('\n');
}

static void print_requires(const gloss_script *script) {
  for (uint32_t i = 0; i < script->require_count; i++)
    printf("%s%.*s%s", i ? ", " : "    requires  ", GLOSS_PRINT(script->requires[i].name), script->requires[i].optional ? "?" : "");
  if (script->require_count) putchar('\n');
}

static void print_columns(const gloss_script *script) {
  for (uint32_t i = 0; i < script->column_count; i++)
    printf("%s%.*s", i ? ", " : "    fold      rows of ", GLOSS_PRINT(script->columns[i]));
  if (script->column_count) putchar('\n');
}

static void print_formats(const gloss_script *script) {
  gloss_slice endings = script->endings;
  if (script->hooks & GLOSS_HAS_READ)
    printf("    reads     -i %s%s%.*s\n", script->name, endings.size ? ", files that end in " : "", GLOSS_PRINT(endings));
  if (script->hooks & GLOSS_HAS_WRITE) printf("    writes    -f %s\n", script->name);
}

static void print_tags(const gloss_script *script) {
  for (uint32_t i = 0; i < script->tag_count; i++) printf("%s%.*s", i ? ", " : "    tags      ", GLOSS_PRINT(script->tags[i]));
  if (script->tag_count) putchar('\n');
}

static void print_grants(const gloss_script *script) {
  gloss_buffer names = {0};
  gloss_grants_write(script->grants, &names);
  if (names.size > 0) printf("    asks for  %s\n", gloss_buffer_string(&names));
  gloss_buffer_free(&names);
}

static void print_number(double number) {
  gloss_buffer digits = {0};
  gloss_json_add_number(&digits, number);
  fputs(gloss_buffer_string(&digits), stdout);
  gloss_buffer_free(&digits);
}

static void print_standard(gloss_value value) {
  switch (value.kind) {
    case GLOSS_STRING: printf("%.*s", (int)value.size, value.string); break;
    case GLOSS_INTEGER: printf("%lld", (long long)value.integer); break;
    case GLOSS_NUMBER: print_number(value.number); break;
    default: printf("%s", value.boolean ? "true" : "false");
  }
}

static void print_options(const gloss_script *script) {
  for (uint32_t i = 0; i < script->option_count; i++) {
    const gloss_option *option = &script->options[i];
    printf("    -O %s.%.*s=", script->name, GLOSS_PRINT(option->name));
    print_standard(option->standard);
    for (uint32_t j = 0; j < option->choice_count; j++) {
      fputs(j ? ", " : " (one of ", stdout);
      print_standard(option->choices[j]);
    }
    if (option->choice_count) putchar(')');
    printf("%s%.*s\n", option->about.size ? "   " : "", GLOSS_PRINT(option->about));
  }
}

static void print_script(const gloss_catalog *catalog, const gloss_catalog_entry *entry) {
  const gloss_script *script = entry->script;
  printf("%s  %.*s\n", entry->name, GLOSS_PRINT(script->about));
  print_provides(script);
  print_requires(script);
  print_columns(script);
  print_formats(script);
  print_grants(script);
  print_tags(script);
  print_options(script);
  printf("    found in  %s\n", entry->path);
  for (uint32_t i = 0; i < gloss_catalog_count(catalog); i++) {
    const gloss_catalog_entry *other = gloss_catalog_at(catalog, i);
    if (other->hidden_by != GLOSS_NO_ENTRY && gloss_catalog_at(catalog, other->hidden_by) == entry)
      printf("    hides     %s\n", other->path);
  }
}

/* One that cannot be loaded is listed too, with the reason. */
static bool print_entry(gloss_catalog *catalog, uint32_t entry) {
  gloss_error error = {0};
  const gloss_script *script = gloss_catalog_load(catalog, entry, &error);
  if (script) print_script(catalog, gloss_catalog_at(catalog, entry));
  else printf("%s  cannot be used: %s\n", gloss_catalog_at(catalog, entry)->name, error.message);
  gloss_error_clear(&error);
  return script != NULL;
}

static bool print_set(const gloss_environment *environment, const char *path) {
  gloss_error error = {0};
  gloss_set *set = gloss_set_load(environment, path, &error);
  gloss_slice name = gloss_path_stem(path);
  if (set == NULL) {
    printf("set %.*s  cannot be used: %s\n", GLOSS_PRINT(name), error.message);
    gloss_error_clear(&error);
    return false;
  }
  printf("set %.*s  %.*s\n    chooses   ", GLOSS_PRINT(name), GLOSS_PRINT(set->about));
  for (uint32_t i = 0; i < set->count; i++) printf("%s%.*s", i ? ", " : "", GLOSS_PRINT(set->members[i]));
  printf("\n    found in  %s\n", path);
  gloss_set_free(set);
  return true;
}

static bool print_sets(const engine *engine) {
  gloss_names paths = {0};
  bool usable = true;
  gloss_catalog_sets(engine->catalog, &paths);
  for (uint32_t i = 0; i < paths.count; i++) {
    char *first = gloss_catalog_find_set(engine->catalog, gloss_path_stem(paths.items[i]));
    if (first && strcmp(first, paths.items[i]) == 0) usable &= print_set(&engine->environment, first);
    free(first);
  }
  gloss_names_free(&paths);
  return usable;
}

static int list_all(engine *engine) {
  bool usable = true;
  for (uint32_t i = 0; i < gloss_catalog_count(engine->catalog); i++)
    if (gloss_catalog_at(engine->catalog, i)->hidden_by == GLOSS_NO_ENTRY) usable &= print_entry(engine->catalog, i);
  usable &= print_sets(engine);
  return usable ? STATUS_DONE : STATUS_TROUBLE;
}

static int list_chosen(engine *engine, const gloss_names *expressions, gloss_error *error) {
  gloss_selection chosen = {0};
  bool usable = true, read = true;
  for (uint32_t i = 0; read && i < expressions->count; i++)
    read = gloss_selection_add(&chosen, engine->catalog, gloss_slice_of(expressions->items[i]), say, error);
  for (uint32_t i = 0; read && i < chosen.count; i++) usable &= print_entry(engine->catalog, chosen.entries[i]);
  gloss_selection_free(&chosen);
  return !read ? refuse(error) : usable ? STATUS_DONE : STATUS_TROUBLE;
}

int command_scripts(int count, char **words) {
  gloss_error error = {0};
  settings settings = {0};
  gloss_names expressions = {0};
  engine engine = {0};
  int status = STATUS_DONE;
  if (!read_request(&settings, &expressions, count, words, &error)) status = refuse(&error);
  else if (settings.help) status = STATUS_DONE;
  else if (!engine_open(&engine, &settings, &error)) status = refuse(&error);
  else status = expressions.count ? list_chosen(&engine, &expressions, &error) : list_all(&engine);
  engine_close(&engine);
  gloss_names_free(&expressions);
  settings_free(&settings);
  return status;
}

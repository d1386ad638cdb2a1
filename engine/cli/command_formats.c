#include <stdio.h>

#include "cli/command.h"
#include "read/format.h"
#include "write/writer.h"

static bool read_request(settings *settings, gloss_names *words_left, int count, char **words, gloss_error *error) {
  const argument table[] = {SETTINGS_ARGUMENTS(*settings), {0}};
  if (!arguments_read(table, count, words, words_left, error)) return false;
  if (words_left->count > 0) return gloss_fail(error, "gloss formats: \"%s\" is one word too many", words_left->items[0]);
  if (!settings->help) return true;
  puts("gloss formats [OPTIONS]\n\nLists what is read (-i NAME) and what is written (-f NAME), those of scripts too.\n");
  arguments_print(table);
  return true;
}

static void print_line(const char *name, gloss_slice endings, gloss_slice about) {
  printf("  %-9s %-22.*s %.*s\n", name, GLOSS_PRINT(endings), GLOSS_PRINT(about));
}

/* A script that cannot be loaded is no format; `gloss scripts` says what is wrong with it. */
static void print_scripts(engine *engine, unsigned hook) {
  for (uint32_t i = 0; i < gloss_catalog_count(engine->catalog); i++) {
    gloss_error ignored = {0};
    const gloss_catalog_entry *entry = gloss_catalog_at(engine->catalog, i);
    const gloss_script *script = entry->hidden_by == GLOSS_NO_ENTRY ? gloss_catalog_load(engine->catalog, i, &ignored) : NULL;
    if (script && script->hooks & hook)
      print_line(entry->name, hook == GLOSS_HAS_READ ? script->endings : script->ending, script->about);
    gloss_error_clear(&ignored);
  }
}

static void print_all(engine *engine) {
  size_t count;
  puts("Read, with -i NAME; by themselves, when the name or the content tells:");
  const gloss_format *formats = gloss_formats(&count);
  for (size_t i = 0; i < count; i++)
    print_line(formats[i].name, gloss_slice_of(formats[i].endings), gloss_slice_of(formats[i].about));
  print_scripts(engine, GLOSS_HAS_READ);
  puts("\nWritten, with -f NAME:");
  const gloss_writer *writers = gloss_writers(&count);
  for (size_t i = 0; i < count; i++)
    print_line(writers[i].name, gloss_slice_of(writers[i].ending), gloss_slice_of(writers[i].about));
  print_scripts(engine, GLOSS_HAS_WRITE);
}

int command_formats(int count, char **words) {
  gloss_error error = {0};
  settings settings = {0};
  gloss_names rest = {0};
  engine engine = {0};
  int status = STATUS_DONE;
  if (!read_request(&settings, &rest, count, words, &error)) status = refuse(&error);
  else if (!settings.help && !engine_open(&engine, &settings, &error)) status = refuse(&error);
  else if (!settings.help) print_all(&engine);
  engine_close(&engine);
  gloss_names_free(&rest);
  settings_free(&settings);
  return status;
}

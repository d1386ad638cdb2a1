#include <stdio.h>
#include <stdlib.h>

#include "author/template.h"
#include "cli/command.h"

typedef struct request {
  settings settings;
  gloss_names names;
  const char *like;
  bool fold, reader, writer, project;
} request;

static bool read_request(request *request, int count, char **words, gloss_error *error) {
  const argument table[] = {
      {.name = "like", .value = "SCRIPT", .about = "a copy of that script, with its tests, to change", .text = &request->like},
      {.name = "fold", .about = "a script that adds up what many articles say", .flag = &request->fold},
      {.name = "reader", .about = "a script that reads a format", .flag = &request->reader},
      {.name = "writer", .about = "a script that writes a format", .flag = &request->writer},
      {.name = "project", .flag = &request->project,
       .about = "a folder NAME with a script, a list, a set, an article, and a gloss.toml\n"
                "that every command reads which is typed there or below"},
      SETTINGS_ARGUMENTS(request->settings),
      {0},
  };
  if (!arguments_read(table, count, words, &request->names, error)) return false;
  if (!request->settings.help) return true;
  puts("gloss new [OPTIONS] NAME\n\nWrites a script with tests, ready to run: NAME.lua, in a project in its folder of scripts.\n"
       "NAME may be a path: folder/NAME. What is there already is never written over.\n");
  arguments_print(table);
  return true;
}

static bool check_request(const request *request, gloss_error *error) {
  int kinds = (request->like != NULL) + request->fold + request->reader + request->writer + request->project;
  if (request->names.count == 0) return gloss_fail(error, "gloss new needs a name: gloss new night_trains");
  if (request->names.count > 1) return gloss_fail(error, "gloss new: \"%s\" is one name too many", request->names.items[1]);
  if (kinds > 1) return gloss_fail(error, "gloss new: give one of --like, --fold, --reader, --writer and --project");
  return true;
}

static const char *template_of(const request *request) {
  if (request->fold) return "fold.lua";
  if (request->reader) return "reader.lua";
  return request->writer ? "writer.lua" : "analysis.lua";
}

/* "night" and "night.lua" are written to where the project's scripts are; "./night" and "folder/night" to where they say. */
static void add_path(const engine *engine, const char *word, gloss_slice name, bool is_script, gloss_buffer *path) {
  bool is_bare = strchr(word, '/') == NULL;
  gloss_slice folder = gloss_path_folder(word);
  if (is_bare && is_script && engine->project.script_path.count > 0) folder = gloss_slice_of(engine->project.script_path.items[0]);
  gloss_buffer_print(path, "%.*s/%.*s%s", GLOSS_PRINT(folder), GLOSS_PRINT(name), is_script ? ".lua" : "");
}

/* What an editor reads: beside the scripts that come with gloss. */
static char *types_folder(const engine *engine) {
  const gloss_names *folders = &engine->path.folders;
  gloss_buffer path = {0};
  gloss_buffer_print(&path, "%s/types", folders->items[folders->count - 1]);
  char *absolute = realpath(gloss_buffer_string(&path), NULL);
  gloss_buffer_free(&path);
  return absolute;
}

static bool copy_script(engine *engine, const char *like, const char *path, gloss_error *error) {
  gloss_selection chosen = {0};
  bool found = gloss_selection_add(&chosen, engine->catalog, gloss_slice_of(like), say, error);
  if (found && chosen.count != 1) found = gloss_fail(error, "--like %s: name one script; this chooses %u", like, chosen.count);
  bool copied = found && gloss_author_copy(gloss_catalog_at(engine->catalog, chosen.entries[0])->path, path, error);
  gloss_selection_free(&chosen);
  return copied;
}

static bool write_files(const request *request, engine *engine, const gloss_stamp *stamp, const char *path, gloss_error *error) {
  if (request->project) return gloss_author_write_project(&engine->path, stamp, path, error);
  if (request->like) return copy_script(engine, request->like, path, error);
  return gloss_author_write(&engine->path, template_of(request), stamp, path, error);
}

static void say_what_is_next(const request *request, const char *path) {
  printf("%s is written. To go on:\n\n", path);
  if (request->project) printf("  cd %s\n  gloss test project\n  gloss run articles\n", path);
  else if (request->reader) printf("  gloss test %s\n  gloss run -i %s FILE\n", path, path);
  else if (request->writer) printf("  gloss test %s\n  gloss run -f %s ARTICLE\n", path, path);
  else printf("  gloss test %s\n  gloss run -s %s ARTICLE\n", path, path);
}

static int write_all(const request *request, engine *engine, gloss_error *error) {
  const char *word = request->names.items[0];
  gloss_slice name = gloss_slice_is(gloss_path_ending(word), ".lua") ? gloss_path_stem(word) : gloss_path_name(word);
  gloss_buffer path = {0};
  char *types = types_folder(engine);
  gloss_stamp stamp = {name, types ? types : ""};
  add_path(engine, word, name, !request->project, &path);
  bool written = gloss_author_check_name(name, error) && write_files(request, engine, &stamp, gloss_buffer_string(&path), error);
  if (written) say_what_is_next(request, gloss_buffer_string(&path));
  free(types);
  gloss_buffer_free(&path);
  return written ? STATUS_DONE : refuse(error);
}

int command_new(int count, char **words) {
  gloss_error error = {0};
  request request = {0};
  engine engine = {0};
  int status = STATUS_DONE;
  bool read = read_request(&request, count, words, &error);
  if (!read || (!request.settings.help && !check_request(&request, &error))) status = refuse(&error);
  else if (!request.settings.help && !engine_open(&engine, &request.settings, &error)) status = refuse(&error);
  else if (!request.settings.help) status = write_all(&request, &engine, &error);
  engine_close(&engine);
  gloss_names_free(&request.names);
  settings_free(&request.settings);
  return status;
}

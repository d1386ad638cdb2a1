#include "cli/command.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "unicode/unicode.h"

/* In pieces that a pipe takes at once: who does not read them holds up no interruption. */
static void write_error(gloss_slice text) {
  while (text.size > 0 && gloss_wait_to_tell(STDERR_FILENO)) {
    ssize_t written = write(STDERR_FILENO, text.data, text.size < PIPE_BUF ? text.size : PIPE_BUF);
    if (written < 0 && errno != EINTR && errno != EAGAIN) return; /* there is nobody left to tell */
    if (written > 0) text = gloss_slice_cut(text, (size_t)written, text.size);
  }
}

/* What comes from articles and scripts may hold what a terminal would obey. */
void write_line(const char *before, gloss_slice text) {
  gloss_buffer line = {0};
  gloss_buffer_add(&line, gloss_slice_of(before));
  gloss_visible(text, &line);
  gloss_buffer_add_char(&line, '\n');
  write_error(gloss_buffer_slice(&line));
  gloss_buffer_free(&line);
}

void say(const char *message) {
  write_line("gloss: ", gloss_slice_of(message));
}

int refuse(gloss_error *error) {
  say(error->message);
  gloss_error_clear(error);
  return STATUS_UNUSABLE;
}

bool read_as_json(const char *format, bool *as_json, gloss_error *error) {
  *as_json = format && strcmp(format, "json") == 0;
  if (format == NULL || *as_json || strcmp(format, "text") == 0) return true;
  return gloss_fail(error, "-f %s: the formats are text and json", format);
}

/* Where scripts are installed: beside the program ("bin/gloss" has "share/gloss/scripts"), else where gloss was built. */
static void installed_folder(char *folder, size_t size) {
  char program[4096];
  ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  program[length > 0 ? length : 0] = '\0';
  gloss_slice bin = gloss_path_folder(program);
  snprintf(folder, size, "%.*s/../share/gloss/scripts", GLOSS_PRINT(bin));
  if (length <= 0 || !gloss_folder_exists(folder)) snprintf(folder, size, "%s", GLOSS_SCRIPTS);
}

static void print_line(void *context, const gloss_document *document, gloss_slice line) {
  (void)context;
  (void)document;
  write_line("", line);
}

static bool read_memory(const char *megabytes, size_t *cap, gloss_error *error) {
  char *end;
  unsigned long long value = megabytes ? strtoull(megabytes, &end, 10) : 256;
  if (megabytes && (*end || end == megabytes || value == 0 || value > 1 << 20))
    return gloss_fail(error, "--memory %s: give whole megabytes, from 1 to %d", megabytes, 1 << 20);
  *cap = (size_t)value << 20;
  return true;
}

static bool read_budget(const char *millions, uint64_t *steps, gloss_error *error) {
  enum { MOST = 1000 * 1000 * 1000 };
  char *end;
  unsigned long long value = millions ? strtoull(millions, &end, 10) : 0;
  if (millions && (*end || end == millions || millions[0] == '-' || value == 0 || value > MOST))
    return gloss_fail(error, "--budget %s: give millions of steps, from 1 to %d", millions, MOST);
  *steps = value * 1000000;
  return true;
}

static bool add_grants(gloss_grant_list *granted, const gloss_names *grants, gloss_error *error) {
  for (uint32_t i = 0; i < grants->count; i++)
    if (!gloss_grant_list_add(granted, gloss_slice_of(grants->items[i]), error)) return false;
  return true;
}

static bool is_day(const char *date) {
  static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year, month, day;
  if (strlen(date) != 10 || strspn(date, "0123456789-") != 10) return false;
  if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3 || year < 1 || month < 1 || month > 12) return false;
  bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day >= 1 && day <= lengths[month - 1] - (month == 2 && !is_leap);
}

static bool check_date(const char *date, gloss_error *error) {
  if (date == NULL || is_day(date)) return true;
  return gloss_fail(error, "--date %s: give a day of the calendar as year, month and day, like 2024-05-03", date);
}

static bool add_script_path(gloss_search_path *path, const gloss_names *folders, gloss_error *error) {
  for (uint32_t i = 0; i < folders->count; i++) {
    if (!gloss_folder_exists(folders->items[i])) return gloss_fail(error, "--script-path %s: no such folder", folders->items[i]);
    gloss_search_path_add(path, folders->items[i]);
  }
  return true;
}

/* Where compiled lists are kept: `$XDG_CACHE_HOME/gloss`, else `~/.cache/gloss`. */
static void keep_lists(gloss_library *library) {
  gloss_buffer folder = {0};
  const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
  if (cache && cache[0] == '/') gloss_buffer_print(&folder, "%s/gloss", cache);
  else if (home && home[0]) gloss_buffer_print(&folder, "%s/.cache/gloss", home);
  if (folder.size > 0) gloss_library_keep_lists(library, gloss_buffer_string(&folder), "/proc/self/exe");
  gloss_buffer_free(&folder);
}

bool engine_open(engine *engine, const settings *settings, gloss_error *error) {
  char installed[4200];
  const char *lang = settings->lang ? settings->lang : GLOSS_STANDARD_LANGUAGE;
  *engine = (struct engine){.environment = {.trust = settings->trust, .print = print_line}};
  if (!read_memory(settings->memory, &engine->environment.memory_cap, error)) return false;
  if (!read_budget(settings->budget, &engine->environment.budget, error)) return false;
  if (!add_grants(&engine->environment.granted, &settings->grants, error)) return false;
  if (!check_date(settings->date, error)) return false;
  if (!add_script_path(&engine->path, &settings->script_path, error)) return false;
  installed_folder(installed, sizeof installed);
  gloss_search_path_add_usual(&engine->path, installed);
  engine->languages = gloss_languages_new(&engine->path);
  const gloss_language_pack *pack = gloss_languages_get(engine->languages, gloss_slice_of(lang), error);
  if (pack == NULL) return false;
  engine->tokenizer = gloss_tokenizer_new(pack);
  engine->library = gloss_library_new(gloss_tokenizer_of(engine->tokenizer));
  keep_lists(engine->library);
  engine->environment.path = &engine->path;
  engine->environment.library = engine->library;
  engine->environment.language = pack->language;
  engine->catalog = gloss_catalog_new(&engine->environment);
  return true;
}

void engine_close(engine *engine) {
  gloss_ends_free(&engine->ends);
  gloss_catalog_free(engine->catalog);
  gloss_library_free(engine->library);
  gloss_tokenizer_free(engine->tokenizer);
  gloss_languages_free(engine->languages);
  gloss_grant_list_free(&engine->environment.granted);
  gloss_search_path_free(&engine->path);
}

/* Readers and writers are chosen with -i and -f, whatever a pattern or a tag says. Returns one of them, or NULL. */
static const gloss_script *leave_out_formats(engine *engine, gloss_selection *chosen) {
  const gloss_script *left_out = NULL;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < chosen->count; i++) {
    gloss_error ignored = {0}; /* the plan tells of those that cannot be loaded */
    const gloss_script *script = gloss_catalog_load(engine->catalog, chosen->entries[i], &ignored);
    gloss_error_clear(&ignored);
    if (script && gloss_script_is_format(script)) left_out = script;
    else chosen->entries[kept++] = chosen->entries[i];
  }
  chosen->count = kept;
  return left_out;
}

bool engine_choose(engine *engine, const gloss_names *expressions, gloss_selection *chosen, gloss_error *error) {
  if (expressions->count == 0) return gloss_selection_add(chosen, engine->catalog, GLOSS_SLICE("news"), say, error);
  for (uint32_t i = 0; i < expressions->count; i++)
    if (!gloss_selection_add(chosen, engine->catalog, gloss_slice_of(expressions->items[i]), say, error)) return false;
  const gloss_script *left_out = leave_out_formats(engine, chosen);
  if (chosen->count > 0) return true;
  if (left_out == NULL) return gloss_fail(error, "-s %s: chooses no script", expressions->items[0]);
  bool reads = left_out->hooks & GLOSS_HAS_READ;
  return gloss_fail(error, "-s %s: %s is a %s and no analysis: %s %s", expressions->items[0], left_out->name,
                    reads ? "reader" : "writer", reads ? "-i" : "-f", left_out->name);
}

gloss_plan *engine_plan(engine *engine, const gloss_selection *chosen, const gloss_names *options, gloss_error *error) {
  gloss_plan *plan = gloss_plan_new(engine->catalog, chosen, &engine->ends, (gloss_given){0}, error);
  bool is_set = plan && gloss_plan_check_granted(plan, &engine->environment.granted, error);
  for (uint32_t i = 0; is_set && i < options->count; i++)
    is_set = gloss_plan_set_option(plan, gloss_slice_of(options->items[i]), error);
  if (is_set) return plan;
  gloss_plan_free(plan);
  return NULL;
}

void settings_free(settings *settings) {
  gloss_names_free(&settings->script_path);
  gloss_names_free(&settings->grants);
}

int carry_out(const command *command, int count, char **words) {
  gloss_error error = {0};
  engine engine = {0};
  int status = STATUS_DONE;
  if (!command->read(command->job, count, words, &error)) status = refuse(&error);
  else if (!command->settings->help) {
    bool ready = engine_open(&engine, command->settings, &error) && command->set_up(command->job, &engine, &error);
    status = ready ? command->act(command->job) : refuse(&error);
  }
  command->take_down(command->job);
  engine_close(&engine);
  settings_free(command->settings);
  return status;
}

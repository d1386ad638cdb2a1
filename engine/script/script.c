#include "script/script.h"

#include <errno.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "script/machine.h"
#include "unicode/unicode.h"

/* -- Loading */

gloss_script *gloss_script_load(const gloss_environment *environment, const char *path, gloss_error *error) {
  gloss_script *script = gloss_allocate_zeroed(1, sizeof *script);
  script->path = gloss_arena_copy(&script->arena, gloss_slice_of(path)).data;
  script->name = gloss_arena_copy(&script->arena, gloss_path_stem(path)).data;
  script->folder = gloss_arena_copy(&script->arena, gloss_path_folder(path)).data;
  if (gloss_read_table(environment, script->folder, path, gloss_read_script, script, error)) return script;
  gloss_script_free(script);
  return NULL;
}

void gloss_script_free(gloss_script *script) {
  if (script == NULL) return;
  gloss_arena_free(&script->arena);
  free(script);
}

bool gloss_script_is_format(const gloss_script *script) {
  return script->hooks & (GLOSS_HAS_READ | GLOSS_HAS_WRITE);
}

/* -- Options from the command line */

static bool parse_number(gloss_slice text, gloss_arena *arena, gloss_value *value) {
  const char *string = gloss_arena_copy(arena, text).data;
  char *end;
  errno = 0;
  long long integer = strtoll(string, &end, 10);
  if (text.size > 0 && *end == '\0' && errno == 0) {
    *value = (gloss_value){.kind = GLOSS_INTEGER, .integer = integer};
    return true;
  }
  double number = strtod(string, &end);
  *value = (gloss_value){.kind = GLOSS_NUMBER, .number = number};
  return text.size > 0 && *end == '\0' && number - number == 0; /* neither infinite nor no number */
}

static bool parse_boolean(gloss_slice text, gloss_value *value) {
  *value = (gloss_value){.kind = GLOSS_BOOLEAN, .boolean = gloss_slice_is(text, "true")};
  return value->boolean || gloss_slice_is(text, "false");
}

static bool parse_string(gloss_slice text, gloss_arena *arena, gloss_value *value) {
  *value = gloss_value_string(gloss_arena_copy(arena, text));
  return gloss_utf8_is_valid(text);
}

static bool fail_type(const gloss_option *option, const char *wanted, gloss_slice text, gloss_error *error) {
  return gloss_fail(error, "option \"%.*s\" is %s, not \"%.*s\"", GLOSS_PRINT(option->name), wanted, GLOSS_PRINT(text));
}

static bool parse(const gloss_option *option, gloss_slice text, gloss_arena *arena, gloss_value *value, gloss_error *error) {
  switch (option->standard.kind) {
    case GLOSS_BOOLEAN: return parse_boolean(text, value) || fail_type(option, "true or false", text, error);
    case GLOSS_INTEGER:
    case GLOSS_NUMBER: return parse_number(text, arena, value) || fail_type(option, "a number", text, error);
    default: return parse_string(text, arena, value) || fail_type(option, "text in UTF-8", text, error);
  }
}

static bool is_equal_number(gloss_value a, gloss_value b) {
  double x = a.kind == GLOSS_INTEGER ? (double)a.integer : a.number, y = b.kind == GLOSS_INTEGER ? (double)b.integer : b.number;
  return x == y;
}

static bool is_choice(const gloss_option *option, gloss_value value) {
  bool is_number = value.kind == GLOSS_INTEGER || value.kind == GLOSS_NUMBER;
  for (uint32_t i = 0; i < option->choice_count; i++)
    if (is_number ? is_equal_number(option->choices[i], value) : gloss_value_equal(option->choices[i], value)) return true;
  return option->choice_count == 0;
}

static bool fail_choice(const gloss_option *option, gloss_slice text, gloss_error *error) {
  gloss_nearest nearest = {.word = text};
  char hint[128];
  for (uint32_t i = 0; i < option->choice_count; i++)
    if (option->choices[i].kind == GLOSS_STRING) gloss_nearest_offer(&nearest, gloss_value_slice(option->choices[i]));
  gloss_nearest_hint(&nearest, hint);
  return gloss_fail(error, "option \"%.*s\" has no choice \"%.*s\"%s", GLOSS_PRINT(option->name), GLOSS_PRINT(text), hint);
}

bool gloss_option_parse(const gloss_option *option, gloss_slice text, gloss_arena *arena, gloss_value *value, gloss_error *error) {
  if (!parse(option, text, arena, value, error)) return false;
  return is_choice(option, *value) || fail_choice(option, text, error);
}

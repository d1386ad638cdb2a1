#include "harness.h"
#include <ctype.h>

#include "base/table.h"
#include "bind/bound.h"

/* The names that the type definitions give to each class: a line each, `CLASS NAME`. */
typedef struct definitions {
  gloss_buffer file;
  gloss_table names; /* "Class name": how often */
} definitions;

static void add(definitions *to, gloss_slice class, gloss_slice name) {
  char key[128];
  snprintf(key, sizeof key, "%.*s %.*s", GLOSS_PRINT(class), GLOSS_PRINT(name));
  gloss_slice slice = gloss_slice_of(key);
  gloss_table_set(&to->names, slice, gloss_table_get(&to->names, slice, 0) + 1);
}

static gloss_slice take_name(gloss_slice text) {
  size_t size = 0;
  while (size < text.size && (text.data[size] == '_' || isalpha((unsigned char)text.data[size]))) size++;
  return gloss_slice_cut(text, 0, size);
}

static bool starts(gloss_slice line, const char *start, gloss_slice *rest) {
  if (!gloss_slice_starts_with(line, gloss_slice_of(start))) return false;
  *rest = gloss_slice_cut(line, strlen(start), line.size);
  return true;
}

/* A class begins with `---@class gloss.Name`; its fields and functions follow. */
static void read_definitions_of(definitions *to, const char *module) {
  gloss_error error = {0};
  char path[512];
  snprintf(path, sizeof path, GLOSS_SCRIPTS "/types/%s.lua", module);
  gloss_buffer_clear(&to->file);
  assert_true(gloss_file_read(path, &to->file, &error));
  gloss_slice rest = gloss_buffer_slice(&to->file), line, text, class = {0};
  while (gloss_slice_line(&rest, &line)) {
    if (starts(line, "---@class gloss.", &text)) class = take_name(text);
    else if (starts(line, "---@field ", &text) && take_name(text).size > 0) add(to, class, take_name(text));
    else if (starts(line, "function ", &text)) {
      gloss_slice owner = take_name(text), name = take_name(gloss_slice_cut(text, owner.size + 1, text.size));
      assert_int_equal(owner.size, class.size);
      assert_memory_equal(owner.data + 1, class.data + 1, owner.size - 1);
      add(to, class, name);
    }
  }
}

static void read_definitions(definitions *to) {
  read_definitions_of(to, "gloss");
}

static void forget(definitions *definitions) {
  gloss_buffer_free(&definitions->file);
  gloss_table_free(&definitions->names);
}

static uint32_t defined(const definitions *definitions, const char *class, const char *name) {
  char key[128];
  snprintf(key, sizeof key, "%s %s", class, name);
  return gloss_table_get(&definitions->names, gloss_slice_of(key), 0);
}

static uint32_t count_of(const definitions *definitions, const char *class) {
  char start[64];
  snprintf(start, sizeof start, "%s ", class);
  uint32_t count = 0;
  for (uint32_t i = 0; i < definitions->names.count; i++)
    count += gloss_slice_starts_with(definitions->names.entries[i].key, gloss_slice_of(start));
  return count;
}

/* Where the names that are bound are held against the definitions. */
typedef struct comparison {
  definitions definitions;
  uint32_t counts[16]; /* of each class, in this order */
} comparison;

static const char *const classes[] = {"Place", "Document", "Block", "Sentence", "Token", "Span", "Annotation", "Match", "Link",
                                      "Wordset", "Lexicon", "Gazetteer", "Regex", "Pattern", NULL};

/* A place says its name in its own class, or in that of all places. */
static void compare_name(void *context, const char *object, const char *name) {
  comparison *comparison = context;
  char class[64];
  snprintf(class, sizeof class, "%c%s", object[0] - 'a' + 'A', object + 1);
  uint32_t here = defined(&comparison->definitions, class, name), there = defined(&comparison->definitions, "Place", name);
  if (here > 1 || (here == 0 && there == 0)) fail_msg("%s.%s is defined %u times", class, name, here);
  for (int i = 0; classes[i]; i++)
    if (strcmp(classes[i], class) == 0) comparison->counts[i] += here;
}

static void each_object_is_defined_as_it_is_bound(void **state) {
  (void)state;
  comparison comparison = {0};
  read_definitions(&comparison.definitions);
  gloss_each_bound_name(compare_name, &comparison);
  assert_true(comparison.counts[0] > 20);
  for (int i = 0; classes[i]; i++)
    if (count_of(&comparison.definitions, classes[i]) != comparison.counts[i]) fail_msg("%s has a name that is not bound",
        classes[i]);
  forget(&comparison.definitions);
}

/* Holds what `require` gives for the module against its class. */
static void compare_module(bench *bench, const char *module, const char *class) {
  definitions definitions = {0};
  char source[128];
  read_definitions_of(&definitions, module);
  snprintf(source, sizeof source, "for name in pairs(require '%s') do print(name) end\nreturn {}", module);
  assert_non_null(load_state(bench, source));
  gloss_slice printed = gloss_buffer_slice(&bench->printed), name;
  gloss_table seen = {0};
  while (gloss_slice_line(&printed, &name)) gloss_table_set(&seen, name, 0);
  for (uint32_t i = 0; i < seen.count; i++)
    if (defined(&definitions, class, seen.entries[i].key.data) != 1) fail_msg("%s.%s is not defined once", module,
        seen.entries[i].key.data);
  assert_int_equal(count_of(&definitions, class), seen.count);
  gloss_table_free(&seen);
  forget(&definitions);
}

static void each_module_is_defined_as_it_is(void **state) {
  static const char *const modules[][2] = {
      {"gloss", "Gloss"}, {"date", "Date"}, {"number", "Number"}, {"names", "Names"}, {"similar", "Similar"}};
  for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) compare_module(*state, modules[i][0], modules[i][1]);
}

static void each_key_of_a_script_that_is_defined_is_known(void **state) {
  bench *bench = *state;
  definitions definitions = {0};
  read_definitions(&definitions);
  assert_true(count_of(&definitions, "Script") > 5);
  for (uint32_t i = 0; i < definitions.names.count; i++) {
    gloss_slice name = definitions.names.entries[i].key;
    char source[128];
    if (!gloss_slice_starts_with(name, GLOSS_SLICE("Script "))) continue;
    snprintf(source, sizeof source, "return { %s = 5 }", name.data + strlen("Script "));
    assert_null(load_script(bench, source));
    if (strstr(bench->error.message, "unknown key")) fail_msg("%s", bench->error.message);
  }
  forget(&definitions);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(each_object_is_defined_as_it_is_bound), TEST(each_module_is_defined_as_it_is),
      TEST(each_key_of_a_script_that_is_defined_is_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

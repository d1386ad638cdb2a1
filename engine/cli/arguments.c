#include "cli/arguments.h"

#include <stdio.h>

#include "base/nearest.h"

/* The words of the command line that are left. */
typedef struct reading {
  const argument *table;
  char **words;
  int left;
  gloss_error *error;
} reading;

static const char *next_word(reading *reading) {
  reading->left--;
  return *reading->words++;
}

static const argument *find_letter(const argument *table, char letter) {
  for (; table->about; table++)
    if (table->letter && table->letter == letter) return table;
  return NULL;
}

static const argument *find_name(const argument *table, gloss_slice name, gloss_nearest *nearest) {
  for (; table->about; table++) {
    if (table->name == NULL) continue;
    if (gloss_slice_is(name, table->name)) return table;
    gloss_nearest_offer(nearest, gloss_slice_of(table->name));
  }
  return NULL;
}

static void set(const argument *argument, const char *value) {
  if (argument->text) *argument->text = value;
  else gloss_names_add(argument->list, gloss_slice_of(value));
}

/* "--name", "--name=value", "--name value". */
static bool read_long(reading *reading, const char *word) {
  const char *equals = strchr(word, '=');
  gloss_slice name = {word, equals ? (size_t)(equals - word) : strlen(word)};
  gloss_nearest nearest = {.word = name};
  char space[128];
  const argument *argument = find_name(reading->table, name, &nearest);
  if (argument == NULL)
    return gloss_fail(reading->error, "unknown option --%.*s%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, space));
  if (argument->value == NULL && equals) return gloss_fail(reading->error, "--%s takes no value", argument->name);
  if (argument->value && !equals && reading->left == 0)
    return gloss_fail(reading->error, "--%s needs a value: %s", argument->name, argument->value);
  if (argument->value == NULL) *argument->flag = true;
  else set(argument, equals ? equals + 1 : next_word(reading));
  return true;
}

/* "-x", "-xVALUE", "-x VALUE"; flags may stand together. */
static bool read_short(reading *reading, const char *letters) {
  for (; *letters; letters++) {
    const argument *argument = find_letter(reading->table, *letters);
    if (argument == NULL) return gloss_fail(reading->error, "unknown option -%c", *letters);
    if (argument->value == NULL) {
      *argument->flag = true;
      continue;
    }
    if (letters[1] == '\0' && reading->left == 0)
      return gloss_fail(reading->error, "-%c needs a value: %s", *letters, argument->value);
    set(argument, letters[1] ? letters + 1 : next_word(reading));
    return true;
  }
  return true;
}

bool arguments_read(const argument *table, int count, char **words, gloss_names *paths, gloss_error *error) {
  reading reading = {.table = table, .words = words, .left = count, .error = error};
  bool only_paths = false;
  while (reading.left > 0) {
    const char *word = next_word(&reading);
    bool is_option = !only_paths && word[0] == '-' && word[1];
    if (!is_option) gloss_names_add(paths, gloss_slice_of(word));
    else if (strcmp(word, "--") == 0) only_paths = true;
    else if (word[1] == '-' ? !read_long(&reading, word + 2) : !read_short(&reading, word + 1)) return false;
  }
  return true;
}

static void print_name(const argument *argument) {
  char name[64];
  int size = 0;
  if (argument->letter) size = snprintf(name, sizeof name, "-%c%s", argument->letter, argument->name ? ", " : "");
  else size = snprintf(name, sizeof name, "    ");
  if (argument->name) size += snprintf(name + size, sizeof name - (size_t)size, "--%s", argument->name);
  if (argument->value) snprintf(name + size, sizeof name - (size_t)size, " %s", argument->value);
  printf("  %-26s", name);
}

void arguments_print(const argument *table) {
  for (; table->about; table++) {
    gloss_slice rest = gloss_slice_of(table->about), line;
    print_name(table);
    for (bool first = true; gloss_slice_line(&rest, &line); first = false)
      printf("%s%.*s\n", first ? "" : "                            ", GLOSS_PRINT(line));
  }
}

#include "run/selection.h"

#include <fnmatch.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "script/set.h"

/* A recursive descent over the words; each step gives the set of entries that its part chooses. */
typedef struct reading {
  gloss_catalog *catalog;
  gloss_slice whole;
  size_t at;
  gloss_slice word;  /* the one at hand; no data at the end */
  unsigned depth;    /* of sets within sets */
  void (*warn)(const char *message);
  gloss_error *error;
} reading;

enum { DEEPEST = 16 };

static bool read_whole(reading *reading, gloss_selection *chosen);
static bool read_list(reading *reading, gloss_selection *chosen);

void gloss_selection_free(gloss_selection *selection) {
  free(selection->entries);
  *selection = (gloss_selection){0};
}

static bool has(const gloss_selection *selection, uint32_t entry) {
  for (uint32_t i = 0; i < selection->count; i++)
    if (selection->entries[i] == entry) return true;
  return false;
}

static void add(gloss_selection *selection, uint32_t entry) {
  if (has(selection, entry)) return;
  selection->entries = gloss_grow(selection->entries, &selection->capacity, selection->count + 1u, sizeof *selection->entries);
  uint32_t at = selection->count++;
  for (; at > 0 && selection->entries[at - 1] > entry; at--) selection->entries[at] = selection->entries[at - 1];
  selection->entries[at] = entry;
}

static void unite(gloss_selection *selection, const gloss_selection *more) {
  for (uint32_t i = 0; i < more->count; i++) add(selection, more->entries[i]);
}

static void intersect(gloss_selection *selection, const gloss_selection *other) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < selection->count; i++)
    if (has(other, selection->entries[i])) selection->entries[kept++] = selection->entries[i];
  selection->count = kept;
}

static void complement(gloss_selection *selection, const gloss_catalog *catalog) {
  gloss_selection others = {0};
  for (uint32_t i = 0; i < gloss_catalog_count(catalog); i++)
    if (gloss_catalog_at(catalog, i)->hidden_by == GLOSS_NO_ENTRY && !has(selection, i)) add(&others, i);
  gloss_selection_free(selection);
  *selection = others;
}

static bool is_mark(char c) {
  return c == ',' || c == '(' || c == ')';
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void next_word(reading *reading) {
  gloss_slice whole = reading->whole;
  while (reading->at < whole.size && is_blank(whole.data[reading->at])) reading->at++;
  size_t start = reading->at;
  if (start < whole.size && is_mark(whole.data[start])) reading->at++;
  else while (reading->at < whole.size && !is_mark(whole.data[reading->at]) && !is_blank(whole.data[reading->at])) reading->at++;
  reading->word = start < reading->at ? gloss_slice_cut(whole, start, reading->at) : (gloss_slice){0};
}

static bool is_word(const reading *reading, const char *word) {
  return reading->word.data && gloss_slice_is(reading->word, word);
}

/* Moves on when the word at hand is this one. */
static bool take(reading *reading, const char *word) {
  if (!is_word(reading, word)) return false;
  next_word(reading);
  return true;
}

static bool is_glob(gloss_slice word) {
  return memchr(word.data, '*', word.size) || memchr(word.data, '?', word.size) || memchr(word.data, '[', word.size);
}

static bool is_path(gloss_slice word) {
  return memchr(word.data, '/', word.size) || gloss_slice_ends_with(word, GLOSS_SLICE(".lua"));
}

static bool add_file(reading *reading, const char *path, gloss_selection *chosen) {
  uint32_t entry = gloss_catalog_find_file(reading->catalog, path, reading->error);
  if (entry == GLOSS_NO_ENTRY) return false;
  add(chosen, entry);
  return true;
}

static bool add_glob(reading *reading, const char *pattern, gloss_selection *chosen) {
  for (uint32_t i = 0; i < gloss_catalog_count(reading->catalog); i++) {
    const gloss_catalog_entry *entry = gloss_catalog_at(reading->catalog, i);
    if (entry->hidden_by == GLOSS_NO_ENTRY && fnmatch(pattern, entry->name, 0) == 0) add(chosen, i);
  }
  return chosen->count > 0 || gloss_fail(reading->error, "no script's name matches \"%s\"", pattern);
}

static bool has_tag(const gloss_script *script, gloss_slice tag) {
  for (uint32_t i = 0; i < script->tag_count; i++)
    if (gloss_slice_equal(script->tags[i], tag)) return true;
  return false;
}

/* A script that cannot be loaded has no tags: the run goes on without it, and says so once. */
static const gloss_script *ask(reading *reading, uint32_t entry) {
  gloss_error error = {0};
  bool is_news = gloss_catalog_at(reading->catalog, entry)->error.message == NULL;
  const gloss_script *script = gloss_catalog_load(reading->catalog, entry, &error);
  if (script == NULL && is_news && reading->warn) reading->warn(error.message);
  gloss_error_clear(&error);
  return script;
}

static void add_tagged(reading *reading, gloss_slice tag, gloss_selection *chosen) {
  for (uint32_t i = 0; i < gloss_catalog_count(reading->catalog); i++) {
    if (gloss_catalog_at(reading->catalog, i)->hidden_by != GLOSS_NO_ENTRY) continue;
    const gloss_script *script = ask(reading, i);
    if (script && has_tag(script, tag)) add(chosen, i);
  }
}

/* Each member of a set is an expression of its own. */
static bool add_set(reading *reading, const char *path, gloss_selection *chosen) {
  gloss_set *set = NULL;
  if (reading->depth >= DEEPEST) return gloss_fail(reading->error, "%s: sets name each other in a circle", path);
  set = gloss_set_load(gloss_catalog_environment(reading->catalog), path, reading->error);
  if (set == NULL) return false;
  bool read = true;
  for (uint32_t i = 0; read && i < set->count; i++) {
    struct reading member = *reading;
    member.whole = set->members[i];
    member.at = 0;
    member.depth++;
    read = read_whole(&member, chosen) || gloss_fail_at(reading->error, "%s", path);
  }
  gloss_set_free(set);
  return read;
}

static void offer_stems(gloss_nearest *nearest, const gloss_names *paths) {
  for (uint32_t i = 0; i < paths->count; i++) gloss_nearest_offer(nearest, gloss_path_stem(paths->items[i]));
}

/* A script in the current folder is meant by its path only. */
static bool is_file_here(gloss_slice word) {
  gloss_buffer path = {0};
  gloss_buffer_print(&path, "./%.*s.lua", GLOSS_PRINT(word));
  bool is_here = gloss_file_exists(gloss_buffer_string(&path));
  gloss_buffer_free(&path);
  return is_here;
}

static bool fail_unknown(reading *reading, gloss_slice word) {
  if (is_file_here(word))
    return gloss_fail(reading->error, "\"%.*s\" is not a script, set or tag; for the file in this folder write ./%.*s.lua",
                      GLOSS_PRINT(word), GLOSS_PRINT(word));
  gloss_nearest nearest = {.word = word};
  gloss_names sets = {0};
  char space[128];
  for (uint32_t i = 0; i < gloss_catalog_count(reading->catalog); i++)
    gloss_nearest_offer(&nearest, gloss_slice_of(gloss_catalog_at(reading->catalog, i)->name));
  gloss_catalog_sets(reading->catalog, &sets);
  offer_stems(&nearest, &sets);
  gloss_fail(reading->error, "\"%.*s\" is not a script, set or tag%s (`gloss scripts` lists them)", GLOSS_PRINT(word),
             gloss_nearest_hint(&nearest, space));
  gloss_names_free(&sets);
  return false;
}

static bool add_tag(reading *reading, gloss_slice tag, gloss_selection *chosen) {
  add_tagged(reading, tag, chosen);
  return chosen->count > 0 || gloss_fail(reading->error, "no script has the tag \"%.*s\"", GLOSS_PRINT(tag));
}

/* A name is a script's, else a set's, else a tag. */
static bool add_name(reading *reading, gloss_slice name, gloss_selection *chosen) {
  uint32_t entry = gloss_catalog_find(reading->catalog, name);
  if (entry != GLOSS_NO_ENTRY) return add(chosen, entry), true;
  char *set = gloss_catalog_find_set(reading->catalog, name);
  if (set) {
    bool read = add_set(reading, set, chosen);
    free(set);
    return read;
  }
  add_tagged(reading, name, chosen);
  return chosen->count > 0 || fail_unknown(reading, name);
}

static bool read_name(reading *reading, gloss_selection *chosen) {
  gloss_slice word = reading->word, tag = GLOSS_SLICE("tag:");
  if (word.data == NULL || is_mark(word.data[0]) || gloss_slice_is(word, "and") || gloss_slice_is(word, "or"))
    return gloss_fail(reading->error, "a name is missing at character %zu of \"%.*s\"", reading->at - word.size + 1,
                      GLOSS_PRINT(reading->whole));
  next_word(reading);
  gloss_buffer text = {0};
  gloss_buffer_add(&text, word);
  bool read;
  if (gloss_slice_starts_with(word, tag)) read = add_tag(reading, gloss_slice_cut(word, tag.size, word.size), chosen);
  else if (is_path(word)) read = add_file(reading, gloss_buffer_string(&text), chosen);
  else if (is_glob(word)) read = add_glob(reading, gloss_buffer_string(&text), chosen);
  else read = add_name(reading, word, chosen);
  gloss_buffer_free(&text);
  return read;
}

static bool read_group(reading *reading, gloss_selection *chosen) {
  size_t start = reading->at;
  next_word(reading);
  gloss_selection inner = {0};
  struct reading rest = *reading;
  if (++rest.depth > DEEPEST) return gloss_fail(reading->error, "parentheses too deep in \"%.*s\"", GLOSS_PRINT(reading->whole));
  bool read = read_list(&rest, &inner);
  reading->at = rest.at;
  reading->word = rest.word;
  if (read && !take(reading, ")"))
    read = gloss_fail(reading->error, "the parenthesis at character %zu of \"%.*s\" is not closed", start,
                      GLOSS_PRINT(reading->whole));
  unite(chosen, &inner);
  gloss_selection_free(&inner);
  return read;
}

static bool read_one(reading *reading, gloss_selection *chosen) {
  bool negated = false;
  while (take(reading, "not")) negated = !negated;
  bool read = is_word(reading, "(") ? read_group(reading, chosen) : read_name(reading, chosen);
  if (negated) complement(chosen, reading->catalog);
  return read;
}

static bool read_all_of(reading *reading, gloss_selection *chosen) {
  bool read = read_one(reading, chosen);
  while (read && take(reading, "and")) {
    gloss_selection other = {0};
    read = read_one(reading, &other);
    intersect(chosen, &other);
    gloss_selection_free(&other);
  }
  return read;
}

static bool read_list(reading *reading, gloss_selection *chosen) {
  bool read;
  do {
    gloss_selection part = {0};
    read = read_all_of(reading, &part);
    unite(chosen, &part);
    gloss_selection_free(&part);
  } while (read && (take(reading, ",") || take(reading, "or")));
  return read;
}

static bool read_whole(reading *reading, gloss_selection *chosen) {
  next_word(reading);
  if (!read_list(reading, chosen)) return false;
  return reading->word.data == NULL ||
         gloss_fail(reading->error, "\"%.*s\" at character %zu of \"%.*s\": a comma, `and` or `or` is missing before it",
                    GLOSS_PRINT(reading->word), reading->at - reading->word.size + 1, GLOSS_PRINT(reading->whole));
}

bool gloss_selection_add(gloss_selection *selection, gloss_catalog *catalog, gloss_slice expression,
                         void (*warn)(const char *message), gloss_error *error) {
  reading reading = {.catalog = catalog, .whole = expression, .warn = warn, .error = error};
  return read_whole(&reading, selection);
}

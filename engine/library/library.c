#include "library/library.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/table.h"
#include "pattern/search.h"
#include "phrase/block.h"
#include "phrase/cache.h"

/* What was made stands in two lists; a table says where, by a key of source and settings. */
struct gloss_library {
  pthread_mutex_t lock;
  gloss_phrase_tokenizer tokenizer;
  gloss_phrase_cache *cache; /* or NULL */
  gloss_table regex_index, file_index, list_index, pattern_index, model_index;
  gloss_regex **regexes;
  gloss_phrases **lists;
  gloss_pattern **patterns;
  gloss_model **models;
  uint32_t model_count, model_capacity;
  uint32_t regex_count, regex_capacity, list_count, list_capacity, pattern_count, pattern_capacity;
};

gloss_library *gloss_library_new(gloss_phrase_tokenizer tokenizer) {
  gloss_library *library = gloss_allocate_zeroed(1, sizeof *library);
  pthread_mutex_init(&library->lock, NULL);
  library->tokenizer = tokenizer;
  return library;
}

void gloss_library_keep_lists(gloss_library *library, const char *folder, const char *program) {
  library->cache = gloss_phrase_cache_new(folder, program);
}

gloss_phrase_tokenizer gloss_library_tokenizer(const gloss_library *library) {
  return library->tokenizer;
}

void gloss_library_free(gloss_library *library) {
  if (library == NULL) return;
  for (uint32_t i = 0; i < library->regex_count; i++) gloss_regex_free(library->regexes[i]);
  for (uint32_t i = 0; i < library->list_count; i++) gloss_phrases_free(library->lists[i]);
  gloss_phrase_cache_free(library->cache);
  for (uint32_t i = 0; i < library->pattern_count; i++) gloss_pattern_free(library->patterns[i]);
  for (uint32_t i = 0; i < library->model_count; i++) gloss_model_free(library->models[i]);
  free(library->models);
  free(library->regexes);
  free(library->patterns);
  free(library->lists);
  gloss_table_free(&library->regex_index);
  gloss_table_free(&library->file_index);
  gloss_table_free(&library->list_index);
  gloss_table_free(&library->pattern_index);
  gloss_table_free(&library->model_index);
  pthread_mutex_destroy(&library->lock);
  free(library);
}

/* -- Regexes */

static const gloss_regex *make_regex(gloss_library *library, gloss_slice key, gloss_slice pattern, gloss_slice flags,
                                     gloss_error *error) {
  uint32_t known = gloss_table_get(&library->regex_index, key, GLOSS_TABLE_NONE);
  if (known != GLOSS_TABLE_NONE) return library->regexes[known];
  gloss_regex *regex = gloss_regex_new(pattern, flags, error);
  if (regex == NULL) return NULL;
  library->regexes = gloss_grow(library->regexes, &library->regex_capacity, library->regex_count + 1u, sizeof(gloss_regex *));
  library->regexes[library->regex_count] = regex;
  gloss_table_set(&library->regex_index, key, library->regex_count++);
  return regex;
}

const gloss_regex *gloss_library_regex(gloss_library *library, gloss_slice pattern, gloss_slice flags, gloss_error *error) {
  gloss_buffer key = {0};
  gloss_buffer_print(&key, "%.*s/", GLOSS_PRINT(flags));
  gloss_buffer_add(&key, pattern);
  pthread_mutex_lock(&library->lock);
  const gloss_regex *regex = make_regex(library, gloss_buffer_slice(&key), pattern, flags, error);
  pthread_mutex_unlock(&library->lock);
  gloss_buffer_free(&key);
  return regex;
}

/* -- Lists */

static void print_settings(gloss_buffer *key, const gloss_phrase_settings *settings) {
  const void *language = settings->language;
  gloss_buffer_print(key, "%d %d %d %p ", settings->letter_case, settings->by_lemma, settings->weights, language);
}

static const gloss_phrases *keep_list(gloss_library *library, gloss_table *index, gloss_slice key, gloss_phrases *list) {
  library->lists = gloss_grow(library->lists, &library->list_capacity, library->list_count + 1u, sizeof(gloss_phrases *));
  library->lists[library->list_count] = list;
  gloss_table_set(index, key, library->list_count++);
  return list;
}

static const gloss_phrases *make_list(gloss_library *library, gloss_slice key, const char *path, gloss_phrase_settings settings,
                                      gloss_phrase_reader *read, gloss_error *error) {
  uint32_t known = gloss_table_get(&library->file_index, key, GLOSS_TABLE_NONE);
  if (known != GLOSS_TABLE_NONE) return library->lists[known];
  gloss_phrases *list = gloss_phrase_cache_read(library->cache, path, settings, library->tokenizer, read, error);
  return list ? keep_list(library, &library->file_index, key, list) : NULL;
}

/* A file as it is now. */
static void print_file(gloss_buffer *key, const char *path) {
  struct stat file = {0};
  if (stat(path, &file) != 0) file = (struct stat){0}; /* reading it will say why */
  struct timespec changed = file.st_mtim;
  gloss_buffer_print(key, "%lld %lld.%09ld %s", (long long)file.st_size, (long long)changed.tv_sec, changed.tv_nsec, path);
}

const gloss_phrases *gloss_library_phrases(gloss_library *library, const char *path, gloss_phrase_settings settings,
                                           gloss_phrase_reader *read, gloss_error *error) {
  gloss_buffer key = {0};
  print_settings(&key, &settings);
  print_file(&key, path);
  pthread_mutex_lock(&library->lock);
  const gloss_phrases *list = make_list(library, gloss_buffer_slice(&key), path, settings, read, error);
  pthread_mutex_unlock(&library->lock);
  gloss_buffer_free(&key);
  return list;
}

static gloss_slice block_of(const gloss_phrases *list) {
  return (gloss_slice){(const char *)list->block, list->block->size};
}

/* Equal lists with equal settings are equal blocks; so the key is a hash, and the blocks decide. */
static const gloss_phrases *keep_block(gloss_library *library, gloss_buffer *key, gloss_phrases *list) {
  for (int attempt = 0;; attempt++) {
    gloss_buffer_print(key, "%d", attempt);
    uint32_t known = gloss_table_get(&library->list_index, gloss_buffer_slice(key), GLOSS_TABLE_NONE);
    if (known == GLOSS_TABLE_NONE) return keep_list(library, &library->list_index, gloss_buffer_slice(key), list);
    if (!gloss_slice_equal(block_of(library->lists[known]), block_of(list))) continue;
    gloss_phrases_free(list);
    return library->lists[known];
  }
}

const gloss_phrases *gloss_library_add(gloss_library *library, gloss_phrase_builder *builder) {
  gloss_buffer key = {0};
  gloss_phrases *list = gloss_phrase_builder_build(builder);
  gloss_phrase_builder_free(builder);
  gloss_buffer_print(&key, "%p %016llx ", (const void *)list->language, (unsigned long long)gloss_hash(block_of(list)));
  pthread_mutex_lock(&library->lock);
  const gloss_phrases *kept = keep_block(library, &key, list);
  pthread_mutex_unlock(&library->lock);
  gloss_buffer_free(&key);
  return kept;
}

/* -- Patterns */

/* What the lookup gave while a query was read, as text: with it the query says all there is to say. */
typedef struct listener {
  gloss_pattern_lookup *lookup;
  void *context;
  gloss_buffer heard;
} listener;

static bool listen(void *context, gloss_slice name, bool inside, gloss_pattern_variable *variable, gloss_error *error) {
  listener *listener = context;
  bool found = listener->lookup(listener->context, name, inside, variable, error);
  if (found) gloss_buffer_print(&listener->heard, "%p %p ", (const void *)variable->words, (const void *)variable->pattern);
  return found;
}

static const gloss_pattern *keep_pattern(gloss_library *library, gloss_slice key, gloss_pattern *pattern) {
  uint32_t known = gloss_table_get(&library->pattern_index, key, GLOSS_TABLE_NONE);
  if (known != GLOSS_TABLE_NONE) return gloss_pattern_free(pattern), library->patterns[known];
  library->patterns =
      gloss_grow(library->patterns, &library->pattern_capacity, library->pattern_count + 1u, sizeof(gloss_pattern *));
  library->patterns[library->pattern_count] = pattern;
  gloss_table_set(&library->pattern_index, key, library->pattern_count++);
  return pattern;
}

const gloss_pattern *gloss_library_pattern(gloss_library *library, gloss_slice query, gloss_pattern_lookup *lookup, void *context,
                                           gloss_error *error) {
  listener listener = {.lookup = lookup, .context = context};
  gloss_pattern *pattern = gloss_pattern_new(query, listen, &listener, error);
  const gloss_pattern *kept = NULL;
  gloss_buffer_add(&listener.heard, query);
  pthread_mutex_lock(&library->lock);
  if (pattern) kept = keep_pattern(library, gloss_buffer_slice(&listener.heard), pattern);
  pthread_mutex_unlock(&library->lock);
  gloss_buffer_free(&listener.heard);
  return kept;
}

/* -- Models */

static gloss_model *find_model(const gloss_library *library, gloss_slice key) {
  uint32_t known = gloss_table_get(&library->model_index, key, GLOSS_TABLE_NONE);
  return known == GLOSS_TABLE_NONE ? NULL : library->models[known];
}

/* Another thread may have been quicker: then its one is taken. */
static const gloss_model *keep_model(gloss_library *library, gloss_slice key, gloss_model *model) {
  gloss_model *known = find_model(library, key);
  if (known) return gloss_model_free(model), known;
  library->models = gloss_grow(library->models, &library->model_capacity, library->model_count + 1u, sizeof(gloss_model *));
  library->models[library->model_count] = model;
  gloss_table_set(&library->model_index, key, library->model_count++);
  return model;
}

/* Its lists are this library's too, so nothing is locked while it is read. */
static gloss_model *read_model(const char *path, gloss_model_kind kind, gloss_feature_list *find, void *context,
                               gloss_error *error) {
  gloss_model *model = gloss_model_read(path, kind, error);
  if (model == NULL || gloss_model_resolve(model, find, context, error)) return model;
  gloss_model_free(model);
  return NULL;
}

const gloss_model *gloss_library_model(gloss_library *library, const char *path, gloss_model_kind kind, gloss_feature_list *find,
                                       void *context, gloss_error *error) {
  gloss_buffer key = {0};
  gloss_buffer_print(&key, "%d ", kind);
  print_file(&key, path);
  gloss_slice name = gloss_buffer_slice(&key);
  pthread_mutex_lock(&library->lock);
  const gloss_model *kept = find_model(library, name);
  pthread_mutex_unlock(&library->lock);
  gloss_model *model = kept ? NULL : read_model(path, kind, find, context, error);
  if (model) {
    pthread_mutex_lock(&library->lock);
    kept = keep_model(library, name, model);
    pthread_mutex_unlock(&library->lock);
  }
  gloss_buffer_free(&key);
  return kept;
}

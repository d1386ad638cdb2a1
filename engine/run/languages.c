#include "run/languages.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/table.h"

typedef struct pack {
  gloss_language_pack shared;
  gloss_language *language;
  gloss_segmenter *segmenter;
} pack;

struct gloss_languages {
  const gloss_search_path *path;
  pthread_mutex_t lock;
  gloss_table names; /* as asked for, to a pack */
  pack **packs;
  uint32_t count, capacity;
};

gloss_languages *gloss_languages_new(const gloss_search_path *path) {
  gloss_languages *languages = gloss_allocate_zeroed(1, sizeof *languages);
  languages->path = path;
  pthread_mutex_init(&languages->lock, NULL);
  return languages;
}

static void free_pack(pack *pack) {
  gloss_segmenter_free(pack->segmenter);
  gloss_language_free(pack->language);
  free(pack);
}

void gloss_languages_free(gloss_languages *languages) {
  if (languages == NULL) return;
  for (uint32_t i = 0; i < languages->count; i++) free_pack(languages->packs[i]);
  free(languages->packs);
  gloss_table_free(&languages->names);
  pthread_mutex_destroy(&languages->lock);
  free(languages);
}

/* The folder of "en-gb", else of "en", or NULL. `name` is cut to what was found. */
static char *find_folder(const gloss_languages *languages, gloss_slice *name) {
  char *folder = gloss_search_path_find(languages->path, GLOSS_FIND_LANGUAGE, NULL, NULL, *name);
  if (folder) return folder;
  for (size_t i = 0; i < name->size; i++) {
    if (name->data[i] != '-' && name->data[i] != '_') continue;
    *name = gloss_slice_cut(*name, 0, i);
    return gloss_search_path_find(languages->path, GLOSS_FIND_LANGUAGE, NULL, NULL, *name);
  }
  return NULL;
}

static pack *read_pack(const char *name, const char *folder, gloss_error *error) {
  pack *pack = gloss_allocate_zeroed(1, sizeof *pack);
  pack->language = gloss_language_new(name, folder, error);
  if (pack->language) pack->segmenter = gloss_segmenter_new(pack->language, error);
  if (pack->segmenter == NULL) {
    free_pack(pack);
    return NULL;
  }
  pack->shared = (gloss_language_pack){pack->language, pack->segmenter, folder != NULL};
  return pack;
}

static gloss_slice in_small_letters(gloss_slice name, gloss_buffer *space) {
  for (size_t i = 0; i < name.size; i++) gloss_buffer_add_char(space, (char)tolower((unsigned char)name.data[i]));
  return gloss_buffer_slice(space);
}

static const gloss_language_pack *find_or_read(gloss_languages *languages, gloss_slice name, gloss_error *error) {
  uint32_t known = gloss_table_get(&languages->names, name, UINT32_MAX);
  if (known != UINT32_MAX) return &languages->packs[known]->shared;
  gloss_slice found = name;
  gloss_buffer own_name = {0};
  char *folder = find_folder(languages, &found);
  gloss_buffer_add(&own_name, found);
  pack *pack = read_pack(gloss_buffer_string(&own_name), folder, error);
  gloss_buffer_free(&own_name);
  free(folder);
  if (pack == NULL) return NULL;
  languages->packs = gloss_grow(languages->packs, &languages->capacity, languages->count + 1u, sizeof *languages->packs);
  gloss_table_set(&languages->names, name, languages->count);
  languages->packs[languages->count++] = pack;
  return &pack->shared;
}

const gloss_language_pack *gloss_languages_get(gloss_languages *languages, gloss_slice name, gloss_error *error) {
  gloss_buffer space = {0};
  pthread_mutex_lock(&languages->lock);
  const gloss_language_pack *pack = find_or_read(languages, in_small_letters(name, &space), error);
  pthread_mutex_unlock(&languages->lock);
  gloss_buffer_free(&space);
  return pack;
}

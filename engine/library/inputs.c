#include "library/inputs.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/table.h"

struct gloss_inputs {
  pthread_mutex_t lock;
  gloss_table numbers; /* by path */
  uint64_t *hashes;    /* of their content, when they were noted */
  uint32_t capacity;
  bool is_sealed, is_broken;
};

gloss_inputs *gloss_inputs_new(void) {
  gloss_inputs *inputs = gloss_allocate_zeroed(1, sizeof *inputs);
  pthread_mutex_init(&inputs->lock, NULL);
  return inputs;
}

void gloss_inputs_free(gloss_inputs *inputs) {
  if (inputs == NULL) return;
  pthread_mutex_destroy(&inputs->lock);
  gloss_table_free(&inputs->numbers);
  free(inputs->hashes);
  free(inputs);
}

uint64_t gloss_hash_file(const char *path) {
  gloss_buffer content = {0};
  gloss_error error = {0};
  gloss_file_read(path, &content, &error);
  uint64_t hash = gloss_hash(gloss_buffer_slice(&content));
  gloss_buffer_free(&content);
  gloss_error_clear(&error);
  return hash;
}

uint64_t gloss_hash_folder(const char *path) {
  gloss_names names = {0};
  gloss_error error = {0};
  gloss_buffer file = {0};
  uint64_t hash = 1;
  gloss_folder_list(path, &names, &error);
  for (uint32_t i = 0; i < names.count; i++) {
    gloss_buffer_clear(&file);
    gloss_buffer_print(&file, "%s/%s", path, names.items[i]);
    hash = gloss_hash_fold(hash ^ gloss_hash(gloss_slice_of(names.items[i])), gloss_hash_file(gloss_buffer_string(&file)) | 1);
  }
  gloss_buffer_free(&file);
  gloss_names_free(&names);
  gloss_error_clear(&error);
  return hash;
}

static void add(gloss_inputs *inputs, const char *path) {
  uint32_t number = inputs->numbers.count;
  inputs->is_broken |= inputs->is_sealed;
  gloss_table_set(&inputs->numbers, gloss_slice_of(path), number);
  inputs->hashes = gloss_grow(inputs->hashes, &inputs->capacity, number + 1u, sizeof *inputs->hashes);
  inputs->hashes[number] = gloss_hash_file(path);
}

void gloss_inputs_add(gloss_inputs *inputs, const char *path) {
  if (inputs == NULL) return;
  pthread_mutex_lock(&inputs->lock);
  if (!gloss_table_has(&inputs->numbers, gloss_slice_of(path))) add(inputs, path);
  pthread_mutex_unlock(&inputs->lock);
}

void gloss_inputs_miss(gloss_inputs *inputs) {
  if (inputs == NULL) return;
  pthread_mutex_lock(&inputs->lock);
  inputs->is_broken |= inputs->is_sealed;
  pthread_mutex_unlock(&inputs->lock);
}

/* Whatever the order in which several workers have noted them. */
static uint64_t sum(gloss_inputs *inputs) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < inputs->numbers.count; i++) {
    const char *path = inputs->numbers.entries[i].key.data;
    inputs->is_broken |= gloss_hash_file(path) != inputs->hashes[i];
    sum += gloss_hash_fold(gloss_hash(inputs->numbers.entries[i].key) | 1, inputs->hashes[i] ^ 0x9e3779b97f4a7c15u);
  }
  return sum;
}

uint64_t gloss_inputs_seal(gloss_inputs *inputs) {
  pthread_mutex_lock(&inputs->lock);
  uint64_t hash = sum(inputs);
  inputs->is_sealed = true;
  pthread_mutex_unlock(&inputs->lock);
  return hash;
}

bool gloss_inputs_hold(gloss_inputs *inputs) {
  pthread_mutex_lock(&inputs->lock);
  bool hold = !inputs->is_broken;
  pthread_mutex_unlock(&inputs->lock);
  return hold;
}

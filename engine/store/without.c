/* Without SQLite. */
#include "store/kept.h"
#include "store/store.h"

gloss_store *gloss_store_open(const char *path, gloss_error *error) {
  gloss_fail(error, "%s: gloss was built without SQLite", path);
  return NULL;
}

bool gloss_store_add(gloss_store *store, gloss_slice lines, gloss_error *error) {
  (void)store, (void)lines, (void)error;
  return false;
}

uint64_t gloss_store_repeated(const gloss_store *store) {
  (void)store;
  return 0;
}

void gloss_store_close(gloss_store *store) {
  (void)store;
}

gloss_kept *gloss_kept_open(const char *path, uint64_t most, bool *was_damaged, gloss_error *error) {
  (void)most, (void)was_damaged;
  gloss_fail(error, "%s: gloss was built without SQLite", path);
  return NULL;
}

void gloss_kept_close(gloss_kept *kept) {
  (void)kept;
}

bool gloss_kept_get(gloss_kept *kept, gloss_kept_key key, gloss_buffer *value) {
  (void)kept, (void)key, (void)value;
  return false;
}

void gloss_kept_put(gloss_kept *kept, gloss_kept_key key, gloss_slice value) {
  (void)kept, (void)key, (void)value;
}

/* Without SQLite. */
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

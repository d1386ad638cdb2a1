/* Without libarchive. */
#include "archive/archive.h"

bool gloss_archive_detect(gloss_slice head) {
  (void)head;
  return false;
}

gloss_slice gloss_archive_strip(gloss_slice name, bool *is_archive) {
  if (is_archive) *is_archive = false;
  return name;
}

bool gloss_archive_is_here(void) {
  return false;
}

gloss_archive *gloss_archive_open(gloss_archive_feed *feed, void *context, gloss_unpacked *unpacked, gloss_error *error) {
  (void)feed, (void)context, (void)unpacked;
  gloss_fail(error, "archives are not read: gloss was built without libarchive");
  return NULL;
}

void gloss_archive_close(gloss_archive *archive) {
  (void)archive;
}

gloss_member gloss_archive_next(gloss_archive *archive, gloss_slice *name, gloss_error *error) {
  (void)archive, (void)name, (void)error;
  return GLOSS_MEMBER_END;
}

bool gloss_archive_read(gloss_archive *archive, char *to, size_t most, size_t *got, gloss_error *error) {
  (void)archive, (void)to, (void)most, (void)error;
  *got = 0;
  return true;
}

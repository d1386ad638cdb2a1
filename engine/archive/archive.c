#include "archive/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#include "base/memory.h"

struct gloss_archive {
  struct archive *reader;
  gloss_archive_feed *feed;
  void *context;
  gloss_unpacked *unpacked;
  gloss_error fed; /* what went wrong below */
  bool is_broken;  /* it was told already that a member cannot be read */
  bool is_bomb;
};

bool gloss_archive_is_here(void) {
  return true;
}

/* -- How they look from outside */

static bool begins_at(gloss_slice head, size_t at, gloss_slice magic) {
  return gloss_slice_starts_with(gloss_slice_cut(head, at, head.size), magic);
}

bool gloss_archive_detect(gloss_slice head) {
  static const struct {
    size_t at;
    gloss_slice magic;
  } marks[] = {
      {0, {"\x1f\x8b", 2}}, {0, {"\xfd" "7zXZ\0", 6}}, {0, {"\x28\xb5\x2f\xfd", 4}}, {4, {"1AY&SY", 6}},
      {257, {"ustar", 5}},  {0, {"PK\3\4", 4}},        {0, {"PK\5\6", 4}},
  };
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (head.size > marks[i].at && begins_at(head, marks[i].at, marks[i].magic)) return true;
  return false;
}

static bool ends_with(gloss_slice name, const char *ending) {
  size_t size = strlen(ending);
  return name.size > size && strncasecmp(name.data + name.size - size, ending, size) == 0;
}

gloss_slice gloss_archive_strip(gloss_slice name, bool *is_archive) {
  static const char *const compressed[] = {".gz", ".xz", ".zst", ".bz2"};
  static const char *const archives[] = {".tar", ".zip", ".tgz", ".txz", ".tzst", ".tbz2"};
  gloss_slice stripped = name;
  for (size_t i = 0; i < sizeof compressed / sizeof *compressed; i++)
    if (ends_with(name, compressed[i])) stripped.size = name.size - strlen(compressed[i]);
  if (is_archive == NULL) return stripped;
  *is_archive = false;
  for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) *is_archive |= ends_with(stripped, archives[i]);
  return stripped;
}

/* -- Opening */

static la_ssize_t feed(struct archive *reader, void *context, const void **bytes) {
  gloss_archive *archive = context;
  gloss_slice piece = {0};
  if (!archive->feed(archive->context, &piece, &archive->fed)) {
    archive_set_error(reader, EIO, "%s", archive->fed.message);
    return ARCHIVE_FATAL;
  }
  *bytes = piece.data;
  return (la_ssize_t)piece.size;
}

static void support(struct archive *reader) {
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_zip_streamable(reader);
  archive_read_support_format_raw(reader);
  archive_read_support_format_empty(reader);
}

static bool fail(gloss_archive *archive, gloss_error *error) {
  const char *why = archive_error_string(archive->reader);
  return gloss_fail(error, "%s", why ? why : "cannot be unpacked");
}

gloss_archive *gloss_archive_open(gloss_archive_feed *from, void *context, gloss_unpacked *unpacked, gloss_error *error) {
  gloss_archive *archive = gloss_allocate_zeroed(1, sizeof *archive);
  *archive = (gloss_archive){.reader = archive_read_new(), .feed = from, .context = context, .unpacked = unpacked};
  support(archive->reader);
  if (archive_read_open(archive->reader, archive, NULL, feed, NULL) >= ARCHIVE_WARN) return archive;
  fail(archive, error);
  gloss_archive_close(archive);
  return NULL;
}

void gloss_archive_close(gloss_archive *archive) {
  if (archive == NULL) return;
  archive_read_free(archive->reader);
  gloss_error_clear(&archive->fed);
  free(archive);
}

/* -- Members */

static gloss_slice name_of(struct archive_entry *entry) {
  const char *name = archive_entry_pathname_utf8(entry);
  if (name == NULL) name = archive_entry_pathname(entry);
  return name ? gloss_slice_of(name) : GLOSS_SLICE("a member without a name");
}

static bool is_file(struct archive_entry *entry) {
  return archive_entry_filetype(entry) == AE_IFREG || archive_entry_filetype(entry) == 0;
}

gloss_member gloss_archive_next(gloss_archive *archive, gloss_slice *name, gloss_error *error) {
  struct archive_entry *entry;
  int got;
  do {
    got = archive->is_bomb ? ARCHIVE_EOF : archive_read_next_header(archive->reader, &entry);
    if (got == ARCHIVE_EOF || (got < ARCHIVE_WARN && archive->is_broken)) return GLOSS_MEMBER_END;
    if (got < ARCHIVE_WARN) return fail(archive, error), GLOSS_MEMBER_FAILED;
  } while (!is_file(entry));
  archive->is_broken = false;
  *name = name_of(entry);
  if (archive_format(archive->reader) == ARCHIVE_FORMAT_RAW) return *name = (gloss_slice){0}, GLOSS_MEMBER_FOUND;
  if (!archive_entry_is_data_encrypted(entry)) return GLOSS_MEMBER_FOUND;
  gloss_fail(error, "%.*s: is encrypted: unpack it with its password first", GLOSS_PRINT(*name));
  return GLOSS_MEMBER_REFUSED;
}

static bool fail_bomb(gloss_archive *archive, gloss_error *error) {
  const gloss_unpacked *unpacked = archive->unpacked;
  archive->is_bomb = true;
  return gloss_fail(error, "unpacks to more than %d times its size (%llu bytes so far): unpack it by hand if that is meant",
                    GLOSS_BOMB_TIMES, (unsigned long long)unpacked->unpacked);
}

bool gloss_archive_read(gloss_archive *archive, char *to, size_t most, size_t *got, gloss_error *error) {
  la_ssize_t size = archive_read_data(archive->reader, to, most);
  *got = size > 0 ? (size_t)size : 0;
  archive->is_broken = size < 0;
  if (size < 0) return fail(archive, error);
  gloss_unpacked *unpacked = archive->unpacked;
  unpacked->unpacked += *got;
  bool is_bomb = unpacked->unpacked > GLOSS_BOMB_BYTES && unpacked->unpacked / GLOSS_BOMB_TIMES > unpacked->packed;
  return !is_bomb || fail_bomb(archive, error);
}

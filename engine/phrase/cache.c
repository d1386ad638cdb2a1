#include "phrase/cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "phrase/block.h"

/* Bytes of a list. Building takes a microsecond a name, opening the first list a millisecond for the hash of its makers, each
 * further one a twentieth of that: below some 1,600 names they are even. */
enum { WORTH_KEEPING = 32 * 1024 };

/* What is read of a file at a time to hash it: so it stays in the processor's cache, and takes no memory. */
enum { PIECE = 256 * 1024 };

enum { FORMAT = 2, BYTE_ORDER_MARK = 0x01020304 };

struct gloss_phrase_cache {
  char *folder, *program;
  const gloss_language *language; /* the one that `makers` is of; lists of one run have the same */
  uint64_t makers;
  bool has_makers;
};

/* How a file begins. All of it follows from the block and its origin: so a file is good when its head is the one it should have. */
typedef struct file_head {
  char magic[16];
  uint32_t format, byte_order, head_size, block_head_size;
  uint64_t content, maker; /* the origin: hashes of what was compiled, and of all that had a say in how */
  uint64_t size, checksum; /* of the block, which follows */
} file_head;

typedef struct source {
  const char *path;
  gloss_phrase_settings settings;
  gloss_phrase_tokenizer tokenizer;
  gloss_phrase_reader *read;
} source;

typedef struct origin {
  char *file; /* where a list of this origin is kept */
  uint64_t content, maker;
} origin;

gloss_phrase_cache *gloss_phrase_cache_new(const char *folder, const char *program) {
  gloss_phrase_cache *cache = gloss_allocate_zeroed(1, sizeof *cache);
  cache->folder = gloss_copy_string(folder);
  cache->program = gloss_copy_string(program);
  return cache;
}

void gloss_phrase_cache_free(gloss_phrase_cache *cache) {
  if (cache == NULL) return;
  free(cache->folder);
  free(cache->program);
  free(cache);
}

/* -- The content of a list, by its hash: as it is read, and as it is in memory */

static uint64_t add_piece(uint64_t hash, gloss_slice piece) {
  return gloss_hash_fold(hash ^ 0xa0761d6478bd642fu, gloss_hash(piece));
}

static uint64_t hash_content(gloss_slice content) {
  uint64_t hash = 0;
  while (content.size > 0) {
    size_t size = content.size < PIECE ? content.size : PIECE;
    hash = add_piece(hash, gloss_slice_cut(content, 0, size));
    content = gloss_slice_cut(content, size, content.size);
  }
  return hash;
}

/* Fills the piece, unless the file ends in it; negative when it cannot be read. */
static ssize_t read_piece(int file, char *piece) {
  ssize_t size = 0, got = 1;
  while (got > 0 && size < PIECE) {
    got = read(file, piece + size, PIECE - (size_t)size);
    if (got > 0) size += got;
  }
  return got < 0 ? got : size;
}

static bool hash_pieces(int file, uint64_t *hash) {
  char *piece = gloss_allocate(PIECE);
  ssize_t size;
  *hash = 0;
  while ((size = read_piece(file, piece)) > 0) *hash = add_piece(*hash, (gloss_slice){piece, (size_t)size});
  free(piece);
  return size == 0;
}

/* False when it is no file that a list is kept of. */
static bool hash_file(const char *path, uint64_t *hash) {
  struct stat status;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is not waited for */
  if (file < 0) return false;
  bool is_kept = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= WORTH_KEEPING;
  bool hashed = is_kept && hash_pieces(file, hash);
  close(file);
  return hashed;
}

/* -- The origin of a list */

static bool add_folder(gloss_buffer *all, const char *folder) {
  gloss_error error = {0};
  gloss_names names = {0};
  bool read = gloss_folder_list(folder, &names, &error);
  for (uint32_t i = 0; read && i < names.count; i++) {
    gloss_buffer path = {0};
    gloss_buffer_print(&path, "%s/%s", folder, names.items[i]);
    gloss_buffer_print(all, "%s %zu\n", names.items[i], all->size);
    read = gloss_folder_exists(gloss_buffer_string(&path)) || gloss_file_read(gloss_buffer_string(&path), all, &error);
    gloss_buffer_free(&path);
  }
  gloss_names_free(&names);
  gloss_error_clear(&error);
  return read;
}

/* The program and the data of the language make the words of a list, their lemmas and the bytes of the block. */
static bool find_makers(gloss_phrase_cache *cache, const gloss_language *language) {
  if (cache->has_makers && cache->language == language) return true;
  gloss_error error = {0};
  gloss_buffer all = {0};
  const char *folder = language ? gloss_language_folder(language) : NULL;
  cache->has_makers = gloss_file_read(cache->program, &all, &error) && (folder == NULL || add_folder(&all, folder));
  cache->makers = gloss_hash(gloss_buffer_slice(&all));
  cache->language = language;
  gloss_buffer_free(&all);
  gloss_error_clear(&error);
  return cache->has_makers;
}

static void print_settings(gloss_buffer *to, const source *source) {
  const gloss_phrase_settings *settings = &source->settings;
  const char *language = settings->language ? gloss_language_name(settings->language) : "";
  gloss_buffer_print(to, "%d %d %d %d %s %s ", settings->letter_case, settings->by_lemma, settings->weights,
                     source->tokenizer.tokenize != NULL, language, gloss_path_ending(source->path).data);
}

/* Readable for who looks into the folder: "places.tsv-" and a number for the whole path and the settings. */
static char *name_file(const gloss_phrase_cache *cache, const char *path, gloss_slice settings) {
  gloss_buffer name = {0};
  char *whole = realpath(path, NULL);
  gloss_buffer_add(&name, settings);
  gloss_buffer_print(&name, "%s", whole ? whole : path);
  uint64_t hash = gloss_hash(gloss_buffer_slice(&name));
  gloss_buffer_clear(&name);
  gloss_buffer_print(&name, "%s/%s-%016llx", cache->folder, gloss_path_name(path).data, (unsigned long long)hash);
  char *file = gloss_copy_string(gloss_buffer_string(&name));
  gloss_buffer_free(&name);
  free(whole);
  return file;
}

static origin find_origin(const gloss_phrase_cache *cache, const source *source, uint64_t content) {
  gloss_buffer maker = {0};
  print_settings(&maker, source);
  origin origin = {.file = name_file(cache, source->path, gloss_buffer_slice(&maker)), .content = content};
  gloss_buffer_print(&maker, "%016llx", (unsigned long long)cache->makers);
  origin.maker = gloss_hash(gloss_buffer_slice(&maker));
  gloss_buffer_free(&maker);
  return origin;
}

/* -- Its file */

static file_head head_of(const origin *origin, gloss_slice block) {
  return (file_head){.magic = "gloss phrases\n", .format = FORMAT, .byte_order = BYTE_ORDER_MARK, .head_size = sizeof(file_head),
                     .block_head_size = sizeof(gloss_phrase_block), .content = origin->content, .maker = origin->maker,
                     .size = block.size, .checksum = gloss_hash(block)};
}

/* A file of one's own that has all the head tells of; nobody else's is trusted. */
static bool is_ours(int file, const file_head *head) {
  struct stat status;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != geteuid()) return false;
  return head->size >= sizeof(gloss_phrase_block) && (uint64_t)status.st_size == sizeof *head + head->size;
}

static bool read_all(int file, void *bytes, size_t size) {
  for (ssize_t count; size > 0; bytes = (char *)bytes + count, size -= (size_t)count)
    if ((count = read(file, bytes, size)) <= 0) return false;
  return true;
}

static gloss_phrase_block *read_block(int file, const origin *origin) {
  file_head head;
  if (!read_all(file, &head, sizeof head)) return NULL;
  if (head.content != origin->content || head.maker != origin->maker) return NULL; /* the usual reason, and quickly seen */
  if (!is_ours(file, &head)) return NULL;
  gloss_phrase_block *block = gloss_allocate(head.size);
  bool is_whole = read_all(file, block, head.size);
  file_head expected = head_of(origin, (gloss_slice){(const char *)block, is_whole ? head.size : 0});
  if (memcmp(&head, &expected, sizeof head) == 0) return block;
  free(block);
  return NULL;
}

static gloss_phrases *open_file(const origin *origin, const source *source) {
  int file = open(origin->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe of that name is not waited for */
  if (file < 0) return NULL;
  gloss_phrase_block *block = read_block(file, origin);
  close(file);
  if (block == NULL) return NULL;
  gloss_phrases *list = gloss_allocate(sizeof *list);
  *list = (gloss_phrases){.block = block, .is_kept = true, .tokenizer = source->tokenizer,
                          .language = source->settings.language};
  return list;
}

static bool write_all(int file, gloss_slice bytes) {
  while (bytes.size > 0) {
    ssize_t written = write(file, bytes.data, bytes.size);
    if (written <= 0) return false;
    bytes = gloss_slice_cut(bytes, (size_t)written, bytes.size);
  }
  return true;
}

/* Not forced to the disk: what a crash left incomplete fails its checksum. */
static void write_file(const gloss_phrase_cache *cache, const origin *origin, const gloss_phrases *list) {
  gloss_slice block = {(const char *)list->block, list->block->size};
  file_head head = head_of(origin, block);
  gloss_buffer name = {0};
  gloss_buffer_print(&name, "%s.XXXXXX", origin->file);
  char *path = gloss_copy_string(gloss_buffer_string(&name));
  gloss_folder_make(cache->folder);
  int file = mkostemp(path, O_CLOEXEC);
  if (file >= 0) {
    bool written = write_all(file, (gloss_slice){(const char *)&head, sizeof head}) && write_all(file, block);
    if (close(file) != 0 || !written || rename(path, origin->file) != 0) unlink(path);
  }
  free(path);
  gloss_buffer_free(&name);
}

/* -- Reading a list */

static gloss_phrases *open_list(gloss_phrase_cache *cache, const source *source) {
  uint64_t content;
  if (cache == NULL || !hash_file(source->path, &content) || !find_makers(cache, source->settings.language)) return NULL;
  origin origin = find_origin(cache, source, content);
  gloss_phrases *list = open_file(&origin, source);
  free(origin.file);
  return list;
}

/* The content is hashed anew: the file may have changed since. */
static void keep_list(gloss_phrase_cache *cache, const source *source, gloss_slice content, const gloss_phrases *list) {
  if (cache == NULL || content.size < WORTH_KEEPING || !find_makers(cache, source->settings.language)) return;
  origin origin = find_origin(cache, source, hash_content(content));
  write_file(cache, &origin, list);
  free(origin.file);
}

static gloss_phrases *build(const source *source, gloss_slice content, gloss_error *error) {
  gloss_phrase_builder *builder = gloss_phrase_builder_new(source->settings, source->tokenizer);
  bool read = source->read(builder, source->path, content, error);
  gloss_phrases *list = read ? gloss_phrase_builder_build(builder) : NULL;
  gloss_phrase_builder_free(builder);
  return list;
}

gloss_phrases *gloss_phrase_cache_read(gloss_phrase_cache *cache, const char *path, gloss_phrase_settings settings,
                                       gloss_phrase_tokenizer tokenizer, gloss_phrase_reader *read, gloss_error *error) {
  source source = {path, settings, tokenizer, read};
  gloss_phrases *list = open_list(cache, &source);
  gloss_buffer content = {0};
  if (list == NULL && gloss_file_read(path, &content, error)) {
    list = build(&source, gloss_buffer_slice(&content), error);
    if (list) keep_list(cache, &source, gloss_buffer_slice(&content), list);
  }
  gloss_buffer_free(&content);
  return list;
}

/* Edits of a kept list, four bytes each: three of a place, and one to be changed into; a place at the end of the file or after
 * it cuts the file there, or makes it longer. Whatever becomes of the file, the list that is read is the list. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "phrase/block.h"
#include "phrase/cache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NAMES = 3000 };

static void require(bool holds) {
  if (!holds) abort();
}

/* The folder, the list, what is kept of it as it should be, and where. */
typedef struct scene {
  char folder[32], list[64];
  char *kept;
  gloss_buffer content, block;
} scene;

static void write_file(const char *path, gloss_slice content) {
  FILE *file = fopen(path, "w");
  require(file != NULL && fwrite(content.data, 1, content.size, file) == content.size && fclose(file) == 0);
}

static gloss_phrases *read_list(const scene *scene) {
  gloss_error error = {0};
  gloss_phrase_cache *cache = gloss_phrase_cache_new(scene->folder, scene->list);
  gloss_phrases *list = gloss_phrase_cache_read(cache, scene->list, (gloss_phrase_settings){0}, (gloss_phrase_tokenizer){0},
                                                gloss_phrase_builder_read, &error);
  gloss_phrase_cache_free(cache);
  require(list != NULL);
  return list;
}

static void write_list(const char *path) {
  gloss_buffer text = {0};
  gloss_buffer_print(&text, "name\tid\n");
  for (int i = 0; i < NAMES; i++) gloss_buffer_print(&text, "New Name%d\tQ%d\n", i, i);
  write_file(path, gloss_buffer_slice(&text));
  gloss_buffer_free(&text);
}

/* The one file in the folder that is not the list. */
static char *find_kept(const scene *scene) {
  gloss_error error = {0};
  gloss_names names = {0};
  gloss_buffer path = {0};
  require(gloss_folder_list(scene->folder, &names, &error) && names.count == 2);
  gloss_buffer_print(&path, "%s/%s", scene->folder, names.items[1]);
  gloss_buffer_string(&path);
  gloss_names_free(&names);
  return path.data;
}

static void set_up(scene *scene) {
  gloss_error error = {0};
  snprintf(scene->folder, sizeof scene->folder, "/tmp/gloss-fuzz-XXXXXX");
  require(mkdtemp(scene->folder) != NULL);
  snprintf(scene->list, sizeof scene->list, "%s/names.tsv", scene->folder);
  write_list(scene->list);
  gloss_phrases *list = read_list(scene);
  gloss_buffer_add(&scene->block, (gloss_slice){(const char *)list->block, list->block->size});
  gloss_phrases_free(list);
  scene->kept = find_kept(scene);
  require(gloss_file_read(scene->kept, &scene->content, &error));
}

static void take_down(scene *scene) {
  remove(scene->kept);
  remove(scene->list);
  rmdir(scene->folder);
  free(scene->kept);
  gloss_buffer_free(&scene->content);
  gloss_buffer_free(&scene->block);
}

static void edit(gloss_buffer *file, const uint8_t *bytes) {
  size_t at = (size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2];
  if (at < file->size) file->data[at] = (char)bytes[3];
  else if (bytes[3] % 2) file->size = at % (file->size + 1);
  else gloss_buffer_add_char(file, (char)bytes[3]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  scene scene = {0};
  set_up(&scene);
  gloss_buffer file = {0};
  gloss_buffer_add(&file, gloss_buffer_slice(&scene.content));
  for (size_t i = 0; i + 4 <= size; i += 4) edit(&file, data + i);
  write_file(scene.kept, gloss_buffer_slice(&file));
  gloss_phrases *list = read_list(&scene);
  bool is_whole = gloss_slice_equal(gloss_buffer_slice(&file), gloss_buffer_slice(&scene.content));
  require(list->is_kept == is_whole);
  require(gloss_slice_equal((gloss_slice){(const char *)list->block, list->block->size}, gloss_buffer_slice(&scene.block)));
  gloss_phrases_free(list);
  gloss_buffer_free(&file);
  take_down(&scene);
  return 0;
}

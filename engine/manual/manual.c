#include "manual/manual.h"

#include <stdlib.h>

#include "base/list_file.h"
#include "base/memory.h"

static uint32_t heading_level(gloss_slice line) {
  uint32_t level = 0;
  while (level < line.size && line.data[level] == '#') level++;
  return level > 0 && level < line.size && line.data[level] == ' ' ? level : 0;
}

static gloss_section *add_section(gloss_manual *manual, gloss_slice page, gloss_slice heading, const char *text) {
  manual->sections = gloss_grow(manual->sections, &manual->capacity, manual->count + 1u, sizeof *manual->sections);
  manual->sections[manual->count] = (gloss_section){page, heading, {text, 0}};
  return &manual->sections[manual->count++];
}

/* A line of a program that begins with # is no heading. */
static void split(gloss_manual *manual, gloss_slice page, gloss_slice text) {
  gloss_slice rest = text, line;
  gloss_section *section = NULL;
  bool in_program = false;
  while (gloss_slice_line(&rest, &line)) {
    uint32_t level = in_program ? 0 : heading_level(line);
    const char *end = rest.size ? rest.data : text.data + text.size;
    if (gloss_slice_starts_with(line, GLOSS_SLICE("```"))) in_program = !in_program;
    if (level > 0) section = add_section(manual, page, gloss_slice_cut(line, level + 1, line.size), end);
    else if (section) section->text.size = (size_t)(end - section->text.data);
  }
}

bool gloss_manual_read(gloss_manual *manual, const char *folder, gloss_error *error) {
  if (!gloss_folder_list(folder, &manual->names, error)) return false;
  manual->pages = gloss_allocate_zeroed(manual->names.count + 1, sizeof *manual->pages);
  for (uint32_t i = 0; i < manual->names.count; i++) {
    const char *name = manual->names.items[i];
    if (!gloss_slice_is(gloss_path_ending(name), ".md")) continue;
    gloss_buffer path = {0};
    gloss_buffer_print(&path, "%s/%s", folder, name);
    bool read = gloss_file_read(gloss_buffer_string(&path), &manual->pages[i], error);
    gloss_buffer_free(&path);
    if (!read) return false;
    split(manual, gloss_path_stem(name), gloss_buffer_slice(&manual->pages[i]));
  }
  return true;
}

static bool take_stop_word(void *manual, const gloss_slice *word, gloss_error *error) {
  (void)error;
  gloss_table_set(&((gloss_manual *)manual)->stop, *word, 1);
  return true;
}

bool gloss_manual_read_stop_words(gloss_manual *manual, const char *folder, gloss_error *error) {
  return gloss_list_read(folder, "stop.txt", 1, take_stop_word, manual, error);
}

void gloss_manual_free(gloss_manual *manual) {
  for (uint32_t i = 0; manual->pages && i < manual->names.count; i++) gloss_buffer_free(&manual->pages[i]);
  free(manual->pages);
  free(manual->sections);
  gloss_names_free(&manual->names);
  gloss_table_free(&manual->stop);
  *manual = (gloss_manual){0};
}

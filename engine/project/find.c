#include <stdlib.h>
#include <unistd.h>

#include "project/project.h"

static uint32_t folders_above(void) {
  char *here = getcwd(NULL, 0);
  uint32_t count = 0;
  for (const char *slash = here; slash && here[1] && (slash = strchr(slash, '/')); slash++) count++;
  free(here);
  return count;
}

void gloss_project_find(gloss_buffer *path) {
  uint32_t above = folders_above();
  for (uint32_t i = 0; i <= above; i++) {
    gloss_buffer_clear(path);
    for (uint32_t up = 0; up < i; up++) gloss_buffer_add(path, GLOSS_SLICE("../"));
    gloss_buffer_add(path, GLOSS_SLICE("gloss.toml"));
    if (gloss_file_exists(gloss_buffer_string(path))) return;
  }
  gloss_buffer_clear(path);
}

void gloss_project_free(gloss_project *project) {
  gloss_buffer_free(&project->path);
  gloss_names *lists[] = {&project->script_path, &project->scripts, &project->options,
                          &project->lang,        &project->memory,  &project->budget};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) gloss_names_free(lists[i]);
}

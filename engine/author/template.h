/* author: writes the first lines of a script, or the files of a project, from templates that anybody can change.
 * A template is a file in `templates/` of a folder of the script path, or a folder there for a project; `@NAME@` stands for the
 * name, `@TYPES@` for the folder that tells an editor of gloss. */
#ifndef GLOSS_AUTHOR_TEMPLATE_H
#define GLOSS_AUTHOR_TEMPLATE_H

#include "base/search_path.h"

typedef struct gloss_stamp {
  gloss_slice name;
  const char *types; /* an absolute path */
} gloss_stamp;

/* May a script of that name be made, with a layer of that name? Else the message says which names may. */
bool gloss_author_check_name(gloss_slice name, gloss_error *error);

/* Writes the file `path` from the template of that name, or the same text as the file `like` has. A file that is there is never
 * written over. */
bool gloss_author_write(const gloss_search_path *search, const char *template, const gloss_stamp *stamp, const char *path,
                        gloss_error *error);
bool gloss_author_copy(const char *like, const char *path, gloss_error *error);

/* Makes the folder `path`, which is not there yet, with all that the template of a project has. */
bool gloss_author_write_project(const gloss_search_path *search, const gloss_stamp *stamp, const char *path, gloss_error *error);

#endif

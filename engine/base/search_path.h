/* search_path: the folders where scripts, sets, modules, data and languages are found, in order.
 * A name is looked for in each folder and in its rooms for that kind of thing; the first found wins and hides the rest. */
#ifndef GLOSS_BASE_SEARCH_PATH_H
#define GLOSS_BASE_SEARCH_PATH_H

#include "base/file.h"

/* The language of a run and of its documents when nobody says otherwise; its word lists stand in for those that another language
 * lacks. */
#define GLOSS_STANDARD_LANGUAGE "en"

typedef enum gloss_find {
  GLOSS_FIND_SCRIPT,   /* NAME.lua in the folder, analyses/, readers/, writers/ */
  GLOSS_FIND_SET,      /* NAME.lua in sets/ */
  GLOSS_FIND_MODULE,   /* NAME.lua in the folder, lib/ */
  GLOSS_FIND_DATA,     /* NAME, with its ending, in the folder, data/, lang/LANG/ of the folder */
  GLOSS_FIND_TEMPLATE, /* NAME, with its ending, in templates/ */
  GLOSS_FIND_LANGUAGE, /* the folder lang/NAME */
} gloss_find;

typedef struct gloss_search_path {
  gloss_names folders; /* searched in this order */
} gloss_search_path;

/* Adds a folder after those there are; one that is there already, or does not exist, is left out. */
void gloss_search_path_add(gloss_search_path *path, const char *folder);

/* Adds the folders of GLOSS_PATH (colons between), the user's own (`$XDG_CONFIG_HOME/gloss/scripts`, else
 * `~/.config/gloss/scripts`) and the installed one: what gloss has whatever the command line says. */
void gloss_search_path_add_usual(gloss_search_path *path, const char *installed);

void gloss_search_path_free(gloss_search_path *path);

/* The path of the first file of that name, to be freed by the caller, or NULL. `first`, when not NULL, is a folder searched
 * before the others: a script's own. `language` is for data only: lang/LANGUAGE is searched too; NULL: no language. A name
 * with a slash at its start or end, or with "." or ".." among its parts, is never found: a path is for the command line. */
char *gloss_search_path_find(const gloss_search_path *path, gloss_find kind, const char *first, const char *language,
                             gloss_slice name);

/* Every file of that kind there is, in the order of search, hidden ones too: their paths. For lists and for hints. */
void gloss_search_path_list(const gloss_search_path *path, gloss_find kind, const char *first, const char *language,
                            gloss_names *paths);

#endif

/* catalog: the scripts and sets there are along the search path, each loaded when it is asked for, once.
 * A script that cannot be loaded is no trouble to a run that does not choose it: its message is kept with it. */
#ifndef GLOSS_RUN_CATALOG_H
#define GLOSS_RUN_CATALOG_H

#include "script/script.h"

typedef struct gloss_catalog gloss_catalog;

typedef struct gloss_catalog_entry {
  const char *name;       /* the file's, without ".lua" */
  const char *path;
  bool is_named;          /* it was named by its path, and is on no search path */
  uint32_t hidden_by;     /* the entry that is found first under this name, or GLOSS_NO_ENTRY */
  gloss_script *script;   /* NULL: not loaded yet, or it cannot be */
  gloss_error error;      /* why it cannot be */
} gloss_catalog_entry;

#define GLOSS_NO_ENTRY UINT32_MAX

/* The environment must outlive the catalog. */
gloss_catalog *gloss_catalog_new(const gloss_environment *environment);
void gloss_catalog_free(gloss_catalog *catalog);

uint32_t gloss_catalog_count(const gloss_catalog *catalog);
const gloss_catalog_entry *gloss_catalog_at(const gloss_catalog *catalog, uint32_t entry);

/* The entry of that name that is found first; the entry of a file, which is added when it is new. Or GLOSS_NO_ENTRY. */
uint32_t gloss_catalog_find(const gloss_catalog *catalog, gloss_slice name);
uint32_t gloss_catalog_find_file(gloss_catalog *catalog, const char *path, gloss_error *error);

/* The script of an entry, loaded now if it was not. NULL when it cannot be. */
const gloss_script *gloss_catalog_load(gloss_catalog *catalog, uint32_t entry, gloss_error *error);

/* The names of all sets, and the path of one, to be freed by the caller, or NULL. */
void gloss_catalog_sets(const gloss_catalog *catalog, gloss_names *paths);
char *gloss_catalog_find_set(const gloss_catalog *catalog, gloss_slice name);

const gloss_environment *gloss_catalog_environment(const gloss_catalog *catalog);

#endif

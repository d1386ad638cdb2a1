/* file: whole files and folders.
 * Messages name the path and the system's reason. */
#ifndef GLOSS_BASE_FILE_H
#define GLOSS_BASE_FILE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

/* Appends the content of the file. */
bool gloss_file_read(const char *path, gloss_buffer *content, gloss_error *error);

bool gloss_file_exists(const char *path);   /* a file of any kind, or a folder */
uint64_t gloss_file_size(const char *path); /* bytes; 0 when it cannot be told */
bool gloss_folder_exists(const char *path);

/* Makes the folder, and those above it that are missing, for their owner only. True when it is there then. */
bool gloss_folder_make(const char *path);

/* The names in a folder, sorted by bytes; "." and ".." are left out. */
typedef struct gloss_names {
  char **items;
  uint32_t count, capacity;
} gloss_names;

bool gloss_folder_list(const char *path, gloss_names *names, gloss_error *error);
void gloss_names_add(gloss_names *names, gloss_slice name); /* copies */
void gloss_names_free(gloss_names *names);

/* Parts of a path, lent: "a/b.txt" has the name "b.txt", the stem "b", the ending ".txt" and the folder "a". The ending of
 * "a/.b" is ""; the folder of "b" is ".". */
gloss_slice gloss_path_name(const char *path);
gloss_slice gloss_path_stem(const char *path);
gloss_slice gloss_path_ending(const char *path);
gloss_slice gloss_path_folder(const char *path);

#endif

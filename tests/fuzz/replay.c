/* replay: runs every file of a folder through a fuzz target, for who has no fuzzer: a crash that was found once stays found. */
#include <stdio.h>

#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int count, char **arguments) {
  gloss_error error = {0};
  gloss_names names = {0};
  if (count != 2 || !gloss_folder_list(arguments[1], &names, &error)) {
    fprintf(stderr, "%s\n", error.message ? error.message : "give the folder of the corpus");
    return 1;
  }
  for (uint32_t i = 0; i < names.count; i++) {
    char path[4096];
    gloss_buffer content = {0};
    snprintf(path, sizeof path, "%s/%s", arguments[1], names.items[i]);
    if (!gloss_file_read(path, &content, &error)) return fprintf(stderr, "%s\n", error.message), 1;
    LLVMFuzzerTestOneInput((const uint8_t *)(content.data ? content.data : ""), content.size);
    gloss_buffer_free(&content);
  }
  printf("%u inputs\n", names.count);
  gloss_names_free(&names);
  return 0;
}

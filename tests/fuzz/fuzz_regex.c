/* A byte of flags, a pattern, a zero byte, a subject. */
#include <stdlib.h>

#include "regex/regex.h"
#include "unicode/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

static void search(const gloss_regex *regex, gloss_slice subject) {
  gloss_regex_scratch *scratch = gloss_regex_scratch_new();
  gloss_span *groups = malloc((gloss_regex_group_count(regex) + 1) * sizeof *groups);
  gloss_error error = {0};
  gloss_regex_result result;
  uint32_t from = 0, matches = 0;
  while ((result = gloss_regex_find(regex, scratch, subject, from, groups, &error)) == GLOSS_REGEX_FOUND && matches++ < 100) {
    require(groups[0].start <= groups[0].end && groups[0].end <= subject.size);
    for (uint32_t i = 1; i <= gloss_regex_group_count(regex); i++)
      require(groups[i].start == UINT32_MAX || (groups[i].start <= groups[i].end && groups[i].end <= subject.size));
    require(gloss_regex_after(subject, groups[0]) > from);
    from = gloss_regex_after(subject, groups[0]);
  }
  require((result == GLOSS_REGEX_FAILED) == (error.message != NULL));
  gloss_error_clear(&error);
  free(groups);
  gloss_regex_scratch_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const flags[] = {"", "i", "m", "s", "x", "ims", "isx", "q"};
  if (size == 0) return 0;
  gloss_slice pattern, rest = {(const char *)data + 1, size - 1};
  if (!gloss_slice_split(&rest, '\0', &pattern)) return 0;
  gloss_error error = {0};
  gloss_buffer subject = {0};
  if (rest.size > 0) gloss_utf8_repair(rest, &subject, NULL);
  gloss_regex *regex = gloss_regex_new(pattern, gloss_slice_of(flags[data[0] % 8]), &error);
  require((regex == NULL) == (error.message != NULL));
  if (regex) search(regex, gloss_buffer_slice(&subject));
  gloss_regex_free(regex);
  gloss_buffer_free(&subject);
  gloss_error_clear(&error);
  return 0;
}

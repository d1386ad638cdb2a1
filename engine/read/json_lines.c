#include "read/json_lines.h"

void gloss_json_lines_open(gloss_json_lines *lines, const char *path, gloss_slice text) {
  const gloss_slice mark = GLOSS_SLICE("\xef\xbb\xbf");
  if (gloss_slice_starts_with(text, mark)) text = gloss_slice_cut(text, mark.size, text.size);
  *lines = (gloss_json_lines){.path = path, .rest = text, .json = gloss_json_new()};
}

void gloss_json_lines_close(gloss_json_lines *lines) {
  gloss_json_free(lines->json);
  gloss_arena_free(&lines->arena);
  gloss_buffer_free(&lines->padded);
}

/* The text is lent, and what may be read after its last line is not. */
static gloss_slice pad(gloss_json_lines *lines, gloss_slice line) {
  if (lines->rest.size >= GLOSS_JSON_PADDING) return line;
  gloss_buffer_clear(&lines->padded);
  gloss_buffer_add(&lines->padded, line);
  gloss_buffer_reserve(&lines->padded, GLOSS_JSON_PADDING);
  return gloss_buffer_slice(&lines->padded);
}

static bool parse(gloss_json_lines *lines, gloss_slice line, gloss_error *error) {
  gloss_json_mended mended;
  gloss_arena_reset(&lines->arena);
  if (memchr(line.data, '\0', line.size))
    return gloss_fail(error, "has a zero byte, which JSON cannot have; save the file as UTF-8");
  if (!gloss_json_parse(lines->json, pad(lines, line), &lines->arena, &lines->value, &mended, error)) return false;
  return mended.sequences == 0 || gloss_fail(error, "is not valid UTF-8; save the file as UTF-8");
}

gloss_json_lines_result gloss_json_lines_next(gloss_json_lines *lines, gloss_error *error) {
  gloss_slice line;
  while (lines->rest.size > 0 && gloss_slice_line(&lines->rest, &line)) {
    lines->line++;
    if (gloss_slice_trim(line).size == 0) continue;
    if (parse(lines, line, error)) return GLOSS_JSON_LINES_READ;
    gloss_fail_at(error, "%s:%u", lines->path, lines->line);
    return GLOSS_JSON_LINES_FAILED;
  }
  return GLOSS_JSON_LINES_END;
}

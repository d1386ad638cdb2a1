/* XML or HTML, as the first byte says: it is refused with a message, or becomes a tree of valid UTF-8 that is not too deep. */
#include <stdlib.h>

#include "markup/markup.h"
#include "unicode/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

static void check(const gloss_node *node, int depth) {
  require(depth <= GLOSS_MARKUP_DEPTH + 1);
  require(gloss_utf8_is_valid(node->name) && gloss_utf8_is_valid(node->text));
  for (uint32_t i = 0; i < node->attribute_count; i++)
    require(gloss_utf8_is_valid(node->attributes[i].name) && gloss_utf8_is_valid(node->attributes[i].value));
  for (const gloss_node *child = node->first; child; child = child->next) check(child, depth + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  gloss_arena arena = {0};
  gloss_error error = {0};
  if (size < 1) return 0;
  gloss_slice text = {(const char *)data + 1, size - 1};
  const gloss_node *root = gloss_markup_parse(data[0] & 1 ? GLOSS_XML : GLOSS_HTML, text, 1 << 20, &arena, &error);
  if (root) check(root, 0);
  else require(error.message != NULL);
  gloss_error_clear(&error);
  gloss_arena_free(&arena);
  return 0;
}

#include "compare/diff.h"

#include <inttypes.h>

#include "write/json_text.h"

static void add_string(gloss_buffer *out, const char *name, gloss_slice string) {
  if (string.data == NULL) return;
  gloss_buffer_print(out, ",\"%s\":", name);
  gloss_json_add_string(out, string);
}

static void add_value(gloss_buffer *out, const char *name, gloss_value value) {
  if (value.kind == GLOSS_NIL) return;
  gloss_buffer_print(out, ",\"%s\":", name);
  gloss_json_add_value(out, value, NULL, NULL);
}

static void add_side(gloss_buffer *out, const char *name, const gloss_side *side) {
  if (side->document == NULL) return;
  gloss_buffer_print(out, ",\"%s\":{\"path\":", name);
  gloss_json_add_string(out, gloss_slice_of(side->path));
  gloss_buffer_print(out, ",\"line\":%" PRIu64 "}", side->line);
}

static void add_difference(gloss_buffer *out, const gloss_difference_found *found) {
  gloss_buffer_print(out, "{\"change\":\"%s\"", gloss_change_name(found->change));
  add_string(out, "layer", found->layer);
  if (found->line > 0) {
    gloss_buffer_print(out, ",\"line\":%u,\"column\":%u,\"start\":%u,\"end\":%u", found->line, found->column, found->start,
                       found->end);
    add_string(out, "text", found->text);
  }
  if (found->type.size > 0) add_string(out, "type", found->type);
  add_string(out, "key", found->key);
  add_value(out, "was", found->was);
  add_value(out, found->change == GLOSS_CHANGE_TEXT ? "message" : "now", found->now);
  gloss_buffer_add_char(out, '}');
}

void gloss_diff_add_json(gloss_buffer *out, const gloss_diff *diff, const gloss_joined *joined) {
  const gloss_document *document = joined->left.document ? joined->left.document : joined->right.document;
  if (diff->count == 0) return;
  gloss_buffer_add(out, GLOSS_SLICE("{\"id\":"));
  gloss_json_add_string(out, document->id);
  add_side(out, "left", &joined->left);
  add_side(out, "right", &joined->right);
  gloss_buffer_add(out, GLOSS_SLICE(",\"differences\":["));
  for (uint32_t i = 0; i < diff->count; i++) {
    if (i > 0) gloss_buffer_add_char(out, ',');
    add_difference(out, &diff->items[i]);
  }
  gloss_buffer_add(out, GLOSS_SLICE("]}\n"));
}

void gloss_diff_add_json_summary(gloss_buffer *out, const gloss_diff *diff) {
  gloss_buffer_print(out, "{\"documents\":%" PRIu64 ",\"differing\":%" PRIu64, diff->documents, diff->differing);
  for (int i = 0; i < GLOSS_CHANGES; i++) gloss_buffer_print(out, ",\"%s\":%" PRIu64, gloss_change_name(i), diff->counts[i]);
  gloss_buffer_add(out, GLOSS_SLICE("}\n"));
}

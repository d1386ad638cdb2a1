#include "compare/diff.h"

#include <inttypes.h>

#include "write/json_text.h"

#define ADD(out, literal) gloss_buffer_add(out, GLOSS_SLICE(literal))

/* A link by its text, and by the name that it leads to. */
static void add_said(gloss_buffer *out, gloss_value value) {
  gloss_value text = gloss_map_get(value, GLOSS_SLICE("text")), name = gloss_map_get(value, GLOSS_SLICE("name"));
  if (value.kind == GLOSS_NIL) return ADD(out, "nothing");
  if (text.kind != GLOSS_STRING) return gloss_json_add_value(out, value, NULL, NULL);
  gloss_json_add_value(out, text, NULL, NULL);
  if (name.kind != GLOSS_STRING) return;
  gloss_buffer_print(out, " = %.*s", GLOSS_PRINT(gloss_value_slice(name)));
}

static int64_t offset_of(gloss_value link, const char *key) {
  gloss_value value = gloss_map_get(link, gloss_slice_of(key));
  return value.kind == GLOSS_INTEGER ? value.integer : -1;
}

/* Two links with the same words are told apart by where they are. */
static void add_was(gloss_buffer *out, const gloss_difference_found *found) {
  gloss_buffer now = {0}, was = {0};
  add_said(&now, found->now);
  add_said(&was, found->was);
  gloss_buffer_print(out, "%s, was %s", gloss_buffer_string(&now), gloss_buffer_string(&was));
  if (gloss_slice_equal(gloss_buffer_slice(&now), gloss_buffer_slice(&was)))
    gloss_buffer_print(out, " elsewhere (at %" PRId64 ", was at %" PRId64 ")", offset_of(found->now, "start"),
                       offset_of(found->was, "start"));
  gloss_buffer_free(&now);
  gloss_buffer_free(&was);
}

static void add_place(gloss_buffer *out, char sign, const gloss_difference_found *found, bool with_type) {
  gloss_buffer_print(out, "  %c %u:%u %.*s", sign, found->line, found->column, GLOSS_PRINT(found->layer));
  if (with_type && found->type.size > 0) gloss_buffer_print(out, " %.*s", GLOSS_PRINT(found->type));
  gloss_buffer_print(out, " [%.*s]", GLOSS_PRINT(found->text));
}

static void add_difference(gloss_buffer *out, const gloss_difference_found *found) {
  switch (found->change) {
    case GLOSS_CHANGE_ADDED: add_place(out, '+', found, true); break;
    case GLOSS_CHANGE_REMOVED: add_place(out, '-', found, true); break;
    case GLOSS_CHANGE_TYPE: add_place(out, '~', found, false), ADD(out, ": type "), add_was(out, found); break;
    case GLOSS_CHANGE_FIELD:
      add_place(out, '~', found, true);
      gloss_buffer_print(out, ": %.*s ", GLOSS_PRINT(found->key));
      add_was(out, found);
      break;
    case GLOSS_CHANGE_VALUE: gloss_buffer_print(out, "  ~ %.*s: ", GLOSS_PRINT(found->key)), add_was(out, found); break;
    case GLOSS_CHANGE_TEXT:
      gloss_buffer_print(out, "  ~ %.*s; annotations are not compared", GLOSS_PRINT(gloss_value_slice(found->now)));
      break;
    case GLOSS_CHANGE_MISSING: ADD(out, "  - the document: only the first file has it"); break;
    default: ADD(out, "  + the document: only the second file has it");
  }
  gloss_buffer_add_char(out, '\n');
}

static void add_side(gloss_buffer *out, const gloss_side *side) {
  if (side->document) gloss_buffer_print(out, " %s:%" PRIu64, side->path, side->line);
}

void gloss_diff_add_text(gloss_buffer *out, const gloss_diff *diff, const gloss_joined *joined) {
  const gloss_document *document = joined->left.document ? joined->left.document : joined->right.document;
  if (diff->count == 0) return;
  gloss_buffer_print(out, "\"%.*s\"", GLOSS_PRINT(document->id));
  add_side(out, &joined->left);
  add_side(out, &joined->right);
  gloss_buffer_add_char(out, '\n');
  for (uint32_t i = 0; i < diff->count; i++) add_difference(out, &diff->items[i]);
}

void gloss_diff_add_text_summary(gloss_buffer *out, const gloss_diff *diff) {
  static const char *const words[] = {"added", "removed", "types", "fields", "values", "texts", "documents missing",
                                      "new documents"};
  gloss_buffer_print(out, "%" PRIu64 " of %" PRIu64 " document%s differ%s", diff->differing, diff->documents,
                     diff->documents == 1 ? "" : "s", diff->differing == 1 ? "s" : "");
  for (int i = 0, any = 0; i < GLOSS_CHANGES; i++)
    if (diff->counts[i]) gloss_buffer_print(out, "%s%s %" PRIu64, any++ ? ", " : ": ", words[i], diff->counts[i]);
  gloss_buffer_add_char(out, '\n');
}

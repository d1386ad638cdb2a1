#include "read/added.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "read/parser.h"

static const struct {
  const char *key;
  size_t offset; /* of the field of a document that it fills; 0: it has a function of its own */
} keys[] = {
    {"text", 0},
    {"blocks", 0},
    {"meta", 0},
    {"annotations", 0},
    {"id", offsetof(gloss_document, id)},
    {"title", offsetof(gloss_document, title)},
    {"source", offsetof(gloss_document, source)},
    {"date", offsetof(gloss_document, date)},
    {"lang", offsetof(gloss_document, lang)},
};

enum { KEYS = sizeof keys / sizeof *keys };

static gloss_value get(gloss_value map, const char *key) {
  return gloss_map_get(map, gloss_slice_of(key));
}

/* An empty table of Lua is a list, and a map without anything, too. */
static bool is_empty(gloss_value value) {
  return value.kind == GLOSS_NIL || (value.kind == GLOSS_LIST && value.size == 0);
}

/* -- What is known about it */

static bool fail_unknown(gloss_slice key, gloss_error *error) {
  gloss_nearest nearest = {.word = key};
  char hint[128];
  for (int i = 0; i < KEYS; i++) gloss_nearest_offer(&nearest, gloss_slice_of(keys[i].key));
  return gloss_fail(error, "a document has no \"%.*s\"%s", GLOSS_PRINT(key), gloss_nearest_hint(&nearest, hint));
}

static bool fill_fact(gloss_document *document, size_t offset, gloss_pair pair, gloss_error *error) {
  gloss_slice *field = (gloss_slice *)((char *)document + offset);
  gloss_value value = pair.value;
  if (field == &document->id && value.kind == GLOSS_INTEGER) {
    *field = gloss_arena_print(&document->arena, "%" PRId64, value.integer);
    return true;
  }
  if (value.kind != GLOSS_STRING)
    return gloss_fail(error, "\"%.*s\" is %s, not a string", GLOSS_PRINT(pair.key), gloss_value_kind_name(value));
  if (value.size > 0) *field = gloss_arena_copy(&document->arena, gloss_value_slice(value));
  return true;
}

static bool fill_facts(gloss_document *document, gloss_value added, gloss_error *error) {
  for (uint32_t i = 0; i < added.size; i++) {
    int key = 0;
    while (key < KEYS && !gloss_slice_is(added.pairs[i].key, keys[key].key)) key++;
    if (key == KEYS) return fail_unknown(added.pairs[i].key, error);
    if (keys[key].offset && !fill_fact(document, keys[key].offset, added.pairs[i], error)) return false;
  }
  gloss_value meta = get(added, "meta");
  if (meta.kind == GLOSS_MAP) document->meta = gloss_value_copy(&document->arena, meta);
  else if (!is_empty(meta)) return gloss_fail(error, "\"meta\" is %s, not a table by name", gloss_value_kind_name(meta));
  return true;
}

/* -- Its text */

/* Text that grows in the document's arena, and the blocks in it. */
typedef struct draft {
  gloss_buffer text;
  gloss_document *document;
} draft;

static bool find_kind(gloss_slice name, gloss_block_kind *kind, gloss_error *error) {
  gloss_nearest nearest = {.word = name};
  char hint[128];
  for (*kind = 0; *kind < GLOSS_BLOCK_KINDS; (*kind)++) {
    if (gloss_slice_is(name, gloss_block_kind_name(*kind))) return true;
    gloss_nearest_offer(&nearest, gloss_slice_of(gloss_block_kind_name(*kind)));
  }
  return gloss_fail(error, "no kind of block \"%.*s\"%s", GLOSS_PRINT(name), gloss_nearest_hint(&nearest, hint));
}

/* A blank line stands between two blocks. */
static void add_block(draft *draft, gloss_block_kind kind, gloss_slice text) {
  text = gloss_slice_trim(text);
  if (text.size == 0) return;
  if (draft->text.size > 0) gloss_buffer_add(&draft->text, GLOSS_SLICE("\n\n"));
  uint32_t start = (uint32_t)draft->text.size;
  gloss_buffer_add(&draft->text, text);
  gloss_document_add_block(draft->document, kind, (gloss_span){start, start + (uint32_t)text.size});
}

static bool add_given_block(draft *draft, gloss_value block, uint32_t number, gloss_error *error) {
  gloss_value kind = get(block, "kind"), text = get(block, "text");
  gloss_block_kind found = GLOSS_PARAGRAPH;
  if (block.kind != GLOSS_MAP || text.kind != GLOSS_STRING)
    return gloss_fail(error, "block %u is { kind = \"paragraph\", text = \"…\" }", number);
  if (kind.kind != GLOSS_NIL && !find_kind(gloss_value_slice(kind), &found, error)) return gloss_fail_at(error, "block %u", number);
  if (draft->text.size + text.size >= UINT32_MAX - 2) return gloss_fail(error, "too long: a document may have 4 GiB");
  add_block(draft, found, gloss_value_slice(text));
  return true;
}

static bool add_given_blocks(draft *draft, gloss_value blocks, gloss_error *error) {
  if (blocks.kind != GLOSS_LIST) return gloss_fail(error, "\"blocks\" is %s, not a list", gloss_value_kind_name(blocks));
  for (uint32_t i = 0; i < blocks.size; i++)
    if (!add_given_block(draft, blocks.items[i], i + 1, error)) return false;
  return true;
}

static gloss_slice block_text(const draft *draft, uint32_t index) {
  gloss_span bytes = draft->document->blocks[index].bytes;
  return gloss_slice_cut(gloss_buffer_slice(&draft->text), bytes.start, bytes.end);
}

/* A block that is the title says what the title is, when nothing else does. */
static void take_title(draft *draft) {
  gloss_document *document = draft->document;
  for (uint32_t i = 0; document->title.size == 0 && i < document->block_count; i++)
    if (document->blocks[i].kind == GLOSS_TITLE) document->title = gloss_arena_copy(&document->arena, block_text(draft, i));
}

static bool fill_blocks(draft *draft, gloss_value added, gloss_parser_settings settings, gloss_error *error) {
  gloss_document *document = draft->document;
  gloss_value blocks = get(added, "blocks");
  if (get(added, "text").kind != GLOSS_NIL) return gloss_fail(error, "a document has \"text\" or \"blocks\", not both");
  bool has_title = false;
  for (uint32_t i = 0; blocks.kind == GLOSS_LIST && i < blocks.size; i++)
    has_title = has_title || gloss_slice_is(gloss_value_slice(get(blocks.items[i], "kind")), "title");
  if (settings.with_title && !has_title) add_block(draft, GLOSS_TITLE, document->title);
  if (!add_given_blocks(draft, blocks, error)) return false;
  take_title(draft);
  return true;
}

static bool fill_text(draft *draft, gloss_value added, gloss_parser_settings settings, gloss_parsed *parsed, gloss_error *error) {
  gloss_value text = get(added, "text");
  if (text.kind == GLOSS_NIL) return gloss_fail(error, "a document needs \"text\" or \"blocks\"");
  if (text.kind != GLOSS_STRING) return gloss_fail(error, "\"text\" is %s, not a string", gloss_value_kind_name(text));
  bool has_title = draft->document->title.size > 0;
  parsed->is_article = !has_title;
  if (settings.with_title && has_title) add_block(draft, GLOSS_TITLE, draft->document->title);
  if (draft->text.size > 0) gloss_buffer_add(&draft->text, GLOSS_SLICE("\n\n"));
  gloss_buffer_add(&draft->text, gloss_value_slice(text));
  return true;
}

bool gloss_added_fill(gloss_value added, gloss_parser_settings settings, gloss_document *document, gloss_parsed *parsed,
                      gloss_error *error) {
  *parsed = (gloss_parsed){0};
  draft draft = {.document = document};
  if (added.kind != GLOSS_MAP) return gloss_fail(error, "a document is a table by name: add{ text = \"…\" }");
  bool done = fill_facts(document, added, error) &&
              (get(added, "blocks").kind != GLOSS_NIL ? fill_blocks(&draft, added, settings, error)
                                                      : fill_text(&draft, added, settings, parsed, error));
  done = done && gloss_parser_set_text(document, gloss_arena_copy(&document->arena, gloss_buffer_slice(&draft.text)), error);
  gloss_buffer_free(&draft.text);
  return done;
}

/* -- Its annotations */

/* What lays annotations over a document. */
typedef struct annotator {
  gloss_document *document;
  int64_t before, size; /* bytes of the text that were put before the given one; of the given one */
  gloss_error *error;
} annotator;

/* The tokens of { first, last }, or of what has these two beside names; false: there is none. */
static bool find_tokens(const annotator *to, gloss_value given, gloss_span *tokens) {
  bool is_bare = given.kind == GLOSS_LIST && given.size == 2;
  gloss_value first = is_bare ? given.items[0] : get(given, "1"), last = is_bare ? given.items[1] : get(given, "2");
  if (first.kind != GLOSS_INTEGER || last.kind != GLOSS_INTEGER) return false;
  if (first.integer < 1 || last.integer < first.integer || last.integer > to->size) return false;
  gloss_span bytes = {(uint32_t)(to->before + first.integer - 1), (uint32_t)(to->before + last.integer)};
  *tokens = gloss_document_tokens_touching(to->document, bytes);
  return gloss_span_size(*tokens) > 0;
}

static bool give_field(const annotator *to, uint32_t layer, uint32_t row, gloss_pair pair) {
  const gloss_layer_schema *schema = to->document->layers[layer].schema;
  uint32_t field = gloss_layer_find_field(schema, pair.key);
  gloss_span tokens;
  if (field == GLOSS_NO_FIELD) return gloss_fail(to->error, "no field \"%.*s\"", GLOSS_PRINT(pair.key));
  gloss_field_type type = schema->fields[field].type;
  gloss_value value = gloss_value_copy(&to->document->arena, pair.value);
  if (type == GLOSS_FIELD_PLACE && find_tokens(to, pair.value, &tokens))
    value = (gloss_value){.kind = GLOSS_PLACE, .place = gloss_document_span(to->document, tokens)};
  if (!gloss_field_takes(type, value))
    return gloss_fail(to->error, "%s is a %s%s, not %s", schema->fields[field].title, gloss_field_type_name(type),
                      type == GLOSS_FIELD_PLACE ? ", { first, last }" : "", gloss_value_kind_name(pair.value));
  gloss_document_set_field(to->document, layer, row, field, value);
  return true;
}

static bool annotate(const annotator *to, uint32_t layer, gloss_value given) {
  gloss_span tokens;
  if (!find_tokens(to, given, &tokens))
    return gloss_fail(to->error, "is { first, last, type = \"…\" }: bytes of `text`, over a token at least");
  gloss_value type = get(given, "type");
  gloss_vocabulary *vocabulary = to->document->vocabulary;
  uint32_t word = type.kind == GLOSS_STRING ? gloss_vocabulary_intern(vocabulary, gloss_value_slice(type)) : GLOSS_UNKNOWN;
  uint32_t row = gloss_document_annotate(to->document, layer, &tokens, 1, word);
  for (uint32_t i = 0; given.kind == GLOSS_MAP && i < given.size; i++) {
    gloss_slice key = given.pairs[i].key;
    bool is_own = gloss_slice_is(key, "1") || gloss_slice_is(key, "2") || gloss_slice_is(key, "type");
    if (!is_own && !give_field(to, layer, row, given.pairs[i])) return false;
  }
  return true;
}

static bool annotate_layer(const annotator *to, gloss_pair given) {
  gloss_document *document = to->document;
  gloss_error *error = to->error;
  uint32_t layer = gloss_schema_find_layer(document->schema, given.key);
  if (layer == GLOSS_NO_LAYER)
    return gloss_fail(error, "no layer \"%.*s\"; the reader says it in `provides`", GLOSS_PRINT(given.key));
  if (given.value.kind != GLOSS_LIST) return gloss_fail(error, "layer \"%.*s\" is a list of annotations", GLOSS_PRINT(given.key));
  for (uint32_t i = 0; i < given.value.size; i++)
    if (!annotate(to, layer, given.value.items[i]))
      return gloss_fail_at(error, "%.*s %u", GLOSS_PRINT(given.key), i + 1);
  return true;
}

bool gloss_added_annotate(gloss_value added, gloss_document *document, uint16_t script, gloss_error *error) {
  gloss_value layers = get(added, "annotations");
  if (is_empty(layers)) return true;
  gloss_value text = get(added, "text");
  if (layers.kind != GLOSS_MAP) return gloss_fail(error, "\"annotations\" is a table by layer");
  if (text.kind != GLOSS_STRING) return gloss_fail(error, "\"annotations\" are places in \"text\"; give that, not \"blocks\"");
  annotator to = {document, (int64_t)document->text.size - text.size, text.size, error};
  gloss_document_begin(document, script);
  bool done = true;
  for (uint32_t i = 0; done && i < layers.size; i++) done = annotate_layer(&to, layers.pairs[i]);
  gloss_document_keep(document);
  return done;
}

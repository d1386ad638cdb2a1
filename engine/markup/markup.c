#include "markup/markup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/buffer.h"
#include "unicode/unicode.h"

enum { PIECE = 64 * 1024 };

/* The tree while it grows. */
typedef struct tree {
  gloss_arena *arena;
  size_t used, most; /* bytes */
  gloss_node *root;
  gloss_node *open[GLOSS_MARKUP_DEPTH];
  uint32_t depth; /* elements that are open, those that have no room included */
  gloss_buffer text; /* that waits for more */
  gloss_buffer repaired;
  xmlParserCtxtPtr parser;
  bool is_html, is_too_deep, is_too_large;
  xmlEntity entity; /* the one asked for last */
  char entity_text[8];
} tree;

bool gloss_markup_is_here(void) {
  return true;
}

/* -- Growing */

static void stop(tree *tree, bool *why) {
  *why = true;
  xmlStopParser(tree->parser);
}

/* NULL: there is no more room, and the parser stops. */
static void *take(tree *tree, size_t size) {
  tree->used += size;
  if (tree->used <= tree->most) return gloss_arena_allocate(tree->arena, size);
  stop(tree, &tree->is_too_large);
  return NULL;
}

/* The parser lets broken bytes through in places. */
static gloss_slice copy(tree *tree, gloss_slice text) {
  if (!gloss_utf8_is_valid(text)) {
    gloss_buffer_clear(&tree->repaired);
    gloss_utf8_repair(text, &tree->repaired, NULL);
    text = gloss_buffer_slice(&tree->repaired);
  }
  char *space = take(tree, text.size + 1);
  if (space == NULL) return (gloss_slice){"", 0};
  if (text.size > 0) memcpy(space, text.data, text.size);
  return (gloss_slice){space, text.size};
}

static gloss_slice copy_string(tree *tree, const xmlChar *string) {
  return copy(tree, gloss_slice_of((const char *)string));
}

static gloss_node *parent_of(const tree *tree) {
  uint32_t held = tree->depth < GLOSS_MARKUP_DEPTH ? tree->depth : GLOSS_MARKUP_DEPTH;
  return held > 0 ? tree->open[held - 1] : NULL;
}

static void append(gloss_node *parent, gloss_node *child) {
  if (parent->last) parent->last->next = child;
  else parent->first = child;
  parent->last = child;
}

/* The text that waits is whole: a tag follows. */
static void flush(tree *tree) {
  gloss_node *parent = parent_of(tree), *node = tree->text.size > 0 && parent ? take(tree, sizeof *node) : NULL;
  if (node) {
    *node = (gloss_node){.text = copy(tree, gloss_buffer_slice(&tree->text))};
    append(parent, node);
  }
  gloss_buffer_clear(&tree->text);
}

static void add_attributes(tree *tree, gloss_node *node, const xmlChar **pairs) {
  uint32_t count = 0;
  while (pairs && pairs[2 * count]) count++;
  gloss_attribute *attributes = count ? take(tree, count * sizeof *attributes) : NULL;
  for (uint32_t i = 0; attributes && i < count; i++) {
    const xmlChar *value = pairs[2 * i + 1];
    attributes[i] = (gloss_attribute){copy_string(tree, pairs[2 * i]), copy_string(tree, value ? value : (const xmlChar *)"")};
  }
  node->attributes = attributes;
  node->attribute_count = attributes ? count : 0;
}

/* -- What the parser tells */

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
  tree *tree = context;
  if (tree->is_too_large || tree->is_too_deep) return;
  flush(tree);
  if (tree->depth == GLOSS_MARKUP_DEPTH && !tree->is_html) return stop(tree, &tree->is_too_deep);
  gloss_node *node = take(tree, sizeof *node), *parent = parent_of(tree);
  if (node == NULL) return;
  *node = (gloss_node){.name = copy_string(tree, name)};
  add_attributes(tree, node, attributes);
  if (parent) append(parent, node);
  else if (tree->root == NULL) tree->root = node;
  if (tree->depth < GLOSS_MARKUP_DEPTH) tree->open[tree->depth] = node;
  tree->depth++;
}

static void end_element(void *context, const xmlChar *name) {
  (void)name;
  tree *tree = context;
  flush(tree);
  if (tree->depth > 0) tree->depth--;
}

static void add_text(void *context, const xmlChar *text, int size) {
  tree *tree = context;
  if (tree->used + tree->text.size + (size_t)size > tree->most) return stop(tree, &tree->is_too_large);
  gloss_buffer_add(&tree->text, (gloss_slice){(const char *)text, (size_t)size});
}

/* Entities that everybody knows have their meaning, declared or not; those of a document have none. */
static xmlEntityPtr get_entity(void *context, const xmlChar *name) {
  tree *tree = context;
  xmlEntityPtr known = xmlGetPredefinedEntity(name);
  const htmlEntityDesc *of_html = known ? NULL : htmlEntityLookup(name);
  if (of_html == NULL) return known;
  uint32_t size = gloss_utf8_encode(of_html->value, tree->entity_text);
  tree->entity_text[size] = '\0';
  tree->entity = (xmlEntity){.type = XML_ENTITY_DECL, .name = (const xmlChar *)of_html->name, .length = (int)size,
                             .content = (xmlChar *)tree->entity_text, .orig = (xmlChar *)tree->entity_text,
                             .etype = XML_INTERNAL_PREDEFINED_ENTITY};
  return &tree->entity;
}

static void pass_over(void *context, const char *message, ...) {
  (void)context, (void)message;
}

static xmlSAXHandler handler(void) {
  return (xmlSAXHandler){.startElement = start_element, .endElement = end_element, .characters = add_text,
                         .ignorableWhitespace = add_text, .cdataBlock = add_text, .getEntity = get_entity,
                         .warning = pass_over, .error = pass_over};
}

/* -- Parsing */

static xmlParserCtxtPtr open_parser(tree *tree, xmlSAXHandler *events, bool is_utf8) {
  int options = is_utf8 ? XML_PARSE_IGNORE_ENC : 0;
  if (tree->is_html) {
    xmlCharEncoding encoding = is_utf8 ? XML_CHAR_ENCODING_UTF8 : XML_CHAR_ENCODING_NONE;
    tree->parser = htmlCreatePushParserCtxt(events, tree, NULL, 0, NULL, encoding);
    if (tree->parser) htmlCtxtUseOptions(tree->parser, options | HTML_PARSE_NONET | HTML_PARSE_RECOVER);
  } else {
    tree->parser = xmlCreatePushParserCtxt(events, tree, NULL, 0, NULL);
    /* NOENT: "&amp;" in an attribute is "&"; what else is an entity get_entity says. HUGE: bounds are ours. */
    if (tree->parser) xmlCtxtUseOptions(tree->parser, options | XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT);
  }
  return tree->parser;
}

static void feed(tree *tree, gloss_slice text) {
  int (*parse)(xmlParserCtxtPtr, const char *, int, int) = tree->is_html ? htmlParseChunk : xmlParseChunk;
  bool is_stopped = false;
  for (size_t at = 0; at < text.size && !is_stopped; at += PIECE) {
    size_t size = text.size - at < PIECE ? text.size - at : PIECE;
    parse(tree->parser, text.data + at, (int)size, 0);
    is_stopped = tree->is_too_large || tree->is_too_deep || (!tree->is_html && !tree->parser->wellFormed);
  }
  if (!is_stopped) parse(tree->parser, NULL, 0, 1);
  flush(tree);
}

static bool fail_at_line(const tree *tree, gloss_error *error) {
  const xmlError *why = xmlCtxtGetLastError(tree->parser);
  bool is_cut = why && why->code == XML_ERR_DOCUMENT_END && (tree->depth > 0 || tree->root == NULL);
  if (why == NULL || why->message == NULL) return gloss_fail(error, "line 1: is not well-formed");
  if (is_cut) return gloss_fail(error, "line %d: ends before its elements do", why->line);
  if (why->code == XML_ERR_TAG_NAME_MISMATCH)
    return gloss_fail(error, "line %d: </%s> where </%s> is expected", why->line, why->str2, why->str1);
  return gloss_fail(error, "line %d: %.*s", why->line, GLOSS_PRINT(gloss_slice_trim(gloss_slice_of(why->message))));
}

static bool check(const tree *tree, gloss_error *error) {
  int line = xmlSAX2GetLineNumber((void *)tree->parser);
  if (tree->is_too_deep) return gloss_fail(error, "line %d: elements are nested deeper than %d", line, GLOSS_MARKUP_DEPTH);
  if (tree->is_too_large) return gloss_fail(error, "line %d: the tree takes more memory than there is", line);
  if (!tree->is_html && !tree->parser->wellFormed) return fail_at_line(tree, error);
  return tree->root != NULL || gloss_fail(error, "line 1: no element is there");
}

const gloss_node *gloss_markup_parse(gloss_markup_language language, gloss_slice text, size_t most, gloss_arena *arena,
                                     gloss_error *error) {
  xmlSAXHandler events = handler();
  tree tree = {.arena = arena, .most = most, .is_html = language == GLOSS_HTML};
  if (open_parser(&tree, &events, gloss_utf8_is_valid(text)) == NULL) return gloss_fail(error, "no memory for a parser"), NULL;
  feed(&tree, text);
  bool done = check(&tree, error);
  if (tree.parser->myDoc) xmlFreeDoc(tree.parser->myDoc);
  xmlFreeParserCtxt(tree.parser);
  gloss_buffer_free(&tree.text);
  gloss_buffer_free(&tree.repaired);
  return done ? tree.root : NULL;
}

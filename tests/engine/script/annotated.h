/* annotated: scripts run on TEXT, over which other scripts have laid annotations. */
#ifndef GLOSS_TEST_ANNOTATED_H
#define GLOSS_TEST_ANNOTATED_H

#include "harness.h"

/* What other scripts have laid over the text: entities "Ann Lee" (PERSON, with a name) and "Bob"; a broken quotation "said … . " */
static inline void declare(gloss_schema *schema) {
  gloss_error error = {0};
  uint32_t entity = gloss_schema_add_layer(schema, GLOSS_SLICE("entity"));
  assert_true(gloss_schema_add_field(schema, entity, GLOSS_SLICE("name"), GLOSS_FIELD_STRING, &error));
  assert_true(gloss_schema_add_field(schema, entity, GLOSS_SLICE("full"), GLOSS_FIELD_PLACE, &error));
  gloss_schema_add_layer(schema, GLOSS_SLICE("quote"));
  gloss_schema_add_layer(schema, GLOSS_SLICE("secret"));
}

static inline void prepare(gloss_document *document) {
  uint32_t entity = gloss_schema_find_layer(document->schema, GLOSS_SLICE("entity"));
  uint32_t quote = gloss_schema_find_layer(document->schema, GLOSS_SLICE("quote"));
  gloss_vocabulary *vocabulary = document->vocabulary;
  gloss_span ann = {0, 2}, bob = {5, 6}, pieces[] = {{2, 3}, {4, 5}};
  uint32_t row = gloss_document_annotate(document, entity, &ann, 1, gloss_vocabulary_intern(vocabulary, GLOSS_SLICE("PERSON")));
  uint32_t name = gloss_layer_find_field(gloss_schema_layer(document->schema, entity), GLOSS_SLICE("name"));
  gloss_document_set_field(document, entity, row, name, gloss_value_string(GLOSS_SLICE("Ann B. Lee")));
  gloss_document_annotate(document, entity, &bob, 1, GLOSS_UNKNOWN);
  gloss_document_annotate(document, quote, pieces, 2, GLOSS_UNKNOWN);
  static const gloss_value words[] = {{.kind = GLOSS_STRING, .size = 4, .string = "city"}, {.kind = GLOSS_NIL}};
  static const gloss_pair meta[] = {{{"desk", 4}, {.kind = GLOSS_STRING, .size = 4, .string = "city"}},
                                    {{"tags", 4}, {.kind = GLOSS_LIST, .size = 2, .items = words}}};
  document->meta = (gloss_value){.kind = GLOSS_MAP, .size = 2, .pairs = meta};
  document->title = GLOSS_SLICE("No");
}

#define MANIFEST                                                                                                             \
  "requires = { 'entity', 'quote?' },\n"                                                                                     \
  "provides = { mark = { amount = 'number', currency = 'string', who = 'place', sure = 'boolean', words = 'list' }, 'score' },\n"

/* The statements as the body of a document hook, with what stands before the table. */
static inline bool run_body(bench *bench, const char *front, const char *body) {
  gloss_buffer source = {0};
  gloss_buffer_print(&source, "local gloss = require 'gloss'\n%s\nreturn {\n" MANIFEST "document = function(document)\n%s\nend }\n",
                     front, body);
  bench->declare = declare;
  bench->prepare = prepare;
  bool loaded = load_state(bench, gloss_buffer_string(&source)) != NULL;
  gloss_buffer_free(&source);
  if (!loaded) print_message("%s\n", bench->error.message);
  assert_true(loaded);
  return run_on(bench, "one", TEXT);
}

static inline void check_passes(bench *bench, const char *body) {
  if (run_body(bench, "", body)) return;
  const gloss_failure *failure = failure_of(bench);
  print_message("%s\nfails: %.*s: %.*s\n", body, GLOSS_PRINT(failure->at), GLOSS_PRINT(failure->message));
  fail();
}

/* Each is an expression that is true. */
static inline void all_hold(void **state, const char *const *expressions) {
  for (; *expressions; expressions++) {
    gloss_buffer body = {0};
    gloss_buffer_print(&body, "assert(%s)", *expressions);
    check_passes(*state, gloss_buffer_string(&body));
    gloss_buffer_free(&body);
  }
}

typedef struct mistake {
  const char *body, *message;
} mistake;

static inline void all_fail(void **state, const mistake *mistakes) {
  for (; mistakes->body; mistakes++) {
    bench *bench = *state;
    if (run_body(bench, "", mistakes->body)) fail_msg("no mistake: %s", mistakes->body);
    gloss_slice is = failure_of(bench)->message;
    if (!gloss_slice_is(is, mistakes->message)) fail_msg("%s\nthe message is: %.*s", mistakes->body, GLOSS_PRINT(is));
  }
}

#endif

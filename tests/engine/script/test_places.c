#include "harness.h"

/* What other scripts have laid over the text: entities "Ann Lee" (PERSON, with a name) and "Bob"; a broken quotation "said … . " */
static void declare(gloss_schema *schema) {
  gloss_error error = {0};
  uint32_t entity = gloss_schema_add_layer(schema, GLOSS_SLICE("entity"));
  assert_true(gloss_schema_add_field(schema, entity, GLOSS_SLICE("name"), GLOSS_FIELD_STRING, &error));
  assert_true(gloss_schema_add_field(schema, entity, GLOSS_SLICE("full"), GLOSS_FIELD_PLACE, &error));
  gloss_schema_add_layer(schema, GLOSS_SLICE("quote"));
  gloss_schema_add_layer(schema, GLOSS_SLICE("secret"));
}

static void prepare(gloss_document *document) {
  uint32_t entity = gloss_schema_find_layer(document->schema, GLOSS_SLICE("entity"));
  uint32_t quote = gloss_schema_find_layer(document->schema, GLOSS_SLICE("quote"));
  gloss_vocabulary *vocabulary = document->vocabulary;
  gloss_span ann = {0, 2}, bob = {5, 6}, pieces[] = {{2, 3}, {4, 5}};
  uint32_t row = gloss_document_annotate(document, entity, &ann, 1, gloss_vocabulary_intern(vocabulary, GLOSS_SLICE("PERSON")));
  gloss_document_set_field(document, entity, row, gloss_layer_find_field(gloss_schema_layer(document->schema, entity),
      GLOSS_SLICE("name")),
                           gloss_value_string(GLOSS_SLICE("Ann B. Lee")));
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

/* The statements as the body of a document hook, with what stands in front of the table. */
static bool run_body(bench *bench, const char *front, const char *body) {
  gloss_buffer source = {0};
  gloss_buffer_print(&source, "local gloss = require 'gloss'\n%s\nreturn {\n" MANIFEST "document = function(document)\n%s\nend "
                              "}\n", front, body);
  bench->declare = declare;
  bench->prepare = prepare;
  bool loaded = load_state(bench, gloss_buffer_string(&source)) != NULL;
  gloss_buffer_free(&source);
  if (!loaded) print_message("%s\n", bench->error.message);
  assert_true(loaded);
  return run_on(bench, "one", TEXT);
}

static void check_passes(bench *bench, const char *body) {
  if (run_body(bench, "", body)) return;
  const gloss_failure *failure = failure_of(bench);
  print_message("%s\nfails: %.*s: %.*s\n", body, GLOSS_PRINT(failure->at), GLOSS_PRINT(failure->message));
  fail();
}

/* Each is an expression that is true. */
static void all_hold(void **state, const char *const *expressions) {
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

static void all_fail(void **state, const mistake *mistakes) {
  for (; mistakes->body; mistakes++) {
    bench *bench = *state;
    if (run_body(bench, "", mistakes->body)) fail_msg("no mistake: %s", mistakes->body);
    gloss_slice is = failure_of(bench)->message;
    if (!gloss_slice_is(is, mistakes->message)) fail_msg("%s\nthe message is: %.*s", mistakes->body, GLOSS_PRINT(is));
  }
}

static void facts_of_places_are_as_the_manual_says(void **state) {
  static const char *const expressions[] = {
      "document.text == 'Ann Lee said no .\\nBob went home .\\n\\nIt rained .'",
      "#document == 12 and document[1].text == 'Ann' and document[-1].text == '.' and document[12] == document[-1]",
      "document[13] == nil and document[0] == nil and document[-13] == nil and document[math.maxinteger] == nil and "
      "document[math.mininteger] == nil",
      "document[2.0] == document[2] and document[2].index == 2",
      "document.text:sub(document[6].first, document[6].last) == 'Bob'",
      "document.first == 1 and document.last == #document.text",
      "document.document == document and document.block == nil and document.sentence == nil",
      "document[6].document == document and document[6].sentence.text == 'Bob went home .' and "
      "document[10].block.text == 'It rained .'",
      "document[6].block.sentence == nil and document[6].block.block == document[6].block",
      "document[6].sentence.sentence == document[6].sentence",
      "document:sub(4, 7).plain == 'no . Bob went' and document:sub(4, 7).text == 'no .\\nBob went'",
      "document:sub(1, 2).norm == 'ann lee' and document.norm == 'ann lee said no . bob went home . it rained .'",
      "tostring(document[1]) == 'Ann' and tostring(document) == document.text",
      "document:sub(5, 4).text == '' and #document:sub(5, 4) == 0 and document:sub(5, 4).last == document:sub(5, 4).first - 1",
      "document:sub(13).text == '' and document:sub(13).sentence.text == 'It rained .' and document:sub(13).index == 13",
      "document:sub(2, 3)[1] == document[2] and document:sub(2, 3)[-1] == document[3] and document:sub(2, 3)[3] == nil",
      "document.id == 'one' and document.title == 'No' and document.source == nil and document.date == nil and "
      "document.lang == nil",
      "document.meta.desk == 'city' and document.meta.other == nil and document.meta == document.meta",
      "#document.meta.tags == 1 and document.meta.tags[1] == 'city'",
      "#document.errors == 0 and #document.warnings == 0",
      "document[1].block.kind == 'paragraph'",
      "gloss.type(document) == 'document' and gloss.type(document[1]) == 'token' and gloss.type(document:sub(1)) == 'span'",
      NULL};
  all_hold(state, expressions);
}

static void facts_of_tokens_come_from_their_words(void **state) {
  static const char *const expressions[] = {
      "document[1].norm == 'ann' and document[1].lemma == 'ann' and document[1].shape == 'Xxx' and document[1].kind == 'word'",
      "document[1].is_title and not document[1].is_upper and not document[1].is_lower and document[1].is_alpha and "
      "document[1].is_first",
      "document[3].is_lower and not document[3].is_title and not document[3].is_first and not document[3].is_clitic",
      "document[5].is_punct and document[5].kind == 'punct' and not document[5].is_number and not document[5].is_quote and "
      "not document[5].is_stop",
      NULL};
  all_hold(state, expressions);
}

static void spans_are_cut_as_strings_are(void **state) {
  static const char *const expressions[] = {
      "document:sub(2, 3).text == 'Lee said' and document:sub(-3).text == 'It rained .' and "
      "document:sub(-3, -2).text == 'It rained'",
      "#document:sub(0) == 12 and #document:sub(1, 0) == 0 and #document:sub(-100, 100) == 12 and #document:sub(100) == 0",
      "#document:sub(math.mininteger, math.maxinteger) == 12 and #document:sub(math.maxinteger, math.mininteger) == 0",
      "#document:sub(3, -100) == 0 and #document:sub(1, -1) == 12",
      "document[2]:to(document[4]).text == 'Lee said no' and #document[4]:to(document[2]) == 0 and "
      "document[2]:to(document):to(document[2]).text == 'Lee'",
      "document[4]:before(2).text == 'Lee said' and document[4]:after(1).text == '.' and #document[4]:before(0) == 0",
      "document[6]:before(3).text == '' and document[5]:after(3).text == '' and document[7]:before(math.maxinteger).text == 'Bob'",
      "document[1]:before(3).index == 1 and document[12]:after(9).index == 13 and #document:before(4) == 0 and "
      "#document:after(4) == 0",
      "document[3]:covers(document[3]) and document:covers(document[3]) and not document[3]:covers(document)",
      "document:sub(1, 2):overlaps(document:sub(2, 3)) and not document:sub(1, 2):overlaps(document:sub(3)) and "
      "not document[1]:overlaps(document:sub(1, 0))",
      NULL};
  all_hold(state, expressions);
}

static void equal_places_are_one_key(void **state) {
  static const char *const expressions[] = {
      "document[1] == document[1] and document:sub(1, 1) ~= document[1] and document[1].sentence ~= document:sub(1, 5)",
      "({ [document[3]] = 1 })[document.block or document[3]] == 1",
      "({ [document:sub(2, 4)] = 1 })[document[2]:to(document[4])] == 1",
      "document[1].sentence == document[2].sentence and document[1].sentence:sub(1) == document:sub(1, 5)",
      NULL};
  all_hold(state, expressions);
}

static void iterators_visit_each_once_in_order(void **state) {
  check_passes(*state,
               "local seen = {}\n"
               "for token in document:tokens() do seen[#seen + 1] = token.text end\n"
               "assert(table.concat(seen, ' ') == 'Ann Lee said no . Bob went home . It rained .')\n"
               "seen = {}\n"
               "for sentence in document:sentences() do seen[#seen + 1] = #sentence end\n"
               "assert(table.concat(seen, ' ') == '5 4 3')\n"
               "seen = {}\n"
               "for sentence in document:sub(5, 6):sentences() do seen[#seen + 1] = sentence.index end\n"
               "assert(table.concat(seen, ' ') == '1 6')\n"
               "for token in document:sub(3, 2):tokens() do error 'empty' end\n"
               "for sentence in document:sub(3, 2):sentences() do error 'empty' end\n"
               "seen = {}\n"
               "for block in document:blocks() do seen[#seen + 1] = block.text end\n"
               "assert(#seen == 2 and seen[2] == 'It rained .')\n"
               "seen = {}\n"
               "for i, token in ipairs(document[6].sentence) do seen[i] = token.text end\n"
               "assert(table.concat(seen, ' ') == 'Bob went home .')");
}

static void iterators_give_first_and_last_token_too(void **state) {
  check_passes(*state,
               "local function check(place, first, last)\n"
               "  assert(first == place.index and last == place.index + #place - 1, place.text)\n"
               "end\n"
               "for token, first, last in document:tokens() do check(token, first, last) end\n"
               "for sentence, first, last in document:sentences() do check(sentence, first, last) end\n"
               "for block, first, last in document:blocks() do check(block, first, last) end\n"
               "for entity, first, last in document:annotations 'entity' do check(entity, first, last) end\n"
               "for quote, first, last in document:annotations 'quote' do check(quote, first, last) end\n"
               "assert(select('#', document:blocks()(document, document[12].block)) == 1)");
}

static void neighbours_are_of_the_same_kind(void **state) {
  static const char *const expressions[] = {
      "document[1]:next() == document[2] and document[2]:prev() == document[1] and document[1]:prev() == nil and "
      "document[12]:next() == nil",
      "document[1].sentence:next().text == 'Bob went home .' and document[1].sentence:prev() == nil and "
      "document[12].sentence:next() == nil",
      "document[1].block:next().text == 'It rained .' and document[12].block:next() == nil and document:next() == nil and "
      "document:prev() == nil",
      "document:sub(2, 3):next() == document[4] and document:sub(2, 3):prev() == document[1] and "
      "document:sub(3, 2):next() == document[3]",
      "document[1]:next('entity').text == 'Bob' and document[6]:prev('entity').text == 'Ann Lee' and "
      "document[6]:next('entity') == nil",
      "document[6]:annotation('entity'):prev().text == 'Ann Lee' and document[6]:annotation('entity'):next() == nil",
      NULL};
  all_hold(state, expressions);
}

static void annotations_are_found_as_they_lie(void **state) {
  static const char *const expressions[] = {
      "document:annotation('entity').text == 'Ann Lee' and document[2]:annotation('entity').text == 'Ann Lee' and "
      "document[3]:annotation('entity') == nil",
      "document[2]:annotation('entity', 'inside') == nil and document[2]:annotation('entity', 'covering').text == 'Ann Lee'",
      "document[1].sentence:annotation('entity', 'inside').id == 'entity:1'",
      "document:annotation('entity').type == 'PERSON' and document[6]:annotation('entity').type == nil",
      "document:annotation('entity').name == 'Ann B. Lee' and document:annotation('entity').full == nil",
      "document:annotation('entity').layer == 'entity' and document:annotation('entity').script == 'test'",
      "#document:annotation('entity').spans == 1 and #document:annotation('quote').spans == 2",
      "document:annotation('quote').text == 'said no .' and document:annotation('quote').spans[1].text == 'said' and "
      "document:annotation('quote').spans[2].text == '.'",
      NULL};
  all_hold(state, expressions);
  check_passes(*state,
               "local seen = {}\n"
               "for entity in document:annotations 'entity' do seen[#seen + 1] = entity.id end\n"
               "assert(table.concat(seen, ' ') == 'entity:1 entity:2')\n"
               "for name, value in document:annotation('entity'):fields() do seen[#seen + 1] = name .. '=' .. value end\n"
               "assert(#seen == 3 and seen[3] == 'name=Ann B. Lee')\n"
               "for name in document[6]:annotation('entity'):fields() do error(name) end\n"
               "seen = {}\n"
               "for name in document:layers() do seen[#seen + 1] = name end\n"
               "assert(table.concat(seen, ' ') == 'entity quote score mark', table.concat(seen, ' '))");
}

static void an_annotation_has_what_was_given(void **state) {
  check_passes(*state,
               "local mark = document:annotate('mark', document[1]:to(document[2]), { type = 'x', amount = 5, currency = 'USD', "
               "who = document[1],\n"
               "  sure = false, words = { 'a', 1, true, document[2] } })\n"
               "assert(mark.id == 'mark:1' and mark.text == 'Ann Lee' and mark.type == 'x' and mark.amount == 5 and "
               "mark.currency == 'USD')\n"
               "assert(mark.who == document[1] and mark.sure == false and #mark.words == 4 and mark.words[4] == document[2])\n"
               "assert(mark == document:annotation 'mark' and gloss.type(mark) == 'annotation')\n"
               "mark.amount = 2.5 mark.type = nil mark.currency = nil\n"
               "assert(mark.amount == 2.5 and mark.type == nil and mark.currency == nil)\n"
               "local bare = document:annotate('mark', document[9])\n"
               "assert(bare.type == nil and bare.amount == nil and bare:prev() == mark)\n"
               "mark:remove()\n"
               "assert(document:annotation 'mark' == bare and bare:prev() == nil)");
}

static void several_places_are_pieces_of_one(void **state) {
  check_passes(*state,
               "local mark = document:annotate('mark', { document[4], document[1]:to(document[2]) })\n"
               "assert(#mark.spans == 2 and mark.spans[1].text == 'Ann Lee' and mark.spans[2].text == 'no' and "
               "mark.text == 'Ann Lee said no')\n"
               "local one = document:annotate('mark', { document[4] })\n"
               "assert(#one.spans == 1 and one.spans[1] == document:sub(4, 4))");
}

static void annotating_while_walking_does_not_lengthen_the_walk(void **state) {
  check_passes(*state,
               "for i = 1, 3 do document:annotate('mark', document[i * 2]) end\n"
               "local seen = 0\n"
               "for mark in document:annotations 'mark' do\n"
               "  seen = seen + 1\n"
               "  document:annotate('mark', document[1])\n"
               "  document:annotate('mark', mark:next() or document)\n"
               "end\n"
               "assert(seen == 3)\n"
               "for mark in document:annotations 'mark' do mark:remove() end\n"
               "assert(document:annotation 'mark' == nil)\n"
               "for i = 1, 3 do document:annotate('mark', document[i * 2]) end\n"
               "seen = 0\n"
               "for mark in document:annotations 'mark' do\n"
               "  seen = seen + 1\n"
               "  local other = mark:next()\n"
               "  if other then other:remove() end\n"
               "end\n"
               "assert(seen == 2)");
}

static void values_are_kept_by_name(void **state) {
  check_passes(*state,
               "assert(document:get 'score' == nil)\n"
               "document:set('score', { total = 1, list = { 1, 2.5, 'x' }, none = {}, deep = { a = { b = true } } })\n"
               "local score = document:get 'score'\n"
               "assert(score.total == 1 and math.type(score.total) == 'integer' and score.list[2] == 2.5 and #score.none == 0 and "
               "score.deep.a.b)\n"
               "document:set('mark', 'word')\n"
               "local seen = {}\n"
               "for name, value in document:values() do\n"
               "  seen[#seen + 1] = name\n"
               "  document:set('mark', nil)\n"
               "end\n"
               "assert(#seen == 1 and seen[1] == 'score' and document:get 'mark' == nil)");
}

static void pieces_are_the_whole_text_with_its_marks(void **state) {
  check_passes(*state,
               "document:annotate('mark', document:sub(2, 3))\n"
               "local seen = {}\n"
               "for text, marks in document:pieces('entity', 'mark', 'quote') do\n"
               "  for _, mark in ipairs(marks) do text = text .. '/' .. mark.id end\n"
               "  seen[#seen + 1] = text\n"
               "end\n"
               "local all = table.concat(seen, '|')\n"
               "assert(all == 'Ann /entity:1|Lee/entity:1/mark:1| /mark:1|said/mark:1/quote:1| no |./quote:1|\\n|Bob/entity:2| "
               "went home .\\n\\nIt rained .', all)\n"
               "seen = {}\n"
               "for text, marks in document:sub(2, 4):pieces('entity') do seen[#seen + 1] = text .. #marks end\n"
               "assert(table.concat(seen, '|') == 'Lee1| said no0')\n"
               "for text in document:sub(2, 1):pieces('entity') do error 'empty' end\n"
               "seen = {}\n"
               "for text in document[12].sentence:pieces() do seen[#seen + 1] = text end\n"
               "assert(#seen == 1 and seen[1] == 'It rained .')");
}

static void links_refer(void **state) {
  check_passes(*state,
               "local ann, bob = document:annotation 'entity', document[6]:annotation 'entity'\n"
               "local link = gloss.link(document[10], ann)\n"
               "assert(gloss.type(link) == 'link' and link.text == 'It' and link.ref == ann and link.name == 'Ann B. Lee')\n"
               "assert(gloss.link(document[10], bob).name == 'Bob' and gloss.link(document[10]).ref == nil and "
               "gloss.link(document[10], false).ref == nil and "
               "gloss.link(document[10]).name == nil)\n"
               "assert(gloss.link(document[1], link).ref == ann and gloss.link(link).text == 'It' and "
               "link:next() == document[11])\n"
               "local mark = document:annotate('mark', document[12], { who = link })\n"
               "assert(mark.who == link and mark.who.ref == ann)\n"
               "local other = document:annotate('mark', document[1])\n"
               "local to_other = gloss.link(document[2], other)\n"
               "mark.who = other\n"
               "mark.words = { other, 'stays' }\n"
               "other:remove()\n"
               "assert(mark.who == nil and #mark.words == 1 and mark.words[1] == 'stays' and to_other.ref == nil and "
               "to_other.name == nil)");
}

static void places_know_where_they_stand_in_files(void **state) {
  static const char *const expressions[] = {
      "select('#', document[6]:offsets()) == 2 and ({document[6]:offsets()})[1] == 18 and ({document[6]:offsets()})[2] == 21",
      "({document[7]:position()})[1] == 2 and ({document[7]:position()})[2] == 5",
      "document:span(1, 3) == document:sub(1, 1) and document:span(2, 5) == document:sub(1, 2) and #document:span(4, 4) == 0",
      "#document:span(1, 0) == 0 and document:span(1, #document.text) == document:sub(1)",
      NULL};
  all_hold(state, expressions);
}

static void a_mistake_is_named_with_the_nearest_right_word(void **state) {
  static const mistake mistakes[] = {
      {"local _ = document[1].lema", "no field \"lema\" of a token; did you mean \"lemma\"?"},
      {"local _ = document.tokns", "no field \"tokns\" of a document; did you mean \"tokens\"?"},
      {"local _ = document[1].sentence.kindd", "no field \"kindd\" of a sentence"},
      {"local _ = document[1].zzzzzz", "no field \"zzzzzz\" of a token"},
      {"local _ = document[1][{}]", "a token has no field that is a table"},
      {"local _ = document[1][1.5]", "a token has no field that is a number"},
      {"local _ = document[1].pos", "pos needs a tagger for none"},
      {"document[1].text = 'x'", "a token cannot be changed: lay an annotation over it, or keep a table of your own"},
      {"document.meta.desk = 'x'", "\"desk\" cannot be set: the table is read-only"},
      {"document.meta.tags[1] = 'x'", "\"1\" cannot be set: the table is read-only"},
      {"document:annotations 'entiti'", "no layer \"entiti\"; did you mean \"entity\"?"},
      {"document:annotations 'secret'", "layer \"secret\" is not in requires; add it: requires = { \"secret\" }"},
      {"document:annotations('entity', 'insde')", "no way to lie \"insde\"; did you mean \"inside\"?"},
      {"document:annotate('entity', document[1])", "layer \"entity\" is not in provides; add it: provides = { \"entity\" }"},
      {"document:annotate('mark', document[1], { amout = 1 })", "no field \"amout\" in layer \"mark\"; did you mean \"amount\"?"},
      {"document:annotate('mark', document[1], { zz = 1, yy = 2 })", "no field \"yy\" in layer \"mark\"; it has: amount, "
       "currency, sure, who, words"},
      {"document:annotate('mark', document[1], { 'x' })", "the fields of an annotation have names, not a number"},
      {"document:annotate('mark', document[1], { amount = 'x' })", "field \"amount\" of layer \"mark\" is a number, not a string"},
      {"document:annotate('mark', document[1], { currency = document[1] })", "field \"currency\" of layer \"mark\" is a string, "
       "not a token"},
      {"document:annotate('mark', document[1], { words = { {} } })",
       "field \"words\" of layer \"mark\" is a list of strings, numbers, booleans or places; item 1 is a table"},
      {"document:annotate('mark', document[1], { type = 1 })", "the type of an annotation is a string, not a number"},
      {"document:annotate('mark', document[1], { currency = '\\xff' })", "field \"currency\" of layer \"mark\" is not valid UTF-8"},
      {"document:annotate('mark', document[1], { amount = 0/0 })", "field \"amount\" of layer \"mark\": a number that is not "
       "finite is not data"},
      {"document:annotate('mark', document[1]:before(3))", "an empty span cannot be annotated"},
      {"document:annotate('mark', {})", "an annotation needs a place; this list has none"},
      {"document:annotate('mark', { document[1], document[1] })", "the pieces of an annotation overlap"},
      {"document:annotate('mark', 'x')", "an annotation is laid over a place, or a list of places; this is a string"},
      {"document:annotation('entity').name = 'x'", "an annotation of layer \"entity\" cannot be changed here: \"entity\" is not "
       "in provides"},
      {"document:annotation('entity'):remove()", "an annotation of layer \"entity\" cannot be changed here: \"entity\" is not in "
       "provides"},
      {"document:annotate('mark', document[1]).text = 'x'", "the text of an annotation cannot be changed"},
      {"document:annotate('mark', document[1]).sur = true", "no field \"sur\" in layer \"mark\"; did you mean \"sure\"?"},
      {"local _ = document:annotation('entity').nam", "no field \"nam\" in layer \"entity\"; did you mean \"name\"?"},
      {"local m = document:annotate('mark', document[1]) m:remove() m:remove()", "this annotation was removed"},
      {"document:set('score', print)", "value \"score\": a function is not data"},
      {"document:set('score', { document[1] })", "value \"score\": a token is not data here; take its text, or what you need of "
       "it"},
      {"document:set('score', { 1, nil, 3 })", "value \"score\": a list has a hole at 2"},
      {"document:set('score', { 1, x = 3 })", "value \"score\": a table with the key 1 is neither a list nor has names"},
      {"local t = {} t.t = t document:set('score', t)", "value \"score\": tables are nested more than 100 deep; is one inside "
       "itself?"},
      {"document:set('score', document.meta)", "value \"score\": a read-only table is not data: copy what is wanted of it"},
      {"document:set('skore', 1)", "no value \"skore\"; did you mean \"score\"?"},
      {"document:get 'secret'", "value \"secret\" is not in requires; add it: requires = { \"secret\" }"},
      {"document[1]:annotate('mark', document[1])", "no field \"annotate\" of a token; did you mean \"annotation\"?"},
      {"document.annotate(document[1], 'mark', document[1])", "bad argument #1 to 'annotate' (a document expected, got a token)"},
      {"document:sub('x')", "bad argument #1 to 'sub' (number expected, got string)"},
      {"document:before(-1)", "bad argument #1 to 'before' (a number of tokens expected: 0 or more)"},
      {"document:to(5)", "bad argument #1 to 'to' (a place expected (a token, span, sentence, …), got number)"},
      {"document:span(0, 3)", "bad argument #1 to 'span' (outside the text)"},
      {"gloss.link(document[1], document[2])", "bad argument #2 to 'link' (an annotation expected, got a token)"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void a_place_of_a_closed_document_raises(void **state) {
  static const mistake mistakes[] = {
      {"return kept.token.text", "this token belongs to a document that is closed"},
      {"return #kept.span", "this span belongs to a document that is closed"},
      {"return kept.sentence:tokens()", "this sentence belongs to a document that is closed"},
      {"return tostring(kept.mark)", "this annotation belongs to a document that is closed"},
      {"return kept.document.id", "this document is closed"},
      {"kept.document:set('score', 1)", "this document is closed"},
      {"return kept.walk()", "these annotations belong to a document that is closed"},
      {"return kept.pieces()", "these pieces belong to a document that is closed"},
      {"return kept.next(kept.all)", "this span belongs to a document that is closed"},
      {"return kept.next(document:sub(1), kept.token)", "this token belongs to a document that is closed"},
      {"return kept.link.ref", "this link belongs to a document that is closed"},
      {"document:annotate('mark', kept.token)", "this token belongs to a document that is closed"},
      {"document:annotate('mark', document[1], { who = kept.token })", "this token belongs to a document that is closed"},
      {NULL, NULL}};
  bench *bench = *state;
  for (const mistake *mistake = mistakes; mistake->body; mistake++) {
    gloss_buffer body = {0};
    gloss_buffer_print(&body,
                       "if kept then %s end\n"
                       "kept = { document = document, token = document[1], span = document:sub(1, 2), sentence = "
                       "document[1].sentence,\n"
                       "  mark = document:annotate('mark', document[1]), walk = document:annotations 'mark', pieces = "
                       "document:pieces 'mark',\n"
                       "  link = gloss.link(document[1]) }\n"
                       "kept.next, kept.all = document:tokens()",
                       mistake->body);
    assert_true(run_body(bench, "local kept", gloss_buffer_string(&body)));
    assert_false(run_on(bench, "two", "Other text ."));
    gloss_buffer_free(&body);
    gloss_slice is = failure_of(bench)->message;
    if (!gloss_slice_is(is, mistake->message)) fail_msg("%s\nthe message is: %.*s", mistake->body, GLOSS_PRINT(is));
  }
}

/* `count` times the word, a space between. */
static char *repeat(const char *word, size_t count) {
  size_t size = strlen(word) + 1;
  char *text = malloc(size * count + 1);
  for (size_t i = 0; i < count; i++) sprintf(text + i * size, "%s ", word);
  text[size * count - 1] = '\0';
  return text;
}

static void a_long_span_is_like_any_other(void **state) {
  bench *bench = *state;
  char *text = repeat("é", 70000);
  assert_true(run_body(bench, "",
                       "if #document < 100 then return end\n"
                       "local span = document:sub(2, 69000)\n"
                       "assert(#span == 68999 and span == document[2]:to(document[69000]) and gloss.type(span) == 'span' and "
                       "span ~= document:sub(3, 69001))\n"
                       "assert(({ [span] = 1 })[document:sub(2, 69000)] == 1 and span[-1].index == 69000 and "
                       "span:sub(1, 2) == document:sub(2, 3))\n"
                       "local count = 0\n"
                       "for token in span:tokens() do count = count + 1 end\n"
                       "for token in document:tokens() do count = count + 1 end\n"
                       "assert(count == 68999 + 70000)\n"
                       "assert(document:annotate('mark', span, { who = span }).who == span)\n"
                       "local first, last = span:offsets()\n"
                       "assert(first == 2 and last == 137999 and span.first == 4)"));
  assert_true(run_on(bench, "long", text));
  free(text);
}

/* What C takes for a script counts, whatever it is taken for. */
static void what_has_no_end_costs_its_document_only(void **state) {
  static const char *const loops[] = {
      "document:annotate('mark', document[1])",
      "document:annotate('mark', { document[1], document[3] }, { words = { 1, 2, 3 } })",
      "document:set('score', { ('x'):rep(1000) })",
      "document:warn(('x'):rep(100))",
      "gloss.link(document[1])",
      "word:match(document)",
      "name:match(document)",
      NULL};
  bench *bench = *state;
  bench->environment.memory_cap = 4 << 20;
  for (int i = 0; loops[i]; i++) {
    gloss_buffer body = {0};
    gloss_buffer_print(&body, "while document.id == 'one' do %s end", loops[i]);
    assert_false(run_body(bench, "local word, name = gloss.wordset { 'said' }, gloss.regex 'B(o)b'", gloss_buffer_string(&body)));
    gloss_buffer_free(&body);
    gloss_slice is = failure_of(bench)->message;
    if (!gloss_slice_is(is, "out of memory: a script may hold 4 MB")) fail_msg("%s\nthe message is: %.*s", loops[i],
        GLOSS_PRINT(is));
    assert_true(run_on(bench, "two", TEXT));
  }
}

static void an_error_inside_a_walk_undoes_what_was_done(void **state) {
  bench *bench = *state;
  assert_false(run_body(bench, "",
                        "for entity in document:annotations 'entity' do document:annotate('mark', entity) document:set('score', "
                        "1) error 'no' end"));
  uint32_t mark = gloss_schema_find_layer(bench->schema, GLOSS_SLICE("mark"));
  assert_int_equal(bench->document->layers[mark].count, 0);
  assert_int_equal(gloss_document_value(bench->document, GLOSS_SLICE("score")).kind, GLOSS_NIL);
  check_passes(bench, "local ok, message = pcall(function() for token in document:tokens() do error(token) end "
                      "end)\nassert(message == document[1])");
}

static void an_iterator_cannot_be_misled(void **state) {
  static const mistake mistakes[] = {
      {"local next = document:tokens() next(5)", "bad argument #1 to 'next' (a place expected (a token, span, sentence, …), got "
       "number)"},
      {"local next = document:tokens() next(document, document)", "bad argument #2 to 'next' (a token expected, got a document)"},
      {"local next = document:sentences() next(document, document[1])", "bad argument #2 to 'next' (a sentence expected, got a "
       "token)"},
      {"local next = document:blocks() next(document[1])", "bad argument #1 to 'next' (a document expected, got a token)"},
      {"local next = document:annotation('entity'):fields() next(document[1])", "bad argument #1 to 'next' (an annotation "
       "expected, got a token)"},
      {"document.tokens()", "bad argument #1 to 'tokens' (a place expected (a token, span, sentence, …), got no value)"},
      {NULL, NULL}};
  all_fail(state, mistakes);
  check_passes(*state, "local next, span = document:sub(2, 3):tokens()\n"
                       "assert(next(span, document[12]) == nil and next(span, document[2]) == document[3] and "
                       "next(document[4], nil) == document[4])");
}

static void no_script_can_make_a_place(void **state) {
  static const char *const expressions[] = {
      "not pcall(function() return document[1] + 1 end) and not pcall(function() return document[1] .. 'x' end)",
      "not pcall(string.format, '%d', document[1]) and string.format('%s', document[1]) == 'Ann'",
      "getmetatable(document[1]) == false and not pcall(setmetatable, document[1], {})",
      "tostring(document[1]) == 'Ann' and not pcall(rawget, document[1], 'text') and not pcall(rawset, document[1], 'text', 1)",
      "not pcall(function() return document[1] < document[2] end) and not pcall(rawlen, document)",
      NULL};
  all_hold(state, expressions);
}

/* A number for each, `from` on, in text: more of them than a vocabulary keeps. */
static char *numbers(unsigned from, unsigned count) {
  char *text = malloc(count * 8 + 1), *at = text;
  for (unsigned i = 0; i < count; i++) at += sprintf(at, "%u ", from + i);
  at[-1] = '\0';
  return text;
}

static void words_are_those_of_the_open_document(void **state) {
  enum { WORDS = 150000 };
  bench *bench = *state;
  gloss_language *other = gloss_language_new("other", NULL, &bench->error), *first = bench->language;
  assert_true(run_body(bench, "", "for token in document:tokens() do\n"
                                  "  assert(token.text == tostring(token) and token.norm == token.lemma)\n"
                                  "end"));
  for (unsigned i = 0; i < 3; i++) {
    char *text = numbers(1000000 + i * WORDS, WORDS);
    assert_true(run_on(bench, "numbers", text));
    free(text);
    bench->language = other;
    assert_true(run_on(bench, "other", "Un deux trois"));
    bench->language = first;
  }
  drop_script(bench);
  gloss_language_free(other);
}

static void a_field_with_a_long_name_is_found(void **state) {
  bench *bench = *state;
  char name[101], source[800];
  memset(name, 'a', 100);
  name[100] = '\0';
  snprintf(source, sizeof source,
           "return { provides = { mark = { %s = 'string' } }, document = function(document)\n"
           "local mark = document:annotate('mark', document[1], { %s = 'x' })\nassert(mark['%s'] == 'x' and "
           "mark[('a'):rep(100)] == 'x')\n"
           "assert(not pcall(function() return mark[('a'):rep(101)] end)) end }",
           name, name, name);
  assert_non_null(load_state(bench, source));
  assert_true(run_on(bench, "one", TEXT));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(facts_of_places_are_as_the_manual_says), TEST(facts_of_tokens_come_from_their_words), TEST(spans_are_cut_as_strings_are),
      TEST(equal_places_are_one_key), TEST(iterators_visit_each_once_in_order), TEST(iterators_give_first_and_last_token_too),
      TEST(neighbours_are_of_the_same_kind),
      TEST(annotations_are_found_as_they_lie), TEST(an_annotation_has_what_was_given), TEST(several_places_are_pieces_of_one),
      TEST(annotating_while_walking_does_not_lengthen_the_walk), TEST(values_are_kept_by_name),
      TEST(pieces_are_the_whole_text_with_its_marks), TEST(links_refer), TEST(places_know_where_they_stand_in_files),
      TEST(a_mistake_is_named_with_the_nearest_right_word), TEST(a_place_of_a_closed_document_raises),
      TEST(a_long_span_is_like_any_other), TEST(what_has_no_end_costs_its_document_only),
          TEST(an_error_inside_a_walk_undoes_what_was_done),
      TEST(an_iterator_cannot_be_misled), TEST(no_script_can_make_a_place), TEST(words_are_those_of_the_open_document),
      TEST(a_field_with_a_long_name_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

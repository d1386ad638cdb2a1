#include "annotated.h"

static void annotations_are_found_as_they_lie(void **state) {
  static const char *const expressions[] = {
      "document:annotation('entity').text == 'Ann Lee' and document[2]:annotation('entity').text == 'Ann Lee' and "
      "document[3]:annotation('entity') == nil",
      "document[2]:annotation('entity', 'inside') == nil and document[2]:annotation('entity', 'covering').text == 'Ann Lee'",
      "document[1].sentence:annotation('entity', 'inside').id == 'entity:1'",
      NULL};
  all_hold(state, expressions);
  check_passes(*state,
               "local seen = {}\n"
               "for entity in document:annotations 'entity' do seen[#seen + 1] = entity.id end\n"
               "assert(table.concat(seen, ' ') == 'entity:1 entity:2')");
}

static void an_annotation_tells_its_layer_type_fields_and_spans(void **state) {
  static const char *const expressions[] = {
      "document:annotation('entity').layer == 'entity' and document:annotation('entity').script == 'test'",
      "document:annotation('entity').type == 'PERSON' and document[6]:annotation('entity').type == nil",
      "document:annotation('entity').name == 'Ann B. Lee' and document:annotation('entity').full == nil",
      "#document:annotation('entity').spans == 1 and #document:annotation('quote').spans == 2",
      "document:annotation('quote').text == 'said no .' and document:annotation('quote').spans[1].text == 'said' and "
      "document:annotation('quote').spans[2].text == '.'",
      NULL};
  all_hold(state, expressions);
  check_passes(*state,
               "local seen = {}\n"
               "for name, value in document:annotation('entity'):fields() do seen[#seen + 1] = name .. '=' .. value end\n"
               "assert(#seen == 1 and seen[1] == 'name=Ann B. Lee')\n"
               "for name in document[6]:annotation('entity'):fields() do error(name) end");
}

static void layers_are_those_that_are_required_or_provided(void **state) {
  check_passes(*state,
               "local seen = {}\n"
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
               "local bare = document:annotate('mark', document[9])\n"
               "assert(bare.type == nil and bare.amount == nil and bare:prev() == mark)");
}

static void an_annotation_may_be_changed(void **state) {
  check_passes(*state,
               "local mark = document:annotate('mark', document[1], { type = 'x', amount = 5, currency = 'USD', sure = true })\n"
               "mark.amount = 2.5 mark.type = nil mark.currency = nil\n"
               "assert(mark.amount == 2.5 and mark.type == nil and mark.currency == nil and mark.sure == true)");
}

static void a_removed_annotation_is_found_no_more(void **state) {
  check_passes(*state,
               "local mark, other = document:annotate('mark', document[1]), document:annotate('mark', document[9])\n"
               "mark:remove()\n"
               "assert(document:annotation 'mark' == other and other:prev() == nil and document[1]:annotation 'mark' == nil)");
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
               "assert(seen == 3)");
}

static void what_is_removed_ahead_of_a_walk_is_not_visited(void **state) {
  check_passes(*state,
               "for i = 1, 3 do document:annotate('mark', document[i * 2]) end\n"
               "local seen = 0\n"
               "for mark in document:annotations 'mark' do\n"
               "  seen = seen + 1\n"
               "  local other = mark:next()\n"
               "  if other then other:remove() end\n"
               "end\n"
               "assert(seen == 2)\n"
               "for mark in document:annotations 'mark' do mark:remove() end\n"
               "assert(document:annotation 'mark' == nil)");
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
               "for text, marks in document:pieces('mark') do\n"
               "  for _, mark in ipairs(marks) do mark:remove() end\n"
               "  for mark in document:annotations('mark') do mark:remove() end\n"
               "  assert(text == 'Ann ' or #marks == 0)\n"
               "end\n"
               "seen = {}\n"
               "for text, marks in document:sub(2, 4):pieces('entity') do seen[#seen + 1] = text .. #marks end\n"
               "assert(table.concat(seen, '|') == 'Lee1| said no0')\n"
               "for text in document:sub(2, 1):pieces('entity') do error 'empty' end\n"
               "seen = {}\n"
               "for text in document[12].sentence:pieces() do seen[#seen + 1] = text end\n"
               "assert(#seen == 1 and seen[1] == 'It rained .')");
}

static void a_link_is_a_place_that_refers_to_an_annotation(void **state) {
  check_passes(*state,
               "local ann, bob = document:annotation 'entity', document[6]:annotation 'entity'\n"
               "local link = gloss.link(document[10], ann)\n"
               "assert(gloss.type(link) == 'link' and link.text == 'It' and link.ref == ann and link:next() == document[11])\n"
               "assert(link.name == 'Ann B. Lee' and gloss.link(document[10], bob).name == 'Bob')\n"
               "assert(gloss.link(document[1], link).ref == ann and gloss.link(link).text == 'It')\n"
               "local mark = document:annotate('mark', document[12], { who = link })\n"
               "assert(mark.who == link and mark.who.ref == ann)");
}

static void a_link_may_refer_to_nothing(void **state) {
  check_passes(*state,
               "assert(gloss.link(document[10]).ref == nil and gloss.link(document[10], false).ref == nil and "
               "gloss.link(document[10]).name == nil)");
}

static void what_refers_to_a_removed_annotation_refers_to_nothing(void **state) {
  check_passes(*state,
               "local mark, other = document:annotate('mark', document[12]), document:annotate('mark', document[1])\n"
               "local to_other = gloss.link(document[2], other)\n"
               "mark.who = other\n"
               "mark.words = { other, 'stays' }\n"
               "assert(mark.who == other and #mark.words == 2 and to_other.ref == other)\n"
               "other:remove()\n"
               "assert(mark.who == nil and #mark.words == 1 and mark.words[1] == 'stays' and to_other.ref == nil and "
               "to_other.name == nil)");
}

static void an_unknown_layer_or_field_is_named_with_the_nearest(void **state) {
  static const mistake mistakes[] = {
      {"document:annotations 'entiti'", "no layer \"entiti\"; did you mean \"entity\"?"},
      {"document:annotations('entity', 'insde')", "no way to lie \"insde\"; did you mean \"inside\"?"},
      {"document:annotate('mark', document[1], { amout = 1 })", "no field \"amout\" in layer \"mark\"; did you mean \"amount\"?"},
      {"document:annotate('mark', document[1], { zz = 1, yy = 2 })", "no field \"yy\" in layer \"mark\"; it has: amount, "
       "currency, sure, who, words"},
      {"document:annotate('mark', document[1]).sur = true", "no field \"sur\" in layer \"mark\"; did you mean \"sure\"?"},
      {"local _ = document:annotation('entity').nam", "no field \"nam\" in layer \"entity\"; did you mean \"name\"?"},
      {"document[1]:annotate('mark', document[1])", "no field \"annotate\" of a token; did you mean \"annotation\"?"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void a_layer_must_be_required_to_be_read_and_provided_to_be_changed(void **state) {
  static const mistake mistakes[] = {
      {"document:annotations 'secret'", "layer \"secret\" is not in requires; add it: requires = { \"secret\" }"},
      {"document:annotate('entity', document[1])", "layer \"entity\" is not in provides; add it: provides = { \"entity\" }"},
      {"document:annotation('entity').name = 'x'", "an annotation of layer \"entity\" cannot be changed here: \"entity\" is not "
       "in provides"},
      {"document:annotation('entity'):remove()", "an annotation of layer \"entity\" cannot be changed here: \"entity\" is not in "
       "provides"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void what_is_no_value_of_a_field_is_refused(void **state) {
  static const mistake mistakes[] = {
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
      {"document:annotate('mark', document[1]).text = 'x'", "the text of an annotation cannot be changed"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void what_is_no_place_to_annotate_is_refused(void **state) {
  static const mistake mistakes[] = {
      {"document:annotate('mark', document[1]:before(3))", "an empty span cannot be annotated"},
      {"document:annotate('mark', {})", "an annotation needs a place; this list has none"},
      {"document:annotate('mark', { document[1], document[1] })", "the pieces of an annotation overlap"},
      {"document:annotate('mark', { document[1], nil, document[3] })", "the places of an annotation: a list has a hole at 2"},
      {"document:annotate('mark', { [2] = document[1] })", "the places of an annotation: a list has a hole at 1"},
      {"document:annotate('mark', { document[1], x = 1 })", "the places of an annotation: this is not a list: it has the key x"},
      {"document:annotate('mark', { document[1], [.5] = 1 })",
       "the places of an annotation: this is not a list: it has the key 0.5"},
      {"document:annotate('mark', 'x')", "an annotation is laid over a place, or a list of places; this is a string"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void an_annotation_is_removed_once(void **state) {
  static const mistake mistakes[] = {
      {"local m = document:annotate('mark', document[1]) m:remove() m:remove()", "this annotation was removed"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void only_a_document_is_annotated_and_only_an_annotation_linked(void **state) {
  static const mistake mistakes[] = {
      {"document.annotate(document[1], 'mark', document[1])", "bad argument #1 to 'annotate' (a document expected, got a token)"},
      {"gloss.link(document[1], document[2])", "bad argument #2 to 'link' (an annotation expected, got a token)"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void an_error_inside_a_walk_undoes_what_was_done(void **state) {
  static const mistake mistakes[] = {
      {"for entity in document:annotations 'entity' do document:annotate('mark', entity) document:set('score', 1) error 'no' end",
       "no"},
      {NULL, NULL}};
  bench *bench = *state;
  all_fail(state, mistakes);
  uint32_t mark = gloss_schema_find_layer(bench->schema, GLOSS_SLICE("mark"));
  assert_int_equal(bench->document->layers[mark].count, 0);
  assert_int_equal(gloss_document_value(bench->document, GLOSS_SLICE("score")).kind, GLOSS_NIL);
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
      TEST(annotations_are_found_as_they_lie), TEST(an_annotation_tells_its_layer_type_fields_and_spans),
      TEST(layers_are_those_that_are_required_or_provided), TEST(an_annotation_has_what_was_given),
      TEST(an_annotation_may_be_changed), TEST(a_removed_annotation_is_found_no_more), TEST(several_places_are_pieces_of_one),
      TEST(annotating_while_walking_does_not_lengthen_the_walk), TEST(what_is_removed_ahead_of_a_walk_is_not_visited),
      TEST(pieces_are_the_whole_text_with_its_marks), TEST(a_link_is_a_place_that_refers_to_an_annotation),
      TEST(a_link_may_refer_to_nothing), TEST(what_refers_to_a_removed_annotation_refers_to_nothing),
      TEST(an_unknown_layer_or_field_is_named_with_the_nearest),
      TEST(a_layer_must_be_required_to_be_read_and_provided_to_be_changed), TEST(what_is_no_value_of_a_field_is_refused),
      TEST(what_is_no_place_to_annotate_is_refused), TEST(an_annotation_is_removed_once),
      TEST(only_a_document_is_annotated_and_only_an_annotation_linked), TEST(an_error_inside_a_walk_undoes_what_was_done),
      TEST(a_field_with_a_long_name_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

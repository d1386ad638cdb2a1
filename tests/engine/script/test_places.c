#include "annotated.h"

static void tokens_are_counted_from_either_end(void **state) {
  static const char *const expressions[] = {
      "#document == 12 and document[1].text == 'Ann' and document[-1].text == '.' and document[12] == document[-1]",
      "document[13] == nil and document[0] == nil and document[-13] == nil and document[math.maxinteger] == nil and "
      "document[math.mininteger] == nil",
      "document[2.0] == document[2] and document[2].index == 2",
      "document:sub(2, 3)[1] == document[2] and document:sub(2, 3)[-1] == document[3] and document:sub(2, 3)[3] == nil",
      NULL};
  all_hold(state, expressions);
}

static void the_text_of_a_place_is_as_it_stands_plain_or_normal(void **state) {
  static const char *const expressions[] = {
      "document.text == 'Ann Lee said no .\\nBob went home .\\n\\nIt rained .'",
      "document:sub(4, 7).plain == 'no . Bob went' and document:sub(4, 7).text == 'no .\\nBob went'",
      "document:sub(1, 2).norm == 'ann lee' and document.norm == 'ann lee said no . bob went home . it rained .'",
      "tostring(document[1]) == 'Ann' and tostring(document) == document.text",
      "document.text:sub(document[6].first, document[6].last) == 'Bob'",
      "document.first == 1 and document.last == #document.text",
      NULL};
  all_hold(state, expressions);
}

static void a_place_knows_what_it_stands_in(void **state) {
  static const char *const expressions[] = {
      "document.document == document and document.block == nil and document.sentence == nil",
      "document[6].document == document and document[6].sentence.text == 'Bob went home .' and "
      "document[10].block.text == 'It rained .'",
      "document[6].block.sentence == nil and document[6].block.block == document[6].block",
      "document[6].sentence.sentence == document[6].sentence",
      "document[1].block.kind == 'paragraph'",
      NULL};
  all_hold(state, expressions);
}

static void an_empty_span_has_a_place(void **state) {
  static const char *const expressions[] = {
      "document:sub(5, 4).text == '' and #document:sub(5, 4) == 0 and document:sub(5, 4).last == document:sub(5, 4).first - 1",
      "document:sub(13).text == '' and document:sub(13).sentence.text == 'It rained .' and document:sub(13).index == 13",
      NULL};
  all_hold(state, expressions);
}

static void a_document_tells_what_came_with_it(void **state) {
  static const char *const expressions[] = {
      "document.id == 'one' and document.title == 'No' and document.source == nil and document.date == nil and "
      "document.lang == nil",
      "document.meta.desk == 'city' and document.meta.other == nil and document.meta == document.meta",
      "#document.meta.tags == 1 and document.meta.tags[1] == 'city'",
      "#document.errors == 0 and #document.warnings == 0",
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

static void spans_are_sliced_as_strings_are(void **state) {
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

static void places_know_where_they_stand_in_files(void **state) {
  static const char *const expressions[] = {
      "select('#', document[6]:offsets()) == 2 and ({document[6]:offsets()})[1] == 18 and ({document[6]:offsets()})[2] == 21",
      "({document[7]:position()})[1] == 2 and ({document[7]:position()})[2] == 5",
      "document:span(1, 3) == document:sub(1, 1) and document:span(2, 5) == document:sub(1, 2) and #document:span(4, 4) == 0",
      "#document:span(1, 0) == 0 and document:span(1, #document.text) == document:sub(1)",
      NULL};
  all_hold(state, expressions);
}

static void an_unknown_field_is_named_with_the_nearest(void **state) {
  static const mistake mistakes[] = {
      {"local _ = document[1].lema", "no field \"lema\" of a token; did you mean \"lemma\"?"},
      {"local _ = document.tokns", "no field \"tokns\" of a document; did you mean \"tokens\"?"},
      {"local _ = document[1].sentence.kindd", "no field \"kindd\" of a sentence"},
      {"local _ = document[1].zzzzzz", "no field \"zzzzzz\" of a token"},
      {"local _ = document[1][{}]", "a token has no field that is a table"},
      {"local _ = document[1][1.5]", "a token has no field that is a number"},
      {"local _ = document[1].pos", "pos needs a tagger for none"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void places_and_meta_data_cannot_be_changed(void **state) {
  static const mistake mistakes[] = {
      {"document[1].text = 'x'", "a token cannot be changed: lay an annotation over it, or keep a table of your own"},
      {"document.meta.desk = 'x'", "\"desk\" cannot be set: the table is read-only"},
      {"document.meta.tags[1] = 'x'", "\"1\" cannot be set: the table is read-only"},
      {NULL, NULL}};
  all_fail(state, mistakes);
}

static void what_leads_to_no_place_is_refused(void **state) {
  static const mistake mistakes[] = {
      {"document:sub('x')", "bad argument #1 to 'sub' (number expected, got string)"},
      {"document:before(-1)", "bad argument #1 to 'before' (a number of tokens expected: 0 or more)"},
      {"document:to(5)", "bad argument #1 to 'to' (a place expected (a token, span, sentence, …), got number)"},
      {"document:span(0, 3)", "bad argument #1 to 'span' (outside the text)"},
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

static void a_place_is_caught_as_it_was_raised(void **state) {
  check_passes(*state, "local ok, message = pcall(function() for token in document:tokens() do error(token) end end)\n"
                       "assert(not ok and message == document[1])");
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
                       "next(document[4], nil) == document[4] and next(document[4]) == document[4])\n"
                       "assert(next(document:sub(5, 6), document[1]) == document[5])\n"
                       "next, span = document:sub(5, 6):sentences()\n"
                       "assert(next(span, document[12].sentence) == nil)");
}

static void a_place_is_no_number_string_or_table_and_hides_its_metatable(void **state) {
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

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(tokens_are_counted_from_either_end), TEST(the_text_of_a_place_is_as_it_stands_plain_or_normal),
      TEST(a_place_knows_what_it_stands_in), TEST(an_empty_span_has_a_place), TEST(a_document_tells_what_came_with_it),
      TEST(facts_of_tokens_come_from_their_words), TEST(spans_are_sliced_as_strings_are), TEST(equal_places_are_one_key),
      TEST(iterators_visit_each_once_in_order), TEST(iterators_give_first_and_last_token_too),
      TEST(neighbours_are_of_the_same_kind), TEST(places_know_where_they_stand_in_files),
      TEST(an_unknown_field_is_named_with_the_nearest), TEST(places_and_meta_data_cannot_be_changed),
      TEST(what_leads_to_no_place_is_refused), TEST(a_place_of_a_closed_document_raises), TEST(a_long_span_is_like_any_other),
      TEST(a_place_is_caught_as_it_was_raised), TEST(an_iterator_cannot_be_misled),
      TEST(a_place_is_no_number_string_or_table_and_hides_its_metatable), TEST(words_are_those_of_the_open_document),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "harness.h"

static void rows_are_named_by_their_header(void **state) {
  bench *bench = *state;
  write_file(bench, "list.tsv", "\xef\xbb\xbfname\tuse\nAnn \"A\"\tx\n\nBob\t\n");
  write_file(bench, "list.csv", "name,use\n\"a, b\",\"say \"\"x\"\"\"\n");
  passes(state, "local rows = gloss.data 'list.tsv'\n"
                "assert(#rows == 2 and rows[1].name == 'Ann \"A\"' and rows[1].use == 'x' and rows[2].use == nil)\n"
                "assert(gloss.data 'list.tsv' == rows)\n"
                "rows = gloss.data 'list.csv'\n"
                "assert(#rows == 1 and rows[1].name == 'a, b' and rows[1].use == 'say \"x\"')");
}

static void json_lines_and_texts_are_read(void **state) {
  bench *bench = *state;
  write_file(bench, "a.json", "{\"a\": [1, 2.5, null, \"\\u00e9\", true]}");
  write_file(bench, "b.jsonl", "{\"a\": 1}\n\n[2]\r\n3");
  write_file(bench, "c.txt", "# a comment\n#hashtag\n\n  word  \nlast");
  passes(state, "local t = gloss.data('a.json').a\nassert(t[1] == 1 and math.type(t[1]) == 'integer' and t[2] == 2.5)\n"
                "t = gloss.data 'b.jsonl'\nassert(#t == 3 and t[1].a == 1 and t[2][1] == 2 and t[3] == 3)\n"
                "assert(table.concat(gloss.data 'c.txt', '|') == '#hashtag|word|last')");
}

static void fails_at(void **state, const char *snippet, const char *rest) {
  bench *bench = *state;
  assert_false(run_snippet(bench, snippet));
  gloss_slice message = failure_of(bench)->message, folder = gloss_slice_of(bench->folder);
  assert_true(gloss_slice_starts_with(message, folder));
  message = gloss_slice_cut(message, folder.size + 1, message.size);
  if (gloss_slice_starts_with(message, gloss_slice_of(rest))) return;
  print_message("the message is: %.*s\n", GLOSS_PRINT(message));
  fail();
}

static void bad_data_names_file_and_line(void **state) {
  bench *bench = *state;
  write_file(bench, "bad.json", "{\"a\": [1, 2}");
  write_file(bench, "bad.jsonl", "{}\n\n{\"a\":\n");
  write_file(bench, "bad.txt", "caf\xe9\n");
  write_file(bench, "bad.csv", "a,b\n\"open\n");
  write_file(bench, "bad.tsv", "a\tb\n1\t2\t3\n");
  write_file(bench, "empty.tsv", "");
  write_file(bench, "x.ini", "");
  fails_at(state, "gloss.data 'bad.json'", "bad.json: ");
  fails_at(state, "gloss.data 'bad.jsonl'", "bad.jsonl:3: ");
  fails_at(state, "gloss.data 'bad.txt'", "bad.txt: is not UTF-8");
  fails_at(state, "gloss.data 'bad.csv'", "bad.csv:2: ");
  fails_at(state, "gloss.data 'bad.tsv'", "bad.tsv:2: ");
  fails_at(state, "gloss.data 'empty.tsv'", "empty.tsv: ");
  fails(state, "gloss.data 'x.ini'", "data files end in .tsv, .csv, .json, .jsonl or .txt: \"x.ini\" does not");
  fails(state, "gloss.data '../x.txt'", "a data file is named in a script, not a path to it: \"../x.txt\"");
}

static void missing_data_names_the_nearest(void **state) {
  bench *bench = *state;
  write_file(bench, "names.tsv", "name\n");
  assert_false(run_snippet(bench, "gloss.data 'nmes.tsv'"));
  const gloss_slice expected = GLOSS_SLICE("no data file \"nmes.tsv\"; did you mean \"names.tsv\"? (looked in ");
  assert_true(gloss_slice_starts_with(failure_of(bench)->message, expected));
}

static void json_goes_there_and_back(void **state) {
  passes(state, "local s = gloss.encode('json', { b = { 1, 2.5, 'x\\n\"' }, a = true, c = { d = {} } })\n"
                "assert(s == '{\"a\":true,\"b\":[1,2.5,\"x\\\\n\\\\\"\"],\"c\":{\"d\":[]}}', s)\n"
                "local t = gloss.decode('json', s)\nassert(t.b[3] == 'x\\n\"' and t.a == true)\n"
                "assert(gloss.encode('json', 0.1) == '0.1' and gloss.encode('json', 5e6) == '5000000')\n"
                "assert(gloss.encode('json', nil) == 'null')\n"
                "assert(gloss.decode('json', ' 12 ') == 12 and gloss.decode('json', '\"\\\\ud83d\\\\ude00\"') == '😀')");
}

static void what_is_no_json_is_refused(void **state) {
  fails(state, "gloss.decode('json', '{')", "truncated JSON: it ends where a key is expected");
  fails(state, "gloss.decode('json', '')", "empty, where JSON is expected");
  fails(state, "gloss.decode('json', ('['):rep(100000))", "lists and objects are nested deeper than 1000");
}

static void what_is_no_data_is_not_written_as_json(void **state) {
  fails(state, "gloss.encode('json', print)", "the value: a function is not data");
  fails(state, "gloss.encode('json', 0/0)", "the value: a number that is not finite is not data");
  fails(state, "gloss.encode('json', document[1])",
        "the value: a token is not data here; take its text, or what you need of it");
  fails(state, "local t = {} t.t = t gloss.encode('json', t)",
        "the value: tables are nested more than 100 deep; is one inside itself?");
}

static void rows_go_there_and_back(void **state) {
  passes(state, "local s = gloss.encode('csv', { 'a', 'b, c', 'say \"x\"', 1.5, 3, true })\n"
                "assert(s == 'a,\"b, c\",\"say \"\"x\"\"\",1.5,3,true', s)\n"
                "local row = gloss.decode('csv', s)\n"
                "assert(#row == 6 and row[2] == 'b, c' and row[3] == 'say \"x\"' and row[4] == '1.5')\n"
                "assert(gloss.encode('tsv', { 'a', 'b' }) == 'a\\tb' and gloss.decode('tsv', 'a\\t\\tb')[2] == '')\n"
                "assert(#gloss.decode('csv', '') == 0)");
}

static void what_is_no_row_is_refused(void **state) {
  fails(state, "gloss.encode('csv', { 1, 0/0 })", "a cell: a number that is not finite is not data");
  fails(state, "gloss.encode('tsv', { math.huge })", "a cell: a number that is not finite is not data");
  fails(state, "gloss.encode('csv', { 'a', nil, 'c' })", "the row: a list has a hole at 2");
  fails(state, "gloss.encode('tsv', { 'a\\tb' })", "a cell of TSV cannot hold a tab or a line end");
  fails(state, "gloss.decode('csv', 'a\\nb')", "the text has more than one row");
  fails(state, "gloss.decode('csv', '\"a')", "a quote is not closed");
}

static void an_unknown_format_is_named_with_the_nearest(void **state) {
  fails(state, "gloss.encode('jsn', 1)", "no format \"jsn\"; did you mean \"json\"?");
}

static void xml_is_a_tree_of_nodes(void **state) {
  passes(state, "local feed = gloss.decode('xml', '<feed a=\"1 &amp; 2\"><e>caf&eacute;<x:b>!</x:b></e><e/></feed>')\n"
                "assert(feed.name == 'feed' and feed.attributes.a == '1 & 2' and #feed == 2)\n"
                "assert(feed[1][1] == 'café' and feed:find 'x:b'.text == '!' and feed:find 'e'.text == 'café!')\n"
                "local count = 0\n"
                "for entry in feed:all 'e' do count = count + #entry end\n"
                "assert(count == 2 and feed:find 'none' == nil and feed.text == 'café!')");
}

static void html_is_read_whatever_it_is(void **state) {
  passes(state, "local page = gloss.decode('html', '<P>one<br>two &lt; three')\n"
                "assert(page.name == 'html' and page:find 'p'.text == 'onetwo < three')\n"
                "assert(gloss.encode('html', page:find 'p') == '<p>one<br>two &lt; three</p>')\n"
                "gloss.decode('html', ('<div>'):rep(20000))");
}

static void a_node_is_encoded_with_its_marks_escaped(void **state) {
  passes(state, "local node = { name = 'a', attributes = { x = '\"<' }, 'b & c', { name = 'd' } }\n"
                "assert(gloss.encode('xml', node) == '<a x=\"&quot;&lt;\">b &amp; c<d/></a>')");
  fails(state, "gloss.encode('xml', { name = 'a b' })", "`name` of a node is a name, as \"title\" is");
  fails(state, "gloss.encode('xml', { name = 'a', {} })", "`name` of a node is a name, as \"title\" is");
  fails(state, "local a = { name = 'a' }; a[1] = a; gloss.encode('xml', a)",
        "nodes are nested deeper than 500; is one inside itself?");
}

static void xml_that_is_none_is_refused_with_its_line(void **state) {
  fails(state, "gloss.decode('xml', '<a>\\n<b></a>')", "line 2: </a> where </b> is expected");
  fails(state, "gloss.decode('xml', '<a>')", "line 1: ends before its elements do");
  fails(state, "gloss.decode('xml', ('<a>'):rep(1000))", "line 1: elements are nested deeper than 500");
  fails(state, "gloss.decode('xml', '<a/>').nmae = nil; return gloss.decode('xml', '<a/>').nmae",
        "no field of a node \"nmae\"; did you mean \"name\"?");
}

static void entities_of_a_document_are_never_expanded(void **state) {
  fails(state, "gloss.decode('xml', '<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>')",
        "line 1: Entity 'e' not defined");
  fails(state, "gloss.decode('xml', '<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY e \"&b;&b;\">]><a c=\"&e;\"/>')",
        "line 1: Entity 'e' not defined");
}

static void fold_takes_away_case_curls_and_double_spaces(void **state) {
  passes(state, "assert(gloss.fold 'It’s  ÉTÉ' == \"it's été\", gloss.fold 'It’s  ÉTÉ')");
  fails(state, "gloss.fold '\\xff'", "bad argument #1 to 'fold' (is not UTF-8)");
}

static void hash_is_the_same_everywhere(void **state) {
  passes(state, "assert(gloss.hash 'a' == -8912467768075152047 and gloss.hash 'a' ~= gloss.hash 'b')\n"
                "assert(math.type(gloss.hash '') == 'integer')");
}

static void type_knows_places_too(void **state) {
  passes(state, "assert(gloss.type(document) == 'document' and gloss.type(document[1]) == 'token')\n"
                "assert(gloss.type(document:sub(1, 2)) == 'span' and gloss.type {} == 'table' and gloss.type(nil) == 'nil')");
}

static void the_version_has_three_numbers(void **state) {
  passes(state, "assert(gloss.version:find '^%d+%.%d+%.%d+$')");
}

static void an_unknown_name_or_a_new_one_of_the_module_is_refused(void **state) {
  fails(state, "gloss.fodl 'x'", "gloss has no \"fodl\"; did you mean \"fold\"?");
  fails(state, "gloss.mine = 1", "\"mine\" cannot be set: the table is read-only");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(rows_are_named_by_their_header), TEST(json_lines_and_texts_are_read), TEST(bad_data_names_file_and_line),
      TEST(missing_data_names_the_nearest), TEST(json_goes_there_and_back), TEST(what_is_no_json_is_refused),
      TEST(what_is_no_data_is_not_written_as_json), TEST(rows_go_there_and_back), TEST(what_is_no_row_is_refused),
      TEST(an_unknown_format_is_named_with_the_nearest), TEST(xml_is_a_tree_of_nodes), TEST(html_is_read_whatever_it_is),
      TEST(a_node_is_encoded_with_its_marks_escaped), TEST(xml_that_is_none_is_refused_with_its_line),
      TEST(entities_of_a_document_are_never_expanded), TEST(fold_takes_away_case_curls_and_double_spaces),
      TEST(hash_is_the_same_everywhere), TEST(type_knows_places_too), TEST(the_version_has_three_numbers),
      TEST(an_unknown_name_or_a_new_one_of_the_module_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

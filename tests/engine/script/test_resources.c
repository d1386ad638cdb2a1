#include "harness.h"

/* The script: what stands before its table, and the body of its document hook. */
static bool run_script(bench *bench, const char *front, const char *body) {
  gloss_buffer source = {0};
  gloss_buffer_print(&source, "local gloss = require 'gloss'\n%s\nreturn { provides = { 'mark' }, document = "
                              "function(document)\n%s\nend }\n", front, body);
  bool loaded = load_state(bench, gloss_buffer_string(&source)) != NULL;
  gloss_buffer_free(&source);
  return loaded && run_on(bench, "one", TEXT);
}

static void check_runs(void **state, const char *front, const char *body) {
  bench *bench = *state;
  if (run_script(bench, front, body)) return;
  if (bench->error.message) fail_msg("%s", bench->error.message);
  fail_msg("%s\n%s\nfails: %.*s", front, body, GLOSS_PRINT(failure_of(bench)->message));
}

static void word_sets_find_phrases(void **state) {
  check_runs(state, "local set = gloss.wordset { 'ann lee', 'HOME', 'it' }",
             "local seen = {}\n"
             "for match in set:matches(document) do seen[#seen + 1] = match.text .. match.index end\n"
             "assert(table.concat(seen, ' ') == 'Ann Lee1 home8 It10')\n"
             "assert(set:has 'Ann Lee' and set:has(document:sub(1, 2)) and set:has(document[8]) and not set:has(document[1]) and "
             "not set:has 'ann')\n"
             "assert(set:match(document:sub(3)).text == 'home' and set:match(document[1]) == nil and "
             "gloss.type(set) == 'wordset')\n"
             "assert(gloss.type(set:match(document)) == 'match' and set:match(document) ~= set:match(document))\n"
             "for match, first, last in set:matches(document) do\n"
             "  assert(first == match.index and last == first + #match - 1)\n"
             "end\n"
             "for match in set:matches(document:sub(3, 2)) do error 'empty' end");
}

static void case_is_a_setting(void **state) {
  check_runs(state, "local exact, smart = gloss.wordset({ 'bob', 'It' }, { case = 'exact' }), gloss.wordset({ 'bob', 'it' }, { "
                    "case = 'smart', by = 'word' })",
             "assert(exact:match(document).text == 'It' and smart:match(document).text == 'Bob')");
}

static void lexicons_give_weights(void **state) {
  const char *body = "local sum = 0\n"
                     "for match in weights:matches(document) do sum = sum + match.weight end\n"
                     "assert(sum == -0.75, sum)\n"
                     "assert(weights:get 'no' == -2 and weights:get(document[4]) == -2 and weights:get 'nothing' == nil and "
                     "weights:get(document[12]) == nil)";
  check_runs(state, "local weights = gloss.lexicon { { 'no', -2 }, { 'went home', 1.25 } }", body);
  check_runs(state, "local weights = gloss.lexicon { no = -2, ['went home'] = 1.25 }", body);
  check_runs(state, "local weights = gloss.lexicon { { name = 'no', weight = -2 }, { 'went hom*', '1.25' } }", body);
  bench *bench = *state;
  write_file(bench, "weights.tsv", "word\tweight\nno\t-2\nwent home\t1.25\n");
  check_runs(state, "local weights = gloss.lexicon 'weights.tsv'", body);
  write_file(bench, "weights.jsonl", "{\"name\": \"no\", \"weight\": -2}\n\n{\"name\": \"went home\", \"weight\": 1.25}\n");
  check_runs(state, "local weights\nlocal function set() weights = gloss.lexicon('weights.jsonl') end set()", body);
}

static void gazetteers_give_entries(void **state) {
  const char *body = "local match = names:match(document)\n"
                     "assert(match.text == 'Ann Lee' and match.entry.name == 'Ann Lee' and match.entry.id == '7' and "
                     "match.entry.role == nil)\n"
                     "assert(#match.entries == 2 and match.entries[2].id == '8' and match.entries[2].role == 'chair')\n"
                     "assert(#names:get 'Ann Lee' == 2 and names:get 'nobody' == nil and names:get(document[6])[1].name == 'Bob')\n"
                     "local count = 0\n"
                     "for key, value in pairs(match.entry) do count = count + 1 end\n"
                     "assert(count == 2)";
  check_runs(state, "local names = gloss.gazetteer { { name = 'Ann Lee', id = '7' }, 'Bob', { 'Ann Lee', id = '8', role = 'chair' "
                    "} }", body);
  write_file(*state, "names.tsv", "name\tid\trole\nAnn Lee\t7\t\nBob\t\t\nAnn Lee\t8\tchair\n");
  check_runs(state, "local names = gloss.gazetteer 'names.tsv'", body);
  write_file(*state, "names.jsonl", "{\"id\": \"7\", \"name\": \"Ann Lee\", \"role\": null}\n\"Bob\"\n"
                                    "{\"name\": \"Ann Lee\", \"role\": \"chair\", \"id\": \"8\"}");
  check_runs(state, "local names = gloss.gazetteer 'names.jsonl'", body);
}

static void fields_keep_their_types(void **state) {
  const char *body = "local entry = names:match(document).entry\n"
                     "assert(math.type(entry.id) == 'integer' and entry.id == 7 and entry.share == 0.1 and entry.none == '')\n"
                     "assert(entry.alive == true and entry.dead == false)\n"
                     "assert(#entry.roles == 2 and entry.roles[2].of == 'Acme' and entry.roles[2].years[2] == 2020)\n"
                     "assert(next(entry.empty) == nil and entry.far == -9007199254740993)";
  check_runs(state, "local names = gloss.gazetteer { { name = 'Ann Lee', id = 7, share = 0.1, alive = true, dead = false, "
                    "none = '', roles = { 'chair', { of = 'Acme', years = { 2019, 2020 } } }, empty = {}, "
                    "far = -9007199254740993 } }", body);
  write_file(*state, "typed.jsonl",
             "{\"name\": \"Ann Lee\", \"id\": 7, \"share\": 0.1, \"alive\": true, \"dead\": false, "
             "\"none\": \"\", \"roles\": [\"chair\", {\"of\": \"Acme\", \"years\": [2019, 2020]}], \"empty\": [], "
             "\"far\": -9007199254740993}\n");
  check_runs(state, "local names = gloss.gazetteer 'typed.jsonl'", body);
}

static void items_of_jsonl_are_strings_lists_or_objects(void **state) {
  bench *bench = *state;
  write_file(bench, "some.jsonl", "\xef\xbb\xbf\"Bob\"\r\n\r\n[\"Ann Lee\"]\n{\"name\": \"it\"}\n{\"word\": \"went \\u0068ome\"}");
  check_runs(state, "local set = gloss.wordset 'some.jsonl'", "assert(set:has 'bob' and set:has 'ann lee' and set:has 'it')\n"
                    "assert(set:has 'went home' and not set:has 'went')");
  write_file(bench, "weighed.jsonl",
             "[\"no\", -2]\n{\"word\": \"went home\", \"weight\": \"1.25\"}\n{\"weight\": 3, \"name\": \"x*\"}");
  check_runs(state, "local weights = gloss.lexicon 'weighed.jsonl'",
             "assert(weights:get 'no' == -2 and weights:get 'went home' == 1.25 and weights:get 'xylophone' == 3)");
}

static void regexes_match_whole_tokens(void **state) {
  check_runs(state, "local any = gloss.regex '[a-z]'",
             "local seen = {}\n"
             "for match in any:matches(document) do seen[#seen + 1] = match.text end\n"
             "assert(table.concat(seen, ' ') == 'Ann Lee said no Bob went home It rained')\n"
             "assert(any:match(document:sub(5, 5)) == nil and any:match(document:sub(5)).text == 'Bob')");
  check_runs(state, "local across = gloss.regex [[no \\.\\s+Bob]]", "assert(across:match(document) == nil)");
  check_runs(state, "local empty, space = gloss.regex 'x*', gloss.regex ' '",
             "for match in empty:matches(document) do error 'empty' end\n"
             "for match in space:matches(document) do error 'space' end");
  check_runs(state, "local behind = gloss.regex [[(?<=n )\\w+]]", "assert(behind:match(document).text == 'Lee' and "
                    "behind:match(document[2]) == nil)");
}

static void groups_are_strings(void **state) {
  check_runs(state, "local name = gloss.regex([[(?<given>a\\w\\w) (?<family>\\w)|(?<other>bob)]], 'i')",
             "local match = name:match(document)\n"
             "assert(match.text == 'Ann Lee' and match.given == 'Ann' and match.family == 'L' and match.other == nil)\n"
             "assert(name:match(document:sub(5)).other == 'Bob' and name:match(document:sub(5)).given == nil)");
}

static void regexes_take_strings_too(void **state) {
  check_runs(state, "local pair, empty = gloss.regex [[(?<key>\\w+)=(?<value>\\w+)?]], gloss.regex 'x*'",
             "local match = pair:match 'é a=1 b='\n"
             "assert(match.text == 'a=1' and match.first == 4 and match.last == 6 and match.key == 'a' and match.value == '1')\n"
             "local seen = {}\n"
             "for match in pair:matches 'a=1 b= c=3' do seen[#seen + 1] = match.key .. (match.value or '?') end\n"
             "assert(table.concat(seen, ' ') == 'a1 b? c3' and pair:match '' == nil)\n"
             "seen = {}\n"
             "for match in empty:matches 'éxx' do seen[#seen + 1] = match.first .. '-' .. match.last end\n"
             "assert(table.concat(seen, ' ') == '1-0 3-4 5-4', table.concat(seen, ' '))");
}

static void matches_are_places(void **state) {
  check_runs(state, "local set = gloss.wordset { 'said', 'went home' }",
             "local match = set:match(document)\n"
             "assert(match:before(1).text == 'Lee' and match:next().text == 'no' and match.sentence.index == 1 and #match == 1)\n"
             "local mark = document:annotate('mark', match)\n"
             "assert(mark.text == 'said' and gloss.link(match).text == 'said')");
}

static void resources_are_used_in_setup_and_while_loading(void **state) {
  check_runs(state, "local set = gloss.wordset { 'x' }\nassert(set:has 'X' and "
                    "not set:has 'y')\nlocal found = gloss.regex('a'):match('bab').first\nassert(found == 2)",
             "assert(set:has 'X')");
}

typedef struct mistake {
  const char *front, *body, *message;
} mistake;

static void a_mistake_names_what_is_right(void **state) {
  static const mistake mistakes[] = {
      {"", "gloss.wordset { 'x' }", "a wordset is made when the script is loaded or in setup, not for each document"},
      {"", "gloss.regex 'x'", "a regex is made when the script is loaded or in setup, not for each document"},
      {"local set = gloss.wordset { 'no' }", "set:mathces(document)", "no field \"mathces\" of a wordset; did you mean "
       "\"matches\"?"},
      {"local set = gloss.wordset { 'no' }", "set.has('x')", "bad argument #1 to 'has' (a wordset expected, got string)"},
      {"local set = gloss.wordset { 'no' }", "set:has(5)", "bad argument #1 to 'has' (a place or a string expected, got number)"},
      {"local set = gloss.wordset { 'no' }", "set.x = 1", "a wordset cannot be changed"},
      {"local set = gloss.wordset { 'no' }", "return set:match(document).weight", "no field \"weight\" of a match"},
      {"local set = gloss.lexicon { no = 1 }", "return set:match(document).wieght", "no field \"wieght\" of a match; did you mean "
       "\"weight\"?"},
      {"local set = gloss.gazetteer { { name = 'Ann', role = 'x' } }", "return set:match(document).entry.rol", "no column \"rol\" "
       "in this gazetteer; did you mean \"role\"?"},
      {"local set = gloss.regex '(?<given>Ann)'", "return set:match(document).givn", "no field \"givn\" of a match; did you mean "
       "\"given\"?"},
      {"local set = gloss.regex '(a|aa)+$'", "return set:match((('a'):rep(30) .. 'b'):rep(3))", NULL},
      {"local set = gloss.regex 'x'", "return set:match '\\xff'", "the string is not valid UTF-8"},
      {NULL, NULL, NULL}};
  bench *bench = *state;
  for (const mistake *mistake = mistakes; mistake->front; mistake++) {
    bool done = run_script(bench, mistake->front, mistake->body);
    if (bench->error.message) fail_msg("%s", bench->error.message);
    if (mistake->message == NULL) continue; /* a pattern that runs away: either way it ends */
    if (done) fail_msg("no mistake: %s", mistake->body);
    gloss_slice is = failure_of(bench)->message;
    if (!gloss_slice_is(is, mistake->message)) fail_msg("%s\nthe message is: %.*s", mistake->body, GLOSS_PRINT(is));
  }
}

static void a_mistake_in_a_list_stops_the_loading(void **state) {
  static const struct {
    const char *front, *message;
  } mistakes[] = {
      {"gloss.wordset('x', 5)", "test.lua:2: bad argument #2 to 'wordset' (table expected, got number)"},
      {"gloss.wordset({ 'x' }, { cas = 'fold' })", "test.lua:2: no setting \"cas\"; did you mean \"case\"?"},
      {"gloss.wordset({ 'x' }, { case = 'flod' })", "test.lua:2: no setting case = \"flod\"; did you mean \"fold\"?"},
      {"gloss.wordset({ 'x' }, { by = 1 })", "test.lua:2: the setting \"by\" is a string, not a number"},
      {"gloss.wordset(5)", "test.lua:2: bad argument #1 to 'wordset' (the name of a data file or a list expected)"},
      {"gloss.wordset { 'x', 5 }", "test.lua:2: item 2 of the list has a number where its phrase should be"},
      {"gloss.wordset { 'x', y = 5 }", "test.lua:2: a list expected, as { \"one\", \"two\" }; this table has other keys, or holes"},
      {"gloss.gazetteer { { name = 'x', id = print } }", "test.lua:2: item 1 of the list: a function is not data"},
      {"gloss.lexicon { { 'x', true } }", "test.lua:2: item 1 of the list: the weight of \"x\" is a boolean, not a number"},
      {"gloss.regex '(?<text>x)'", "test.lua:2: a group cannot be named \"text\": places have a field of that name"},
      {"gloss.regex('x', 'q')", "test.lua:2: unknown regex flag \"q\"; the flags are i, m, s and x"},
      {"gloss.wordst { 'x' }", "test.lua:2: gloss has no \"wordst\"; did you mean \"wordset\"?"},
      {NULL, NULL}};
  bench *bench = *state;
  for (int i = 0; mistakes[i].front; i++) {
    assert_false(run_script(bench, mistakes[i].front, ""));
    if (strcmp(message_of(bench), mistakes[i].message) != 0) fail_msg("%s\nthe message is: %s", mistakes[i].front,
        message_of(bench));
  }
}

static void a_file_that_is_not_there_is_named_with_the_nearest(void **state) {
  bench *bench = *state;
  write_file(bench, "negators.txt", "not\n");
  assert_false(run_script(bench, "gloss.wordset 'negaters.txt'", ""));
  assert_non_null(strstr(message_of(bench), "no data file \"negaters.txt\"; did you mean \"negators.txt\"? (looked in "));
}

static void a_match_of_a_closed_document_raises(void **state) {
  bench *bench = *state;
  check_runs(state, "local kept\nlocal set = gloss.wordset { 'said' }",
             "if kept then local _ = kept.text end\nkept = set:match(document)");
  assert_false(run_on(bench, "two", TEXT));
  assert_string_equal(gloss_arena_copy(&bench->document->arena, failure_of(bench)->message).data, "this match belongs to a "
                                                            "document that is closed");
}

static void a_walk_does_not_leave_its_place(void **state) {
  static const char *const kinds[] = {"gloss.regex '[a-z]+'", "gloss.wordset { 'ann', 'lee', 'said', 'no', 'bob', 'it' }"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    char front[128];
    snprintf(front, sizeof front, "local words = %s", kinds[i]);
    check_runs(state, front,
               "for first = 1, #document do for last = first, #document do\n"
               "  local step, span = words:matches(document:sub(first, last))\n"
               "  for match in words:matches(document) do\n"
               "    local next = step(span, match)\n"
               "    assert(next == nil or next.index >= first and next.index <= last)\n"
               "  end\n"
               "end end");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(word_sets_find_phrases), TEST(case_is_a_setting), TEST(lexicons_give_weights), TEST(gazetteers_give_entries),
      TEST(fields_keep_their_types), TEST(items_of_jsonl_are_strings_lists_or_objects),
      TEST(regexes_match_whole_tokens), TEST(groups_are_strings), TEST(regexes_take_strings_too), TEST(matches_are_places),
      TEST(resources_are_used_in_setup_and_while_loading), TEST(a_mistake_names_what_is_right),
          TEST(a_mistake_in_a_list_stops_the_loading),
      TEST(a_file_that_is_not_there_is_named_with_the_nearest), TEST(a_match_of_a_closed_document_raises),
      TEST(a_walk_does_not_leave_its_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

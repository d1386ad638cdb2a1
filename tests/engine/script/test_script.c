#include "harness.h"

static void refuses(void **state, const char *source, const char *message) {
  bench *bench = *state;
  assert_null(load_script(bench, source));
  if (strcmp(message_of(bench), message) == 0) return;
  print_message("the message is: %s\n", message_of(bench));
  fail();
}

/* Refuses a script of one line, whose table has those keys and nothing else. */
static void refuses_keys(void **state, const char *keys, const char *message) {
  char source[256], expected[256];
  snprintf(source, sizeof source, "return { %s }", keys);
  snprintf(expected, sizeof expected, "test.lua:1: %s", message);
  refuses(state, source, expected);
}

static void assert_slice(gloss_slice slice, const char *string) {
  if (gloss_slice_is(slice, string)) return;
  print_message("is: %.*s\n", GLOSS_PRINT(slice));
  fail();
}

static void all_keys_are_read(void **state) {
  const gloss_script *script = load_script(*state,
      "return {\n"
      "  about = 'Sums of money', version = '2', tags = { 'news', 'numbers' }, requires = { 'entity', 'quote?' },\n"
      "  provides = { 'readability', money = { currency = 'string', amount = 'number' } },\n"
      "  options = {\n"
      "    size = { default = 3, about = 'how many' },\n"
      "    list = { default = 'a.tsv', file = true },\n"
      "    mode = { default = 'x', choices = { 'x', 'y' } },\n"
      "  },\n"
      "  setup = function() end, document = function() end, sentence = function() end,\n"
      "  tests = { { text = 'It cost $5.', money = { { '$5', amount = 5 } } } },\n"
      "}");
  assert_non_null(script);
  assert_string_equal(script->name, "test");
  assert_slice(script->about, "Sums of money");
  assert_slice(script->version, "2");
  assert_int_equal(script->tag_count, 2);
  assert_slice(script->tags[1], "numbers");
  assert_int_equal(script->require_count, 2);
  assert_slice(script->requires[0].name, "entity");
  assert_false(script->requires[0].optional);
  assert_slice(script->requires[1].name, "quote");
  assert_true(script->requires[1].optional);
  assert_int_equal(script->provide_count, 2);
  assert_slice(script->provides[0].name, "readability");
  assert_int_equal(script->provides[0].field_count, 0);
  assert_slice(script->provides[1].name, "money");
  assert_int_equal(script->provides[1].field_count, 2);
  assert_slice(script->provides[1].fields[0].name, "amount");
  assert_int_equal(script->provides[1].fields[0].type, GLOSS_FIELD_NUMBER);
  assert_int_equal(script->option_count, 3);
  assert_slice(script->options[0].name, "list");
  assert_true(script->options[0].is_file);
  assert_int_equal(script->options[1].choice_count, 2);
  assert_int_equal(script->options[2].standard.integer, 3);
  assert_slice(script->options[2].about, "how many");
  assert_int_equal(script->hooks, GLOSS_HAS_SETUP | GLOSS_HAS_DOCUMENT | GLOSS_HAS_SENTENCE);
}

static void tests_are_data_in_which_a_mixed_table_has_names_only(void **state) {
  const gloss_script *script = load_script(*state, "return { tests = { { text = 'a', money = { 'x', { 'y', type = 't' } } } } }");
  assert_non_null(script);
  assert_int_equal(script->tests.kind, GLOSS_LIST);
  gloss_value money = gloss_map_get(script->tests.items[0], GLOSS_SLICE("money"));
  assert_int_equal(money.kind, GLOSS_LIST);
  assert_int_equal(money.items[1].kind, GLOSS_MAP);
  assert_slice(gloss_value_slice(gloss_map_get(money.items[1], GLOSS_SLICE("1"))), "y");
  refuses(state, "local t = {}\nt[1] = t\nreturn { tests = t }",
          "test.lua: tests: tables are nested more than 100 deep; is one inside itself?");
  refuses_keys(state, "tests = 'none'", "`tests` must be a table, not a string");
}

static void unknown_keys_name_line_and_nearest(void **state) {
  refuses(state, "return {\n  about = 'x',\n  documnt = function() end }",
          "test.lua:3: unknown key \"documnt\"; did you mean \"document\"?");
  refuses(state, "return { 'about' }", "test.lua: the script's table has an entry without a name");
  refuses_keys(state, "options = { size = { default = 1, abuot = 'x' } }",
               "unknown key of an option \"abuot\"; did you mean \"about\"?");
}

static void what_comes_later_says_so(void **state) {
  refuses_keys(state, "fold = {}", "`fold` is not supported yet");
  refuses(state, "return {\nread = function() end }", "test.lua:2: `read` is not supported yet");
  refuses(state, "local gloss = require 'gloss'\nlocal t = gloss.tally {}\nreturn {}",
          "test.lua:2: gloss.tally is not supported yet");
}

static void types_are_checked(void **state) {
  refuses_keys(state, "about = 5", "`about`: a string is wanted, not a number");
  refuses_keys(state, "about = 'two\\nlines'", "`about` must be one line");
  refuses_keys(state, "about = '\\xff'", "`about`: the string is not UTF-8 text");
  refuses_keys(state, "tags = 'news'", "`tags` must be a table, not a string");
  refuses_keys(state, "tags = { a = 'news' }", "`tags` is a list of names, and has no \"a\"");
  refuses_keys(state, "document = 'x'", "`document` must be a function, not a string");
  refuses_keys(state, "requires = { 5 }", "`requires`: a string is wanted, not a number");
}

static void names_are_checked(void **state) {
  refuses_keys(state, "provides = { 'My Layer' }",
               "`provides`: \"My Layer\" is no name: small letters, digits and _, a letter first");
  refuses(state, "return { requires = { '?' } }",
          "test.lua: `requires`: \"\" is no name: small letters, digits and _, a letter first");
  refuses_keys(state, "provides = { 'sentence' }", "`provides`: \"sentence\" is the engine's own");
  refuses_keys(state, "requires = { 'token' }", "`requires`: \"token\" is always there; leave it out");
  refuses(state, "return { provides = { 'tone', tone = {} } }", "test.lua: `provides` has \"tone\" twice");
}

static void fields_are_checked(void **state) {
  refuses_keys(state, "provides = { money = { amount = 'numbr' } }",
               "unknown type of a field \"numbr\"; did you mean \"number\"?");
  refuses_keys(state, "provides = { money = { text = 'string' } }",
               "`provides`: a field cannot be called \"text\", which every annotation has already");
  refuses_keys(state, "provides = { money = { remove = 'string' } }",
               "`provides`: a field cannot be called \"remove\", which every annotation has already");
  refuses_keys(state, "provides = { money = { amount = 5 } }",
               "`provides`: the type of \"amount\" is a string, as in amount = \"number\"");
  refuses_keys(state, "provides = { money = 'number' }", "`money` must be a table, not a string");
}

static void options_are_checked(void **state) {
  refuses_keys(state, "options = { size = {} }", "option \"size\" has no `default`");
  refuses_keys(state, "options = { size = { default = {} } }",
               "option \"size\": the `default` is a string, a number or a boolean, not a table");
  refuses_keys(state, "options = { mode = { default = 'z', choices = { 'x' } } }",
               "option \"mode\": the `default` is not among the `choices`");
  refuses_keys(state, "options = { mode = { default = 'z', choices = { 1 } } }",
               "option \"mode\": a choice has another type than the `default`");
  refuses_keys(state, "options = { size = { default = 5, file = true } }",
               "option \"size\" is a file: its `default` is the name of one");
  refuses_keys(state, "options = { { default = 5 } }", "`options` has an entry without a name");
}

static void what_is_no_script_is_an_error(void **state) {
  bench *bench = *state;
  refuses(state, "local x = 1", "test.lua: a script returns a table, and this file returns nothing");
  refuses(state, "return 5", "test.lua: a script returns a table, and this file returns a number");
  refuses(state, "return {", "test.lua:1: unexpected symbol near <eof>");
  refuses(state, "", "test.lua: a script returns a table, and this file returns nothing");
  refuses(state, "\n\nerror 'at once'", "test.lua:3: at once");
  refuses(state, "x = 1\nreturn {}", "test.lua:1: assignment to the global \"x\": declare it with `local`");
  assert_null(gloss_script_load(&bench->environment, "/nowhere/x.lua", &bench->error));
  assert_string_equal(bench->error.message, "/nowhere/x.lua: No such file or directory");
}

static void bytecode_is_refused(void **state) {
  bench *bench = *state;
  const char *path = write_bytes(bench, "b.lua", GLOSS_SLICE("\x1bLua\x54\x00\x19\x93\r\n\x1a\n"));
  assert_null(gloss_script_load(&bench->environment, path, &bench->error));
  assert_non_null(strstr(message_of(bench), "attempt to load a binary chunk"));
}

static void a_shebang_and_a_byte_order_mark_are_passed_over(void **state) {
  assert_non_null(load_script(*state, "\xef\xbb\xbf#!/usr/bin/gloss\nreturn { about = 'x' }"));
  refuses(state, "#!/usr/bin/gloss\nreturn 5 +", "test.lua:2: unexpected symbol near <eof>");
}

static void modules_are_run_once_and_checked(void **state) {
  bench *bench = *state;
  write_file(bench, "mine.lua", "print 'run'\nreturn { answer = 42 }");
  passes(state, "local a, b = require 'mine', require 'mine'\nassert(a == b and a.answer == 42)");
  assert_string_equal(gloss_buffer_string(&bench->printed), "run\n");
  write_file(bench, "silent.lua", "");
  passes(state, "assert(require 'silent' == true)");
  write_file(bench, "bad.lua", "\ncounter = 1");
  assert_false(run_snippet(bench, "require 'bad'"));
  assert_slice(failure_of(bench)->at, "bad.lua:2");
  passes(state, "assert(not pcall(require, 'bad'))\n"
                "local ok, message = pcall(require, 'bad')\n"
                "assert(message:find 'counter', message)");
}

static void modules_cannot_be_named_by_path(void **state) {
  fails(state, "require '../x'", "a module is named in a script, not a path to it: \"../x\"");
  fails(state, "require '/etc/passwd'", "a module is named in a script, not a path to it: \"/etc/passwd\"");
  fails(state, "require 'a/../../x'", "a module is named in a script, not a path to it: \"a/../../x\"");
  fails(state, "require {}", "bad argument #1 to 'require' (string expected, got table)");
}

static void a_missing_module_names_the_nearest(void **state) {
  bench *bench = *state;
  write_file(bench, "helper.lua", "return {}");
  assert_false(run_snippet(bench, "require 'helpr'"));
  gloss_buffer expected = {0};
  gloss_buffer_print(&expected, "no module \"helpr\"; did you mean \"helper\"? (looked in %s, %s)", bench->folder, GLOSS_SCRIPTS);
  assert_slice(failure_of(bench)->message, gloss_buffer_string(&expected));
  gloss_buffer_free(&expected);
}

static void modules_in_a_circle_are_an_error(void **state) {
  bench *bench = *state;
  write_file(bench, "a.lua", "return require 'b'");
  write_file(bench, "b.lua", "return require 'a'");
  fails(state, "require 'a'",
        "module \"a\" is required while it is being loaded: modules must not require each other in a circle");
  refuses(state, "return require 'test'",
          "test.lua:1: module \"test\" is required while it is being loaded: modules must not require each other in a circle");
}

static void parses(const gloss_option *option, const char *text, const char *message) {
  gloss_arena arena = {0};
  gloss_error error = {0};
  gloss_value value;
  bool done = gloss_option_parse(option, gloss_slice_of(text), &arena, &value, &error);
  assert_string_equal(done ? "" : error.message, message);
  gloss_error_clear(&error);
  gloss_arena_free(&arena);
}

static void options_are_parsed_by_the_type_of_their_default(void **state) {
  const gloss_script *script = load_script(*state, "return { options = {\n"
                                                   "  a_number = { default = 1 },\n"
                                                   "  b_flag = { default = true },\n"
                                                   "  c_mode = { default = 'fast', choices = { 'fast', 'slow' } },\n"
                                                   "  d_size = { default = 1, choices = { 1, 2.5 } },\n"
                                                   "  e_text = { default = '' },\n"
                                                   "} }");
  assert_non_null(script);
  parses(&script->options[0], "2", "");
  parses(&script->options[0], "2.5e3", "");
  parses(&script->options[0], "99999999999999999999", "");
  parses(&script->options[0], "2x", "option \"a_number\" is a number, not \"2x\"");
  parses(&script->options[0], "", "option \"a_number\" is a number, not \"\"");
  parses(&script->options[0], "inf", "option \"a_number\" is a number, not \"inf\"");
  parses(&script->options[1], "true", "");
  parses(&script->options[1], "false", "");
  parses(&script->options[1], "yes", "option \"b_flag\" is true or false, not \"yes\"");
  parses(&script->options[2], "slow", "");
  parses(&script->options[2], "slwo", "option \"c_mode\" has no choice \"slwo\"; did you mean \"slow\"?");
  parses(&script->options[3], "2.5", "");
  parses(&script->options[3], "1.0", "");
  parses(&script->options[3], "2", "option \"d_size\" has no choice \"2\"");
  parses(&script->options[4], "anything", "");
  parses(&script->options[4], "\xff", "option \"e_text\" is text in UTF-8, not \"\xff\"");
}

static gloss_set *load_set(bench *bench, const char *source) {
  return gloss_set_load(&bench->environment, write_file(bench, "news.lua", source), &bench->error);
}

static void a_set_is_a_list_of_expressions(void **state) {
  bench *bench = *state;
  gloss_set *set = load_set(bench, "return { about = 'News', 'structure', 'tag:numbers' }");
  assert_non_null(set);
  assert_slice(set->about, "News");
  assert_int_equal(set->count, 2);
  assert_slice(set->members[1], "tag:numbers");
  gloss_set_free(set);
  assert_null(load_set(bench, "return { abuot = 'x' }"));
  assert_string_equal(message_of(bench), "news.lua: a set has `about` and a list of expressions, and no \"abuot\"");
  assert_null(load_set(bench, "return { 5 }"));
  assert_string_equal(message_of(bench), "news.lua: a set has strings only, and here is a number");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(all_keys_are_read), TEST(tests_are_data_in_which_a_mixed_table_has_names_only),
      TEST(unknown_keys_name_line_and_nearest), TEST(what_comes_later_says_so), TEST(types_are_checked), TEST(names_are_checked),
      TEST(fields_are_checked), TEST(options_are_checked), TEST(what_is_no_script_is_an_error), TEST(bytecode_is_refused),
      TEST(a_shebang_and_a_byte_order_mark_are_passed_over), TEST(modules_are_run_once_and_checked),
      TEST(modules_cannot_be_named_by_path), TEST(a_missing_module_names_the_nearest), TEST(modules_in_a_circle_are_an_error),
      TEST(options_are_parsed_by_the_type_of_their_default), TEST(a_set_is_a_list_of_expressions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

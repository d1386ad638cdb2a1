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

static void about_version_and_tags_are_read(void **state) {
  const gloss_script *script =
      load_script(*state, "return { about = 'Sums of money', version = '2', tags = { 'news', 'numbers' } }");
  assert_non_null(script);
  assert_string_equal(script->name, "test");
  assert_slice(script->about, "Sums of money");
  assert_slice(script->version, "2");
  assert_int_equal(script->tag_count, 2);
  assert_slice(script->tags[0], "news");
  assert_slice(script->tags[1], "numbers");
}

static void a_layer_with_a_question_mark_is_required_if_it_is_there(void **state) {
  const gloss_script *script = load_script(*state, "return { requires = { 'entity', 'quote?' } }");
  assert_non_null(script);
  assert_int_equal(script->require_count, 2);
  assert_slice(script->requires[0].name, "entity");
  assert_false(script->requires[0].optional);
  assert_slice(script->requires[1].name, "quote");
  assert_true(script->requires[1].optional);
}

static void layers_are_provided_with_fields_or_without(void **state) {
  const gloss_script *script =
      load_script(*state, "return { provides = { 'readability', money = { currency = 'string', amount = 'number' } } }");
  assert_non_null(script);
  assert_int_equal(script->provide_count, 2);
  assert_slice(script->provides[0].name, "readability");
  assert_int_equal(script->provides[0].field_count, 0);
  assert_slice(script->provides[1].name, "money");
  assert_int_equal(script->provides[1].field_count, 2);
  assert_slice(script->provides[1].fields[0].name, "amount");
  assert_int_equal(script->provides[1].fields[0].type, GLOSS_FIELD_NUMBER);
  assert_slice(script->provides[1].fields[1].name, "currency");
  assert_int_equal(script->provides[1].fields[1].type, GLOSS_FIELD_STRING);
}

static void options_stand_in_the_order_of_their_names(void **state) {
  const gloss_script *script = load_script(*state, "return { options = {\n"
                                                   "  size = { default = 3, about = 'how many' },\n"
                                                   "  list = { default = 'a.tsv', file = true },\n"
                                                   "  mode = { default = 'x', choices = { 'x', 'y' } },\n"
                                                   "} }");
  assert_non_null(script);
  assert_int_equal(script->option_count, 3);
  assert_slice(script->options[0].name, "list");
  assert_true(script->options[0].is_file);
  assert_slice(script->options[1].name, "mode");
  assert_int_equal(script->options[1].choice_count, 2);
  assert_slice(script->options[2].name, "size");
  assert_int_equal(script->options[2].standard.integer, 3);
  assert_slice(script->options[2].about, "how many");
}

static void hooks_are_noted(void **state) {
  const gloss_script *script =
      load_script(*state, "return { setup = function() end, document = function() end, sentence = function() end }");
  assert_non_null(script);
  assert_int_equal(script->hooks, GLOSS_HAS_SETUP | GLOSS_HAS_DOCUMENT | GLOSS_HAS_SENTENCE);
}

static void tests_become_data(void **state) {
  const gloss_script *script = load_script(*state, "return { tests = { { text = 'a', money = { 'x', { 'y', type = 't' } } } } }");
  assert_non_null(script);
  assert_int_equal(script->tests.kind, GLOSS_LIST);
  gloss_value test = script->tests.items[0], money = gloss_map_get(test, GLOSS_SLICE("money"));
  assert_slice(gloss_value_slice(gloss_map_get(test, GLOSS_SLICE("text"))), "a");
  assert_int_equal(money.kind, GLOSS_LIST);
  assert_slice(gloss_value_slice(money.items[0]), "x");
}

/* What has both, `{ "$5", amount = 5 }`, is a map, in which the first is called "1". */
static void a_table_with_items_and_names_is_a_map(void **state) {
  const gloss_script *script = load_script(*state, "return { tests = { { 'y', type = 't' } } }");
  assert_non_null(script);
  assert_int_equal(script->tests.items[0].kind, GLOSS_MAP);
  assert_slice(gloss_value_slice(gloss_map_get(script->tests.items[0], GLOSS_SLICE("1"))), "y");
  assert_slice(gloss_value_slice(gloss_map_get(script->tests.items[0], GLOSS_SLICE("type"))), "t");
}

static void tests_without_an_end_are_refused(void **state) {
  refuses(state, "local t = {}\nt[1] = t\nreturn { tests = t }",
          "test.lua: tests: tables are nested more than 100 deep; is one inside itself?");
}

static void unknown_keys_name_line_and_nearest(void **state) {
  refuses(state, "return {\n  about = 'x',\n  documnt = function() end }",
          "test.lua:3: unknown key \"documnt\"; did you mean \"document\"?");
  refuses(state, "return { 'about' }", "test.lua: the script's table has an entry without a name");
  refuses_keys(state, "options = { size = { default = 1, abuot = 'x' } }",
               "unknown key of an option \"abuot\"; did you mean \"about\"?");
}

static void what_belongs_to_a_reader_or_a_writer_stands_beside_it(void **state) {
  refuses_keys(state, "endings = { '.awx' }", "`endings` is for a reader, which has `read`");
  refuses_keys(state, "detect = print", "`detect` is for a reader, which has `read`");
  refuses_keys(state, "ending = '.awx'", "`ending` is for a writer, which has `write`");
  refuses_keys(state, "header = 'x'", "`header` and `footer` are for a writer, which has `write`");
  refuses_keys(state, "read = print, endings = { 'awx' }", "`endings`: \"awx\" is not an ending, as \".awx\" is");
  refuses_keys(state, "read = print, document = print",
               "a reader or a writer has no hooks of an analysis; make two scripts of it");
  refuses_keys(state, "write = print, provides = { 'x' }", "`provides`: a writer adds nothing; leave it out");
}

static void a_reader_and_a_writer_are_read(void **state) {
  gloss_script *script = load_script(*state, "return { read = print, detect = print, endings = { '.a', '.b' },\n"
                                             "write = print, ending = '.c', header = 'h', footer = print }");
  assert_true(gloss_script_is_format(script));
  assert_int_equal(script->hooks, GLOSS_HAS_READ | GLOSS_HAS_DETECT | GLOSS_HAS_WRITE | GLOSS_HAS_FOOTER);
  assert_slice(script->endings, ".a .b");
  assert_slice(script->ending, ".c");
  assert_slice(script->header, "h");
}

static void a_fold_has_all_its_parts(void **state) {
  refuses_keys(state, "fold = 1", "`fold` must be a table, not a number");
  refuses_keys(state, "fold = {}", "`fold` has no `columns`");
  refuses_keys(state, "fold = { columns = { 'a' }, init = print, step = print, finish = print }", "`fold` has no `merge`");
  refuses_keys(state, "fold = { stap = print }", "unknown key of `fold` \"stap\"; did you mean \"step\"?");
  refuses_keys(state, "fold = { step = 1 }", "`step` must be a function, not a number");
  refuses_keys(state, "fold = { columns = {} }", "`columns` names no column");
  refuses_keys(state, "fold = { columns = { 'a', 'b', 'a' } }", "`columns` has \"a\" twice");
  refuses_keys(state, "fold = { columns = { 'fold' } }", "`columns`: \"fold\" is where several folds say their name");
}

static void a_tally_that_cannot_be_is_refused_where_it_is_made(void **state) {
  refuses(state, "local gloss = require 'gloss'\nlocal t = gloss.tally {}\nreturn {}",
          "test.lua:2: gloss.tally: needs `rows`, the function that adds them");
  refuses(state, "local gloss = require 'gloss'\nreturn { fold = gloss.tally { summ = {} } }",
          "test.lua:2: gloss.tally: unknown \"summ\"; it takes by, rows, top, sum, mean, min, max, first");
  refuses(state, "local gloss = require 'gloss'\nreturn { fold = gloss.tally { by = { 'a' }, sum = { 'a' }, rows = print } }",
          "test.lua:2: gloss.tally: the column \"a\" is there already");
}

static void a_key_of_another_type_is_refused(void **state) {
  refuses_keys(state, "about = 5", "`about`: a string is expected, not a number");
  refuses_keys(state, "tags = 'news'", "`tags` must be a table, not a string");
  refuses_keys(state, "tags = { a = 'news' }", "`tags` is a list of names, and has no \"a\"");
  refuses_keys(state, "document = 'x'", "`document` must be a function, not a string");
  refuses_keys(state, "requires = { 5 }", "`requires`: a string is expected, not a number");
  refuses_keys(state, "provides = { money = 'number' }", "`money` must be a table, not a string");
  refuses_keys(state, "tests = 'none'", "`tests` must be a table, not a string");
}

static void about_is_one_line_of_utf8(void **state) {
  refuses_keys(state, "about = 'two\\nlines'", "`about` must be one line");
  refuses_keys(state, "about = '\\xff'", "`about`: the string is not UTF-8 text");
}

static void a_layer_is_named_in_small_letters(void **state) {
  refuses_keys(state, "provides = { 'My Layer' }",
               "`provides`: \"My Layer\" is not a name: it has small letters, digits and _, and begins with a letter");
  refuses(state, "return { requires = { '?' } }",
          "test.lua: `requires`: \"\" is not a name: it has small letters, digits and _, and begins with a letter");
}

static void layers_of_the_engine_are_neither_provided_nor_required(void **state) {
  refuses_keys(state, "provides = { 'sentence' }", "`provides`: \"sentence\" is the engine's own");
  refuses_keys(state, "requires = { 'token' }", "`requires`: \"token\" is always there; leave it out");
}

static void a_layer_is_provided_once(void **state) {
  refuses(state, "return { provides = { 'tone', tone = {} } }", "test.lua: `provides` has \"tone\" twice");
}

static void a_field_has_a_known_type(void **state) {
  refuses_keys(state, "provides = { money = { amount = 'numbr' } }",
               "unknown type of a field \"numbr\"; did you mean \"number\"?");
  refuses_keys(state, "provides = { money = { amount = 5 } }",
               "`provides`: the type of \"amount\" is a string, as in amount = \"number\"");
}

static void a_field_is_not_called_what_annotations_have_already(void **state) {
  refuses_keys(state, "provides = { money = { text = 'string' } }",
               "`provides`: a field cannot be called \"text\", which every annotation has already");
  refuses_keys(state, "provides = { money = { remove = 'string' } }",
               "`provides`: a field cannot be called \"remove\", which every annotation has already");
}

static void an_option_has_a_name_and_a_default(void **state) {
  refuses_keys(state, "options = { { default = 5 } }", "`options` has an entry without a name");
  refuses_keys(state, "options = { size = {} }", "option \"size\" has no `default`");
  refuses_keys(state, "options = { size = { default = {} } }",
               "option \"size\": the `default` is a string, a number or a boolean, not a table");
  refuses_keys(state, "options = { size = { default = 5, file = true } }",
               "option \"size\" is a file: its `default` is the name of one");
}

static void the_default_of_an_option_is_among_its_choices(void **state) {
  refuses_keys(state, "options = { mode = { default = 'z', choices = { 'x' } } }",
               "option \"mode\": the `default` is not among the `choices`");
  refuses_keys(state, "options = { mode = { default = 'z', choices = { 1 } } }",
               "option \"mode\": a choice is not of the type of the `default`");
}

static void what_is_no_script_is_an_error(void **state) {
  bench *bench = *state;
  refuses(state, "local x = 1", "test.lua: a script returns a table, but this file returns nothing");
  refuses(state, "return 5", "test.lua: a script returns a table, but this file returns a number");
  refuses(state, "return {", "test.lua:1: unexpected symbol near <eof>");
  refuses(state, "", "test.lua: a script returns a table, but this file returns nothing");
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

static void a_module_is_run_once(void **state) {
  bench *bench = *state;
  write_file(bench, "mine.lua", "print 'run'\nreturn { answer = 42 }");
  passes(state, "local a, b = require 'mine', require 'mine'\nassert(a == b and a.answer == 42)");
  assert_string_equal(gloss_buffer_string(&bench->printed), "run\n");
}

static void a_module_that_returns_nothing_is_true(void **state) {
  write_file(*state, "silent.lua", "");
  passes(state, "assert(require 'silent' == true)");
}

static void a_module_that_fails_is_named_with_its_line_each_time(void **state) {
  bench *bench = *state;
  write_file(bench, "bad.lua", "\ncounter = 1");
  assert_false(run_snippet(bench, "require 'bad'"));
  assert_slice(failure_of(bench)->at, "bad.lua:2");
  assert_slice(failure_of(bench)->message, "assignment to the global \"counter\": declare it with `local`");
  passes(state, "assert(not pcall(require, 'bad'))\n"
                "local ok, message = pcall(require, 'bad')\n"
                "assert(not ok and message:find 'counter', message)");
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

static void refuses_option(const gloss_option *option, const char *text, const char *message) {
  gloss_arena arena = {0};
  gloss_error error = {0};
  gloss_value value;
  assert_false(gloss_option_parse(option, gloss_slice_of(text), &arena, &value, &error));
  assert_string_equal(error.message, message);
  gloss_error_clear(&error);
  gloss_arena_free(&arena);
}

static void parses(const gloss_option *option, const char *text, gloss_value expected) {
  gloss_arena arena = {0};
  gloss_error error = {0};
  gloss_value value;
  if (!gloss_option_parse(option, gloss_slice_of(text), &arena, &value, &error)) fail_msg("%s", error.message);
  if (!gloss_value_equal(value, expected)) fail_msg("\"%s\" is read as something else", text);
  gloss_arena_free(&arena);
}

static gloss_value number(double number) {
  return (gloss_value){.kind = GLOSS_NUMBER, .number = number};
}

static gloss_value boolean(bool boolean) {
  return (gloss_value){.kind = GLOSS_BOOLEAN, .boolean = boolean};
}

static const gloss_option *load_option(void **state, const char *option) {
  char source[128];
  snprintf(source, sizeof source, "return { options = { it = { %s } } }", option);
  const gloss_script *script = load_script(*state, source);
  assert_non_null(script);
  return script->options;
}

static void an_option_is_parsed_by_the_type_of_its_default(void **state) {
  const gloss_option *option = load_option(state, "default = 1");
  parses(option, "2", (gloss_value){.kind = GLOSS_INTEGER, .integer = 2});
  parses(option, "2.5e3", number(2500));
  parses(option, "99999999999999999999", number(1e20));
  option = load_option(state, "default = true");
  parses(option, "true", boolean(true));
  parses(option, "false", boolean(false));
  option = load_option(state, "default = ''");
  parses(option, "12", gloss_value_string(GLOSS_SLICE("12")));
}

static void an_option_of_another_type_is_refused(void **state) {
  const gloss_option *option = load_option(state, "default = 1");
  refuses_option(option, "2x", "option \"it\" is a number, not \"2x\"");
  refuses_option(option, "", "option \"it\" is a number, not \"\"");
  refuses_option(option, "inf", "option \"it\" is a number, not \"inf\"");
  refuses_option(load_option(state, "default = true"), "yes", "option \"it\" is true or false, not \"yes\"");
  refuses_option(load_option(state, "default = ''"), "\xff", "option \"it\" is text in UTF-8, not \"\xff\"");
}

static void an_option_with_choices_has_one_of_them(void **state) {
  const gloss_option *option = load_option(state, "default = 'fast', choices = { 'fast', 'slow' }");
  parses(option, "slow", gloss_value_string(GLOSS_SLICE("slow")));
  refuses_option(option, "slwo", "option \"it\" has no choice \"slwo\"; did you mean \"slow\"?");
  option = load_option(state, "default = 1, choices = { 1, 2.5 }");
  parses(option, "2.5", number(2.5));
  parses(option, "1.0", number(1));
  refuses_option(option, "2", "option \"it\" has no choice \"2\"");
}

static gloss_set *load_set(bench *bench, const char *source) {
  return gloss_set_load(&bench->environment, write_file(bench, "news.lua", source), &bench->error);
}

static void a_set_is_a_list_of_expressions(void **state) {
  gloss_set *set = load_set(*state, "return { about = 'News', 'structure', 'tag:numbers' }");
  assert_non_null(set);
  assert_slice(set->about, "News");
  assert_int_equal(set->count, 2);
  assert_slice(set->members[0], "structure");
  assert_slice(set->members[1], "tag:numbers");
  gloss_set_free(set);
}

static void a_set_has_nothing_else(void **state) {
  bench *bench = *state;
  assert_null(load_set(bench, "return { abuot = 'x' }"));
  assert_string_equal(message_of(bench), "news.lua: a set has `about` and a list of expressions, but no \"abuot\"");
  assert_null(load_set(bench, "return { 5 }"));
  assert_string_equal(message_of(bench), "news.lua: a set holds only strings; this is a number");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(about_version_and_tags_are_read), TEST(a_layer_with_a_question_mark_is_required_if_it_is_there),
      TEST(layers_are_provided_with_fields_or_without), TEST(options_stand_in_the_order_of_their_names), TEST(hooks_are_noted),
      TEST(tests_become_data), TEST(a_table_with_items_and_names_is_a_map), TEST(tests_without_an_end_are_refused),
      TEST(unknown_keys_name_line_and_nearest), TEST(what_belongs_to_a_reader_or_a_writer_stands_beside_it),
      TEST(a_reader_and_a_writer_are_read), TEST(a_fold_has_all_its_parts),
      TEST(a_tally_that_cannot_be_is_refused_where_it_is_made), TEST(a_key_of_another_type_is_refused),
      TEST(about_is_one_line_of_utf8), TEST(a_layer_is_named_in_small_letters),
      TEST(layers_of_the_engine_are_neither_provided_nor_required), TEST(a_layer_is_provided_once), TEST(a_field_has_a_known_type),
      TEST(a_field_is_not_called_what_annotations_have_already), TEST(an_option_has_a_name_and_a_default),
      TEST(the_default_of_an_option_is_among_its_choices), TEST(what_is_no_script_is_an_error), TEST(bytecode_is_refused),
      TEST(a_shebang_and_a_byte_order_mark_are_passed_over), TEST(a_module_is_run_once),
      TEST(a_module_that_returns_nothing_is_true), TEST(a_module_that_fails_is_named_with_its_line_each_time),
      TEST(modules_cannot_be_named_by_path), TEST(a_missing_module_names_the_nearest), TEST(modules_in_a_circle_are_an_error),
      TEST(an_option_is_parsed_by_the_type_of_its_default), TEST(an_option_of_another_type_is_refused),
      TEST(an_option_with_choices_has_one_of_them), TEST(a_set_is_a_list_of_expressions), TEST(a_set_has_nothing_else),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

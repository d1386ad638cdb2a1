#include "annotated.h"

static void hooks_see_the_document_then_its_blocks_with_their_sentences(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, "return {\n"
                                    "  document = function(d) print('D', d.id) end,\n"
                                    "  block = function(b) print('B', b[1].text) end,\n"
                                    "  sentence = function(s) print('S', s.text) end,\n"
                                    "}"));
  assert_true(run_on(bench, "one", TEXT));
  assert_string_equal(gloss_buffer_string(&bench->printed), "D\tone\n"
                                                            "B\tAnn\n"
                                                            "S\tAnn Lee said no .\n"
                                                            "S\tBob went home .\n"
                                                            "B\tIt\n"
                                                            "S\tIt rained .\n");
}

static void a_script_may_have_no_hooks(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, "return { provides = { 'mark' } }"));
  assert_true(run_on(bench, "one", TEXT));
  assert_int_equal(bench->document->failure_count, 0);
  assert_int_equal(bench->document->layers[0].count, 0);
}

static gloss_value options_of(gloss_pair *pairs) {
  pairs[0] = (gloss_pair){GLOSS_SLICE("currency"), gloss_value_string(GLOSS_SLICE("EUR"))};
  pairs[1] = (gloss_pair){GLOSS_SLICE("size"), {.kind = GLOSS_INTEGER, .integer = 3}};
  return gloss_map_of(pairs, 2);
}

static bool run_with_options(bench *bench, const char *body) {
  gloss_buffer source = {0};
  gloss_pair pairs[2];
  gloss_buffer_print(&source, "return {\n"
                              "  options = { currency = { default = 'USD' }, size = { default = 1 } },\n"
                              "  setup = function(options) assert(options.size == 3) end,\n"
                              "  document = function(document, options)\n%s\nend }", body);
  assert_non_null(load_script(bench, gloss_buffer_string(&source)));
  gloss_buffer_free(&source);
  open_layers(bench);
  bench->state = gloss_state_new(&bench->environment, bench->script, options_of(pairs), bench->schema, 0, NULL, &bench->error);
  assert_non_null(bench->state);
  return run_on(bench, "one", TEXT);
}

static void fails_with_options(void **state, const char *body, const char *message) {
  bench *bench = *state;
  assert_false(run_with_options(bench, body));
  assert_string_equal(failure_of(bench)->message.data, message);
}

static void options_are_what_was_given(void **state) {
  assert_true(run_with_options(*state, "assert(options.currency == 'EUR')\n"
                                       "local n = ''\n"
                                       "for k, v in pairs(options) do n = n .. k .. v end\n"
                                       "assert(n == 'currencyEURsize3')"));
}

static void an_unknown_option_is_named_with_the_nearest(void **state) {
  fails_with_options(state, "return options.curency", "no option \"curency\"; did you mean \"currency\"?");
  fails_with_options(state, "return options[1]", "no option \"1\"");
  fails_with_options(state, "return options[{}]", "no option \"table\"");
}

static void options_are_read_only(void **state) {
  fails_with_options(state, "options.size = 4", "\"size\" cannot be set: the table is read-only");
  assert_true(run_with_options(*state, "assert(getmetatable(options) == false)"));
}

static void a_failure_says_where_what_and_how(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, "local function weigh(x)\n"
                                    "  return x.y.z\n"
                                    "end\n"
                                    "local function walk()\n"
                                    "  local w = weigh {}\n"
                                    "  return w\n"
                                    "end\n"
                                    "return { document = function()\n"
                                    "  walk()\n"
                                    "end }"));
  assert_false(run_on(bench, "one", TEXT));
  const gloss_failure *failure = failure_of(bench);
  assert_true(gloss_slice_is(failure->script, "test"));
  assert_true(gloss_slice_is(failure->at, "test.lua:2"));
  assert_true(gloss_slice_is(failure->message, "attempt to index a nil value (field 'y')"));
  assert_true(gloss_slice_is(failure->traceback, "test.lua:2: in weigh\ntest.lua:5: in walk\ntest.lua:9: in document"));
}

static void the_next_document_runs_after_a_failure(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, "return { document = function(d) if d.id == 'bad' then error 'no' end print(d.id) end }"));
  assert_false(run_on(bench, "bad", TEXT));
  assert_true(run_on(bench, "good", TEXT));
  assert_string_equal(gloss_buffer_string(&bench->printed), "good\n");
}

static void anything_can_be_raised(void **state) {
  fails(state, "error('no', 0)", "no");
  fails(state, "error 'plain'", "plain");
  fails(state, "error(nil)", "error value is a nil");
  fails(state, "error {}", "error value is a table");
  fails(state, "error(12)", "12");
  fails(state, "error(true)", "error value is a boolean");
  fails(state, "error(setmetatable({}, { __tostring = function() return 'my own' end }))", "my own");
  fails(state, "error(setmetatable({}, { __tostring = function() error 'again' end }))", "error value is a table");
  fails(state, "error(setmetatable({}, { __tostring = function() return {} end }))", "error value is a table");
  fails(state, "error '\\xff!'", "\xef\xbf\xbd!");
}

static void the_place_is_where_it_began(void **state) {
  bench *bench = *state;
  assert_false(run_snippet(bench, "local co = coroutine.wrap(function()\n  error 'inside'\nend)\nco()"));
  assert_true(gloss_slice_is(failure_of(bench)->at, "test.lua:4"));
  assert_true(gloss_slice_is(failure_of(bench)->message, "inside"));
  assert_false(run_snippet(bench, "local ok, message = pcall(function()\n  error 'caught'\nend)\nerror(message, 0)"));
  assert_true(gloss_slice_is(failure_of(bench)->at, "test.lua:4"));
}

static void a_document_is_over_when_its_hook_is(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, "local kept\n"
                                    "return { document = function(d) if kept then return kept.text end kept = d[1] end }"));
  assert_true(run_on(bench, "one", TEXT));
  assert_false(run_on(bench, "two", TEXT));
  assert_non_null(strstr(failure_of(bench)->message.data, "closed"));
}

static void endless_recursion_is_an_error(void **state) {
  bench *bench = *state;
  assert_false(run_snippet(bench, "local function down(n) return 1 + down(n + 1) end\ndown(1)"));
  assert_true(gloss_slice_starts_with(failure_of(bench)->message, GLOSS_SLICE("stack overflow")));
  assert_true(failure_of(bench)->traceback.size < 1000);
}

/* Where Lua goes down in C, its depth is bounded too. */
static void endless_recursion_through_c_is_an_error(void **state) {
  fails(state, "local t = setmetatable({}, { __index = function(t, k) return t[k .. 'x'] end })\nreturn t.x", "C stack overflow");
  fails(state, "local function nest() local ok, message = pcall(nest) if not ok then error(message, 0) end end\nnest()",
        "C stack overflow");
  fails(state, "local function deep() coroutine.wrap(deep)() end\ndeep()", "C stack overflow");
}

static void a_handler_that_fails_is_handled_no_further(void **state) {
  passes(state, "local function down() down() end\n"
                "local ok, message = xpcall(down, function() down() end)\n"
                "assert(not ok and message == 'error in error handling', message)");
  passes(state, "local function handle() return xpcall(error, handle) end\n"
                "assert(handle() == false)");
}

static void what_is_too_deep_or_too_large_for_c_is_an_error(void **state) {
  fails(state, "local t = {}\nfor i = 1, 1e6 do t = { t } end\ngloss.encode('json', t)",
        "the value: tables are nested more than 100 deep; is one inside itself?");
  fails(state, "return ('x'):rep(300000):match(('(.-'):rep(40))", "too many captures");
  fails(state, "return ('x'):rep(300000):match(('x?'):rep(300000))", "pattern too complex");
}

static void running_out_of_memory_discards_the_state(void **state) {
  bench *bench = *state;
  bench->environment.memory_cap = 8 << 20;
  assert_non_null(load_state(bench, "local count = 0\n"
                                    "return { document = function(d)\n"
                                    "  count = count + 1\n"
                                    "  if d.id ~= 'big' then return print(count) end\n"
                                    "  local t = {}\n"
                                    "  for i = 1, 1e8 do t[i] = i .. '' end\n"
                                    "end }"));
  assert_true(run_on(bench, "one", TEXT));
  assert_false(run_on(bench, "big", TEXT));
  assert_true(gloss_slice_is(failure_of(bench)->message, "out of memory: a script may hold 8 MB"));
  assert_true(run_on(bench, "two", TEXT));
  assert_string_equal(gloss_buffer_string(&bench->printed), "1\n1\n");
}

static void running_out_of_memory_cannot_be_caught(void **state) {
  bench *bench = *state;
  bench->environment.memory_cap = 8 << 20;
  const char *message = "out of memory: a script may hold 8 MB";
  fails(state, "pcall(function() local t = {} for i = 1, 1e8 do t[i] = i .. '' end end)", message);
  fails(state, "coroutine.resume(coroutine.create(function() local t = {} for i = 1, 1e8 do t[i] = i .. '' end end))", message);
  fails(state, "local s = 'x' while true do s = s .. s end", message);
  fails(state, "local t = {} for i = 1, 100 do t[i] = ('x'):rep(1e6) end\nreturn table.concat(t)", message);
  passes(state, "for i = 1, 100 do local s = ('x'):rep(1e6) .. i end");
}

static void what_c_takes_for_a_script_counts_whatever_it_is_taken_for(void **state) {
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
    if (!gloss_slice_is(is, "out of memory: a script may hold 4 MB"))
      fail_msg("%s\nthe message is: %.*s", loops[i], GLOSS_PRINT(is));
    assert_true(run_on(bench, "two", TEXT));
  }
}

static void a_cap_too_small_to_begin_is_an_error(void **state) {
  bench *bench = *state;
  for (size_t cap = 1; cap < 200000; cap = cap * 3 / 2 + 1) {
    bench->environment.memory_cap = cap;
    if (load_script(bench, "return {}")) break;
    assert_non_null(bench->error.message);
  }
  assert_non_null(bench->script);
}

/* Every allocation fails once, one after the other: nothing leaks and nothing crashes (run with the sanitizers). */
static void memory_may_end_anywhere(void **state) {
  bench *bench = *state;
  const char *source = "local gloss = require 'gloss'\n"
                       "return { document = function(d)\n"
                       "  local t = {}\n"
                       "  for i = 1, 50 do t[i] = { d[1].text, i } end\n"
                       "  table.sort(t, function(a, b) return a[2] > b[2] end)\n"
                       "  for k, v in pairs(t) do tostring(v[1]) end\n"
                       "  local s = gloss.encode('json', t)\n"
                       "  assert(#gloss.decode('json', s) == 50)\n"
                       "  print(s:upper(), ('%s'):format('x'):rep(9))\n"
                       "end }";
  for (size_t cap = 60000; cap < 200000; cap += 331) {
    bench->environment.memory_cap = cap;
    if (load_state(bench, source)) run_on(bench, "one", TEXT);
  }
  assert_int_equal(bench->document->failure_count, 0);
}

static void a_hook_cannot_yield(void **state) {
  fails(state, "coroutine.yield()", "attempt to yield from outside a coroutine");
  passes(state, "local co = coroutine.wrap(function()\n"
                "  for token in document:tokens() do coroutine.yield(token.text) end\n"
                "end)\n"
                "assert(co() == 'Ann' and co() == 'Lee')");
}

static void generations_wrap_into_a_new_state(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, "local count = 0\n"
                                    "return { document = function()\n"
                                    "  count = count + 1\n"
                                    "  if count <= 2 then print(count) end\n"
                                    "end }"));
  assert_true(run_on(bench, "one", "a"));
  for (int i = 0; i < (1 << 18) + 1; i++) assert_true(gloss_state_run(bench->state, bench->document));
  assert_string_equal(gloss_buffer_string(&bench->printed), "1\n2\n1\n2\n");
}

static void a_changed_file_is_noticed(void **state) {
  bench *bench = *state;
  gloss_value options = {0};
  assert_non_null(load_script(bench, "return { document = function() end }"));
  write_file(bench, "test.lua", "return {}");
  open_layers(bench);
  assert_null(gloss_state_new(&bench->environment, bench->script, options, bench->schema, 0, NULL, &bench->error));
  assert_string_equal(message_of(bench), "test.lua: the file has changed since it was first read");
}

static void a_failing_setup_is_an_error(void **state) {
  bench *bench = *state;
  assert_null(load_state(bench, "return {\n  setup = function() error 'no data' end }"));
  assert_string_equal(message_of(bench), "test.lua:2: no data");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(hooks_see_the_document_then_its_blocks_with_their_sentences), TEST(a_script_may_have_no_hooks),
      TEST(options_are_what_was_given), TEST(an_unknown_option_is_named_with_the_nearest), TEST(options_are_read_only),
      TEST(a_failure_says_where_what_and_how), TEST(the_next_document_runs_after_a_failure), TEST(anything_can_be_raised),
      TEST(the_place_is_where_it_began), TEST(a_document_is_over_when_its_hook_is), TEST(endless_recursion_is_an_error),
      TEST(endless_recursion_through_c_is_an_error), TEST(a_handler_that_fails_is_handled_no_further),
      TEST(what_is_too_deep_or_too_large_for_c_is_an_error), TEST(running_out_of_memory_discards_the_state),
      TEST(running_out_of_memory_cannot_be_caught), TEST(what_c_takes_for_a_script_counts_whatever_it_is_taken_for),
      TEST(a_cap_too_small_to_begin_is_an_error), TEST(memory_may_end_anywhere), TEST(a_hook_cannot_yield),
      TEST(generations_wrap_into_a_new_state), TEST(a_changed_file_is_noticed), TEST(a_failing_setup_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

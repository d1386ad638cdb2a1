#include "harness.h"

static void what_reaches_outside_is_not_there(void **state) {
  fails(state, "io.write('x')",
        "\"io\" is not available in the sandbox; with grants = { \"read files\" } a script may be given io.open and io.lines");
  fails(state, "os.exit(1)",
        "\"os\" is not available in the sandbox; with grants = { \"clock\" } a script may be given os.time, os.date and os.clock");
  fails(state, "return load", "\"load\" is not available in the sandbox");
  fails(state, "debug.getinfo(1)", "\"debug\" is not available in the sandbox");
  fails(state, "collectgarbage()", "\"collectgarbage\" is not available in the sandbox");
  passes(state, "local gone = { 'io', 'os', 'debug', 'package', 'load', 'loadfile', 'dofile', 'collectgarbage', 'warn' }\n"
                "for _, name in ipairs(gone) do assert(rawget(_G, name) == nil, name) end\n"
                "assert(string.dump == nil)");
}

static void the_sandbox_can_be_lifted(void **state) {
  bench *bench = *state;
  bench->environment.trust = true;
  passes(state, "assert(io.open and os.time and debug.traceback and load)");
  passes(state, "assert(tostring({}) == 'table')");
  fails(state, "count = 1", "assignment to the global \"count\": declare it with `local`");
}

static void an_unknown_global_names_the_nearest(void **state) {
  fails(state, "docment:blocks()", "unknown global \"docment\"; did you mean \"document\"?");
  fails(state, "pritn(1)", "unknown global \"pritn\"; did you mean \"print\"?");
  fails(state, "glos.fold('x')", "unknown global \"glos\"; did you mean \"gloss\"?");
  fails(state, "return names", "unknown global \"names\": it is a module; write `local names = require \"names\"`");
  fails(state, "return zzqqxx", "unknown global \"zzqqxx\"");
  fails(state, "return _G[1]", "unknown global \"1\"");
}

static void a_global_cannot_be_assigned(void **state) {
  fails(state, "total = 0", "assignment to the global \"total\": declare it with `local`");
  fails(state, "local count = 0\ncuont = count + 1",
        "assignment to the global \"cuont\": declare it with `local`; did you mean \"count\"?");
}

static void pairs_visits_in_order(void **state) {
  passes(state, "local t = { b = 1, a = 2, [3] = 3, [1] = 4, [2.5] = 5, [-1] = 6, [true] = 7, [false] = 8, ['a\\0'] = 9 }\n"
                "local seen = {}\n"
                "for k, v in pairs(t) do seen[#seen + 1] = tostring(k) .. '=' .. v end\n"
                "local order = table.concat(seen, ' ')\n"
                "assert(order == '-1=6 1=4 2.5=5 3=3 a=2 a\\0=9 b=1 false=8 true=7', order)");
  passes(state, "local t = { [math.huge] = 1, [-math.huge] = 2, [math.maxinteger] = 3, [math.mininteger] = 4 }\n"
                "local order = {}\n"
                "for _, v in pairs(t) do order[#order + 1] = v end\n"
                "assert(table.concat(order) == '2431')");
}

static void pairs_visits_places_in_text_order(void **state) {
  passes(state, "local set, seen = {}, {}\n"
                "for i = #document, 1, -1 do set[document[i]] = true end\n"
                "for token in pairs(set) do seen[#seen + 1] = token.text end\n"
                "assert(table.concat(seen, ' ') == 'Ann Lee said no . Bob went home . It rained .')");
}

static void pairs_visits_what_was_there_and_is_still(void **state) {
  passes(state, "local t, seen = { a = 1, b = 2, c = 3 }, ''\n"
                "for k in pairs(t) do seen = seen .. k; t.b = nil; t.d = 4 end\nassert(seen == 'ac')");
}

static void a_key_without_order_raises(void **state) {
  fails(state, "for _ in pairs { [{}] = 1 } do end", "a table as a key has no order; iterate a list");
  fails(state, "for _ in pairs { [print] = 1 } do end", "a function as a key has no order; iterate a list");
}

static void pairs_honours_its_metamethod(void **state) {
  passes(state, "local t = setmetatable({}, { __pairs = function() return function(_, k) if not k then return 1, 2 end end end })\n"
                "for k, v in pairs(t) do assert(k == 1 and v == 2) end");
  fails(state, "for _ in pairs(nil) do end", "bad argument #1 to 'pairs' (table expected, got nil)");
}

static void next_tells_whether_there_is_anything(void **state) {
  passes(state, "assert(next {} == nil)\nlocal k, v = next { b = 1, a = 2 }\nassert(k == 'a' and v == 2)");
  fails(state, "next({ 1 }, 1)", "next(t, key) has no order; use pairs(t)");
}

static void nothing_shows_an_address(void **state) {
  passes(state, "assert(tostring {} == 'table' and tostring(print) == 'function')\n"
                "assert(tostring(coroutine.create(print)) == 'thread')\n"
                "assert(('%s|%10s|%%|%s'):format({}, 'x', print) == 'table|         x|%|function')\n"
                "assert(tostring(nil) == 'nil' and tostring(1.5) == '1.5' and tostring(true) == 'true')\n"
                "assert(tostring(setmetatable({}, { __tostring = function() return 'mine' end })) == 'mine')");
  fails(state, "return ('%p'):format({})", "\"%p\" is not available: addresses differ from run to run");
  fails(state, "return ('\\0%p'):format({})", "\"%p\" is not available: addresses differ from run to run");
  passes(state, "assert(('\\0%s'):format({}) == '\\0table' and ('a%%\\0'):format() == 'a%\\0')");
  fails(state, "return ('%-20p'):format({})", "\"%p\" is not available: addresses differ from run to run");
  fails(state, "return ('%'):format(1)", "invalid conversion '%' to 'format'");
  fails(state, "return ('%d'):format('x')", "bad argument #2 to 'string.format' (number expected, got string)");
}

static void print_gives_a_line_at_a_time(void **state) {
  bench *bench = *state;
  passes(state, "print('a', 1, {}, nil)\nprint()\nprint('two\\nlines')");
  assert_string_equal(gloss_buffer_string(&bench->printed), "a\t1\ttable\tnil\n\ntwo\nlines\n");
}

static void case_is_that_of_unicode(void **state) {
  passes(state, "assert(('ÀÉÎ Straße'):lower() == 'àéî straße' and ('àéî'):upper() == 'ÀÉÎ')\n"
                "assert(string.lower('ABC') == 'abc' and ('Z\\xff'):lower() == 'z\\xff' and (''):lower() == '')");
}

static void a_table_cannot_be_made_weak_later(void **state) {
  passes(state, "for _, first in ipairs { '_', '\\1', '\\2', '\\3', '\\4' } do\n"
                "  local meta = {}\n"
                "  local t = setmetatable({}, meta)\n"
                "  meta[first .. '_mode'], t[1], t[{}] = 'kv', {}, {}\n"
                "  assert(getmetatable(t)[first .. '_mode'] == 'kv')\n"
                "  for i = 1, 100000 do local garbage = { i } end\n"
                "  assert(t[1])\n"
                "end");
  passes(state, "local meta, ran = {}, false\n"
                "setmetatable({}, meta)\n"
                "meta.__gc = function() ran = true end\n"
                "for i = 1, 100000 do local garbage = { i } end\n"
                "assert(not ran)");
}

static void what_a_collector_decides_is_refused(void **state) {
  fails(state, "setmetatable({}, { __gc = function() end })",
        "\"__gc\" is not available: it would depend on when memory is collected");
  fails(state, "setmetatable({}, { __mode = 'k' })",
        "\"__mode\" is not available: it would depend on when memory is collected");
  passes(state, "local t = setmetatable({}, { __index = { x = 1 } })\nassert(t.x == 1 and getmetatable(t).__index.x == 1)");
  fails(state, "setmetatable(setmetatable({}, { __metatable = false }), {})", "cannot change a protected metatable");
}

static void random_numbers_follow_the_document(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, "return { document = function() print(math.random(1000000), math.random(1000000)) end }"));
  assert_true(run_on(bench, "one", TEXT));
  gloss_buffer first = {0};
  gloss_buffer_add(&first, gloss_buffer_slice(&bench->printed));
  gloss_buffer_clear(&bench->printed);
  assert_true(run_on(bench, "two", TEXT));
  assert_false(gloss_slice_equal(gloss_buffer_slice(&first), gloss_buffer_slice(&bench->printed)));
  gloss_buffer_clear(&bench->printed);
  assert_true(run_on(bench, "one", TEXT));
  assert_true(gloss_slice_equal(gloss_buffer_slice(&first), gloss_buffer_slice(&bench->printed)));
  gloss_buffer_free(&first);
  fails(state, "math.randomseed(1)", "math.random is seeded by the id of each document, so that every run gives the same numbers");
}

static void the_metatable_of_strings_is_hidden(void **state) {
  passes(state, "assert(getmetatable('') == false and getmetatable(_G) == false)");
  fails(state, "getmetatable('').__index = nil", "attempt to index a boolean value");
  fails(state, "setmetatable(_G, {})", "cannot change a protected metatable");
}

static void a_poisoned_library_stays_in_its_state(void **state) {
  passes(state, "string.format, string.rep, table.sort = nil, nil, nil\nrawset(_G, 'pairs', nil)");
  passes(state, "assert(string.format('%d', 1) == '1' and table.sort and pairs)");
}

static void a_repetition_is_bounded(void **state) {
  fails(state, "return ('x'):rep(1 << 40)", "the repeated string does not fit into the 256 MB of a script");
  fails(state, "return ('x'):rep(math.maxinteger, 'yyyy')", "the repeated string does not fit into the 256 MB of a script");
  passes(state, "assert(('ab'):rep(3, ',') == 'ab,ab,ab')\n"
                "assert(('x'):rep(-1) == '' and ('x'):rep(0) == '' and #('x'):rep(1000) == 1000)");
}

static void sort_is_stable(void **state) {
  passes(state, "local t = {}\nfor i = 1, 1000 do t[i] = { key = i * 7919 % 10, i = i } end\n"
                "table.sort(t, function(a, b) return a.key < b.key end)\n"
                "for i = 2, 1000 do assert(t[i - 1].key < t[i].key or t[i - 1].key == t[i].key and t[i - 1].i < t[i].i) end");
  passes(state, "local t = { 3, 1, 2.5, -1 }\ntable.sort(t)\nassert(table.concat(t, ' ') == '-1 1 2.5 3')\n"
                "t = { 'b', 'a', 'c' }\ntable.sort(t)\nassert(table.concat(t) == 'abc')\ntable.sort {}\ntable.sort { 1 }");
}

static void sort_survives_its_comparison(void **state) {
  passes(state, "local t = {}\nfor i = 1, 100 do t[i] = i * 37 % 101 end\n"
                "table.sort(t, function() return true end)\n"
                "local sum = 0\n"
                "for _, v in ipairs(t) do sum = sum + v end\n"
                "assert(#t == 100 and sum == 5050)");
  passes(state, "local t = { 3, 2, 1 }\n"
                "assert(not pcall(table.sort, t, function() error 'x' end))\n"
                "assert(table.concat(t) == '321')");
  passes(state, "local t = { 3, 2, 1 }\n"
                "table.sort(t, function(a, b) t[1] = nil; return a < b end)\n"
                "assert(table.concat(t) == '123')");
  fails(state, "table.sort { 1, 'x' }", "attempt to compare string with number");
  fails(state, "table.sort({ 2, 1 }, 5)", "bad argument #2 to 'sort' (function expected, got number)");
  fails(state, "table.sort(setmetatable({}, { __len = function() return 1 << 40 end }))",
        "bad argument #1 to 'sort' (too many items)");
}

static void a_sort_can_yield_to_nobody(void **state) {
  fails(state, "coroutine.wrap(function() table.sort({ 2, 1 }, coroutine.yield) end)()",
        "attempt to yield across a C-call boundary");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_reaches_outside_is_not_there), TEST(the_sandbox_can_be_lifted), TEST(an_unknown_global_names_the_nearest),
      TEST(a_global_cannot_be_assigned), TEST(pairs_visits_in_order), TEST(pairs_visits_places_in_text_order),
      TEST(pairs_visits_what_was_there_and_is_still), TEST(a_key_without_order_raises), TEST(pairs_honours_its_metamethod),
      TEST(next_tells_whether_there_is_anything), TEST(nothing_shows_an_address), TEST(print_gives_a_line_at_a_time),
      TEST(case_is_that_of_unicode), TEST(what_a_collector_decides_is_refused),
      TEST(a_table_cannot_be_made_weak_later), TEST(random_numbers_follow_the_document),
      TEST(the_metatable_of_strings_is_hidden), TEST(a_poisoned_library_stays_in_its_state), TEST(a_repetition_is_bounded),
      TEST(sort_is_stable), TEST(sort_survives_its_comparison), TEST(a_sort_can_yield_to_nobody),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

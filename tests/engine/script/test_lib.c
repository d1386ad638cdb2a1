#include "harness.h"

static int open_english(void **state) {
  open_bench(state);
  bench *bench = *state;
  gloss_language_free(bench->language);
  bench->language = gloss_language_new("en", GLOSS_SCRIPTS "/lang/en", &bench->error);
  assert_non_null(bench->language);
  bench->environment.language = bench->language;
  return 0;
}

#define ENGLISH(name) cmocka_unit_test_setup_teardown(name, open_english, close_bench)

/* In Lua: a text is that value, as the expression has it. */
#define IS(expression) "local function is(text, value)\n" \
                       "  local got = " expression "\n" \
                       "  assert(got == value, text .. ': ' .. tostring(got))\n" \
                       "end\n"

static void numbers_are_read_as_they_are_written(void **state) {
  passes(state, "local parse = require 'number'.parse\n" IS("parse(text)")
                "is('5', 5) is('zero', 0) is('5 million', 5e6) is('5 bn', 5e9) is('3.5bn', 3.5e9) is('10k', 10000)\n"
                "is('1,200', 1200) is('1,234,567.5', 1234567.5) is('.5', 0.5)\n"
                "is('fifty-one', 51) is('fifty one', 51) is('one hundred and five', 105) is('two hundred thousand', 2e5)\n"
                "is('Half a dozen', 6) is('two dozen', 24) is('half a million', 5e5) is('a million', 1e6)\n"
                "is('two and a half million', 2.5e6) is('one million two hundred thousand', 1.2e6)\n"
                "is('12%', 12) is('12 percent', 12) is('12 per cent', 12) is('-5', -5) is('−5', -5)\n"
                "is('1/2', 0.5) is('2½', 2.5) is('½', 0.5)\n"
                "assert(math.type(parse '5 million') == 'integer')\n"
                "is('', nil) is('word', nil) is('a', nil) is('k', nil) is('5 apples', nil) is('1,2', nil) is('1,2345', nil)\n"
                "is('1.2.3', nil) is('1/0', nil) is('1e5', nil) is('0x10', nil)");
}

static void decimals_are_scaled_as_they_are_written(void **state) {
  passes(state, "local parse = require 'number'.parse\n" IS("parse(text)")
                "is('4.1 million', 4100000) is('1.1 dozen', 13.2) is('0.57 thousand', 570) is('8.2bn', 8200000000)\n"
                "is('9.99999999999999 trillion', 9999999999999.99) is('12345678901234567', 12345678901234567)\n"
                "is('2½ million', 2500000) is('3.3 lakh crore', 3300000000000) is('99999999999999999999', 1e20)\n"
                "for i = 1, 9999 do is(('%d.%03d million'):format(i // 1000, i % 1000), i * 1000) end\n"
                "assert(math.type(parse '4.1 million') == 'integer')\n"
                "is(('9'):rep(400), nil) is('0.' .. ('0'):rep(400), 0)");
}

static void sums_of_money_are_numbers(void **state) {
  passes(state, "local parse = require 'number'.parse\n" IS("parse(text)")
                "is('$2.3bn', 2300000000) is('$1.25bn', 1250000000) is('$500-million', 500000000) is('£3m', 3000000)\n"
                "is('€2.5k', 2500) is('Rs 12,400 crore', 124000000000) is('US$5 million', 5000000) is('$.50', 0.5)\n"
                "is('$1,500', 1500) is('£100billion', 100000000000) is('USD 7', 7) is('$\\u{A0}1.2\\u{A0}million', 1200000)\n"
                "is('50,000 rupees', 50000) is('5 €', 5) is('5 million US dollars', 5000000) is('a $3.5 million', 3500000)\n"
                "is('-$5', -5) is('$-5', -5) is('−£3m', -3000000) is('5-million-dollar', 5000000)\n"
                "is('$', nil) is('dollars', nil) is('a dollar', nil) is('$k', nil) is('-$-5', nil) is('$2,125-4,250', nil)\n"
                "is('5 dollars more', nil) is('abc$5', nil)");
}

static void commas_may_stand_as_in_india(void **state) {
  passes(state, "local parse = require 'number'.parse\n" IS("parse(text)")
                "is('1,00,000', 100000) is('12,34,567.5', 1234567.5) is('123,45,678', nil) is('1,00,00', nil)\n"
                "is('1,234,56,789', nil)");
}

static void numbers_beside_each_other_are_not_one(void **state) {
  passes(state, "local parse = require 'number'.parse\n" IS("parse(text)")
                "is('five five', nil) is('2 5', nil) is('5 10', nil) is('five twenty', nil)\n"
                "is('ten and a half million', 10500000) is('twenty five', 25) is('one thousand two hundred and fifty', 1250)");
}

static void every_kind_of_place_is_a_number_too(void **state) {
  bench *bench = *state;
  assert_non_null(load_state(bench, "local gloss, number = require 'gloss', require 'number'\n"
                                    "local two = gloss.pattern '[is_number] \"million\"'\n"
                                    "return { provides = { 'sum' }, document = function(d)\n"
                                    "  local places = { d, d[1].block, d[1].sentence, d:sub(1, 2), two:match(d) }\n"
                                    "  places[6] = d:annotate('sum', places[4])\n"
                                    "  places[7] = gloss.link(places[4], places[6])\n"
                                    "  for i, place in ipairs(places) do assert(number.parse(place) == 4100000, i) end\n"
                                    "  assert(number.parse(d[1]) == 4.1 and number.parse(d[2]) == 1000000)\n"
                                    "end }"));
  assert_true(run_on(bench, "one", "4.1 million"));
}

static void dates_are_written_in_iso(void **state) {
  passes(state, "local parse = require 'date'.parse\n" IS("parse(text)")
                "is('2024-03-03', '2024-03-03') is('2024-03-03T10:00:00Z', '2024-03-03')\n"
                "is('March 3, 2024', '2024-03-03') is('Mar. 3, 2024', '2024-03-03') is('Sunday, March 3, 2024', '2024-03-03')\n"
                "is('3 March 2024', '2024-03-03') is('3rd of March 2024', '2024-03-03') is('March 2024', '2024-03')\n"
                "is('February 29, 2024', '2024-02-29')\n"
                "is('February 29, 2023', nil) is('2024-13-01', nil) is('March 32, 2024', nil) is('3 3 March 2024', nil)\n"
                "is('March', nil) is('3', nil) is('2024', '2024') is('', nil) is('no date', nil)\n"
                "is('March 3', nil) is('Wednesday', nil)");
}

static void days_without_a_year_are_near_the_article(void **state) {
  passes(state, "local date = require 'date'\n" IS("date.parse(text, '2024-01-05')")
                "is('March 3', '2024-03-03') is('December 30', '2023-12-30')\n"
                "is('Wednesday', '2024-01-03') is('on Friday', '2024-01-05') is('last Friday', '2023-12-29')\n"
                "is('next Friday', '2024-01-12') is('next Monday', '2024-01-08')\n"
                "is('yesterday', '2024-01-04') is('today', '2024-01-05') is('tomorrow', '2024-01-06')\n"
                "assert(date.parse('Friday', 'no date') == nil and date.parse('March 3', nil) == nil)");
}

static void a_date_has_a_weekday_from_one_for_monday(void **state) {
  passes(state, "local weekday = require 'date'.weekday\n" IS("weekday(text)")
                "is('2024-01-01', 1) is('2024-01-05', 5) is('2024-01-07', 7) is('1970-01-01', 4)");
}

static void days_are_counted_and_added(void **state) {
  passes(state, "local date = require 'date'\n"
                "assert(date.days '1970-01-01' == 0 and date.days '1969-12-31' == -1 and date.days '2024-03-01' == 19783)\n"
                "assert(date.days 'x' == nil)\n"
                "assert(date.add('2024-02-28', 1) == '2024-02-29' and date.add('2024-12-31', 1) == '2025-01-01')\n"
                "assert(date.add('2023-03-01', -1) == '2023-02-28')");
}

static void what_was_added_is_what_is_counted_in_all_four_digit_years(void **state) {
  passes(state, "local date = require 'date'\n"
                "local first, last = date.days '0001-01-01', date.days '9999-12-31'\n"
                "for n = first, last, 9973 do\n"
                "  assert(date.days(date.add('1970-01-01', n)) == n, n)\n"
                "end\n"
                "assert(date.add('9999-12-31', 1) == nil and date.add('0001-01-01', -1) == nil)");
}

#define LINKS "local names = require 'names'\n" \
              "local function links(...) return table.concat(names.link { ... }, ' ') end\n" \
              "local function is(got, wanted) assert(got == wanted, got) end\n" \
              "local function P(text) return { text = text, type = 'PERSON' } end\n" \
              "local function O(text) return { text = text, type = 'ORG' } end\n" \
              "local function G(text) return { text = text, type = 'GPE' } end\n"

static void short_names_belong_to_full_ones(void **state) {
  passes(state, LINKS "is(links(P 'Vladimir Putin', P 'Putin', P 'V. Putin', P 'Vladimir'), '1 1 1 1')\n"
                      "is(links(P 'Xi', P 'Xi Jinping', P 'Xi'), '2 2 2')\n"
                      "is(links(P 'Ann Lee', P 'Bob Lee', P 'Lee', P 'Ann Lee', P 'Lee'), '1 2 2 1 1')\n"
                      "is(links(P 'Martin Luther King Jr.', P 'King', P 'Luther'), '1 1 3')\n"
                      "is(links('Ann Lee', 'Lee', 'Smith'), '1 1 3')\n"
                      "is(links(), '')");
}

static void acronyms_belong_to_what_they_stand_for(void **state) {
  passes(state, LINKS "is(links(O 'North Atlantic Treaty Organization', O 'NATO'), '1 1')\n"
                      "is(links(O 'the Department of Justice', O 'DOJ'), '1 1')\n"
                      "is(links(G 'U.S.', G 'United States', G 'US'), '2 2 2')\n"
                      "is(links(O 'European Commission', O 'Commission', O 'the Commission'), '1 1 1')\n"
                      "is(links(P 'Nina Anders', P 'NA'), '1 2')");
}

static void names_of_other_kinds_stay_apart(void **state) {
  passes(state, LINKS "is(links(P 'Paris Hilton', G 'Paris'), '1 2')\n"
                      "is(links(G 'New York', G 'York'), '1 2')\n"
                      "is(links(P 'J. Smith', P 'J. Jones'), '1 2')\n"
                      "is(links(P '', P '.', P 'the'), '1 1 1')");
}

#define SIMILAR "local similar = require 'similar'\n" \
                "local words = {}\n" \
                "for i = 1, 200 do words[i] = 'w' .. i end\n" \
                "local sketch = similar.sketch(table.concat(words, ' '))\n"

static void texts_are_alike_as_far_as_they_share_windows_of_words(void **state) {
  passes(state, SIMILAR "assert(similar.alike(sketch, similar.sketch(table.concat(words, ' '):upper())) == 1)\n"
                        "words[100] = 'other'\n"
                        "local near = similar.alike(sketch, similar.sketch(table.concat(words, ' ')))\n"
                        "assert(near > 0.7 and near < 1, near)\n"
                        "assert(similar.alike(sketch, similar.sketch 'nothing of the kind at all here') == 0)");
}

static void copies_share_their_bands(void **state) {
  passes(state, SIMILAR "local bands = similar.bands(sketch)\n"
                        "local of_copy = similar.bands(similar.sketch(table.concat(words, ' '):upper()))\n"
                        "local of_other = similar.bands(similar.sketch 'nothing of the kind at all here')\n"
                        "assert(#bands == 8)\n"
                        "for i, band in ipairs(bands) do assert(band == of_copy[i] and band ~= of_other[i]) end");
}

static void a_sketch_has_the_size_that_was_asked_for(void **state) {
  passes(state, SIMILAR "assert(#sketch == 32 and #similar.sketch(document) == 32 and #similar.sketch('two words', 8) == 8)");
}

static void a_text_without_words_is_like_no_other(void **state) {
  passes(state, SIMILAR "assert(#similar.sketch '' == 0 and similar.alike({}, sketch) == 0 and similar.alike({}, {}) == 0)");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ENGLISH(numbers_are_read_as_they_are_written), ENGLISH(decimals_are_scaled_as_they_are_written),
      ENGLISH(sums_of_money_are_numbers), ENGLISH(commas_may_stand_as_in_india), ENGLISH(numbers_beside_each_other_are_not_one),
      ENGLISH(every_kind_of_place_is_a_number_too), ENGLISH(dates_are_written_in_iso),
      ENGLISH(days_without_a_year_are_near_the_article), ENGLISH(a_date_has_a_weekday_from_one_for_monday),
      ENGLISH(days_are_counted_and_added), ENGLISH(what_was_added_is_what_is_counted_in_all_four_digit_years),
      ENGLISH(short_names_belong_to_full_ones), ENGLISH(acronyms_belong_to_what_they_stand_for),
      ENGLISH(names_of_other_kinds_stay_apart), ENGLISH(texts_are_alike_as_far_as_they_share_windows_of_words),
      ENGLISH(copies_share_their_bands), ENGLISH(a_sketch_has_the_size_that_was_asked_for),
      ENGLISH(a_text_without_words_is_like_no_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "write/sheet.h"

#include "check.h"

static const gloss_slice columns[] = {{"who", 3}, {"n", 1}, {"words", 5}};

/* Rows of "who" and "n", and one with all columns. */
static gloss_sheet sample(gloss_value *rows, gloss_pair (*pairs)[3]) {
  static const gloss_value words[] = {{.kind = GLOSS_STRING, .size = 1, .string = "a"},
                                      {.kind = GLOSS_STRING, .size = 1, .string = "b"}};
  const char *names[] = {"Ann \033[1m\nLee", "Zoë"};
  for (int i = 0; i < 2; i++) {
    pairs[i][0] = (gloss_pair){columns[1], {.kind = GLOSS_NUMBER, .number = i ? 12.5 : 1.0 / 3}};
    pairs[i][1] = (gloss_pair){columns[0], gloss_value_string(gloss_slice_of(names[i]))};
    pairs[i][2] = (gloss_pair){columns[2], {.kind = GLOSS_LIST, .size = 2, .items = words}};
    rows[i] = gloss_map_of(pairs[i], i ? 3 : 2);
  }
  return (gloss_sheet){GLOSS_SLICE("talk"), columns, 3, {.kind = GLOSS_LIST, .size = 2, .items = rows}};
}

static void writes(const char *format, uint32_t count, gloss_sheet_look look, const char *expected) {
  gloss_value rows[2];
  gloss_pair pairs[2][3];
  gloss_sheet sheet = sample(rows, pairs), sheets[] = {sheet, sheet};
  gloss_buffer out = {0};
  gloss_error error = {0};
  gloss_sheets_write(gloss_sheet_format_find(gloss_slice_of(format), &error), sheets, count, look, &out);
  assert_string_equal(gloss_buffer_string(&out), expected);
  gloss_buffer_free(&out);
}

static void a_row_of_jsonl_has_all_columns(void **state) {
  (void)state;
  writes("jsonl", 1, (gloss_sheet_look){0},
         "{\"who\":\"Ann \\u001b[1m\\nLee\",\"n\":0.3333333333333333,\"words\":null}\n"
         "{\"who\":\"Zoë\",\"n\":12.5,\"words\":[\"a\",\"b\"]}\n");
}

static void csv_has_empty_cells_and_lists_as_json(void **state) {
  (void)state;
  writes("csv", 1, (gloss_sheet_look){0},
         "who,n,words\n\"Ann \033[1m\nLee\",0.3333333333333333,\n"
         "Zoë,12.5,\"[\"\"a\"\",\"\"b\"\"]\"\n");
}

static void a_table_keeps_control_characters_from_the_terminal(void **state) {
  (void)state;
  writes("text", 1, (gloss_sheet_look){0},
         "who                n  words\n"
         "Ann \uFFFD[1m Lee  0.3333\n"
         "Zoë             12.5  a, b\n");
}

static void a_narrow_terminal_cuts_the_widest_text(void **state) {
  (void)state;
  writes("text", 1, (gloss_sheet_look){.width = 24},
         "who             n  words\n"
         "Ann \uFFFD[1m…  0.3333\n"
         "Zoë          12.5  a, b\n");
}

static void several_sheets_say_their_names(void **state) {
  (void)state;
  gloss_sheet sheets[2] = {{GLOSS_SLICE("one"), columns, 1, {.kind = GLOSS_LIST}},
                           {GLOSS_SLICE("two"), columns, 2, {.kind = GLOSS_LIST}}};
  gloss_buffer out = {0};
  gloss_error error = {0};
  gloss_sheets_write(gloss_sheet_format_find(GLOSS_SLICE("text"), &error), sheets, 2, (gloss_sheet_look){.colour = true}, &out);
  assert_string_equal(gloss_buffer_string(&out), "# one\n\n\033[1mwho\033[0m\n\n# two\n\n\033[1mwho  n\033[0m\n");
  gloss_buffer_free(&out);
}

static void an_unknown_format_names_the_known_ones(void **state) {
  (void)state;
  gloss_error error = {0};
  assert_null(gloss_sheet_format_find(GLOSS_SLICE("cvs"), &error));
  assert_string_equal(error.message, "no format \"cvs\" of rows (there are jsonl, csv, text); did you mean \"csv\"?");
  assert_null(gloss_sheet_format_of("rows.xls", &error));
  assert_string_equal(error.message, "rows.xls: the ending says how rows are written: .jsonl, .csv, or .txt to read");
  assert_string_equal(gloss_sheet_format_of("rows.csv", &error)->name, "csv");
  gloss_error_clear(&error);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_of_jsonl_has_all_columns),
      cmocka_unit_test(csv_has_empty_cells_and_lists_as_json),
      cmocka_unit_test(a_table_keeps_control_characters_from_the_terminal),
      cmocka_unit_test(a_narrow_terminal_cuts_the_widest_text),
      cmocka_unit_test(several_sheets_say_their_names),
      cmocka_unit_test(an_unknown_format_names_the_known_ones),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/rows.h"

/* All rows as one string: cells in <>, "|" after a row; a failure is its message. */
static const char *table(gloss_row_format format, gloss_slice text) {
  static char shown[1024];
  gloss_buffer out = {0};
  gloss_error error = {0};
  gloss_rows rows;
  gloss_rows_result result = GLOSS_ROWS_FAILED;
  if (gloss_rows_open(&rows, "list", format, text, &error)) {
    while ((result = gloss_rows_next(&rows, &error)) == GLOSS_ROWS_READ) {
      for (uint32_t i = 0; i < rows.row.count; i++) gloss_buffer_print(&out, "<%.*s>", GLOSS_PRINT(rows.row.cells[i]));
      gloss_buffer_print(&out, "%u|", rows.line);
    }
    gloss_rows_close(&rows);
  }
  if (result == GLOSS_ROWS_FAILED) gloss_buffer_add(&out, gloss_slice_of(error.message));
  snprintf(shown, sizeof shown, "%s", gloss_buffer_string(&out));
  gloss_buffer_free(&out);
  gloss_error_clear(&error);
  return shown;
}

#define assert_table(format, text, expected) assert_string_equal(table(format, GLOSS_SLICE(text)), expected)

static void cells_stand_between_tabs(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_TSV, "a\tb\n1\t2\n\"3\t 4 \n", "<1><2>2|<\"3>< 4 >3|");
}

static void a_missing_cell_is_empty(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_TSV, "a\tb\tc\n1\n\t2\n", "<1><><>2|<><2><>3|");
  assert_table(GLOSS_ROW_CSV, "a,b,c\n1\n,2\n", "<1><><>2|<><2><>3|");
}

static void a_further_cell_is_an_error_that_names_its_line(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_TSV, "a\n1\t\n2\t3\n", "<1>2|list:3: 2 cells, where the header names 1 columns");
}

static void byte_order_marks_line_ends_and_blank_rows_do_not_matter(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_TSV, "\xef\xbb\xbf\n\r\na\tb\r\n\t\r\n1\t2\r\n   \n3\t4", "<1><2>5|<3><4>7|");
  assert_table(GLOSS_ROW_CSV, "\xef\xbb\xbf\n\r\na,b\r\n,\r\n1,2\r\n\"\"\n3,4", "<1><2>5|<3><4>7|");
}

static void quoted_cells_hold_commas_quotes_and_lines(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_CSV, "a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\nlines\",\"\"\"\"\nlast,\"\"\n",
               "<x, y><say \"no\">2|<two\nlines><\">3|<last><>5|");
}

static void a_quote_inside_a_bare_cell_is_itself(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_CSV, "a,b\n5\" disk,b\"\r\n", "<5\" disk><b\">2|");
}

static void a_lone_carriage_return_is_part_of_the_cell(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_CSV, "a\nx\ry\n", "<x\ry>2|");
}

static void a_quote_that_is_not_closed_is_an_error_at_its_row(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_CSV, "a\nx\n\"y\nz\n", "<x>2|list:3: a quote is not closed");
  assert_table(GLOSS_ROW_CSV, "a\n\"y\" z\n", "list:2: there is text between a closing quote and the next comma");
}

static void a_header_names_each_column_once(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_TSV, "", "list: is empty; its first line must name the columns");
  assert_table(GLOSS_ROW_TSV, "\n \n", "list: is empty; its first line must name the columns");
  assert_table(GLOSS_ROW_TSV, "\na\t\tb\n", "list:2: column 2 has no name");
  assert_table(GLOSS_ROW_CSV, "a,b,a\n", "list:1: two columns are named \"a\"");
  assert_table(GLOSS_ROW_TSV, "a\tb\rc\td\r", "list:1: lines end in \\r alone; they must end in \\n");
}

static void a_header_alone_is_a_table_without_rows(void **state) {
  (void)state;
  assert_table(GLOSS_ROW_CSV, "a,b", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(cells_stand_between_tabs),
    cmocka_unit_test(a_missing_cell_is_empty),
    cmocka_unit_test(a_further_cell_is_an_error_that_names_its_line),
    cmocka_unit_test(byte_order_marks_line_ends_and_blank_rows_do_not_matter),
    cmocka_unit_test(quoted_cells_hold_commas_quotes_and_lines),
    cmocka_unit_test(a_quote_inside_a_bare_cell_is_itself),
    cmocka_unit_test(a_lone_carriage_return_is_part_of_the_cell),
    cmocka_unit_test(a_quote_that_is_not_closed_is_an_error_at_its_row),
    cmocka_unit_test(a_header_names_each_column_once),
    cmocka_unit_test(a_header_alone_is_a_table_without_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
